"""What tests of experts' pages share: consultations of each kind, coming in by a link, and a digest of all rows."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Engine
from werkzeug.test import TestResponse

from lbsap.actions.consultations import open_consultation
from lbsap.actions.editors.inviting import invite_expert
from lbsap.actions.resolve import resolve
from lbsap.model.actor import Actor
from lbsap.model.catalogue import Catalogue
from lbsap.model.consultation import ConsensusRule
from lbsap.model.questionnaire import Questionnaire
from lbsap.model.text import Text
from lbsap.registry import Registry
from lbsap.store.columns import now
from lbsap.store.consultations import Consultation, RoundRow
from lbsap.store.engine import session_scope
from lbsap.store.invitations import Contact
from lbsap.store.tables import METADATA
from tests.web.conftest import Client

NAME = "王小明"
PERSON = Contact(NAME, "示例农林学院", "wang@example.org")
PROFILE = {"profile-field": "planning", "profile-institution": "research", "profile-experience": "new"}


@dataclass(frozen=True)
class Made:
    """A consultation of a test's own: ids, and the token of one person's link."""

    consultation: int
    round: int
    token: str


def make(
    engine: Engine,
    registry: Registry,
    *,
    person: Contact = PERSON,
    opens_at: datetime | None = None,
    closes_at: datetime | None = None,
    **fields: Any,
) -> Made:
    """A consultation with an open round and one person invited; ``fields`` are those of ``Consultation``."""
    questionnaire = fields.pop("questionnaire", None) or registry.get(Questionnaire, "cbi-2021-review")
    catalogue = resolve(Catalogue, questionnaire.about, registry)
    given = {"title": Text("另一项咨询", "Another consultation"), "host": Text("主办方", "The host")} | fields
    made = Consultation(questionnaire=questionnaire, catalogue=catalogue, **given)
    rule = registry.get(ConsensusRule, "majority")
    consultation, round_id = open_consultation(Actor.local(), engine, made, rule, ())
    with session_scope(engine) as session:
        row = session.get(RoundRow, round_id)
        assert row is not None
        row.opens_at, row.closes_at = opens_at, closes_at
    token = invite_expert(Actor.local(), engine, consultation, person, now() + timedelta(days=30))
    return Made(consultation, round_id, token)


def begin(client: Client, token: str) -> TestResponse:
    """Open a personal link and press its button."""
    client.get(f"/e/i/{token}")
    return client.post(f"/e/i/{token}")


def agree(client: Client, token: str, **boxes: str) -> TestResponse:
    """Begin and agree to the notice."""
    client.follow(begin(client, token))
    return client.post("/e/consent", {"agreed": "y"} | boxes)


def enter(client: Client, token: str, profile: Mapping[str, str] | None = None) -> TestResponse:
    """Begin, agree, and answer the profile questions."""
    agree(client, token)
    client.get("/e/profile")
    return client.post("/e/profile", PROFILE if profile is None else profile)


def rows(engine: Engine, *tables: str) -> dict[str, list[Any]]:
    """All rows, by table; of the tables named, or of all."""
    with engine.connect() as connection:
        return {
            table.name: sorted(map(repr, connection.execute(table.select())))
            for table in METADATA.sorted_tables
            if not tables or table.name in tables
        }


def digest(engine: Engine) -> str:
    """A digest over every row of every table: equal where nothing changed."""
    return hashlib.sha256(repr(rows(engine)).encode()).hexdigest()
