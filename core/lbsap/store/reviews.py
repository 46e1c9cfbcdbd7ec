"""Reviews of drafts, layer by layer: who was asked by which link, what they said, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final, cast, get_args

from sqlmodel import Field, Session, col, func, select, update

from lbsap.model.city_plan import Layer
from lbsap.model.comments import Fate
from lbsap.model.draft import ReviewComment
from lbsap.model.errors import BadInput
from lbsap.model.problems import problem
from lbsap.model.text import Text
from lbsap.store.columns import NEVER_REUSED, Table, UtcDateTime, now, one_of
from lbsap.store.faults import not_found
from lbsap.store.tokens import digest_of, new_token

_COMMENT: Final = Text("意见", "comment")


class ReviewRow(Table, table=True):
    """One layer looks at one draft."""

    __tablename__ = "review"
    __table_args__ = (one_of("layer", get_args(Layer)), NEVER_REUSED)

    id: int = Field(default=None, primary_key=True)
    city_id: int = Field(foreign_key="city.id", ondelete="CASCADE", index=True)
    plan_id: int = Field(foreign_key="plan_snapshot.id")
    layer: str
    closes_on: date
    closed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    reason: str = ""
    opened_by: str
    opened_at: datetime = Field(sa_type=UtcDateTime)


class ReviewInvitationRow(Table, table=True):
    """A link for one body; only the digest of its token is kept."""

    __tablename__ = "review_invitation"

    id: int = Field(default=None, primary_key=True)
    review_id: int = Field(foreign_key="review.id", ondelete="CASCADE", index=True)
    body_zh: str
    body_en: str
    token: str = Field(unique=True)
    expires_at: datetime = Field(sa_type=UtcDateTime)
    revoked_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    done_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class ReviewCommentRow(Table, table=True):
    """A comment on a part of a draft; ``version`` counts its changes and the answers given to it."""

    __tablename__ = "review_comment"

    id: int = Field(default=None, primary_key=True)
    review_id: int = Field(foreign_key="review.id", ondelete="CASCADE", index=True)
    invitation_id: int | None = Field(foreign_key="review_invitation.id", ondelete="SET NULL")
    part: str
    body_zh: str
    body_en: str
    words: str
    entered_by: str
    entered_at: datetime = Field(sa_type=UtcDateTime)
    fate: str | None = None
    reason_zh: str = ""
    reason_en: str = ""
    answered_by: str = ""
    answered_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    version: int = 0


@dataclass(frozen=True, slots=True)
class Review:
    """A layer's review of a draft. ``reason`` says why it was opened before its turn."""

    id: int
    city: int
    plan: int
    layer: Layer
    closes_on: date
    closed: bool
    reason: str = ""


@dataclass(frozen=True, slots=True)
class ReviewInvitation:
    """A body that was asked to comment."""

    id: int
    review: int
    body: Text
    expires_at: datetime
    revoked: bool
    done: bool


@dataclass(frozen=True, slots=True)
class KeptComment:
    """A comment with the number of its changes and answers, and whose review and invitation it belongs to."""

    comment: ReviewComment
    version: int
    review: int
    invitation: int | None


def open_review(
    session: Session,
    city_id: int,
    plan_id: int,
    layer: Layer,
    closes_on: date,
    by: str,
    *,
    reason: str = "",
) -> int:
    """Let a layer look at a draft; ``reason`` says why it does so before its turn. Returns the id of the review."""
    row = ReviewRow(
        city_id=city_id,
        plan_id=plan_id,
        layer=layer,
        closes_on=closes_on,
        reason=reason,
        opened_by=by,
        opened_at=now(),
    )
    session.add(row)
    session.flush()
    return row.id


def close_review(session: Session, city_id: int, review_id: int) -> None:
    """End a review. Raises ``NotFound``, also for another city's."""
    _review(session, city_id, review_id).closed_at = now()
    session.flush()


def move_last_day(
    session: Session, city_id: int, review_id: int, closes_on: date, expires_at: datetime
) -> None:
    """Give a review another last day for comments; its links that were not ended are good until ``expires_at``.

    Raises ``NotFound``, also for another city's.
    """
    _review(session, city_id, review_id).closes_on = closes_on
    session.flush()
    links = update(ReviewInvitationRow).where(
        col(ReviewInvitationRow.review_id) == review_id, col(ReviewInvitationRow.revoked_at).is_(None)
    )
    session.exec(links.values(expires_at=expires_at))


def reviews_of(session: Session, city_id: int) -> tuple[Review, ...]:
    """A city's reviews, in the order they were opened."""
    rows = session.exec(select(ReviewRow).where(ReviewRow.city_id == city_id).order_by(col(ReviewRow.id)))
    return tuple(map(_as_review, rows))


def review(session: Session, city_id: int, review_id: int) -> Review:
    """One review. Raises ``NotFound``, also for another city's."""
    return _as_review(_review(session, city_id, review_id))


def invite_body(session: Session, review_id: int, body: Text, expires_at: datetime) -> str:
    """Ask a body to comment. Returns the token of its link."""
    token = new_token()
    row = ReviewInvitationRow(
        review_id=review_id, body_zh=body.zh, body_en=body.en, token=digest_of(token), expires_at=expires_at
    )
    session.add(row)
    session.flush()
    return token


def invitations_of(session: Session, review_id: int) -> tuple[ReviewInvitation, ...]:
    """Whom a review asked, in order."""
    rows = session.exec(
        select(ReviewInvitationRow)
        .where(ReviewInvitationRow.review_id == review_id)
        .order_by(col(ReviewInvitationRow.id))
    )
    return tuple(map(_as_invitation, rows))


def invitation_by(
    session: Session, token: str, *, hold: bool = False
) -> tuple[ReviewInvitation, Review] | None:
    """The invitation of a token, expired, revoked and closed ones too; ``None`` for a token that never was.

    ``hold``: until the unit of work ends, nobody else comments in this review or changes it.
    """
    chosen = (
        select(ReviewInvitationRow, ReviewRow)
        .join(ReviewRow, col(ReviewRow.id) == col(ReviewInvitationRow.review_id))
        .where(ReviewInvitationRow.token == digest_of(token))
    )
    found = session.exec(chosen.with_for_update(of=ReviewRow) if hold else chosen).first()
    return (_as_invitation(found[0]), _as_review(found[1])) if found else None


def renew_body(session: Session, review_id: int, invitation_id: int, expires_at: datetime) -> str:
    """Give a body a new link; the old one opens nothing any more. Returns the new token. Raises ``NotFound``."""
    row, token = _invitation(session, review_id, invitation_id), new_token()
    row.token, row.expires_at, row.revoked_at = digest_of(token), expires_at, None
    session.flush()
    return token


def revoke_body(session: Session, review_id: int, invitation_id: int) -> None:
    """Let a link open nothing any more. Raises ``NotFound``."""
    _invitation(session, review_id, invitation_id).revoked_at = now()
    session.flush()


def mark_done(session: Session, invitation_id: int) -> None:
    """A body has said all it wants to say."""
    session.exec(
        update(ReviewInvitationRow).where(col(ReviewInvitationRow.id) == invitation_id).values(done_at=now())
    )


def add_comment(
    session: Session, review_id: int, part: str, body: Text, words: str, *, by: str, invitation: int | None
) -> int:
    """Keep a comment. Returns its id."""
    row = ReviewCommentRow(
        review_id=review_id,
        invitation_id=invitation,
        part=part,
        body_zh=body.zh,
        body_en=body.en,
        words=words,
        entered_by=by,
        entered_at=now(),
    )
    session.add(row)
    session.flush()
    return row.id


def said_before(session: Session, invitation_id: int, part: str, words: str) -> int | None:
    """The comment by which a link has said the very same; ``None`` where it has not."""
    return session.exec(
        select(ReviewCommentRow.id).where(
            ReviewCommentRow.invitation_id == invitation_id,
            ReviewCommentRow.part == part,
            ReviewCommentRow.words == words,
        )
    ).first()


def number_said(session: Session, invitation_id: int) -> int:
    """How many comments were made by a link."""
    chosen = ReviewCommentRow.invitation_id == invitation_id
    return session.exec(select(func.count()).select_from(ReviewCommentRow).where(chosen)).one()


def change_words(session: Session, comment_id: int, invitation_id: int, words: str, *, seen: int) -> None:
    """Let a body put a comment of its own in other words, until it is answered.

    Raises ``BadInput`` where it has been answered or changed since it was seen, ``NotFound``, also for another's.
    """
    row = _comment(session, comment_id)
    if row.invitation_id != invitation_id:
        raise not_found(_COMMENT, comment_id)
    if row.fate is not None:
        raise BadInput([problem("review_comment_answered", "words")])
    _require_version(row, seen)
    row.words, row.entered_at, row.version = words, now(), seen + 1
    session.flush()


def answer_comment(
    session: Session, city_id: int, comment_id: int, fate: Fate, reason: Text, *, by: str, seen: int
) -> None:
    """Say what became of a comment. Raises ``BadInput`` where it has been answered or changed since, ``NotFound``."""
    row = _comment(session, comment_id)
    _review(session, city_id, row.review_id)
    _require_version(row, seen)
    row.fate, row.reason_zh, row.reason_en = fate, reason.zh, reason.en
    row.answered_by, row.answered_at, row.version = by, now(), seen + 1
    session.flush()


def comments_of(session: Session, city_id: int) -> tuple[KeptComment, ...]:
    """All comments on a city's drafts: by layer in the layers' order, then as they came."""
    rows = session.exec(
        select(ReviewCommentRow, ReviewRow.layer)
        .join(ReviewRow, col(ReviewRow.id) == col(ReviewCommentRow.review_id))
        .where(ReviewRow.city_id == city_id)
        .order_by(col(ReviewCommentRow.id))
    )
    found = [_as_comment(row, cast(Layer, layer)) for row, layer in rows]
    return tuple(sorted(found, key=lambda one: get_args(Layer).index(one.comment.layer)))


def _review(session: Session, city_id: int, review_id: int) -> ReviewRow:
    row = session.get(ReviewRow, review_id)
    if row is None or row.city_id != city_id:
        raise not_found(Text("征求意见", "review"), review_id)
    return row


def _comment(session: Session, comment_id: int) -> ReviewCommentRow:
    row = session.get(ReviewCommentRow, comment_id, with_for_update=True, populate_existing=True)
    if row is None:
        raise not_found(_COMMENT, comment_id)
    return row


def _require_version(row: ReviewCommentRow, seen: int) -> None:
    if row.version != seen:
        raise BadInput([problem("changed_meanwhile", f"comment {row.id}", found=row.version, seen=seen)])


def _invitation(session: Session, review_id: int, invitation_id: int) -> ReviewInvitationRow:
    row = session.get(ReviewInvitationRow, invitation_id)
    if row is None or row.review_id != review_id:
        raise not_found(Text("征求意见链接", "link"), invitation_id)
    return row


def _as_review(row: ReviewRow) -> Review:
    layer = cast(Layer, row.layer)
    closed = row.closed_at is not None
    return Review(row.id, row.city_id, row.plan_id, layer, row.closes_on, closed, row.reason)


def _as_invitation(row: ReviewInvitationRow) -> ReviewInvitation:
    return ReviewInvitation(
        row.id,
        row.review_id,
        Text(row.body_zh, row.body_en),
        row.expires_at,
        row.revoked_at is not None,
        row.done_at is not None,
    )


def _as_comment(row: ReviewCommentRow, layer: Layer) -> KeptComment:
    said = ReviewComment(
        row.part,
        layer,
        Text(row.body_zh, row.body_en),
        row.words,
        cast(Fate | None, row.fate),
        Text(row.reason_zh, row.reason_en),
        row.id,
    )
    return KeptComment(said, row.version, row.review_id, row.invitation_id)
