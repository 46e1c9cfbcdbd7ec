"""Proposed names: suggested groups, confirmed ones, and what a form may ask for."""

from __future__ import annotations

from typing import Any

import pytest

from lbsap.model.errors import BadInput
from lbsap.model.naming import NameGroup
from lbsap.model.response import Proposal
from lbsap.model.text import Text
from lbsap.steps.common.pages import page_of
from lbsap.steps.editing.naming import arrange, group_proposals, key_of, read_apart, read_group
from lbsap.steps.measures.aggregate import near_names

AREA, SHARE, BIRDS = Text("自然保护地面积比例"), Text("自然保护地面积占比"), Text("鸟类", "Birds")
NAMES = near_names([(AREA, 5), (SHARE, 2), (BIRDS, 1)])


def codes(bad: BadInput) -> list[tuple[str, str]]:
    """Code and place of each problem."""
    return [(one.code, one.where) for one in bad.problems]


def test_names_that_look_alike_are_suggested_and_nothing_is_merged() -> None:
    found = arrange(NAMES, [])
    assert found.confirmed == ()
    assert [[one.name for one in group] for group in found.suggested] == [[AREA, SHARE]]
    assert [one.name for one in found.alone] == [BIRDS]
    assert [one.name for one in found.free] == [AREA, SHARE, BIRDS]


def test_a_confirmed_group_holds_its_names_with_their_counts_and_the_rest_is_suggested_anew() -> None:
    group = NameGroup("a", Text("保护地", "Protected"), (AREA, BIRDS), id=3)
    found = arrange(NAMES, [group])
    assert found.confirmed[0].count == 6
    assert [one.count for one in found.confirmed[0].names] == [5, 1]
    assert found.suggested == ()
    assert [one.name for one in found.alone] == [SHARE]


def test_a_member_that_nobody_proposes_in_this_round_stays_in_its_group_with_none() -> None:
    group = NameGroup("a", Text("保护地"), (AREA, Text("旧名")))
    assert [one.count for one in arrange(NAMES, [group]).confirmed[0].names] == [5, 0]


def test_names_told_apart_are_suggested_again_only_with_another_that_looks_alike() -> None:
    apart = read_apart("a", {"choices": [key_of(AREA), key_of(SHARE)]}, [AREA, SHARE, BIRDS])
    found = arrange(NAMES, [apart])
    assert found.suggested == ()
    assert [one.name for one in found.alone] == [AREA, SHARE, BIRDS]
    assert found.apart == (apart,)
    third = Text("自然保护地面积的比例")
    more = arrange(near_names([(AREA, 5), (SHARE, 2), (third, 1)]), [apart])
    assert [{one.name for one in group} for group in more.suggested] == [{AREA, SHARE, third}]
    assert read_group(
        "a", {"choices": [key_of(AREA), key_of(SHARE)], "face_zh": "新"}, [AREA, SHARE], [apart]
    )


@pytest.mark.parametrize("choices", [[], [key_of(AREA)], [key_of(AREA), "没有的\t"]])
def test_names_that_are_gone_cannot_be_told_apart(choices: list[str]) -> None:
    with pytest.raises(BadInput) as bad:
        read_apart("a", {"choices": choices}, [AREA, SHARE])
    assert codes(bad.value) == [("names_moved", "choices")]


def test_a_form_makes_a_group_with_a_face_in_either_language() -> None:
    data = {"choices": [key_of(AREA), key_of(SHARE)], "face_zh": [" 自然保护地　比例 "], "face_en": [""]}
    found = read_group("a", data, [AREA, SHARE, BIRDS], [])
    assert found == NameGroup("a", Text("自然保护地 比例"), (AREA, SHARE))


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ({"choices": [key_of(AREA)], "face_zh": "新"}, [("names_wanted", "choices")]),
        ({"choices": key_of(AREA), "face_zh": "新"}, [("names_wanted", "choices")]),
        ({}, [("names_wanted", "choices"), ("face_wanted", "face_zh")]),
        ({"choices": [key_of(AREA), "没有的\t"], "face_zh": "新"}, [("names_moved", "choices")]),
        ({"choices": [key_of(AREA), key_of(BIRDS)], "face_zh": "新"}, [("names_moved", "choices")]),
        ({"choices": [key_of(AREA), key_of(SHARE)], "face_zh": "长" * 201}, [("too_long", "face_zh")]),
    ],
)
def test_a_form_is_refused_with_each_fault_at_its_field(data: dict[str, Any], expected: Any) -> None:
    grouped = NameGroup("a", Text("鸟"), (BIRDS, Text("鸟")))
    with pytest.raises(BadInput) as bad:
        read_group("a", data, [AREA, SHARE, BIRDS], [grouped])
    assert codes(bad.value) == expected


def test_proposed_items_with_similar_names_stand_together_the_largest_group_first() -> None:
    birds = Proposal(BIRDS, content="种数")
    area, share = Proposal(AREA, content="一"), Proposal(SHARE, content="二")
    again = Proposal(AREA, content="三")
    assert group_proposals([birds, area, share, again]) == ((area, share, again), (birds,))
    assert group_proposals([]) == ()


@pytest.mark.parametrize(
    ("total", "wanted", "number", "start", "count"),
    [(0, 1, 1, 0, 1), (50, 2, 1, 0, 1), (51, 2, 2, 50, 2), (51, 9, 2, 50, 2), (51, -3, 1, 0, 2)],
)
def test_a_page_past_the_end_is_the_last_one(
    total: int, wanted: int, number: int, start: int, count: int
) -> None:
    page = page_of(total, wanted)
    assert (page.number, page.start, page.count) == (number, start, count)
