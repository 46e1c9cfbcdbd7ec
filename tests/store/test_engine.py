from __future__ import annotations

import threading
from pathlib import Path

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError
from sqlmodel import select

from lbsap.model.city import CityData
from lbsap.model.errors import BadInput
from lbsap.model.text import Text
from lbsap.store.audit import record, trail
from lbsap.store.cities import CityRow, add_city
from lbsap.store.engine import SQLITE_SETTINGS, for_reading, make_engine, session_scope
from lbsap.store.queue import WriterQueue


def test_each_sqlite_connection_has_the_settings_that_keep_what_is_saved(tmp_path: Path) -> None:
    engine = make_engine(f"sqlite:///{tmp_path / 'a.sqlite3'}")
    with engine.connect() as writer, for_reading(engine).connect() as reader:
        for connection in (writer, reader):
            found = {name: connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in SQLITE_SETTINGS}
            assert found == {
                "journal_mode": "wal",
                "synchronous": 2,
                "foreign_keys": 1,
                "busy_timeout": 10_000,
            }
            connection.rollback()
    engine.dispose()


def test_a_database_that_does_not_take_the_settings_is_refused() -> None:
    engine = make_engine("sqlite:///:memory:")
    with pytest.raises(BadInput, match="journal_mode"):
        engine.connect()
    engine.dispose()


@pytest.mark.parametrize("url", ["mysql://example.org/a", "lbsap.sqlite3", "", "sqlite://"])
def test_an_address_of_another_kind_is_refused(url: str) -> None:
    with pytest.raises(BadInput) as refusal:
        make_engine(url)
    assert refusal.value.problems[0].code == "database_kind"


def test_a_database_in_a_folder_that_does_not_exist_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="no such folder"):
        make_engine(f"sqlite:///{tmp_path / 'missing' / 'a.sqlite3'}")


def test_a_file_that_is_no_database_is_refused(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("Dear colleagues, " * 100, encoding="utf-8")
    engine = make_engine(f"sqlite:///{tmp_path / 'letter.txt'}")
    with pytest.raises(BadInput, match="not a database"):
        engine.connect()
    engine.dispose()


def test_the_password_of_a_database_is_not_shown() -> None:
    with pytest.raises(BadInput) as refusal:
        make_engine("mysql://user:secret@example.org/a")
    assert "secret" not in str(refusal.value)


def test_a_unit_of_work_is_kept_whole_or_not_at_all(engine: Engine) -> None:
    def fail_half_way() -> None:
        with session_scope(engine) as session:
            record(session, "editor", "undone")
            raise ConnectionError

    with pytest.raises(ConnectionError):
        fail_half_way()
    with session_scope(engine) as session:
        record(session, "editor", "done")
    with session_scope(engine, write=False) as session:
        assert [event.what for event in trail(session)] == ["done"]


def test_a_unit_that_reads_may_not_write(engine: Engine) -> None:
    with pytest.raises(DBAPIError, match=r"read-?only"), session_scope(engine, write=False) as session:
        record(session, "editor", "slipped in")


def test_a_unit_that_reads_sees_one_state_throughout(engine: Engine) -> None:
    with session_scope(engine, write=False) as reader:
        before = trail(reader)
        with session_scope(engine) as writer:
            record(writer, "editor", "meanwhile")
        assert trail(reader) == before == ()


def test_eight_threads_that_read_and_then_write_lose_no_update(engine: Engine) -> None:
    with session_scope(engine) as session:
        city = add_city(session, CityData(Text(en="Sample City")))
        row = session.get_one(CityRow, city)
        row.version = 0
    failures: list[BaseException] = []

    def count_up() -> None:
        try:
            for _ in range(100):
                with session_scope(engine) as session:
                    row = session.exec(select(CityRow).where(CityRow.id == city).with_for_update()).one()
                    row.version += 1
        except BaseException as failure:  # noqa: BLE001 - told by the assertion below
            failures.append(failure)

    threads = [threading.Thread(target=count_up) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    with session_scope(engine, write=False) as session:
        assert session.get_one(CityRow, city).version == 800


def test_writers_get_their_turn_in_the_order_in_which_they_came() -> None:
    queue, served, started = WriterQueue(), list[int](), threading.Semaphore(0)

    def write(number: int) -> None:
        started.release()
        with queue.turn():
            served.append(number)

    threads = [threading.Thread(target=write, args=(number,)) for number in range(6)]
    with queue.turn():
        for waiting, thread in enumerate(threads, 1):
            thread.start()
            started.acquire()
            while len(queue._waiting) < waiting:
                thread.join(0.001)
    for thread in threads:
        thread.join()
    assert served == list(range(6))


def test_a_writing_unit_inside_another_is_a_bug_that_is_told_not_a_standstill(tmp_path: Path) -> None:
    engine = make_engine(f"sqlite:///{tmp_path / 'a.sqlite3'}")
    with pytest.raises(RuntimeError, match="inside another"), session_scope(engine), session_scope(engine):
        pass
    with session_scope(engine) as session:
        assert session.exec(text("SELECT 1")).scalar() == 1  # type: ignore[call-overload]
    engine.dispose()
