"""A profile of another platform comes in: read, looked through by people, then joined to the city's data."""

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
from lbsap.steps.city_answers import answered, unanswered
from lbsap.steps.city_merge import Merged, merge
from lbsap.steps.merge import Merged as Together
from lbsap.steps.merge import merge as together
from lbsap.store.audit import record
from lbsap.store.cities import load_city
from lbsap.store.city_files import WaitingImport, drop_import, keep_import, waiting_import
from lbsap.store.engine import session_scope

IMPORTER = "citieswithnature"
"""The importer that the page is about; others of cities are offered by the command line."""


@dataclass(frozen=True, slots=True)
class Sent:
    """Answers as a page sent them: by key, with the marks of those it showed (steps/merge.py)."""

    answers: Mapping[str, str]
    marks: str = ""


@allowed_to("administrator", "editor", "city")
def read_profile(
    actor: Actor, engine: Engine, registry: Registry, city_id: int, name: str, content: bytes
) -> None:
    """Read a profile and keep it waiting, in place of any that waits. Raises ``BadInput``, ``PluginFailed``."""
    require_entry(actor, city_id)
    read = import_bytes(name, content, "city", registry, IMPORTER)
    waiting = WaitingImport(name, cast(CityData, read.value), read.problems, read.fragments, read.questions)
    with session_scope(engine) as session:
        load_city(session, city_id, lock=True)
        keep_import(session, city_id, waiting, actor.name)
        record(session, actor.name, "profile read", f"city {city_id}")


@allowed_to("administrator", "editor", "city")
def waiting_of(actor: Actor, engine: Engine, city_id: int) -> WaitingImport | None:
    """The import that waits to be looked through, if there is one. Reads only."""
    require_entry(actor, city_id)
    with session_scope(engine, write=False) as session:
        try:
            return waiting_import(session, city_id)
        except NotFound:
            return None


@allowed_to("administrator", "editor", "city")
def keep_answers(actor: Actor, engine: Engine, city_id: int, sent: Sent) -> Together:
    """Keep what was pasted and chosen so far, joined to what a colleague has kept since the page was opened.

    Where both answered the same otherwise (``both``) nothing is kept: the page shows the colleague's answer beside one's own.
    """
    require_entry(actor, city_id)
    with session_scope(engine) as session:
        load_city(session, city_id, lock=True)
        waiting = waiting_import(session, city_id)
        joined = together(sent.marks, sent.answers, waiting.answers)
        if not joined.both:
            keep_import(session, city_id, replace(waiting, answers=joined.cells), actor.name)
    return joined


@allowed_to("administrator", "editor", "city")
def effect_of_import(actor: Actor, engine: Engine, city_id: int) -> Merged:
    """What taking the waiting import over would do. Raises ``NotFound``, ``BadInput`` for open questions. Reads only."""
    require_entry(actor, city_id)
    with session_scope(engine, write=False) as session:
        return merge(load_city(session, city_id).data, _answered(session, city_id))


@allowed_to("administrator", "editor", "city")
def take_import_over(
    actor: Actor, engine: Engine, city_id: int, kept: Collection[str], taken: Collection[str]
) -> Merged:
    """Join the waiting import to the city's data. ``kept`` and ``taken`` are the keys of conflicts decided either way.

    Raises ``BadInput`` with a problem for each conflict that nobody has decided (a colleague may have typed meanwhile).
    """
    require_entry(actor, city_id)
    with session_scope(engine) as session:
        now_kept = load_city(session, city_id, lock=True).data
        read = _answered(session, city_id)
        found = merge(now_kept, read, taken)
        still = [one for one in found.conflicts if one.key not in (*kept, *taken)]
        if still:
            raise BadInput(problem("conflict_open", one.key, label=one.label) for one in still)
        change_within(
            session, actor, city_id, "import taken over", lambda data: merge(data, read, taken).data
        )
        drop_import(session, city_id)
    return found


@allowed_to("administrator", "editor", "city")
def drop_waiting(actor: Actor, engine: Engine, city_id: int) -> None:
    """Forget the import that waits; the city's data stay as they are."""
    require_entry(actor, city_id)
    with session_scope(engine) as session:
        drop_import(session, city_id)
        record(session, actor.name, "import dropped", f"city {city_id}")


def _answered(session: Session, city_id: int) -> CityData:
    """The waiting import with its answers. Raises ``BadInput`` for questions that are open."""
    waiting = waiting_import(session, city_id)
    still = tuple(unanswered(waiting.data, waiting.questions, waiting.answers))
    if still:
        raise BadInput(still)
    return answered(waiting.data, waiting.fragments, waiting.questions, waiting.answers)
