"""One item decided on one screen: what was said on the left, the form on the right."""

from __future__ import annotations

from typing import Any

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from lbsap.actions.editors.deciding import DecisionDesk, decide_item, decision_desk, decisions_so_far
from lbsap.actions.editors.folder import Folder
from lbsap.model.consultation import Decision
from lbsap.model.errors import BadInput
from lbsap.model.problems import Problem
from lbsap.steps.common.words import whole_number
from lbsap.steps.editing.decision_form import form_cells, read_decision
from lbsap.web.forms.decision import DecisionForm
from lbsap.web.language import lang
from lbsap.web.workbench import workbench
from lbsap.web.workbench.decisions_values import (
    decision_values,
    evidence,
    neighbours,
    proposed_names,
    said,
    targets_of,
)
from lbsap.web.workbench.frame import actor, engine, folder, registry

CONFLICT = "decided_meanwhile"


@workbench.get("/c/<int:consultation_id>/decide/<item_id>")
def decide(consultation_id: int, item_id: str) -> ResponseReturnValue:
    """An item with all that was said on it, and its form."""
    opened = folder(consultation_id)
    desk = desk_of(opened, item_id)
    if desk.added:
        return redirect(url_for("workbench.decide_new", consultation_id=consultation_id, item_id=item_id))
    return _page(opened, desk, _filled(_form(opened, desk), opened, desk))


@workbench.post("/c/<int:consultation_id>/decide/<item_id>")
def keep_decision(consultation_id: int, item_id: str) -> ResponseReturnValue:
    """Keep the decision that the form says.

    The button pressed (``go``): ``save``, ``next`` (and on to the next undecided item), or ``name-N`` (take a proposed
    name into the fields; nothing is kept).
    """
    opened = folder(consultation_id)
    desk = desk_of(opened, item_id)
    if desk.added:
        abort(404)
    form = _form(opened, desk).take(request.form)
    go = request.form.get("go", "save")
    if go.startswith("name-"):
        return _page(opened, desk, _named(form, desk, go.removeprefix("name-")))
    try:
        return _save(opened, desk, form, go)
    except BadInput as error:
        return _refused(opened, desk, form, error.problems)


def desk_of(opened: Folder, item_id: str) -> DecisionDesk:
    """All on one item; answers 404 for an id that stands for nothing."""
    return decision_desk(actor(), engine(), registry(), opened, item_id)


def _form(opened: Folder, desk: DecisionDesk) -> DecisionForm:
    catalogue = opened.consultation.catalogue
    comments = [(str(one.comment.id), str(one.number)) for one in desk.comments]
    targets = targets_of(catalogue, desk.others, desk.item.id)
    return DecisionForm(desk.item, catalogue, targets, comments, [*_cells(opened, desk), *request.form])


def _filled(form: DecisionForm, opened: Folder, desk: DecisionDesk) -> DecisionForm:
    answered = desk.holding.decision.comments if desk.holding else ()
    return form.show(_cells(opened, desk), answered, desk.seen, desk.round.id if desk.round else 0)


def _cells(opened: Folder, desk: DecisionDesk) -> dict[str, str]:
    holding = desk.holding.decision if desk.holding else None
    return form_cells(desk.item, holding, opened.consultation.catalogue)


def _named(form: DecisionForm, desk: DecisionDesk, place: str) -> DecisionForm:
    """The form with a proposed name in its fields."""
    names = [one["name"] for one in proposed_names(desk.view)] if desk.view else []
    number = whole_number(place)
    if number is None or number >= len(names):
        abort(400)
    chosen = names[number]
    form["title_zh"].data = chosen.zh or form["title_zh"].data
    form["title_en"].data = chosen.en or form["title_en"].data
    if form["outcome"].data in (None, "keep"):
        form["outcome"].data = "rename"
    return form


def _save(opened: Folder, desk: DecisionDesk, form: DecisionForm, go: str) -> ResponseReturnValue:
    bands, wrong = form.read_bands()
    if form.bands:
        form.bands.place(wrong)
    reading = read_decision(desk.item, form.cells, opened.consultation.catalogue, None if wrong else bands)
    if reading.decision is None or wrong:
        # With bands at fault something was changed, though to what cannot be.
        told = [one for one in reading.problems if not (wrong and one.code == "settings_unchanged")]
        return _refused(opened, desk, form, tuple(told))
    decide_item(
        actor(), engine(), opened, reading.decision, seen=form.number("seen"), round_id=form.number("round")
    )
    following = neighbours(opened, _made(opened), desk.item.id)["undecided"]
    to = following if go == "next" and following else desk.item.id
    page = url_for("workbench.decide", consultation_id=opened.consultation.id, item_id=to, saved=desk.item.id)
    return redirect(page, 303)


def _refused(
    opened: Folder, desk: DecisionDesk, form: DecisionForm, problems: tuple[Problem, ...]
) -> ResponseReturnValue:
    """The page with what was sent and what is wrong with it; 409 with both versions where somebody came first."""
    if not any(one.code == CONFLICT for one in problems):
        return _page(opened, desk, form, form.place(problems), code=400)
    newer = desk_of(opened, desk.item.id)
    form["seen"].data = str(newer.seen)
    return _page(opened, newer, form, conflict=True, code=409)


def _page(
    opened: Folder,
    desk: DecisionDesk,
    form: DecisionForm,
    told: list[tuple[str, str]] | None = None,
    *,
    conflict: bool = False,
    code: int = 200,
) -> ResponseReturnValue:
    catalogue = opened.consultation.catalogue
    values: dict[str, Any] = {
        "text": {"number": desk.item.number, "title": desk.item.title.show(lang())},
        "evidence": evidence(desk.view, opened.consultation.questionnaire) if desk.view else None,
        "round": desk.round.number if desk.round else 0,
        "comments": said(desk.comments, form["comments"].data or ()),
        "holding": decision_values(desk.holding, catalogue) if desk.holding else None,
        "way": neighbours(opened, _made(opened), desk.item.id),
    }
    page = render_template(
        "workbench/decide.html",
        form=form,
        told=[*(told or []), *form.told],
        has_errors=code == 400,
        conflict=conflict,
        state=state_of(opened),
        **values,
    )
    return page, code


def _made(opened: Folder) -> tuple[Decision, ...]:
    return decisions_so_far(actor(), engine(), opened.consultation.id)


def state_of(opened: Folder) -> str:
    """Whether one may decide here: ``published``, ``none`` (no round has closed), ``later`` (one is under way), or not
    hindered."""
    if opened.published:
        return "published"
    if opened.judged is None:
        return "none"
    return "later" if opened.latest.state == "open" else ""
