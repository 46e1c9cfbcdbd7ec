"""A new item: proposed by experts or by the editors, decided like any other."""

from __future__ import annotations

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from lbsap.actions.editors.commenting import open_comments
from lbsap.actions.editors.deciding import DecisionDesk, decide_item, decisions_so_far, proposal_behind
from lbsap.actions.editors.folder import Folder
from lbsap.model.consultation import Decision
from lbsap.model.errors import BadInput
from lbsap.model.problems import Problem
from lbsap.model.text import Text
from lbsap.steps.editing.decision_form import (
    blank_item,
    computable,
    form_cells,
    free_id,
    new_cells,
    proposed_cells,
    read_new,
)
from lbsap.steps.reports.comment_rows import Entry
from lbsap.web.forms.decision import DecisionForm
from lbsap.web.workbench import workbench
from lbsap.web.workbench.decisions_one import CONFLICT, desk_of, state_of
from lbsap.web.workbench.decisions_values import decision_values, said, targets_of
from lbsap.web.workbench.frame import actor, engine, folder


@workbench.get("/c/<int:consultation_id>/decide-new")
@workbench.get("/c/<int:consultation_id>/decide-new/<item_id>")
def decide_new(consultation_id: int, item_id: str = "") -> ResponseReturnValue:
    """The form of a new item, blank (``?comment=``: filled from a proposal) or of one that was decided before."""
    opened, desk, proposals, form = _opened(consultation_id, item_id)
    return _page(opened, desk, _filled(form, opened, desk, proposals), proposals)


@workbench.post("/c/<int:consultation_id>/decide-new")
@workbench.post("/c/<int:consultation_id>/decide-new/<item_id>")
def keep_new(consultation_id: int, item_id: str = "") -> ResponseReturnValue:
    """Keep the decision on a new item. The button pressed (``go``): ``save``, or ``back`` (it is no longer added)."""
    opened, desk, proposals, form = _opened(consultation_id, item_id)
    form.take(request.form)
    try:
        return _save(opened, desk, form, proposals)
    except BadInput as error:
        return _refused(opened, desk, form, proposals, error.problems)


def _opened(
    consultation_id: int, item_id: str
) -> tuple[Folder, DecisionDesk | None, list[Entry], DecisionForm]:
    """What both ways to the page need: the folder, what was decided on the item, the proposals, and the form."""
    opened = folder(consultation_id)
    desk = desk_of(opened, item_id) if item_id else None
    if desk and not desk.added:
        abort(404)
    said_by_all = open_comments(actor(), engine(), consultation_id).entries
    proposals = [one for one in said_by_all if one.comment.origin.startswith("proposal ")]
    return opened, desk, proposals, _form(opened, desk, proposals)


def _form(opened: Folder, desk: DecisionDesk | None, proposals: list[Entry]) -> DecisionForm:
    catalogue = opened.consultation.catalogue
    comments = [(str(one.comment.id), str(one.number)) for one in proposals]
    others = desk.others if desk else _made(opened)
    item = desk.item if desk else blank_item(catalogue)
    names = [*form_cells(item, None, catalogue), *request.form]
    return DecisionForm(item, catalogue, targets_of(catalogue, others, item.id), comments, names, new=True)


def _filled(
    form: DecisionForm, opened: Folder, desk: DecisionDesk | None, proposals: list[Entry]
) -> DecisionForm:
    catalogue = opened.consultation.catalogue
    if desk is not None:
        made = [one.decision for one in desk.history if one.decision.outcome == "new"][-1]
        return form.show(new_cells(made, catalogue), made.comments, desk.seen, 0)
    cells = {"id": free_id(catalogue, _made(opened))}
    wanted = request.args.get("comment", "")
    chosen = next((one.comment for one in proposals if str(one.comment.id) == wanted), None)
    if chosen is None:
        return form.show(cells, (), 0, 0)
    proposal = proposal_behind(actor(), engine(), chosen)
    taken = proposed_cells(proposal, catalogue) if proposal else {}
    return form.show(cells | taken, [wanted], 0, 0)


def _save(
    opened: Folder, desk: DecisionDesk | None, form: DecisionForm, proposals: list[Entry]
) -> ResponseReturnValue:
    catalogue, overview = opened.consultation.catalogue, opened.consultation.id
    if desk and request.form.get("go") == "back":
        taken = Decision(desk.item.id, "drop", Text("不再新增", "No longer added"))
        decide_item(actor(), engine(), opened, taken, seen=form.number("seen"))
        return redirect(url_for("workbench.decisions", consultation_id=overview), 303)
    bands, wrong = form.read_bands()
    if form.bands:
        form.bands.place(wrong)
    reading = read_new(form.cells, catalogue, None if wrong else bands)
    if reading.decision is None or wrong:
        return _refused(opened, desk, form, proposals, reading.problems)
    if desk and reading.decision.item != desk.item.id:
        abort(400)
    kept = decide_item(actor(), engine(), opened, reading.decision, seen=form.number("seen"))
    page = url_for(
        "workbench.decide_new",
        consultation_id=overview,
        item_id=kept.decision.item,
        saved=kept.decision.item,
    )
    return redirect(page, 303)


def _refused(
    opened: Folder,
    desk: DecisionDesk | None,
    form: DecisionForm,
    proposals: list[Entry],
    problems: tuple[Problem, ...],
) -> ResponseReturnValue:
    if not any(one.code == CONFLICT for one in problems):
        return _page(opened, desk, form, proposals, form.place(problems), code=400)
    newer = desk_of(opened, str(form["id"].data))
    form["seen"].data = str(newer.seen)
    return _page(opened, newer, form, proposals, conflict=True, code=409)


def _page(
    opened: Folder,
    desk: DecisionDesk | None,
    form: DecisionForm,
    proposals: list[Entry],
    told: list[tuple[str, str]] | None = None,
    *,
    conflict: bool = False,
    code: int = 200,
) -> ResponseReturnValue:
    holding = decision_values(desk.holding, opened.consultation.catalogue) if desk and desk.holding else None
    page = render_template(
        "workbench/decide_new.html",
        form=form,
        holding=holding,
        item_id=desk.item.id if desk else "",
        comments=said(proposals, form["comments"].data or ()),
        told=[*(told or []), *form.told],
        has_errors=code == 400,
        conflict=conflict,
        state=state_of(opened),
        incomplete=desk is not None and not computable(desk.item),
    )
    return page, code


def _made(opened: Folder) -> tuple[Decision, ...]:
    return decisions_so_far(actor(), engine(), opened.consultation.id)
