"""Where a city stands, and where all of them do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from sqlalchemy import Engine

from lbsap.actions.cities.drafts import list_drafts
from lbsap.actions.cities.indicators import open_index
from lbsap.actions.cities.reviews import open_book
from lbsap.actions.cities.workspace import cities_of
from lbsap.actions.permissions import allowed_to
from lbsap.actions.plans import checked
from lbsap.actions.resolve import resolve
from lbsap.model.actor import Actor
from lbsap.model.catalogue import Catalogue
from lbsap.model.city import CityData
from lbsap.model.city_plan import StepState
from lbsap.model.draft import USUAL
from lbsap.model.errors import BadInput, PluginFailed
from lbsap.model.problems import Problem
from lbsap.model.scoring import Scorecard
from lbsap.model.text import Text
from lbsap.registry import Registry
from lbsap.steps.cities.formulation import Step, formulation_steps
from lbsap.steps.cities.progress import Drafted, Progress, progress_of
from lbsap.store.cities import KeptCity, entry_counts
from lbsap.store.engine import session_scope
from lbsap.store.plans import DraftHead, draft_counts

CITIES_A_PAGE: Final = 50


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a city stands. ``card`` and ``findings`` are empty where its figures cannot be scored; ``newest`` is its newest
    draft with its number; ``steps`` are the formulation steps, each with what the city says of it."""

    progress: Progress
    card: Scorecard | None
    findings: tuple[Problem, ...]
    newest: tuple[int, DraftHead] | None
    steps: tuple[tuple[Step, StepState | None], ...]


@dataclass(frozen=True, slots=True)
class CityLine:
    """A city in the list: how many entries each part has, and how many drafts there are."""

    id: int
    name: Text
    entries: Mapping[str, int]
    drafts: int


@dataclass(frozen=True, slots=True)
class CityList:
    """A page of the list of cities, and how many fit what was looked for."""

    lines: tuple[CityLine, ...]
    number: int
    total: int

    @property
    def pages(self) -> int:
        """How many pages there are."""
        return max(1, -(-self.total // CITIES_A_PAGE))


@allowed_to("administrator", "editor", "city")
def standing_of(actor: Actor, engine: Engine, registry: Registry, opened: KeptCity) -> Standing:
    """How far a city is. Raises ``NotFound`` where the index it reports under is no longer there. Reads only."""
    data = opened.data
    index = open_index(actor, engine, registry, data).index
    drafts, book = list_drafts(actor, engine, opened.id), open_book(actor, engine, opened.id)
    drafted = Drafted(
        drafts=len(drafts),
        current=bool(drafts) and drafts[0][1].version == opened.version,
        reviews=len(book.reviews),
        open_reviews=sum(not one.review.closed for one in book.reviews),
        unanswered=sum(one.unanswered for one in book.reviews),
    )
    card, findings = _checked(data, index, registry)
    states = {one.step: one for one in data.steps}
    return Standing(
        progress_of(data, index, drafted),
        card,
        findings,
        drafts[0] if drafts else None,
        tuple(
            (one, states.get(one.id))
            for one in formulation_steps(resolve(Catalogue, USUAL.outline, registry))
        ),
    )


@allowed_to("administrator", "editor", "city")
def list_cities(actor: Actor, engine: Engine, words: str, number: int) -> CityList:
    """A page of the cities that the actor may enter and whose name holds ``words``. Reads only."""
    sought = words.strip().casefold()
    found = [
        (one, name)
        for one, name in cities_of(actor, engine)
        if sought in name.zh.casefold() or sought in name.en.casefold()
    ]
    last = max(1, -(-len(found) // CITIES_A_PAGE))
    number = min(max(1, number), last)
    shown = found[(number - 1) * CITIES_A_PAGE : number * CITIES_A_PAGE]
    ids = [one for one, _name in shown]
    with session_scope(engine, write=False) as session:
        entries, drafts = entry_counts(session, ids), draft_counts(session, ids)
    lines = (CityLine(one, name, entries.get(one, {}), drafts.get(one, 0)) for one, name in shown)
    return CityList(tuple(lines), number, len(found))


def _checked(
    data: CityData, index: Catalogue, registry: Registry
) -> tuple[Scorecard | None, tuple[Problem, ...]]:
    try:
        return checked(data, index, USUAL.variant, registry)
    except (BadInput, PluginFailed):  # the pages on scoring and on alignment say what is wrong
        return None, ()
