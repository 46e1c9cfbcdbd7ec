"""The cities one works for, and the overview of one: what is done, what comes next."""

from __future__ import annotations

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from lbsap.actions.cities.overview import CityLine, list_cities, standing_of
from lbsap.steps.common.words import whole_number
from lbsap.web.city import city
from lbsap.web.city.frame import actor, engine, registry, workspace
from lbsap.web.city.overview_values import next_values, rows, step_rows
from lbsap.web.language import gettext as _
from lbsap.web.language import lang, ngettext


@city.get("/")
def home() -> ResponseReturnValue:
    """The cities that are open to the actor (``?words=``, ``?page=``); whoever works for one only is led there."""
    words = request.args.get("words", "").strip()[:100]
    number = whole_number(request.args.get("page", "")) or 1
    found = list_cities(actor(), engine(), words, number)
    may_edit = bool(actor().roles & {"administrator", "editor"})
    if found.total == 1 and not words and not may_edit:
        return redirect(url_for("city.overview", city_id=found.lines[0].id))
    return render_template(
        "city/home.html",
        cities=[_line(one) for one in found.lines],
        words=words,
        found=found,
        may_edit=may_edit,
    )


@city.get("/<int:city_id>/")
def overview(city_id: int) -> str:
    """Where a city stands."""
    opened = workspace(city_id)
    standing = standing_of(actor(), engine(), registry(), opened)
    return render_template(
        "city/overview.html",
        title=opened.data.city.plain(lang()),
        next=next_values(standing, opened),
        rows=rows(standing, opened),
        steps=step_rows(standing),
    )


def _line(line: CityLine) -> dict[str, object]:
    figures, actions = (line.entries.get(part, 0) for part in ("observations", "actions"))
    told = [
        ngettext("%(num)s indicator reported", "%(num)s indicators reported", figures),
        ngettext("%(num)s action", "%(num)s actions", actions),
        ngettext("%(num)s draft", "%(num)s drafts", line.drafts),
    ]
    return {"id": line.id, "name": line.name.show(lang()), "told": _(", ").join(told)}
