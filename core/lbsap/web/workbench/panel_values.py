"""What the pages on a panel show of people, messages and visits: values in the language of the page."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final

from flask import url_for

from lbsap.actions.editors.inviting import Panel
from lbsap.model.panel import Invited, Message
from lbsap.model.problems import problem
from lbsap.model.questionnaire import Questionnaire
from lbsap.steps.editing.handing import History, State, is_unusual, state_of
from lbsap.steps.editing.panel_rows import strata_of
from lbsap.store.visits import SeenVisit
from lbsap.web.expert.frame import beijing
from lbsap.web.language import N_, lang
from lbsap.web.language import gettext as _

STATES: Final[dict[State, tuple[str, str]]] = {
    "waiting": (N_("No link yet"), "attention"),
    "handed": (N_("Link given"), ""),
    "failed": (N_("Mail failed"), "attention"),
    "begun": (N_("Link used"), ""),
    "submitted": (N_("Has submitted"), "done"),
    "expired": (N_("Link ran out"), "attention"),
    "ended": (N_("Link ended"), "quiet"),
    "deleted": (N_("Deleted on request"), "quiet"),
}
"""The states of an invitation: words, and the kind of tag."""
KINDS: Final = {
    "invitation": N_("Invitation"),
    "reminder": N_("Reminder"),
    "again": N_("Invitation sent again"),
}
CHANNELS: Final = {"smtp": N_("By mail"), "file": N_("In a file"), "page": N_("On a page")}
FORTUNES: Final = {"sent": N_("Sent"), "failed": N_("Failed"), "made": N_("Handed out")}
FAULTS: Final = {
    "refused": N_("Refused by the mail server"),
    "lost": N_("The connection broke; the mail may have gone all the same"),
    "address": N_("Mail cannot be sent to this address"),
}


def languages() -> list[tuple[str, str]]:
    """The languages of messages."""
    return [("", _("Both languages")), ("zh", _("Chinese")), ("en", _("English"))]


def strata(questionnaire: Questionnaire) -> list[tuple[str, str]]:
    """The strata by id, and that none is known."""
    return [("", _("Not known")), *((one.id, one.title.show(lang())) for one in strata_of(questionnaire))]


def stratum_words(questionnaire: Questionnaire, stratum: str) -> str:
    """The name of a stratum; an id that is none of the questionnaire's as it stands."""
    return dict(strata(questionnaire)).get(stratum, stratum)


def person_row(panel: Panel, one: Invited, at: datetime) -> dict[str, Any]:
    """A line of the panel."""
    history = panel.had.get(one.id, History())
    words, kind = STATES[state_of(one, history, at)]
    visits = visits_of(panel, one.id)
    return {
        "href": url_for(
            "workbench.panel_person", consultation_id=panel.consultation.id, invitation_id=one.id
        ),
        "name": one.person.name if one.person else _("Deleted"),
        "institution": one.person.institution if one.person else "",
        "email": one.person.email if one.person else "",
        "stratum": stratum_words(panel.consultation.questionnaire, one.person.stratum) if one.person else "",
        "state": _(words),
        "kind": kind,
        "last": last_words(history.last) if history.last else "",
        "unusual": is_unusual((visit.agent for visit in visits), any(visit.not_me for visit in visits)),
    }


def visits_of(panel: Panel, invitation_id: int) -> list[SeenVisit]:
    """The visits by one link, newest first."""
    return [one for one in panel.visits if one.invitation == invitation_id]


def last_words(message: Message) -> str:
    """The newest message in a line."""
    return _("%(kind)s, %(day)s", kind=_(KINDS[message.kind]), day=beijing(message.sent_at))


def message_row(message: Message) -> dict[str, Any]:
    """A line of the log on one person."""
    return {
        "at": beijing(message.sent_at),
        "kind": _(KINDS[message.kind]),
        "channel": _(CHANNELS[message.channel]),
        "fortune": fortune_words(message),
        "failed": message.fortune == "failed",
        "fault": fault_words(message.fault),
        "by": message.sent_by,
    }


def fortune_words(message: Message) -> str:
    """What became of a message."""
    if message.channel == "smtp" and message.fortune == "made":
        return _("Not known to have gone")
    return _(FORTUNES[message.fortune])


def fault_words(fault: str) -> str:
    """A fault of a mail: ours in the language of the page, then what the server said as it said it."""
    word, _colon, said = fault.partition(": ")
    if not word:
        return ""
    ours = _(FAULTS[word])
    return _("%(what)s: %(said)s", what=ours, said=said) if said else ours


def visit_row(visit: SeenVisit) -> dict[str, Any]:
    """A visit by a link."""
    return {
        "at": beijing(visit.begun_at),
        "agent": visit.agent if visit.agent != "?" else _("Not known"),
        "number": visit.number,
        "not_me": visit.not_me,
    }


def mail_unset_words() -> str:
    """That no mail server is set."""
    return problem("mail_unset").message.show(lang())
