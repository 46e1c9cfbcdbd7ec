"""The board: all consultations, how far each has come, and what it waits for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine
from sqlmodel import Session

from lbsap.actions.editors.folder import Folder
from lbsap.actions.permissions import allowed_to
from lbsap.model.actor import Actor
from lbsap.steps.catalogues.revise import undecided
from lbsap.steps.editing.waiting import Wait, waits_for
from lbsap.store.consultations import consultation_titles, recall_consultation, rounds_of
from lbsap.store.counts import count_respondents
from lbsap.store.decisions import decisions_in
from lbsap.store.engine import session_scope
from lbsap.store.respondents import panel_size


@dataclass(frozen=True, slots=True)
class Card:
    """A consultation on the board. ``answered`` of the ``panel`` have answered in the newest round, ``undecided`` is
    the number of items without a decision once a round has closed, ``waits`` says what is next."""

    folder: Folder
    answered: int
    panel: int
    undecided: int
    waits: Wait


@allowed_to("administrator", "editor", "viewer")
def list_cards(actor: Actor, engine: Engine, at: datetime) -> tuple[Card, ...]:
    """The cards of all consultations, newest first. Reads only."""
    with session_scope(engine, write=False) as session:
        numbers = sorted(consultation_titles(session), reverse=True)
        return tuple(
            _card(session, Folder(recall_consultation(session, one), rounds_of(session, one)), at)
            for one in numbers
        )


@allowed_to("administrator", "editor", "viewer")
def card_of(actor: Actor, engine: Engine, folder: Folder, at: datetime) -> Card:
    """The card of one consultation. Reads only."""
    with session_scope(engine, write=False) as session:
        return _card(session, folder, at)


def _card(session: Session, folder: Folder, at: datetime) -> Card:
    consultation, latest = folder.consultation, folder.latest
    left = _undecided(session, folder) if latest.state == "closed" else 0
    return Card(
        folder,
        answered=0 if latest.state == "draft" else sum(count_respondents(session, latest.id).values()),
        panel=panel_size(session, consultation.id),
        undecided=left,
        waits=waits_for(latest.state, latest.opens_at, latest.closes_at, left, at),
    )


def _undecided(session: Session, folder: Folder) -> int:
    made = [kept.decision for kept in decisions_in(session, folder.consultation.id)]
    return len(undecided(folder.consultation.catalogue, made))
