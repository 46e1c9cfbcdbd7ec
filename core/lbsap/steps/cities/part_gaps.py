"""What an entry of a city's lists still lacks for the plan, and by what words it is called."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from lbsap.model.city import CityData, CityTarget
from lbsap.model.text import Text
from lbsap.steps.cities.part_choices import LAYERS
from lbsap.steps.cities.part_reading import is_empty
from lbsap.steps.cities.parts import Part, PartField

WANTED: Final[Mapping[str, tuple[str, ...]]] = {
    "areas": ("local_features",),
    "actions": ("description", "local_features", "result", "department", "deadline"),
    "projects": (
        "action", "content", "place", "department", "years", "cost", "funding", "output",
    ),
    "roster": ("role",),
    "signoffs": ("on",),
    "monitoring": ("department", "output"),
    "funding": ("source", "year", "amount"),
    "cases": ("place", "content", "lesson", "source"),
    "pictures": ("alt", "section", "source", "no_exact_sites"),
}  # fmt: skip
"""The fields by part that the plan prints and an entry should therefore have."""
_NUMBERED: Final = (
    "operator",
    "value",
    "unit",
    "year",
    "baseline",
    "baseline_year",
    "nature",
    "source",
    "department",
)
_WORDED: Final = ("check", "year", "nature", "source", "department")
_HEADINGS: Final = ("title", "name", "metric", "caption", "body", "task", "about", "step")


def lacking(part: Part, entry: Any) -> tuple[PartField, ...]:
    """The fields that the plan needs and an entry does not have yet. A target without a value that has
    words or a way of checking is judged as one in words."""
    wanted: Iterable[str] = WANTED.get(part.name, ())
    if isinstance(entry, CityTarget):
        in_words = entry.value is None and (entry.wording or entry.check)
        wanted = _WORDED if in_words else _NUMBERED
    given = {name: getattr(entry, name) for name in wanted}
    return tuple(part.field(name) for name, value in given.items() if is_empty(value) or value is False)


def one_sided(part: Part, entry: Any) -> tuple[PartField, ...]:
    """The fields whose words stand in one language only."""
    return tuple(
        field
        for field in part.fields
        if field.kind == "text" and getattr(entry, field.name) and getattr(entry, field.name).missing
    )


def heading(part: Part, entry: Any) -> Text:
    """By what words people know an entry: its title, else its kind."""
    for name in _HEADINGS:
        value = getattr(entry, name, None)
        if value:
            return value if isinstance(value, Text) else Text(value, value)
    return choice_words(part.field("kind"), entry.kind)


def choice_words(field: PartField, value: str) -> Text:
    """The words of a choice; what is kept where it is none of them."""
    return dict(field.choices).get(value, Text(value, value))


def unsigned_before(data: CityData) -> tuple[Text, ...]:
    """The layers that have not signed although a later one has: they sign in their order."""
    signed = [layer for layer, _ in LAYERS if any(one.layer == layer and one.on for one in data.signoffs)]
    last = max((i for i, (layer, _) in enumerate(LAYERS) if layer in signed), default=0)
    return tuple(words for layer, words in LAYERS[:last] if layer not in signed)
