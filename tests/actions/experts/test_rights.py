"""Consent, profile, what one can judge, and the rights to see, correct, withdraw and delete."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import Engine, text

from lbsap.actions.consultations import tally_round
from lbsap.actions.erasing import apply_ledger, erase_on_request
from lbsap.actions.experts.answering import save_closing, save_proposal
from lbsap.actions.experts.desk import load_desk
from lbsap.actions.experts.link import open_link
from lbsap.actions.experts.notice import give_consent, withdraw_consent
from lbsap.actions.experts.profile import choose_groups, prefer_language, save_profile
from lbsap.actions.experts.public import resume
from lbsap.actions.experts.rights import correct_contact, delete_data, own_contact
from lbsap.actions.experts.submitting import submit
from lbsap.model.comments import Comment
from lbsap.model.consultation import Counts
from lbsap.model.errors import BadInput, NotAllowed, NotFound
from lbsap.model.response import Proposal
from lbsap.model.text import Text
from lbsap.store.comments import add_comment
from lbsap.store.engine import session_scope
from lbsap.store.erasures import ledger
from lbsap.store.invitations import Contact
from tests.actions.experts.setting import (
    ADMINISTRATOR,
    AT,
    DAY,
    EDITOR,
    GOVERNANCE,
    MINUTE,
    NATIVE,
    Setting,
)


def places(refusal: pytest.ExceptionInfo[BadInput]) -> list[tuple[str, str]]:
    return [(one.code, one.where) for one in refusal.value.problems]


def test_consent_is_kept_with_text_language_time_and_the_separate_one_for_abroad(setting: Setting) -> None:
    visit = setting.begin().visit
    assert setting.desk(visit).consent is None
    with pytest.raises(BadInput) as refusal:
        give_consent(setting.engine, setting.desk(visit), "en", AT, agreed=False, abroad=True)
    assert places(refusal) == [("consent_needed", "agreed")]
    give_consent(setting.engine, setting.desk(visit), "en", AT, agreed=True)
    desk = setting.desk(visit)
    assert desk.consent is not None
    assert (desk.consent.digest, desk.consent.language, desk.consent.given_at, desk.consent.abroad) == (
        desk.notice.digest, "en", AT, False,
    )  # fmt: skip
    assert desk.language == "en"


def test_consent_given_twice_is_kept_once(setting: Setting) -> None:
    visit = setting.begin().visit
    for _ in range(2):
        give_consent(setting.engine, setting.desk(visit), "zh", AT, agreed=True, abroad=True)
    with setting.engine.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM consent")).scalar() == 1


def test_a_notice_that_has_changed_asks_for_consent_anew(setting: Setting) -> None:
    visit = setting.ready()
    with setting.engine.begin() as connection:
        connection.execute(text("UPDATE consultation SET contact = 'new@example.org', host_en = 'Another'"))
    assert setting.desk(visit).consent is not None, "nothing the notice says has changed"
    with setting.engine.begin() as connection:
        connection.execute(text("UPDATE consultation SET title_en = 'Another matter'"))
    assert setting.desk(visit).consent is None


def test_withdrawing_stops_new_answers_and_reading_stays(setting: Setting) -> None:
    visit = setting.ready()
    setting.say(visit, "plants", "keep")
    withdraw_consent(setting.engine, setting.desk(visit), AT + MINUTE)
    desk = setting.desk(visit)
    assert desk.withdrawn
    assert not desk.may_write
    assert desk.answers["plants"].answer.verdict == "keep"
    assert desk.last_consent is not None
    assert desk.last_consent.withdrawn_at == AT + MINUTE


def test_the_profile_gives_the_stratum_and_its_change_carries_over_to_the_answers(setting: Setting) -> None:
    visit = setting.ready("survey")
    setting.say(visit, "plants", "keep")
    save_profile(
        setting.engine, setting.desk(visit), {"field": "policy", "languages": ["chinese", "english"]}, AT
    )
    desk = setting.desk(visit)
    assert (desk.respondent.stratum, desk.respondent.profile["languages"]) == (
        "policy",
        ["chinese", "english"],
    )
    assert desk.answers["plants"].answer.stratum == "policy"
    tally = tally_round(EDITOR, setting.engine, setting.registry, setting.round).tallies.tallies[0]
    assert tally.strata == {"policy": Counts(keep=1)}


def test_a_profile_names_the_question_it_lacks_or_that_has_no_such_choice(setting: Setting) -> None:
    visit = setting.begin().visit
    give_consent(setting.engine, setting.desk(visit), "zh", AT, agreed=True)
    with pytest.raises(BadInput) as refusal:
        save_profile(
            setting.engine, setting.desk(visit), {"languages": ["latin"], "role": "administrator"}, AT
        )
    assert places(refusal) == [("choice_wanted", "field"), ("value_choice", "languages")]


def test_groups_one_cannot_judge_become_outside_and_verdicts_given_otherwise_stay(setting: Setting) -> None:
    visit = setting.ready()
    setting.say(visit, "birds", "drop", reason="x")
    setting.say(visit, "insects", None, reason="half written")
    setting.say(visit, "budget", "outside")
    choose_groups(setting.engine, setting.desk(visit), ["governance"], "zh", AT)
    states = {item: task.state for item, task in setting.desk(visit).tasks.items()}
    assert states == {
        "plants": "outside", "birds": "answered", "insects": "attention", "budget": "outside", "staff": "not_started",
    }  # fmt: skip
    choose_groups(setting.engine, setting.desk(visit), ["native"], "zh", AT)
    desk = setting.desk(visit)
    states = {item: task.state for item, task in desk.tasks.items()}
    assert states == {
        "plants": "not_started", "birds": "answered", "insects": "attention", "budget": "outside", "staff": "outside",
    }  # fmt: skip
    assert desk.judged_groups == ("native",)
    assert desk.answers["insects"].answer.reason == "half written"
    choose_groups(setting.engine, setting.desk(visit), ["native", "governance"], "zh", AT)
    assert sorted(setting.desk(visit).answers) == ["birds", "budget", "insects"]
    with pytest.raises(NotFound):
        choose_groups(setting.engine, setting.desk(visit), ["else"], "zh", AT)


def test_an_outside_set_with_its_group_and_then_confirmed_alone_stays(setting: Setting) -> None:
    visit = setting.ready()
    choose_groups(setting.engine, setting.desk(visit), ["native"], "zh", AT)
    setting.say(visit, "staff", "outside")
    choose_groups(setting.engine, setting.desk(visit), ["native", "governance"], "zh", AT)
    assert list(setting.desk(visit).answers) == ["staff"]


def test_a_verdict_may_be_given_in_a_group_left_out(setting: Setting) -> None:
    visit = setting.ready()
    choose_groups(setting.engine, setting.desk(visit), ["governance"], "zh", AT)
    assert setting.say(visit, NATIVE[0], "keep").ok
    choose_groups(setting.engine, setting.desk(visit), ["governance"], "zh", AT)
    assert setting.desk(visit).answers[NATIVE[0]].answer.verdict == "keep"


def test_the_language_preferred_is_kept(setting: Setting) -> None:
    visit = setting.ready()
    prefer_language(setting.engine, setting.desk(visit), "en")
    assert setting.desk(visit).language == "en"


def test_one_sees_and_corrects_what_is_kept_of_oneself_and_of_nobody_else(setting: Setting) -> None:
    one, other = setting.ready(), setting.ready()
    corrected = Contact(" 王晓明 ", "某大学\u202e", "ＷＡＮＧ@example.org")
    correct_contact(setting.engine, setting.desk(one), corrected, AT)
    assert own_contact(setting.engine, setting.desk(one)) == Contact("王晓明", "某大学", "WANG@example.org")
    assert own_contact(setting.engine, setting.desk(other)) == Contact("王小明", "某大学", "wang@example.org")


def test_contact_data_that_cannot_be_are_refused(setting: Setting) -> None:
    desk = setting.desk(setting.ready())
    with pytest.raises(BadInput) as refusal:
        correct_contact(setting.engine, desk, Contact("", "x" * 201, "not an address"), AT)
    assert places(refusal) == [("name_missing", "name"), ("too_long", "institution"), ("email_form", "email")]


def full(setting: Setting) -> tuple[str, str]:
    """Somebody who has said all there is to say; the link and the visit."""
    token = setting.invite(Contact("Unforgettable Name", "Institute", "unforgettable@example.org"))
    visit = setting.begin(token).visit
    give_consent(setting.engine, setting.desk(visit), "zh", AT, agreed=True)
    save_profile(setting.engine, setting.desk(visit), {"field": "survey"}, AT)
    for item in (*NATIVE, *GOVERNANCE):
        setting.say(visit, item, "drop", reason=f"unforgettable {item}", supplement="unforgettable")
    save_proposal(setting.engine, setting.desk(visit), "k", Proposal(Text(en="Unforgettable")), "zh", AT)
    save_closing(setting.engine, setting.desk(visit), {"overall": "unforgettable"}, 1, "zh", AT)
    submit(setting.engine, setting.desk(visit), AT)
    with session_scope(setting.engine) as session:
        person = setting.desk(visit).respondent.id
        add_comment(session, Comment(setting.consultation, "birds", "unforgettable", respondent=person))
    return token, visit


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """The ledger of deletions."""
    return tmp_path / "ledger"


def test_deleting_ones_data_in_an_open_round_leaves_nothing_but_the_ledger(
    setting: Setting, file: Path
) -> None:
    token, visit = full(setting)
    other = setting.ready()
    setting.say(other, "birds", "keep")
    code = setting.desk(visit).respondent.code
    assert "nforgettable" in setting.all_text()
    erasure = delete_data(setting.engine, setting.desk(visit), file, AT + DAY)
    assert "nforgettable" not in setting.all_text()
    assert load_desk(setting.engine, visit, AT + DAY) is None
    assert open_link(setting.engine, token, AT + DAY).state == "unknown"
    assert [one.id for one in setting.panel()] == [setting.desk(other).respondent.id]
    assert setting.desk(other).answers["birds"].answer.verdict == "keep"
    with session_scope(setting.engine, write=False) as session:
        assert ledger(session) == (erasure,)
    assert (erasure.respondent, erasure.erased_at) == (code, AT + DAY)


@pytest.mark.parametrize("anonymity", ["anonymous", "confidential", "named"])
def test_of_a_closed_round_only_bare_choices_stay_in_the_counts(
    engine: Engine, file: Path, anonymity: str
) -> None:
    setting = Setting(engine, anonymity=anonymity)  # type: ignore[arg-type]
    _, visit = full(setting)
    code = setting.desk(visit).respondent.code
    setting.close()
    before = tally_round(EDITOR, engine, setting.registry, setting.round).tallies
    delete_data(engine, setting.desk(visit), file, AT)
    kept = setting.all_text()
    if (
        anonymity == "anonymous"
    ):  # nothing leads from the answers to who was invited, so that is not deleted here
        kept = kept.replace("Unforgettable Name", "").replace("unforgettable@example.org", "")
    assert "nforgettable" not in kept
    after = tally_round(EDITOR, engine, setting.registry, setting.round).tallies
    assert [one.counts for one in after.tallies] == [one.counts for one in before.tallies]
    (left,) = setting.panel()
    assert left.code != code
    assert left.profile == {}
    assert load_desk(engine, visit, AT) is None


def test_a_restored_backup_is_brought_up_to_date_by_the_ledger(setting: Setting, file: Path) -> None:
    _, visit = full(setting)
    desk = setting.desk(visit)
    erasure = delete_data(setting.engine, desk, file, AT)
    restored = setting.ready()  # stands for the person as the backup brings them back, under the same code
    with setting.engine.begin() as connection:
        connection.execute(
            text("UPDATE respondent SET code = :code WHERE id = :id"),
            {"code": erasure.respondent, "id": setting.desk(restored).respondent.id},
        )
    assert apply_ledger(setting.engine, file) == 1
    assert load_desk(setting.engine, restored, AT) is None
    assert apply_ledger(setting.engine, file) == 0
    with session_scope(setting.engine, write=False) as session:
        assert ledger(session) == (erasure,)


def test_nothing_is_deleted_where_the_ledger_cannot_be_written(setting: Setting, tmp_path: Path) -> None:
    _, visit = full(setting)
    with pytest.raises(BadInput):
        delete_data(setting.engine, setting.desk(visit), tmp_path / "no such folder" / "ledger", AT)
    assert "nforgettable" in setting.all_text()


def test_a_damaged_line_of_the_ledger_is_named(setting: Setting, file: Path) -> None:
    delete_data(setting.engine, setting.desk(setting.ready()), file, AT)
    file.write_text(file.read_text() + "half a li")
    with pytest.raises(BadInput) as fault:
        apply_ledger(setting.engine, file)
    assert fault.value.problems[0].where == f"{file}:2"


def test_a_line_on_a_consultation_that_this_database_lacks_waits(setting: Setting, file: Path) -> None:
    file.write_text('{"consultation": 999, "respondent": "X", "erased_at": "2026-11-20T08:00:00+00:00"}\n')
    assert apply_ledger(setting.engine, file) == 0


def test_only_administrators_delete_on_request(setting: Setting, file: Path) -> None:
    _, visit = full(setting)
    code = setting.desk(visit).respondent.code
    with pytest.raises(NotAllowed):
        erase_on_request(EDITOR, setting.engine, file, setting.consultation, code, AT)
    with pytest.raises(NotFound):
        erase_on_request(ADMINISTRATOR, setting.engine, file, setting.consultation, "nobody", AT)
    erase_on_request(ADMINISTRATOR, setting.engine, file, setting.consultation, code, AT)
    assert "nforgettable" not in setting.all_text()


def test_the_ledger_never_changes(setting: Setting, file: Path) -> None:
    delete_data(setting.engine, setting.desk(setting.ready()), file, AT)
    for statement in ("UPDATE erasure SET respondent = 'x'", "DELETE FROM erasure"):
        with pytest.raises(Exception, match="append only"), setting.engine.begin() as connection:
            connection.execute(text(statement))


def test_a_code_to_resume_ends_with_the_data(engine: Engine, file: Path) -> None:
    setting = Setting(engine, anonymity="anonymous")
    begun = setting.begin()
    give_consent(engine, setting.desk(begun.visit), "zh", AT, agreed=True)
    setting.say(begun.visit, "birds", "keep")
    setting.close()
    delete_data(engine, setting.desk(begun.visit), file, AT)
    assert resume(engine, begun.code, AT) is None
