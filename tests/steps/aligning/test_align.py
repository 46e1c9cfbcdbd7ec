from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lbsap.data import read_value
from lbsap.model.policy import PolicyFramework, PolicyTarget
from lbsap.model.text import LANGS, Lang, Text, same
from lbsap.steps.aligning.align import indexed, propose, propose_all
from lbsap.steps.aligning.features import known_part, plain, stem
from lbsap.steps.aligning.words import SUBJECTS

PLUGINS = Path(__file__).parents[3] / "plugins"


@cache
def framework(name: str) -> PolicyFramework:
    paths = {
        "nbsap": "lbsap_nbsap/nbsap_2023_2030.yaml",
        "gbf": "lbsap_gbf/gbf.yaml",
        "cwn": "lbsap_cwn/citieswithnature.yaml",
    }
    return read_value(PolicyFramework, PLUGINS / paths[name])


@pytest.mark.parametrize(
    ("name", "text", "target", "word"),
    [
        ("nbsap", "全县新建口袋公园，增加蓝绿空间，提升连通性", "NBSAP-18", "蓝绿空间"),
        ("nbsap", "开展侗族传统知识调查，建设稻鱼鸭农业文化遗产基地", "NBSAP-20", "传统知识"),
        ("nbsap", "Control invasive alien species at the port", "NBSAP-12", "invasive alien species"),
        ("nbsap", "设立专项资金，探索生态补偿", "NBSAP-26", "生态补偿"),
        ("gbf", "防控加拿大一枝黄花等外来入侵物种", "GBF-T06", "外来入侵物种"),
        ("gbf", "新建口袋公园，增加蓝绿空间", "GBF-T12", "蓝绿空间"),
    ],
)
def test_a_measure_meets_its_target_first_with_the_word_that_speaks_for_it(
    name: str, text: str, target: str, word: str
) -> None:
    first = propose(framework(name), text)[0]
    assert first.target == target
    assert word in first.because
    assert first.title == framework(name).target(target).title  # type: ignore[union-attr]


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("name", ["gbf", "nbsap"])
def test_most_platform_actions_find_a_target_of_their_crosswalk_among_five(name: str, lang: Lang) -> None:
    known = framework(name)
    actions = framework("cwn").targets
    texts = {one.id: f"{getattr(one.title, lang)}。{getattr(one.summary, lang)}" for one in actions}
    proposals = propose_all(known, texts)
    wanted = {one.id: {link.target for link in one.links if link.framework == known.id} for one in actions}
    hits = [one.id for one in actions if wanted[one.id] & {found.target for found in proposals[one.id]}]
    assert len(actions) == 26
    assert len(hits) >= 20


@pytest.mark.parametrize(
    "text", ["", "   ", "，。！", "the of and with", "加强生物多样性保护工作", "2030", "zzz qqq", "龘龘龘"]
)
def test_what_speaks_for_no_target_gets_no_proposal(text: str) -> None:
    assert propose(framework("nbsap"), text) == ()


def test_width_and_case_make_no_difference() -> None:
    wide = propose(framework("gbf"), "ＣＯＮＴＲＯＬ ＩＮＶＡＳＩＶＥ ＡＬＩＥＮ ＳＰＥＣＩＥＳ")
    assert wide == propose(framework("gbf"), "control invasive alien species")


def test_no_more_than_top_are_proposed_best_first() -> None:
    text = "湿地恢复，自然保护地建设，外来入侵物种防控，公众科学，传统知识，生态补偿"
    many = propose(framework("nbsap"), text, top=20)
    assert len(propose(framework("nbsap"), text, top=2)) == 2
    assert propose(framework("nbsap"), text, top=2) == many[:2]
    assert [one.score for one in many] == sorted((one.score for one in many), reverse=True)
    assert all(0 < one.score <= 1 for one in many)


def test_equal_likeness_keeps_the_order_of_the_framework() -> None:
    twins = tuple(
        PolicyTarget(name, name, "", Text("湿地恢复", "wetland restoration")) for name in ("T-2", "T-1")
    )
    others = tuple(PolicyTarget(f"X-{n}", "", "", same(f"other subject {n}")) for n in range(6))
    known = PolicyFramework("f", "1", "province", same("F"), same("F"), (*twins, *others))
    assert [one.target for one in propose(known, "开展湿地恢复")] == ["T-2", "T-1"]


def test_a_framework_in_one_language_is_enough() -> None:
    target = PolicyTarget("T", "1", "", Text("湿地恢复", ""))
    known = PolicyFramework("f", "1", "province", same("F"), same("F"), (target,))
    assert [one.because for one in propose(known, "开展湿地恢复")] == [("湿地恢复",)]


def test_a_text_in_the_other_language_is_met_by_its_subject() -> None:
    targets = (
        PolicyTarget("T-1", "1", "", Text("湿地恢复", "")),
        PolicyTarget("T-2", "2", "", Text("打击非法贸易", "")),
    )
    known = PolicyFramework("f", "1", "province", same("F"), same("F"), targets)
    assert [(one.target, one.because) for one in propose(known, "restore the marsh")] == [
        ("T-1", ("restore", "marsh"))
    ]


@pytest.mark.parametrize(
    ("text", "target", "word"),
    [
        ("组织人工打捞凤眼莲", "NBSAP-12", "凤眼莲"),
        ("Divers cull lionfish and kudzu is cut back", "NBSAP-12", "kudzu"),
        ("发放专项债", "NBSAP-26", "专项债"),
        ("pupils visit the museum", "NBSAP-04", "pupils"),
    ],
)
def test_words_that_no_plan_uses_are_met_by_their_subject(text: str, target: str, word: str) -> None:
    first = propose(framework("nbsap"), text)[0]
    assert first.target == target
    assert word in first.because


@pytest.mark.parametrize("name", ["gbf", "nbsap"])
def test_crosswalks_and_other_frameworks_are_no_part_of_what_is_compared(name: str) -> None:
    known = framework(name)
    bare = tuple(
        replace(one, links=(), levels=(), leads=(), indicators=(), relevance="", relevance_reason=Text())
        for one in known.targets
    )
    alone = PolicyFramework("x", "0", known.layer, same("x"), same("x"), bare)
    texts = {one.id: f"{one.title.zh}。{one.title.en}. {one.summary.zh}" for one in framework("cwn").targets}
    assert propose_all(known, texts) == propose_all(alone, texts)


@pytest.mark.parametrize("name", ["gbf", "nbsap"])
def test_no_title_of_the_platform_stands_in_the_indexed_text(name: str) -> None:
    documents = [indexed(one, lang) for one in framework(name).targets for lang in LANGS]
    for action in framework("cwn").targets:
        for title in (action.title.zh, action.title.en):
            assert not [text for text in documents if plain(title) in text]
    assert not [text for text in documents if "gbf-t" in text or "nbsap-" in text or "cwn" in text]


def test_the_subjects_hold_no_title_of_the_platform() -> None:
    words = {plain(word) for both in SUBJECTS for side in both for word in side}
    titles = {plain(getattr(one.title, lang)) for one in framework("cwn").targets for lang in LANGS}
    assert not words & titles
    assert len(SUBJECTS) > 30
    assert all(zh and en for zh, en in SUBJECTS)


@pytest.mark.parametrize(
    ("one", "other"),
    [("restoring", "restored"), ("restoration", "restores"), ("strategies", "strategy"), ("parks", "park")],
)
def test_forms_of_a_word_are_one(one: str, other: str) -> None:
    assert stem(one) == stem(other)


def test_a_run_that_two_texts_share_begins_and_ends_with_a_word() -> None:
    assert known_part("复退化") == "退化"
    assert known_part("湿地恢复") == "湿地恢复"
    assert known_part("龘龘") == "龘龘"


def test_short_words_keep_their_endings() -> None:
    assert stem("bees") == "bees"
    assert stem("red") == "red"


def test_a_framework_without_targets_proposes_nothing() -> None:
    empty = PolicyFramework("f", "1", "province", same("F"), same("F"), ())
    assert propose_all(empty, {"a": "湿地"}) == {"a": ()}


def test_several_texts_get_what_each_would_get_alone() -> None:
    texts = {"a": "恢复湿地", "b": "", "c": "citizen science and schools"}
    together = propose_all(framework("nbsap"), texts)
    assert list(together) == ["a", "b", "c"]
    assert together == {key: propose(framework("nbsap"), text) for key, text in texts.items()}


@settings(max_examples=30)
@given(st.text(alphabet="湿地恢复公园连通性生态补偿 wetland park,。", max_size=60))
def test_every_reason_given_stands_in_the_text_itself(text: str) -> None:
    for one in propose(framework("nbsap"), text):
        assert one.because
        assert all(word in text for word in one.because)
        assert all(len(word) >= 2 for word in one.because)
