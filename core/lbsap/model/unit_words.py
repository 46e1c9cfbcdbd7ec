"""Units in the words of both languages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from lbsap.model.text import Text, same

UNITS: Final[Mapping[str, Text]] = {
    "percent": Text("%", "%"),
    "ha": Text("公顷", "ha"),
    "km2": Text("平方公里", "km²"),
    "m2": Text("平方米", "m²"),
    "km": Text("公里", "km"),
    "mu": Text("亩", "mu"),
    "count": Text("个", "number"),
    "species": Text("种", "species"),
    "persons": Text("人", "people"),
    "site": Text("处", "sites"),
    "case": Text("件", "cases"),
    "campaign": Text("次", "campaigns"),
    "type": Text("类", "types"),
    "year": Text("年", "years"),
    "level": Text("等级", "level"),
    "points": Text("分", "points"),
    "currency": Text("货币金额", "currency"),
    "wan": Text("万元", "CNY 10,000"),
    "agencies": Text("个", "agencies"),
    "organisations": Text("个", "organisations"),
    "functions": Text("项", "functions"),
    "projects": Text("项", "projects"),
    "projects per year": Text("项/年", "projects per year"),
    "events per year": Text("次/年", "events per year"),
    "ha per 1000 persons": Text("公顷/千人", "ha per 1,000 people"),
    "visits per child per year": Text("次/（儿童·年）", "visits per child per year"),
    "billion USD per year": Text("10亿美元/年", "billion USD per year"),
    "fold": Text("倍", "times"),
}
"""Units by the names that definitions and files write."""
_ALSO: Final[Mapping[str, str]] = {
    "%": "percent", "％": "percent", "person": "persons", "人": "persons", "公顷": "ha", "平方公里": "km2", "平方千米": "km2",
    "平方米": "m2", "公里": "km", "千米": "km", "亩": "mu", "种": "species", "处": "site", "件": "case", "万元": "wan",
    "年": "year",
}  # fmt: skip
"""Other names that people write."""


def unit_text(unit: str) -> Text:
    """A unit in words; one that is not known stands as it is written."""
    return UNITS.get(_ALSO.get(unit, unit)) or same(unit)
