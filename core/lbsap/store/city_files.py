"""Pictures of a city, each kept once by the SHA-256 of its bytes, and imports that wait for a person's eye."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import LargeBinary, UniqueConstraint, func
from sqlmodel import Field, Session, col, delete, select

from lbsap.model.city import CityData
from lbsap.model.codec import canonical, from_plain
from lbsap.model.plugin_items import Fragment, Question
from lbsap.model.problems import Problem
from lbsap.model.text import Text
from lbsap.store.columns import NEVER_REUSED, Table, UtcDateTime, now
from lbsap.store.faults import not_found
from lbsap.store.snapshots import plain_of


class CityFileRow(Table, table=True):
    """The bytes of a picture."""

    __tablename__ = "city_file"
    __table_args__ = (UniqueConstraint("city_id", "digest"), NEVER_REUSED)

    id: int = Field(default=None, primary_key=True)
    city_id: int = Field(foreign_key="city.id", ondelete="CASCADE")
    digest: str
    media_type: str
    content: bytes = Field(sa_type=LargeBinary)
    added_at: datetime = Field(sa_type=UtcDateTime)


class ImportRow(Table, table=True):
    """City data that was read from a file and waits to be looked through: the newest of a city only."""

    __tablename__ = "city_import"

    id: int = Field(default=None, primary_key=True)
    city_id: int = Field(foreign_key="city.id", ondelete="CASCADE", unique=True)
    name: str
    content: str
    problems: str
    fragments: str
    questions: str
    answers: str
    read_by: str
    read_at: datetime = Field(sa_type=UtcDateTime)


@dataclass(frozen=True, slots=True)
class WaitingImport:
    """What was read from the file ``name``, with everything that needs a person's eye or answer, and the answers so far
    (steps/cities/answers.py)."""

    name: str
    data: CityData
    problems: tuple[Problem, ...]
    fragments: tuple[Fragment, ...] = ()
    questions: tuple[Question, ...] = ()
    answers: Mapping[str, str] = field(default_factory=dict)


def keep_file(session: Session, city_id: int, content: bytes, media_type: str) -> str:
    """Keep the bytes of a picture, once, of a city that is held (``load_city(lock=True)``). Returns their SHA-256."""
    digest = hashlib.sha256(content).hexdigest()
    if digest not in file_sizes(session, city_id):
        row = CityFileRow(
            city_id=city_id, digest=digest, media_type=media_type, content=content, added_at=now()
        )
        session.add(row)
        session.flush()
    return digest


def load_file(session: Session, city_id: int, digest: str) -> tuple[bytes, str] | None:
    """Bytes and media type of a picture of this city."""
    return session.exec(
        select(CityFileRow.content, CityFileRow.media_type).where(
            CityFileRow.city_id == city_id, CityFileRow.digest == digest
        )
    ).first()


def files_of(session: Session, city_id: int, digests: Collection[str]) -> dict[str, bytes]:
    """The bytes of these pictures of a city by their SHA-256; nothing for those that are not kept."""
    if not digests:
        return {}
    found = session.exec(
        select(CityFileRow.digest, CityFileRow.content).where(
            CityFileRow.city_id == city_id, col(CityFileRow.digest).in_(digests)
        )
    )
    return dict(found.all())


def file_sizes(session: Session, city_id: int) -> dict[str, int]:
    """How many bytes each picture of a city has, by its SHA-256."""
    sizes = select(CityFileRow.digest, func.length(CityFileRow.content)).where(CityFileRow.city_id == city_id)
    return dict(session.exec(sizes).all())


def drop_files(session: Session, city_id: int, digests: Collection[str]) -> int:
    """Forget the bytes of these pictures of a city. Returns how many there were."""
    if not digests:
        return 0
    done = session.exec(
        delete(CityFileRow).where(col(CityFileRow.city_id) == city_id, col(CityFileRow.digest).in_(digests))
    )
    return int(done.rowcount)


def keep_import(session: Session, city_id: int, waiting: WaitingImport, by: str) -> None:
    """Keep what was read from a file, in place of any that waits."""
    drop_import(session, city_id)
    row = ImportRow(
        city_id=city_id,
        name=waiting.name,
        content=canonical(waiting.data),
        problems=canonical(waiting.problems),
        fragments=canonical(waiting.fragments),
        questions=canonical(waiting.questions),
        answers=canonical(waiting.answers),
        read_by=by,
        read_at=now(),
    )
    session.add(row)
    session.flush()


def waiting_import(session: Session, city_id: int) -> WaitingImport:
    """The import that waits. Raises ``NotFound``."""
    row = session.exec(select(ImportRow).where(ImportRow.city_id == city_id)).first()
    if row is None:
        raise not_found(Text("导入内容", "import"), city_id)
    where = f"import of city {city_id}"
    return WaitingImport(
        row.name,
        from_plain(CityData, plain_of(row.content), where),
        from_plain(tuple[Problem, ...], plain_of(row.problems), where),
        from_plain(tuple[Fragment, ...], plain_of(row.fragments), where),
        from_plain(tuple[Question, ...], plain_of(row.questions), where),
        plain_of(row.answers),
    )


def drop_import(session: Session, city_id: int) -> None:
    """Forget the import that waits, if there is one."""
    session.exec(delete(ImportRow).where(col(ImportRow.city_id) == city_id))
