"""The desk of nobody: what an expert would see, for editors to look at. Nothing can be saved from it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Engine

from lbsap.actions.editors.folder import Folder
from lbsap.actions.experts.desk import Desk, feedback_in
from lbsap.actions.permissions import allowed_to
from lbsap.model.actor import Actor
from lbsap.steps.asking.feedback import Feedback
from lbsap.store.consents import Consent
from lbsap.store.engine import session_scope
from lbsap.store.respondents import Respondent
from lbsap.store.visits import Visit


@allowed_to("administrator", "editor", "viewer")
def desk_of_nobody(
    actor: Actor,
    engine: Engine,
    folder: Folder,
    at: datetime,
    *,
    consented: bool,
    feedback_on: Collection[str] = (),
) -> Desk:
    """The desk of a new expert in the newest round, as if it were open; before or after the notice was agreed to.

    ``feedback_on`` names the items whose feedback a page of a later round shows. Reads only.
    """
    latest = folder.latest
    closes = latest.closes_at if latest.closes_at and latest.closes_at > at else None
    desk = Desk(
        visit=Visit(0, at),
        at=at,
        consultation=folder.consultation,
        round=replace(latest, state="open", opens_at=None, closes_at=closes, closed_at=None),
        respondent=Respondent(""),
        last_consent=None,
        answers={},
        earlier={},
        feedback=_feedback(engine, folder, feedback_on),
    )
    if not consented:
        return desk
    notice = desk.notice
    return replace(desk, last_consent=Consent(notice.version, notice.digest, "zh", at))


def _feedback(engine: Engine, folder: Folder, items: Collection[str]) -> dict[str, Feedback]:
    before = folder.round(folder.latest.number - 1)
    if before is None or not items:
        return {}
    with session_scope(engine, write=False) as session:
        return feedback_in(session, before.id, items)
