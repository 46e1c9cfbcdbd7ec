"""What a field of an entry may refer to: the entries, indicators, frameworks and sections that there are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from lbsap.model.catalogue import Catalogue
from lbsap.model.city import CityData
from lbsap.model.policy import PolicyFramework
from lbsap.model.text import Text, same
from lbsap.steps.cities.formulation import ADVICES, formulation_steps
from lbsap.steps.cities.part_fields import Refs
from lbsap.steps.cities.parts import PARTS

Choice = tuple[str, Text]


@dataclass(frozen=True, slots=True)
class Around:
    """What a city's data stand among: the index, the outline with the parts of its plan text, and the frameworks."""

    index: Catalogue
    outline: Catalogue
    sections: tuple[Choice, ...]
    frameworks: tuple[PolicyFramework, ...]


def choices(data: CityData, around: Around) -> Mapping[Refs, tuple[Choice, ...]]:
    """Ids and titles by what a reference names."""
    frameworks = tuple({one.id: one for one in (*around.frameworks, *data.frameworks)}.values())
    national = [one for one in frameworks if one.layer == "nation"]
    indicators = tuple((item.id, _numbered(item.number, item.title)) for item in around.index.items)
    steps = (*formulation_steps(around.outline), *ADVICES)
    return {
        "departments": tuple((one.id, one.name) for one in data.departments),
        "areas": tuple((one.id, one.title) for one in data.areas),
        "actions": tuple((one.id, one.title) for one in data.actions),
        "projects": tuple((one.id, one.title) for one in data.projects),
        "indicators": indicators,
        "frameworks": tuple((one.id, one.short or one.title) for one in frameworks),
        "national_actions": tuple(_targets(national)),
        "national_areas": tuple((group.id, group.title) for one in national for group in one.groups),
        "subjects": (
            *indicators,
            *_targets(one for one in frameworks if one.layer != "platform"),
            *((one.id, one.metric) for one in data.targets),
        ),
        "sections": around.sections,
        "steps": tuple((one.id, one.title) for one in steps),
    }


def known_ids(data: CityData, around: Around) -> Mapping[Refs, frozenset[str]]:
    """Every id that a reference may name, by what it names; indicators go by their number too."""
    ids = {refs: {one for one, _ in found} for refs, found in choices(data, around).items()}
    numbers = {item.number for item in around.index.items}
    own = {one.id for framework in (*around.frameworks, *data.frameworks) for one in framework.indicators}
    ids["indicators"] |= numbers | own
    ids["subjects"] |= numbers | own | set(_long_names((*around.frameworks, *data.frameworks)))
    return {refs: frozenset(found) for refs, found in ids.items()}


def suggestions(data: CityData) -> tuple[Text, ...]:
    """Names of departments to choose from: the directory, then those that stand in the data already."""
    used = (
        name
        for part in PARTS.values()
        for entry in getattr(data, part.name)
        for field in part.fields
        if field.refs == "departments" and field.kind in ("text", "texts")
        for name in _names(getattr(entry, field.name))
    )
    return tuple(dict.fromkeys((*(one.name for one in data.departments), *used)))


def _names(value: Text | tuple[Text, ...]) -> tuple[Text, ...]:
    names = value if isinstance(value, tuple) else (value,)
    return tuple(one for one in names if one)


def _targets(frameworks: Iterable[PolicyFramework]) -> Iterator[Choice]:
    for framework in frameworks:
        for target in framework.targets:
            yield target.id, _numbered(target.id, target.title)


def _long_names(frameworks: Iterable[PolicyFramework]) -> Iterator[str]:
    for framework in frameworks:
        for target in framework.targets:
            yield from (target.id, f"{framework.id}:{target.id}")


def _numbered(number: str, title: Text) -> Text:
    return Text("{n} {t}", "{n} {t}").format(n=same(number), t=title)
