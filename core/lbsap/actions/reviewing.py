"""What a body that was sent a link does with a draft: reads it, comments on its sections, says that it is done.

A link may be used until it expires or is ended; comments are taken until the review closes. There is no account: the
token of the link is the right, and whoever holds it sees the comments made by it and no others.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import Engine
from sqlmodel import Session

from lbsap.actions.cities.reviews import read_comment
from lbsap.model.blocks import Document
from lbsap.model.errors import BadInput
from lbsap.model.problems import problem
from lbsap.model.text import Text
from lbsap.steps.planning.review_order import takes_comments
from lbsap.store.audit import record
from lbsap.store.engine import session_scope
from lbsap.store.faults import not_found
from lbsap.store.plans import load_plan
from lbsap.store.reviews import (
    KeptComment,
    Review,
    ReviewInvitation,
    add_comment,
    change_words,
    comments_of,
    invitation_by,
    mark_done,
    number_said,
    said_before,
)

VISITOR: Final = "visitor"
MOST_COMMENTS: Final = 300
"""How many comments one link may make: several for each section of a plan, and far fewer than would drown the answers."""


@dataclass(frozen=True, slots=True)
class ReviewDesk:
    """What a link opens: the review and the comments made by this link; ``reviewed_document`` has the text under review.

    ``open``: comments are still taken.
    """

    review: Review
    invitation: ReviewInvitation
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
            review,
            invitation,
            tuple(one for one in comments_of(session, review.city) if one.invitation == invitation.id),
            takes_comments(review.closed, review.closes_on, at),
        )


def reviewed_document(engine: Engine, review: Review) -> Document:
    """The text under review. It may hold many megabytes of pictures, so only a page that shows it asks. Reads only."""
    with session_scope(engine, write=False) as session:
        return load_plan(session, review.city, review.plan).document


def say(engine: Engine, token: str, cells: Mapping[str, str], at: datetime) -> int:
    """Keep a comment, by the fields part (a key; empty: the whole) and words. Returns its id.

    Raises ``BadInput``, also where the review has closed, and ``NotFound`` for a link that opens nothing.
    """
    with session_scope(engine) as session:
        invitation, review = _taking(session, token, at)
        part, words = read_comment(cells, load_plan(session, review.city, review.plan).document)
        again = said_before(session, invitation.id, part, words)
        if again is not None:  # a form sent twice says one thing
            return again
        if number_said(session, invitation.id) >= MOST_COMMENTS:
            raise BadInput([problem("review_comments_full", "words", most=MOST_COMMENTS)])
        body = invitation.body
        return add_comment(session, review.id, part, body, words, by=VISITOR, invitation=invitation.id)


def reword(engine: Engine, token: str, comment_id: int, words: str, seen: int, at: datetime) -> None:
    """Put a comment made by this link in other words. Raises ``BadInput``, also where it was answered or changed since it
    was seen, or the review has closed; ``NotFound``, also for a comment of another link."""
    with session_scope(engine) as session:
        invitation, review = _taking(session, token, at)
        document = load_plan(session, review.city, review.plan).document
        _, kept = read_comment({"words": words}, document)
        change_words(session, comment_id, invitation.id, kept, seen=seen)


def finish(engine: Engine, token: str, at: datetime) -> None:
    """A body has said all it wants to say; it may still change its mind until the review closes."""
    with session_scope(engine) as session:
        invitation, review = _taking(session, token, at)
        mark_done(session, invitation.id)
        record(session, VISITOR, "review answered", f"review {review.id}", link=invitation.id)


def _found(
    session: Session, token: str, at: datetime, *, hold: bool = False
) -> tuple[ReviewInvitation, Review] | None:
    found = invitation_by(session, token, hold=hold)
    if found is None or found[0].revoked or found[0].expires_at <= at:
        return None
    return found


def _taking(session: Session, token: str, at: datetime) -> tuple[ReviewInvitation, Review]:
    found = _found(session, token, at, hold=True)
    if found is None:
        raise not_found(Text("链接", "link"), "…")
    if not takes_comments(found[1].closed, found[1].closes_on, at):
        raise BadInput([problem("review_closed", "words")])
    return found
