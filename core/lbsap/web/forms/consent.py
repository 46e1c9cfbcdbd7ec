"""The boxes of the notice. None is ticked beforehand."""

from __future__ import annotations

from wtforms import BooleanField, Form

from lbsap.web.language import lazy_gettext as _l


class ConsentForm(Form):
    """Consent, and the separate consent for the transfer abroad where there is one."""

    agreed = BooleanField(_l("I have read the notice and agree that my data are processed as it says."))
    abroad = BooleanField(
        _l("Separate consent: I agree that my data are provided to the recipient abroad named above."),
        description=_l("You may leave this box empty."),
    )
