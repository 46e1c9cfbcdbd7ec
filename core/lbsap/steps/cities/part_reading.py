"""One field of an entry in the words of its cells, and the value that such words mean."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from datetime import date
from decimal import Decimal
from itertools import zip_longest
from typing import Any, Final

from lbsap.model.codec import from_plain
from lbsap.model.errors import BadInput
from lbsap.model.problems import Problem, problem
from lbsap.model.text import LANGS, Text
from lbsap.steps.cities.part_fields import WAN, PartField, PartKind
from lbsap.steps.common.words import clean, clean_line, narrow

LONGEST: Final = 8000
LONGEST_LINE: Final = 500
YEARS: Final = (1900, 2100)
MILESTONE_YEARS: Final = (2027, 2030, 2035)
PERCENT: Final = "%"
"""How people write the unit that is kept as ``percent``."""
NONE: Final = "-"
"""Stands in a list where an entry has no words in this language."""
_YES: Final = frozenset({"yes", "y", "true", "是", "1"})
_NO: Final = frozenset({"", "no", "n", "false", "否", "0"})
_LINE: Final = re.compile(r"\n")
_LIST: Final = re.compile(r"[\n;；]")
_DAY: Final = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[ T]0?0:00(?::00)?)?")
_MILESTONE: Final = re.compile(r"(\d{4})年?\s*:\s*(\S+)")
_ENDS: Final[Mapping[PartKind, tuple[str, ...]]] = {
    "text": tuple(f"_{lang}" for lang in LANGS),
    "texts": tuple(f"_{lang}" for lang in LANGS),
    "span": ("_from", "_to"),
    "milestones": (*(f"_{year}" for year in MILESTONE_YEARS), "_other"),
}


def is_empty(value: Any) -> bool:
    """Whether a field holds nothing; 0 and no are contents."""
    return value in (None, "", (), {}, Text())


def cell_names(field: PartField) -> tuple[str, ...]:
    """The names of a field's cells in page and sheet: ``title_zh`` and ``title_en``, ``years_from`` and ``years_to``."""
    return tuple(field.name + end for end in _ENDS.get(field.kind, ("",)))


def words_of(field: PartField, value: Any) -> tuple[str, ...]:
    """The words of a field's cells, in the order of ``cell_names``."""
    return _WORDS.get(field.kind, _one_word)(value)


def value_of(field: PartField, words: Sequence[str]) -> Any:
    """The value that the words of a field's cells mean; raises ``BadInput`` with the cell's name as the place."""
    names = cell_names(field)
    cleaned = [
        (clean if field.long or field.kind in ("texts", "ids") else clean_line)(one)[0] for one in words
    ]
    longest = LONGEST if field.long or field.kind == "texts" else LONGEST_LINE
    faults = [
        problem("too_long", name, length=len(one), longest=longest)
        for name, one in zip(names, cleaned, strict=True)
        if len(one) > longest
    ]
    if not faults and field.required and not any(cleaned):
        faults = [problem("field_wanted", names[0])]
    if faults:
        raise BadInput(faults)
    return _VALUES[field.kind](field, cleaned)


def _both(value: Text) -> tuple[str, ...]:
    return tuple(getattr(value, lang) for lang in LANGS)


def _lines(value: tuple[Text, ...]) -> tuple[str, ...]:
    """A line for each text; a line break within one becomes a blank."""
    by_language = ([" ".join(getattr(one, lang).split()) for one in value] for lang in LANGS)
    return tuple("\n".join(one or NONE for one in own) if any(own) else "" for own in by_language)


def _one_word(value: Any) -> tuple[str, ...]:
    if isinstance(value, bool):
        return ("yes" if value else "",)
    return (f"{value:f}" if isinstance(value, Decimal) else "" if value is None else str(value),)


def _milestone_words(value: Mapping[int, Decimal]) -> tuple[str, ...]:
    others = "; ".join(f"{year}: {one:f}" for year, one in value.items() if year not in MILESTONE_YEARS)
    return (*(f"{value[year]:f}" if year in value else "" for year in MILESTONE_YEARS), others)


_WORDS: Final[Mapping[PartKind, Callable[[Any], tuple[str, ...]]]] = {
    "text": _both,
    "texts": _lines,
    "unit": lambda value: (PERCENT if value == "percent" else value,),
    "ids": lambda value: ("; ".join(value),),
    "span": lambda value: tuple(str(year) for year in value or ("", "")),
    "milestones": _milestone_words,
}


def _text(_: PartField, words: Sequence[str]) -> Text:
    return Text(*words)


def _texts(field: PartField, words: Sequence[str]) -> tuple[Text, ...]:
    """A text a line; names of departments may also be parted by semicolons, which sentences have within them."""
    ends = _LIST if field.refs else _LINE
    split = ([clean_line(line)[0] for line in ends.split(own)] for own in words)
    pairs = zip_longest(*split, fillvalue="")
    texts = (Text(*("" if one == NONE else one for one in pair)) for pair in pairs)
    return tuple(one for one in texts if one)


def _id(_: PartField, words: Sequence[str]) -> str:
    return narrow(words[0])


def _ids(_: PartField, words: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one for word in _LIST.split(words[0]) if (one := narrow(word))))


def _word(_: PartField, words: Sequence[str]) -> str:
    return words[0]


def _unit(_: PartField, words: Sequence[str]) -> str:
    return "percent" if narrow(words[0]) == PERCENT else words[0]


def _number(field: PartField, words: Sequence[str]) -> Decimal | None:
    number = _decimal(words[0], field.name)
    if number is not None and number < 0 and field.unit == WAN:
        raise BadInput([problem("number_negative", field.name, value=words[0])])
    return number


def _decimal(word: str, where: str) -> Decimal | None:
    return from_plain(Decimal, word, where) if word else None


def _year(field: PartField, words: Sequence[str]) -> int | None:
    return _one_year(words[0], field.name)


def _one_year(word: str, where: str) -> int | None:
    number = _decimal(narrow(word).removesuffix("年"), where)
    if number is None:
        return None
    if number != number.to_integral_value() or not YEARS[0] <= number <= YEARS[1]:
        raise BadInput([problem("year_impossible", where, year=word)])
    return int(number)


def _yes_no(field: PartField, words: Sequence[str]) -> bool:
    word = narrow(words[0]).casefold()
    if word not in _YES | _NO:
        raise BadInput([_not_among(field, words[0], (Text("是", "yes"), Text("否", "no")))])
    if field.unconfirmed and word not in _YES:
        raise BadInput([problem(field.unconfirmed, field.name)])
    return word in _YES


def _choice(field: PartField, words: Sequence[str]) -> str:
    word = narrow(words[0]).casefold()
    for value, title in field.choices:
        if word in (value.casefold(), *(narrow(one).casefold() for one in _both(title))):
            return value
    if word:
        raise BadInput([_not_among(field, words[0], [title for _, title in field.choices])])
    return ""


def _not_among(field: PartField, word: str, allowed: Sequence[Text]) -> Problem:
    known = Text("、".join(one.zh for one in allowed), ", ".join(one.en for one in allowed))
    return problem("value_choice", field.name, value=word, allowed=known)


def _date(field: PartField, words: Sequence[str]) -> date | None:
    if not words[0]:
        return None
    found = _DAY.fullmatch(narrow(words[0]))
    if found:
        with suppress(ValueError):
            return date(*map(int, found.groups()))
    raise BadInput([problem("day_form", field.name, value=words[0])])


def _span(field: PartField, words: Sequence[str]) -> tuple[int, int] | None:
    names = cell_names(field)
    first, last = (_one_year(word, name) for word, name in zip(words, names, strict=True))
    if first is None and last is None:
        return None
    if first is None or last is None:
        raise BadInput([problem("field_wanted", names[0 if first is None else 1])])
    if first > last:
        raise BadInput([problem("period_impossible", names[0], first=first, last=last)])
    return first, last


def _milestones(field: PartField, words: Sequence[str]) -> dict[int, Decimal]:
    *fixed, other = zip(words, cell_names(field), strict=True)
    read = {
        year: number
        for year, (word, name) in zip(MILESTONE_YEARS, fixed, strict=True)
        if (number := _decimal(word, name)) is not None
    }
    for word in filter(str.strip, _LIST.split(narrow(other[0]))):
        found = _MILESTONE.fullmatch(word.strip())
        year = _one_year(found.group(1), other[1]) if found else None
        if found is None or year is None or year in read:
            raise BadInput([problem("milestone_form", other[1], value=word.strip())])
        read[year] = from_plain(Decimal, found.group(2), other[1])
    return dict(sorted(read.items()))


_VALUES: Final[Mapping[PartKind, Callable[[PartField, Sequence[str]], Any]]] = {
    "text": _text,
    "texts": _texts,
    "word": _word,
    "unit": _unit,
    "number": _number,
    "year": _year,
    "yesno": _yes_no,
    "choice": _choice,
    "date": _date,
    "span": _span,
    "id": _id,
    "ids": _ids,
    "milestones": _milestones,
}
