"""Pages that look over plan data: the formulation steps and checklist, financing, the case library, national areas."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any, Final

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from lbsap.actions.cities.cases import offered_cases, pick_case
from lbsap.actions.cities.parts import around, take_national_areas
from lbsap.model.city_plan import StepState
from lbsap.steps.cities.formulation import ADVICES, PHASES, Step, formulation_steps
from lbsap.steps.cities.part_choices import FUNDING_SOURCES
from lbsap.steps.cities.part_gaps import choice_words
from lbsap.steps.cities.parts import PARTS
from lbsap.steps.planning.financing import Financing, Grid, financing
from lbsap.web.city import city
from lbsap.web.city.frame import actor, engine, registry, workspace
from lbsap.web.city.plan_data_values import done_words
from lbsap.web.language import gettext as _
from lbsap.web.language import lang

_KINDS: Final = {"done": "done", "under_way": "attention", "not_applicable": "quiet"}


@city.get("/<int:city_id>/plan-data/formulation")
def formulation(city_id: int) -> str:
    """The ten steps with the Nature Pathway beside them, the checklist, and where the city stands with each."""
    opened = workspace(city_id)
    states = {one.step: one for one in opened.data.steps}
    return render_template(
        "city/formulation.html",
        steps=[_step(one, states) for one in formulation_steps(around(registry()).outline)],
        advices=[_step(one, states) for one in ADVICES],
        done=done_words(),
    )


@city.get("/<int:city_id>/plan-data/financing", endpoint="financing")
def money(city_id: int) -> str:
    """The money of the plan in four views."""
    found = financing(workspace(city_id).data)
    return render_template("city/financing.html", **_money(found))


@city.route("/<int:city_id>/plan-data/case-library", methods=["GET", "POST"])
def case_library(city_id: int) -> ResponseReturnValue:
    """The cases to pick from: the shipped library, and what other cities share."""
    opened = workspace(city_id)
    if request.method == "POST":
        pick_case(actor(), engine(), city_id, request.form.get("origin", ""))
        return redirect(url_for("city.entries", city_id=city_id, part="cases", done="picked"), 303)
    picked = {one.origin for one in opened.data.cases}
    rows = [
        {
            "origin": one.origin,
            "title": one.case.title.show(lang()),
            "place": one.case.place.show(lang()),
            "content": one.case.content.show(lang()),
            "lesson": one.case.lesson.show(lang()),
            "source": one.case.source,
            "city": one.city.show(lang()),
            "picked": one.origin in picked,
        }
        for one in offered_cases(actor(), engine(), city_id)
    ]
    return render_template("city/case_library.html", rows=rows)


@city.post("/<int:city_id>/plan-data/areas/take-over")
def take_areas(city_id: int) -> ResponseReturnValue:
    """Begin with the priority areas of the national plan."""
    workspace(city_id)
    take_national_areas(actor(), engine(), registry(), city_id)
    return redirect(url_for("city.entries", city_id=city_id, part="areas", done="kept"), 303)


def _step(step: Step, states: dict[str, StepState]) -> dict[str, Any]:
    found = states.get(step.id, StepState(step.id))
    words = choice_words(PARTS["steps"].field("state"), found.state or "open")
    return {
        "id": step.id,
        "title": step.title.show(lang()),
        "about": step.about.show(lang()),
        "pathway": [
            _("%(number)s %(title)s (%(phase)s)", number=one.number, title=one.title.show(lang()),
              phase=PHASES[one.phase].show(lang()))
            for one in step.pathway
        ],
        "state": words.show(lang()),
        "kind": _KINDS.get(found.state, ""),
        "on": found.on.isoformat() if found.on else "",
        "note": found.note.show(lang()),
    }  # fmt: skip


def _money(found: Financing) -> dict[str, Any]:
    return {
        "spent": _grid(found.spent),
        "share": f"{found.share:.2f}%" if found.share is not None else "",
        "share_year": found.budget_year,
        "planned": _grid(found.planned),
        "projects": [
            {
                "id": one.project.id,
                "title": one.project.title.show(lang()),
                "cost": _amount(one.cost),
                "planned": _amount(one.planned),
                "gap": _amount(one.gap),
            }
            for one in found.projects
        ],
        "cost": _amount(found.cost),
        "gap": _amount(found.gap),
        "unassigned": _amount(found.unassigned) if found.unassigned else "",
        "without_cost": found.without_cost,
        "without_amount": found.without_amount,
    }


def _grid(grid: Grid) -> dict[str, Any]:
    sources = dict(FUNDING_SOURCES)
    return {
        "years": [str(year) if year else _("No year") for year in grid.years],
        "rows": [
            {
                "title": sources[source].show(lang()) if source in sources else _("Source not stated"),
                "cells": [_amount(row.get(year)) for year in grid.years],
                "total": _amount(grid.of_source(source)),
            }
            for source, row in grid.rows.items()
        ],
        "totals": _amounts(grid.of_year(year) for year in grid.years),
        "total": _amount(grid.total),
    }


def _amounts(found: Iterable[Decimal]) -> list[str]:
    return [_amount(one) for one in found]


def _amount(value: Decimal | None) -> str:
    """A sum in ten thousand yuan; a dash where there is none."""
    return "–" if value is None else f"{value.normalize():,f}"
