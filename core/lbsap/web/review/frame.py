"""What stands around every page of a reviewer: which plan, which body, until when."""

from __future__ import annotations

from typing import Any

from flask import g

from lbsap.actions.reviewing import ReviewDesk
from lbsap.model.blocks import Document
from lbsap.steps.common.printed import date_words
from lbsap.web.language import lang
from lbsap.web.review import reviewer
from lbsap.web.review.desk import document


@reviewer.context_processor
def around() -> dict[str, Any]:
    """The head of pages on which a link is open."""
    opened: ReviewDesk | None = g.get("review_desk")
    return {"head": head_of(opened, document())} if opened else {}


def head_of(opened: ReviewDesk, text: Document) -> dict[str, Any]:
    """Plan, body asked, and the last day for comments; ``open``: comments are taken."""
    return {
        "title": text.cover.title.show(lang()),
        "body": opened.invitation.body.plain(lang()),
        "until": date_words(opened.review.closes_on).show(lang()),
        "open": opened.open,
    }
