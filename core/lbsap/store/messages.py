"""The log of what was sent or handed out to invited experts: which invitation, how and when; no address, no token."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import cast, get_args

from sqlalchemy import select as sa_select
from sqlmodel import Field, Session, case, col, func, select, update

from lbsap.model.panel import Channel, Fortune, Message, MessageKind
from lbsap.store.columns import NEVER_REUSED, Table, UtcDateTime, one_of
from lbsap.store.invitations import InvitationRow


class MessageRow(Table, table=True):
    """A message; append only, except that its fortune is settled and a deleted invitation is cut off from it."""

    __tablename__ = "message"
    __table_args__ = (
        one_of("kind", get_args(MessageKind)),
        one_of("channel", get_args(Channel)),
        one_of("fortune", get_args(Fortune)),
        NEVER_REUSED,
    )

    id: int = Field(default=None, primary_key=True)
    consultation_id: int = Field(foreign_key="consultation.id", index=True)
    invitation_id: int | None = Field(foreign_key="invitation.id", ondelete="SET NULL", index=True)
    kind: str
    channel: str
    fortune: str
    fault: str
    sent_by: str
    sent_at: datetime = Field(sa_type=UtcDateTime)


@dataclass(frozen=True, slots=True)
class Batch:
    """Messages of one act: who sent them, when and how; how many there are, failed, and are not known to have gone."""

    sent_at: datetime
    sent_by: str
    kind: MessageKind
    channel: Channel
    total: int
    failed: int
    in_doubt: int


def claim_message(
    session: Session,
    invitation_id: int,
    kind: MessageKind,
    channel: Channel,
    sent_by: str,
    at: datetime,
    *,
    seen: int,
) -> int | None:
    """Enter a message before it goes out, as ``made``. Returns its id.

    ``None`` where the invitation has had another one after that of id ``seen``: of several that would send at once,
    or of one who sends the same form twice, one is let through.
    """
    invitation = session.exec(
        select(InvitationRow).where(InvitationRow.id == invitation_id).with_for_update()
    ).one()
    newer = select(MessageRow.id).where(MessageRow.invitation_id == invitation_id, MessageRow.id > seen)
    if session.exec(newer.limit(1)).first() is not None:
        return None
    row = MessageRow(
        consultation_id=invitation.consultation_id,
        invitation_id=invitation_id,
        kind=kind,
        channel=channel,
        fortune="made",
        fault="",
        sent_by=sent_by,
        sent_at=at,
    )
    session.add(row)
    session.flush()
    return row.id


def settle_message(session: Session, message_id: int, fault: str) -> None:
    """Note that a mail was taken by the server or, with a ``fault``, that it was not."""
    fortune: Fortune = "failed" if fault else "sent"
    session.exec(
        update(MessageRow).where(col(MessageRow.id) == message_id).values(fortune=fortune, fault=fault)
    )


def messages_of(session: Session, consultation_id: int) -> tuple[Message, ...]:
    """The messages of a consultation in order."""
    rows = session.exec(
        select(MessageRow).where(MessageRow.consultation_id == consultation_id).order_by(col(MessageRow.id))
    )
    return tuple(_message(row) for row in rows)


def batches_of(session: Session, consultation_id: int) -> tuple[Batch, ...]:
    """The same by the acts they were sent in, newest first."""
    act = (col(MessageRow.sent_at), col(MessageRow.sent_by), col(MessageRow.kind), col(MessageRow.channel))
    in_doubt = (col(MessageRow.channel) == "smtp") & (col(MessageRow.fortune) == "made")
    rows = session.connection().execute(
        sa_select(
            *act,
            func.count(),
            func.sum(case((col(MessageRow.fortune) == "failed", 1), else_=0)),
            func.sum(case((in_doubt, 1), else_=0)),
        )
        .where(col(MessageRow.consultation_id) == consultation_id)
        .group_by(*act)
        .order_by(func.max(col(MessageRow.id)).desc())
    )
    return tuple(Batch(*row) for row in rows)


def _message(row: MessageRow) -> Message:
    return Message(
        row.id,
        row.invitation_id,
        cast(MessageKind, row.kind),
        cast(Channel, row.channel),
        cast(Fortune, row.fortune),
        row.sent_by,
        row.sent_at,
        row.fault,
    )
