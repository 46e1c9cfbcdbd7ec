"""What stands around every page of a reviewer: which plan, which body, until when."""

from __future__ import annotations

from typing import Any

from flask import g

from lbsap.actions.reviewing import ReviewDesk
from lbsap.steps.report_format import date_words
from lbsap.web.language import lang
from lbsap.web.review import reviewer


@reviewer.context_processor
def around() -> dict[str, Any]:
    """The head of pages on which a link is open."""
    opened: ReviewDesk | None = g.get("review_desk")
    return {"head": head_of(opened)} if opened else {}


def head_of(opened: ReviewDesk) -> dict[str, Any]:
    """Plan, body asked, and the last day for comments; ``open``: comments are taken."""
    closes_on = opened.review.closes_on
    return {
        "title": opened.document.cover.title.show(lang()),
        "body": opened.invitation.body.plain(lang()),
        "until": date_words(closes_on).show(lang()) if closes_on else "",
        "open": opened.open,
    }
