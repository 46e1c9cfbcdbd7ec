"""The overview of a consultation: what it is, where it stands, and what to do next."""

from __future__ import annotations

from typing import Any

from flask import current_app, render_template, url_for

from lbsap.actions.editors.board import Card, card_of
from lbsap.actions.editors.folder import Folder
from lbsap.actions.editors.setup import lacking_in
from lbsap.store.columns import now
from lbsap.store.consultations import Round
from lbsap.web.language import gettext as _
from lbsap.web.language import ngettext
from lbsap.web.workbench import workbench
from lbsap.web.workbench.frame import STATES, actor, engine, folder, registry
from lbsap.web.workbench.home import TAGS, answered_words, wait_words
from lbsap.web.workbench.setup_values import date_words, facts_of, parts_of, rule_words


@workbench.get("/c/<int:consultation_id>/")
def consultation(consultation_id: int) -> str:
    """The overview."""
    opened = folder(consultation_id)
    latest = opened.latest
    card = card_of(actor(), engine(), opened, now())
    is_draft = latest.state == "draft"
    lacks = lacking_in(opened.consultation, latest, registry(), now()) if is_draft else {}
    return render_template(
        "workbench/consultation.html",
        number=latest.number,
        state=latest.state,
        parts=parts_of(opened, latest, lacks, registry()) if is_draft else [],
        ready=not lacks,
        waits=wait_words(card),
        answered="" if is_draft else answered_words(card),
        onward=_onward(card),
        facts=facts_of(opened, latest, registry()),
        rounds=[_round(opened, one) for one in reversed(opened.rounds) if one.state != "draft"],
        next_round=latest.state == "closed",
        of=_addresses(consultation_id, latest),
    )


def _onward(card: Card) -> dict[str, str]:
    """The page on which the next step is taken: words and address, where there is such a page."""
    steps = {
        "answers": ("workbench.progress", _("See who has answered")),
        "opening": ("workbench.panel", _("Invite experts")),
        "decisions": ("workbench.decisions", _("Decide on the items")),
        "publication": ("workbench.publication", _("Publish the new version")),
        "nothing": ("workbench.reports", _("Reports and data")),
    }
    endpoint, words = steps.get(card.waits, ("", ""))
    if endpoint not in current_app.view_functions:
        return {}
    return {"words": words, "href": url_for(endpoint, consultation_id=card.folder.consultation.id)}


def _addresses(consultation_id: int, latest: Round) -> dict[str, str]:
    here: dict[str, Any] = {"consultation_id": consultation_id}
    names = ("open_round", "close_round", "round_deadline")
    return {name: url_for(f"workbench.{name}", number=latest.number, **here) for name in names} | {
        name: url_for(f"workbench.{name}", **here)
        for name in ("next_round", "public_link", "preview", "questionnaire_yaml", "questionnaire_xlsform")
    }


def _round(opened: Folder, one: Round) -> dict[str, Any]:
    later = one.number > 1
    return {
        "title": _("Round %(number)s", number=one.number),
        "state": _(STATES[one.state]),
        "tag": TAGS[one.state],
        "dates": date_words(one),
        "rule": rule_words(one, registry()),
        "settled": ngettext("%(num)s item settled", "%(num)s items settled", len(one.settled))
        if later
        else "",
        "items_href": url_for(
            "workbench.round_items", consultation_id=opened.consultation.id, number=one.number
        )
        if later
        else "",
    }
