"""The desk of the invited expert who sends this request: found by the visit kept in the session cookie."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final, cast

from flask import abort, current_app, g, request, session

from lbsap.actions.experts.desk import Desk, load_desk
from lbsap.store.columns import now

VISIT: Final = "visit"


def keep_visit(token: str) -> None:
    """Keep a visit that has just begun: from now on this browser opens its desk."""
    session.pop(VISIT, None)
    session[VISIT] = token
    session.permanent = True


def end_visit() -> None:
    """Forget the visit on this browser."""
    session.pop(VISIT, None)
    g.pop("desk", None)


def require_desk() -> Desk:
    """Load the desk before an expert's page. Answers 401 where no visit is open: the page says how to come back."""
    found = find_desk()
    if found is None:
        abort(401)
    return found


def find_desk() -> Desk | None:
    """The desk of this request, if a visit is open."""
    if "desk" not in g:
        item = (request.view_args or {}).get("item_id")
        g.desk = _load([item] if item else [])
    return cast(Desk | None, g.desk)


def desk() -> Desk:
    """The desk of this request, on a page whose access rule is EXPERT; with the feedback on the item of its address."""
    return cast(Desk, g.desk)


def desk_with_feedback(items: Collection[str]) -> Desk:
    """The desk of this request with the feedback on several items, for a page that shows them together."""
    if g.desk.round.number > 1:
        g.desk = _load(items) or abort(401)
    return desk()


def visit() -> str:
    """The token of this browser's visit; empty where none has begun."""
    kept = session.get(VISIT)
    return kept if isinstance(kept, str) else ""


def _load(items: Collection[str]) -> Desk | None:
    return (
        load_desk(current_app.extensions["lbsap_engine"], visit(), now(), feedback_on=items)
        if visit()
        else None
    )
