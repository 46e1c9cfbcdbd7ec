"""Forms by which administrators look after accounts and data."""

from __future__ import annotations

from wtforms import Form, StringField, TextAreaField

from lbsap.web.forms.fields import AnyOf, OneOf
from lbsap.web.language import lazy_gettext as _l


class RolesForm(Form):
    """The roles of an account."""

    roles = AnyOf(_l("Roles"))


class CitiesForm(Form):
    """The cities an account works for, one a line."""

    cities = TextAreaField(_l("Cities"))


class PersonForm(RolesForm, CitiesForm):
    """What an account may do."""


class AccountForm(PersonForm):
    """A new account."""

    email = StringField(_l("E-mail address"))


class ErasureForm(Form):
    """Whose data are to be deleted."""

    consultation = OneOf(_l("Which consultation?"))
    code = StringField(
        _l("Code of the expert in this consultation"),
        description=_l("It stands on the page “My data and my consent” and in the exports of answers."),
    )
