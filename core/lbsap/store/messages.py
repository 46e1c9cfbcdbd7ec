"""The log of what was sent or handed out to invited experts: which invitation, how and when; no address, no token."""

from __future__ import annotations

from datetime import datetime
from typing import Literal, get_args

from sqlmodel import Field

from lbsap.store.columns import NEVER_REUSED, Table, UtcDateTime, one_of

MessageKind = Literal["invitation", "reminder", "again"]
Channel = Literal["smtp", "file", "page"]
"""By mail; in a file for a mail merge; shown on a page (link, QR code) to be handed on."""
Fortune = Literal["sent", "failed", "made"]


class MessageRow(Table, table=True):
    """A message; append only, except that a deleted invitation is cut off from it."""

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
