"""What there is to do: the list of items with their states, and the choice of the components one can judge."""

from __future__ import annotations

from typing import Any, Final

from flask import current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from lbsap.actions.experts.desk import Desk
from lbsap.actions.experts.profile import choose_groups
from lbsap.model.errors import BadInput
from lbsap.steps.common.groups import Group
from lbsap.store.columns import now
from lbsap.web.desk import desk
from lbsap.web.expert import expert
from lbsap.web.expert.prepared import Prepared, prepared
from lbsap.web.expert.saving import fresh_desk, from_review, saved_words, way_back
from lbsap.web.expert.way import page_of
from lbsap.web.forms.components import ComponentsForm
from lbsap.web.language import lang

SHOWN: Final = {"not_started": "todo", "answered": "done", "attention": "started", "outside": "outside"}
"""The states of tasks, as the component of the task list calls them."""


@expert.get("/")
def tasks() -> str:
    """The task list."""
    texts = prepared(desk().consultation)
    return render_template(
        "expert/tasks.html",
        outline=desk().consultation.catalogue.kind == "outline",
        purpose=desk().consultation.questionnaire.purpose.show(lang()),
        progress=desk().progress,
        next=texts.items[first.id] if (first := desk().next_item) else None,
        groups=[_group(desk(), texts, group) for group in desk().groups],
        settled=[_settled(texts, one.id) for one in desk().all_items if one.id in desk().settled],
        proposals=len(desk().proposals) if desk().consultation.questionnaire.new_items else None,
        closing=desk().consultation.questionnaire.closing,
        open=desk().may_write,
        submitted=desk().submission,
        before=desk().round.number - 1,
        saved=saved_words(desk()),
    )


def _group(desk: Desk, texts: Prepared, group: Group) -> dict[str, Any]:
    rows = [_row(texts, item.id, SHOWN[desk.tasks[item.id].state]) for item in group.items]
    done = sum(row["state"] in ("done", "outside") for row in rows)
    return {
        "id": group.id,
        "title": group.label.show(lang()),
        "tasks": rows,
        "done": done,
        "total": len(rows),
    }


def _row(texts: Prepared, item_id: str, state: str) -> dict[str, Any]:
    text = texts.items[item_id]
    return {
        "id": item_id,
        "code": text.number,
        "title": text.title,
        "other": text.other,
        "other_lang": "en" if lang() == "zh" else "zh",
        "href": texts.pages[item_id],
        "state": state,
    }


def _settled(texts: Prepared, item_id: str) -> dict[str, Any]:
    return _row(texts, item_id, "settled") | {"href": ""}


@expert.route("/components", methods=["GET", "POST"])
def components() -> ResponseReturnValue:
    """Choose what one can judge; the other items become "outside my expertise"."""
    form = ComponentsForm.of(desk())
    if request.method == "GET":
        return _components_page(form)
    form.process(request.form)
    if request.form.get("go") == "all":
        form.components.data = [group.id for group in desk().groups]
    if not form.components.data:
        return _components_page(form.ask_for_one(), 400)
    try:
        choose_groups(current_app.extensions["lbsap_engine"], desk(), form.components.data, lang(), now())
    except BadInput as error:
        return _components_page(form.place(error.problems), 400)
    if from_review():
        return redirect(way_back(), 303)
    first = fresh_desk().next_item
    return redirect(page_of(desk(), first) if first else url_for("expert.tasks"), 303)


def _components_page(form: ComponentsForm, code: int = 200) -> ResponseReturnValue:
    page = render_template(
        "expert/components.html",
        form=form,
        has_errors=code != 200,
        may_write=desk().may_write or code != 200,
        action=url_for("expert.components", **from_review()),
        back=way_back(),
        from_review=from_review(),
    )
    return page, code
