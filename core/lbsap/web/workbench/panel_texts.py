"""The texts of messages: read and changed in both languages, with what they look like to a reader."""

from __future__ import annotations

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from lbsap.actions.editors.mailing import change_texts
from lbsap.model.errors import BadInput
from lbsap.model.text import LANGS
from lbsap.steps.editing.messages import PLACES, USUAL, text_in_force
from lbsap.web.forms.panel import field_name, texts_form
from lbsap.web.language import gettext as _
from lbsap.web.language import lang
from lbsap.web.workbench import workbench
from lbsap.web.workbench.frame import actor, engine, folder


@workbench.route("/c/<int:consultation_id>/panel/texts", methods=["GET", "POST"])
def panel_texts(consultation_id: int) -> ResponseReturnValue:
    """Change the texts of the invitation and the reminder; an empty field brings the usual text back."""
    words = folder(consultation_id).consultation.words
    made = texts_form(_labels())
    if request.method == "GET":
        standing = {name: text_in_force(words, name) for name in USUAL}
        form = made(
            data={
                field_name(name, one): getattr(text, one) for name, text in standing.items() for one in LANGS
            }
        )
        return render_template(
            "workbench/panel_texts.html", form=form, places=_places(), saved="saved" in request.args
        )
    form = made(request.form)
    try:
        change_texts(actor(), engine(), consultation_id, form.texts())
    except BadInput as error:
        for fault in error.problems:
            name, _dot, language = fault.where.rpartition(".")
            field = form[field_name(name, language)]
            field.errors = [*field.errors, fault.message.show(lang())]
        return render_template(
            "workbench/panel_texts.html", form=form, places=_places(), has_errors=True
        ), 400
    return redirect(url_for(".panel_texts", consultation_id=consultation_id, saved=1), 303)


def _labels() -> dict[str, str]:
    """The label of each field, by the field's name."""
    words = {
        "invitation.subject": (_("Subject in Chinese"), _("Subject in English")),
        "invitation.body": (_("Text in Chinese"), _("Text in English")),
        "reminder.subject": (
            _("Subject of the reminder in Chinese"),
            _("Subject of the reminder in English"),
        ),
        "reminder.body": (_("Text of the reminder in Chinese"), _("Text of the reminder in English")),
    }
    return {
        field_name(name, one): label
        for name, labels in words.items()
        for one, label in zip(LANGS, labels, strict=True)
    }


def _places() -> list[dict[str, str]]:
    """The placeholders and what each becomes."""
    said = {
        "name": _("the person's name"),
        "title": _("the title of the consultation"),
        "host": _("the host"),
        "link": _("the person's own link"),
        "deadline": _("the deadline of the round, in Beijing time"),
        "contact": _("whom experts may write to"),
    }
    return [{"place": f"{{{place}}}", "words": said[place]} for place in PLACES]
