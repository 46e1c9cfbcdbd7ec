"""Deleting a person's data for good, with a ledger in a file of its own, which outlives the database.

A line is written to the file before anything is deleted. At each start the file is read again: what an older database,
restored from a backup, still holds of these people is deleted anew, and nobody need remember to do it.
"""

from __future__ import annotations

import json
import logging
import os
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from sqlalchemy import Engine

from lbsap.actions.permissions import allowed_to
from lbsap.data import read_bytes
from lbsap.model.actor import Actor
from lbsap.model.errors import BadInput
from lbsap.model.problems import problem
from lbsap.model.text import Text
from lbsap.store.audit import record
from lbsap.store.engine import session_scope
from lbsap.store.erasures import Erasure, erase, ledger
from lbsap.store.faults import not_found
from lbsap.store.respondents import find_respondent

_log = logging.getLogger(__name__)


def erase_person(engine: Engine, file: Path, erasure: Erasure, by: str) -> None:
    """Delete what is kept of a respondent. Raises ``BadInput`` where the ledger cannot be written: nothing is deleted then."""
    _add_line(file, erasure)
    with session_scope(engine) as session:
        erase(session, erasure)
        record(session, by, "data deleted", f"consultation {erasure.consultation}")


@allowed_to("administrator")
def erase_on_request(
    actor: Actor, engine: Engine, file: Path, consultation_id: int, code: str, at: datetime
) -> None:
    """Delete the data of the respondent ``code``, who asked for it by letter or telephone. Raises ``NotFound``."""
    with session_scope(engine, write=False) as session:
        if find_respondent(session, consultation_id, code) is None:
            raise not_found(Text("专家", "respondent"), code)
    erase_person(engine, file, Erasure(consultation_id, code, at), actor.name)


@allowed_to("administrator")
def list_erasures(actor: Actor, engine: Engine) -> tuple[Erasure, ...]:
    """The ledger as the database has it, in order. Reads only."""
    with session_scope(engine, write=False) as session:
        return ledger(session)


def apply_ledger(engine: Engine, file: Path) -> int:
    """Delete again what the file says was deleted and the database still holds. Returns how many lines it took.

    Run at each start. Lines on consultations that this database does not have stay for another day.
    """
    lines = tuple(_read_lines(file))
    with session_scope(engine, write=False) as session:
        known = set(ledger(session))
        held = [
            one
            for one in lines
            if one not in known or find_respondent(session, one.consultation, one.respondent)
        ]
    if not held:
        return 0
    with session_scope(engine) as session:
        taken = sum(erase(session, line) for line in held)
        if taken:
            record(session, "start", "erasures applied", deleted=taken)
            _log.warning("people deleted again, as the ledger of deletions says: %s", taken)
    return taken


def _add_line(file: Path, erasure: Erasure) -> None:
    line = {
        "consultation": erasure.consultation,
        "respondent": erasure.respondent,
        "erased_at": erasure.erased_at.isoformat(),
    }
    try:
        handle = os.open(file, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        try:
            os.write(handle, (json.dumps(line) + "\n").encode())
            os.fsync(handle)
        finally:
            os.close(handle)
    except OSError as error:
        raise BadInput([problem("file_unwritable", str(file), reason=error.strerror or error)]) from None


def _read_lines(file: Path) -> Iterator[Erasure]:
    if not file.exists():
        return
    for number, line in enumerate(read_bytes(file).decode("utf-8", "replace").splitlines(), 1):
        try:
            said = json.loads(line)
            moment = datetime.fromisoformat(said["erased_at"])
            yield Erasure(int(said["consultation"]), str(said["respondent"]), moment)
        except (ValueError, KeyError, TypeError):
            raise BadInput([problem("erasure_line", f"{file}:{number}")]) from None
