"""What was read from a file joined to what a city has, and answers to what could not be read."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from lbsap.model.catalogue import Link
from lbsap.model.city import CityAction, CityData, CityTarget, Fact, Observation, Profile
from lbsap.model.city_plan import Department
from lbsap.model.plugin_items import Fragment, Question
from lbsap.model.text import Text, same
from lbsap.steps.cities.answers import UNKNOWN, answered, meaning_key, original_key, unanswered
from lbsap.steps.cities.merge import merge

NAME = Text("示例县", "Sample County")
LOST = CityAction("CWN-01", same("Protected areas"), unreadable=("description", "baseline"))
TREES = Fact("tree_cover", Text("树木覆盖率", "Tree cover"), Decimal(60), unit="percent")
FOREST = Fact("forest_cover_rate", Text("森林覆盖率", "Forest cover rate"), unit="percent")
QUESTION = Question("tree_cover", Text("口径不同。", "They differ."), (replace(TREES, value=None), FOREST))
READ = CityData(
    Text(en="Sample County"),
    profile=Profile("county", population=1000, facts=(TREES,)),
    actions=(
        LOST,
        CityAction("CWN-12", same("Trees"), baseline=Text("树木覆盖率为60%。", "Tree cover is 60 %.")),
    ),
    targets=(CityTarget("t", same("Trees"), "CWN-12", unreadable=True),),
    sources=("profile.txt",),
)
FRAGMENTS = (
    Fragment("CWN-01", "description", "QXZRTK", "profile.txt:3", readable=False),
    Fragment("CWN-01", "baseline", "PLMNB", "profile.txt:5", readable=False),
    Fragment("CWN-12", "target", "ZXCVB", "profile.txt:9", readable=False),
)


# --- joining


def test_an_empty_city_takes_everything_and_nothing_is_asked() -> None:
    merged = merge(CityData(Text(), profile=Profile("county")), READ)
    assert merged.data == READ
    assert merged.conflicts == ()
    assert merged.added == {"actions": 2, "targets": 1, "facts": 1}


def test_what_is_empty_is_filled_language_by_language() -> None:
    merged = merge(CityData(Text(zh="示例县"), profile=Profile("county")), READ)
    assert merged.data.city == NAME


def test_what_people_entered_stays_and_the_difference_is_told() -> None:
    kept = CityData(NAME, profile=Profile("county", population=2000))
    merged = merge(kept, READ)
    assert merged.data.profile.population == 2000
    ((conflict),) = merged.conflicts
    assert (conflict.label, conflict.kept, conflict.read) == (
        Text("人口", "Population"), same("2000"), same("1000"),
    )  # fmt: skip


def test_a_conflict_decided_for_the_file_takes_its_content() -> None:
    kept = CityData(NAME, profile=Profile("county", population=2000))
    (conflict,) = merge(kept, READ).conflicts
    assert merge(kept, READ, {conflict.key}).data.profile.population == 1000


def test_a_decision_holds_only_for_what_stood_there_when_it_was_made() -> None:
    seen = merge(CityData(NAME, profile=Profile("county", population=2000)), READ).conflicts[0]
    changed = CityData(NAME, profile=Profile("county", population=3000))
    assert merge(changed, READ, {seen.key}).data.profile.population == 3000


def test_a_decision_holds_only_for_what_had_been_read_when_it_was_made() -> None:
    kept = CityData(NAME, profile=Profile("county", population=2000))
    (seen,) = merge(kept, READ).conflicts
    again = replace(READ, profile=replace(READ.profile, population=1500))
    assert merge(kept, again, {seen.key}).data.profile.population == 2000
    assert merge(kept, again).conflicts[0].key != seen.key


def test_nought_is_a_content_on_either_side() -> None:
    def city(value: int | None) -> CityData:
        figure = None if value is None else Decimal(value)
        return CityData(NAME, profile=Profile("county", facts=(replace(TREES, value=figure),)))

    def joined(kept: int | None, read: int | None) -> str:
        made = merge(city(kept), city(read))
        return f"{made.data.profile.facts[0].value}, {len(made.conflicts)} asked"

    assert joined(0, 60) == "0, 1 asked"
    assert joined(60, 0) == "60, 1 asked"
    assert joined(None, 0) == "0, 0 asked"
    assert joined(0, None) == "0, 0 asked"


def test_links_that_were_confirmed_stay_and_new_ones_are_added() -> None:
    confirmed = Link("gbf", "GBF-T03", status="confirmed")
    mine = CityData(NAME, profile=Profile("county"), actions=(replace(LOST, links=(confirmed,)),))
    proposed = replace(
        LOST, links=(Link("gbf", "GBF-T03", status="proposed"), Link("gbf", "GBF-T01", status="proposed"))
    )
    (action,) = merge(mine, CityData(NAME, profile=Profile("county"), actions=(proposed,))).data.actions
    assert [(one.target, one.status) for one in action.links] == [
        ("GBF-T03", "confirmed"),
        ("GBF-T01", "proposed"),
    ]


def test_words_that_somebody_wrote_are_no_longer_unreadable() -> None:
    mine = CityData(
        NAME, profile=Profile("county"), actions=(replace(LOST, description=Text("湿地。"), unreadable=()),)
    )
    (action, _) = merge(mine, READ).data.actions
    assert action.description.zh == "湿地。"
    assert action.unreadable == ()


def test_figures_of_indicators_are_added_where_there_are_none() -> None:
    own = Observation("cbi2021_01", value=Decimal(1))
    mine = CityData(NAME, observations=(own,))
    theirs = CityData(
        NAME, observations=(replace(own, value=Decimal(2)), Observation("cbi2021_02", value=Decimal(3)))
    )
    assert [one.value for one in merge(mine, theirs).data.observations] == [1, 3]


@given(st.booleans(), st.text(max_size=5), st.text(max_size=5))
def test_joining_twice_is_joining_once(taking: bool, kept: str, read: str) -> None:
    mine = CityData(Text(kept), departments=(Department("a", Text(kept)),))
    theirs = CityData(Text(read), departments=(Department("a", Text(read)), Department("b", Text(read))))
    keys = {one.key for one in merge(mine, theirs).conflicts} if taking else set()
    once = merge(mine, theirs, keys).data
    assert merge(once, theirs).data == once


# --- answers


def test_originals_take_the_place_of_what_was_lost() -> None:
    answers = {
        original_key(one): words
        for one, words in zip(FRAGMENTS, ("湿地。", "Two sites.", "到2030年。"), strict=True)
    }
    done = answered(READ, FRAGMENTS, (), answers)
    assert done.actions[0].description == Text(zh="湿地。")
    assert done.actions[0].baseline == Text(en="Two sites.")
    assert done.actions[0].unreadable == ()
    assert (done.targets[0].wording.zh, done.targets[0].unreadable) == ("到2030年。", False)


def test_an_empty_box_leaves_a_text_marked() -> None:
    assert answered(READ, FRAGMENTS, (), {original_key(FRAGMENTS[0]): "  "}) == READ


def test_a_meaning_renames_the_fact_and_the_sentence_that_states_it() -> None:
    done = answered(READ, (), (QUESTION,), {meaning_key(QUESTION): "1"})
    assert (done.profile.facts[0].key, done.profile.facts[0].value) == ("forest_cover_rate", Decimal(60))
    assert done.actions[1].baseline == Text("森林覆盖率为60%。", "Forest cover rate is 60 %.")


def test_what_nobody_knows_stays_under_its_label_as_doubtful() -> None:
    done = answered(READ, (), (QUESTION,), {meaning_key(QUESTION): UNKNOWN})
    assert done.profile.facts[0] == replace(TREES, doubtful=True)
    assert done.actions[1].baseline.zh == "树木覆盖率（待核实）为60%。"


def test_a_question_without_one_of_its_answers_is_open() -> None:
    key = meaning_key(QUESTION)
    assert [one.where for one in unanswered(READ, (QUESTION,), {})] == [key]
    assert [one.where for one in unanswered(READ, (QUESTION,), {key: "7"})] == [key]
    assert not list(unanswered(READ, (QUESTION,), {key: "0"}))
    assert answered(READ, (), (QUESTION,), {key: "7"}) == READ
