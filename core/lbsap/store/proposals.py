"""New items that experts propose. Each is kept under the key of the form it came by, so it is kept once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Row, UniqueConstraint
from sqlmodel import Field, Session, col, delete

from lbsap.model.response import Proposal
from lbsap.model.text import Text
from lbsap.store.columns import NEVER_REUSED, Table, UtcDateTime, insert_for, rows_by, table_of

_PLACE: Final = ("round_id", "respondent_id", "key")


@dataclass(frozen=True, slots=True)
class KeptProposal:
    """A proposal with the key it is kept under, when it was saved, and its revision."""

    key: str
    proposal: Proposal
    saved_at: datetime
    revision: int = 1


class ProposalRow(Table, table=True):
    """A proposed item."""

    __tablename__ = "proposal"
    __table_args__ = (UniqueConstraint(*_PLACE), NEVER_REUSED)

    id: int = Field(default=None, primary_key=True)
    round_id: int = Field(foreign_key="round.id")
    respondent_id: int = Field(foreign_key="respondent.id", ondelete="CASCADE")
    key: str
    name_zh: str
    name_en: str
    parent: str
    content: str
    data_source: str
    reason: str
    language: str
    saved_at: datetime = Field(sa_type=UtcDateTime)
    revision: int = 1


_OF: Final = rows_by(ProposalRow, "round_id", "respondent_id")
_BY_ID: Final = rows_by(ProposalRow, "id")
_IN: Final = rows_by(ProposalRow, "round_id")


def keep_proposal(
    session: Session,
    round_id: int,
    respondent_id: int,
    key: str,
    proposal: Proposal,
    *,
    language: str,
    at: datetime,
    revision: int = 1,
) -> KeptProposal:
    """Keep a proposal under its key, in the place of an earlier revision. Returns what stands there then."""
    row = {
        "round_id": round_id,
        "respondent_id": respondent_id,
        "key": key,
        "name_zh": proposal.name.zh,
        "name_en": proposal.name.en,
        "parent": proposal.parent,
        "content": proposal.content,
        "data_source": proposal.data_source,
        "reason": proposal.reason,
        "language": language,
        "saved_at": at,
        "revision": revision,
    }
    statement = insert_for(session, ProposalRow)
    changed = {name: statement.excluded[name] for name in row if name not in _PLACE}
    earlier = table_of(ProposalRow).c.revision < statement.excluded.revision
    session.connection().execute(
        statement.on_conflict_do_update(index_elements=_PLACE, set_=changed, where=earlier), row
    )
    return next(one for one in proposals_of(session, round_id, respondent_id) if one.key == key)


def remove_proposal(session: Session, round_id: int, respondent_id: int, key: str) -> None:
    """Take a proposal back; nothing where there is none."""
    session.exec(
        delete(ProposalRow).where(
            col(ProposalRow.round_id) == round_id,
            col(ProposalRow.respondent_id) == respondent_id,
            col(ProposalRow.key) == key,
        )
    )


def proposals_of(session: Session, round_id: int, respondent_id: int) -> tuple[KeptProposal, ...]:
    """The proposals of a respondent in a round, in the order they were first made."""
    rows = session.connection().execute(_OF, {"round_id": round_id, "respondent_id": respondent_id})
    return tuple(KeptProposal(row.key, _proposal(row), row.saved_at, row.revision) for row in rows)


def proposals_in(session: Session, round_id: int) -> tuple[Proposal, ...]:
    """All proposals of a round; in the order of the alphabet, so that nothing tells who made them."""
    found = (_proposal(row) for row in session.connection().execute(_IN, {"round_id": round_id}))
    return tuple(sorted(found, key=lambda one: (one.name.zh, one.name.en, one.content, one.reason)))


def find_proposal(session: Session, proposal_id: int) -> Proposal | None:
    """A proposal by its id; ``None`` where it is gone."""
    row = session.connection().execute(_BY_ID, {"id": proposal_id}).one_or_none()
    return _proposal(row) if row else None


def _proposal(row: Row[Any]) -> Proposal:
    name = Text(row.name_zh, row.name_en)
    return Proposal(name, row.parent, row.content, row.data_source, row.reason)
