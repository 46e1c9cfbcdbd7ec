"""The change list of a revision, and wordings side by side."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lbsap.model.catalogue import Band
from lbsap.model.comments import Comment
from lbsap.model.consultation import Counts, Decision
from lbsap.model.text import Text
from lbsap.steps.catalogues.changes import ItemChange, change_list, kind_counts
from lbsap.steps.catalogues.revise import next_version, revise
from lbsap.steps.common.item_words import band_text, formula_words, setting_text
from lbsap.steps.common.word_marks import LONGEST, compare
from tests.steps.indices import cbi

OLD = cbi(2021)
COUNTS = Counts(keep=16, drop=6, rename=14)
DECISIONS = (
    Decision(
        "1", "keep", title=Text("自然区域占比", "Share of natural areas"), comments=("7",), tally=COUNTS
    ),
    Decision("2", "keep", definition=Text("另行说明。", "Put otherwise.")),
    Decision("24", "merge", into=("23",), rationale=Text("并入。", "Folded in.")),
    Decision("28", "drop"),
    Decision(
        "night_light",
        "new",
        title=Text("夜间灯光", "Night light"),
        settings={"component": "ecosystem_services", "kind": "ratio", "unit": "percent"},
    ),
)
NEW = revise(OLD, DECISIONS)


def changes(*comments: Comment) -> dict[str, ItemChange]:
    return {one.id: one for one in change_list(OLD, NEW, DECISIONS, comments)}


def test_every_item_of_both_versions_has_one_entry() -> None:
    found = [one.id for one in change_list(OLD, NEW, DECISIONS)]
    assert found == [*(item.id for item in OLD.items), "night_light"]


def test_a_renamed_item_shows_both_names_in_both_languages_and_nothing_else() -> None:
    one = changes()["cbi2021_01"]
    assert one.kind == "renamed"
    assert [(line.name, line.old.en, line.new.en) for line in one.altered] == [
        ("title.zh", "城市自然区域比例", "自然区域占比"),
        ("title.en", "Proportion of natural areas in the city", "Share of natural areas"),
    ]
    assert one.counts == COUNTS


def test_a_changed_definition_shows_the_old_and_the_new_words() -> None:
    (line,) = changes()["cbi2021_02"].altered
    assert (line.name, line.title.en, line.new.zh) == ("definition", "Definition", "另行说明。")
    assert line.old == OLD.items[1].definition


def test_what_is_taken_out_shows_its_old_side_only_and_what_is_new_its_new_side() -> None:
    gone, merged, new = (changes()[name] for name in ("cbi2021_28", "cbi2021_24", "night_light"))
    assert {line.name for line in gone.altered} == {"title.zh", "title.en", "definition"}
    assert not any(line.new for line in (*gone.altered, *merged.altered))
    assert not any(line.old for line in new.altered)
    assert ("component", "Ecosystem services provided by biodiversity") in [
        (line.name, line.new.en) for line in new.altered
    ]
    assert [item.id for item in merged.after] == ["cbi2021_23"]


def test_an_item_that_stays_shows_nothing_altered_though_its_number_moves() -> None:
    one = changes()["cbi2021_25"]
    assert (one.kind, one.altered) == ("kept", ())
    assert one.before is not None
    assert (one.before.number, one.after[0].number) == ("25", "25")


def test_comments_that_are_named_answered_or_made_elsewhere_are_shown_and_the_rest_counted() -> None:
    said = (
        Comment(1, "cbi2021_05", "named by the decision on 1", id=7),
        Comment(1, "cbi2021_01", "answered", fate="noted", id=8),
        Comment(1, "cbi2021_01", "by letter", "letter", id=9),
        Comment(1, "cbi2021_01", "one online answer of many", id=10),
    )
    one = changes(*said)["cbi2021_01"]
    assert [comment.id for comment in one.comments] == [7, 8, 9]
    assert one.more == 1


def test_a_revision_without_decisions_at_hand_has_changes_without_figures() -> None:
    one = change_list(OLD, NEW)[0]
    assert (one.kind, one.counts, one.comments) == ("renamed", None, ())


def test_kinds_of_change_are_counted_in_words() -> None:
    assert kind_counts(NEW.lineage) == Text(
        "保持不变 24 项、更名 1 项、调整设置 1 项、合并 1 项、删除 1 项、新增 1 项",
        "kept 24, renamed 1, settings changed 1, merged 1, dropped 1, new 1",
    )


@pytest.mark.parametrize(
    ("version", "taken", "expected"),
    [
        ("2021", (), "2021-r1"),
        ("2021-r1", (), "2021-r2"),
        ("2021", ("2021-r1", "2021-r2"), "2021-r3"),
        ("2021-r", (), "2021-r-r1"),
    ],
)
def test_the_next_version_passes_over_those_taken(
    version: str, taken: tuple[str, ...], expected: str
) -> None:
    assert next_version(version, taken) == expected


# --- wordings side by side -------------------------------------------------------------------------------------------


def test_the_words_that_went_and_came_are_marked_character_by_character_in_chinese() -> None:
    old, new = compare("以城市总面积为分母。", "以城市陆域面积为分母。")
    assert [(one.words, one.state) for one in old] == [
        ("以城市", "same"),
        ("总", "gone"),
        ("面积为分母。", "same"),
    ]
    assert [one.words for one in new if one.state == "come"] == ["陆域"]


def test_words_are_marked_whole_in_english() -> None:
    old, new = compare("share of natural areas", "share of restored areas")
    assert [one.words for one in old if one.state == "gone"] == ["natural"]
    assert [one.words for one in new if one.state == "come"] == ["restored"]


def test_wordings_too_long_or_too_different_are_not_marked_word_by_word() -> None:
    long = "字" * (LONGEST + 1)
    assert [len(side) for side in compare(long, long + "尾")] == [1, 1]
    assert [len(side) for side in compare("公众意识", "Number of events")] == [1, 1]
    assert compare("", "新")[0] == ()


@given(st.text(max_size=60), st.text(max_size=60))
def test_the_pieces_of_a_side_make_up_its_wording(old: str, new: str) -> None:
    left, right = compare(old, new)
    assert "".join(one.words for one in left) == old
    assert "".join(one.words for one in right) == new
    assert [one.words for one in left if one.state == "same"] == [
        one.words for one in right if one.state == "same"
    ]


# --- settings in words -----------------------------------------------------------------------------------------------


def test_settings_are_told_in_words_with_lists_by_lines() -> None:
    item = OLD.items[1]
    assert setting_text(item, "inputs", OLD).en.split("\n")[1] == (
        "A_total: total area of all natural areas (not of the city) (ha)"
    )
    assert setting_text(item, "formula", OLD).zh == "100 × Σ(A_Gi²) ÷ A_total²"
    assert setting_text(item, "component", OLD).zh == "城市本地生物多样性"
    assert setting_text(item, "kind", OLD) == Text("比例", "ratio")
    assert setting_text(item, "unit", OLD).zh == "%"
    assert setting_text(item, "guidance", OLD) == Text()
    assert setting_text(replace(item, indicator=None), "definition", OLD) == item.definition


def test_bands_are_told_as_printed_with_the_signs_that_people_read() -> None:
    assert band_text(Band(4, ">= 80.0%", lower=Decimal(80))).zh == "≥ 80.0%"
    assert band_text(Band(1, "1.0% - 6.9%")) == Text("1.0%～6.9%", "1.0% – 6.9%")
    assert band_text(Band(2, meaning=Text("已制定", "made"))).en == "made"
    assert formula_words("100 * (A - B) / C**2") == "100 × (A − B) ÷ C²"
