"""The form by which a revision is published."""

from __future__ import annotations

from wtforms import Form, HiddenField, StringField
from wtforms.validators import InputRequired, Length

from lbsap.web.language import lazy_gettext as _l

LONGEST_VERSION = 64


class PublishForm(Form):
    """The name of the version; ``seen`` is the digest of the revision that the page showed."""

    version = StringField(
        _l("Name of the version"),
        [
            InputRequired(_l("Enter a name for the version.")),
            Length(max=LONGEST_VERSION, message=_l("The name of a version has at most 64 characters.")),
        ],
        description=_l(
            "Letters, digits, dots and dashes, such as 2021-r1. The name can never be used again."
        ),
    )
    seen = HiddenField()
