"""What ``lbsap demo --serve`` adds to the demo's database: open second rounds, an invited expert in each, accounts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from sqlalchemy import Engine

from lbsap.actions.accounts import ROLES, add_account
from lbsap.actions.experts.inviting import invite_expert
from lbsap.actions.experts.later_rounds import open_next_round
from lbsap.actions.permissions import allowed_to
from lbsap.model.actor import Actor
from lbsap.model.text import Text
from lbsap.registry import Registry
from lbsap.store.columns import now
from lbsap.store.consultations import load_consultation, load_round
from lbsap.store.engine import session_scope
from lbsap.store.invitations import Contact
from lbsap.store.respondents import panel

OPEN_FOR: Final = timedelta(days=30)
EXPERT: Final = Contact("示例专家", "演示单位", "expert@example.org")


@dataclass(frozen=True, slots=True)
class SampleLink:
    """The title of a consultation, and the token of the personal link of a sample expert."""

    title: Text
    token: str


@allowed_to("administrator")
def open_second_round(actor: Actor, engine: Engine, registry: Registry, first: int) -> SampleLink:
    """Open the round after a first one, and invite the first of its panel, who has answered before."""
    open_next_round(actor, engine, registry, first, now() + OPEN_FOR)
    with session_scope(engine, write=False) as session:
        consultation = load_consultation(session, load_round(session, first).consultation)
        code = panel(session, consultation.id)[0].code
    token = invite_expert(actor, engine, consultation.id, EXPERT, now() + OPEN_FOR, code)
    return SampleLink(consultation.title, token)


@allowed_to("administrator")
def add_sample_accounts(actor: Actor, engine: Engine) -> tuple[str, ...]:
    """An account for each role, without a password as yet. Returns their addresses."""
    addresses = tuple(f"{role}@example.org" for role in ROLES)
    for role, address in zip(ROLES, addresses, strict=True):
        add_account(actor, engine, address, [role])
    return addresses
