"""What a consultation is set up to be, as rows for pages: the facts, what is wanting, the parts with their states."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from flask import url_for

from lbsap.actions.editors.folder import Folder
from lbsap.actions.editors.setup import left_to_ask, rule_of
from lbsap.model.problems import Problem
from lbsap.model.report import LEAST_GROUP
from lbsap.model.text import Text
from lbsap.registry import Registry
from lbsap.steps.asking.notice import ANONYMITY
from lbsap.steps.asking.questionnaire_making import stratum_of
from lbsap.steps.common.printed import figure, minute
from lbsap.steps.editing.setup import REPORT_WORDS
from lbsap.store.consultations import Round
from lbsap.web.language import N_, lang, ngettext
from lbsap.web.language import gettext as _

PARTS: Final = {
    "titles": N_("Title, host and contact"),
    "questionnaire": N_("Questionnaire"),
    "strata": N_("Groups of experts"),
    "anonymity": N_("Anonymity"),
    "notice": N_("Notice on personal data"),
    "words": N_("Words for the report"),
    "rule": N_("Consensus rule"),
    "dates": N_("Dates"),
    "items": N_("Items asked"),
}
"""The parts of a set-up, in the order of the work."""
OF_A_ROUND: Final = ("rule", "dates", "items")
OF_THE_FIRST: Final = tuple(part for part in PARTS if part != "items")
OF_A_LATER: Final = ("items", "rule", "dates")


def parts_of(
    opened: Folder, draft: Round, lacks: Mapping[str, Sequence[Problem]], registry: Registry
) -> list[dict[str, Any]]:
    """The parts of a draft: title, what is chosen, state (complete, lacking, optional), address."""
    parts = OF_THE_FIRST if draft.number == 1 else OF_A_LATER
    chosen = _chosen(opened, draft, registry)
    return [
        {
            "title": _(PARTS[part]),
            "lines": chosen[part],
            "state": "lacking" if part in lacks else "optional" if not chosen[part] else "complete",
            "href": address_of(opened, draft, part),
        }
        for part in parts
    ]


def facts_of(opened: Folder, draft: Round, registry: Registry) -> list[dict[str, Any]]:
    """All that a round is held by, as rows of a summary list."""
    chosen = _chosen(opened, draft, registry)
    shown = [part for part in PARTS if part != "items" or draft.number > 1]
    return [{"key": _(PARTS[part]), "lines": chosen[part] or ["—"]} for part in shown]


def wanting_of(opened: Folder, draft: Round, lacks: Mapping[str, Sequence[Problem]]) -> list[dict[str, str]]:
    """The parts that must be mended before the round may open, with the address of each."""
    return [
        {"title": _(PARTS[part]), "href": address_of(opened, draft, part)} for part in PARTS if part in lacks
    ]


def address_of(opened: Folder, draft: Round, part: str) -> str:
    """The page on which a part is changed."""
    of_a_round = part in OF_A_ROUND
    place: dict[str, Any] = {"number": draft.number} if of_a_round else {}
    endpoint = f"workbench.round_{part}" if of_a_round else f"workbench.setup_{part}"
    return url_for(endpoint, consultation_id=opened.consultation.id, **place)


def rule_words(draft: Round, registry: Registry) -> list[str]:
    """The rule of a round with its parameters, one a line."""
    rule = rule_of(draft, registry)
    if rule is None:
        return [f"{draft.rule} {draft.rule_version}"]
    values = rule.values(draft.parameters)
    return [
        rule.title.show(lang()),
        *(
            _("%(what)s: %(value)s", what=one.title.show(lang()), value=figure(values[one.id], 3))
            for one in rule.parameters
        ),
    ]


def date_words(held: Round) -> list[str]:
    """When a round opens and closes, or did."""
    opens, closes = held.opened_at or held.opens_at, held.closed_at or held.closes_at
    opened = _("Opened: %(moment)s") if held.opened_at else _("Opens: %(moment)s")
    closed = _("Closed: %(moment)s") if held.closed_at else _("Closes: %(moment)s")
    if held.opens_at and held.opened_at and held.opens_at > held.opened_at:
        opens, opened = held.opens_at, _("Opens: %(moment)s")
    return [
        words % {"moment": minute(moment).plain(lang())}
        for words, moment in ((opened, opens), (closed, closes))
        if moment
    ]


def _chosen(opened: Folder, draft: Round, registry: Registry) -> dict[str, list[str]]:
    told = opened.consultation
    asked = told.questionnaire
    catalogue = told.catalogue
    stratum = next((one.title.show(lang()) for one in asked.profile if one.id == stratum_of(asked)), "")
    return {
        "titles": _both(told.title, told.host) + [told.contact] * bool(told.contact),
        "questionnaire": [
            asked.title.show(lang()),
            _(
                "About: %(title)s, version %(version)s",
                title=catalogue.title.show(lang()),
                version=catalogue.version,
            ),
            _items_words(len(left_to_ask(told, draft))),
        ],
        "strata": [
            _(
                "%(question)s; groups of fewer than %(least)s are never shown.",
                question=stratum,
                least=LEAST_GROUP,
            )
            if stratum
            else _("None: results are not broken down")
        ],
        "anonymity": [ANONYMITY[told.anonymity].show(lang())],
        "notice": _notice_words(opened),
        "words": [told.words[name].show(lang()) for name in REPORT_WORDS if told.words.get(name)],
        "rule": rule_words(draft, registry),
        "dates": date_words(draft),
        "items": [
            _items_words(len(left_to_ask(told, draft))),
            ngettext("%(num)s item settled", "%(num)s items settled", len(draft.settled)),
        ],
    }


def _items_words(number: int) -> str:
    return ngettext("%(num)s item asked", "%(num)s items asked", number)


def _both(*texts: Text) -> list[str]:
    return [words for text in texts for words in (text.zh, text.en) if words]


def _notice_words(opened: Folder) -> list[str]:
    notice = opened.consultation.notice
    words = [notice.purpose.show(lang()), notice.place.show(lang())]
    if notice.kept_until:
        words.append(_("Kept until %(day)s", day=notice.kept_until.isoformat()))
        words.append(
            _("Provided abroad: %(to)s", to=notice.abroad.recipient.show(lang()))
            if notice.abroad
            else _("Nothing is provided abroad.")
        )
    return [one for one in words if one]
