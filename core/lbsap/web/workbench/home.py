"""The first page of the workbench: consultations and what each waits for."""

from __future__ import annotations

from typing import Any, Final

from flask import current_app, render_template, url_for

from lbsap.actions.editors.board import Card, list_cards
from lbsap.steps.common.printed import minute
from lbsap.steps.editing.waiting import Wait
from lbsap.store.columns import now
from lbsap.web.language import N_, lang, ngettext
from lbsap.web.language import gettext as _
from lbsap.web.workbench import workbench
from lbsap.web.workbench.frame import STATES, actor, engine

TAGS: Final = {"draft": "attention", "open": "", "closed": "attention", "published": "done"}
"""How the state of a round is tagged."""
WAITS: Final[dict[Wait, str]] = {
    "set_up": N_("Complete the set-up and open the round"),
    "opening": N_("Nothing to do until it opens"),
    "answers": N_("Answers of experts"),
    "closing": N_("The deadline is past: close the round"),
    "publication": N_("Everything is decided: publish the new version"),
    "nothing": N_("Nothing; the new version is published"),
}


@workbench.get("/")
def home() -> str:
    """The consultations, newest first."""
    cards = list_cards(actor(), engine(), now())
    return render_template(
        "workbench/home.html",
        cards=[_card(one) for one in cards],
        catalogues=url_for("workbench.catalogues")
        if "workbench.catalogues" in current_app.view_functions
        else "",
    )


def wait_words(card: Card) -> str:
    """What a consultation waits for, in the language of the page."""
    if card.waits == "decisions":
        return ngettext("%(num)s item to decide", "%(num)s items to decide", card.undecided)
    return _(WAITS[card.waits])


def answered_words(card: Card) -> str:
    """How many have answered in the newest round."""
    return _("%(answered)s of %(panel)s experts", answered=card.answered, panel=card.panel)


def deadline_words(card: Card) -> str:
    """When the newest round closes or closed."""
    latest = card.folder.latest
    if latest.closed_at:
        return _("Closed: %(moment)s", moment=minute(latest.closed_at).plain(lang()))
    if latest.closes_at:
        return _("Closes: %(moment)s", moment=minute(latest.closes_at).plain(lang()))
    return str(_("No deadline"))


def _card(card: Card) -> dict[str, Any]:
    consultation, latest = card.folder.consultation, card.folder.latest
    return {
        "href": url_for("workbench.consultation", consultation_id=consultation.id),
        "title": consultation.title.plain(lang()),
        "catalogue": consultation.catalogue.title.plain(lang()),
        "version": consultation.catalogue.version,
        "round": _("Round %(number)s", number=latest.number),
        "state": _(STATES[latest.state]),
        "tag": TAGS[latest.state],
        "deadline": deadline_words(card),
        "answered": "" if latest.state == "draft" else answered_words(card),
        "waits": wait_words(card),
    }
