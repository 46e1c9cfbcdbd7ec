"""From the place of a finding in a city's data to the page and the field that mends it."""

from __future__ import annotations

import re
from typing import Any, Final

from flask import current_app, url_for

from lbsap.steps.cities.part_reading import cell_names
from lbsap.steps.cities.parts import PARTS, key_of
from lbsap.store.cities import KeptCity

_ENTRY: Final = re.compile(r"(?P<part>[a-z_.]+)\[(?P<at>\d+)\](?:\.(?P<field>[a-z_]+))?")
_PAGES: Final = {
    "guiding": "city.guiding",
    "vision": "city.vision",
    "profile": "city.edit_profile",
    "observations": "city.indicators",
    "frameworks": "city.profile",
    "departments": "city.departments",
}
"""The page of what has one page of its own."""


def link_to(where: str, city: KeptCity) -> str:
    """The address of the page where what stands at ``where`` (of a ``Problem`` of the plan check) can be mended, at the
    field where there is one; empty where no page does."""
    entry = _ENTRY.match(where)
    if entry:
        return _entry(city, entry["part"], int(entry["at"]), entry["field"] or "")
    head, _dot, rest = where.partition(".")
    if head in _PAGES:
        return _to(_PAGES[head], city)
    if head == "wording":
        return _to("city.wording", city, section=rest)
    if head == "fields":
        section, _dot, name = rest.partition(".")
        return _to("city.section_needs", city, section=section, _anchor=name or None)
    if head == "indicators":
        return _to("city.indicator", city, item_id=rest)
    if where in PARTS:
        return _to("city.entries", city, part=where)
    return target_row(head, rest, city) if rest else ""


def target_row(framework: str, target: str, city: KeptCity) -> str:
    """The row of a framework target in the matrix."""
    return _to("city.alignment_matrix", city, framework=framework, by="target", _anchor=f"target-{target}")


def reason_for(about: str, city: KeptCity) -> str:
    """The form that says why an indicator or a framework target has no action."""
    if any(one.about == about for one in city.data.explanations):
        return _to("city.entry", city, part="explanations", key=about)
    return _to("city.new_entry", city, part="explanations", about=about)


def _entry(city: KeptCity, part: str, at: int, field: str) -> str:
    """The form of an entry of a list; links of an action stand on the page of its alignment."""
    if part == "profile.facts" and at < len(city.data.profile.facts):
        return _to("city.fact", city, fact_key=city.data.profile.facts[at].key)
    if part == "observations" and at < len(city.data.observations):
        return _to("city.indicator", city, item_id=city.data.observations[at].indicator)
    if part not in PARTS or at >= len(getattr(city.data, part)):
        return _to(_PAGES[part], city) if part in _PAGES else ""
    key = key_of(PARTS[part], getattr(city.data, part)[at])
    if part == "actions" and field == "links":
        return _to("city.align_action", city, action_id=key)
    if part == "departments":
        return _to("city.department", city, department_id=key)
    if part == "pictures":
        return _to("city.picture", city, picture_id=key)
    return _to("city.entry", city, part=part, key=key, _anchor=_anchor(part, field))


def _anchor(part: str, field: str) -> str | None:
    """The id of a field on the form of an entry: its first control."""
    return next((cell_names(one)[0] for one in PARTS[part].fields if one.name == field), None)


def _to(endpoint: str, city: KeptCity, **values: Any) -> str:
    """An address; empty in an installation without that page."""
    if endpoint not in current_app.view_functions:
        return ""
    return url_for(endpoint, city_id=city.id, **values)
