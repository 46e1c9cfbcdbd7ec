"""The four layers one after the other, and until when comments are taken."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from lbsap.model.city_plan import Layer
from lbsap.steps.planning.review_order import LAYERS, link_ends, next_layer, takes_comments, turn_problems

DAY = date(2027, 1, 31)
LAST_MINUTE = datetime(2027, 1, 31, 15, 59, tzinfo=UTC)
AFTER = datetime(2027, 1, 31, 16, 0, tzinfo=UTC)


def test_the_layers_come_one_after_the_other() -> None:
    done: list[tuple[Layer, bool]] = []
    for layer in LAYERS:
        assert next_layer(done) == layer
        assert turn_problems(layer, done, "") == []
        assert next_layer([*done, (layer, False)]) is None
        done.append((layer, True))
    assert next_layer(done) is None


@pytest.mark.parametrize(
    "states", [[], [("formulation", False)], [("formulation", True), ("formulation", False)]]
)
def test_before_its_turn_a_layer_needs_a_reason(states: list[tuple[Layer, bool]]) -> None:
    assert [one.code for one in turn_problems("expert", states, "")] == ["layer_before_turn"]
    assert turn_problems("expert", states, "They meet on Monday only.") == []


def test_a_layer_that_is_being_asked_is_not_asked_a_second_time() -> None:
    assert [one.code for one in turn_problems("expert", [("expert", False)], "reason")] == ["layer_open"]
    assert turn_problems("formulation", [("formulation", True)], "") == []


def test_the_last_day_ends_at_midnight_in_beijing() -> None:
    assert takes_comments(False, DAY, LAST_MINUTE)
    assert not takes_comments(False, DAY, AFTER)
    assert not takes_comments(True, DAY, LAST_MINUTE)
    assert link_ends(DAY) > AFTER
