"""What a body that was sent a link does with a draft: reads it, comments on its sections, says that it is done.

A link may be used until it expires or is ended; comments are taken until the review closes. There is no account: the
token of the link is the right, and whoever holds it sees the comments made by it and no others.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine
from sqlmodel import Session

from lbsap.actions.cities.reviews import read_comment
from lbsap.model.blocks import Document
from lbsap.model.errors import BadInput
from lbsap.model.problems import problem
from lbsap.model.text import Text
from lbsap.steps.review_order import takes_comments
from lbsap.store.audit import record
from lbsap.store.cities import load_city
from lbsap.store.engine import session_scope
from lbsap.store.faults import not_found
from lbsap.store.plans import load_draft
from lbsap.store.reviews import (
    KeptComment,
    Review,
    ReviewInvitation,
    add_comment,
    change_words,
    comments_of,
    invitation_by,
    mark_done,
)

VISITOR = "visitor"


@dataclass(frozen=True, slots=True)
class ReviewDesk:
    """What a link opens: the city, the review, the text under review and the comments made by this link.

    ``open``: comments are still taken.
    """

    city: Text
    review: Review
    invitation: ReviewInvitation
    document: Document
    comments: tuple[KeptComment, ...]
    open: bool


def open_review_link(engine: Engine, token: str, at: datetime) -> ReviewDesk | None:
    """What a link opens at a moment; ``None`` alike for links that never were, have expired or were ended. Reads only."""
    with session_scope(engine, write=False) as session:
        found = _found(session, token, at)
        if found is None:
            return None
        invitation, review = found
        return ReviewDesk(
            load_city(session, review.city).data.city,
            review,
            invitation,
            load_draft(session, review.city, review.plan)[0].document,
            tuple(one for one in comments_of(session, review.city) if one.invitation == invitation.id),
            takes_comments(review.closed, review.closes_on, at),
        )


def say(engine: Engine, token: str, cells: Mapping[str, str], at: datetime) -> int:
    """Keep a comment, by the fields part (a key; empty: the whole) and words. Returns its id.

    Raises ``BadInput``, also where the review has closed, and ``NotFound`` for a link that opens nothing.
    """
    with session_scope(engine) as session:
        invitation, review = _taking(session, token, at)
        part, words = read_comment(cells, load_draft(session, review.city, review.plan)[0].document)
        body = invitation.body
        known = comments_of(session, review.city)
        twice = (one for one in known if _is_same(one, invitation.id, part, words))
        if again := next(twice, None):  # a form sent twice says one thing
            return again.comment.id
        return add_comment(session, review.id, part, body, words, by=VISITOR, invitation=invitation.id)


def reword(engine: Engine, token: str, comment_id: int, words: str, seen: int, at: datetime) -> None:
    """Put a comment made by this link in other words. Raises ``BadInput``, also where it was answered or changed since it
    was seen, or the review has closed; ``NotFound``, also for a comment of another link."""
    with session_scope(engine) as session:
        invitation, review = _taking(session, token, at)
        document = load_draft(session, review.city, review.plan)[0].document
        _, kept = read_comment({"words": words}, document)
        change_words(session, comment_id, invitation.id, kept, seen=seen)


def finish(engine: Engine, token: str, at: datetime) -> None:
    """A body has said all it wants to say; it may still change its mind until the review closes."""
    with session_scope(engine) as session:
        invitation, review = _taking(session, token, at)
        mark_done(session, invitation.id)
        record(session, VISITOR, "review answered", f"review {review.id}", link=invitation.id)


def _found(session: Session, token: str, at: datetime) -> tuple[ReviewInvitation, Review] | None:
    found = invitation_by(session, token)
    if found is None or found[0].revoked or found[0].expires_at <= at:
        return None
    return found


def _taking(session: Session, token: str, at: datetime) -> tuple[ReviewInvitation, Review]:
    found = _found(session, token, at)
    if found is None:
        raise not_found(Text("链接", "link"), "…")
    if not takes_comments(found[1].closed, found[1].closes_on, at):
        raise BadInput([problem("review_closed", "words")])
    return found


def _is_same(one: KeptComment, invitation_id: int, part: str, words: str) -> bool:
    return (one.invitation, one.comment.part, one.comment.words) == (invitation_id, part, words)
