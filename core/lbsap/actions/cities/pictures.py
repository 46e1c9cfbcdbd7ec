"""Maps and pictures of a city: checked, cleaned of what a camera wrote beside them, and shown to its people only."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, Final, TypeVar

from sqlalchemy import Engine
from sqlmodel import Session

from lbsap.actions.cities.workspace import change_within, pictures_of, require_entry
from lbsap.actions.permissions import allowed_to
from lbsap.model.actor import Actor
from lbsap.model.city import CityData
from lbsap.model.errors import BadInput
from lbsap.model.problems import Problem, problem
from lbsap.model.text import Text
from lbsap.steps.cities.part_change import with_changed, with_entry
from lbsap.steps.cities.parts import PARTS, read_entry
from lbsap.steps.cities.picture_bytes import MEGABYTE, CleanPicture, clean_picture
from lbsap.store.city_files import file_sizes, keep_file, load_file
from lbsap.store.engine import session_scope
from lbsap.store.faults import not_found

T = TypeVar("T")
PICTURES: Final = PARTS["pictures"]
MOST_PICTURES: Final = 60
"""Maps and pictures of a city: several times what a plan prints."""
MOST_BYTES: Final = 100 * MEGABYTE
"""What they may have together."""


@allowed_to("administrator", "editor", "city")
def add_picture(actor: Actor, engine: Engine, city_id: int, cells: Mapping[str, str], content: bytes) -> str:
    """Keep a picture with what is said of it. Returns its id. Raises ``BadInput`` with every fault, ``NotFound``."""
    require_entry(actor, city_id)
    picture, faults = _tried(lambda: read_entry(PICTURES, cells))
    clean, more = _tried(lambda: clean_picture(content))
    if picture is None or clean is None:
        raise BadInput((*faults, *more))
    kept: list[str] = []
    with session_scope(engine) as session:

        def change(data: CityData) -> CityData:
            made = replace(picture, **_kept(session, city_id, clean))
            twins = [one.id for one in data.pictures if replace(one, id=made.id) == made]
            if twins:  # a form sent twice adds one picture
                kept.append(twins[0])
                return data
            data, entry = with_entry(data, PICTURES, made)
            _refuse_too_many(session, city_id, data)
            kept.append(entry.id)
            return data

        change_within(session, actor, city_id, "picture added", change, PICTURES.name)
    return kept[-1]


@allowed_to("administrator", "editor", "city")
def save_picture(
    actor: Actor,
    engine: Engine,
    city_id: int,
    key: str,
    seen: str,
    cells: Mapping[str, str],
    content: bytes | None,
) -> None:
    """Keep what is said of a picture, and another one in its place where ``content`` is given. Raises ``BadInput`` (with
    ``part_changed`` too), ``NotFound``."""
    require_entry(actor, city_id)
    _picture, faults = _tried(lambda: read_entry(PICTURES, cells))
    clean, more = _tried(lambda: clean_picture(content) if content is not None else None)
    if faults or more:
        raise BadInput((*faults, *more))
    with session_scope(engine) as session:

        def change(data: CityData) -> CityData:
            if clean is None:
                return with_changed(data, PICTURES, key, seen, cells)[0]
            data, _ = with_changed(data, PICTURES, key, seen, cells, **_kept(session, city_id, clean))
            _refuse_too_many(session, city_id, data)
            return data

        change_within(session, actor, city_id, "picture changed", change, PICTURES.name)


@allowed_to("administrator", "editor", "city")
def picture_file(actor: Actor, engine: Engine, city_id: int, digest: str) -> tuple[bytes, str]:
    """Bytes and media type of a picture. Raises ``NotFound``, also for a city that is none of the actor's. Reads only."""
    require_entry(actor, city_id)
    with session_scope(engine, write=False) as session:
        found = load_file(session, city_id, digest)
    if found is None:
        raise not_found(Text("图件", "picture"), digest)
    return found


def _kept(session: Session, city_id: int, clean: CleanPicture) -> dict[str, Any]:
    """What an entry says of bytes that are kept now. Only a city that is held may be asked this of: two who keep the same
    bytes at once would both find that there are none."""
    digest = keep_file(session, city_id, clean.content, clean.media_type)
    return {"file": digest, "media_type": clean.media_type}


def _refuse_too_many(session: Session, city_id: int, data: CityData) -> None:
    """Raises ``BadInput`` where a city has more pictures, or more bytes in them, than it may have."""
    if len(data.pictures) > MOST_PICTURES:
        raise BadInput([problem("pictures_many", "file", most=MOST_PICTURES)])
    sizes = file_sizes(session, city_id)
    total = sum(sizes.get(one, 0) for one in pictures_of(data))
    if total > MOST_BYTES:
        size, most = f"{total / MEGABYTE:.1f}", MOST_BYTES // MEGABYTE
        raise BadInput([problem("pictures_heavy", "file", size=size, most=most)])


def _tried(work: Callable[[], T]) -> tuple[T | None, tuple[Problem, ...]]:
    """What work gives, or ``None`` with what is wrong: so that all faults of a form are told at once."""
    try:
        return work(), ()
    except BadInput as fault:
        return None, fault.problems
