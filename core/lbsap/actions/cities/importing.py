"""A profile of another platform comes in: read, looked through by people, then joined to the city's data.

Only one import of a city waits at a time. What people do with it bears the stamp of the import they saw, so that nobody
keeps, takes over or drops what a colleague has put in its place meanwhile.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import cast

from sqlalchemy import Engine
from sqlmodel import Session

from lbsap.actions.cities.workspace import change_within, require_entry
from lbsap.actions.permissions import allowed_to
from lbsap.actions.resolve import import_bytes
from lbsap.model.actor import Actor
from lbsap.model.city import CityData
from lbsap.model.errors import BadInput, NotFound
from lbsap.model.problems import problem
from lbsap.registry import Registry
from lbsap.steps.cities.answers import answered, unanswered
from lbsap.steps.cities.merge import Merged, merge
from lbsap.steps.common.merge import Merged as Together
from lbsap.steps.common.merge import merge as together
from lbsap.steps.common.stamp import require_unchanged, stamp
from lbsap.store.audit import record
from lbsap.store.cities import load_city
from lbsap.store.city_files import WaitingImport, drop_import, keep_import, waiting_import
from lbsap.store.engine import session_scope

IMPORTER = "citieswithnature"
"""The importer that the page is about; others of cities are offered by the command line."""
NEWER = "newer"
"""Where problems of somebody else's work stand: the place of a page that shows it."""


@dataclass(frozen=True, slots=True)
class Sent:
    """Answers as a page sent them: by key, with the marks of those it showed (steps/common/merge.py), and the stamp of what had
    been read (``stamp_of_reading``)."""

    answers: Mapping[str, str]
    marks: str
    seen: str


@dataclass(frozen=True, slots=True)
class Decided:
    """The keys of conflicts decided either way, and the stamp of the import they belong to."""

    kept: Collection[str]
    taken: Collection[str]
    seen: str


@dataclass(frozen=True, slots=True)
class Effect:
    """What taking the waiting import over would do; ``seen`` is the stamp of that import with its answers."""

    merged: Merged
    seen: str


def stamp_of_reading(waiting: WaitingImport) -> str:
    """The stamp of what was read, whatever has been answered since: answers of two people are joined one by one."""
    return stamp(replace(waiting, answers={}))


@allowed_to("administrator", "editor", "city")
def read_profile(
    actor: Actor, engine: Engine, registry: Registry, city_id: int, name: str, content: bytes, seen: str
) -> None:
    """Read a profile and keep it waiting, in place of the one that waits and whose stamp (with its answers) was ``seen``.

    Raises ``BadInput``, also (``part_changed``) where another one waits, and ``PluginFailed``.
    """
    require_entry(actor, city_id)
    read = import_bytes(name, content, "city", registry, IMPORTER)
    waiting = WaitingImport(name, cast(CityData, read.value), read.problems, read.fragments, read.questions)
    with session_scope(engine) as session:
        load_city(session, city_id, lock=True)
        before = _waiting(session, city_id)
        if before == waiting:  # a form sent twice reads one profile
            return
        if before is not None:
            require_unchanged(before, seen, NEWER)
        keep_import(session, city_id, waiting, actor.name)
        record(session, actor.name, "profile read", f"city {city_id}")


@allowed_to("administrator", "editor", "city")
def waiting_of(actor: Actor, engine: Engine, city_id: int) -> WaitingImport | None:
    """The import that waits to be looked through, if there is one. Reads only."""
    require_entry(actor, city_id)
    with session_scope(engine, write=False) as session:
        return _waiting(session, city_id)


@allowed_to("administrator", "editor", "city")
def keep_answers(actor: Actor, engine: Engine, city_id: int, sent: Sent) -> Together:
    """Keep what was pasted and chosen so far, joined to what a colleague has kept since the page was opened.

    Where both answered the same otherwise (``both``) nothing is kept: the page shows the colleague's answer beside one's own.
    Raises ``NotFound`` where nothing waits any more, ``BadInput`` (``part_changed``) where another import does.
    """
    require_entry(actor, city_id)
    with session_scope(engine) as session:
        load_city(session, city_id, lock=True)
        waiting = waiting_import(session, city_id)
        if stamp_of_reading(waiting) != sent.seen:
            raise BadInput([problem("part_changed", NEWER)])
        joined = together(sent.marks, sent.answers, waiting.answers)
        if not joined.both:
            keep_import(session, city_id, replace(waiting, answers=joined.cells), actor.name)
    return joined


@allowed_to("administrator", "editor", "city")
def effect_of_import(actor: Actor, engine: Engine, city_id: int) -> Effect:
    """What taking the waiting import over would do. Raises ``NotFound``, ``BadInput`` for open questions. Reads only."""
    require_entry(actor, city_id)
    with session_scope(engine, write=False) as session:
        waiting = waiting_import(session, city_id)
        return Effect(merge(load_city(session, city_id).data, _answered(waiting)), stamp(waiting))


@allowed_to("administrator", "editor", "city")
def take_import_over(actor: Actor, engine: Engine, city_id: int, decided: Decided) -> None:
    """Join the waiting import to the city's data.

    Raises ``NotFound`` where nothing waits any more; ``BadInput``: ``part_changed`` where it is no longer the import that
    was seen, or a problem for each conflict that nobody has decided (a colleague may have typed meanwhile).
    """
    require_entry(actor, city_id)
    with session_scope(engine) as session:
        now_kept = load_city(session, city_id, lock=True).data
        waiting = waiting_import(session, city_id)
        require_unchanged(waiting, decided.seen, NEWER)
        read = _answered(waiting)
        conflicts = merge(now_kept, read).conflicts
        still = [one for one in conflicts if one.key not in (*decided.kept, *decided.taken)]
        if still:
            raise BadInput(problem("conflict_open", one.key, label=one.label) for one in still)
        change_within(
            session, actor, city_id, "import taken over", lambda data: merge(data, read, decided.taken).data
        )
        drop_import(session, city_id)


@allowed_to("administrator", "editor", "city")
def drop_waiting(actor: Actor, engine: Engine, city_id: int, seen: str) -> None:
    """Forget the import that waits, whose stamp (with its answers) was ``seen``; the city's data stay as they are, and so
    does everything where none waits. Raises ``BadInput`` (``part_changed``)."""
    require_entry(actor, city_id)
    with session_scope(engine) as session:
        load_city(session, city_id, lock=True)
        waiting = _waiting(session, city_id)
        if waiting is None:
            return
        require_unchanged(waiting, seen, NEWER)
        drop_import(session, city_id)
        record(session, actor.name, "import dropped", f"city {city_id}")


def _waiting(session: Session, city_id: int) -> WaitingImport | None:
    try:
        return waiting_import(session, city_id)
    except NotFound:
        return None


def _answered(waiting: WaitingImport) -> CityData:
    """The import with its answers. Raises ``BadInput`` for questions that are open."""
    still = tuple(unanswered(waiting.data, waiting.questions, waiting.answers))
    if still:
        raise BadInput(still)
    return answered(waiting.data, waiting.fragments, waiting.questions, waiting.answers)
