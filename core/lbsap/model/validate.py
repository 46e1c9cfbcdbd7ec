"""What every registered value must hold beyond its types: ids, references within itself, both languages."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from typing import Any, Final, get_origin, get_type_hints

from lbsap.model.catalogue import Catalogue, Item
from lbsap.model.codec import from_plain, to_plain
from lbsap.model.errors import BadInput
from lbsap.model.policy import PolicyFramework
from lbsap.model.problems import Problem, problem
from lbsap.model.questionnaire import Questionnaire
from lbsap.model.text import Text, same

ID: Final = re.compile(r"^[a-z0-9][a-z0-9_-]{0,63}(\.[a-z0-9][a-z0-9_-]{0,63})?$")
_LANGUAGE: Final = {"zh": Text("中文", "Chinese"), "en": Text("英文", "English")}


def faults(value: Any) -> tuple[Problem, ...]:
    """Every fault (severity error) and every missing language (severity warning) of a value that has an ``id``."""
    where = str(value.id)
    found: list[Problem] = []
    if not ID.match(where):
        found.append(problem("id_form", where, id=where))
    if not value.title:
        found.append(problem("value_missing", where, field="title"))
    if isinstance(value, Catalogue):
        found.extend(_catalogue(value))
    elif isinstance(value, PolicyFramework):
        found.extend(_framework(value))
    elif isinstance(value, Questionnaire):
        found.extend(_questionnaire(value))
    return (*found, *missing_languages(value, where))


def missing_languages(value: Any, where: str) -> Iterator[Problem]:
    """A warning for each text that has one language only."""
    for place, text in texts(value, where):
        for lang in text.missing if text else ():
            yield problem("language_missing", place, severity="warning", field=place, lang=_LANGUAGE[lang])


def texts(value: Any, where: str = "") -> Iterator[tuple[str, Text]]:
    """Every ``Text`` within a value, with its place."""
    if isinstance(value, Text):
        yield where, value
    elif is_dataclass(value) and not isinstance(value, type):
        for f in fields(value):
            if f.init:
                yield from texts(getattr(value, f.name), f"{where}.{f.name}" if where else f.name)
    elif isinstance(value, Mapping):
        for key, item in value.items():
            yield from texts(item, f"{where}.{key}")
    elif isinstance(value, tuple | list):
        for i, item in enumerate(value):
            yield from texts(item, f"{where}[{getattr(item, 'id', i)}]")


def type_fault(value: Any) -> Problem | None:
    """The first field of a value type, however deep, that does not hold what its type says; ``None`` where all do.

    The work of a plugin item is passed over. A list in the place of a tuple is no fault.
    """
    hints = get_type_hints(type(value))
    for one in fields(value):
        if one.init and get_origin(hints[one.name]) is not Callable:
            fault = _wrong_type(hints[one.name], getattr(value, one.name), one.name)
            if fault:
                return fault
    return None


def _wrong_type(kind: Any, value: Any, where: str) -> Problem | None:
    expected, found = same(getattr(kind, "__name__", str(kind))), same(type(value).__name__)
    try:
        plain = to_plain(value)
        if to_plain(from_plain(kind, plain, where)) == plain:
            return None
    except BadInput as fault:
        return fault.problems[0]
    except (TypeError, ValueError, AttributeError, KeyError):  # a value of no known type
        pass
    return problem("value_type", where, expected=expected, found=found)


def _twice(ids: Iterable[str], where: str) -> Iterator[Problem]:
    for name, count in Counter(ids).items():
        if count > 1:
            yield problem("id_twice", where, id=name)


def _unknown(name: str, known: Iterable[str], kind: Text, where: str) -> Iterator[Problem]:
    names = list(known)
    if name not in names:
        yield problem("unknown_id", where, id=name, kind=kind, known=", ".join(names[:12]) or "-")


def _catalogue(value: Catalogue) -> Iterator[Problem]:
    ids = [item.id for item in value.items]
    yield from _twice(ids, value.id)
    if not ids:
        yield problem("value_missing", value.id, field="items")
    for item in value.items:
        where = f"{value.id}.{item.id}"
        if not ID.match(item.id):
            yield problem("id_form", where, id=item.id)
        if not item.title:
            yield problem("value_missing", where, field="title")
        if item.parent:
            yield from _unknown(item.parent, ids, Text("条目", "item"), f"{where}.parent")
        yield from _settings(value, item, where)


def _settings(value: Catalogue, item: Item, where: str) -> Iterator[Problem]:
    if value.kind == "outline":
        return
    if item.indicator is None:
        yield problem("value_missing", where, field="indicator")
        return
    components = [component.id for component in value.components]
    yield from _unknown(
        item.indicator.component, components, Text("核心要素", "component"), f"{where}.component"
    )
    yield from _twice((one.symbol for one in item.indicator.inputs), f"{where}.inputs")
    yield from _twice((str(band.score) for band in item.indicator.bands), f"{where}.bands")
    for band in item.indicator.bands:
        if not 0 <= band.score <= value.points:
            yield problem("value_refused", f"{where}.bands", reason=f"0 <= {band.score} <= {value.points} ?")


def _framework(value: PolicyFramework) -> Iterator[Problem]:
    groups = [group.id for group in value.groups]
    yield from _twice((target.id for target in value.targets), value.id)
    yield from _twice(groups, value.id)
    for target in value.targets:
        if target.group:
            yield from _unknown(
                target.group, groups, Text("优先领域", "group"), f"{value.id}.{target.id}.group"
            )


def _questionnaire(value: Questionnaire) -> Iterator[Problem]:
    items = value.items
    for name, choices in (
        ("verdicts", items.verdicts),
        ("settings", items.settings),
        ("troubles", items.troubles),
    ):
        yield from _twice((choice.id for choice in choices), f"{value.id}.items.{name}")
    yield from _twice((rating.id for rating in items.ratings), f"{value.id}.items.ratings")
    known = ("keep", "drop", "rename", "outside")
    for choice in items.verdicts:
        yield from _unknown(choice.id, known, Text("意见选项", "verdict"), f"{value.id}.items.verdicts")
