"""What the other cities share."""

from __future__ import annotations

from typing import Any

from flask import render_template

from lbsap.actions.cities.sharing import SharedCity, SharedScore, other_cities, shared_city
from lbsap.model.city import Profile
from lbsap.model.levels import LEVEL_WORDS
from lbsap.web.city import city
from lbsap.web.city.frame import actor, engine, registry, workspace
from lbsap.web.city.sharing import shared_words
from lbsap.web.language import gettext as _
from lbsap.web.language import lang


@city.get("/<int:city_id>/others")
def others(city_id: int) -> str:
    """The other cities that share something."""
    workspace(city_id)
    found = other_cities(actor(), engine(), city_id)
    rows = [
        {"id": one.id, "name": one.name.show(lang()), "shares": shared_words(one.shares)} for one in found
    ]
    return render_template("city/others.html", others=rows)


@city.get("/<int:city_id>/others/<int:other_id>")
def other(city_id: int, other_id: int) -> str:
    """What one of them shows."""
    workspace(city_id)
    found = shared_city(actor(), engine(), registry(), city_id, other_id)
    return render_template("city/other.html", **_shown(found))


def _shown(found: SharedCity) -> dict[str, Any]:
    return {
        "name": found.city.name.show(lang()),
        "profile": _profile_rows(found.profile) if found.profile else [],
        "score": _score(found.score) if found.score else None,
        "unscored": "score" in found.city.shares and found.score is None,
        "cases": [
            {
                "title": one.title.show(lang()),
                "place": one.place.show(lang()),
                "content": one.content.show(lang()),
                "lesson": one.lesson.show(lang()),
                "source": one.source,
            }
            for one in found.cases
        ],
    }


def _profile_rows(profile: Profile) -> list[dict[str, str]]:
    facts = {
        _("Level"): LEVEL_WORDS[profile.level]["kind"].plain(lang()),
        _("Province"): profile.province.show(lang()),
        _("Prefecture it belongs to"): profile.prefecture.show(lang()),
        _("Title of the plan"): profile.plan_title.show(lang()),
        _("Period of the plan"): "{}—{}".format(*profile.period) if profile.period else "",
        _("Area (km²)"): f"{profile.area_km2:,f}" if profile.area_km2 is not None else "",
        _("Population"): f"{profile.population:,}" if profile.population is not None else "",
        _("Year of the population"): str(profile.population_year or ""),
    }
    return [{"key": key, "value": value} for key, value in facts.items() if value]


def _score(score: SharedScore) -> dict[str, Any]:
    titles = {one.id: one.title.show(lang()) for one in score.index.components}
    total = score.card.total
    return {
        "index": score.index.title.show(lang()),
        "year": score.year,
        "provisional": total.provisional,
        "total": _figures(total),
        "components": [
            _figures(one) | {"title": titles.get(one.id, one.id)} for one in score.card.components
        ],
    }


def _figures(one: Any) -> dict[str, str]:
    return {
        "score": _("No data") if one.score is None else f"{one.score:f}",
        "attainable": f"{one.attainable:f}",
        "maximum": f"{one.maximum:f}",
    }
