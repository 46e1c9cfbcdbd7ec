"""The main job from end to end: experts' answers in, published revisions, scores and Word plans out."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import docx
import pytest
from sqlmodel import col, select

from lbsap.actions.demo import Demo, run_demo
from lbsap.actions.panel import tally_answers
from lbsap.data import read_value, shipped
from lbsap.model.actor import Actor
from lbsap.model.catalogue import Catalogue
from lbsap.model.codec import digest
from lbsap.model.text import Text
from lbsap.registry import Registry
from lbsap.store.audit import trail
from lbsap.store.catalogues import load_catalogue
from lbsap.store.consultations import RoundRow
from lbsap.store.engine import make_engine, session_scope
from lbsap_docx.lint import lint
from tests.services.plugins import built_in

PLANS = ("congjiang-zh.docx", "congjiang-en.docx", "sample-city-zh.docx", "sample-city-en.docx")
REPORTS = tuple(
    f"consultation-report-{name}-{lang}.docx" for name in ("cbi", "framework") for lang in ("zh", "en")
)
NOTICE = {"zh": "演示稿，非正式文件", "en": "Demonstration, not an official document"}


@dataclass(frozen=True)
class Job:
    """One run of the demo."""

    made: Demo
    registry: Registry
    said: list[Text]

    def path(self, name: str) -> Path:
        """A file the demo made."""
        return self.made.folder / name


@pytest.fixture(scope="module")
def job(tmp_path_factory: pytest.TempPathFactory) -> Job:
    registry = built_in()
    said: list[Text] = []
    made = run_demo(Actor.local(), registry, tmp_path_factory.mktemp("demo"), said.append)
    return Job(made, registry, said)


def words_of(path: Path) -> str:
    """All words of a Word file's body, tables and content included."""
    body = docx.Document(str(path)).element.body
    return "".join(node.text or "" for node in body.iter() if node.tag.endswith("}t"))


def test_every_file_that_is_named_is_there(job: Job) -> None:
    named = {name for name, _ in job.made.files}
    assert {*PLANS, *REPORTS} <= named
    assert all(job.path(name).stat().st_size for name in named)


def test_the_finished_rounds_are_published_and_traced_beside_those_under_way(job: Job) -> None:
    engine = make_engine(f"sqlite:///{job.path('demo.db')}")
    with session_scope(engine, write=False) as session:
        states = list(session.exec(select(RoundRow.state).order_by(col(RoundRow.id))))
        events = [event.what for event in trail(session)]
        stored = load_catalogue(session, "cbi-2021")
    engine.dispose()
    assert states == ["published", "published", "closed", "closed", "open", "closed", "open"]
    assert events.count("round opened") == len(states)
    assert events.count("catalogue published") == 2
    assert digest(stored) == digest(read_value(Catalogue, job.path("cbi-2021-revised.yaml")))


@pytest.mark.parametrize("name", ["cbi", "framework"])
def test_the_stored_tally_equals_the_tally_of_the_file(job: Job, name: str) -> None:
    questionnaire = {"cbi": "cbi-2021-review", "framework": "lbsap-framework-review"}[name]
    source = shipped("templates", "demo", f"answers-{name}.csv")
    by_file = tally_answers(Actor.local(), job.registry, questionnaire, source)
    rows = list(csv.DictReader(io.StringIO(job.path(f"tallies-{name}.csv").read_text(encoding="utf-8-sig"))))
    column = {key.split(" ")[0]: key for key in rows[0]}
    whole = [row for row in rows if row[column["stratum"]].lower().startswith("all")]
    assert len(whole) == len(by_file.tallies.tallies)
    for row, tally in zip(whole, by_file.tallies.tallies, strict=True):
        for state in ("keep", "drop", "rename", "outside", "skipped", "not_shown"):
            assert int(row[column[state]]) == getattr(tally.counts, state)


@pytest.mark.parametrize("name", [*PLANS, *REPORTS])
def test_every_demo_document_says_so_on_cover_and_header(job: Job, name: str) -> None:
    notice = NOTICE["zh" if "-zh" in name else "en"]
    with zipfile.ZipFile(job.path(name)) as archive:
        headers = [archive.read(one).decode() for one in archive.namelist() if one.startswith("word/header")]
    assert notice.lower() in words_of(job.path(name)).lower()
    assert any(notice.lower() in header.lower() for header in headers)


@pytest.mark.parametrize("name", [*PLANS, *REPORTS])
def test_every_demo_document_passes_the_lint(job: Job, name: str) -> None:
    assert lint(job.path(name).read_bytes()) == []


@pytest.mark.parametrize("name", [*PLANS, *REPORTS])
def test_every_demo_document_is_valid_open_xml(
    job: Job, name: str, ooxml_validator: Callable[[Path], list[Any]]
) -> None:
    assert ooxml_validator(job.path(name)) == []


@pytest.mark.parametrize("name", ["congjiang-zh.docx", "sample-city-en.docx"])
def test_a_plan_opens_in_libreoffice(job: Job, name: str, libreoffice: Any) -> None:
    assert libreoffice.to_pdf(job.path(name)).stat().st_size > 20_000


def test_a_renamed_section_carries_its_new_name_into_the_plan(job: Job) -> None:
    outline = read_value(Catalogue, job.path("lbsap-framework-revised.yaml"))
    renamed = [line for line in outline.lineage if line.kind == "renamed"]
    assert renamed
    for lang in ("zh", "en"):
        words = words_of(job.path(f"sample-city-{lang}.docx"))
        assert any(getattr(line.after, lang) in words for line in renamed)


def test_no_plan_speaks_of_a_dropped_indicator_as_scored(job: Job) -> None:
    index = read_value(Catalogue, job.path("cbi-2021-revised.yaml"))
    dropped = [line.before for line in index.lineage if line.kind == "dropped"]
    assert dropped
    assert index.maximum == 4 * len(index.items)
    assert any(f"{index.maximum}" in line.zh for line in job.made.lines)


def test_the_county_is_called_a_county(job: Job) -> None:
    words = words_of(job.path("congjiang-zh.docx"))
    assert "全县" in words
    assert "全市" not in words


def test_gaps_are_marked_so_that_one_search_finds_them_all(job: Job) -> None:
    assert words_of(job.path("congjiang-zh.docx")).count("【待补充：") > 50
    assert words_of(job.path("congjiang-en.docx")).count("[To be completed: ") > 50


def test_real_facts_keep_their_value_and_source(job: Job) -> None:
    words = words_of(job.path("congjiang-zh.docx"))
    assert "42432.88" in words
    assert "69.39" in words


def test_it_says_what_it_made_in_both_languages(job: Job) -> None:
    assert all(line.missing == () for line in job.made.lines)
    assert all(line.missing == () for line in job.said)
    assert "congjiang-zh.docx" in job.made.summary("zh")
    assert job.made.shape("en")["files"]


def test_the_same_input_gives_the_same_documents(job: Job, tmp_path: Path) -> None:
    again = run_demo(Actor.local(), job.registry, tmp_path, lambda _: None)
    for name in PLANS:
        assert (again.folder / name).read_bytes() == job.path(name).read_bytes()
