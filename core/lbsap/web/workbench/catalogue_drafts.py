"""A draft: its items in order, what is left to do, and the one act that publishes it."""

from __future__ import annotations

from typing import Any

from flask import Response, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from lbsap.actions.editors.catalogue_drafts import delete_draft, item_of, open_draft, reorder, take_out
from lbsap.actions.editors.catalogue_files import draft_file
from lbsap.actions.editors.catalogue_publishing import freeze_draft, make_ready
from lbsap.model.catalogue import Catalogue, Item
from lbsap.model.errors import BadInput
from lbsap.model.problems import Problem
from lbsap.model.validate import faults
from lbsap.steps.catalogues.cells import read_reason, reason_cells
from lbsap.steps.catalogues.edit import branch_of, siblings_of, unverified
from lbsap.steps.common.printed import label, minute
from lbsap.steps.common.words import whole_number
from lbsap.store.drafts import Draft
from lbsap.web.downloads import attachment
from lbsap.web.forms.catalogue import ReasonForm
from lbsap.web.language import gettext as _
from lbsap.web.language import lang
from lbsap.web.workbench import workbench
from lbsap.web.workbench.catalogue_saving import saved_words
from lbsap.web.workbench.catalogue_shown import bands_state, changes_shown
from lbsap.web.workbench.catalogues import MEDIA_TYPES
from lbsap.web.workbench.frame import actor, engine, registry

MOVES = {"up": -1, "down": 1}


@workbench.get("/catalogues/drafts/<int:draft_id>")
def draft(draft_id: int) -> str:
    """The items of a draft in order, each with its state."""
    shown = open_draft(actor(), engine(), draft_id)
    ready = make_ready(actor(), engine(), registry(), draft_id)
    return render_template(
        "workbench/catalogue_draft.html",
        **head_of(shown),
        groups=_groups(shown.catalogue),
        problems=[placed(one, shown) for one in ready.problems],
        unchecked=len(unverified(shown.catalogue)),
        saved=saved_words(),
        begun="begun" in request.args,
    )


@workbench.get("/catalogues/drafts/<int:draft_id>/<any(xlsx, yaml):form>")
def draft_download(draft_id: int, form: str) -> Response:
    """A draft as it stands, as a file."""
    shown = open_draft(actor(), engine(), draft_id)
    content = draft_file(
        actor(), engine(), registry(), draft_id, "yaml" if form == "yaml" else "xlsx", lang()
    )
    return attachment(f"{shown.catalogue.reference}-draft.{form}", content, MEDIA_TYPES[form])


@workbench.post("/catalogues/drafts/<int:draft_id>/order")
def draft_order(draft_id: int) -> ResponseReturnValue:
    """Move an item past the one before or behind it. ``move``: its id and ``up`` or ``down``."""
    item_id, _colon, way = request.form.get("move", "").rpartition(":")
    if way not in MOVES:
        abort(400)
    reorder(actor(), engine(), draft_id, item_id, MOVES[way])
    return redirect(url_for("workbench.draft", draft_id=draft_id, _anchor=f"item-{item_id}"), 303)


@workbench.route("/catalogues/drafts/<int:draft_id>/items/<item_id>/remove", methods=["GET", "POST"])
def draft_remove(draft_id: int, item_id: str) -> ResponseReturnValue:
    """Ask before an item is removed for good."""
    shown = open_draft(actor(), engine(), draft_id)
    item, form, problems = item_of(shown.catalogue, item_id), ReasonForm(), list[Problem]()
    form.process(request.form, data=reason_cells(shown.catalogue, item_id))
    if request.method == "POST":
        try:
            take_out(actor(), engine(), draft_id, item_id, read_reason(form.cells))
            return redirect(url_for("workbench.draft", draft_id=draft_id, saved="1"), 303)
        except BadInput as error:
            problems = list(error.problems)
    page = render_template(
        "workbench/catalogue_remove.html",
        **head_of(shown),
        item_title=label(item).show(lang()),
        form=form,
        told=form.place(problems),
        has_errors=bool(problems),
    )
    return page, 400 if problems else 200


@workbench.route("/catalogues/drafts/<int:draft_id>/delete", methods=["GET", "POST"])
def draft_delete(draft_id: int) -> ResponseReturnValue:
    """Ask before a draft is deleted."""
    shown, told = open_draft(actor(), engine(), draft_id), list[tuple[str, str]]()
    if request.method == "POST":
        try:
            delete_draft(actor(), engine(), draft_id, _seen())
            return redirect(url_for("workbench.catalogues", deleted="1"), 303)
        except BadInput as error:
            told = [("main", one.message.show(lang())) for one in error.problems]
            shown = open_draft(actor(), engine(), draft_id)
    page = render_template(
        "workbench/catalogue_delete.html", **head_of(shown), told=told, has_errors=bool(told)
    )
    return page, 409 if told else 200


@workbench.route("/catalogues/drafts/<int:draft_id>/publish", methods=["GET", "POST"])
def draft_freeze(draft_id: int) -> ResponseReturnValue:
    """What would be published, and the act itself."""
    told: list[tuple[str, str]] = []
    if request.method == "POST":
        try:
            made = freeze_draft(actor(), engine(), registry(), draft_id, _seen())
            return redirect(url_for("workbench.catalogue", reference=made, frozen="1"), 303)
        except BadInput as error:
            told = [("main", one.message.show(lang())) for one in error.problems]
    ready = make_ready(actor(), engine(), registry(), draft_id)
    version = ready.version
    before = {item.id: item.title for item in ready.before.items} if ready.before else {}
    page = render_template(
        "workbench/catalogue_freeze.html",
        **head_of(ready.draft),
        told=told,
        has_errors=bool(told),
        problems=[placed(one, ready.draft) for one in ready.problems],
        version=version,
        digest=ready.digest,
        changes=changes_shown(version.lineage, before) if version else [],
        unchecked=len(unverified(version)) if version else 0,
        lacking=sum(one.code == "language_missing" for one in faults(version)) if version else 0,
    )
    return page, 409 if told else 200


def head_of(shown: Draft) -> dict[str, Any]:
    """What stands at the top of every page of a draft."""
    return {
        "draft": {
            "id": shown.id,
            "number": shown.number,
            "title": shown.catalogue.title.show(lang()),
            "reference": shown.catalogue.reference,
            "kind": shown.catalogue.kind,
            "based_on": shown.based_on,
            "by": shown.changed_by,
            "at": minute(shown.changed_at).show(lang()),
            "count": len(shown.catalogue.items),
        }
    }


def placed(one: Problem, shown: Draft) -> dict[str, str]:
    """What keeps a draft back, with the page on which it is mended."""
    parts = one.where.removeprefix(f"{shown.catalogue.id}.").split(".")
    item = shown.catalogue.item(parts[0]) or shown.catalogue.find(one.where)
    if item is None:
        return {"words": one.message.show(lang()), "href": url_for("workbench.draft_head", draft_id=shown.id)}
    bands = parts[-1] == "bands"
    endpoint = "workbench.draft_item_bands" if bands else "workbench.draft_item"
    return {
        "words": f"{label(item).show(lang())}{_(': ')}{one.message.show(lang())}",
        "href": url_for(endpoint, draft_id=shown.id, item_id=item.id),
    }


def _seen() -> int:
    number = whole_number(request.form.get("seen", ""))
    return abort(400) if number is None else number


def _groups(catalogue: Catalogue) -> list[dict[str, Any]]:
    """The items under their components; those of an outline in one group."""
    if catalogue.kind == "outline":
        return [{"title": "", "items": [_row(item, catalogue) for item in catalogue.items]}]
    return [
        {
            "title": component.title.show(lang()),
            "items": [
                _row(item, catalogue)
                for item in catalogue.items
                if item.indicator and item.indicator.component == component.id
            ],
        }
        for component in catalogue.components
    ]


def _row(item: Item, catalogue: Catalogue) -> dict[str, Any]:
    siblings = siblings_of(catalogue, item.id)
    return {
        "id": item.id,
        "number": item.number,
        "title": item.title,
        "label": label(item).show(lang()),
        "depth": item.number.count("."),
        "first": siblings[0] == item.id,
        "last": siblings[-1] == item.id,
        "bands": bands_state(item.indicator) if item.indicator else "",
        "alone": len(branch_of(catalogue, item.id)) == 1,
        "lacks": item.title.missing,
    }
