"""Forms by which administrators look after accounts and data."""

from __future__ import annotations

from wtforms import Form, StringField

from lbsap.web.forms.fields import AnyOf, OneOf
from lbsap.web.language import lazy_gettext as _l


class RolesForm(Form):
    """The roles of an account."""

    roles = AnyOf(_l("Roles"))


class AccountForm(RolesForm):
    """A new account."""

    email = StringField(_l("E-mail address"))


class ErasureForm(Form):
    """Whose data are to be deleted."""

    consultation = OneOf(_l("Which consultation?"))
    code = StringField(
        _l("Code of the expert in this consultation"),
        description=_l("It stands on the page “My data and my consent” and in the exports of answers."),
    )
