from __future__ import annotations

from contextlib import suppress
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lbsap.model.errors import BadInput
from lbsap.steps.common.moments import END, START, read_day, read_moment, write_moment

SIX_IN_THE_EVENING = datetime(2026, 12, 1, 10, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    "words",
    [
        "2026-12-01 18:00",
        " 2026-12-1  18:00 ",
        "2026/12/1 18:00",
        "2026.12.01 18:00",
        "2026-12-01T18:00",
        "2026年12月1日 18:00",
        "2026年12月1日18时",
        "2026年12月1日18时00分",
        "２０２６－１２－０１　１８：００",
    ],
)
def test_a_moment_is_beijing_time_however_it_is_written(words: str) -> None:
    assert read_moment(words, "closes_at", END) == SIX_IN_THE_EVENING


def test_a_day_alone_means_its_first_or_last_minute_in_beijing() -> None:
    assert read_moment("2026-12-01", "opens_at", START) == datetime(2026, 11, 30, 16, 0, tzinfo=UTC)
    assert read_moment("2026-12-01", "closes_at", END) == datetime(2026, 12, 1, 15, 59, tzinfo=UTC)


def test_nothing_written_is_no_moment_and_no_day() -> None:
    assert read_moment("　", "opens_at", START) is None
    assert read_day(" ", "kept_until") is None
    assert write_moment(None) == ""


@pytest.mark.parametrize(
    "words", ["2026-02-30 18:00", "2026-12-01 24:00", "2026-12-01 18:60", "soon", "12-01", "0000-01-01"]
)
def test_what_is_no_moment_is_told_with_its_place(words: str) -> None:
    with pytest.raises(BadInput) as refusal:
        read_moment(words, "closes_at", END)
    (fault,) = refusal.value.problems
    assert (fault.code, fault.where) == ("moment_form", "closes_at")
    assert words in fault.message.zh
    assert words in fault.message.en


def test_a_day_takes_no_time_of_day() -> None:
    assert read_day("２０２７年１２月３１日", "kept_until") == date(2027, 12, 31)
    for words in ("2027-12-31 18:00", "2027-13-01"):
        with pytest.raises(BadInput) as refusal:
            read_day(words, "kept_until")
        assert refusal.value.problems[0].code == "day_form"


@given(st.datetimes(datetime(1000, 1, 2), datetime(9998, 12, 30), timezones=st.just(UTC)))  # noqa: DTZ001
def test_a_moment_that_is_written_is_read_again_to_the_minute(moment: datetime) -> None:
    to_the_minute = moment.replace(second=0, microsecond=0)
    assert read_moment(write_moment(moment), "closes_at", END) == to_the_minute


@given(st.text(max_size=30))
def test_any_words_are_a_moment_or_a_fault(words: str) -> None:
    with suppress(BadInput):  # anything else would be a crash
        found = read_moment(words, "closes_at", END)
        assert found is None or found.tzinfo is UTC
