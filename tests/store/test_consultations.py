from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from itertools import pairwise
from typing import get_args

import pytest
from sqlalchemy import Engine, text

from lbsap.model.comments import Comment, Fate
from lbsap.model.consultation import Answer
from lbsap.model.errors import BadInput, NotFound
from lbsap.model.text import Text
from lbsap.store.answers import save_answers
from lbsap.store.columns import Table
from lbsap.store.comments import add_comment, answer_comment, comments_on
from lbsap.store.consultations import (
    STATES,
    Consultation,
    Round,
    add_consultation,
    add_round,
    advance_round,
    load_consultation,
    load_round,
    rounds_of,
)
from lbsap.store.engine import session_scope
from lbsap.store.invitations import Contact, find_invitation, invite, renew, revoke
from lbsap.store.respondents import Respondent, enrol, panel
from lbsap.store.tables import METADATA
from lbsap.store.tokens import token_from
from tests.store.samples import CATALOGUE, QUESTIONNAIRE, new_consultation, open_round

NOW = datetime(2026, 11, 20, 8, 0, tzinfo=UTC)


def test_a_consultation_comes_back_with_its_questionnaire_and_catalogue(engine: Engine) -> None:
    given = Consultation(
        title=Text("指标咨询", "On the index"),
        questionnaire=QUESTIONNAIRE,
        catalogue=CATALOGUE,
        host=Text("示例机构", "Sample host"),
        contact="desk@example.org",
        anonymity="anonymous",
    )
    with session_scope(engine) as session:
        id_ = add_consultation(session, given)
    with session_scope(engine, write=False) as session:
        kept = load_consultation(session, id_)
        with pytest.raises(NotFound):
            load_consultation(session, id_ + 1)
    assert kept == replace(given, id=id_)


def test_rounds_are_numbered_in_order_and_keep_their_rule_and_times(engine: Engine) -> None:
    beijing = timezone(timedelta(hours=8))
    with session_scope(engine) as session:
        consultation = new_consultation(session)
        add_round(
            session, Round(consultation, "majority", "2", {"threshold": 0.75}, NOW, NOW.astimezone(beijing))
        )
        add_round(session, Round(consultation, "lawshe", "1"))
    with session_scope(engine, write=False) as session:
        first, second = rounds_of(session, consultation)
    assert (first.number, second.number) == (1, 2)
    assert (first.rule, first.rule_version, first.parameters) == ("majority", "2", {"threshold": 0.75})
    assert first.opens_at == first.closes_at == NOW
    assert first.closes_at is not None
    assert first.closes_at.tzinfo is UTC


def test_a_time_without_a_zone_is_not_kept(engine: Engine) -> None:
    with pytest.raises(Exception, match="without a zone"), session_scope(engine) as session:
        add_round(
            session, Round(new_consultation(session), "majority", "1", opens_at=NOW.replace(tzinfo=None))
        )


def test_a_round_goes_from_draft_to_published_one_step_at_a_time(engine: Engine) -> None:
    with session_scope(engine) as session:
        round_id = add_round(session, Round(new_consultation(session), "majority", "1"))
        for state, following in pairwise(STATES):
            for wrong in set(STATES) - {following}:
                with pytest.raises(BadInput, match=state):
                    advance_round(session, round_id, wrong)
            assert advance_round(session, round_id, following).state == following
    with session_scope(engine, write=False) as session:
        assert load_round(session, round_id).state == "published"


def test_the_panel_comes_back_in_the_order_of_enrolment(engine: Engine) -> None:
    given = [Respondent("E02", "academia", {"field": "birds"}), Respondent("E01")]
    with session_scope(engine) as session:
        consultation = new_consultation(session)
        enrol(session, consultation, given)
        kept = panel(session, consultation)
    assert [(one.code, one.stratum, one.profile) for one in kept] == [
        (one.code, one.stratum, one.profile) for one in given
    ]


def test_a_link_opens_its_invitation_until_it_expires_or_is_revoked_or_renewed(engine: Engine) -> None:
    with session_scope(engine) as session:
        consultation = new_consultation(session)
        enrol(session, consultation, [Respondent("E01")])
        (person,) = panel(session, consultation)
        token = invite(session, consultation, Contact("Sample Person"), person.id, NOW)
        found = find_invitation(session, token, NOW - timedelta(seconds=1))
        assert found is not None
        assert (found.consultation, found.respondent) == (consultation, person.id)
        assert find_invitation(session, token, NOW) is None
        assert find_invitation(session, "\ud800 no such token", NOW) is None
        again = token_from(token, 1)
        renew(session, found.id, again, NOW + timedelta(days=1))
        assert find_invitation(session, token, NOW - timedelta(seconds=1)) is None
        assert find_invitation(session, again, NOW) is not None
        revoke(session, found.id)
        assert find_invitation(session, again, NOW) is None


def test_a_token_is_long_and_only_its_digest_is_kept(engine: Engine) -> None:
    with session_scope(engine) as session:
        consultation = new_consultation(session)
        tokens = {invite(session, consultation, Contact("Sample Person"), None, NOW) for _ in range(20)}
    assert len(tokens) == 20
    assert min(map(len, tokens)) >= 43  # 256 bits in base 64
    kept = _everything(engine)
    assert not [token for token in tokens if token in kept]


def test_nothing_an_answer_refers_to_leads_to_contact_data() -> None:
    reached, waiting = set[str](), ["answer", "answer_mark", "comment", "decision"]
    while waiting:
        table = METADATA.tables[waiting.pop()]
        reached.add(table.name)
        waiting += [
            key.column.table.name for key in table.foreign_keys if key.column.table.name not in reached
        ]
    assert reached == {"answer", "answer_mark", "comment", "decision", "respondent", "round", "consultation"}
    pointing = {
        t.name
        for t in METADATA.tables.values()
        for key in t.foreign_keys
        if key.column.table.name == "contact"
    }
    assert pointing == {"invitation"}
    personal = {"name", "institution", "email"}
    assert not [name for name in reached if personal & set(METADATA.tables[name].columns.keys())]


def test_contact_data_can_be_deleted_and_the_answers_stay(engine: Engine) -> None:
    with session_scope(engine) as session:
        round_id = open_round(session, {"E01": ""})
        consultation = load_round(session, round_id).consultation
        (person,) = panel(session, consultation)
        invite(session, consultation, Contact("Sample Person", "Institute", "p@example.org"), person.id, NOW)
        save_answers(session, round_id, [Answer("E01", "budget", "keep")])
    with session_scope(engine) as session:
        session.connection().execute(text("DELETE FROM contact"))
        assert session.connection().execute(text("SELECT contact_id FROM invitation")).all() == [(None,)]
        assert session.connection().execute(text("SELECT count(*) FROM answer")).scalar() == 1
    assert "p@example.org" not in _everything(engine)


def test_a_respondent_who_withdraws_takes_the_answers_along(engine: Engine) -> None:
    with session_scope(engine) as session:
        round_id = open_round(session, {"E01": "", "E02": ""})
        save_answers(
            session,
            round_id,
            [Answer(code, "budget", "keep", ratings={"clarity": 9}) for code in ("E01", "E02")],
        )
        session.connection().execute(text("DELETE FROM respondent WHERE code = 'E01'"))
        for table in ("answer", "answer_mark"):
            assert session.connection().execute(text(f"SELECT count(*) FROM {table}")).scalar() == 1  # noqa: S608


def test_a_comment_keeps_where_it_was_made_and_what_became_of_it(engine: Engine) -> None:
    with session_scope(engine) as session:
        consultation = new_consultation(session)
        given = Comment(consultation, "budget", "建议合并", "workshop", "Minutes, p. 3", "editor-1")
        first = add_comment(session, given)
        add_comment(session, Comment(consultation, "", "Well done"))
        answer_comment(session, first, "part", Text("部分采纳", "In part"), seen=0)
        kept, other = comments_on(session, consultation)
    assert (kept.words, kept.source, kept.said_in, kept.entered_by) == (
        "建议合并",
        "workshop",
        "Minutes, p. 3",
        "editor-1",
    )
    assert (kept.fate, kept.fate_reason, kept.version) == ("part", Text("部分采纳", "In part"), 1)
    assert (other.fate, other.source) == (None, "online")


@pytest.mark.parametrize("fate", get_args(Fate))
def test_of_two_editors_who_answer_a_comment_the_second_is_told(engine: Engine, fate: Fate) -> None:
    with session_scope(engine) as session:
        comment = add_comment(session, Comment(new_consultation(session), "budget", "Why?"))
        answer_comment(session, comment, fate, Text(en="First"), seen=0)
        with pytest.raises(BadInput) as refusal:
            answer_comment(session, comment, "noted", Text(en="Second"), seen=0)
        with pytest.raises(NotFound):
            answer_comment(session, comment + 1, fate, Text(), seen=0)
    assert refusal.value.problems[0].code == "changed_meanwhile"


def _everything(engine: Engine) -> str:
    with engine.connect() as connection:
        return repr([connection.execute(table.select()).all() for table in Table.metadata.sorted_tables])
