"""The pages on which a draft is written: an item, its score bands, and what the draft says as a whole."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from functools import partial
from typing import Any

from flask import abort, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from lbsap.actions.editors.catalogue_drafts import (
    BANDS,
    add_item,
    bands_page_cells,
    item_of,
    save_bands,
    save_head,
    save_item,
)
from lbsap.model.catalogue import Catalogue, Item
from lbsap.model.errors import BadInput
from lbsap.model.plugin_items import PlanSection
from lbsap.model.problems import Problem
from lbsap.steps.catalogues.cells import item_cells
from lbsap.steps.catalogues.edit import blank_item, unverified
from lbsap.steps.catalogues.head import head_cells
from lbsap.steps.common.item_words import PROVENANCES
from lbsap.steps.common.merge import marks
from lbsap.steps.common.printed import label
from lbsap.store.drafts import Draft
from lbsap.web.forms.bands import BandsForm
from lbsap.web.forms.catalogue import HeadForm, ItemForm, NoteForm
from lbsap.web.language import gettext as _
from lbsap.web.language import lang
from lbsap.web.workbench import workbench
from lbsap.web.workbench.catalogue_drafts import head_of
from lbsap.web.workbench.catalogue_saving import Page, draft_at_hand, gone_page, save_page, saved_words
from lbsap.web.workbench.catalogue_shown import bands_shown, bands_state
from lbsap.web.workbench.frame import actor, engine, registry


@workbench.route("/catalogues/drafts/<int:draft_id>/title", methods=["GET", "POST"])
def draft_head(draft_id: int) -> ResponseReturnValue:
    """Names, version, components and sources of a draft."""
    shown = draft_at_hand(draft_id)
    if request.method == "GET":
        return _head_page(shown, HeadForm.of(shown.catalogue))
    form = HeadForm.sent(shown.catalogue, request.form)
    return save_page(
        Page(
            draft_id,
            _("Title, version, components and sources"),
            form.cells,
            partial(save_head, actor(), engine(), draft_id),
            lambda now: head_cells(now.catalogue),
            form.title_of,
            form.words_for,
            partial(_head_page, shown, form),
            url_for("workbench.draft", draft_id=draft_id),
        )
    )


@workbench.route("/catalogues/drafts/<int:draft_id>/items/<item_id>", methods=["GET", "POST"])
def draft_item(draft_id: int, item_id: str) -> ResponseReturnValue:
    """One item of a draft, both languages side by side."""
    shown = draft_at_hand(draft_id)
    item = shown.catalogue.item(item_id)
    if item is None:
        abort(make_response(gone_page(), 409) if request.method == "POST" else 404)
    if request.method == "GET":
        return _item_page(shown, item, ItemForm.of(shown.catalogue, item, _writers()))
    form = ItemForm.sent(shown.catalogue, item, _writers(), request.form)
    here = url_for("workbench.draft_item", draft_id=draft_id, item_id=item_id)
    return save_page(
        Page(
            draft_id,
            label(item).show(lang()),
            form.cells,
            partial(save_item, actor(), engine(), draft_id, item_id),
            lambda now: item_cells(item_of(now.catalogue, item_id), now.catalogue),
            form.title_of,
            form.words_for,
            partial(_item_page, shown, item, form),
            here if request.form.get("go") == "stay" else url_for("workbench.draft", draft_id=draft_id),
        )
    )


@workbench.route("/catalogues/drafts/<int:draft_id>/items/new", methods=["GET", "POST"])
def draft_new_item(draft_id: int) -> ResponseReturnValue:
    """A new item, behind the item ``?after=``."""
    shown = draft_at_hand(draft_id)
    after = request.values.get("after", "")
    item = blank_item(shown.catalogue, "", after)
    if request.method == "GET":
        form = ItemForm.of(shown.catalogue, item, _writers())
        return _item_page(shown, item, form, key=secrets.token_hex(4), after=after)
    form, key = ItemForm.sent(shown.catalogue, item, _writers(), request.form), request.form.get("key", "")
    try:
        made = add_item(actor(), engine(), draft_id, key, form.cells, after)
    except BadInput as error:
        return _item_page(shown, item, form, error.problems, key=key, after=after)
    bands = shown.catalogue.kind == "index" and request.form.get("go") == "bands"
    if bands:
        return redirect(
            url_for("workbench.draft_item_bands", draft_id=draft_id, item_id=made, saved="1"), 303
        )
    return redirect(url_for("workbench.draft", draft_id=draft_id, saved="1", _anchor=f"item-{made}"), 303)


@workbench.get("/catalogues/drafts/<int:draft_id>/bands")
def draft_bands(draft_id: int) -> str:
    """The indicators of a draft with the state of their score bands."""
    shown = draft_at_hand(draft_id)
    return render_template(
        "workbench/catalogue_bands.html",
        **head_of(shown),
        rows=[_bands_row(item) for item in shown.catalogue.items if item.indicator],
        unchecked=len(unverified(shown.catalogue)),
        saved=saved_words(),
        begun="begun" in request.args,
    )


@workbench.route("/catalogues/drafts/<int:draft_id>/items/<item_id>/bands", methods=["GET", "POST"])
def draft_item_bands(draft_id: int, item_id: str) -> ResponseReturnValue:
    """The score bands of an indicator: as they stand, and as the published text has them. ``go``: ``next`` leads on to
    the next indicator whose bands are not checked."""
    shown = draft_at_hand(draft_id)
    item = shown.catalogue.item(item_id)
    if item is None or item.indicator is None:
        abort(make_response(gone_page(), 409) if request.method == "POST" else 404)
    note, points = NoteForm(), shown.catalogue.points
    if request.method == "GET":
        note.process(data=bands_page_cells(shown.catalogue, item))
        form = BandsForm.of(item.indicator, points=points, source=_last_source(shown.catalogue))
        return _bands_page(shown, item, form, note)
    note.process(request.form)
    form = BandsForm.sent(item.indicator, request.form, points=points)
    return save_page(
        Page(
            draft_id,
            label(item).show(lang()),
            {f"{BANDS}{name}": words for name, words in form.cells.items()} | note.cells,
            partial(save_bands, actor(), engine(), draft_id, item_id),
            lambda now: bands_page_cells(now.catalogue, item_of(now.catalogue, item_id)),
            partial(_bands_title, form, note),
            _bands_words,
            partial(_bands_page, shown, item, form, note),
            _after_bands(shown, item),
        )
    )


def _head_page(shown: Draft, form: HeadForm, problems: Iterable[Problem] = ()) -> ResponseReturnValue:
    problems = tuple(problems)
    page = render_template(
        "workbench/catalogue_head.html",
        **head_of(shown),
        form=form,
        told=form.place(problems),
        was=request.form.get("was") or marks(head_cells(shown.catalogue)),
        has_errors=bool(problems),
    )
    return page, 400 if problems else 200


def _item_page(
    shown: Draft,
    item: Item,
    form: ItemForm,
    problems: Iterable[Problem] = (),
    key: str = "",
    after: str = "",
) -> ResponseReturnValue:
    problems = tuple(problems)
    page = render_template(
        "workbench/catalogue_item.html",
        **head_of(shown),
        item=None if key else item,
        item_title=_("A new section") if form.kind == "outline" else _("A new indicator"),
        bands=bands_shown(item.indicator, shown.catalogue) if item.indicator else [],
        form=form,
        told=form.place(problems),
        was=request.form.get("was") or ("" if key else marks(item_cells(item, shown.catalogue))),
        key=key,
        after=after,
        saved=saved_words(),
        has_errors=bool(problems),
    )
    return page, 400 if problems else 200


def _bands_page(
    shown: Draft, item: Item, form: BandsForm, note: NoteForm, problems: Iterable[Problem] = ()
) -> ResponseReturnValue:
    problems = tuple(problems)
    form.place(_without_prefix(problems))
    page = render_template(
        "workbench/catalogue_item_bands.html",
        **head_of(shown),
        item=item,
        unit=item.indicator.unit if item.indicator else "",
        standing=bands_shown(item.indicator, shown.catalogue) if item.indicator else [],
        form=form,
        note=note,
        was=request.form.get("was") or marks(bands_page_cells(shown.catalogue, item)),
        saved=saved_words(),
        has_errors=bool(problems),
    )
    return page, 400 if problems else 200


def _without_prefix(problems: Iterable[Problem]) -> Iterable[Problem]:
    return (Problem(one.code, one.where.removeprefix(BANDS), one.message, one.severity) for one in problems)


def _bands_title(form: BandsForm, note: NoteForm, name: str) -> str:
    if not name.startswith(BANDS):
        return note.title_of(name)
    short = name.removeprefix(BANDS)
    score, dash, _cell = short.partition("-")
    words = str(form[short].label.text)
    return _("Score %(score)s: %(cell)s", score=score, cell=words) if dash else words


def _bands_words(name: str, words: str) -> str:
    if name.endswith("_inclusive"):
        return _("Yes") if words else _("No")
    return words


def _bands_row(item: Item) -> dict[str, Any]:
    bands = item.indicator.bands if item.indicator else ()
    origins = dict.fromkeys(PROVENANCES[band.provenance].show(lang()) for band in bands)
    return {
        "id": item.id,
        "label": label(item).show(lang()),
        "state": bands_state(item.indicator) if item.indicator else "",
        "origins": list(origins),
    }


def _last_source(catalogue: Catalogue) -> str:
    """What the editor named last, so that it is not asked twice; only the page differs."""
    used = {one for item in catalogue.items if item.indicator for band in item.indicator.bands
            if band.provenance == "editor" for one in band.sources}  # fmt: skip
    return next((one.title for one in reversed(catalogue.sources) if one.id in used), "")


def _after_bands(shown: Draft, item: Item) -> str:
    if request.form.get("go") != "next":
        return url_for("workbench.draft_bands", draft_id=shown.id)
    left = [one.id for one in unverified(shown.catalogue) if one.id != item.id]
    order = [one.id for one in shown.catalogue.items]
    behind = [one for one in left if order.index(one) > order.index(item.id)]
    if not left:
        return url_for("workbench.draft_bands", draft_id=shown.id)
    return url_for("workbench.draft_item_bands", draft_id=shown.id, item_id=(behind or left)[0])


def _writers() -> tuple[PlanSection, ...]:
    return registry().all(PlanSection)
