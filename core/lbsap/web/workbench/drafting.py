"""One part of a draft a page: shown, saved, shown again with its faults or beside what somebody else has saved."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from wtforms import FileField
from wtforms.form import BaseForm

from lbsap.actions.editors.folder import Folder
from lbsap.model.codec import digest
from lbsap.model.errors import BadInput
from lbsap.steps.asking.answers import Cells
from lbsap.store.consultations import Round
from lbsap.web.forms.setup import cells_of, place
from lbsap.web.language import gettext as _
from lbsap.web.workbench.frame import folder


def draft_folder(consultation_id: int) -> Folder:
    """The folder of a consultation whose set-up may still change. A page of any other leads to its overview; a form
    that comes too late is judged by the action."""
    opened = folder(consultation_id)
    if request.method == "GET" and opened.rounds[0].state != "draft":
        abort(redirect(overview_of(consultation_id), 303))
    return opened


def round_of(consultation_id: int, number: int) -> tuple[Folder, Round]:
    """The folder and the round that an address names. Answers 404 for others."""
    opened = folder(consultation_id)
    return opened, opened.round(number) or abort(404)


def overview_of(consultation_id: int) -> str:
    """The address of the overview."""
    return url_for("workbench.consultation", consultation_id=consultation_id)


def part_page(
    consultation_id: int,
    template: str,
    make: Callable[[], BaseForm],
    stands: Mapping[str, Any],
    save: Callable[[Cells], object],
    onward: str = "",
    **more: Any,
) -> ResponseReturnValue:
    """Show the form that ``make`` gives with what ``stands``, or ``save`` what was sent and lead ``onward`` (empty: to
    the overview).

    Where somebody else has saved the part since the page was opened, nothing is saved: both stand on the page.
    """
    back = onward or overview_of(consultation_id)
    kept, form = make(), make()
    kept.process(data=dict(stands))
    seen, newer, told = _digest(kept), [], []
    if request.method == "GET":
        form.process(data=dict(stands))
    else:
        form.process(request.form)
        newer = _differing(kept, form) if request.form.get("seen") != seen else []
        try:
            if not newer:
                save(cells_of(form))
                return redirect(back, 303)
            told = [("newer", _("Someone else has changed this since you opened the page."))]
        except BadInput as error:
            told = place(form, error.problems)
    sent = request.method == "POST"
    page = render_template(
        template,
        form=form,
        told=told,
        newer=newer,
        seen=seen,
        has_errors=sent,
        back=back,
        consultation_id=consultation_id,
        **more,
    )
    return page, 400 if sent else 200


def _words(form: BaseForm) -> dict[str, str]:
    return {one.short_name: str(one.data or "") for one in form if not isinstance(one, FileField)}


def _digest(form: BaseForm) -> str:
    return digest(_words(form))


def _differing(kept: BaseForm, sent: BaseForm) -> list[tuple[str, str]]:
    """What stands, where it is not what was sent: labels and words."""
    mine = _words(sent)
    return [
        (str(one.label.text), _shown(one))
        for one in kept
        if one.short_name in mine and _words(kept)[one.short_name].split() != mine[one.short_name].split()
    ]


def _shown(field: Any) -> str:
    named = dict(getattr(field, "choices", None) or ())
    words = str(field.data or "")
    return str(named.get(words, words))
