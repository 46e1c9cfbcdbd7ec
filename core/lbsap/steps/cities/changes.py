"""What differs between a city's data before and after, entry by entry and field by field, in the words of the sheets."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from lbsap.model.city import CityData
from lbsap.model.text import Text, same
from lbsap.steps.cities.merge import title_of
from lbsap.steps.cities.part_choices import Choices
from lbsap.steps.cities.parts import Part, cell_names, cells_of, key_of
from lbsap.steps.cities.sheets import (
    ASKED,
    LISTS,
    Surroundings,
    answers,
    entries,
    labels,
    questions,
    sheet_title,
)


@dataclass(frozen=True, slots=True)
class Change:
    """One difference: an entry that is new or gone, or a field of it that reads otherwise."""

    sheet: str
    kind: Literal["added", "removed", "changed"]
    entry: Text
    field: Text = Text()
    before: Text = Text()
    after: Text = Text()

    @property
    def title(self) -> Text:
        """What people call the sheet."""
        return sheet_title(self.sheet)


def changes(before: CityData, after: CityData, around: Surroundings) -> tuple[Change, ...]:
    """Every difference, in the order of the sheets."""
    asked = (one for key in ASKED for one in _of_questions(key, before, after, around))
    listed = (one for part in LISTS.values() for one in _of_list(part, before, after))
    return (*asked, *listed)


def _of_questions(key: str, before: CityData, after: CityData, around: Surroundings) -> Iterator[Change]:
    old, new = answers(key, before, around), answers(key, after, around)
    for one in questions(key, around):
        was, is_ = old[one.entry].get(one.field, ""), new[one.entry].get(one.field, "")
        if was != is_:
            told = (_said(one.choices, words) for words in (was, is_))
            yield Change(key, "changed", one.title, one.words, *told)


def _of_list(part: Part, before: CityData, after: CityData) -> Iterator[Change]:
    old, new = _by_key(part, before), _by_key(part, after)
    for key, entry in old.items():
        if key not in new:
            yield Change(part.name, "removed", title_of(part, entry))
        elif entry != new[key]:
            yield from _of_entry(part, entry, new[key])
    for key, entry in new.items():
        if key not in old:
            yield Change(part.name, "added", title_of(part, entry))


def _of_entry(part: Part, old: Any, new: Any) -> Iterator[Change]:
    was, is_ = cells_of(part, old), cells_of(part, new)
    choices = {name: field.choices for field in part.fields for name in cell_names(field)}
    for name, label in labels(part):
        if was[name] != is_[name]:
            told = (_said(choices[name], cells[name]) for cells in (was, is_))
            yield Change(part.name, "changed", title_of(part, new), label, *told)


def _said(choices: Choices, words: str) -> Text:
    """The words of a cell as people read them."""
    return dict(choices).get(words) or same(words)


def _by_key(part: Part, data: CityData) -> Mapping[str, Any]:
    return {key_of(part, one): one for one in entries(data, part)}
