"""Drafts of indices and frameworks: begun from a version, a file or nothing, and written by several editors at once."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from typing import Final, TypeVar

from sqlalchemy import Engine
from sqlmodel import Session

from lbsap.actions.editors.catalogues import version_in
from lbsap.actions.permissions import allowed_to
from lbsap.model.actor import Actor
from lbsap.model.catalogue import Catalogue, CatalogueKind, Item
from lbsap.model.errors import BadInput, NotFound
from lbsap.model.problems import Problem, problem
from lbsap.model.text import Text
from lbsap.registry import Registry
from lbsap.steps.catalogues.band_rows import band_cells, read_bands, rows_in
from lbsap.steps.catalogues.cells import item_cells, read_item, read_reason, reason_cells, reason_for
from lbsap.steps.catalogues.edit import (
    begun_from,
    begun_from_nothing,
    blank_item,
    move_item,
    put_item,
    remove_item,
)
from lbsap.steps.catalogues.head import head_cells, read_head
from lbsap.steps.catalogues.sources import named_sources
from lbsap.steps.common.merge import Cells, Merged, merge
from lbsap.steps.common.words import clean
from lbsap.store.audit import record
from lbsap.store.drafts import Draft, add_draft, drop_draft, load_draft, save_draft
from lbsap.store.engine import session_scope

CHECKED: Final = Text(
    "赋分标准已与公布的原文核对：{source}。",
    "The score bands were compared with the published text: {source}.",
)
"""The reason for a change of bands that were compared with what was published, where no other is given."""
_KEY: Final = re.compile(r"[0-9a-f]{8}")
T = TypeVar("T")
BANDS: Final = "bands-"
"""What the cells of score bands begin with on their page."""


@dataclass(frozen=True, slots=True)
class Saving:
    """What became of a save: ``draft`` as it stands now and, where two editors changed the same, the words of both.

    ``saved`` is false where the second editor must choose first; ``theirs`` are the words that stand.
    """

    draft: Draft
    merged: Merged
    theirs: Cells
    saved: bool


@allowed_to("administrator", "editor", "viewer")
def open_draft(actor: Actor, engine: Engine, draft_id: int) -> Draft:
    """A draft as it stands. Raises ``NotFound``. Reads only."""
    with session_scope(engine, write=False) as session:
        return load_draft(session, draft_id)


@allowed_to("administrator", "editor")
def begin_draft(
    actor: Actor, engine: Engine, registry: Registry, reference: str, name: str, version: str
) -> int:
    """Begin a draft from the version ``reference``, to become ``version`` of the index or framework ``name``.

    Returns its id. Raises ``NotFound``, and ``BadInput`` for an id or version that cannot be.
    """
    with session_scope(engine) as session:
        made = begun_from(version_in(session, registry, reference), name, version)
        return _begin(session, actor, _with_sound_head(made), reference)


@allowed_to("administrator", "editor")
def begin_blank(
    actor: Actor, engine: Engine, kind: CatalogueKind, name: str, version: str, title: Text
) -> int:
    """Begin a draft of something new. Returns its id. Raises ``BadInput`` for an id, version or title that cannot be."""
    made = _with_sound_head(begun_from_nothing(kind, name, version, title))
    with session_scope(engine) as session:
        return _begin(session, actor, made, "")


@allowed_to("administrator", "editor")
def begin_from_file(actor: Actor, engine: Engine, registry: Registry, catalogue: Catalogue) -> int:
    """Begin a draft with what a file holds. Where the file is a changed copy of a known version, or names the version
    before it, the draft is based on that one. Returns its id."""
    with session_scope(engine) as session:
        if _known(session, registry, catalogue.reference):
            copy = begun_from(catalogue, catalogue.id, catalogue.version)
            return _begin(session, actor, copy, catalogue.reference)
        if catalogue.previous and _known(session, registry, catalogue.previous):
            return _begin(session, actor, catalogue, catalogue.previous)
        return _begin(session, actor, catalogue, "")


@allowed_to("administrator", "editor")
def save_head(
    actor: Actor, engine: Engine, draft_id: int, was: str, cells: Cells, take: Collection[str] = ()
) -> Saving:
    """Save what a draft says as a whole. Raises ``BadInput``, ``NotFound``; see ``_save`` for the rest."""

    def put(draft: Catalogue, words: Cells) -> Catalogue:
        return _sound(*read_head(words, draft))

    return _save(actor, engine, draft_id, was, cells, take, head_cells, put)


@allowed_to("administrator", "editor")
def save_item(
    actor: Actor,
    engine: Engine,
    draft_id: int,
    item_id: str,
    was: str,
    cells: Cells,
    take: Collection[str] = (),
) -> Saving:
    """Save an item's words. Raises ``BadInput``, and ``NotFound`` where it is not there (any more)."""

    def put(draft: Catalogue, words: Cells) -> Catalogue:
        item = _sound(*read_item(words, item_of(draft, item_id), draft))
        return put_item(draft, item, read_reason(words))

    def shown(draft: Catalogue) -> dict[str, str]:
        return item_cells(item_of(draft, item_id), draft)

    return _save(actor, engine, draft_id, was, cells, take, shown, put)


@allowed_to("administrator", "editor")
def add_item(actor: Actor, engine: Engine, draft_id: int, key: str, cells: Cells, after: str = "") -> str:
    """Put a new item into a draft, behind the item ``after``. Returns its id.

    ``key`` (eight hexadecimal digits) is that of the form: sent twice, the item is added once. Raises ``BadInput``,
    ``NotFound``.
    """
    if not _KEY.fullmatch(key):
        raise BadInput([problem("revision_wrong", "key")])
    made: list[str] = []

    def put(draft: Catalogue, words: Cells) -> Catalogue:
        made.append(f"{draft.id.replace('.', '_')[:48]}_{key}")
        before = draft.item(made[0]) or blank_item(draft, made[0], after)
        return put_item(draft, _sound(*read_item(words, before, draft)), read_reason(words), after)

    _save(actor, engine, draft_id, "", cells, (), lambda _draft: {}, put)
    return made[0]


@allowed_to("administrator", "editor")
def save_bands(
    actor: Actor,
    engine: Engine,
    draft_id: int,
    item_id: str,
    was: str,
    cells: Cells,
    take: Collection[str] = (),
) -> Saving:
    """Save the score bands of an indicator, their note and the reason; ``cells`` are those of ``bands_page_cells`` with
    ``bands-checked`` and ``bands-source``. Raises ``BadInput``, ``NotFound``."""

    def put(draft: Catalogue, words: Cells) -> Catalogue:
        return _with_bands(draft, item_of(draft, item_id), words)

    def shown(draft: Catalogue) -> dict[str, str]:
        return bands_page_cells(draft, item_of(draft, item_id))

    return _save(actor, engine, draft_id, was, cells, take, shown, put)


@allowed_to("administrator", "editor")
def reorder(actor: Actor, engine: Engine, draft_id: int, item_id: str, steps: int) -> None:
    """Move an item past its siblings. Raises ``NotFound``."""

    def put(draft: Catalogue, _words: Cells) -> Catalogue:
        return move_item(draft, item_of(draft, item_id).id, steps)

    _save(actor, engine, draft_id, "", {}, (), lambda _draft: {}, put)


@allowed_to("administrator", "editor")
def take_out(actor: Actor, engine: Engine, draft_id: int, item_id: str, reason: Text) -> None:
    """Remove an item for good; its id is never used again. Raises ``BadInput`` where others hang under it."""

    def put(draft: Catalogue, _words: Cells) -> Catalogue:
        return remove_item(draft, item_of(draft, item_id).id, reason)

    _save(actor, engine, draft_id, "", {}, (), lambda _draft: {}, put)


@allowed_to("administrator", "editor")
def delete_draft(actor: Actor, engine: Engine, draft_id: int, seen: int) -> None:
    """Delete a draft. Raises ``BadInput`` where it has changed since ``seen``, and ``NotFound``."""
    with session_scope(engine) as session:
        draft = load_draft(session, draft_id, hold=True)
        drop_draft(session, draft_id, seen=seen)
        record(session, actor.name, "draft deleted", f"draft {draft_id}", catalogue=draft.catalogue.reference)


def item_of(draft: Catalogue, item_id: str) -> Item:
    """An item of a draft. Raises ``NotFound``."""
    found = draft.item(item_id)
    if found is None:
        raise NotFound(problem("item_gone", item_id))
    return found


def bands_page_cells(draft: Catalogue, item: Item) -> dict[str, str]:
    """The cells of an indicator's page of score bands. Raises ``NotFound`` where the item is no indicator."""
    if item.indicator is None:
        raise NotFound(problem("item_gone", item.id))
    note = item.indicator.bands_note
    bands = band_cells(item.indicator, draft.points).items()
    return {
        **{f"{BANDS}{name}": words for name, words in bands},
        "bands_note_zh": note.zh,
        "bands_note_en": note.en,
        **reason_cells(draft, item.id),
    }


def _save(
    actor: Actor,
    engine: Engine,
    draft_id: int,
    was: str,
    mine: Cells,
    take: Collection[str],
    shown: Callable[[Catalogue], dict[str, str]],
    put: Callable[[Catalogue, Cells], Catalogue],
) -> Saving:
    """Save the words of one page. ``was`` are the marks of the page as it was shown, ``take`` the fields in which the
    editor chose the words that stand. Where somebody else has changed a field too, nothing is saved yet."""
    with session_scope(engine) as session:
        draft = load_draft(session, draft_id, hold=True)
        theirs = shown(draft.catalogue)
        merged = merge(was, {**mine, **{name: theirs.get(name, "") for name in take}}, theirs)
        if merged.both:
            return Saving(draft, merged, theirs, saved=False)
        changed = put(draft.catalogue, merged.cells)
        if changed != draft.catalogue:
            number = save_draft(session, draft_id, changed, actor.name, seen=draft.number)
            record(session, actor.name, "draft changed", f"draft {draft_id}", number=number)
        return Saving(draft, merged, theirs, saved=True)


def _begin(session: Session, actor: Actor, catalogue: Catalogue, based_on: str) -> int:
    made = add_draft(session, catalogue, based_on, actor.name).id
    record(session, actor.name, "draft begun", f"draft {made}", catalogue=catalogue.reference, from_=based_on)
    return made


def _known(session: Session, registry: Registry, reference: str) -> bool:
    try:
        version_in(session, registry, reference)
    except NotFound:
        return False
    return True


def _with_sound_head(draft: Catalogue) -> Catalogue:
    return _sound(*read_head(head_cells(draft), draft))


def _sound(value: T | None, problems: tuple[Problem, ...]) -> T:
    if value is None:
        raise BadInput(problems)
    return value


def _with_bands(draft: Catalogue, item: Item, words: Cells) -> Catalogue:
    if item.indicator is None:
        raise NotFound(problem("item_gone", item.id))
    cells = {name.removeprefix(BANDS): said for name, said in words.items() if name.startswith(BANDS)}
    checked, source = cells.get("checked") == "yes", cells.get("source", "")
    rows = rows_in(cells, item.indicator, draft.points)
    bands, problems = read_bands(rows, item.indicator, checked=checked, source=source)
    if problems:
        raise BadInput(replace(one, where=f"{BANDS}{one.where}" if one.where else "") for one in problems)
    note = Text(*(clean(words.get(name, ""))[0] for name in ("bands_note_zh", "bands_note_en")))
    reason = read_reason(words)
    if checked and note == item.indicator.bands_note:
        note = Text()  # it speaks of the bands before they were checked
    if checked and reason == reason_for(draft, item.id):
        reason = CHECKED.format(source=clean(source)[0])
    changed = replace(item, indicator=replace(item.indicator, bands=bands, bands_note=note))
    return named_sources(put_item(draft, changed, reason))
