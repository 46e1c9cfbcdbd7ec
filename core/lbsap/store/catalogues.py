"""Published catalogues. A version is frozen with the SHA-256 over its canonical JSON and never changes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import UniqueConstraint
from sqlalchemy.exc import IntegrityError
from sqlmodel import Field, Session, col, select

from lbsap.model.catalogue import Catalogue
from lbsap.model.errors import BadInput
from lbsap.model.problems import problem
from lbsap.model.text import Text
from lbsap.store.columns import NEVER_REUSED, Table, UtcDateTime, now
from lbsap.store.faults import not_found
from lbsap.store.snapshots import append_only, content_and_digest, restored


@dataclass(frozen=True, slots=True)
class Published:
    """A published version: its reference (``id@version``), title, digest, moment and, where a consultation led to it,
    the id of the round it was published from."""

    reference: str
    kind: str
    title: Text
    digest: str
    published_at: datetime
    round: int | None = None


@append_only
class CatalogueRow(Table, table=True):
    """A published version of a catalogue."""

    __tablename__ = "catalogue_version"
    __table_args__ = (UniqueConstraint("catalogue", "version"), NEVER_REUSED)

    id: int = Field(default=None, primary_key=True)
    catalogue: str
    version: str
    kind: str
    title_zh: str
    title_en: str
    content: str
    digest: str
    published_at: datetime = Field(sa_type=UtcDateTime)
    round_id: int | None = Field(default=None, foreign_key="round.id")


def publish_catalogue(session: Session, catalogue: Catalogue, round_id: int | None = None) -> str:
    """Freeze a version, made by the decisions after ``round_id`` or (``None``) by hand. Returns its reference;
    publishing the same content again changes nothing.

    Raises ``BadInput`` where this version is published with other content.
    """
    content, digest = content_and_digest(catalogue)
    row = CatalogueRow(
        catalogue=catalogue.id,
        version=catalogue.version,
        kind=catalogue.kind,
        title_zh=catalogue.title.zh,
        title_en=catalogue.title.en,
        content=content,
        digest=digest,
        published_at=now(),
        round_id=round_id,
    )
    try:
        with session.begin_nested():
            session.add(row)
    except IntegrityError:
        if _newest(session, catalogue.id, catalogue.version).digest != digest:
            raise BadInput(
                [problem("version_taken", catalogue.reference, reference=catalogue.reference)]
            ) from None
    return catalogue.reference


def load_catalogue(session: Session, reference: str) -> Catalogue:
    """The catalogue by ``id@version``, or by id alone the one published last. Raises ``NotFound``."""
    catalogue, _, version = reference.partition("@")
    row = _newest(session, catalogue, version)
    return restored(Catalogue, row.content, row.digest, reference)


def published_catalogues(session: Session) -> tuple[Published, ...]:
    """All published versions in the order of publication."""
    rows = session.exec(select(CatalogueRow).order_by(col(CatalogueRow.id)))
    return tuple(_published(row) for row in rows)


def published_from(session: Session, round_id: int) -> Published | None:
    """The version that was published from a round, if one was."""
    row = session.exec(select(CatalogueRow).where(CatalogueRow.round_id == round_id)).first()
    return _published(row) if row else None


def _published(row: CatalogueRow) -> Published:
    return Published(
        _reference(row),
        row.kind,
        Text(row.title_zh, row.title_en),
        row.digest,
        row.published_at,
        row.round_id,
    )


def _newest(session: Session, catalogue: str, version: str) -> CatalogueRow:
    chosen = select(CatalogueRow).where(CatalogueRow.catalogue == catalogue)
    if version:
        chosen = chosen.where(CatalogueRow.version == version)
    row = session.exec(chosen.order_by(col(CatalogueRow.id).desc()).limit(1)).first()
    if row is None:
        known = session.exec(select(CatalogueRow).order_by(col(CatalogueRow.id)))
        sought = f"{catalogue}@{version}" if version else catalogue
        raise not_found(Text("已发布的目录", "published catalogue"), sought, map(_reference, known))
    return row


def _reference(row: CatalogueRow) -> str:
    return f"{row.catalogue}@{row.version}"
