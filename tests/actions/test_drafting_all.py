"""All cities at once: each file whole or not there, and a city that fails stops no other."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from docx import Document
from sqlalchemy import Engine

from lbsap.actions.cities.workspace import new_city
from lbsap.actions.drafting_all import Batch, Made, draft_all
from lbsap.data import read_value, shipped
from lbsap.model.actor import Actor
from lbsap.model.city import CityData
from lbsap.model.errors import BadInput, NotAllowed
from lbsap.model.policy import PolicyFramework, PolicyTarget
from lbsap.model.text import Text
from lbsap.registry import Registry, load
from lbsap.store.engine import make_engine
from lbsap.store.schema import upgrade

LOCAL = Actor.local()
TAKEN = PolicyFramework(
    "gbf", "1", "province", Text("省级方案"), Text("省"), (PolicyTarget("p", "1", "", Text("目标")),)
)
"""A framework of a city's own under an id that is taken: nothing can be drafted with it."""


@pytest.fixture(scope="module")
def registry() -> Registry:
    """What the installed plugins offer, as the workers load it."""
    return load()


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    """A database with three cities; the second cannot be drafted."""
    url = f"sqlite:///{tmp_path / 'lbsap.db'}"
    upgrade(url)
    engine = make_engine(url)
    full = read_value(CityData, shipped("templates", "demo", "sample-city.yaml"))
    for data in (
        full,
        CityData(Text("有误县", "Faulty County"), frameworks=(TAKEN,)),
        CityData(Text("斜/杠*县", "Slash/Star County")),
    ):
        new_city(LOCAL, engine, data)
    yield engine
    engine.dispose()


def heard(engine: Engine, registry: Registry, batch: Batch) -> tuple[tuple[Made, ...], list[tuple[int, int]]]:
    told: list[tuple[int, int]] = []
    made = draft_all(LOCAL, engine, registry, batch, lambda one, known: told.append((one.id, known)))
    return made, told


def words(path: Path) -> str:
    return "\n".join(one.text for one in Document(io.BytesIO(path.read_bytes())).paragraphs)


def test_every_city_is_drafted_and_one_that_fails_is_named_with_its_problem(
    engine: Engine, registry: Registry, tmp_path: Path
) -> None:
    folder = tmp_path / "new" / "drafts"
    (first, second, third), told = heard(engine, registry, Batch(folder, processes=2))
    assert sorted(told) == [(1, 3), (2, 3), (3, 3)]
    assert (first.problems, third.problems) == ((), ())
    assert (second.files, [one.code for one in second.problems]) == ((), ["id_twice"])
    assert {one.name for one in folder.iterdir()} == {*first.files, *third.files}
    assert third.gaps > first.gaps
    assert "示例市" in words(folder / first.files[0])
    assert "Sample City" in words(folder / first.files[1])
    assert third.files == ("0003-斜_杠_县-plan-zh.docx", "0003-Slash_Star County-plan-en.docx")


def test_one_language_and_another_document_can_be_asked_for(
    engine: Engine, registry: Registry, tmp_path: Path
) -> None:
    made, _ = heard(engine, registry, Batch(tmp_path / "x", "summary", ("en",), processes=1))
    assert made[0].files == ("0001-Sample City-summary-en.docx",)


def test_an_earlier_file_is_replaced_whole(engine: Engine, registry: Registry, tmp_path: Path) -> None:
    folder = tmp_path / "x"
    folder.mkdir()
    old = folder / "0001-Sample City-plan-en.docx"
    old.write_bytes(b"old")
    heard(engine, registry, Batch(folder, langs=("en",), processes=1))
    assert "Sample City" in words(old)
    assert not [one for one in folder.iterdir() if one.name.startswith(".")]


def test_a_city_whose_file_cannot_be_written_is_told_and_the_others_stand(
    engine: Engine, registry: Registry, tmp_path: Path
) -> None:
    folder = tmp_path / "x"
    (folder / "0001-Sample City-plan-en.docx").mkdir(parents=True)
    made, _ = heard(engine, registry, Batch(folder, langs=("en",), processes=1))
    assert [one.code for one in made[0].problems] == ["file_unwritable"]
    assert made[2].files


def test_a_folder_that_cannot_be_made_is_told_before_anything_is_done(
    engine: Engine, registry: Registry, tmp_path: Path
) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(BadInput, match="file"):
        heard(engine, registry, Batch(tmp_path / "file"))


def test_the_people_of_a_city_may_not_draft_all(engine: Engine, registry: Registry, tmp_path: Path) -> None:
    official = replace(LOCAL, roles=frozenset({"city"}), cities=frozenset({1}))
    with pytest.raises(NotAllowed):
        draft_all(official, engine, registry, Batch(tmp_path), lambda _one, _known: None)


def test_the_workers_of_a_dask_cluster_write_the_same_files(
    engine: Engine, registry: Registry, tmp_path: Path
) -> None:
    from distributed import LocalCluster

    options = {
        "host": "127.0.0.1",
        "dashboard_address": None,
        "local_directory": str(tmp_path),
        "silence_logs": 50,
    }
    with LocalCluster(n_workers=2, threads_per_worker=1, **options) as running:  # type: ignore[no-untyped-call]
        there = Batch(tmp_path / "there", langs=("zh",), scheduler=running.scheduler_address)
        made, _ = heard(engine, registry, there)
    here, _ = heard(engine, registry, Batch(tmp_path / "here", langs=("zh",), processes=1))
    assert made == here
    for one in made:
        for name in one.files:
            assert (tmp_path / "there" / name).read_bytes() == (tmp_path / "here" / name).read_bytes()
