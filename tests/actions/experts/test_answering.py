"""Saves: late, repeated and from two tabs they never undo a newer answer, and reach one's own rows only."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    consumes,
    invariant,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import Engine

from lbsap.actions.experts.answering import (
    clear_item,
    drop_proposal,
    save_closing,
    save_item,
    save_items,
    save_proposal,
)
from lbsap.actions.experts.desk import Desk
from lbsap.actions.experts.notice import give_consent, withdraw_consent
from lbsap.model.consultation import Answer
from lbsap.model.errors import BadInput, NotFound
from lbsap.model.response import Proposal
from lbsap.model.text import Text
from tests.actions.experts.setting import AT, CATALOGUE, DAY, ITEMS, MINUTE, NATIVE, QUESTIONNAIRE, Setting
from tests.services.statements import sent_to

FULL = Answer(
    "",
    "birds",
    "rename",
    Text("本地鸟类", "Native birds"),
    settings=("scope",),
    troubles=("data",),
    applied=True,
    ratings={"relevance": 8},
    reason="“鸟”字含义不清 𠮷",
    supplement="见附件",
)


def codes(refusal: Any) -> list[str]:
    return [one.code for one in refusal.value.problems]


def test_an_answer_comes_back_as_it_was_given_with_its_revision(setting: Setting) -> None:
    visit = setting.ready()
    saved = save_item(setting.engine, setting.desk(visit), "birds", FULL, 1, "en", AT)
    kept = setting.desk(visit).answers["birds"]
    whose = setting.desk(visit).respondent
    assert saved.ok
    assert saved.revisions == {"birds": 1}
    assert kept.answer == replace(FULL, respondent=whose.code, stratum="survey")
    assert (kept.revision, kept.language, setting.desk(visit).revision("birds")) == (1, "en", 2)


def test_a_page_may_not_save_for_anybody_else(setting: Setting) -> None:
    one, other = setting.ready(), setting.ready()
    setting.say(other, "birds", "keep", reason="secret of the other")
    theirs = setting.desk(other).respondent
    forged = Answer(theirs.code, "plants", "drop", reason="forged", stratum="policy")
    save_item(setting.engine, setting.desk(one), "birds", forged, 99, "zh", AT)
    assert setting.desk(other).answers["birds"].answer.reason == "secret of the other"
    assert setting.desk(one).answers["birds"].answer.respondent != theirs.code
    assert setting.desk(one).answers["birds"].answer.stratum == "survey"
    assert "secret of the other" not in repr(setting.desk(one))


def test_the_older_of_two_tabs_is_told_what_stands(setting: Setting) -> None:
    visit = setting.ready()
    first_tab = second_tab = setting.desk(visit).revision("plants")
    assert setting.say(visit, "plants", "keep", first_tab).ok
    told = setting.say(visit, "plants", "drop", second_tab)
    assert not told.ok
    assert told.standing["plants"].answer.verdict == "keep"
    assert told.revisions == {"plants": 1}
    assert setting.say(visit, "plants", "drop", told.revisions["plants"] + 1).ok


def test_a_repetition_counts_as_saved(setting: Setting) -> None:
    visit = setting.ready()
    assert all(setting.say(visit, "plants", "keep", 1).ok for _ in range(3))
    assert setting.desk(visit).answers["plants"].revision == 1


def test_clearing_leaves_the_item_blank_and_a_late_save_does_not_bring_it_back(setting: Setting) -> None:
    visit = setting.ready()
    setting.say(visit, "plants", "drop", reason="long", settings=("scope",), ratings={"relevance": 3})
    assert clear_item(setting.engine, setting.desk(visit), "plants", 2, "zh", AT).ok
    assert not setting.say(visit, "plants", "drop", 1, reason="long").ok
    kept = setting.desk(visit).answers["plants"].answer
    assert kept == Answer(kept.respondent, "plants", stratum="survey")
    assert setting.desk(visit).tasks["plants"].state == "not_started"


def test_a_page_of_many_fields_is_one_commit_and_writes_what_has_changed_only(setting: Setting) -> None:
    visit = setting.ready()
    page, desk = {item: replace(FULL, item=item) for item in ITEMS}, setting.desk(visit)
    with sent_to(setting.engine) as counted:
        save_items(setting.engine, desk, page, dict.fromkeys(ITEMS, 1), "zh", AT)
    assert counted.commits == 1
    page["birds"] = replace(FULL, verdict="keep")
    saved = save_items(setting.engine, setting.desk(visit), page, dict.fromkeys(ITEMS, 2), "zh", AT)
    assert saved.ok
    assert saved.revisions == {item: 2 if item == "birds" else 1 for item in ITEMS}


def test_a_page_tells_what_newer_answers_stand_against_and_saves_the_rest(setting: Setting) -> None:
    visit = setting.ready()
    setting.say(visit, "birds", "keep", 1)
    page = {"birds": Answer("", "birds", "drop", reason="x"), "plants": Answer("", "plants", "keep")}
    saved = save_items(setting.engine, setting.desk(visit), page, {"birds": 1, "plants": 1}, "zh", AT)
    assert list(saved.standing) == ["birds"]
    assert setting.desk(visit).answers["plants"].answer.verdict == "keep"
    assert setting.desk(visit).answers["birds"].answer.verdict == "keep"


def test_nothing_is_saved_after_the_deadline_and_the_words_tell_when_it_was(setting: Setting) -> None:
    visit = setting.ready()
    desk = setting.desk(visit)
    setting.deadline(AT + MINUTE)
    for at, stale in ((AT + MINUTE, desk), (AT + DAY, setting.desk(visit, AT + DAY))):
        with pytest.raises(BadInput) as refusal:
            save_item(setting.engine, stale, "plants", Answer("", "plants", "keep"), 1, "zh", at)
        assert codes(refusal) == ["round_closed"]
    assert refusal.value.problems[0].message == Text(
        "本轮咨询已于2026年11月20日14:33（北京时间）截止，感谢您的参与。您仍可查看和下载自己的答复；如需补充意见，请联系help@example.org。",
        "This round closed on 20 November 2026 at 14:33 (Beijing time). Thank you for taking part. You can still "
        "view and download your answers. To add a comment, please contact help@example.org.",
    )
    assert setting.desk(visit).answers == {}


def test_every_save_is_refused_once_the_round_is_closed(setting: Setting) -> None:
    visit = setting.ready()
    desk = setting.desk(visit)
    setting.close()
    before = setting.content()
    for save in every_save(setting.engine, desk):
        with pytest.raises(BadInput) as refusal:
            save()
        assert codes(refusal) == ["round_closed"]
    assert setting.content() == before


def test_every_save_is_refused_without_consent_also_where_it_was_just_withdrawn(setting: Setting) -> None:
    never = setting.begin().visit
    visit = setting.ready()
    desk = setting.desk(visit)
    withdraw_consent(setting.engine, desk, AT)
    before = setting.content()
    for save in (*every_save(setting.engine, desk), *every_save(setting.engine, setting.desk(never))):
        with pytest.raises(BadInput) as refusal:
            save()
        assert codes(refusal) == ["consent_needed"]
    assert setting.content() == before


def every_save(engine: Engine, desk: Desk) -> list[Callable[[], object]]:
    answer = Answer("", "plants", "keep")
    return [
        lambda: save_item(engine, desk, "plants", answer, 1, "zh", AT),
        lambda: save_items(engine, desk, {"plants": answer}, {"plants": 1}, "zh", AT),
        lambda: clear_item(engine, desk, "plants", 1, "zh", AT),
        lambda: save_proposal(engine, desk, "k", Proposal(Text("新", "New")), "zh", AT),
        lambda: drop_proposal(engine, desk, "k", AT),
        lambda: save_closing(engine, desk, {"overall": "well"}, 1, "zh", AT),
    ]


@pytest.mark.parametrize("revision", [0, -1, 10**9, 10**30])
def test_an_impossible_revision_is_refused(setting: Setting, revision: int) -> None:
    with pytest.raises(BadInput) as refusal:
        setting.say(setting.ready(), "plants", "keep", revision)
    assert codes(refusal) == ["revision_wrong"]


def test_an_item_that_is_not_asked_is_not_found(setting: Setting) -> None:
    desk = setting.desk(setting.ready())
    with pytest.raises(NotFound):
        save_item(setting.engine, desk, "no-such", Answer("", "no-such", "keep"), 1, "zh", AT)


def test_a_proposal_posted_twice_is_kept_once_and_can_be_changed_and_taken_back(setting: Setting) -> None:
    visit = setting.ready()
    for revision, words, stands in ((1, "一", "一"), (1, "一", "一"), (2, "二", "二"), (1, "一", "二")):
        proposal = Proposal(Text("夜间灯光", ""), "native", words, "遥感", "重要")
        kept = save_proposal(setting.engine, setting.desk(visit), "form-1", proposal, "zh", AT, revision)
        assert kept.proposal.content == stands
    save_proposal(setting.engine, setting.desk(visit), "form-2", Proposal(Text(en="Noise")), "en", AT)
    assert [(one.key, one.proposal.content) for one in setting.desk(visit).proposals] == [
        ("form-1", "二"),
        ("form-2", ""),
    ]
    assert setting.desk(setting.ready()).proposals == ()
    drop_proposal(setting.engine, setting.desk(visit), "form-1", AT)
    assert [one.key for one in setting.desk(visit).proposals] == ["form-2"]


def test_nobody_takes_back_the_proposal_of_another(setting: Setting) -> None:
    one, other = setting.ready(), setting.ready()
    save_proposal(setting.engine, setting.desk(one), "form-1", Proposal(Text("甲")), "zh", AT)
    save_proposal(setting.engine, setting.desk(other), "form-1", Proposal(Text("乙")), "zh", AT)
    drop_proposal(setting.engine, setting.desk(other), "form-1", AT)
    assert [kept.proposal.name.zh for kept in setting.desk(one).proposals] == ["甲"]


@pytest.mark.parametrize("key", ["", "k" * 65])
def test_a_proposal_without_a_fitting_key_is_refused(setting: Setting, key: str) -> None:
    with pytest.raises(BadInput):
        save_proposal(setting.engine, setting.desk(setting.ready()), key, Proposal(Text("新")), "zh", AT)


def test_closing_words_are_kept_by_revision_and_the_older_page_is_told(setting: Setting) -> None:
    visit = setting.ready()
    old = setting.desk(visit).closing_revision
    assert (
        save_closing(setting.engine, setting.desk(visit), {"overall": "好", "balance": ""}, old, "zh", AT)
        == {}
    )
    assert save_closing(setting.engine, setting.desk(visit), {"overall": "好"}, old, "zh", AT) == {}
    told = save_closing(setting.engine, setting.desk(visit), {"overall": "不好"}, old, "zh", AT)
    assert told == {"overall": "好"}
    new = setting.desk(visit).closing_revision
    assert save_closing(setting.engine, setting.desk(visit), {"overall": ""}, new, "zh", AT) == {}
    assert setting.desk(visit).remarks["overall"].words == ""
    with pytest.raises(NotFound):
        save_closing(setting.engine, setting.desk(visit), {"else": "x"}, 1, "zh", AT)


class Tabs(RuleBasedStateMachine):
    """Pages of one item in several tabs: each saves under what it saw, late, twice, or after another one."""

    setting: Setting
    visit: str
    pages = Bundle("pages")

    def __init__(self) -> None:
        super().__init__()
        self.visit = self.setting.ready()
        self.stands: tuple[int, str | None] = (0, None)

    @rule(target=pages)
    def open_a_page(self) -> int:
        return self.setting.desk(self.visit).revision("plants")

    @rule(target=pages, page=consumes(pages), verdict=st.sampled_from(("keep", "drop", "outside", None)))
    def save(self, page: int, verdict: Any) -> int:
        saved = self.setting.say(self.visit, "plants", verdict, page)
        if page > self.stands[0]:
            assert saved.ok
            self.stands = (page, verdict)
        assert saved.ok == (verdict == self.stands[1])
        assert saved.revisions == {"plants": self.stands[0]}
        return page + 1 if saved.ok else page

    @rule(page=pages, verdict=st.sampled_from(("keep", "drop")))
    def repeat_an_old_request(self, page: int, verdict: Any) -> None:
        if page <= self.stands[0]:
            self.setting.say(self.visit, "plants", verdict, page)

    @invariant()
    def what_was_acknowledged_last_stands(self) -> None:
        kept = self.setting.desk(self.visit).answers.get("plants")
        assert (kept.revision if kept else 0, kept.answer.verdict if kept else None) == self.stands


def test_no_order_of_saves_from_several_tabs_undoes_a_newer_answer(setting: Setting) -> None:
    class OnThis(Tabs):
        pass

    OnThis.setting = setting
    run_state_machine_as_test(
        OnThis,
        settings=settings(
            max_examples=15,
            stateful_step_count=15,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )


def test_twenty_identical_saves_at_once_leave_one_answer_and_all_are_acknowledged(setting: Setting) -> None:
    visit = setting.ready()
    results = at_once(20, lambda: setting.say(visit, "plants", "drop", 1, reason="同一理由"))
    assert [one.ok for one in results] == [True] * 20
    assert len(setting.desk(visit).answers) == 1


def test_of_different_saves_at_once_one_stands_and_every_other_is_told_it(setting: Setting) -> None:
    visit = setting.ready()
    numbers = iter(range(8))
    results = at_once(8, lambda: setting.say(visit, "plants", "drop", 1, reason=f"理由 {next(numbers)}"))
    assert sum(one.ok for one in results) == 1
    stands = setting.desk(visit).answers["plants"].answer
    assert all(one.standing["plants"].answer == stands for one in results if not one.ok)


def test_the_catalogue_is_read_whole_once_not_with_every_page(setting: Setting) -> None:
    visit = setting.ready()
    with sent_to(setting.engine) as counted:
        desk = setting.desk(visit)
    assert desk.consultation.catalogue == CATALOGUE
    assert desk.consultation.questionnaire == QUESTIONNAIRE
    assert not any("consultation.catalogue," in one or "questionnaire," in one for one in counted.statements)
    assert len(counted.statements) <= 10


def test_no_statement_more_is_sent_for_a_page_of_many_items_than_for_one(setting: Setting) -> None:
    visit = setting.ready()
    desk = setting.desk(visit)
    with sent_to(setting.engine) as one:
        save_item(setting.engine, desk, "birds", FULL, 1, "zh", AT)
    with sent_to(setting.engine) as many:
        page = {item: replace(FULL, item=item) for item in NATIVE}
        save_items(setting.engine, desk, page, dict.fromkeys(NATIVE, 2), "zh", AT)
    assert len(many.statements) <= len(one.statements) + 1


def at_once(n: int, work: Callable[[], Any]) -> list[Any]:
    """What ``n`` threads got that all did the same at once."""
    gate, results = threading.Barrier(n), []

    def run() -> None:
        gate.wait()
        results.append(work())

    threads = [threading.Thread(target=run) for _ in range(n)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(results) == n
    return results


def test_consent_given_again_opens_the_desk_again(setting: Setting) -> None:
    visit = setting.ready()
    withdraw_consent(setting.engine, setting.desk(visit), AT)
    give_consent(setting.engine, setting.desk(visit), "en", AT + MINUTE, agreed=True)
    assert setting.say(visit, "plants", "keep").ok
