"""Pictures of cities, on both databases."""

from __future__ import annotations

import hashlib

import pytest
from sqlalchemy import Engine

from lbsap.model.city import CityData
from lbsap.model.text import Text
from lbsap.store.cities import add_city
from lbsap.store.city_files import drop_files, file_sizes, files_of, keep_file, load_file
from lbsap.store.engine import session_scope

PICTURE = b"\x89PNG\r\n\x1a\n\0\xff and more"


@pytest.fixture
def two(engine: Engine) -> tuple[int, int]:
    """Two cities."""
    with session_scope(engine) as session:
        return add_city(session, CityData(Text("甲市"))), add_city(session, CityData(Text("乙县")))


def test_a_picture_comes_back_by_the_digest_of_its_bytes(engine: Engine, two: tuple[int, int]) -> None:
    with session_scope(engine) as session:
        digest = keep_file(session, two[0], PICTURE, "image/png")
    assert digest == hashlib.sha256(PICTURE).hexdigest()
    with session_scope(engine, write=False) as session:
        assert load_file(session, two[0], digest) == (PICTURE, "image/png")
        assert files_of(session, two[0], {digest, "0" * 64}) == {digest: PICTURE}
        assert files_of(session, two[0], ()) == {}
        assert file_sizes(session, two[0]) == {digest: len(PICTURE)}


def test_the_same_picture_is_kept_once_for_a_city(engine: Engine, two: tuple[int, int]) -> None:
    with session_scope(engine) as session:
        first = keep_file(session, two[0], PICTURE, "image/png")
        assert keep_file(session, two[0], PICTURE, "image/png") == first
        assert len(file_sizes(session, two[0])) == 1


def test_a_city_does_not_get_the_picture_of_another_even_by_its_digest(
    engine: Engine, two: tuple[int, int]
) -> None:
    with session_scope(engine) as session:
        digest = keep_file(session, two[0], PICTURE, "image/png")
        assert load_file(session, two[1], digest) is None
        assert files_of(session, two[1], {digest}) == {}
        assert drop_files(session, two[1], {digest}) == 0
        keep_file(session, two[1], PICTURE, "image/png")
    with session_scope(engine, write=False) as session:
        assert load_file(session, two[1], digest) == (PICTURE, "image/png")


def test_bytes_are_forgotten_by_their_digests(engine: Engine, two: tuple[int, int]) -> None:
    with session_scope(engine) as session:
        gone, stays = (keep_file(session, two[0], PICTURE + more, "image/png") for more in (b"a", b"b"))
        assert drop_files(session, two[0], {gone, "0" * 64}) == 1
        assert drop_files(session, two[0], ()) == 0
        assert set(file_sizes(session, two[0])) == {stays}
