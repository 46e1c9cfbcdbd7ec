"""The departments that a city's government usually has for biodiversity, from the suggestions of the national plan."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from lbsap.model.city import Level
from lbsap.model.city_plan import Department
from lbsap.model.levels import LEVEL_WORDS
from lbsap.model.policy import PolicyFramework, PolicyTarget
from lbsap.model.text import Text

_ID_PARTS: Final = re.compile(r"[a-z0-9]+")
_SMALL: Final = frozenset({"and", "of", "the"})


def suggested_departments(targets: Iterable[PolicyTarget], level: Level) -> tuple[Department, ...]:
    """The departments named by the targets, in their order, under their names at this level.

    ``leads`` of a department are the targets that name it first; one that only comes second leads none.
    """
    leads: dict[Text, list[str]] = {}
    for target in targets:
        for place, name in enumerate(target.leads):
            leads.setdefault(name, []).extend([target.id] if place == 0 else [])
    return tuple(
        Department(_id_of(name), at_level(name, level), leads=tuple(ids)) for name, ids in leads.items()
    )


def suggesting(frameworks: Iterable[PolicyFramework]) -> tuple[PolicyTarget, ...]:
    """The national actions, which suggest departments."""
    return tuple(target for one in frameworks if one.layer == "nation" for target in one.targets)


def taken_over(
    kept: tuple[Department, ...], suggested: Iterable[Department], chosen: Iterable[str]
) -> tuple[Department, ...]:
    """The directory with the chosen suggestions at its end, without those that stand in it already."""
    wanted, names = set(chosen), {one.name.zh for one in kept}
    ids = {one.id for one in kept}
    fresh = (one for one in suggested if one.id in wanted and one.id not in ids and one.name.zh not in names)
    return (*kept, *fresh)


def at_level(name: Text, level: Level) -> Text:
    """A department's name at a level: 县生态环境局, county ecology and environment bureau."""
    return name.format(level=LEVEL_WORDS[level]["unit"])


def _id_of(name: Text) -> str:
    words = _ID_PARTS.findall(name.en.replace("{level}", "").lower())
    return "-".join(word for word in words if word not in _SMALL)
