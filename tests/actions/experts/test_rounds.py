"""Submitting, the copy of one's answers, and later rounds."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

import pytest

import lbsap_docx
from lbsap.actions.experts.answering import save_closing, save_item, save_proposal
from lbsap.actions.experts.later_rounds import confirm_item, open_next_round
from lbsap.actions.experts.profile import choose_groups
from lbsap.actions.experts.submitting import copy_as_word, copy_of_answers, submit
from lbsap.model.consultation import Answer, Counts
from lbsap.model.errors import BadInput, NotAllowed, NotFound
from lbsap.model.questionnaire import VerdictWord
from lbsap.model.response import Proposal
from lbsap.model.text import LANGS, Text
from lbsap.registry import Registry, from_modules
from tests.actions.experts.setting import ADMINISTRATOR, AT, DAY, EDITOR, ITEMS, MINUTE, Setting
from tests.actions.experts.test_answering import at_once


def test_twenty_identical_submits_at_once_give_one_row_and_one_reference(setting: Setting) -> None:
    visit = setting.ready()
    setting.say(visit, "plants", "keep")
    desk = setting.desk(visit)
    references = {one.reference for one in at_once(20, lambda: submit(setting.engine, desk, AT))}
    assert len(references) == 1
    assert re.fullmatch("[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}", references.pop())
    assert setting.all_text().count(submit(setting.engine, setting.desk(visit), AT + DAY).reference) >= 1
    assert setting.desk(visit).submission == submit(setting.engine, setting.desk(visit), AT + DAY)


def test_answers_stay_changeable_after_submitting(setting: Setting) -> None:
    visit = setting.ready()
    setting.say(visit, "plants", "keep")
    first = submit(setting.engine, setting.desk(visit), AT)
    assert setting.say(visit, "plants", "drop", reason="thought again").ok
    assert submit(setting.engine, setting.desk(visit), AT + MINUTE) == first


def test_submitting_names_each_item_that_needs_attention(setting: Setting) -> None:
    visit = setting.ready()
    with pytest.raises(BadInput, match="nothing to submit"):
        submit(setting.engine, setting.desk(visit), AT)
    setting.say(visit, "plants", "drop")
    setting.say(visit, "birds", "rename", name=Text(en="Number of  PLANTS"), reason="x")
    with pytest.raises(BadInput) as refusal:
        submit(setting.engine, setting.desk(visit), AT)
    assert [(one.code, one.where) for one in refusal.value.problems] == [
        ("reason_wanted", "plants"),
        ("name_taken", "birds"),
    ]


def test_the_desk_tells_how_far_one_has_come_and_where_to_go_on(setting: Setting) -> None:
    visit = setting.ready()
    desk = setting.desk(visit)
    assert (desk.progress.total, desk.progress.answered, desk.progress.minutes_left) == (5, 0, 25)
    assert desk.next_item is not None
    assert desk.next_item.id == "plants"
    setting.say(visit, "plants", "keep")
    setting.say(visit, "birds", "drop")
    choose_groups(setting.engine, setting.desk(visit), ["native"], "zh", AT)
    desk = setting.desk(visit)
    progress = desk.progress
    assert (progress.answered, progress.outside, progress.attention, progress.not_started) == (3, 2, 1, 1)
    assert progress.minutes_left == 10
    assert desk.next_item is not None
    assert desk.next_item.id == "birds"


def test_the_copy_of_ones_answers_can_be_signed_and_bears_no_name(setting: Setting) -> None:
    visit = setting.ready()
    for item in ITEMS:
        setting.say(visit, item, "keep")
    rename = replace(
        Answer("", "birds", "rename"), name=Text("本地{鸟}类"), reason="=1+1 {x} <b>", settings=("scope",)
    )
    save_item(setting.engine, setting.desk(visit), "birds", rename, 2, "zh", AT)
    save_proposal(setting.engine, setting.desk(visit), "k", Proposal(Text("夜间灯光")), "zh", AT)
    save_closing(setting.engine, setting.desk(visit), {"overall": "第一行\n第二行"}, 1, "zh", AT)
    reference = submit(setting.engine, setting.desk(visit), AT).reference
    document = copy_of_answers(setting.desk(visit))
    words = repr(document)
    for expected in (
        reference,
        "本地{鸟}类",
        "=1+1 {x} <b>",
        "夜间灯光",
        "第二行",
        "签名",
        "Signature",
        "2026年11月20日14:32",
    ):
        assert expected in words
    assert "王" not in words
    registry = Registry()
    registry.admit(from_modules([("docx", lbsap_docx)], own=True)[0])
    for lang in LANGS:
        file = copy_as_word(setting.desk(visit), lang, registry)
        assert file.content.startswith(b"PK")
        assert file.name.endswith(f"-{reference}.docx")
    with pytest.raises(NotFound):
        copy_as_word(setting.desk(visit), "zh", Registry())


def panel_of(setting: Setting, verdicts: dict[str, tuple[VerdictWord, ...]]) -> list[str]:
    """The visits of experts who each gave a verdict on birds, by field, with a reason that says who."""
    visits = []
    for stratum, given in verdicts.items():
        for number, verdict in enumerate(given):
            visit = setting.ready(stratum)
            setting.say(visit, "birds", verdict, reason=f"{stratum}-{number}")
            setting.say(visit, "plants", "keep")
            visits.append(visit)
    return visits


def next_round(setting: Setting) -> int:
    setting.close()
    return open_next_round(EDITOR, setting.engine, setting.registry, setting.round, AT + 9 * DAY)


def test_a_later_round_shows_the_own_last_answer_beside_the_groups(setting: Setting) -> None:
    visits = panel_of(setting, {"survey": ("keep", "keep", "drop", "drop", "outside")})
    late = setting.ready()
    next_round(setting)
    desk = setting.desk(visits[2], feedback_on=["birds", "staff"])
    assert desk.round.number == 2
    assert desk.answers == {}
    assert desk.earlier["birds"].answer.reason == "survey-2"
    assert desk.feedback["birds"].counts == Counts(keep=2, drop=2, outside=1)
    assert sorted(one.words for one in desk.feedback["birds"].reasons) == [f"survey-{n}" for n in range(5)]
    assert desk.feedback["staff"].counts is None
    newcomer = setting.desk(late, feedback_on=["birds"])
    assert newcomer.earlier == {}
    assert newcomer.feedback == {"birds": desk.feedback["birds"]}


def test_reasons_of_a_small_stratum_are_never_shown(setting: Setting) -> None:
    visits = panel_of(setting, {"survey": ("keep", "keep", "drop", "drop", "keep"), "policy": ("drop",) * 4})
    next_round(setting)
    feedback = setting.desk(visits[0], feedback_on=["birds"]).feedback["birds"]
    assert feedback.counts == Counts(keep=3, drop=6)
    assert all(one.words.startswith("survey") for one in feedback.reasons)
    assert len(feedback.reasons) == 5
    assert feedback.reasons_held


def test_nothing_is_shown_where_fewer_than_five_answered(setting: Setting) -> None:
    visits = panel_of(setting, {"survey": ("keep", "keep", "drop", "drop")})
    next_round(setting)
    feedback = setting.desk(visits[0], feedback_on=["birds"]).feedback["birds"]
    assert feedback.counts is None
    assert feedback.reasons == ()
    assert feedback.reasons_held


def test_items_the_rule_has_settled_are_shown_and_not_asked_again(setting: Setting) -> None:
    visits = panel_of(
        setting, {"survey": ("keep", "drop", "keep", "drop", "keep", "drop", "keep", "drop", "keep", "drop")}
    )
    next_round(setting)
    desk = setting.desk(visits[0])
    assert desk.settled == {"plants": "keep"}
    assert [item.id for item in desk.items] == [item for item in ITEMS if item != "plants"]
    with pytest.raises(BadInput) as refusal:
        save_item(setting.engine, desk, "plants", Answer("", "plants", "drop"), 1, "zh", AT)
    assert [one.code for one in refusal.value.problems] == ["item_settled"]


def test_confirming_gives_the_last_answer_again_and_leaves_the_first_round_as_it_was(
    setting: Setting,
) -> None:
    visits = panel_of(setting, {"survey": ("keep",) * 2 + ("drop",) * 3})
    next_round(setting)
    desk = setting.desk(visits[4])
    assert confirm_item(setting.engine, desk, "birds", desk.revision("birds"), "zh", AT).ok
    again = setting.desk(visits[4])
    assert again.answers["birds"].answer == again.earlier["birds"].answer
    setting.say(visits[4], "birds", "keep")
    assert setting.desk(visits[4]).earlier == again.earlier
    with pytest.raises(NotFound):
        confirm_item(setting.engine, desk, "staff", 1, "zh", AT)


def test_only_editors_open_a_round_once_and_only_after_the_last_has_closed(setting: Setting) -> None:
    with pytest.raises(BadInput, match="in the state “open”"):
        open_next_round(ADMINISTRATOR, setting.engine, setting.registry, setting.round)
    with pytest.raises(NotAllowed):
        open_next_round(
            replace(EDITOR, roles=frozenset({"viewer"})), setting.engine, setting.registry, setting.round
        )
    next_round(setting)
    with pytest.raises(BadInput, match="follows this one"):
        open_next_round(EDITOR, setting.engine, setting.registry, setting.round)


def test_the_time_left_follows_ones_own_pace_after_five_answers() -> None:
    from lbsap.steps.asking.tasks import own_pace

    moments = [AT + timedelta(minutes=2 * n) for n in range(5)]
    assert own_pace(moments[:4]) is None
    assert own_pace(moments) == 2
    assert own_pace([*moments, AT + DAY]) == 2, "a break is not work"
    assert own_pace([AT] * 5) is None
