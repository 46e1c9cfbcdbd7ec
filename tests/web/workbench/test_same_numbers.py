"""The same numbers everywhere: page, CSV, Word report and ``lbsap tally`` of the exported answers agree to the last digit."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

import docx
import pytest
from click.testing import CliRunner
from sqlalchemy import Engine

from lbsap.actions.consultations import tally_round
from lbsap.actions.resolve import import_bytes
from lbsap.cli.main import lbsap
from lbsap.model.consultation import Answer, Tally
from lbsap.model.plugin_items import Row, Tallies
from lbsap.model.questionnaire import Questionnaire
from lbsap.registry import Registry
from lbsap.steps.asking.answers import read_answers
from lbsap.steps.common.printed import figure, interval, percent, share
from tests.actions.editors.several_rounds import EDITOR, QUESTIONNAIRES, Several, several_rounds
from tests.web.conftest import Client

STATES = ("keep", "rename", "drop", "outside", "skipped", "not_shown")
RATED = ("n", "median", "q1", "q3", "iqr")


@pytest.fixture(params=["cbi", "framework"])
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def made(engine: Engine, own_registry: Registry, name: str) -> Several:
    return several_rounds(engine, own_registry, name)


@pytest.fixture
def tallies(engine: Engine, own_registry: Registry, made: Several) -> Tallies:
    return tally_round(EDITOR, engine, own_registry, made.rounds[0]).tallies


def file(client: Client, made: Several, name: str) -> bytes:
    content: bytes = client.get(f"/w/c/{made.consultation}/reports/{name}").data
    return content


def exported(client: Client, made: Several, number: int = 1) -> bytes:
    return file(client, made, f"round-{number}-answers-long.csv")


def test_answers_read_back_from_the_export_are_the_answers_that_were_given(
    editor: Client, made: Several, name: str, own_registry: Registry, tallies: Tallies
) -> None:
    asked = own_registry.get(Questionnaire, QUESTIONNAIRES[name])
    for number, given in enumerate(made.answers, 1):
        for suffix in ("csv", "xlsx"):
            content = file(editor, made, f"round-{number}-answers-long.{suffix}")
            rows = cast(
                tuple[Row, ...], import_bytes(f"answers.{suffix}", content, "rows", own_registry).value
            )
            assert in_order(read_answers(rows, asked, tallies.catalogue)) == in_order(given)


def in_order(answers: tuple[Answer, ...]) -> list[Answer]:
    """Answers by respondent and item; the order of marks within one says nothing."""
    return sorted(
        (
            replace(one, settings=tuple(sorted(one.settings)), troubles=tuple(sorted(one.troubles)))
            for one in answers
        ),
        key=lambda one: (one.respondent, one.item),
    )


def test_lbsap_tally_of_the_exported_answers_says_what_the_store_says(
    editor: Client, made: Several, name: str, tallies: Tallies, tmp_path: Path
) -> None:
    path = tmp_path / "answers.csv"
    path.write_bytes(exported(editor, made))
    done = CliRunner().invoke(lbsap, ["tally", "--questionnaire", QUESTIONNAIRES[name], "--json", str(path)])
    assert done.exit_code == 0, done.output
    assert done.stderr == ""
    told = {one["item"]: one for one in json.loads(done.stdout)["items"]}
    assert told.keys() == {tally.item for tally in tallies.tallies}
    for tally in tallies.tallies:
        one, verdict = told[tally.item], tallies.verdicts[tally.item]
        assert one["counts"] == {state: getattr(tally.counts, state) for state in STATES}
        assert one["retain"]["interval"] == ends(tally)
        assert one["settings"] == tally.settings
        assert one["troubles"] == tally.troubles
        assert (one["rule"]["verdict"], one["rule"]["met"], one["rule"]["robust"]) == (
            verdict.verdict, verdict.met, verdict.robust,
        )  # fmt: skip
        for rating, found in tally.ratings.items():
            assert [one["ratings"][rating][key] for key in RATED] == [getattr(found, key) for key in RATED]
        assert {names["zh"]: names["count"] for names in one["names"]} == {
            proposed.name.zh: proposed.count for proposed in tally.names
        }


def test_the_csv_of_tallies_says_what_the_store_says(editor: Client, made: Several, tallies: Tallies) -> None:
    text = file(editor, made, "round-1-tallies.csv").decode("utf-8-sig")
    rows = [
        {head.split(" ")[0]: cell for head, cell in row.items()} for row in csv.DictReader(io.StringIO(text))
    ]
    whole = {row["item"]: row for row in rows if row["stratum"] == "all"}
    for tally in tallies.tallies:
        row = whole[tally.item]
        assert [int(row[state]) for state in STATES] == [getattr(tally.counts, state) for state in STATES]
        low, high = ends(tally) or (None, None)
        assert [number(row["retain_low"]), number(row["retain_high"])] == [low, high]
        for rating, found in tally.ratings.items():
            given = [number(row[f"{rating}.{key}"]) for key in RATED]
            assert given == [getattr(found, key) for key in RATED]


def test_the_page_of_results_prints_the_same_shares_and_intervals(
    editor: Client, made: Several, tallies: Tallies
) -> None:
    editor.get(f"/w/c/{made.consultation}/results?round=1")
    assert editor.page is not None
    printed = {
        row.xpath("string(.//th//a/@href)").rpartition("/")[2].partition("?")[0]: " ".join(
            row.text_content().split()
        )
        for row in editor.page.xpath("//main//tbody/tr")
    }
    for tally in tallies.tallies:
        counts = tally.counts
        told = f"{counts.retained} of {counts.judged} retain ({percent(counts.retained, counts.judged)}%)"
        assert told in printed[tally.item]
        assert interval(counts).en in printed[tally.item]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_word_report_prints_the_same_numbers(
    editor: Client, made: Several, tallies: Tallies, lang: str
) -> None:
    document = docx.Document(io.BytesIO(file(editor, made, f"report-{lang}.docx")))
    rows = {
        (len(cells), cells[0]): cells[1:]
        for table in document.tables
        for row in table.rows
        for cells in [[cell.text for cell in row.cells]]
        if "第 1 轮" in caption_of(table) or "Round 1: answers" in caption_of(table)
    }
    for tally in tallies.tallies:
        counts, item = tally.counts, tallies.catalogue.item(tally.item)
        assert item is not None
        cells = rows[13, f"{item.number} {item.title.plain(lang)}"]  # type: ignore[arg-type]
        assert cells[0] == getattr(share(counts.retained, counts.judged), lang)
        assert cells[1] == getattr(interval(counts), lang)
        assert cells[2:9] == [
            str(one)
            for one in (
                counts.keep, counts.rename, counts.drop, counts.judged, counts.outside, counts.skipped,
                counts.not_shown,
            )
        ]  # fmt: skip


def test_ratings_in_the_word_report_are_those_of_the_tallies(
    editor: Client, made: Several, engine: Engine, own_registry: Registry
) -> None:
    last: dict[str, Tally] = {}
    for round_id, given in zip(made.rounds, made.answers, strict=True):
        asked = {one.item for one in given}
        found = tally_round(EDITOR, engine, own_registry, round_id).tallies
        last |= {tally.item: tally for tally in found.tallies if tally.item in asked}
    document = docx.Document(io.BytesIO(file(editor, made, "report-en.docx")))
    printed = {
        (caption_of(table), row.cells[0].text): [cell.text for cell in row.cells[1:]]
        for table in document.tables
        if "how many gave each rating" in caption_of(table)
        for row in table.rows[1:]
    }
    rated = [(tally, name) for tally in last.values() for name in tally.ratings]
    assert len(printed) == len(rated)
    sums = sorted(tuple(cells[-3:]) for cells in printed.values())
    assert sums == sorted(
        (str(one.ratings[name].n), figure(one.ratings[name].median), figure(one.ratings[name].iqr, 2))
        for one, name in rated
    )


def caption_of(table: Any) -> str:
    """The words of the paragraph before a table."""
    before = table._tbl.getprevious()
    return "".join(before.itertext()) if before is not None else ""


def ends(tally: Tally) -> list[float] | None:
    found = tally.counts.interval
    return [found.low, found.high] if found else None


def number(words: str) -> float | None:
    return float(words) if words else None
