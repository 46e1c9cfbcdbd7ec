"""A consultation changes while its first round is a draft, a round while it is one; afterwards only deadline and words do."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine

from lbsap.model.errors import BadInput, NotFound
from lbsap.model.text import Text
from lbsap.store.columns import now
from lbsap.store.consultations import (
    Round,
    add_round,
    advance_round,
    change_consultation,
    change_deadline,
    change_round,
    change_words,
    load_consultation,
    load_round,
    recall_consultation,
)
from lbsap.store.engine import session_scope
from lbsap.store.public_links import add_public_link, live_public_links, revoke_public_links
from lbsap.store.respondents import Respondent, enrol, panel_size
from tests.store.samples import CATALOGUE, QUESTIONNAIRE, new_consultation

NOW = datetime(2026, 11, 20, 8, 0, tzinfo=UTC)
CHANGED = {
    "title": Text("另一标题", "Another title"),
    "host": Text("另一单位", "Another host"),
    "contact": "new@example.org",
    "anonymity": "anonymous",
    "questionnaire": replace(QUESTIONNAIRE, version="3", about="small-index@2"),
    "catalogue": replace(CATALOGUE, version="2"),
}


def drafted(engine: Engine) -> tuple[int, int]:
    with session_scope(engine) as session:
        consultation = new_consultation(session)
        return consultation, add_round(session, Round(consultation, "majority", "1", {"threshold": 0.75}))


def test_everything_of_a_draft_can_change_and_is_seen_by_everyone_at_once(engine: Engine) -> None:
    consultation, _round = drafted(engine)
    with session_scope(engine) as session:
        change_words(session, consultation, {"funding": Text("财政", "Public money")})
        before = recall_consultation(session, consultation)
        change_consultation(session, replace(before, words={}, **CHANGED))  # type: ignore[arg-type]
    with session_scope(engine, write=False) as session:
        after = load_consultation(session, consultation)
        assert after == replace(before, **CHANGED)  # type: ignore[arg-type]
        assert recall_consultation(session, consultation) == after
    assert after.words == {"funding": Text("财政", "Public money")}


def test_a_consultation_whose_round_has_opened_never_changes(engine: Engine) -> None:
    consultation, first = drafted(engine)
    for state in ("open", "closed", "published"):
        with session_scope(engine) as session:
            advance_round(session, first, state)
            before = load_consultation(session, consultation)
            with pytest.raises(BadInput, match=state):
                change_consultation(session, replace(before, contact="late@example.org"))
        with session_scope(engine, write=False) as session:
            assert load_consultation(session, consultation) == before


def test_a_draft_of_a_second_round_does_not_open_the_set_up_again(engine: Engine) -> None:
    consultation, first = drafted(engine)
    with session_scope(engine) as session:
        advance_round(session, first, "open")
        advance_round(session, first, "closed")
        add_round(session, Round(consultation, "majority", "1"))
        with pytest.raises(BadInput, match="closed"):
            change_consultation(session, load_consultation(session, consultation))


def test_words_of_the_host_change_by_name_at_any_time(engine: Engine) -> None:
    consultation, first = drafted(engine)
    with session_scope(engine) as session:
        change_words(session, consultation, {"a": Text("甲", "A"), "b": Text("乙", "B")})
        advance_round(session, first, "open")
        change_words(session, consultation, {"a": Text(), "c": Text("丙", "C")})
    with session_scope(engine, write=False) as session:
        kept = load_consultation(session, consultation).words
    assert kept == {"b": Text("乙", "B"), "c": Text("丙", "C")}


def test_a_round_changes_only_while_it_is_a_draft(engine: Engine) -> None:
    _consultation, first = drafted(engine)
    with session_scope(engine) as session:
        changed = replace(
            load_round(session, first),
            rule="lawshe",
            rule_version="2",
            parameters={"alpha": 0.05},
            opens_at=NOW,
            closes_at=NOW + timedelta(days=9),
            settled={"budget": "keep"},
        )
        change_round(session, changed)
        assert load_round(session, first) == changed
        opened = advance_round(session, first, "open")
        with pytest.raises(BadInput, match="open"):
            change_round(session, replace(changed, rule="majority"))
        assert load_round(session, first) == opened
    assert opened.opened_at is not None


def test_a_deadline_changes_only_while_the_round_is_open(engine: Engine) -> None:
    _consultation, first = drafted(engine)
    later = NOW + timedelta(days=30)
    with session_scope(engine) as session:
        with pytest.raises(BadInput, match="draft"):
            change_deadline(session, first, later)
        advance_round(session, first, "open")
        change_deadline(session, first, later)
        assert load_round(session, first).closes_at == later
        advance_round(session, first, "closed")
        with pytest.raises(BadInput, match="closed"):
            change_deadline(session, first, later + timedelta(days=1))


def test_what_is_not_there_cannot_change(engine: Engine) -> None:
    consultation, first = drafted(engine)
    with session_scope(engine) as session:
        known = load_consultation(session, consultation)
        attempts: tuple[Callable[[], None], ...] = (
            lambda: change_consultation(session, replace(known, id=consultation + 1)),
            lambda: change_words(session, consultation + 1, {}),
            lambda: change_round(session, replace(load_round(session, first), id=first + 1)),
            lambda: change_deadline(session, first + 1, NOW),
        )
        for attempt in attempts:
            with pytest.raises(NotFound):
                attempt()


def test_public_links_count_until_they_expire_or_are_ended(engine: Engine) -> None:
    consultation, _round = drafted(engine)
    soon, late = now() + timedelta(days=1), now() + timedelta(days=3)
    with session_scope(engine) as session:
        add_public_link(session, consultation, soon)
        add_public_link(session, consultation, late)
        assert live_public_links(session, consultation, now()) == (soon, late)
        assert live_public_links(session, consultation, soon) == (late,)
        revoke_public_links(session, consultation)
        assert live_public_links(session, consultation, now()) == ()


def test_the_size_of_a_panel_is_that_of_one_consultation(engine: Engine) -> None:
    consultation, _round = drafted(engine)
    other, _other_round = drafted(engine)
    with session_scope(engine) as session:
        enrol(session, consultation, [Respondent("E01"), Respondent("E02")])
        assert (panel_size(session, consultation), panel_size(session, other)) == (2, 0)
