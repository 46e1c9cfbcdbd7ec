"""The rights of a person: see, correct, delete. (Withdrawal of consent stands in ``notice``.)"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from sqlalchemy import Engine

from lbsap.actions.erasing import erase_person
from lbsap.actions.experts.desk import Desk
from lbsap.model.errors import BadInput
from lbsap.model.problems import Problem, problem
from lbsap.steps.asking.answers import LONGEST_NAME, fit
from lbsap.steps.common.words import clean_line, is_address, narrow
from lbsap.store.audit import record
from lbsap.store.engine import session_scope
from lbsap.store.erasures import Erasure
from lbsap.store.invitations import Contact, contact_of, correct


def own_contact(engine: Engine, desk: Desk) -> Contact | None:
    """Name, institution and address kept of this person; ``None`` where there are none. Reads only."""
    with session_scope(engine, write=False) as session:
        return contact_of(session, desk.respondent.id)


def correct_contact(engine: Engine, desk: Desk, contact: Contact, at: datetime) -> None:
    """Correct one's contact data. Raises ``BadInput``: no name, too long, an address that is none.

    Open after the round and after withdrawing too; nothing where no contact is kept.
    """
    corrected = Contact(
        clean_line(contact.name)[0], clean_line(contact.institution)[0], narrow(clean_line(contact.email)[0])
    )
    problems = _problems(corrected)
    if problems:
        raise BadInput(problems)
    with session_scope(engine) as session:
        correct(session, desk.respondent.id, corrected)
        record(session, "expert", "contact corrected", f"respondent {desk.respondent.code}")


def delete_data(engine: Engine, desk: Desk, ledger: Path, at: datetime) -> Erasure:
    """Delete the person's data for good, and end all visits and the link. Returns the line of the ledger (a file).

    Answers of rounds that have not closed are deleted. Of closed rounds only the bare choices stay in the counts,
    cut from the person and stripped of all words, at every level of anonymity.
    """
    erasure = Erasure(desk.consultation.id, desk.respondent.code, at)
    erase_person(engine, ledger, erasure, "expert")
    return erasure


def _problems(contact: Contact) -> list[Problem]:
    problems = [] if contact.name else [problem("name_missing", "name")]
    for field in ("name", "institution", "email"):
        problems += fit(field, getattr(contact, field), removed=False, longest=LONGEST_NAME)[0]
    if contact.email and not is_address(contact.email):
        problems.append(problem("email_form", "email", email=contact.email))
    return problems
