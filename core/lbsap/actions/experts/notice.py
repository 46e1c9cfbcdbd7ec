"""Consent, kept with the text's version and digest, the language, and the time. The words are ``desk.notice``."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Engine

from lbsap.actions.experts.desk import Desk
from lbsap.model.errors import BadInput
from lbsap.model.problems import problem
from lbsap.model.text import Lang
from lbsap.store.audit import record
from lbsap.store.consents import Consent, keep_consent, withdraw
from lbsap.store.engine import session_scope
from lbsap.store.respondents import change
from lbsap.store.visits import keep_seen


def give_consent(
    engine: Engine,
    desk: Desk,
    language: Lang,
    at: datetime,
    *,
    agreed: bool,
    abroad: bool = False,
    named: bool = False,
) -> None:
    """Keep consent to the notice as it stands, given in ``language``; ``abroad`` and ``named`` are the separate boxes,
    of which those count that the notice asks. Given again, it takes the place of the one that stood: so a separate
    consent is changed or withdrawn by itself.

    Raises ``BadInput``: ``consent_needed`` where ``agreed`` is false. What is refused is kept as refused.
    """
    if not agreed:
        raise BadInput([problem("consent_needed", "agreed")])
    notice = desk.notice
    to_abroad = abroad if notice.abroad else None
    by_name = named if desk.consultation.anonymity == "named" else None
    if desk.consent is not None and (desk.consent.abroad, desk.consent.named) == (to_abroad, by_name):
        return
    consent = Consent(notice.version, notice.digest, language, at, to_abroad, by_name)
    with session_scope(engine) as session:
        withdraw(session, desk.respondent.id, at)
        keep_consent(session, desk.respondent.id, consent)
        change(session, desk.respondent.id, language=language)
        keep_seen(session, desk.visit, at)
        about = f"respondent {desk.respondent.code}"
        record(
            session, "expert", "consent given", about, version=notice.version, abroad=to_abroad, named=by_name
        )


def withdraw_consent(engine: Engine, desk: Desk, at: datetime) -> None:
    """Withdraw consent: no new answers, reading stays. Nothing where none stands; giving it again is possible."""
    with session_scope(engine) as session:
        if withdraw(session, desk.respondent.id, at):
            record(session, "expert", "consent withdrawn", f"respondent {desk.respondent.code}")
