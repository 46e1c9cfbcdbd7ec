"""Versions of indices and outlines that editors choose from: what plugins ship, and what was published here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy import Engine
from sqlmodel import Session

from lbsap.actions.permissions import allowed_to
from lbsap.model.actor import Actor
from lbsap.model.catalogue import Catalogue, CatalogueKind
from lbsap.model.codec import digest
from lbsap.model.errors import NotFound
from lbsap.model.text import Text
from lbsap.registry import Registry
from lbsap.store.catalogues import load_catalogue, published_catalogues
from lbsap.store.engine import session_scope
from lbsap.store.faults import not_found


@dataclass(frozen=True, slots=True)
class Version:
    """A version that can be chosen: reference (``id@version``), kind, title, where it comes from, its digest and, where
    it was published here, when and (from a consultation) the id of the round it was published from."""

    reference: str
    kind: CatalogueKind
    title: Text
    origin: Literal["shipped", "published"]
    digest: str
    published_at: datetime | None = None
    round: int | None = None


@allowed_to("administrator", "editor", "viewer")
def list_versions(actor: Actor, engine: Engine, registry: Registry) -> tuple[Version, ...]:
    """Every version: those published here, newest first, then those shipped. Reads only."""
    with session_scope(engine, write=False) as session:
        return versions_in(session, registry)


@allowed_to("administrator", "editor", "viewer")
def load_version(actor: Actor, engine: Engine, registry: Registry, reference: str) -> Catalogue:
    """The catalogue by ``id@version``, or by id the one published last, else the one shipped. Never a file.

    Raises ``NotFound``. Reads only.
    """
    with session_scope(engine, write=False) as session:
        return version_in(session, registry, reference)


def versions_in(session: Session, registry: Registry) -> tuple[Version, ...]:
    """The versions, within a unit of work."""
    published = (
        Version(
            one.reference,
            "outline" if one.kind == "outline" else "index",
            one.title,
            "published",
            one.digest,
            one.published_at,
            one.round,
        )
        for one in reversed(published_catalogues(session))
    )
    shipped = (
        Version(one.reference, one.kind, one.title, "shipped", digest(one)) for one in registry.all(Catalogue)
    )
    return (*published, *shipped)


def version_in(session: Session, registry: Registry, reference: str) -> Catalogue:
    """The catalogue a reference names, within a unit of work. Raises ``NotFound``."""
    try:
        return load_catalogue(session, reference)
    except NotFound:
        for one in registry.all(Catalogue):
            if reference in (one.id, one.reference):
                return one
    known = (one.reference for one in versions_in(session, registry))
    raise not_found(Text("目录版本", "version of a catalogue"), reference, known)
