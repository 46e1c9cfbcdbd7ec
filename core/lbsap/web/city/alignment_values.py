"""What the pages of alignment show, in the language of the page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from typing import Any, Final

from flask import url_for

from lbsap.model.catalogue import Link
from lbsap.model.city import CityAction
from lbsap.model.policy import PolicyFramework, PolicyTarget
from lbsap.model.problems import Problem
from lbsap.model.text import HAN
from lbsap.steps.aligning.city_actions import Candidate, Served, choice_of, explained, serving
from lbsap.store.cities import KeptCity
from lbsap.web.city.places import link_to, reason_for, target_row
from lbsap.web.forms.city_alignment import CHOICE_WORDS, AlignmentForm, key_of
from lbsap.web.language import N_, lang
from lbsap.web.language import gettext as _

GROUPS: Final = (
    (N_("Alignment with higher plans"), ("link_unconfirmed", "action_not_aligned", "framework_")),
    (N_("Indicators"), ("low_score_", "index_")),
    (N_("Targets"), ("target_",)),
    (N_("Actions and projects"), ("action_", "department_", "budget_", "project_")),
    (N_("Wording of the plan"), ("text_", "research_", "wording_")),
    (N_("Figures and references"), ("fact_", "area_", "reference_")),
)
"""The groups of findings with what the codes of each begin with; a code belongs to the first that fits."""
_EXPLAINED: Final = ("framework_", "low_score_")
"""What the codes begin with that a stated reason answers as well."""


def action_rows(opened: KeptCity, plans: Sequence[PolicyFramework]) -> list[dict[str, Any]]:
    """Each action with its numbers of targets by framework, and what waits."""
    return [
        {
            "number": n,
            "title": action.title.show(lang()),
            "href": url_for("city.align_action", city_id=opened.id, action_id=action.id),
            "served": [_numbers(action, plan) for plan in plans],
            "waiting": sum(link.status == "proposed" for link in action.links),
            "without_degree": sum(_lacks_degree(link, plans) for link in action.links),
        }
        for n, action in enumerate(opened.data.actions, 1)
    ]


def summary(opened: KeptCity, plans: Sequence[PolicyFramework]) -> dict[str, Any]:
    """How far the work has come: actions with a confirmed link, proposals that wait, and links without a degree."""
    links = [link for action in opened.data.actions for link in action.links]
    confirmed = [
        action for action in opened.data.actions if any(link.status == "confirmed" for link in action.links)
    ]
    return {
        "actions": len(opened.data.actions),
        "aligned": len(confirmed),
        "waiting": sum(link.status == "proposed" for link in links),
        "without_degree": sum(_lacks_degree(link, plans) for link in links),
    }


def _lacks_degree(link: Link, plans: Sequence[PolicyFramework]) -> bool:
    return choice_of(link) is None and any(link.framework == plan.id for plan in plans)


def candidate_values(form: AlignmentForm) -> list[dict[str, Any]]:
    """The candidates by framework, those that stand and new proposals apart, with the fields of each, and those by which
    one is added by hand."""
    groups = []
    for framework in form.frameworks:
        mine = [one for one in form.shown if one.framework is framework]
        groups.append(
            {
                "title": framework.short.show(lang()),
                "id": framework.id,
                "standing": [_candidate(one, form) for one in mine if one.link],
                "fresh": [_candidate(one, form) for one in mine if not one.link],
                "settled": any(one.link and one.link.status == "confirmed" for one in mine),
                "add": form[f"add-{framework.id}"],
                "extent": form[f"extent-{framework.id}"],
            }
        )
    return groups


def _candidate(one: Candidate, form: AlignmentForm) -> dict[str, Any]:
    key = key_of(one.framework.id, one.target.id)
    return {
        "number": one.target.number,
        "title": one.target.title.show(lang()),
        "summary": one.target.summary.show(lang()),
        "because": _in_language(one.because),
        "confirmed": one.link is not None and one.link.status == "confirmed",
        "new": one.link is None,
        "choice": form[f"choice-{key}"],
        "note": form[f"note-{key}"],
    }


def _in_language(words: Sequence[str]) -> list[str]:
    """The words in the language of the page; where there are none, all."""
    return [one for one in words if bool(HAN.search(one)) == (lang() == "zh")] or list(words)


def standing_rows(action: CityAction, plans: Sequence[PolicyFramework]) -> list[tuple[str, str]]:
    """The links that stand now, for ``components/changed_meanwhile.html``."""
    rows = [
        (f"{plan.short.show(lang())} {_numbered(target)}", _said(link))
        for plan in plans
        for link in action.links
        if link.framework == plan.id and (target := plan.target(link.target))
    ]
    return rows or [(_("Alignment"), "")]


def by_target(
    opened: KeptCity, framework: PolicyFramework, known: Mapping[str, PolicyFramework]
) -> list[dict[str, Any]]:
    """The targets of a framework by group, each with the actions that serve it; or with the reason, or the way to one."""
    served = serving(opened.data, framework, known)
    titles = {group.id: group.title.show(lang()) for group in framework.groups}
    rows = []
    for group, targets in groupby(framework.targets, key=lambda one: one.group):
        values = [_target_row(opened, framework, target, served[target.id]) for target in targets]
        rows.append({"title": titles.get(group, ""), "rows": values})
    return rows


def by_action(
    opened: KeptCity, framework: PolicyFramework, known: Mapping[str, PolicyFramework]
) -> list[dict[str, Any]]:
    """The actions, each with the targets of a framework that it serves."""
    served = serving(opened.data, framework, known)
    rows = []
    for n, action in enumerate(opened.data.actions, 1):
        mine = [
            _cell(one, _numbered(target), target_row(framework.id, target.id, opened))
            for target in framework.targets
            for one in served[target.id]
            if one.action is action
        ]
        href = url_for("city.align_action", city_id=opened.id, action_id=action.id)
        rows.append(
            {"title": f"{n} {action.title.show(lang())}", "href": href, "cells": mine, "id": action.id}
        )
    return [{"title": "", "rows": rows}] if rows else []


def grid(opened: KeptCity, framework: PolicyFramework) -> dict[str, Any]:
    """The whole matrix for wide screens: actions down, numbers of targets across."""
    marks = []
    for n, action in enumerate(opened.data.actions, 1):
        links = {link.target: link for link in action.links if link.framework == framework.id}
        cells = [_mark(links.get(target.id)) for target in framework.targets]
        href = url_for("city.align_action", city_id=opened.id, action_id=action.id)
        marks.append({"number": n, "title": action.title.show(lang()), "href": href, "cells": cells})
    heads = [{"number": one.number, "title": one.title.show(lang())} for one in framework.targets]
    return {"heads": heads, "rows": marks}


def finding_groups(found: Iterable[Problem], opened: KeptCity) -> list[dict[str, Any]]:
    """The findings by subject, each with its words and the ways to mend it: what is wrong or missing first, what is only
    to be considered apart."""
    groups: dict[str, list[Problem]] = {title: [] for title, _codes in GROUPS}
    for one in sorted(found, key=lambda one: one.severity != "error"):
        groups[next(title for title, codes in GROUPS if one.code.startswith(codes))].append(one)
    return [
        {
            "title": _(title),
            "count": len(mine),
            "rows": [_finding(one, opened) for one in mine if one.severity != "info"],
            "considered": [_finding(one, opened) for one in mine if one.severity == "info"],
        }
        for title, mine in groups.items()
        if mine
    ]


def _finding(one: Problem, opened: KeptCity) -> dict[str, Any]:
    about = one.where.partition(".")[2] if one.code.startswith(_EXPLAINED) else ""
    return {
        "words": one.message.show(lang()),
        "severity": one.severity,
        "href": link_to(one.where, opened),
        "reason": reason_for(about, opened) if about else "",
    }


def _target_row(
    opened: KeptCity, framework: PolicyFramework, target: PolicyTarget, served: Sequence[Served]
) -> dict[str, Any]:
    reason = explained(opened.data, framework, target)
    numbers = {id(action): n for n, action in enumerate(opened.data.actions, 1)}
    return {
        "id": f"target-{target.id}",
        "title": _numbered(target),
        "high": target.relevance == "high",
        "cells": [
            _cell(
                one,
                f"{numbers[id(one.action)]} {one.action.title.show(lang())}",
                url_for("city.align_action", city_id=opened.id, action_id=one.action.id),
            )
            for one in served
        ],
        "reason": reason.reason.show(lang()) if reason else "",
        "explain": reason_for(reason.about if reason else target.id, opened),
    }


def _cell(one: Served, words: str, href: str) -> dict[str, Any]:
    via = _("through %(target)s", target=_numbered(one.via)) if one.via else ""
    return {
        "words": words,
        "href": href,
        "said": via or _said(one.link),
        "waits": one.link.status == "proposed",
    }


def _numbered(target: PolicyTarget) -> str:
    return f"{target.number} {target.title.show(lang())}"


def _numbers(action: CityAction, plan: PolicyFramework) -> str:
    """The numbers of the targets of a framework that an action serves, as confirmed."""
    mine = {link.target for link in action.links if link.framework == plan.id and link.status == "confirmed"}
    return _(", ").join(target.number for target in plan.targets if target.id in mine)


def _said(link: Link) -> str:
    choice = choice_of(link)
    return _(CHOICE_WORDS[choice]) if choice else _("Confirmed, without a degree")


def _mark(link: Link | None) -> dict[str, str]:
    """The sign of a link in the grid, and its words for those who hear it."""
    if link is None or link.status == "rejected":
        return {}
    signs = {"high": _("H"), "medium": _("M"), "low": _("L")}
    sign = "?" if link.status == "proposed" else signs.get(link.extent, "✓")
    return {"sign": sign, "words": _said(link)}
