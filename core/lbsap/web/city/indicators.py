"""Indicator data: what is reported and what is missing, a page for each indicator, the reporting year."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from lbsap.actions.cities import indicators as act
from lbsap.actions.cities.indicators import ReportedUnder
from lbsap.actions.editors.catalogues import Version
from lbsap.model.city import CityData
from lbsap.model.errors import BadInput
from lbsap.model.problems import Problem, problem
from lbsap.steps.common.stamp import stamp
from lbsap.steps.common.words import whole_number
from lbsap.steps.scoring.reported import by_component, foreign
from lbsap.store.cities import KeptCity
from lbsap.web.city import city
from lbsap.web.city import indicator_values as values
from lbsap.web.city.frame import actor, engine, registry, workspace
from lbsap.web.forms.city_indicators import NewYearForm, ReportingForm
from lbsap.web.forms.setup import place
from lbsap.web.language import gettext as _
from lbsap.web.language import lang


@city.get("/<int:city_id>/indicators")
def indicators(city_id: int) -> str:
    """Every indicator by core component: what is reported, what is missing, where to go on."""
    opened = workspace(city_id)
    data = opened.data
    under = under_of(data)
    groups: list[dict[str, Any]] = []
    for component, reported in by_component(under.index, data):
        rows = [values.row_values(under.index, one, data, city_id) for one in reported]
        done = sum(not row["open"] for row in rows)
        groups.append({"id": component.id, "title": component.title.show(lang()), "rows": rows, "done": done})
    missing = [row for group in groups for row in group["rows"] if row["open"]]
    return render_template(
        "city/indicators.html",
        groups=groups,
        total=sum(len(group["rows"]) for group in groups),
        done=sum(group["done"] for group in groups),
        missing=missing,
        reporting=_reporting_words(under, data),
        foreign=len(foreign(under.index, data)),
        earlier=sorted((one.year for one in data.earlier), reverse=True),
        may_take_back=bool(data.earlier) and not data.observations,
        year=data.year,
        unsaid=data.year is None or data.first_application is None,
        years_seen=stamp(act.years_part(data)),
        said=_said(request.args.get("done", "")),
    )


@city.route("/<int:city_id>/indicators/reporting", methods=["GET", "POST"])
def reporting(city_id: int) -> ResponseReturnValue:
    """Under which index version the city reports, for which year, and whether for the first time."""
    opened = workspace(city_id)
    versions = act.index_versions(actor(), engine(), registry())
    if request.method == "GET":
        return _reporting_page(opened, versions, ReportingForm(data=_reporting_cells(opened.data, versions)))
    form = ReportingForm(request.form)
    try:
        act.change_reporting(
            actor(),
            engine(),
            registry(),
            city_id,
            _chosen(form, versions),
            _year(form.year.data),
            {"yes": True, "no": False}.get(form.first_application.data or ""),
            form.seen.data or "",
        )
    except BadInput as fault:
        return _reporting_page(workspace(city_id), versions, form, fault.problems)
    return redirect(url_for("city.indicators", city_id=city_id, done="reporting"), 303)


@city.route("/<int:city_id>/indicators/new-year", methods=["GET", "POST"])
def new_year(city_id: int) -> ResponseReturnValue:
    """Begin a new reporting year: what stands now becomes last year's."""
    opened = workspace(city_id)
    if request.method == "GET":
        suggested = "" if opened.data.year is None else str(opened.data.year + 1)
        return _new_year_page(opened, NewYearForm(data={"year": suggested}))
    form = NewYearForm(request.form)
    try:
        year = _year(form.year.data)
        if year is None:
            raise BadInput([problem("value_missing", "year", field=form.year.label.text)])
        act.begin_year(actor(), engine(), city_id, year, form.seen.data or "")
    except BadInput as fault:
        return _new_year_page(workspace(city_id), form, fault.problems)
    return redirect(url_for("city.indicators", city_id=city_id, done="year"), 303)


@city.post("/<int:city_id>/indicators/new-year/back")
def new_year_back(city_id: int) -> ResponseReturnValue:
    """Take a new year back in which nothing has been reported yet."""
    workspace(city_id)
    act.take_year_back(actor(), engine(), city_id, request.form.get("seen", ""))
    return redirect(url_for("city.indicators", city_id=city_id, done="back"), 303)


def under_of(data: CityData) -> ReportedUnder:
    """The index that the city reports under."""
    return act.open_index(actor(), engine(), registry(), data)


def _reporting_words(under: ReportedUnder, data: CityData) -> list[dict[str, str]]:
    first = {True: _("Yes"), False: _("No"), None: _("Not said yet")}[data.first_application]
    index = _(
        "%(title)s, version %(version)s", title=under.index.title.show(lang()), version=under.index.version
    )
    return [
        {"key": _("Version of the index"), "value": index},
        {"key": _("Reporting year"), "value": str(data.year) if data.year is not None else _("Not said yet")},
        {"key": _("First application"), "value": first},
    ]


def _reporting_cells(data: CityData, versions: Iterable[Version]) -> dict[str, str]:
    wanted = act.reference_of(data)
    here = next(
        (one.reference for one in versions if wanted in (one.reference, one.reference.partition("@")[0])), ""
    )
    first = {True: "yes", False: "no", None: ""}[data.first_application]
    year = "" if data.year is None else str(data.year)
    return {"index": here, "year": year, "first_application": first, "seen": stamp(act.reporting_part(data))}


def _chosen(form: ReportingForm, versions: Iterable[Version]) -> str:
    chosen = form.index.data or ""
    if chosen not in {one.reference for one in versions}:
        raise BadInput([problem("value_missing", "index", field=form.index.label.text)])
    return chosen


def _year(words: str | None) -> int | None:
    """A year as people write it; ``None`` for nothing. Raises ``BadInput``."""
    plain = (words or "").strip().removesuffix("年")
    if not plain:
        return None
    year = whole_number(plain)
    if year is None or len(plain) != len("2026"):
        raise BadInput([problem("year_impossible", "year", year=plain)])
    return year


def _reporting_page(
    opened: KeptCity, versions: tuple[Version, ...], form: ReportingForm, faults: tuple[Problem, ...] = ()
) -> ResponseReturnValue:
    changed = any(one.code == "part_changed" for one in faults)
    if changed:
        form.seen.data = stamp(act.reporting_part(opened.data))
    form.offer([(one.reference, _version_words(one)) for one in versions])
    told = place(form, faults)
    page = render_template(
        "city/reporting.html",
        form=form,
        told=told,
        meanwhile=_standing(opened.data, form) if changed else [],
        has_errors=bool(told or form.errors),
    )
    return page, code_of(faults)


def _standing(data: CityData, form: ReportingForm) -> list[tuple[str, str]]:
    rows = _reporting_words(under_of(data), data)
    labels = (form.index.label.text, form.year.label.text, form.first_application.label.text)
    return [(str(label), row["value"]) for label, row in zip(labels, rows, strict=True)]


def _version_words(one: Version) -> str:
    version = one.reference.partition("@")[2]
    title = _("%(title)s, version %(version)s", title=one.title.show(lang()), version=version)
    origin = _("published here") if one.origin == "published" else _("supplied with the program")
    return _("%(title)s (%(origin)s)", title=title, origin=origin)


def _new_year_page(
    opened: KeptCity, form: NewYearForm, faults: tuple[Problem, ...] = ()
) -> ResponseReturnValue:
    form.seen.data = stamp(act.years_part(opened.data))
    told = place(form, faults)
    page = render_template(
        "city/new_year.html",
        form=form,
        told=told,
        year=opened.data.year,
        number=len(opened.data.observations),
        has_errors=bool(told or form.errors),
    )
    return page, code_of(faults)


def code_of(faults: tuple[Problem, ...]) -> int:
    """The status of a page that is shown again: 409 where somebody else has saved meanwhile."""
    codes = {one.code for one in faults}
    return 409 if "part_changed" in codes else 400 if codes else 200


def _said(what: str) -> str:
    return {
        "reporting": _("The reporting is saved."),
        "year": _("The new year has begun. Last year’s figures stand beside each indicator."),
        "back": _("The new year is taken back."),
        "cleared": _("The indicator is cleared."),
        "all": _("Every indicator has an entry now."),
    }.get(what, "")
