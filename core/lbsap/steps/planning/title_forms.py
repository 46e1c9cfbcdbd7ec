"""Titles offered for a plan: a government chooses its own, so each is a proposal made from name, level and period."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from lbsap.model.city import CityData
from lbsap.model.text import Text
from lbsap.steps.planning.cover import place_name, plan_title

OWN: Final = "own"
"""The choice of a title in the city's own words."""
USUAL: Final = "usual"
"""The choice of the title that the profile states or, where it states none, of the first form."""
FORMS: Final[Mapping[str, Text]] = {
    "strategy": Text("生物多样性保护战略与行动计划", "Biodiversity Conservation Strategy and Action Plan"),
    "plan": Text("生物多样性保护规划", "Biodiversity Conservation Plan"),
    "action": Text("生物多样性保护行动计划", "Biodiversity Action Plan"),
}


def title_forms(city: CityData) -> dict[str, Text]:
    """The titles to choose from, by their key; each once, the usual one first."""
    usual = plan_title(city)
    forms = {key: _filled(form, city) for key, form in FORMS.items()}
    return {USUAL: usual, **{key: title for key, title in forms.items() if title.zh != usual.zh}}


def form_of(city: CityData, title: Text) -> str:
    """The key of the form that a title has; ``own`` for any other words."""
    if not title:
        return USUAL
    return next((key for key, form in title_forms(city).items() if key != USUAL and form == title), OWN)


def _filled(form: Text, city: CityData) -> Text:
    place, first_last = place_name(city.city, city.profile.level), city.profile.period
    zh = f"（{first_last[0]}—{first_last[1]}年）" if first_last else ""
    en = f" ({first_last[0]}–{first_last[1]})" if first_last else ""
    of = f" of {place.en}" if place.en else ""
    return Text(f"{place.zh}{form.zh}{zh}", f"{form.en}{of}{en}")
