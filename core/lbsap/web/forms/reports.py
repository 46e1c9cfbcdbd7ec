"""Forms of the page of reports. They hold what was sent; steps and actions judge it."""

from __future__ import annotations

from typing import Any

from wtforms import Form, TextAreaField
from wtforms.form import BaseForm

from lbsap.model.text import LANGS
from lbsap.steps.reports.statements import HINTS, LATER, STATEMENTS
from lbsap.web.language import gettext as _
from lbsap.web.language import lang
from lbsap.web.language import lazy_gettext as _l


class GroundForm(Form):
    """On what ground contact data are exported."""

    ground = TextAreaField(
        _l("Legal ground and use"),
        description=_l(
            "Such as: sending certificates, agreed to in the notice. It is kept in the audit trail for good, so name no persons."
        ),
    )


StatementsForm: Any = type(
    "StatementsForm", (Form,), {f"{name}_{one}": TextAreaField() for name in LATER for one in LANGS}
)


def statements_form() -> BaseForm:
    """The host's later statements for the report, labelled in the page's language."""
    form: BaseForm = StatementsForm()
    for name in LATER:
        title = STATEMENTS[name].show(lang())
        words = {"zh": _("%(title)s, in Chinese", title=title), "en": _("%(title)s, in English", title=title)}
        for one in LANGS:
            field = form[f"{name}_{one}"]
            field.label.text, field.description = words[one], HINTS[name].show(lang())
    return form
