"""What the link of a reviewer opens, found again at each request by the token that the session cookie keeps."""

from __future__ import annotations

from typing import Final, cast

from flask import abort, current_app, g, make_response, render_template, request, session
from sqlalchemy import Engine

from lbsap.actions.reviewing import ReviewDesk, open_review_link, reviewed_document
from lbsap.model.blocks import Document
from lbsap.store.columns import now

LINK: Final = "review"
LONGEST_TOKEN: Final = 200


def engine() -> Engine:
    """The application's database."""
    return cast(Engine, current_app.extensions["lbsap_engine"])


def sound(token: str) -> str:
    """A token that may be one; anything else is looked up as the empty one, which is nobody's."""
    return token if len(token) <= LONGEST_TOKEN and token.isascii() and token.isprintable() else ""


def keep_link(token: str) -> None:
    """From now on this browser opens what the link opens, under a new identifier of its session."""
    session.pop("csrf_token", None)
    session[LINK] = token
    session.permanent = True


def forget_link() -> None:
    """Forget the link on this browser."""
    session.pop(LINK, None)


def link() -> str:
    """The token of this browser's link; empty where there is none."""
    kept = session.get(LINK)
    return kept if isinstance(kept, str) else ""


def require_review() -> None:
    """Load the desk before a reviewer's page. Where the link opens nothing (any more) the answer is 401, with what was
    typed, so that nothing is lost."""
    found = open_review_link(engine(), sound(link()), now()) if link() else None
    if found is None:
        words = request.form.get("words", "") if request.method == "POST" else ""
        abort(make_response(render_template("review/ended.html", words=words), 401))
    g.review_desk = found


def desk() -> ReviewDesk:
    """The desk of this request, on a page whose access rule is REVIEWER."""
    return cast(ReviewDesk, g.review_desk)


def document() -> Document:
    """The text under review, read once a request and only where a page shows something of it."""
    if "review_document" not in g:
        g.review_document = reviewed_document(engine(), desk().review)
    return cast(Document, g.review_document)
