"""What stands around every page of an expert: whose consultation it is, the round, the deadline in Beijing time."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from flask import g, url_for

from lbsap.actions.experts.desk import Desk
from lbsap.actions.experts.link import LinkState
from lbsap.steps.asking.closing import closed_problem
from lbsap.steps.common.printed import clock, day
from lbsap.web.expert import expert
from lbsap.web.language import gettext as _
from lbsap.web.language import lang


@expert.context_processor
def of_the_visit() -> dict[str, Any]:
    """The head of pages within a visit; a page before or after one passes a ``head`` of its own."""
    desk: Desk | None = g.get("desk")
    return {"head": head_of_desk(desk) if desk else strangers_head()}


def head_of_desk(desk: Desk) -> dict[str, Any]:
    """The head of a page within a visit."""
    moment = desk.closed_at or desk.round.closes_at
    return {
        "title": desk.consultation.title.plain(lang()),
        "host": desk.consultation.host.plain(lang()),
        "round": _("Round %(number)s", number=desk.round.number),
        "deadline": beijing(moment) if moment else "",
        "closed": desk.closed_at is not None,
        "home": url_for("expert.tasks"),
    }


def head_of_link(link: LinkState) -> dict[str, Any]:
    """The head of a page on a link; the deadline stands in the page itself."""
    return {"title": link.title.plain(lang()), "host": link.host.plain(lang())}


def strangers_head() -> dict[str, Any]:
    """The head where no consultation may be named."""
    return {"title": _("Expert consultation"), "host": ""}


def beijing(moment: datetime) -> str:
    """Date and time of day in Beijing, without the words that say so."""
    return f"{day(moment).plain(lang())}{'' if lang() == 'zh' else ', '}{clock(moment)}"


def closed_words(moment: datetime | None, contact: str) -> str:
    """What is said of a round that closed at ``moment``."""
    return closed_problem(moment, contact).message.show(lang()) if moment else ""
