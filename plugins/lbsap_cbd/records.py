"""From a city's targets to national-target records (schema ``nationalTarget7`` of the CBD's online reporting tool).

Field names, and the identifiers of degrees, targets and indicators, are those of the tool's public schema and term lists
(scbd/online-reporting-tool, 2026). A record holds what people have entered and confirmed, and nothing else: what the city
has not said stays empty.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any, Final

from lbsap.model.catalogue import Link
from lbsap.model.city import CityAction, CityData, CityTarget
from lbsap.model.policy import Operator
from lbsap.model.text import LANGS, Text, same
from lbsap.model.unit_words import unit_text

SCHEMA: Final = "nationalTarget7"
GBF: Final = "gbf"
COUNTRY: Final = "cn"
DEGREES: Final = {
    "high": "AABF237C-F906-40D2-9595-5226C8B18A58",
    "medium": "68197B76-67B4-40AD-BB14-A8C340E1320B",
    "low": "9668759B-3653-4994-A917-3F039B0BAA5C",
}
"""Identifiers of the degrees of alignment."""
CITY_INDEX: Final = "GBF-INDICATOR-12.CT.1"
"""The City Biodiversity Index (Singapore Index): component indicator of Target 12."""
OF_CITY_INDEX: Final = "cbi"
"""How the ids of that index's indicators begin."""
_SPACE: Final = uuid.UUID("6f0f3f0e-7f0a-4c53-9d5b-0c9f4b2a7a11")
_REACHED: Final[dict[Operator, Text]] = {
    ">=": Text("不低于{value}", "at least {value}"),
    ">": Text("高于{value}", "more than {value}"),
    "<=": Text("不高于{value}", "at most {value}"),
    "<": Text("低于{value}", "less than {value}"),
    "~": Text("{value}左右", "about {value}"),
    "close": Text("接近{value}", "close to {value}"),
    "reduction": Text("下降{value}", "down by {value}"),
    "reduction>=": Text("至少下降{value}", "down by at least {value}"),
}
"""How a value with an operator reads; any other operator leaves the value as it is."""


def records(city: CityData) -> list[dict[str, Any]]:
    """One record for each target of the city, in its order."""
    actions = {one.id: one for one in city.actions}
    return [
        _record(city, target, actions.get(target.action), place)
        for place, target in enumerate(city.targets, start=1)
    ]


def _record(city: CityData, target: CityTarget, action: CityAction | None, place: int) -> dict[str, Any]:
    links = (
        [one for one in action.links if one.framework == GBF and one.status == "confirmed"] if action else []
    )
    return {
        "header": {
            "schema": SCHEMA,
            "identifier": _identifier(city, target),
            "languages": [lang for lang in LANGS if getattr(city.city, lang)],
        },
        "government": {"identifier": COUNTRY},
        "title": lstring(target.metric),
        "description": lstring(described(target)),
        "sequence": place,
        "globalGoalAlignment": [{"identifier": one} for one in goals(links)],
        "globalTargetAlignment": list(_alignments(links)),
        "degreeOfAlignmentInfo": lstring(explained(links, action)),
        "mainPolicyOfMeasureOrActionInfo": lstring(measures(action)),
        "headlineIndicators": [],
        "binaryIndicators": [],
        "componentIndicators": [{"identifier": one} for one in component_indicators(target)],
        "complementaryIndicators": [],
        "otherNationalIndicators": [{"identifier": target.id, "value": lstring(target.metric)}],
        "additionalInformation": lstring(further(city, target)),
    }


def lstring(text: Text) -> dict[str, str]:
    """Words by language; a language that lacks them is left out."""
    return {lang: getattr(text, lang) for lang in LANGS if getattr(text, lang)}


def described(target: CityTarget) -> Text:
    """What is to be reached, from which baseline: the city's own words, or its figures put into words."""
    reached = target.wording or _figure(target)
    return joined((reached, _baseline(target), _milestones(target), _checked(target)))


def goals(links: Iterable[Link]) -> list[str]:
    """Identifiers of the global goals among the links: ``GBF-A`` is ``GBF-GOAL-A``."""
    return [f"GBF-GOAL-{one.target[-1]}" for one in links if not _is_target(one)]


def targets(links: Iterable[Link]) -> list[tuple[str, str]]:
    """Identifier of each global target among the links with its degree: ``GBF-T01`` is ``GBF-TARGET-01``."""
    return [(one.target.replace("GBF-T", "GBF-TARGET-"), one.extent) for one in links if _is_target(one)]


def explained(links: Iterable[Link], action: CityAction | None) -> Text:
    """Why the alignment holds, as those who confirmed it said."""
    return joined((*(one.note for one in links), action.reason if action else Text()))


def measures(action: CityAction | None) -> Text:
    """The action that is to reach the target: title and what is done."""
    return joined((action.title, action.description)) if action else Text()


def component_indicators(target: CityTarget) -> list[str]:
    """Identifiers of the global component indicators that the target's indicator belongs to."""
    return [CITY_INDEX] if target.indicator.startswith(OF_CITY_INDEX) else []


def further(city: CityData, target: CityTarget) -> Text:
    """What the record has no field for: whose target it is, the period of the plan, who answers for it, its source."""
    period = city.profile.period
    parts = (
        Text("地方：{name}", "Local government: {name}").format(name=city.city),
        Text("计划期：{a}—{b}年", "Period: {a}–{b}").format(a=period[0], b=period[1]) if period else Text(),
        _named(Text("责任单位：{name}", "Responsible: {name}"), target.department),
        _named(Text("指标来源：{name}", "Source: {name}"), target.source),
    )
    return joined(parts)


def joined(parts: Iterable[Text]) -> Text:
    """Parts in one text, in each language those that have it."""
    kept = [one for one in parts if one]
    return Text(
        "；".join(part for part in (one.zh.rstrip("。；") for one in kept) if part),
        "; ".join(part for part in (one.en.rstrip(".;") for one in kept) if part),
    )


def _identifier(city: CityData, target: CityTarget) -> str:
    """The same for the same target of the same city, so that a later file renews the record."""
    return str(uuid.uuid5(_SPACE, f"{city.profile.code or city.city.plain('zh')}/{target.id}")).upper()


def _alignments(links: Iterable[Link]) -> Iterator[dict[str, Any]]:
    for identifier, extent in targets(links):
        degree = {"degreeOfAlignment": {"identifier": DEGREES[extent]}} if extent else {}
        yield {"identifier": identifier} | degree


def _is_target(link: Link) -> bool:
    return link.target.startswith("GBF-T")


def _named(words: Text, name: Text) -> Text:
    return words.format(name=name) if name else Text()


def _amount(value: Decimal, unit: str) -> Text:
    words, shown = unit_text(unit), f"{value:f}"
    gap = "" if words.en in ("", "%") else " "
    return Text(f"{shown}{words.zh}", f"{shown}{gap}{words.en}")


def _figure(target: CityTarget) -> Text:
    if target.value is None:
        return Text()
    amount = _amount(target.value, target.unit)
    reached = _REACHED.get(target.operator, same("{value}")).format(value=amount)
    if target.year is None:
        return reached
    return Text("到{year}年，{reached}", "By {year}: {reached}").format(year=target.year, reached=reached)


def _baseline(target: CityTarget) -> Text:
    if target.baseline is None:
        return Text()
    amount = _amount(target.baseline, target.unit)
    if target.baseline_year is None:
        return Text("基期值：{amount}", "Baseline: {amount}").format(amount=amount)
    words = Text("基期值（{year}年）：{amount}", "Baseline ({year}): {amount}")
    return words.format(year=target.baseline_year, amount=amount)


def _milestones(target: CityTarget) -> Text:
    reached = [(year, _amount(value, target.unit)) for year, value in sorted(target.milestones.items())]
    return joined(Text(f"{year}年：{one.zh}", f"{year}: {one.en}") for year, one in reached)


def _checked(target: CityTarget) -> Text:
    return _named(Text("核查方法：{name}", "Checked by: {name}"), target.check)
