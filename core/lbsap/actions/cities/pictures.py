"""Maps and pictures of a city: checked, cleaned of what a camera wrote beside them, and shown to its people only."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Final, TypeVar

from sqlalchemy import Engine

from lbsap.actions.cities.workspace import change_within, require_entry
from lbsap.actions.permissions import allowed_to
from lbsap.model.actor import Actor
from lbsap.model.city import CityData
from lbsap.model.city_plan import Picture
from lbsap.model.errors import BadInput
from lbsap.model.problems import Problem, problem
from lbsap.model.text import Text
from lbsap.steps.city_part_change import find_entry, with_changed, with_entry
from lbsap.steps.city_parts import PARTS, read_entry
from lbsap.steps.picture_bytes import clean_picture
from lbsap.store.city_files import keep_file, load_file
from lbsap.store.engine import session_scope
from lbsap.store.faults import not_found

T = TypeVar("T")
PICTURES: Final = PARTS["pictures"]


@allowed_to("administrator", "editor", "city")
def add_picture(actor: Actor, engine: Engine, city_id: int, cells: Mapping[str, str], content: bytes) -> str:
    """Keep a picture with what is said of it. Returns its id. Raises ``BadInput`` with every fault, ``NotFound``."""
    require_entry(actor, city_id)
    picture, faults = _tried(lambda: _described(cells))
    clean, more = _tried(lambda: clean_picture(content))
    if picture is None or clean is None:
        raise BadInput((*faults, *more))
    kept: list[Picture] = []

    def change(data: CityData) -> CityData:
        made = replace(picture, file=digest, media_type=clean.media_type)
        data, entry = with_entry(data, PICTURES, made)
        kept.append(entry)
        return data

    with session_scope(engine) as session:
        digest = keep_file(session, city_id, clean.content, clean.media_type)
        change_within(session, actor, city_id, "picture added", change, PICTURES.name)
    return kept[-1].id


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
    picture, faults = _tried(lambda: _described(cells))
    clean, more = _tried(lambda: clean_picture(content) if content is not None else None)
    if picture is None or more:
        raise BadInput((*faults, *more))
    with session_scope(engine) as session:
        digest = keep_file(session, city_id, clean.content, clean.media_type) if clean else ""

        def change(data: CityData) -> CityData:
            gone = find_entry(data, PICTURES, key) is None
            data, entry = with_changed(data, PICTURES, key, seen, cells)
            if clean is None:
                if gone:  # its bytes went with it
                    raise BadInput([problem("field_wanted", "file")])
                return data
            made = replace(entry, file=digest, media_type=clean.media_type)
            return replace(data, pictures=tuple(made if one == entry else one for one in data.pictures))

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


def _described(cells: Mapping[str, str]) -> Picture:
    picture: Picture = read_entry(PICTURES, cells)
    if not picture.no_exact_sites:
        raise BadInput([problem("sites_unconfirmed", "no_exact_sites")])
    return picture


def _tried(work: Callable[[], T]) -> tuple[T | None, tuple[Problem, ...]]:
    """What work gives, or ``None`` with what is wrong: so that all faults of a form are told at once."""
    try:
        return work(), ()
    except BadInput as fault:
        return None, fault.problems
