"""Accounts, and the session through which the account library works on them."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from sqlalchemy import Engine
from sqlmodel import select

from lbsap.store.accounts import (
    AccountSession,
    Role,
    User,
    UserRole,
    add_account,
    has_account,
    use_counter,
    use_recovery_code,
)
from lbsap.store.engine import session_scope


def test_an_account_has_roles_and_no_password_at_first(engine: Engine) -> None:
    with session_scope(engine) as session:
        made = add_account(session, "editor@example.org", ["editor", "viewer"])
        add_account(session, "other@example.org", ["viewer"])
    with session_scope(engine, write=False) as session:
        user = session.get_one(User, made)
        held = select(Role.name).join(UserRole).where(UserRole.user_id == made)
        assert sorted(session.exec(held)) == ["editor", "viewer"]
        assert (user.active, user.password, user.confirmed_at, user.mf_recovery_codes) == (True, "", None, [])


def test_an_address_is_taken_however_it_is_cased(engine: Engine) -> None:
    with session_scope(engine) as session:
        add_account(session, "Editor@Example.org", ["editor"])
    with session_scope(engine, write=False) as session:
        assert has_account(session, "editor@example.ORG")
        assert not has_account(session, "someone@example.org")


def test_the_account_library_reads_while_others_write_and_waits_its_turn_to_commit(engine: Engine) -> None:
    with session_scope(engine) as session:
        made = add_account(session, "editor@example.org", ["editor"])
    library = AccountSession(engine)
    committed = threading.Event()

    def commit() -> None:
        library.commit()
        committed.set()

    with session_scope(engine) as other:
        add_account(other, "another@example.org", ["viewer"])
        user = library.get_one(User, made)
        user.email = "renamed@example.org"
        waiting = threading.Thread(target=commit)
        waiting.start()
        if engine.dialect.name == "sqlite":
            assert not committed.wait(0.1)
    waiting.join(5)
    library.close()
    assert committed.is_set()
    with session_scope(engine, write=False) as session:
        assert {has_account(session, f"{name}@example.org") for name in ("renamed", "another")} == {True}


def test_what_the_account_library_does_not_commit_is_not_kept(engine: Engine) -> None:
    with session_scope(engine) as session:
        made = add_account(session, "editor@example.org", ["editor"])
    library = AccountSession(engine)
    library.get_one(User, made).email = "renamed@example.org"
    library.close()
    with session_scope(engine, write=False) as session:
        assert not has_account(session, "renamed@example.org")


def test_of_several_sign_ins_with_one_code_a_single_one_is_let_in(engine: Engine) -> None:
    with session_scope(engine) as session:
        made = add_account(session, "editor@example.org", ["editor"])
        session.get_one(User, made).mf_recovery_codes = ["one", "two"]

    def at_once(use: Callable[[], bool]) -> int:
        with ThreadPoolExecutor(8) as pool:
            return sum(pool.map(lambda _: use(), range(8)))

    def counter() -> bool:
        with session_scope(engine) as session:
            return use_counter(session, made, 7)

    def code() -> bool:
        with session_scope(engine) as session:
            return use_recovery_code(session, made, "one")

    assert at_once(counter) == 1
    assert at_once(code) == 1
    with session_scope(engine) as session:
        assert not use_counter(session, made, 6)
        assert use_recovery_code(session, made, "two")
