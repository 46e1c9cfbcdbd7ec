from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from lbsap.steps.common.merge import marks, merge

WAS = {"title": "old", "unit": "ha", "note": ""}
CELLS = st.dictionaries(st.sampled_from("abcdef"), st.sampled_from(["", "1", "2", "3"]), max_size=6)


def test_what_each_editor_changed_alone_is_kept_without_a_question() -> None:
    merged = merge(marks(WAS), WAS | {"title": "mine"}, WAS | {"unit": "m2"})
    assert merged.cells == {"title": "mine", "unit": "m2", "note": ""}
    assert (merged.both, merged.theirs) == ((), ("unit",))


def test_what_both_changed_to_different_words_is_put_before_the_second_editor() -> None:
    merged = merge(marks(WAS), WAS | {"title": "mine"}, WAS | {"title": "theirs"})
    assert merged.both == ("title",)
    assert merged.cells["title"] == "mine"


def test_the_same_change_by_both_is_no_question() -> None:
    merged = merge(marks(WAS), WAS | {"title": "same"}, WAS | {"title": "same"})
    assert (merged.both, merged.theirs) == ((), ())


def test_a_field_that_appeared_meanwhile_is_kept_and_one_emptied_by_both_stays_empty() -> None:
    merged = merge(marks(WAS), {"title": "", "unit": "ha"}, {"title": "", "unit": "ha", "row-1": "new"})
    assert merged.cells == {"title": "", "unit": "ha", "row-1": "new"}


def test_line_ends_of_a_browser_are_no_change() -> None:
    lines = {"note": "one\ntwo"}
    merged = merge(marks(lines), {"note": "one\r\ntwo"}, {"note": "one\nthree"})
    assert merged.cells == {"note": "one\nthree"}
    assert merged.both == ()


@given(was=CELLS, mine=CELLS, theirs=CELLS)
def test_no_word_of_either_editor_is_lost(
    was: dict[str, str], mine: dict[str, str], theirs: dict[str, str]
) -> None:
    merged = merge(marks(was), mine, theirs)
    for name in {*was, *mine, *theirs}:
        start, own, found = (cells.get(name, "") for cells in (was, mine, theirs))
        result = merged.cells.get(name, "")
        if name in merged.both:
            assert result == own
            assert start not in (own, found)
            assert own != found
        elif found != start:
            assert result == found
        elif name in mine:
            assert result == own
