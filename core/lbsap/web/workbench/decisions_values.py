"""Items, what was said on them and what has been decided, as values for the templates of decisions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from flask import url_for

from lbsap.actions.editors.folder import Folder
from lbsap.actions.editors.results import ItemView
from lbsap.model.catalogue import Catalogue, Item
from lbsap.model.consultation import Decision, ProposedName
from lbsap.model.problems import Problem
from lbsap.model.questionnaire import Choice, Questionnaire
from lbsap.model.report import published_strata
from lbsap.model.text import Text, same
from lbsap.steps.catalogues.revise import as_decided, as_new
from lbsap.steps.common.item_words import setting_text, setting_title
from lbsap.steps.common.printed import NOTHING, interval, joined, label, minute
from lbsap.steps.editing.decision_rows import Standing
from lbsap.steps.reports.comment_rows import FATES, Entry
from lbsap.steps.reports.decisions import outcome_text
from lbsap.steps.reports.method import strata_title
from lbsap.steps.reports.results import retained
from lbsap.store.decisions import KeptDecision
from lbsap.web.language import gettext as _
from lbsap.web.language import lang
from lbsap.web.workbench.results_values import elsewhere_words, rule_values

Values = dict[str, Any]


def targets_of(catalogue: Catalogue, others: Iterable[Decision], own: str) -> list[tuple[str, str]]:
    """The items that can be pointed at: those that stay, and new ones; by id, number and name."""
    made = {one.item: one for one in others}
    staying = [
        (item.id, label(item).show(lang()))
        for item in catalogue.items
        if item.id != own and (item.id not in made or made[item.id].outcome == "keep")
    ]
    new = [
        (one.item, _("%(title)s (new)", title=(one.title or Text()).show(lang())))
        for one in made.values()
        if one.outcome == "new" and one.item != own
    ]
    return staying + new


def evidence(view: ItemView, questionnaire: Questionnaire) -> Values:
    """What the panel said on an item: the finding first, then what it rests on."""
    counts, asked = view.result.tally.counts, questionnaire.items
    return {
        "told": retained(counts).show(lang()),
        "counts": counts,
        "interval": interval(counts).show(lang()),
        "rule": rule_values(view.result),
        "strata": [
            {"title": strata_title(group, questionnaire).show(lang()), "told": retained(one).show(lang())}
            for group, one in published_strata(view.result.tally)
        ],
        "settings": _wished(asked.settings, view.result.tally.settings),
        "troubles": _wished(asked.troubles, view.result.tally.troubles),
        "names": proposed_names(view),
        "elsewhere": elsewhere_words(view.elsewhere),
    }


def proposed_names(view: ItemView) -> list[Values]:
    """The names proposed, confirmed groups under their common name first, then those that look alike together."""
    groups = [(one.group.face, one.count) for one in view.names.confirmed]
    free: Sequence[ProposedName] = view.names.free
    found = sorted((*groups, *((one.name, one.count) for one in free)), key=lambda one: -one[1])
    return [
        {"name": name, "words": " / ".join(filter(None, (name.zh, name.en))), "count": count}
        for name, count in found
    ]


def said(entries: Iterable[Entry], answered: Iterable[str]) -> list[Values]:
    """Comments on an item, each with what became of it, and whether the form says that it is answered by the decision."""
    ticked = set(answered)
    return [
        {
            "id": one.comment.id,
            "number": one.number,
            "lines": one.words.show(lang()).split("\n"),
            "source": one.source.show(lang()),
            "fate": FATES[one.comment.fate].show(lang()) if one.comment.fate else "",
            "ticked": str(one.comment.id) in ticked,
        }
        for one in entries
    ]


def decision_values(kept: KeptDecision, catalogue: Catalogue) -> Values:
    """A decision in words: outcome, what changes, rationale, the figures it rests on, by whom and when."""
    one = kept.decision
    return {
        "number": kept.number,
        "by": kept.decided_by,
        "at": minute(kept.decided_at).show(lang()),
        "outcome": outcome_text(one).show(lang()),
        "changes": [
            {"title": title.show(lang()), "words": words.show(lang()).split("\n")}
            for title, words in _changes(one, catalogue)
        ],
        "rationale": one.rationale.show(lang()).split("\n"),
        "missing": one.rationale.missing,
        "told": retained(one.tally).show(lang()) if one.tally else "",
        "comments": len(one.comments),
    }


def standing_values(one: Standing, kept: KeptDecision | None, href: str) -> Values:
    """A row of the overview."""
    decision = one.decision
    return {
        "href": href,
        "id": one.item.id,
        "number": one.item.number,
        "title": one.item.title.show(lang()),
        "told": retained(one.result.tally.counts).show(lang()) if one.result else NOTHING.show(lang()),
        "rule": rule_values(one.result)["words"] if one.result else "",
        "state": one.state,
        "contested": one.contested,
        "outcome": outcome_text(decision).show(lang()) if decision else "",
        "name": decision.title.show(lang()) if decision and decision.title else "",
        "missing": decision.rationale.missing if decision else (),
        "by": kept.decided_by if kept else "",
    }


def neighbours(opened: Folder, decisions: Iterable[Decision], item_id: str) -> Values:
    """The items before and after one, and the id of the next one that is undecided (empty: none)."""
    items, made = opened.consultation.catalogue.items, {one.item for one in decisions}
    place = next((i for i, item in enumerate(items) if item.id == item_id), -1)
    onward = (*items[place + 1 :], *items[: max(place, 0)])
    return {
        "previous": _link(opened, items[place - 1]) if place > 0 else {},
        "next": _link(opened, items[place + 1]) if 0 <= place < len(items) - 1 else {},
        "undecided": next((one.id for one in onward if one.id not in made), ""),
    }


def fault_words(faults: Iterable[Problem], catalogue: Catalogue) -> list[str]:
    """What does not fit together yet, each beginning with the item it is about."""
    told = []
    for one in faults:
        name = one.where.removeprefix(f"{catalogue.id}.").partition(".")[0]
        item = catalogue.item(name)
        place = label(item).show(lang()) if item else name
        told.append(_("%(item)s: %(words)s", item=place, words=one.message.show(lang())))
    return list(dict.fromkeys(told))


def _link(opened: Folder, item: Item) -> Values:
    page = url_for("workbench.decide", consultation_id=opened.consultation.id, item_id=item.id)
    return {"href": page, "title": label(item).show(lang())}


def _wished(choices: Iterable[Choice], counts: Any) -> list[str]:
    found = [(one.title.show(lang()), counts[one.id]) for one in choices if counts.get(one.id)]
    return [
        _("%(title)s %(count)s", title=title, count=count)
        for title, count in sorted(found, key=lambda one: -one[1])
    ]


def _changes(one: Decision, catalogue: Catalogue) -> Iterable[tuple[Text, Text]]:
    """What a decision changes, each with its new words."""
    if one.title:
        yield Text("最终名称", "Final name"), same(" / ".join(filter(None, (one.title.zh, one.title.en))))
    if one.into:
        yield Text("去向", "Goes into"), joined(_name(name, catalogue) for name in one.into)
    old = catalogue.item(one.item)
    item = as_new(catalogue, one) if one.outcome == "new" else as_decided(old, one) if old else None
    names = [name for name in ("definition", "parent") if getattr(one, name)] + sorted(one.settings)
    for name in names if item else ():
        yield setting_title(name), setting_text(item, name, catalogue) if item else Text()


def _name(name: str, catalogue: Catalogue) -> Text:
    item = catalogue.item(name)
    return label(item) if item else same(name)
