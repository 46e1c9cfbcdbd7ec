"""The score of a city: by year, index version and variant; how firm it is; what the revised index does to it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final, TypeVar

from flask import Response, abort, render_template, request, url_for

from lbsap.actions.cities import scores as act
from lbsap.actions.cities.scores import Chosen
from lbsap.model.cells import csv_lines
from lbsap.model.draft import USUAL
from lbsap.model.errors import BadInput, PluginFailed
from lbsap.model.problems import Problem
from lbsap.model.text import Text
from lbsap.steps.common.words import whole_number
from lbsap.store.cities import KeptCity
from lbsap.web.city import city
from lbsap.web.city import score_values as values
from lbsap.web.city.frame import actor, engine, registry, workspace
from lbsap.web.downloads import attachment, streamed
from lbsap.web.language import gettext as _
from lbsap.web.language import lang
from lbsap.web.workbench.publication_values import scores_shown
from lbsap.web.workbench.results_values import chart_values

T = TypeVar("T")
CSV: Final = "text/csv; charset=utf-8"


@city.get("/<int:city_id>/score")
def score(city_id: int) -> str:
    """The scorecard of a year (``?year=``) under an index (``?index=``) by every open variant (``?variant=`` first)."""
    opened = workspace(city_id)
    chosen = _chosen(opened)
    scores = act.scores_of(actor(), registry(), opened.data, chosen)
    card = values.card_of(chosen, scores)
    failed = next(one.problems for one in scores.cards if one.variant.id == chosen.variant.id)
    return render_template(
        "city/score.html",
        **_around(opened, chosen),
        total=values.total_values(card) if card else None,
        failed=_words(failed),
        missing=values.missing_values(scores.missing, card, city_id, chosen.index) if card else {},
        charts=[
            chart_values(one, _to("city.score_csv", opened, name=one.name))
            for one in values.charts_of(chosen, scores)
        ],
        table=values.variant_table(chosen, scores),
        lines=values.line_values(chosen.index, card, city_id, present=_is_present(opened, chosen))
        if card
        else [],
        left_out=values.years_left_out(scores.years),
        files={form: _to("city.score_file", opened, form=form) for form in ("csv", "xlsx")},
        links={name: _to(f"city.score_{name}", opened) for name in ("robustness", "revision")},
    )


@city.get("/<int:city_id>/score/robustness")
def score_robustness(city_id: int) -> str:
    """The total without each indicator or component, and within the errors of the figures."""
    opened = workspace(city_id)
    chosen = _chosen(opened)
    found, failed = _tried(lambda: act.robustness_of(actor(), registry(), chosen))
    return render_template(
        "city/score_robustness.html",
        **_around(opened, chosen),
        found=values.robustness_values(found, chosen, city_id) if found else None,
        failed=failed,
        back=_to("city.score", opened),
    )


@city.get("/<int:city_id>/score/revision")
def score_revision(city_id: int) -> str:
    """The scores under a version of the index and under the one it was revised from."""
    opened = workspace(city_id)
    chosen = _chosen(opened)
    found, failed = _tried(lambda: act.revision_of(actor(), engine(), registry(), opened.data, chosen))
    return render_template(
        "city/score_revision.html",
        **_around(opened, chosen),
        found={"old": found.old.reference, "new": found.new.reference, "scores": scores_shown(found.effect)}
        if found
        else None,
        failed=failed,
        back=_to("city.score", opened),
    )


@city.get("/<int:city_id>/score/scorecard.<any(csv, xlsx):form>")
def score_file(city_id: int, form: str) -> Response:
    """The scorecard as a file."""
    opened = workspace(city_id)
    chosen = _chosen(opened)
    try:
        file = act.scorecard_file(actor(), registry(), opened.data, chosen, form, lang())
    except PluginFailed as failed:
        raise BadInput([act.failure(failed)]) from None
    return attachment(file.name, file.content, file.media_type)


@city.get("/<int:city_id>/score/<any(components, years, variants):name>.csv")
def score_csv(city_id: int, name: str) -> Response:
    """The table beside a chart, as a file."""
    opened = workspace(city_id)
    chosen = _chosen(opened)
    charts = values.charts_of(chosen, act.scores_of(actor(), registry(), opened.data, chosen))
    found = next((one for one in charts if one.name == name), None) or abort(404)
    rows = [
        [cell.show(lang()) if isinstance(cell, Text) else cell for cell in row]
        for row in (found.heads, *found.rows)
    ]
    return streamed(f"{opened.data.city.plain(lang())}-{chosen.year}-{name}.csv", csv_lines(rows), CSV)


def _chosen(opened: KeptCity) -> Chosen:
    """What the address asks for. Answers 404 for what cannot be chosen."""
    asked = request.args
    year = asked.get("year", "")
    number = whole_number(year)
    if year and number is None:
        abort(404)
    return act.choose(
        actor(),
        engine(),
        registry(),
        opened.data,
        asked.get("index", ""),
        number,
        asked.get("variant", USUAL.variant),
    )


def _around(opened: KeptCity, chosen: Chosen) -> dict[str, Any]:
    """What each of these pages says: what is scored, and by what else it could be."""
    return {
        "choices": values.choices(chosen),
        "year": chosen.year,
        "index": _("%(title)s, version %(version)s", title=chosen.index.title.show(lang()), version=chosen.index.version),
        "variant": chosen.variant.title.show(lang()),
        "official": chosen.variant.official,
        "present": _is_present(opened, chosen),
    }  # fmt: skip


def _is_present(opened: KeptCity, chosen: Chosen) -> bool:
    return chosen.year == (opened.data.year or 0)


def _to(endpoint: str, opened: KeptCity, **more: Any) -> str:
    """An address that keeps what was chosen."""
    kept: dict[str, Any] = {
        name: request.args[name] for name in ("year", "index", "variant") if name in request.args
    }
    return url_for(endpoint, city_id=opened.id, **kept, **more)


def _tried(work: Callable[[], T]) -> tuple[T | None, list[str]]:
    """What comes of some work, or in words why nothing does."""
    try:
        return work(), []
    except BadInput as fault:
        return None, _words(fault.problems)
    except PluginFailed as failed:
        return None, _words((act.failure(failed),))


def _words(problems: tuple[Problem, ...]) -> list[str]:
    return [one.message.show(lang()) for one in problems]
