"""The form by which experts correct what is kept of them."""

from __future__ import annotations

from wtforms import Form, StringField

from lbsap.web.language import lazy_gettext as _l


class ContactForm(Form):
    """Name, institution and address; what they may hold is judged by the action."""

    name = StringField(_l("Name"), description=_l("As you write it yourself, in one line."))
    institution = StringField(_l("Institution"))
    email = StringField(_l("E-mail address"))
