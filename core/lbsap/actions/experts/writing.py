"""The unit of work of every save of an expert: it opens only while answers are taken."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from sqlalchemy import Engine
from sqlmodel import Session

from lbsap.actions.experts.desk import Desk
from lbsap.model.errors import BadInput
from lbsap.model.problems import problem
from lbsap.steps.asking.closing import closed_problem
from lbsap.store.consents import latest_consent
from lbsap.store.consultations import hold_round
from lbsap.store.engine import session_scope
from lbsap.store.visits import keep_seen


@contextmanager
def writing(engine: Engine, desk: Desk, at: datetime) -> Iterator[Session]:
    """A unit of work for what the respondent of ``desk`` says in its round.

    Raises ``BadInput`` where the round has closed (``round_closed``, the words of message 12) or consent does not
    stand (``consent_needed``), both as they are now, not as they were when the desk was read.
    """
    with session_scope(engine) as session:
        current = hold_round(session, desk.round.id)
        if not current.takes_answers(at):
            moment = current.ended(at) or at
            raise BadInput([closed_problem(moment, desk.consultation.contact)])
        if desk.consent is None or latest_consent(session, desk.respondent.id) != desk.consent:
            raise BadInput([problem("consent_needed")])
        yield session
        keep_seen(session, desk.visit, at)
