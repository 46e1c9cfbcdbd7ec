"""A plan text that repeats the national one (D7)."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lbsap.data import read_value, shipped
from lbsap.model.city import CityAction, CityData
from lbsap.model.text import LANGS, Lang, Text, same
from lbsap.steps.checking.alike import LEAST, MOST_SHARED, check_alike, containment, national_runs
from lbsap.steps.checking.texts import plan_texts
from tests.steps.aligning.test_align import framework


def national_text(target: str) -> Text:
    found = framework("nbsap").target(target)
    assert found
    return found.summary


def found_in(text: Text) -> list[str]:
    city = CityData(same("X"), actions=(CityAction("a1", same("Restore"), description=text),))
    return [one.where for one in check_alike(city, [framework("nbsap"), framework("gbf")])]


@pytest.mark.parametrize("target", ["NBSAP-08", "NBSAP-12", "NBSAP-18", "NBSAP-26"])
@pytest.mark.parametrize("lang", LANGS)
def test_a_summary_taken_over_is_found_with_words_that_both_hold(target: str, lang: Lang) -> None:
    words = getattr(national_text(target), lang)
    text = Text(**{lang: words})
    assert found_in(text) == ["actions[0].description"]
    city = CityData(same("X"), actions=(CityAction("a1", same("Restore"), description=text),))
    (one,) = check_alike(city, [framework("nbsap")])
    assert "100" in one.message.zh
    assert "{" not in one.message.en


def test_one_character_in_twelve_changed_is_still_taken_over_and_one_in_six_is_not() -> None:
    words = national_text("NBSAP-18").zh + national_text("NBSAP-12").zh

    def changed(every: int) -> str:
        return "".join("甲" if i % every == every - 1 else letter for i, letter in enumerate(words))

    known = national_runs(framework("nbsap"), "zh")
    assert containment(changed(13), "zh", known) >= MOST_SHARED
    assert containment(changed(6), "zh", known) < 0.1


def test_own_words_with_the_terms_of_the_field_are_not_taken_over() -> None:
    own = Text(
        "沿示例河两岸清理福寿螺等外来入侵物种，在三处生态保护红线内的河湾补种芦苇，由沿岸六个村的护林员按月记录，"
        "并把就地保护、自然保护地和口袋公园的巡护合在一起。"
    )
    assert found_in(own) == []


def test_titles_and_short_passages_are_not_judged() -> None:
    assert found_in(Text("生物多样性调查监测")) == []
    short = national_text("NBSAP-08").zh[: LEAST["zh"] - 1]
    assert found_in(Text(short)) == []


def test_only_national_plans_are_compared() -> None:
    summary = framework("gbf").targets[0].summary
    city = CityData(same("X"), vision=Text(summary.zh * 2, summary.en * 2))
    assert list(check_alike(city, [framework("gbf")])) == []


def test_the_sample_city_stays_below_a_quarter_everywhere() -> None:
    city = read_value(CityData, shipped("templates", "demo", "sample-city.yaml"))
    known = {lang: national_runs(framework("nbsap"), lang) for lang in LANGS}
    shares = [
        containment(getattr(text, lang), lang, known[lang]) for _, text in plan_texts(city) for lang in LANGS
    ]
    assert max(shares) < 0.25


@given(st.text(alphabet="湿地恢复保护生态，。 abc", max_size=120))
def test_a_share_is_a_share(words: str) -> None:
    known = national_runs(framework("nbsap"), "zh")
    assert 0 <= containment(words, "zh", known) <= 1
    assert containment(words, "zh", frozenset()) == 0


def test_statements_of_the_national_plan_count_as_its_text() -> None:
    known = framework("nbsap")
    statement = max(known.statements, key=lambda one: len(one.summary.zh))
    without = replace(known, statements=())
    assert containment(statement.summary.zh, "zh", national_runs(known, "zh")) == 1
    assert containment(statement.summary.zh, "zh", national_runs(without, "zh")) < 1
