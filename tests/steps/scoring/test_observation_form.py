from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lbsap.model.catalogue import Indicator
from lbsap.model.city import Observation
from lbsap.model.errors import BadInput
from lbsap.model.text import Text
from lbsap.steps.scoring.observation_form import (
    ABSENCES,
    cells_of,
    form_inputs,
    offers_value,
    read_observation,
    unit_choices,
)
from tests.steps.indices import cbi


def settings_of(number: str) -> Indicator:
    found = cbi(2021).find(number)
    assert found is not None
    assert found.indicator is not None
    return found.indicator


def read(number: str, **cells: str) -> Observation:
    plain = {name.replace("__", "-"): words for name, words in cells.items()}
    return read_observation("i", settings_of(number), plain)


def faults(number: str, **cells: str) -> list[tuple[str, str]]:
    with pytest.raises(BadInput) as caught:
        read(number, **cells)
    return [(one.code, one.where) for one in caught.value.problems]


def test_figures_are_read_with_year_source_note_and_error() -> None:
    row = read(
        "1",
        input__A_nat="76,000",
        input__A_city="１８６０００",
        year="2025",
        source="年鉴",
        note="n",
        error="5",
    )
    assert row == Observation(
        "i",
        inputs={"A_nat": Decimal(76000), "A_city": Decimal(186000)},
        year=2025,
        source="年鉴",
        note="n",
        error=Decimal(5),
    )


@pytest.mark.parametrize("words", ["100; 50；50", "100\n50\r\n50", "100、50，50", "100, 50, 50"])
def test_a_list_is_parted_as_people_part_lists(words: str) -> None:
    assert read("2", input__A_Gi=words, input__A_total="200").inputs["A_Gi"] == (100, 50, 50)


def test_a_list_with_commas_inside_is_asked_about_rather_than_guessed() -> None:
    assert faults("2", input__A_Gi="100,200", input__A_total="300") == [("obs_list_comma", "input-A_Gi")]


def test_a_level_with_other_figures_is_kept_beside_them() -> None:
    assert read("17", level="2").level == 2
    assert read("17", level="2", input__N_cbd="3").inputs == {"level": 2, "N_cbd": 3}


@pytest.mark.parametrize("kind", ["no_data", "not_applicable", "not_collected"])
def test_an_absence_without_words_says_its_kind_in_both_languages(kind: str) -> None:
    row = read("1", answer=kind)
    assert (row.missing, row.absence) == (ABSENCES[kind], kind)


def test_a_planned_survey_needs_words() -> None:
    assert faults("1", answer="planned_survey") == [("obs_plan_words", "reason_zh")]
    assert read("1", answer="planned_survey", reason_zh="2027年调查").missing == Text("2027年调查", "")


def test_figures_beside_an_absence_are_not_dropped_in_silence() -> None:
    assert faults("1", answer="no_data", input__A_nat="5") == [("obs_both", "answer")]


def test_a_form_without_anything_asks_for_figures_or_a_reason() -> None:
    assert faults("1") == [("obs_empty", "answer")]
    assert faults("1", answer="figures", year="2025") == [("obs_empty", "answer")]


def test_every_fault_stands_at_its_cell() -> None:
    assert faults("1", input__A_nat="many", input__A_city="1", year="x") == [
        ("not_a_number", "input-A_nat"),
        ("not_a_number", "year"),
    ]
    assert faults("1", input__A_nat="-5", input__A_city="10") == [("obs_negative", "input-A_nat")]
    assert faults("2", input__A_Gi="5; -5", input__A_total="10") == [("obs_negative", "input-A_Gi")]
    assert faults("1", input__A_nat="5", input__A_city="4") == [("obs_above", "figures")]
    assert faults("1", input__A_nat="5") == [("obs_symbol_missing", "figures")]
    assert faults("7", input__A_restored="5", input__A_degraded="9") == [("obs_method_missing", "method")]
    assert faults("14", level="7") == [("obs_level_unknown", "level")]
    assert faults("1", value="5", year="1066") == [("year_impossible", "year")]
    assert faults("1", value="5", error="100") == [("obs_error_range", "error")]


def test_the_units_offered_are_other_units_of_what_is_asked() -> None:
    assert [unit for unit, _ in unit_choices(settings_of("1"))] == ["km2", "mu", "m2"]
    assert [unit for unit, _ in unit_choices(settings_of("16"))] == ["万元", "亿元"]
    assert unit_choices(settings_of("14")) == ()
    assert unit_choices(settings_of("1"), "平方千米")[0][0] == "平方千米"


def test_a_result_may_stand_for_its_figures_but_not_for_one_plain_count() -> None:
    assert offers_value(settings_of("1"))
    assert not offers_value(settings_of("15"))
    assert not offers_value(settings_of("14"))


def test_an_alias_of_a_symbol_is_shown_in_the_field_of_the_symbol() -> None:
    cells = cells_of(settings_of("2"), Observation("i", inputs={"A_G": (Decimal(1), Decimal(2))}))
    assert cells["input-A_Gi"] == "1\n2"


def test_nothing_reported_gives_an_empty_form() -> None:
    assert cells_of(settings_of("1"), None) == {}


def observations(number: str) -> st.SearchStrategy[Observation]:
    settings = settings_of(number)
    figure = st.integers(1, 10**9).map(Decimal)
    many = {one.symbol: one.many for one in form_inputs(settings)}
    about = {
        "year": st.none() | st.integers(1900, 2200),
        "source": st.sampled_from(["", "年鉴", "Survey 2025"]),
    }
    about["note"] = st.sampled_from(["", "说明"])
    answers: list[st.SearchStrategy[Observation]] = []
    if settings.kind == "ordinal":
        answers.append(st.builds(Observation, st.just("i"), level=st.integers(0, 4), **about))
    else:
        value = st.integers(0, 100).map(Decimal)
        error = st.none() | st.integers(0, 99).map(Decimal)
        answers.append(st.builds(Observation, st.just("i"), value=value, error=error, **about))
    if number == "2":
        whole = st.lists(figure, min_size=1, max_size=4).map(tuple)
        answers.append(
            whole.map(lambda ones: Observation("i", inputs={"A_Gi": ones, "A_total": sum(ones, Decimal(0))}))
        )
        assert many == {"A_Gi": True, "A_total": False}
    missing = st.sampled_from(sorted(ABSENCES)).flatmap(
        lambda kind: st.sampled_from([ABSENCES[kind], Text("另有原因", "Another reason")]).map(
            lambda words: replace(
                Observation("i"),
                missing=words if kind != "planned_survey" else Text("2027年", "2027"),
                absence=kind,  # type: ignore[arg-type]
            )
        )
    )
    return st.one_of(*answers, missing)


@given(st.sampled_from(["1", "2", "14", "17"]).flatmap(lambda n: st.tuples(st.just(n), observations(n))))
def test_what_a_form_shows_reads_as_the_same_observation(case: tuple[str, Observation]) -> None:
    number, row = case
    assert read_observation("i", settings_of(number), cells_of(settings_of(number), row)) == row
