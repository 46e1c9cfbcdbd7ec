"""Bad input: a message with file, place and reason in the reader's language, never a traceback, nothing written."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from lbsap.cli import base
from lbsap.hooks import API, hookimpl
from lbsap.model.consultation import ConsensusRule, Tally, Verdict
from lbsap.model.text import Text
from lbsap.registry import Candidate, Registry, files, installed

Runner = Callable[..., Any]
HEAD = "city: 测试市\nyear: 2026\nfirst_application: true\nobservations:\n"
TABLE = "city,year,first_application,indicator,value,unit,note\n"


def refused(run: Runner, *words: object) -> str:
    """What the command says on standard error when it refuses; nothing on standard output."""
    result = run(*words)
    assert (result.code, result.out) == (2, "")
    return str(result.err)


@pytest.mark.parametrize(
    ("row", "line", "zh", "en"),
    [
        ("{indicator: 15, value: '1e999999999'}", 5, "数量级不可能", "impossible size"),
        ("{indicator: 14, level: '1e999999999'}", 5, "数量级不可能", "impossible size"),
        ("{indicator: 1, value: '1,5'}", 5, "不是数字", "not a number"),
        ("{indicator: 1, value: 3, unit: ha per 0 persons}", 5, "不可换算", "cannot be told"),
        ("{indicator: 1, value: 3, year: 20266}", 5, "年份", "cannot be the year"),
        ("{indicator: 1, value: []}", 5, "此处应为数字，实际为列表", "Expected a number, found a list"),
        ("{indicator: 1, value: 3, note: \"\\ud800\"}", 5, "残缺的字符", "broken character"),
        ("{indicator: 1, value: 3}\n- {indicator: １, value: 4}", 6, "已填过", "already stands"),
    ],
)  # fmt: skip
def test_a_faulty_observation_is_told_by_its_line_in_both_languages(
    run: Runner, tmp_path: Path, row: str, line: int, zh: str, en: str
) -> None:
    path = tmp_path / "city.yaml"
    path.write_text(f"{HEAD}- {row}\n", encoding="utf-8")
    for lang, words in (("zh", zh), ("en", en)):
        said = refused(run, "--lang", lang, "score", "--index", "cbi-2021", path)
        assert said.startswith(f"{path}:{line}: observations[")
        assert words in said


@pytest.mark.parametrize(
    ("table", "place", "words"),
    [
        (f"{TABLE}a,2026,no,1,3,,\n\n,,,2,300,,\n", ":4: value", "300"),
        (f"{TABLE}a,2026,no,1,3,,\nb,,,2,3,,\n", ":3: city", "“a”"),
        (f"{TABLE}a,20266,no,1,3,,\n", ":2: year", "20266"),
        (TABLE.replace("value", "valeu") + "a,2026,no,1,3,,\n", "", "valeu"),
        (TABLE, "", "nothing in this file"),
    ],
)
def test_a_faulty_table_of_observations_is_told_by_row_and_column(
    run: Runner, tmp_path: Path, table: str, place: str, words: str
) -> None:
    path = tmp_path / "city.csv"
    path.write_text(table, encoding="utf-8")
    said = refused(run, "score", "--index", "cbi-2021", path)
    assert said.startswith(f"{path}{place}: ")
    assert words in said
    assert len(said.splitlines()) == 1


def test_a_control_character_of_a_file_does_not_reach_the_terminal(run: Runner, tmp_path: Path) -> None:
    path = tmp_path / "city.csv"
    path.write_text(f"{TABLE}a,2026,no,1,3\x1b[31m,,\n", encoding="utf-8")
    said = refused(run, "score", "--index", "cbi-2021", path)
    assert r"3\x1b[31m" in said
    assert "\x1b" not in said


@pytest.mark.parametrize(
    ("data", "place", "words"),
    [
        ("actions:\n- {id: a, title: 甲}\n- {id: a, title: 乙}", ":4: actions[1].id", "stands twice"),
        ("profile: {period: [2035, 2026]}", ":2: profile.period", "2035"),
        ("profile: {area_km2: -3}", ":2: profile.area_km2", "negative"),
        ("projects:\n- {id: p, title: 甲, years: [2030, 2026]}", ":3: projects[0].years", "2030"),
        ("targets:\n- {id: t, metric: 率, milestones: {20288: 3}}", ":3: targets[0].milestones", "20288"),
        ("year: 2026\nobservations:\n- {indicator: 99, value: 3}", ":4: observations[0].indicator", "99"),
        ("frameworks:\n- {id: gbf, version: '1', layer: province, title: 省, short: 省, targets: []}",
         ":3: frameworks[0].id", "gbf"),
    ],
)  # fmt: skip
def test_impossible_city_data_stop_check_and_draft_with_their_line(
    run: Runner, tmp_path: Path, data: str, place: str, words: str
) -> None:
    path, out = tmp_path / "city.yaml", tmp_path / "plan.docx"
    path.write_text(f"city: 测试市\n{data}\n", encoding="utf-8")
    for command in (("check", path), ("draft", path, "--lang", "zh", "--out", out)):
        said = refused(run, "plan", *command)
        assert said.startswith(f"{path}{place}: ")
        assert words in said
    assert not out.exists()


@pytest.mark.parametrize(
    ("table", "place", "words"),
    [
        ("item,a,b\nx,5,7\n\n\ny,5,high\n", ":5: b", "high"),
        ("item,a,b\nx,5,7\nx,5,8\n", ":2", "stands twice"),
        ("thing,a,b\nx,5,7\n", ":1", "item"),
        ("item,a,b\n", "", "nothing in this file"),
    ],
)
def test_a_faulty_table_of_ratings_is_told_by_file_and_line(
    run: Runner, tmp_path: Path, table: str, place: str, words: str
) -> None:
    good, bad = tmp_path / "now.csv", tmp_path / "earlier.csv"
    good.write_text("item,a,b\nx,5,7\n", encoding="utf-8")
    bad.write_text(table, encoding="utf-8")
    said = refused(run, "consensus", good, "--level", "ordinal", "--previous", bad)
    assert said.startswith(f"{bad}{place}: ")
    assert words in said


def test_categories_that_are_no_numbers_are_told_once(run: Runner, tmp_path: Path) -> None:
    path = tmp_path / "now.csv"
    path.write_text("item,a,b\nx,5,7\n", encoding="utf-8")
    said = refused(run, "consensus", path, "--level", "ordinal", "--categories", "low")
    assert said == "categories: “low” is not a number.\n"


@pytest.mark.parametrize(
    ("decisions", "place", "words"),
    [
        ("- {item: 2, outcome: keep}\n- {item: none, outcome: drop}", ":2: ", "none"),
        ("decisions:\n- {item: 1, outcome: perhaps}", ":2: decisions[0].outcome", "perhaps"),
        ('- {item: 1, outcome: keep, title: "\\ud800"}', ":1: ", "broken character"),
        ("- {item: 1, outcome: keep, parent: cbi2021_01}", ":1: ", "under itself"),
        ("- {item: 1, outcome: keep, settings: {bands: [{score: 0, upper: 9}, {score: 1, lower: 5}]}}",
         ":1: ", "overlap"),
        ("- {item: '29', outcome: new, title: 新, settings: {component: native_biodiversity, kind: count}}",
         ":1: ", "looks like a number"),
    ],
)  # fmt: skip
def test_a_faulty_decision_is_told_by_its_line_and_nothing_is_written(
    run: Runner, tmp_path: Path, decisions: str, place: str, words: str
) -> None:
    path, new = tmp_path / "decisions.yaml", tmp_path / "new.yaml"
    path.write_text(decisions, encoding="utf-8")
    said = refused(run, "revise", "--catalogue", "cbi-2021", "--decisions", path, "--out", new, "--json")
    assert said.startswith(f"{path}{place}")
    assert words in said
    assert not new.exists()


@pytest.mark.parametrize("version", ["2021", "a b", "x@1"])
def test_a_revision_takes_a_version_of_its_own(run: Runner, tmp_path: Path, version: str) -> None:
    path, new = tmp_path / "decisions.yaml", tmp_path / "new.yaml"
    path.write_text("- {item: 1, outcome: drop}", encoding="utf-8")
    words = ("revise", "--catalogue", "cbi-2021", "--decisions", path, "--out", new, "--version", version)
    assert version in refused(run, *words)
    assert not new.exists()


def test_a_faulty_catalogue_file_is_named(run: Runner, tmp_path: Path) -> None:
    shown, city = tmp_path / "index.yaml", tmp_path / "city.yaml"
    decisions = tmp_path / "decisions.yaml"
    decisions.write_text("- {item: 1, outcome: drop}", encoding="utf-8")
    run("revise", "--catalogue", "cbi-2021", "--decisions", decisions, "--out", shown)
    text = shown.read_text(encoding="utf-8").replace("100 * sum(A_Gi**2) / A_total**2", "A_Gi / nothing")
    shown.write_text(text, encoding="utf-8")
    city.write_text(HEAD, encoding="utf-8")
    assert refused(run, "score", "--index", shown, city).startswith(f"{shown}: cbi-2021.cbi2021_02.formula: ")


def test_an_importer_of_something_else_is_not_taken_for_one_of_cities(run: Runner, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("a,b\n1,2\n", encoding="utf-8")
    assert "citieswithnature" in refused(run, "import", "table", path, "--out", tmp_path / "city.yaml")


def test_a_demo_in_a_place_that_is_a_file_says_so(run: Runner, tmp_path: Path) -> None:
    place = tmp_path / "taken"
    place.touch()
    assert refused(run, "demo", "--out", place).startswith(f"{place}: ")


def test_a_rule_that_fails_is_told_in_the_readers_language(
    run: Runner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def judge(tally: Tally, parameters: object) -> Verdict:
        raise ValueError("no luck")

    class Broken:
        LBSAP_API = API

        @staticmethod
        @hookimpl
        def consensus_rules() -> list[ConsensusRule]:
            return [
                ConsensusRule(
                    "broken.rule", "1", Text("规则", "Rule"), ("verdict",), Text("全部", "all"), judge
                )
            ]

    registry = Registry()
    ours = (one for one in installed() if one.own)
    for candidate in (*ours, files(), Candidate("broken", Broken)):
        registry.admit(candidate)
    monkeypatch.setattr(base.Session, "registry", registry)
    path = tmp_path / "answers.csv"
    path.write_text("respondent,item,verdict\nE1,1,keep\n", encoding="utf-8")
    words = ("tally", "--questionnaire", "cbi-2021-review", "--rule", "broken.rule", path, "--json")
    rule = run("--lang", "zh", *words).json["items"][0]["rule"]
    assert (rule["verdict"], rule["met"], rule["robust"]) == (None, None, None)
    assert "未能完成：ValueError: no luck" in rule["reason"]
