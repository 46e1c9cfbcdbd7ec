"""What administrators watch over: who did what, consents and deletions. Reads only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from sqlalchemy import Engine

from lbsap.actions.permissions import allowed_to
from lbsap.model.actor import Actor
from lbsap.model.text import Text
from lbsap.store.audit import Event, events
from lbsap.store.consents import ConsentCount, count_consents
from lbsap.store.consultations import consultation_titles
from lbsap.store.engine import session_scope
from lbsap.store.erasures import Erasure, ledger

A_PAGE: Final = 50


@dataclass(frozen=True, slots=True)
class TrailPage:
    """A page of the audit trail, newest first: the ``number``-th of ``pages``, and how many events there are in all."""

    events: tuple[Event, ...]
    number: int
    pages: int
    total: int


@dataclass(frozen=True, slots=True)
class DataProtection:
    """Consents and deletions of all consultations, with the consultations' titles by id."""

    titles: Mapping[int, Text]
    consents: tuple[ConsentCount, ...]
    erasures: tuple[Erasure, ...]


@allowed_to("administrator")
def see_trail(actor: Actor, engine: Engine, words: str = "", number: int = 1) -> TrailPage:
    """A page of the events that hold ``words``; the last one there is for a number beyond it."""
    with session_scope(engine, write=False) as session:
        found, total = events(session, words, after=(number - 1) * A_PAGE, most=A_PAGE)
        pages = max(1, -(-total // A_PAGE))
        if number > pages:
            number = pages
            found, total = events(session, words, after=(number - 1) * A_PAGE, most=A_PAGE)
        return TrailPage(found, number, pages, total)


@allowed_to("administrator")
def see_data_protection(actor: Actor, engine: Engine) -> DataProtection:
    """Who agreed to what, in numbers, and the ledger of deletions."""
    with session_scope(engine, write=False) as session:
        return DataProtection(consultation_titles(session), count_consents(session), ledger(session))
