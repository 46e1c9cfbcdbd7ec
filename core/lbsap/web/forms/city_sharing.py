"""The form by which a city says what the other cities may see."""

from __future__ import annotations

from wtforms import Form, HiddenField

from lbsap.web.forms.fields import AnyOf
from lbsap.web.language import lazy_gettext as _l


class SharingForm(Form):
    """The parts that are shown; ``seen`` is the stamp of those shown when the page was opened."""

    shareable = AnyOf(_l("What may the other cities see?"))
    seen = HiddenField()
