"""The shapes of JSON results and the exit codes: a contract, because others script them."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Runner = Callable[..., Any]

DATA = """
city: 测试市
year: 2026
first_application: true
observations:
- {indicator: 1, inputs: {A_nat: 500, A_city: 7000}, unit: ha, year: 2025, source: 统计年鉴}
- {indicator: cbi2021_02, inputs: {A_G: [100, 50, 50], A_total: 200}}
- {indicator: 4, inputs: {N_new: 3, N_lost: 1}}
- {indicator: 7, method: 7B, inputs: {T_restored: 4, T_city: 5}}
- {indicator: 12, value: 0.35}
- {indicator: 13, missing: 未统计}
- {indicator: 14, level: 2}
"""


@pytest.fixture
def data(tmp_path: Path) -> Path:
    path = tmp_path / "data.yaml"
    path.write_text(DATA, encoding="utf-8")
    return path


def test_plugins_lists_each_with_its_state(run: Runner) -> None:
    result = run("plugins", "--json")
    assert result.code == 0
    names = {one["name"]: one for one in result.json["plugins"]}
    assert {
        "cbi",
        "nbsap",
        "gbf",
        "cwn",
        "docx",
        "tables",
        "sections",
        "outline",
        "consensus",
        "scoring",
    } <= set(names)
    assert all(set(one) == {"name", "status", "reason", "warnings"} for one in names.values())


def test_catalogues_and_show(run: Runner) -> None:
    listed = {one["id"]: one for one in run("catalogues", "--json").json["catalogues"]}
    assert (listed["cbi-2021"]["items"], listed["cbi-2021"]["maximum"]) == (28, 112)
    assert (listed["cbi-2014"]["items"], listed["cbi-2014"]["maximum"]) == (23, 92)
    shown = run("catalogue", "show", "cbi-2021@2021", "--json").json
    assert len(shown["items"]) == 28
    assert len(shown["digest"]) == 64


def test_an_unknown_version_is_told_with_the_one_there_is(run: Runner) -> None:
    result = run("catalogue", "show", "cbi-2021@1999")
    assert result.code == 2
    assert "cbi-2021@2021" in result.err


def test_score_gives_states_beside_scores_and_never_a_zero_for_nothing(run: Runner, data: Path) -> None:
    result = run("score", "--index", "cbi-2021", "--variant", "handbook", data, "--json")
    assert result.code == 0
    card = result.json
    assert set(card) == {"index", "version", "variant", "indicators", "components", "total"}
    assert (card["index"], card["version"], card["variant"]) == ("cbi-2021", "2021", "handbook")
    lines = {one["number"]: one for one in card["indicators"]}
    assert all(
        set(one) == {"number", "id", "value", "score", "state", "provenance", "notes"}
        for one in lines.values()
    )
    assert [lines[n]["state"] for n in (1, 2, 3, 4, 7, 12, 13, 14, 28)] == [
        "scored", "scored", "no_data", "not_scorable", "scored", "scored", "no_data", "scored", "not_started",
    ]  # fmt: skip
    assert [lines[n]["score"] for n in (1, 2, 3, 4, 7, 12, 13, 14, 28)] == [
        2,
        1,
        None,
        None,
        4,
        2,
        None,
        2,
        None,
    ]
    assert lines[2]["value"] == 37.5
    assert lines[13]["notes"] == ["未统计"]
    assert card["components"][2] == {
        "id": "governance_management",
        "score": None,
        "attainable": 0,
        "maximum": 56,
    }
    assert card["total"] == {
        "score": 11,
        "attainable": 20,
        "maximum": 112,
        "unit": "points",
        "provisional": True,
    }


def test_a_total_of_checked_bands_only_is_not_provisional(run: Runner, tmp_path: Path) -> None:
    path = tmp_path / "d.yaml"
    path.write_text(DATA.replace("- {indicator: 14, level: 2}\n", ""), encoding="utf-8")
    assert run("score", "--index", "cbi-2021", path, "--json").json["total"]["provisional"] is False


def test_a_table_gives_the_same_scorecard_as_yaml(run: Runner, data: Path, tmp_path: Path) -> None:
    head = "city,year,first_application,indicator,method,input.A_nat,input.A_city,input.A_G,input.A_total,"
    head += "input.N_new,input.N_lost,input.T_restored,input.T_city,value,level,missing\n"
    rows = [
        "测试市,2026,yes,1,,500,７０００,,,,,,,,,", ",,,cbi2021_02,,,,100;50;50,200,,,,,,,", ",,,4,,,,,,3,1,,,,,",
        ",,,7,7B,,,,,,,4,5,,,", ",,,12,,,,,,,,,,0.35,,", ",,,13,,,,,,,,,,,,未统计", ",,,14,,,,,,,,,,,2,",
    ]  # fmt: skip
    path = tmp_path / "data.csv"
    path.write_bytes((head + "\n".join(rows)).encode("gb18030"))
    by_table = run("score", "--index", "cbi-2021", path, "--json")
    assert by_table.code == 0, by_table.err
    assert by_table.json == run("score", "--index", "cbi-2021", data, "--json").json


@pytest.mark.parametrize("variant", ["handbook", "attainable", "equal-components", "continuous", "geometric"])
def test_every_shipped_variant_scores(run: Runner, data: Path, variant: str) -> None:
    card = run("score", "--index", "cbi-2021", "--variant", variant, data, "--json").json
    assert card["variant"] == variant
    assert card["total"]["unit"] == ("points" if variant in ("handbook", "continuous") else "percent")


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (("indicator: 12", "indicator: 99"), "99"),
        (("value: 0.35", "value: .nan"), "0.35|nan|NaN"),
        (("value: 0.35", "value: -1"), "-1"),
        (("A_nat: 500", "A_nat: 9000"), "100"),
        (("unit: ha", "unit: kg"), "kg"),
        (("A_city: 7000", "A_town: 7000"), "A_town"),
        (("first_application: true\n", ""), "first_application"),
        (("level: 2", "level: 9"), "9"),
        (("method: 7B, ", ""), "7A"),
        (("indicator: 12", "indicator: 1"), "observations"),
    ],
)
def test_bad_observations_are_refused_with_place_and_reason(
    run: Runner, tmp_path: Path, change: tuple[str, str], words: str
) -> None:
    path = tmp_path / "bad.yaml"
    path.write_text(DATA.replace(*change), encoding="utf-8")
    for lang in ("zh", "en"):
        result = run("--lang", lang, "score", "--index", "cbi-2021", path)
        assert result.code == 2, result.out
        assert "bad.yaml" in result.err
        assert any(word in result.err for word in words.split("|"))


ANSWERS = (
    "respondent,item,verdict,name_zh,name_en,settings,reason,relevance,availability,clarity,stratum\n"
    "E1,cbi2021_01,keep,,,,,9,5,6,a\n"
    "E2,cbi2021_01,rename,自然区域占比,,scope;scoring,,8,,,a\n"
    "E3,cbi2021_01,drop,,,,难以获取,2,,,b\n"
    "E4,cbi2021_01,outside,,,,,,,,b\n"
    "E5,cbi2021_01,,,,,,,,,b\n"
    "E6,cbi2021_02,keep,,,,,,,,b\n"
)


def test_tally_keeps_the_answer_states_apart(run: Runner, tmp_path: Path) -> None:
    path = tmp_path / "answers.csv"
    path.write_text(ANSWERS, encoding="utf-8")
    result = run("tally", "--questionnaire", "cbi-2021-review", path, "--rule", "majority", "--json")
    assert result.code == 0
    assert result.json["respondents"] == 6
    first = result.json["items"][0]
    assert {"item", "counts", "n", "retain", "settings", "ratings", "rule", "names", "strata"} <= set(first)
    assert first["counts"] == {"keep": 1, "drop": 1, "rename": 1, "outside": 1, "skipped": 1, "not_shown": 1}
    assert (first["n"], first["retain"]["count"], round(first["retain"]["share"], 4)) == (3, 2, 0.6667)
    assert first["settings"] == {"scope": 1, "scoring": 1}
    assert first["rule"] == {
        "id": "majority", "verdict": "undecided", "met": None, "robust": None,
        "reason": "3 judged, fewer than the quorum of 5: no verdict.",
    }  # fmt: skip
    assert first["names"] == [{"zh": "自然区域占比", "en": "", "count": 1, "near": []}]
    assert first["strata"]["a"]["counts"]["not_shown"] == 0
    assert result.json["items"][2]["retain"] == {"count": 0, "share": None, "interval": None}


def test_a_parameter_of_the_rule_can_be_set_within_its_bounds(run: Runner, tmp_path: Path) -> None:
    path = tmp_path / "answers.csv"
    path.write_text(ANSWERS, encoding="utf-8")
    words = ("tally", "--questionnaire", "cbi-2021-review", path, "--json")
    rule = run(*words, "--set", "quorum=2", "--set", "threshold=0.6").json["items"][0]["rule"]
    assert (rule["verdict"], rule["met"]) == ("retain", True)
    assert run(*words, "--set", "threshold=7").code == 2
    assert run(*words, "--set", "colour=1").code == 2


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (("keep,,,,,9", "maybe,,,,,9"), "maybe"),
        (("E2,cbi2021_01", "E1,cbi2021_01"), "E1"),
        (("cbi2021_02", "none"), "none"),
        (("9,5,6", "9,5,66"), "66"),
        (("verdict", "answer"), "verdict"),
    ],
)
def test_bad_answers_are_refused_by_row(
    run: Runner, tmp_path: Path, change: tuple[str, str], words: str
) -> None:
    path = tmp_path / "answers.csv"
    path.write_text(ANSWERS.replace(*change, 1), encoding="utf-8")
    result = run("tally", "--questionnaire", "cbi-2021-review", path)
    assert (result.code, result.out) == (2, "")
    assert words in result.err
    assert "answers.csv" in result.err


def test_consensus_has_every_figure_or_its_reason(run: Runner, tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    path.write_text("item,r1,r2,r3\na,7,8,9\nb,2,,8\nc,9,9,9\n", encoding="utf-8")
    result = run("consensus", path, "--level", "ordinal", "--categories", "1,2,3,4,5,6,7,8,9", "--json")
    assert result.code == 0
    overall = result.json["overall"]
    assert set(overall) == {
        "percent_agreement", "fleiss_kappa", "krippendorff_alpha", "gwet_ac1", "gwet_ac2", "kendall_w",
    }  # fmt: skip
    for measure in overall.values():
        assert (measure["value"] is None) == bool(measure["undefined"])
    assert set(result.json["items"][0]) == {
        "item", "n", "counts", "median", "q1", "q3", "iqr", "p30", "p70", "ipr", "ipras", "disagreement", "wilson",
        "clopper_pearson",
    }  # fmt: skip
    assert result.json["paired"] is None


def test_unanimity_is_not_defined_and_not_a_crash(run: Runner, tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    path.write_text("item,r1,r2\na,keep,keep\nb,keep,keep\n", encoding="utf-8")
    overall = run("consensus", path, "--level", "nominal", "--categories", "keep,drop", "--json").json[
        "overall"
    ]
    assert overall["percent_agreement"]["value"] == 1
    assert overall["fleiss_kappa"]["value"] is None
    assert overall["krippendorff_alpha"]["undefined"]


def test_paired_rounds_use_the_experts_present_in_both(run: Runner, tmp_path: Path) -> None:
    (tmp_path / "one.csv").write_text("item,r1,r2,r3\na,keep,keep,drop\nb,drop,keep,drop\n", encoding="utf-8")
    (tmp_path / "two.csv").write_text("item,r1,r2,r4\na,keep,drop,drop\nb,keep,keep,keep\n", encoding="utf-8")
    words = (tmp_path / "two.csv", "--level", "nominal", "--categories", "keep,drop")
    paired = run("consensus", *words, "--previous", tmp_path / "one.csv", "--json").json["paired"]
    assert set(paired) == {"raters", "retention", "stuart_maxwell", "mcnemar", "weighted_kappa", "changed"}
    assert paired["raters"] == 2
    assert paired["changed"] == 0.5


DECISIONS = """
decisions:
- {item: cbi2021_04, outcome: drop, rationale: 调查周期过长}
- {item: 13, outcome: keep, title: {zh: 公园绿地可达性, en: Access to parks and green space}, rationale: 译名更清楚}
- {item: 5, outcome: merge, into: cbi2021_06, rationale: 合并}
"""


def test_a_revision_is_accepted_wherever_an_index_is(run: Runner, data: Path, tmp_path: Path) -> None:
    decisions, new = tmp_path / "decisions.yaml", tmp_path / "new.yaml"
    decisions.write_text(DECISIONS, encoding="utf-8")
    result = run("revise", "--catalogue", "cbi-2021", "--decisions", decisions, "--out", new, "--json")
    assert result.code == 0, result.err
    assert (result.json["items"], result.json["maximum"], result.json["previous"]) == (
        26,
        104,
        "cbi-2021@2021",
    )
    kinds = [line["kind"] for line in result.json["lineage"]]
    assert (kinds.count("dropped"), kinds.count("merged"), kinds.count("renamed"), kinds.count("kept")) == (
        1,
        1,
        1,
        25,
    )
    path = tmp_path / "d.yaml"
    path.write_text(data.read_text(encoding="utf-8").replace("- {indicator: 4, inputs: {N_new: 3, N_lost: 1}}\n", "")
                    .replace("indicator: 1,", "indicator: cbi2021_01,").replace("indicator: 7,", "indicator: cbi2021_07,")
                    .replace("indicator: 12,", "indicator: cbi2021_12,").replace("indicator: 13,", "indicator: cbi2021_13,")
                    .replace("indicator: 14,", "indicator: cbi2021_14,"), encoding="utf-8")  # fmt: skip
    card = run("score", "--index", new, path, "--json").json
    assert (card["version"], card["total"]["maximum"]) == ("2021-r1", 104)
    assert [one["number"] for one in card["indicators"]] == list(range(1, 27))
    shown = run("catalogue", "show", new, "--json").json
    assert next(one for one in shown["items"] if one["id"] == "cbi2021_13")["title"]["zh"] == "公园绿地可达性"


@pytest.mark.parametrize(
    ("decisions", "words"),
    [
        ("- {item: none, outcome: drop}", "none"),
        ("- {item: 1, outcome: drop}\n- {item: cbi2021_01, outcome: keep}", "cbi2021_01"),
        ("- {item: 1, outcome: keep, title: 同名}\n- {item: 2, outcome: keep, title: 同名}", "同名"),
        ("- {item: 1, outcome: perhaps}", "perhaps"),
        ("nonsense: 1", "decisions"),
    ],
)
def test_bad_decisions_write_nothing(run: Runner, tmp_path: Path, decisions: str, words: str) -> None:
    path, new = tmp_path / "decisions.yaml", tmp_path / "new.yaml"
    path.write_text(decisions, encoding="utf-8")
    result = run("revise", "--catalogue", "cbi-2021", "--decisions", path, "--out", new)
    assert result.code == 2
    assert words in result.err
    assert not new.exists()


def test_a_catalogue_comes_from_a_spreadsheet_and_goes_on_as_yaml(run: Runner, tmp_path: Path) -> None:
    workbook, out = tmp_path / "index.xlsx", tmp_path / "index.yaml"
    assert run("catalogue", "template", "--of", "cbi-2021", "--out", workbook).code == 0
    result = run("catalogue", "import", workbook, "--out", out, "--json")
    assert result.code == 0, result.err
    assert result.json["items"] == 28
    assert (
        json.loads(run("catalogue", "show", out, "--json").out)["digest"]
        == (json.loads(run("catalogue", "show", "cbi-2021", "--json").out)["digest"])
    )


def test_a_profile_of_the_platform_is_read_with_its_noise(run: Runner, tmp_path: Path) -> None:
    source = Path(__file__).parents[1] / "data" / "citieswithnature_congjiang.txt"
    out = tmp_path / "city.yaml"
    result = run("import", "citieswithnature", source, "--out", out, "--json")
    assert result.code == 1
    assert {name: result.json[name] for name in ("actions", "baselines", "targets")} == {
        "actions": 26, "baselines": 11, "targets": 9,
    }  # fmt: skip
    assert all({"code", "where", "message"} <= set(one) for one in result.json["problems"])
    assert out.exists()


def test_align_proposes_with_the_words_that_speak_for_it(run: Runner) -> None:
    result = run(
        "align", "--framework", "nbsap-2023-2030", "--top", "3", "建设生态廊道，修复退化湿地", "--json"
    )
    assert result.code == 0
    first = result.json["proposals"][0]
    assert set(first) == {"target", "title", "score", "because"}
    assert first["target"] == "NBSAP-08"
    assert first["because"]
    assert len(result.json["proposals"]) <= 3


def test_align_of_a_city_gives_proposals_by_action(run: Runner, tmp_path: Path) -> None:
    path = tmp_path / "city.yaml"
    path.write_text("city: 甲县\nactions:\n- {id: a1, title: 外来入侵物种防控}\n", encoding="utf-8")
    result = run("align", "--framework", "gbf", "--city", path, "--json")
    assert result.json["actions"][0]["id"] == "a1"
    assert result.json["actions"][0]["proposals"][0]["target"] == "GBF-T06"


def test_a_number_under_a_revised_index_is_told_to_mean_this_versions_indicator(
    run: Runner, tmp_path: Path
) -> None:
    decisions, new, city = tmp_path / "decisions.yaml", tmp_path / "new.yaml", tmp_path / "city.yaml"
    decisions.write_text("- {item: 1, outcome: drop}", encoding="utf-8")
    run("revise", "--catalogue", "cbi-2021", "--decisions", decisions, "--out", new)
    head = "city: 甲市\nyear: 2026\nfirst_application: true\nobservations:\n"
    city.write_text(
        head + "- {indicator: 2, value: 30}\n- {indicator: cbi2021_12, value: 0.5}\n", encoding="utf-8"
    )
    result = run("--lang", "zh", "score", "--index", new, city, "--json")
    assert result.code == 0
    assert "建成区本地生物多样性（鸟类）" in result.err
    assert "cbi2021_12" not in result.err
    assert run("score", "--index", "cbi-2021", city).err == ""
