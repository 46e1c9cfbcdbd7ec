"""The boxes of the notice. None is ticked beforehand."""

from __future__ import annotations

from wtforms import BooleanField, Form

from lbsap.web.language import lazy_gettext as _l


class ConsentForm(Form):
    """Consent, and the separate ones: for the transfer abroad and for being named in public, where they are asked."""

    agreed = BooleanField(_l("I have read the notice and agree that my data are processed as it says."))
    abroad = BooleanField(
        _l("Separate consent: I agree that my data are provided to the recipient abroad named above."),
        description=_l("You may leave this box empty."),
    )
    named = BooleanField(
        _l("Separate consent: I agree that the public report lists my name and institution."),
        description=_l("You may leave this box empty."),
    )

    def only_asked(self, *, abroad: bool, named: bool) -> ConsentForm:
        """The form with the boxes that this notice asks."""
        for name, asked in (("abroad", abroad), ("named", named)):
            if not asked:
                del self[name]
        return self

    @property
    def apart(self) -> dict[str, bool]:
        """The separate boxes that are asked."""
        return {name: bool(self[name].data) for name in ("abroad", "named") if name in self}
