"""Plan check: figures that do not fit their label."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from lbsap.model.city import CityData, Fact
from lbsap.model.problems import Problem
from lbsap.steps.checking.findings import finding
from lbsap.steps.common.units import convert
from lbsap.steps.scoring.figures import shown

URBAN_SPACE: Final = re.compile(r"green.*blue|blue.*green|蓝绿", re.IGNORECASE)
MOST_PER_RESIDENT: Final = Decimal("0.1")
"""Hectares of urban green and blue space per resident; cities report a tenth of this and less."""


def check_facts(city: CityData) -> Iterator[Problem]:
    """Findings on reported facts: marked as doubtful, or an area that cannot be."""
    for i, fact in enumerate(city.profile.facts):
        where, value = f"profile.facts[{i}]", shown(fact.value) if fact.value is not None else ""
        if _implausible(fact, city):
            yield finding("area_implausible", where, title=fact.title, value=value, unit=fact.unit)
        elif fact.doubtful:
            yield finding("fact_doubtful", where, title=fact.title, value=value, unit=fact.unit)


def _implausible(fact: Fact, city: CityData) -> bool:
    """Whether an area is larger than the city, or urban green-blue space larger than its residents can have."""
    hectares = convert(fact.value, fact.unit, "ha") if fact.value is not None else None
    if hectares is None:
        return False
    whole, residents = city.profile.area_km2, city.profile.population
    if whole is not None and hectares > 100 * whole:
        return True
    urban = URBAN_SPACE.search(fact.key) or URBAN_SPACE.search(fact.title.plain("zh"))
    return bool(urban) and residents is not None and hectares > MOST_PER_RESIDENT * residents
