"""The way in and out: the link of a review, its button, leaving."""

from __future__ import annotations

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from lbsap.actions.reviewing import open_review_link, reviewed_document
from lbsap.store.columns import now
from lbsap.web.review import reviewer
from lbsap.web.review.desk import engine, forget_link, keep_link, sound
from lbsap.web.review.frame import head_of


@reviewer.get("/<token>")
def entry(token: str) -> ResponseReturnValue:
    """The page of a link. Opening it changes nothing: messengers and scanners open links ahead of people."""
    found = open_review_link(engine(), sound(token), now())
    if found is None:
        return _unknown()
    text = reviewed_document(engine(), found.review)
    return render_template("review/entry.html", head=head_of(found, text), token=token)


@reviewer.post("/<token>")
def begin(token: str) -> ResponseReturnValue:
    """Begin to read and comment."""
    if open_review_link(engine(), sound(token), now()) is None:
        return _unknown()
    keep_link(token)
    return redirect(url_for("reviewer.draft"), 303)


@reviewer.post("/draft/leave")
def leave() -> ResponseReturnValue:
    """Forget the link on this browser; all comments are kept."""
    forget_link()
    return render_template("review/left.html")


def _unknown() -> ResponseReturnValue:
    """One page for links that never were, were ended or have expired: which of them is nobody's business."""
    return render_template("review/unknown.html"), 404
