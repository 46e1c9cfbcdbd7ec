"""One indicator: its figures or why there are none, last year's beside them, and what the figures score."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from lbsap.actions.cities import indicators as act
from lbsap.actions.cities.indicators import ReportedUnder
from lbsap.model.catalogue import Indicator, Item
from lbsap.model.city import CityData, Observation
from lbsap.model.errors import BadInput
from lbsap.model.problems import Problem
from lbsap.steps.common.stamp import stamp
from lbsap.steps.scoring.observation_form import FIGURES, cells_of
from lbsap.steps.scoring.reported import last_row, row_of
from lbsap.web.city import city
from lbsap.web.city import indicator_values as values
from lbsap.web.city.frame import actor, engine, workspace
from lbsap.web.city.indicators import code_of, under_of
from lbsap.web.forms.city_indicators import IndicatorForm
from lbsap.web.forms.fields import words_of
from lbsap.web.forms.setup import place
from lbsap.web.item_texts import texts_of
from lbsap.web.language import gettext as _
from lbsap.web.language import lang


@dataclass(frozen=True, slots=True)
class Opened:
    """An indicator of the index that a city reports under, with the city's data as they stand."""

    city_id: int
    data: CityData
    under: ReportedUnder
    item: Item
    settings: Indicator

    @property
    def row(self) -> Observation | None:
        """What stands."""
        return row_of(self.under.index, self.item, self.data.observations)

    @property
    def last(self) -> tuple[int, Observation] | None:
        """What the latest earlier year says, with the year."""
        return last_row(self.under.index, self.item, self.data)


@city.route("/<int:city_id>/indicators/<item_id>", methods=["GET", "POST"])
def indicator(city_id: int, item_id: str) -> ResponseReturnValue:
    """The page of an indicator; ``go`` says whether to save, to save and go on, to show the score only, or to clear."""
    opened = _opened(city_id, item_id)
    form = _form(opened)
    if request.method == "GET":
        return _page(opened, form)
    form.process(request.form)
    go = request.form.get("go", "save")
    if go == "show":
        return _score_shown(opened, form)
    try:
        _keep(opened, form, go)
    except BadInput as fault:
        return _again(_opened(city_id, item_id), form, fault.problems)
    return redirect(_onward(_opened(city_id, item_id), go), 303)


def _opened(city_id: int, item_id: str) -> Opened:
    data = workspace(city_id).data
    under = under_of(data)
    item = under.index.item(item_id)
    if item is None or item.indicator is None:
        abort(404)
    return Opened(city_id, data, under, item, item.indicator)


def _form(opened: Opened) -> IndicatorForm:
    """The form filled with what stands, or with last year's figures where these are asked for (``?fill=last``)."""
    row, last = opened.row, opened.last
    shown = last[1] if last and request.args.get("fill") == "last" else row
    hints = values.last_hints(opened.settings, last)
    form = IndicatorForm(opened.settings, shown.unit if shown else "", hints)
    form.process(data={**cells_of(opened.settings, shown), "seen": stamp(row)})
    return form


def _keep(opened: Opened, form: IndicatorForm, go: str) -> None:
    who, where, seen = actor(), engine(), words_of(form["seen"])
    if go == "clear":
        act.clear_observation(who, where, opened.under.index, opened.city_id, opened.item, seen)
        return
    sure = words_of(form["asked"]) if form["sure"].data else ""
    index, cells = opened.under.index, form.cells
    act.keep_observation(who, where, index, opened.city_id, opened.item, cells, seen, sure)


def _score_shown(opened: Opened, form: IndicatorForm) -> ResponseReturnValue:
    """The page with what the figures typed would score; nothing is saved."""
    try:
        row, strange = act.judge(opened.under.index, opened.item, form.cells, opened.data)
    except BadInput as fault:
        return _again(opened, form, fault.problems)
    return _page(opened, form, preview=row, strange=strange)


def _again(opened: Opened, form: IndicatorForm, faults: tuple[Problem, ...]) -> ResponseReturnValue:
    """The page with what was typed: with faults, with doubts to be set aside, or beside what stands now."""
    if all(one.severity == "warning" for one in faults):
        form["asked"].data, form["sure"].data = stamp(faults), False
        form["sure"].errors = [_named(one, form) for one in faults]
        row, _doubts = act.judge(opened.under.index, opened.item, form.cells, opened.data)
        return _page(opened, form, preview=row), 400
    changed = any(one.code == "part_changed" for one in faults)
    if changed:
        form["seen"].data = stamp(opened.row)
    of_all = [one.message.show(lang()) for one in faults if one.where == FIGURES]
    told = place(form, (one for one in faults if one.where != FIGURES))
    return _page(opened, form, told=told, of_all=of_all, changed=changed), code_of(faults)


def _page(
    opened: Opened,
    form: IndicatorForm,
    *,
    told: list[tuple[str, str]] | None = None,
    of_all: Iterable[str] = (),
    preview: Observation | None = None,
    strange: tuple[Problem, ...] = (),
    changed: bool = False,
) -> str:
    errors = [*(told or []), *((FIGURES, words) for words in of_all)]
    score, fault = _score(opened, preview or opened.row)
    return render_template(
        "city/indicator.html",
        form=form,
        told=errors,
        of_all=of_all,
        has_errors=bool(errors or form.errors),
        text=texts_of(opened.under.index, {}, lang())[opened.item.id],
        score=score,
        stored_fault=fault,
        preview=preview is not None,
        strange=[_named(one, form) for one in strange],
        meanwhile=values.kept_values(opened.settings, opened.row, form.labels) if changed else [],
        gone=changed and opened.row is None,
        bands=values.band_values(opened.settings),
        origins=values.origin_values(opened.under, opened.item),
        last=_last(opened),
        may_clear=opened.row is not None,
        saved=_saved(opened),
        **_neighbours(opened),
    )


def _named(one: Problem, form: IndicatorForm) -> str:
    """A doubt with the name of the field that it is about."""
    words, labels = one.message.show(lang()), form.labels
    return (
        str(_("%(field)s: %(fault)s", field=labels[one.where], fault=words)) if one.where in labels else words
    )


def _score(opened: Opened, row: Observation | None) -> tuple[dict[str, Any], str]:
    """What an observation scores, or why what stands cannot be read."""
    try:
        reading = values.reading_of(opened.under.index, opened.item, row, opened.data)
    except BadInput as fault:
        return {}, fault.problems[0].message.show(lang())
    return values.score_values(opened.under.index, opened.item, reading), ""


def _last(opened: Opened) -> dict[str, Any]:
    """Last year's value and score, and the way to begin with its figures."""
    if opened.last is None:
        return {}
    year, row = opened.last
    score, _fault = _score(opened, row)
    return {
        "year": year,
        "words": row.missing.show(lang()) or score.get("value", ""),
        "score": score.get("score"),
        "fill": url_for("city.indicator", city_id=opened.city_id, item_id=opened.item.id, fill="last"),
    }


def _saved(opened: Opened) -> str:
    """What the page before has saved, in words."""
    found = opened.under.index.item(request.args.get("saved", ""))
    return _("Indicator %(number)s is saved.", number=found.number) if found else ""


def _neighbours(opened: Opened) -> dict[str, Any]:
    items = [one for one in opened.under.index.items if one.indicator]
    at = items.index(opened.item)

    def link(to: int) -> dict[str, str]:
        if not 0 <= to < len(items):
            return {}
        href = url_for("city.indicator", city_id=opened.city_id, item_id=items[to].id)
        return {"href": href, "title": f"{items[to].number} {items[to].title.show(lang())}"}

    return {"earlier": link(at - 1), "later": link(at + 1)}


def _onward(opened: Opened, go: str) -> str:
    """Where to go after a save: the same page, the next indicator without data, or the list."""
    number, item = opened.city_id, opened.item
    if go == "clear":
        return url_for("city.indicators", city_id=number, done="cleared")
    if go != "next":
        return url_for("city.indicator", city_id=number, item_id=item.id, saved=item.id)
    items = [one for one in opened.under.index.items if one.indicator]
    at = items.index(item)
    for one in (*items[at + 1 :], *items[:at]):
        if row_of(opened.under.index, one, opened.data.observations) is None:
            return url_for("city.indicator", city_id=number, item_id=one.id, saved=item.id)
    return url_for("city.indicators", city_id=number, done="all")
