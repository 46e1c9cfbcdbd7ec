"""Public links: whoever holds one may begin as a respondent of their own. Only the digest of the token is kept."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Field, Session, col, select, update

from lbsap.store.columns import Table, UtcDateTime
from lbsap.store.tokens import digest_of, new_token


class PublicLinkRow(Table, table=True):
    """A public link of a consultation."""

    __tablename__ = "public_link"

    id: int = Field(default=None, primary_key=True)
    consultation_id: int = Field(foreign_key="consultation.id", index=True)
    token_digest: str = Field(unique=True)
    expires_at: datetime = Field(sa_type=UtcDateTime)
    revoked: bool = False


def add_public_link(session: Session, consultation_id: int, expires_at: datetime) -> str:
    """Keep a public link. Returns its token, which cannot be had again."""
    token = new_token()
    session.add(
        PublicLinkRow(consultation_id=consultation_id, token_digest=digest_of(token), expires_at=expires_at)
    )
    session.flush()
    return token


def find_public_link(session: Session, token: str, at: datetime) -> int | None:
    """The consultation a public link leads to; ``None`` alike for unknown, revoked and expired ones."""
    return session.exec(
        select(PublicLinkRow.consultation_id).where(
            PublicLinkRow.token_digest == digest_of(token),
            col(PublicLinkRow.revoked).is_(False),
            PublicLinkRow.expires_at > at,
        )
    ).one_or_none()


def live_public_links(session: Session, consultation_id: int, at: datetime) -> tuple[datetime, ...]:
    """When each public link of a consultation that still works at the moment ``at`` expires."""
    found = session.exec(
        select(PublicLinkRow.expires_at)
        .where(
            PublicLinkRow.consultation_id == consultation_id,
            col(PublicLinkRow.revoked).is_(False),
            PublicLinkRow.expires_at > at,
        )
        .order_by(col(PublicLinkRow.id))
    )
    return tuple(found)


def revoke_public_links(session: Session, consultation_id: int) -> None:
    """End the public links of a consultation."""
    session.exec(
        update(PublicLinkRow)
        .where(col(PublicLinkRow.consultation_id) == consultation_id)
        .values(revoked=True)
    )
