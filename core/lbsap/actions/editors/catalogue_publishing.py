"""From a draft to a published version by hand: what keeps it back, what it changes, and the one act that freezes it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Engine
from sqlmodel import Session

from lbsap.actions.editors.catalogues import Version, version_in, versions_in
from lbsap.actions.permissions import allowed_to
from lbsap.model.actor import Actor
from lbsap.model.catalogue import Catalogue
from lbsap.model.codec import digest
from lbsap.model.errors import BadInput, NotFound
from lbsap.model.problems import Problem, problem
from lbsap.model.text import Text
from lbsap.registry import Registry
from lbsap.steps.catalogues.edit import finished
from lbsap.store.audit import record
from lbsap.store.catalogues import publish_catalogue
from lbsap.store.consultations import consultation_titles, load_round
from lbsap.store.drafts import Draft, all_drafts, drop_draft, load_draft
from lbsap.store.engine import session_scope


@dataclass(frozen=True, slots=True)
class Shelf:
    """All versions and drafts; ``consultations`` says, by round, which consultation a version came from: its id and
    title."""

    versions: tuple[Version, ...]
    drafts: tuple[Draft, ...]
    consultations: Mapping[int, tuple[int, Text]]


@dataclass(frozen=True, slots=True)
class Ready:
    """A draft and the version it would become, with that version's digest; ``None`` while ``problems`` keep it back."""

    draft: Draft
    before: Catalogue | None
    version: Catalogue | None
    digest: str
    problems: tuple[Problem, ...]


@allowed_to("administrator", "editor", "viewer")
def open_shelf(actor: Actor, engine: Engine, registry: Registry) -> Shelf:
    """All versions and drafts. Reads only."""
    with session_scope(engine, write=False) as session:
        versions = versions_in(session, registry)
        titles = consultation_titles(session)
        rounds = {
            one.round: load_round(session, one.round).consultation
            for one in versions
            if one.round is not None
        }
        return Shelf(
            versions, all_drafts(session), {number: (made, titles[made]) for number, made in rounds.items()}
        )


@allowed_to("administrator", "editor", "viewer")
def make_ready(actor: Actor, engine: Engine, registry: Registry, draft_id: int) -> Ready:
    """What a draft would become, or what keeps it back. Raises ``NotFound``. Reads only."""
    with session_scope(engine, write=False) as session:
        return _ready(session, registry, load_draft(session, draft_id))


@allowed_to("administrator", "editor")
def freeze_draft(actor: Actor, engine: Engine, registry: Registry, draft_id: int, seen: int) -> str:
    """Publish a draft as a version that never changes; the draft is gone afterwards. Returns the reference.

    Raises ``BadInput`` with what keeps it back, or where it has changed since ``seen``, and ``NotFound``.
    """
    with session_scope(engine) as session:
        ready = _ready(session, registry, load_draft(session, draft_id, hold=True))
        if ready.version is None:
            raise BadInput(ready.problems)
        drop_draft(session, draft_id, seen=seen)
        reference = publish_catalogue(session, ready.version)
        record(session, actor.name, "catalogue published", reference, digest=ready.digest, draft=draft_id)
        return reference


def _ready(session: Session, registry: Registry, draft: Draft) -> Ready:
    before = _before(session, registry, draft)
    versions = versions_in(session, registry)
    same = [one.reference for one in versions if one.reference.partition("@")[0] == draft.catalogue.id]
    try:
        if draft.catalogue.reference in same:
            taken = draft.catalogue.reference
            raise BadInput([problem("version_known", "version", reference=taken)])
        version = finished(draft.catalogue, before, _used(session, registry, same))
    except BadInput as fault:
        return Ready(draft, before, None, "", tuple(fault.problems))
    return Ready(draft, before, version, digest(version), ())


def _before(session: Session, registry: Registry, draft: Draft) -> Catalogue | None:
    try:
        return version_in(session, registry, draft.based_on) if draft.based_on else None
    except NotFound:  # it came with a plugin that is no longer there
        return None


def _used(session: Session, registry: Registry, references: list[str]) -> set[str]:
    """The ids of items in all versions of the same index or framework."""
    catalogues = [version_in(session, registry, one) for one in references]
    return {item.id for one in catalogues for item in one.items}.union(*(one.retired for one in catalogues))
