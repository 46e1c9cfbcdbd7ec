"""GB/T 2260 codes of administrative divisions: what a code says of the level of its place.

Two digits each for province, prefecture and county. Of the last two, 01 to 20 are districts (cities below a prefecture
that is no city), 21 to 80 counties and banners, 81 to 99 cities; in municipalities and under 90 (places that a province
runs directly) they tell counties and districts no further apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from lbsap.model.city import Level
from lbsap.model.levels import LEVEL_WORDS
from lbsap.model.problems import Problem, problem
from lbsap.model.text import Text
from lbsap.steps.common.words import narrow

PROVINCES: Final = frozenset(
    {
        *range(11, 16),
        *range(21, 24),
        *range(31, 38),
        *range(41, 47),
        *range(50, 55),
        *range(61, 66),
        71,
        81,
        82,
    }
)
MUNICIPALITIES: Final = frozenset({"11", "12", "31", "50"})
_CODE: Final = re.compile(r"\d{6}", re.ASCII)
_COUNTY_LEVEL: Final = frozenset[Level]({"city", "county", "district"})


def plain_code(typed: str) -> str:
    """A code as it is kept: without spaces, digits half-width."""
    return "".join(narrow(typed).split())


def code_faults(code: str, level: Level, where: str) -> Iterator[Problem]:
    """What is wrong with a code, or with the level beside it; nothing for an empty one."""
    if not code:
        return
    if not _CODE.fullmatch(code):
        yield problem("city_code_form", where, given=code)
    elif int(code[:2]) not in PROVINCES:
        yield problem("city_code_province", where, given=code, digits=code[:2])
    elif level not in levels_of(code):
        yield problem(
            "city_code_level", where, given=code, level=LEVEL_WORDS[level]["kind"], fitting=_named(code)
        )


def levels_of(code: str) -> frozenset[Level]:
    """The levels that a well-formed code can stand for; none for a province."""
    province, prefecture, county = code[:2], int(code[2:4]), int(code[4:])
    if not prefecture:
        whole = province in MUNICIPALITIES and not county
        return frozenset({"municipality"}) if whole else frozenset()
    if not county:
        return frozenset({"prefecture"}) if 21 <= prefecture <= 50 else frozenset({"city"})
    if province in MUNICIPALITIES:
        return frozenset({"county", "district"})
    if prefecture == 90:
        return _COUNTY_LEVEL
    if county > 80:
        return frozenset({"city"})
    if county > 20:
        return frozenset({"county"})
    return frozenset({"city"}) if 21 <= prefecture <= 50 else frozenset({"county", "district"})


def _named(code: str) -> Text:
    names = [LEVEL_WORDS[level]["kind"] for level in LEVEL_WORDS if level in levels_of(code)]
    if not names:
        return Text("省、自治区，不在本平台的级别之内", "a province, which is none of the levels here")
    return Text("或".join(one.zh for one in names), " or ".join(one.en for one in names))
