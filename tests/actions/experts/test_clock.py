"""A server whose clock was set wrong: answers stand in the order in which they came, whatever the hour says."""

from __future__ import annotations

from datetime import timedelta

import pytest

from lbsap.actions.experts.answering import save_item
from lbsap.actions.experts.desk import Desk, load_desk
from lbsap.model.consultation import Answer
from tests.actions.experts.setting import AT, Setting


def desk_at(setting: Setting, visit: str, off: timedelta) -> Desk:
    found = load_desk(setting.engine, visit, AT + off)
    assert found is not None
    return found


@pytest.mark.parametrize(
    "off", [timedelta(hours=-1), timedelta(days=1)], ids=["back 1 hour", "forward 1 day"]
)
def test_the_newer_answer_stands_whatever_the_clock_says(setting: Setting, off: timedelta) -> None:
    visit = setting.ready()
    setting.say(visit, "plants", "keep")
    desk = desk_at(setting, visit, off)
    newer = Answer("", "plants", "drop", reason="later")
    assert save_item(setting.engine, desk, "plants", newer, desk.revision("plants"), "zh", AT + off).ok
    late = save_item(setting.engine, setting.desk(visit), "plants", Answer("", "plants", "keep"), 1, "zh", AT)
    assert not late.ok
    assert setting.desk(visit).answers["plants"].answer.reason == "later"
    assert desk_at(setting, visit, off).progress.minutes_left >= 0
