"""The form by which one comes back: the code to resume."""

from __future__ import annotations

from wtforms import Form, StringField
from wtforms.validators import InputRequired, Length

from lbsap.web.language import lazy_gettext as _l

LONGEST_CODE = 60


class ResumeForm(Form):
    """The code; spaces, dashes and case do not matter."""

    code = StringField(
        _l("Code to resume"),
        [
            InputRequired(_l("Enter the code you noted.")),
            Length(max=LONGEST_CODE, message=_l("This is too long for a code to resume.")),
        ],
        description=_l("Spaces, dashes and small or capital letters do not matter."),
    )
