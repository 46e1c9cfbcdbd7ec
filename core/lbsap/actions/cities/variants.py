"""Which scoring variants the people of cities may use: the handbook's own, and what an administrator has enabled."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Final

from sqlalchemy import Engine
from sqlmodel import Session

from lbsap.actions.cities.workspace import sees_all
from lbsap.actions.permissions import allowed_to
from lbsap.model.actor import Actor
from lbsap.model.draft import USUAL
from lbsap.model.scoring import ScoringVariant
from lbsap.model.text import Text
from lbsap.registry import Registry
from lbsap.steps.common.stamp import require_unchanged
from lbsap.store.audit import record
from lbsap.store.engine import session_scope
from lbsap.store.faults import not_found
from lbsap.store.installation import held_setting, keep_setting, setting

ALWAYS_OPEN: Final = USUAL.variant
ENABLED: Final = "enabled_variants"
"""Under which name the ids of the enabled variants are kept for this installation."""


@allowed_to("administrator", "editor", "city")
def variants_open_to(actor: Actor, engine: Engine, registry: Registry) -> tuple[ScoringVariant, ...]:
    """The variants that the actor may score cities with, in the order in which plugins offer them.

    People of cities have the handbook's and those an administrator has enabled; editors and administrators have all.
    Reads only.
    """
    with session_scope(engine, write=False) as session:
        return variants_within(session, actor, registry)


@allowed_to("administrator", "editor", "city")
def variant_open_to(actor: Actor, engine: Engine, registry: Registry, variant: str) -> ScoringVariant:
    """The variant by its id. Raises ``NotFound`` where it is not open to the actor. Reads only."""
    found = variants_open_to(actor, engine, registry)
    for one in found:
        if one.id == variant:
            return one
    raise not_found(Text("计分方案", "scoring variant"), variant, (one.id for one in found))


@allowed_to("administrator")
def enabled_variants(actor: Actor, engine: Engine) -> tuple[str, ...]:
    """Ids of the variants that are open to people of cities, the handbook's first. Reads only."""
    with session_scope(engine, write=False) as session:
        return _open(session)


@allowed_to("administrator")
def enable_variants(
    actor: Actor, engine: Engine, registry: Registry, variants: Collection[str], seen: str
) -> None:
    """Open these variants, and no others beside the handbook's, to people of cities. ``seen`` is the stamp of what
    ``enabled_variants`` gave. Raises ``NotFound``, ``BadInput`` (``part_changed``)."""
    chosen = sorted({registry.get(ScoringVariant, one).id for one in variants} - {ALWAYS_OPEN})
    with session_scope(engine) as session:
        require_unchanged(_all_open(held_setting(session, ENABLED, ())), seen, "newer")
        keep_setting(session, ENABLED, chosen, actor.name)
        record(session, actor.name, "scoring variants enabled", ENABLED, variants=", ".join(chosen))


def variants_within(session: Session, actor: Actor, registry: Registry) -> tuple[ScoringVariant, ...]:
    """The variants open to the actor, within a unit of work."""
    offered = registry.all(ScoringVariant)
    if sees_all(actor):
        return offered
    allowed = _open(session)
    return tuple(one for one in offered if one.id in allowed)


def _open(session: Session) -> tuple[str, ...]:
    return _all_open(setting(session, ENABLED, ()))


def _all_open(enabled: Iterable[str]) -> tuple[str, ...]:
    return (ALWAYS_OPEN, *sorted(enabled))
