"""One item a page: all it takes to judge, the form, its saving by button and by itself."""

from __future__ import annotations

from typing import Any

from flask import abort, current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import Engine

from lbsap.actions.experts import answering
from lbsap.actions.experts.desk import Desk
from lbsap.model.catalogue import Item
from lbsap.model.errors import BadInput
from lbsap.model.problems import Problem
from lbsap.steps.asking.answers import Reading
from lbsap.store.columns import now
from lbsap.web.answer_rows import answer_rows
from lbsap.web.desk import desk
from lbsap.web.expert import expert
from lbsap.web.expert.prepared import prepared
from lbsap.web.expert.saving import (
    Sent,
    from_review,
    newer_page,
    removed_words,
    saved_words,
    told_newer,
    told_refused,
    told_saved,
    way_back,
)
from lbsap.web.expert.way import keep_to_several, wants_profile
from lbsap.web.feedback_values import feedback_of
from lbsap.web.forms.item import REVISION, AnswerForm, cells_of, read_cells, show_answer
from lbsap.web.language import gettext as _
from lbsap.web.language import lang


@expert.route("/item/<item_id>", methods=["GET", "POST"])
def item(item_id: str) -> ResponseReturnValue:
    """Show an item with its answer, or save what the form says and go on.

    ``?back=review`` leads back to the review after saving. The button pressed (``go``): ``keep`` (keep the item, and
    next), ``next``, ``save``, ``clear``.
    """
    asked = _asked(item_id)
    if request.method == "GET":
        kept = desk().answers.get(item_id)
        form = show_answer(prepared(desk().consultation).form, kept) if kept else None
        return _page(asked, form, desk().tasks[item_id].problems if desk().may_write else ())
    form = prepared(desk().consultation).form(request.form)
    try:
        return _clear(asked, form) if request.form.get("go") == "clear" else _save(asked, form)
    except BadInput as error:
        return _page(asked, form, error.problems, code=400)


@expert.post("/item/<item_id>/save")
def save_item(item_id: str) -> ResponseReturnValue:
    """Save as the page's script asks; what the answers mean stands in ``components/save_status.html``."""
    asked = _asked(item_id)
    form = prepared(desk().consultation).form(request.form)
    try:
        reading = _read(asked, form)
        if reading.answer is None:
            return told_refused(reading.problems)
        saved = answering.save_item(_engine(), desk(), item_id, reading.answer, form.base + 1, lang(), now())
    except BadInput as error:
        return told_refused(error.problems)
    newer = saved.standing.get(item_id)
    if newer:
        return told_newer({REVISION: newer.revision}, newer.saved_at, cells_of(newer.answer))
    return told_saved({REVISION: saved.revisions[item_id]}, saved.at, reading.problems)


def _asked(item_id: str) -> Item:
    found = next((one for one in desk().items if one.id == item_id), None)
    return found or abort(404)


def _read(item: Item, form: AnswerForm) -> Reading:
    consultation, kept = desk().consultation, desk().answers.get(item.id)
    return read_cells(
        form.cells, item, consultation.questionnaire, consultation.catalogue, kept.answer if kept else None
    )


def _save(item: Item, form: AnswerForm) -> ResponseReturnValue:
    go = request.form.get("go", "save")
    if go == "keep":
        if form.verdict.data not in (None, "", "keep"):
            return _two_judgements(item, form)
        form.verdict.raw_data = ["keep"]
    reading = _read(item, form)
    if reading.answer is None:
        return _page(item, form, reading.problems, code=400)
    saved = answering.save_item(_engine(), desk(), item.id, reading.answer, form.base + 1, lang(), now())
    if not saved.ok:
        back = url_for("expert.item", item_id=item.id)
        return newer_page(
            desk(), saved, [Sent(item, form, reading.answer)], request.full_path.rstrip("?"), back
        )
    keep_to_several(False)
    told: dict[str, Any] = {"saved": item.id} | (
        {"removed": "1"} if any(one.severity == "info" for one in reading.problems) else {}
    )
    if go == "save" or not reading.complete:
        return redirect(url_for("expert.item", item_id=item.id, **from_review(), **told), 303)
    return redirect(onward(desk(), item, told), 303)


def _two_judgements(item: Item, form: AnswerForm) -> ResponseReturnValue:
    """Another choice was ticked before the button that keeps the item was pressed: neither is taken for the other."""
    form.verdict.errors = [
        _("You chose another judgement before. Choose the one that holds and press “Save and next”.")
    ]
    return _page(item, form, (), code=400)


def _clear(item: Item, form: AnswerForm) -> ResponseReturnValue:
    saved = answering.clear_item(_engine(), desk(), item.id, form.base + 1, lang(), now())
    told = {"saved": item.id} if saved.ok else {}
    return redirect(url_for("expert.item", item_id=item.id, **(from_review() | told)), 303)


def onward(desk: Desk, item: Item, told: dict[str, Any]) -> str:
    """The review if one came from there, the profile if it is wanted, else the next item that is open."""
    if from_review():
        return url_for("expert.review", **told)
    if wants_profile(desk):
        return url_for("expert.profile", **told)
    place = desk.items.index(item)
    for other in (*desk.items[place + 1 :], *desk.items[:place]):
        if desk.tasks[other.id].state in ("not_started", "attention"):
            return url_for("expert.item", item_id=other.id, **told)
    return url_for("expert.tasks", **told)


def _page(
    item: Item, form: AnswerForm | None, problems: tuple[Problem, ...], code: int = 200
) -> ResponseReturnValue:
    consultation, texts = desk().consultation, prepared(desk().consultation)
    told = form.place(problems, lang()) if form else []
    kept = desk().answers.get(item.id)
    page = render_template(
        "expert/item.html",
        text=texts.items[item.id],
        facts=texts.facts(item.id),
        form=form,
        blank="" if form else texts.blank_fields(item.id),
        hints=texts.hints,
        asked=consultation.questionnaire.items,
        told=[("main", words) for words in told] if code != 200 else [],
        has_errors=bool(told or any(field.errors for field in form or ())),
        may_write=desk().may_write or request.method == "POST",
        rows=answer_rows(kept.answer, consultation.questionnaire, lang()) if kept else [],
        removed=removed_words(),
        saved=saved_words(desk()),
        action=url_for("expert.item", item_id=item.id, **from_review()),
        back=way_back(),
        from_review=bool(from_review()),
        feedback=feedback_of(desk(), item.id),
        group=_group(item),
        **_neighbours(item),
    )
    return page, code


def _group(item: Item) -> dict[str, str]:
    """The component or chapter that an item stands in, for the link to the page of all its items."""
    group = next(one for one in desk().groups if item in one.items)
    return {"id": group.id, "title": group.label.show(lang())}


def _neighbours(item: Item) -> dict[str, Any]:
    """The links to the items before and after."""
    items, texts = desk().items, prepared(desk().consultation).items
    pages, place = prepared(desk().consultation).pages, items.index(item)

    def link(index: int) -> dict[str, str]:
        if not 0 <= index < len(items):
            return {}
        other = texts[items[index].id]
        return {"href": pages[other.id], "title": other.label}

    return {"previous": link(place - 1), "next": link(place + 1), "place": place + 1, "total": len(items)}


def _engine() -> Engine:
    engine: Engine = current_app.extensions["lbsap_engine"]
    return engine
