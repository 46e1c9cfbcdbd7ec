"""Drafts of a city's plan: what they are made with, what they still lack, and each one kept as it was made."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from sqlalchemy import Engine
from sqlmodel import Session

from lbsap.actions.cities.indicators import reference_of
from lbsap.actions.cities.standing import guiding_within
from lbsap.actions.cities.variants import variants_within
from lbsap.actions.cities.workspace import pictures_of, require_entry
from lbsap.actions.editors.catalogues import Version, version_in, versions_in
from lbsap.actions.permissions import allowed_to
from lbsap.actions.plans import Material, checked, guided, make_document
from lbsap.model.actor import Actor
from lbsap.model.catalogue import Catalogue
from lbsap.model.city import CityData
from lbsap.model.codec import from_plain, to_plain
from lbsap.model.draft import USUAL, DraftSettings
from lbsap.model.plugin_items import Plan, PlanSection
from lbsap.model.problems import Problem
from lbsap.model.scoring import ScoringVariant
from lbsap.registry import Registry
from lbsap.steps.asking.answers import LONGEST_NAME
from lbsap.steps.common.stamp import require_unchanged
from lbsap.steps.common.words import clean_line
from lbsap.steps.planning.draft_settings import Offered, moved, read_settings, switched
from lbsap.steps.planning.seats import Seat, seats
from lbsap.store.audit import record
from lbsap.store.cities import KeptCity, load_city
from lbsap.store.city_files import file_sizes, files_of, keep_file
from lbsap.store.engine import session_scope
from lbsap.store.installation import keep_setting, setting
from lbsap.store.plans import Draft, DraftHead, drafts_of, load_draft, save_draft
from lbsap.store.reviews import comments_of

MAY: Final = ("administrator", "editor", "city")


@dataclass(frozen=True, slots=True)
class Choices:
    """What a draft can be made with: versions of indices and outlines, scoring variants."""

    indices: tuple[Version, ...]
    outlines: tuple[Version, ...]
    variants: tuple[ScoringVariant, ...]

    @property
    def offered(self) -> Offered:
        """Their references and ids."""
        indices, outlines = ([one.reference for one in found] for found in (self.indices, self.outlines))
        return Offered(indices, outlines, [one.id for one in self.variants])


@dataclass(frozen=True, slots=True)
class DraftDesk:
    """A city with the settings its next draft is made with; references name a version each. ``seats`` are all sections
    in the order wanted, those switched off too. ``material_for`` a desk holds what else a draft is made from."""

    city: KeptCity
    settings: DraftSettings
    choices: Choices
    seats: tuple[Seat, ...]
    index: Catalogue
    outline: Catalogue


@dataclass(frozen=True, slots=True)
class KeptDraft:
    """A draft as it was kept; ``number`` counts the drafts of its city."""

    number: int
    head: DraftHead
    plan: Plan
    draft: Draft


@allowed_to(*MAY)
def choices_for(actor: Actor, engine: Engine, registry: Registry) -> Choices:
    """What the actor can make drafts with: worth asking once where many desks are opened. Reads only."""
    with session_scope(engine, write=False) as session:
        return _choices(session, actor, registry)


@allowed_to(*MAY)
def open_desk(
    actor: Actor, engine: Engine, registry: Registry, city_id: int, choices: Choices | None = None
) -> DraftDesk:
    """Where the next draft is set up; ``choices`` where they are at hand. Raises ``NotFound``, also for a city that is
    none of the actor's. Reads only."""
    require_entry(actor, city_id)
    with session_scope(engine, write=False) as session:
        return _desk(session, actor, registry, load_city(session, city_id), choices)


@allowed_to(*MAY)
def material_for(actor: Actor, engine: Engine, desk: DraftDesk) -> Material:
    """What the next draft is made from beside the city's data and settings, pictures with it: to be asked for only where
    a document is made. Reads only."""
    city, settings = desk.city, desk.settings
    catalogues = {settings.index: desk.index, settings.outline: desk.outline}
    with session_scope(engine, write=False) as session:
        made = material_within(session, city.id, city.data, catalogues)
        comments = tuple(one.comment for one in comments_of(session, city.id))
        return replace(made, comments=comments, guiding=guiding_within(session))


@allowed_to(*MAY)
def change_settings(
    actor: Actor,
    engine: Engine,
    registry: Registry,
    city_id: int,
    cells: Mapping[str, str],
    langs: Sequence[str],
    seen: str,
) -> None:
    """Keep what the next draft is made with; see ``read_settings``. Raises ``BadInput``, also where somebody else has
    changed it since it was ``seen``."""

    def change(desk: DraftDesk) -> DraftSettings:
        return read_settings(cells, langs, desk.city.data, desk.choices.offered, desk.settings)

    _change(actor, engine, registry, city_id, change, seen)


@allowed_to(*MAY)
def change_sections(
    actor: Actor,
    engine: Engine,
    registry: Registry,
    city_id: int,
    on: Collection[str],
    move: tuple[str, int] | None,
    seen: str,
) -> None:
    """Switch sections on and off, and move one before (-1) or after (1) its neighbour. Raises ``BadInput``."""

    def change(desk: DraftDesk) -> DraftSettings:
        settings = switched(desk.settings, desk.seats, on)
        return moved(settings, desk.seats, *move) if move else settings

    _change(actor, engine, registry, city_id, change, seen)


@allowed_to(*MAY)
def plan_now(actor: Actor, engine: Engine, registry: Registry, desk: DraftDesk) -> Plan:
    """The plan text as it would be now. Raises ``BadInput`` for data that cannot be scored."""
    material = material_for(actor, engine, desk)
    return make_document("plan", desk.city.data, desk.settings, registry, material=material)


@allowed_to(*MAY)
def findings_now(actor: Actor, registry: Registry, desk: DraftDesk) -> tuple[Problem, ...]:
    """What the checks say of the city's data as they stand."""
    return checked(desk.city.data, desk.index, desk.settings.variant, registry)[1]


@allowed_to(*MAY)
def keep_draft(actor: Actor, engine: Engine, registry: Registry, city_id: int, name: str) -> int:
    """Make the plan text and keep it with all that made it. Returns its id: that of the newest draft where nothing has
    changed since it was kept, so that a form sent twice keeps one.

    The guiding thought of the installation goes into the data kept, where the city has none of its own: what is made of
    the draft later says the same. Raises ``BadInput`` for data that cannot be scored, ``NotFound``.
    """
    desk = open_desk(actor, engine, registry, city_id)
    material = material_for(actor, engine, desk)
    data, called = guided(desk.city.data, material), clean_line(name)[0][:LONGEST_NAME]
    plan = make_document("plan", data, desk.settings, registry, material=material)
    draft = Draft(data, desk.settings, desk.city.version, called, actor.name)
    with session_scope(engine) as session:
        load_city(session, city_id, lock=True)
        newest = next(iter(drafts_of(session, city_id)), None)
        if newest and _is_same(session, city_id, newest, plan, draft):
            return newest.id
        _hold_pictures(session, city_id, data, material)
        made = save_draft(session, city_id, plan, draft)
        record(session, actor.name, "plan draft kept", f"city {city_id}", draft=made, gaps=len(plan.gaps))
        return made


@allowed_to(*MAY)
def list_drafts(actor: Actor, engine: Engine, city_id: int) -> tuple[tuple[int, DraftHead], ...]:
    """The drafts of a city with their numbers, the newest first. Reads only."""
    require_entry(actor, city_id)
    with session_scope(engine, write=False) as session:
        return numbered(drafts_of(session, city_id))


@allowed_to(*MAY)
def open_draft(actor: Actor, engine: Engine, city_id: int, plan_id: int) -> KeptDraft:
    """A draft as it was kept. Raises ``NotFound``, also for another city's. Reads only."""
    require_entry(actor, city_id)
    with session_scope(engine, write=False) as session:
        return draft_within(session, city_id, plan_id)


def draft_within(session: Session, city_id: int, plan_id: int) -> KeptDraft:
    """The same within a unit of work."""
    plan, draft = load_draft(session, city_id, plan_id)
    number, head = next(pair for pair in numbered(drafts_of(session, city_id)) if pair[1].id == plan_id)
    return KeptDraft(number, head, plan, draft)


def numbered(heads: Sequence[DraftHead]) -> tuple[tuple[int, DraftHead], ...]:
    """Drafts, the newest first, with their numbers: the first draft of a city is 1."""
    return tuple((len(heads) - place, head) for place, head in enumerate(heads))


def material_within(
    session: Session, city_id: int, data: CityData, catalogues: Mapping[str, Catalogue]
) -> Material:
    """The pictures that data of a city name, and the catalogues that settings name, by those names: what every document
    of these data needs."""
    return Material(pictures=files_of(session, city_id, pictures_of(data)), published=catalogues.get)


def _desk(
    session: Session, actor: Actor, registry: Registry, city: KeptCity, choices: Choices | None = None
) -> DraftDesk:
    choices = choices or _choices(session, actor, registry)
    settings = _in_force(_kept(session, city), choices)
    index, outline = (version_in(session, registry, one) for one in (settings.index, settings.outline))
    settings = replace(settings, index=index.reference, outline=outline.reference)
    sections = {one.id: one for one in registry.all(PlanSection)}
    taken = seats(outline, sections, "plan", replace(settings, off=()))
    return DraftDesk(city, settings, choices, taken, index, outline)


def _choices(session: Session, actor: Actor, registry: Registry) -> Choices:
    versions = {one.reference: one for one in reversed(versions_in(session, registry))}
    known = tuple(reversed(versions.values()))
    return Choices(
        tuple(one for one in known if one.kind == "index"),
        tuple(one for one in known if one.kind == "outline"),
        variants_within(session, actor, registry),
    )


def _in_force(kept: DraftSettings, choices: Choices) -> DraftSettings:
    """The settings, with the usual choice in the place of one that is no longer offered."""
    offered = choices.offered
    ids = {reference.partition("@")[0] for reference in (*offered.indices, *offered.outlines)}
    known = {*offered.indices, *offered.outlines, *ids}
    return replace(
        kept,
        index=kept.index if kept.index in known else USUAL.index,
        outline=kept.outline if kept.outline in known else USUAL.outline,
        variant=kept.variant if kept.variant in offered.variants else USUAL.variant,
    )


def _change(
    actor: Actor,
    engine: Engine,
    registry: Registry,
    city_id: int,
    change: Callable[[DraftDesk], DraftSettings],
    seen: str,
) -> None:
    require_entry(actor, city_id)
    with session_scope(engine) as session:
        desk = _desk(session, actor, registry, load_city(session, city_id, lock=True))
        made = change(desk)
        if made == desk.settings:
            return
        require_unchanged(desk.settings, seen, "settings")
        keep_setting(session, _name(city_id), to_plain(made), actor.name)
        record(session, actor.name, "draft settings changed", f"city {city_id}")


def _kept(session: Session, city: KeptCity) -> DraftSettings:
    """The settings kept; before there are any, the usual ones under the index that the city reports under."""
    plain: Any = setting(session, _name(city.id), {"index": reference_of(city.data)})
    return from_plain(DraftSettings, plain, _name(city.id))


def _name(city_id: int) -> str:
    return f"draft settings of city {city_id}"


def _hold_pictures(session: Session, city_id: int, data: CityData, material: Material) -> None:
    """Keep the bytes that went with a picture which a colleague removed while the draft was made with it."""
    held = file_sizes(session, city_id)
    for one in data.pictures:
        if one.file in material.pictures and one.file not in held:
            keep_file(session, city_id, material.pictures[one.file], one.media_type)


def _is_same(session: Session, city_id: int, newest: DraftHead, plan: Plan, draft: Draft) -> bool:
    made = (draft.version, draft.settings, draft.name)
    if (newest.version, newest.settings, newest.name) != made:
        return False
    return load_draft(session, city_id, newest.id)[0] == plan
