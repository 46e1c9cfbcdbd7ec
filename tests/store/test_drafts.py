from __future__ import annotations

import threading
from dataclasses import replace

import pytest
from sqlalchemy import Engine

from lbsap.model.catalogue import Catalogue, Component
from lbsap.model.errors import BadInput, NotFound
from lbsap.model.text import Text
from lbsap.store.drafts import add_draft, all_drafts, drop_draft, load_draft, save_draft
from lbsap.store.engine import session_scope

DRAFT = Catalogue(
    "our-index", "1", "index", Text("指数", "Index"), (), (Component("nature", Text("自然", "Nature")),)
)


def test_a_draft_comes_back_with_who_changed_it_and_what_it_began_with(engine: Engine) -> None:
    with session_scope(engine) as session:
        made = add_draft(session, DRAFT, "cbi-2021@2021", "zhang")
    with session_scope(engine, write=False) as session:
        kept = load_draft(session, made.id)
    assert kept == made
    assert (kept.catalogue, kept.based_on, kept.number, kept.changed_by) == (
        DRAFT,
        "cbi-2021@2021",
        1,
        "zhang",
    )


def test_of_two_editors_the_second_is_told_and_nothing_is_overwritten(engine: Engine) -> None:
    with session_scope(engine) as session:
        made = add_draft(session, DRAFT, "", "zhang")
    with session_scope(engine) as session:
        assert save_draft(session, made.id, replace(DRAFT, version="2"), "li", seen=1) == 2
    with pytest.raises(BadInput) as caught, session_scope(engine) as session:
        save_draft(session, made.id, replace(DRAFT, version="3"), "wang", seen=1)
    assert [one.code for one in caught.value.problems] == ["changed_meanwhile"]
    with session_scope(engine, write=False) as session:
        kept = load_draft(session, made.id)
    assert (kept.catalogue.version, kept.number, kept.changed_by) == ("2", 2, "li")


def test_a_draft_is_deleted_only_as_it_was_seen_and_its_number_is_not_given_again(engine: Engine) -> None:
    with session_scope(engine) as session:
        made = add_draft(session, DRAFT, "", "zhang").id
        save_draft(session, made, replace(DRAFT, version="2"), "li", seen=1)
    with pytest.raises(BadInput), session_scope(engine) as session:
        drop_draft(session, made, seen=1)
    with session_scope(engine) as session:
        drop_draft(session, made, seen=2)
    with session_scope(engine) as session:
        assert all_drafts(session) == ()
        assert add_draft(session, DRAFT, "", "zhang").id > made
        for lost in (load_draft, lambda one, name: drop_draft(one, name, seen=2)):
            with pytest.raises(NotFound):
                lost(session, made)


def test_drafts_are_listed_with_the_one_changed_last_first(engine: Engine) -> None:
    with session_scope(engine) as session:
        first, second = (
            add_draft(session, replace(DRAFT, id=name), "", "zhang").id for name in ("one", "two")
        )
        save_draft(session, first, DRAFT, "li", seen=1)
        assert [one.id for one in all_drafts(session)] == [first, second]


def test_many_editors_at_once_lose_no_change(engine: Engine) -> None:
    with session_scope(engine) as session:
        made = add_draft(session, replace(DRAFT, points=0), "", "zhang").id

    def count() -> None:
        for _ in range(5):
            with session_scope(engine) as session:
                kept = load_draft(session, made, hold=True)
                more = replace(kept.catalogue, points=kept.catalogue.points + 1)
                save_draft(session, made, more, "li", seen=kept.number)

    threads = [threading.Thread(target=count) for _ in range(4)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    with session_scope(engine, write=False) as session:
        assert load_draft(session, made).catalogue.points == 20
