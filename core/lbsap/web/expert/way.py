"""Where an expert goes next: consent, a first item, the short profile, components, then the items that are open.

The first item comes before the questions on the expert, so that four actions lead from the link to a saved answer.
"""

from __future__ import annotations

from typing import Final

from flask import redirect, request, session, url_for
from flask.typing import ResponseReturnValue

from lbsap.actions.experts.desk import Desk
from lbsap.model.catalogue import Item
from lbsap.web.desk import desk
from lbsap.web.expert import expert

SEVERAL: Final = "several"
"""Where the session keeps that the answers saved last came from a page of several items."""
BEFORE_CONSENT: Final = frozenset(
    f"expert.{name}"
    for name in (
        *("entry", "begin", "public", "resume", "code", "not_me", "leave"),
        *("consent", "data", "contact", "withdraw", "delete", "download"),
    )
)
"""Pages that can be opened without consent: the way in, the way out, and the rights over one's own data."""


@expert.before_request
def consent_first() -> ResponseReturnValue | None:
    """Lead to the notice before the first answer. After a withdrawal one's own answers can still be read."""
    if request.endpoint in BEFORE_CONSENT or not lacks_consent(desk()):
        return None
    return redirect(url_for("expert.consent"), 303)


def lacks_consent(desk: Desk) -> bool:
    """Whether the notice must be answered first; a closed round takes no answers, so none is asked for."""
    return desk.open and desk.consent is None and not desk.withdrawn


def next_page(desk: Desk) -> str:
    """The page to land on at the beginning of a visit: for those who come back, the first item without an answer."""
    if lacks_consent(desk):
        return url_for("expert.consent")
    if desk.open and desk.answers and desk.next_item:
        return page_of(desk, desk.next_item)
    return after_consent(desk)


def after_consent(desk: Desk) -> str:
    """The page after the notice: the first item for those who have answered none yet."""
    if desk.open and not desk.answers and desk.next_item:
        return page_of(desk, desk.next_item)
    return url_for("expert.profile") if wants_profile(desk) else after_profile(desk)


def wants_profile(desk: Desk) -> bool:
    """Whether the questions that give the strata are still to be answered."""
    known = desk.respondent.profile
    asked = desk.consultation.questionnaire.profile
    return desk.open and any(question.id not in known for question in asked if question.stratum)


def after_profile(desk: Desk) -> str:
    """The page after the profile: the components one can judge, for those who have hardly begun to answer."""
    if desk.open and desk.judged_groups is None and len(desk.answers) <= 1:
        return url_for("expert.components")
    if desk.open and desk.answers and desk.next_item:
        return page_of(desk, desk.next_item)
    return url_for("expert.tasks")


def keep_to_several(chosen: bool) -> None:
    """Keep on this browser that answers were saved on a page of several items, or of one: so one goes on."""
    if not chosen:
        session.pop(SEVERAL, None)
    elif SEVERAL not in session:
        session[SEVERAL] = True


def page_of(desk: Desk, item: Item) -> str:
    """The page on which an item is judged: its own, or that of its group for those who judge several at once."""
    if SEVERAL in session:
        group = next(one for one in desk.groups if item in one.items)
        return url_for("expert.compact", group=group.id)
    return url_for("expert.item", item_id=item.id)
