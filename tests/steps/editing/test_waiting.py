from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from lbsap.steps.editing.waiting import Wait, waits_for

AT = datetime(2026, 11, 20, 6, 0, tzinfo=UTC)
BEFORE, AFTER = AT - timedelta(days=1), AT + timedelta(days=1)


@pytest.mark.parametrize(
    ("state", "opens", "closes", "undecided", "next_step"),
    [
        ("draft", None, None, 0, "set_up"),
        ("draft", BEFORE, BEFORE, 0, "set_up"),
        ("open", AFTER, AFTER, 0, "opening"),
        ("open", None, None, 0, "answers"),
        ("open", BEFORE, AFTER, 0, "answers"),
        ("open", AT, AFTER, 0, "answers"),
        ("open", BEFORE, AT, 0, "closing"),
        ("closed", BEFORE, BEFORE, 3, "decisions"),
        ("closed", BEFORE, BEFORE, 0, "publication"),
        ("published", BEFORE, BEFORE, 0, "nothing"),
    ],
)
def test_a_consultation_waits_for_the_one_thing_that_is_next(
    state: str, opens: datetime | None, closes: datetime | None, undecided: int, next_step: Wait
) -> None:
    assert waits_for(state, opens, closes, undecided, AT) == next_step
