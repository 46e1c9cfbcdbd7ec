"""Links and visits: opening changes nothing, only digests are kept, and every link tells what it may."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import Engine, text

from lbsap.actions.editors.inviting import invite_expert, open_panel
from lbsap.actions.experts.desk import load_desk
from lbsap.actions.experts.link import LinkState, begin, leave, not_me, open_link
from lbsap.actions.experts.public import begin_public, make_public_link, open_public, resume
from lbsap.model.actor import Actor
from lbsap.model.errors import BadInput, NotAllowed, NotFound
from lbsap.store.engine import session_scope
from lbsap.store.invitations import Contact, find_invitation, revoke
from tests.actions.experts.setting import AT, DAY, EDITOR, MINUTE, WANG, Setting


def test_opening_a_link_any_number_of_times_changes_nothing(setting: Setting) -> None:
    token, public = setting.invite(), make_public_link(EDITOR, setting.engine, setting.consultation, AT + DAY)
    visit = setting.ready()
    before = setting.content()
    for _ in range(3):
        assert open_link(setting.engine, token, AT).state == "ready"
        assert open_public(setting.engine, public, AT).state == "ready"
        assert load_desk(setting.engine, visit, AT + 3 * DAY, feedback_on=["plants"]) is not None
    assert setting.content() == before


def test_a_link_greets_by_a_masked_name_and_tells_of_the_consultation(setting: Setting) -> None:
    state = open_link(setting.engine, setting.invite(), AT)
    assert (state.greeting, state.title.zh, state.host.en, state.contact, state.round) == (
        "王**", "指数修订咨询", "A centre", "help@example.org", 1,
    )  # fmt: skip
    assert not state.begun


def test_revoked_expired_and_unknown_links_are_one_and_the_same(setting: Setting) -> None:
    revoked, expired = setting.invite(), setting.invite(days=1)
    with session_scope(setting.engine) as session:
        found = find_invitation(session, revoked, AT)
        assert found is not None
        revoke(session, found.id)
    later = AT + 2 * DAY
    for token in (revoked, expired, "no-such-token", "", "\udcff"):
        assert open_link(setting.engine, token, later) == LinkState("unknown")
        with pytest.raises(NotFound) as refusal:
            begin(setting.engine, token, later)
        assert token not in str(refusal.value) or not token


def test_a_round_that_is_still_to_open_lets_nobody_begin(setting: Setting) -> None:
    token = setting.invite()
    for change in ("UPDATE round SET state = 'draft'", "UPDATE round SET state = 'open', opens_at = :soon"):
        with setting.engine.begin() as connection:
            soon = {"soon": setting.told(AT + 9 * DAY)} if ":soon" in change else {}
            connection.execute(text(change), soon)
        state = open_link(setting.engine, token, AT)
        assert state.state == "not_yet"
        with pytest.raises(BadInput, match="not open yet"):
            begin(setting.engine, token, AT)
    assert state.opens_at is not None
    assert open_link(setting.engine, token, AT + 20 * DAY).state == "ready"


def test_a_closed_round_is_told_and_may_still_be_read(setting: Setting) -> None:
    token = setting.invite()
    setting.deadline(AT + DAY)
    assert open_link(setting.engine, token, AT).state == "ready"
    state = open_link(setting.engine, token, AT + 2 * DAY)
    assert (state.state, state.closes_at) == ("closed", AT + DAY)
    assert not setting.desk(setting.begin(token, AT + 2 * DAY).visit, AT + 2 * DAY).may_write


def test_no_token_or_code_stands_in_the_database(setting: Setting) -> None:
    token = setting.invite()
    public = make_public_link(EDITOR, setting.engine, setting.consultation, AT + DAY)
    begun = begin_public(setting.engine, public, AT)
    secrets = [
        token,
        public,
        setting.begin(token).visit,
        begun.visit,
        begun.code,
        begun.code.replace("-", ""),
    ]
    resumed = resume(setting.engine, begun.code, AT)
    assert resumed
    kept = setting.all_text()
    assert all(len(secret) >= 16 for secret in secrets)
    assert [secret for secret in (*secrets, resumed) if secret in kept] == []


def test_a_second_device_finds_the_same_respondent_and_each_visit_has_a_token_of_its_own(
    setting: Setting,
) -> None:
    token = setting.invite()
    one, two = setting.begin(token).visit, setting.begin(token).visit
    assert one != two
    assert setting.desk(one).respondent == setting.desk(two).respondent
    assert open_link(setting.engine, token, AT).begun


def test_a_visit_ends_by_leaving_by_idling_by_age_and_with_its_invitation(setting: Setting) -> None:
    left, idle, token = setting.begin().visit, setting.begin().visit, setting.invite(days=400)
    leave(setting.engine, left, AT)
    assert load_desk(setting.engine, left, AT) is None
    assert load_desk(setting.engine, idle, AT + 30 * DAY - MINUTE) is not None
    assert load_desk(setting.engine, idle, AT + 30 * DAY) is None
    old = setting.begin(token).visit
    with setting.engine.begin() as connection:
        seen = {"seen": setting.told(AT + 88 * DAY)}
        connection.execute(text("UPDATE visit SET seen_at = :seen"), seen)
    assert load_desk(setting.engine, old, AT + 89 * DAY) is not None
    assert load_desk(setting.engine, old, AT + 90 * DAY) is None
    with session_scope(setting.engine) as session:
        found = find_invitation(session, token, AT)
        assert found is not None
        revoke(session, found.id)
    assert load_desk(setting.engine, old, AT + DAY) is None


def test_saving_keeps_a_visit_alive_and_reading_does_not(setting: Setting) -> None:
    visit = setting.ready()
    setting.say(visit, "plants", "keep", at=AT + 20 * DAY)
    assert load_desk(setting.engine, visit, AT + 45 * DAY) is not None
    assert load_desk(setting.engine, visit, AT + 51 * DAY) is None


def test_not_me_ends_the_visit_and_leaves_a_note_for_editors(setting: Setting) -> None:
    token = setting.invite()
    visit = setting.begin(token).visit
    not_me(setting.engine, visit, AT)
    assert load_desk(setting.engine, visit, AT) is None
    not_me(setting.engine, token, AT + MINUTE, "Mozilla/5.0 (Windows NT 10.0) Firefox/140")
    not_me(setting.engine, "unknown", AT)
    seen = open_panel(EDITOR, setting.engine, setting.consultation).visits
    assert [(one.number, one.agent, one.not_me) for one in seen] == [
        (2, "Firefox, Windows", True),
        (1, "WeChat, Android", True),
    ]
    with pytest.raises(NotAllowed):
        open_panel(Actor("viewer", frozenset({"viewer"})), setting.engine, setting.consultation)


def test_on_a_public_link_two_people_on_one_machine_are_two_respondents(setting: Setting) -> None:
    public = make_public_link(EDITOR, setting.engine, setting.consultation, AT + DAY)
    one, two = (begin_public(setting.engine, public, AT) for _ in range(2))
    assert setting.desk(one.visit).respondent.id != setting.desk(two.visit).respondent.id
    assert one.code != two.code
    assert open_public(setting.engine, public, AT + DAY).state == "unknown"


def test_a_code_resumes_however_it_is_spelt(setting: Setting) -> None:
    public = make_public_link(EDITOR, setting.engine, setting.consultation, AT + DAY)
    begun = begin_public(setting.engine, public, AT)
    for spelt in (
        begun.code,
        begun.code.lower(),
        begun.code.replace("-", " "),
        begun.code.replace("0", "o").replace("1", "l"),
        "".join(chr(ord(letter) + 0xFEE0) for letter in begun.code),
    ):
        visit = resume(setting.engine, spelt, AT)
        assert visit
        assert setting.desk(visit).respondent == setting.desk(begun.visit).respondent
    assert resume(setting.engine, "0000-0000-0000-0000", AT) is None
    assert resume(setting.engine, "", AT) is None


def test_a_public_link_takes_nobody_in_after_the_deadline(setting: Setting) -> None:
    public = make_public_link(EDITOR, setting.engine, setting.consultation, AT + 9 * DAY)
    setting.deadline(AT + timedelta(hours=1))
    with pytest.raises(BadInput, match="This round closed on 20 November 2026 at 15:32 \\(Beijing time\\)"):
        begin_public(setting.engine, public, AT + DAY)
    assert setting.panel() == ()


def test_in_an_anonymous_consultation_nothing_leads_from_person_to_answers(engine: Engine) -> None:
    setting = Setting(engine, anonymity="anonymous")
    token = setting.invite()
    begun = setting.begin(token)
    assert begun.code
    with engine.connect() as connection:
        assert connection.execute(text("SELECT respondent_id FROM invitation")).all() == [(None,)]
        assert connection.execute(text("SELECT invitation_id, agent FROM visit")).all() == [(None, "")]
    state = open_link(engine, token, AT)
    assert (state.begun, state.needs_code) == (True, True)
    with pytest.raises(BadInput, match="code to resume"):
        setting.begin(token)
    assert len(setting.panel()) == 1
    visit = resume(engine, begun.code, AT)
    assert visit
    assert setting.desk(visit).respondent == setting.desk(begun.visit).respondent
    with pytest.raises(BadInput):
        invite_expert(EDITOR, engine, setting.consultation, WANG, AT + DAY, "E01")


def test_an_invitation_may_lead_to_a_member_of_the_panel_who_was_enrolled_before(setting: Setting) -> None:
    code = setting.desk(setting.begin().visit).respondent.code
    token = invite_expert(
        EDITOR, setting.engine, setting.consultation, replace(WANG, name="Li"), AT + DAY, code
    )
    assert setting.desk(setting.begin(token).visit).respondent.code == code
    with pytest.raises(NotFound):
        invite_expert(EDITOR, setting.engine, setting.consultation, Contact("X"), AT + DAY, "nobody")
