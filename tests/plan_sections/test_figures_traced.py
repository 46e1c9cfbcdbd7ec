"""Every number that a plan's text prints can be traced to an entry, a definition or a sum the plan states."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import lbsap_sections
from lbsap.data import read_text
from lbsap.model.blocks import Box, Bullets, Chart, Gap, Paragraph, Strong, Table
from lbsap.model.city import CityData
from lbsap.model.codec import to_plain
from lbsap.model.scoring import Scorecard
from lbsap.model.text import LANGS, Lang, Text
from tests.plan_sections.plans import city, context, frameworks, index, plan

FOLDER = Path(lbsap_sections.__file__).parent
NUMERAL = re.compile(r"\d+(?:\.\d+)?")


def numerals(words: str) -> set[str]:
    """Numbers in plain words, without grouping commas and idle zeros; those of codes (CBI-8, SP-1) with them."""
    plain = re.sub(r"(?<=\d),(?=\d{3})", "", words)
    return {f"{Decimal(found).normalize():f}" for found in NUMERAL.findall(plain)}


def strings(value: Any) -> Iterator[str]:
    """All numbers and words of plain data, keys included."""
    if isinstance(value, dict):
        for key, item in value.items():
            yield str(key)
            yield from strings(item)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from strings(item)
    else:
        yield str(value)


def printed(name: str, lang: Lang) -> Iterator[str]:
    """Every paragraph, list item and table cell of the plan text in one language; the list of gaps only counts."""
    for part in plan(name).document.parts:
        for block in part.blocks if part.key != "annex-gaps" else ():
            yield from lines(block, lang)


def lines(block: Any, lang: Lang) -> Iterator[str]:
    if isinstance(block, Paragraph):
        yield said(block.content, lang)
    elif isinstance(block, Bullets):
        yield from (said(item, lang) for item in block.items)
    elif isinstance(block, Box):
        for inner in block.blocks:
            yield from lines(inner, lang)
    elif isinstance(block, Table):
        yield from (said(cell, lang) for row in block.rows for cell in row)
    elif isinstance(block, Chart):
        yield from (getattr(block.caption, lang), getattr(block.alt, lang))


def said(rich: tuple[Any, ...], lang: Lang) -> str:
    words = (one.text if isinstance(one, Strong) else one for one in rich if not isinstance(one, Gap))
    return "".join(getattr(one, lang) for one in words if isinstance(one, Text))


def scored(card: Scorecard) -> Iterator[Decimal]:
    """The figures of a scorecard, and the shares of what could be attained."""
    total = card.total
    for score, attainable, maximum in (
        *((one.score, one.attainable, one.maximum) for one in card.components),
        (total.score, total.attainable, total.maximum),
    ):
        yield from (attainable, maximum)
        if score is not None:
            yield from (score, (100 * score / attainable).quantize(Decimal("0.1")))
    yield from (line.score for line in card.indicators if line.score is not None)


def sums(data: CityData) -> Iterator[Decimal]:
    """What the text adds up: projects by source, funds by kind, source and year, and the difference of both."""
    costs = [(one.funding.zh, one.cost or Decimal()) for one in data.projects]
    for source in {name for name, _ in costs}:
        yield sum((cost for name, cost in costs if name == source), Decimal())
        yield Decimal(sum(name == source for name, _ in costs))
    needed = sum((cost for _, cost in costs), Decimal())
    for kind in ("spent", "planned"):
        amounts = [
            (one.source, one.year, one.amount or Decimal()) for one in data.funding if one.kind == kind
        ]
        whole = sum((amount for _, _, amount in amounts), Decimal())
        yield from (whole, needed - whole)
        for at in (0, 1):
            for key in {one[at] for one in amounts}:
                yield sum((one[2] for one in amounts if one[at] == key), Decimal())
    yield needed


@cache
def known(name: str) -> frozenset[str]:
    """All numbers that the plan may print."""
    data = city(name)
    found: set[str] = set()
    for words in strings(to_plain(data)):
        found |= numerals(words)
    for value in (index(), *frameworks().values()):
        for words in strings(to_plain(value)):
            found |= numerals(words)
    for path in FOLDER.glob("*.toml"):
        found |= numerals(read_text(path))
    figures = [*scored(context(data).scorecard), *sums(data)]
    found |= {f"{figure.normalize():f}" for figure in figures}
    # English tells sums of money in yuan, Chinese in 万元; Chinese tells people in 万人.
    money = [one.cost for one in data.projects if one.cost] + list(sums(data))
    money += [
        Decimal(v) for one in data.fields.values() for v in one.values() if isinstance(v, Decimal | int)
    ]
    found |= {f"{(Decimal(amount) / 100).normalize():f}" for amount in money}
    found |= {f"{(Decimal(data.profile.population or 0) / 10_000).normalize():f}"}
    listed = (data.actions, data.projects, data.targets, data.areas, index().items)
    most = max(*map(len, listed), *(len(one.targets) for one in frameworks().values()))
    return frozenset(found | {str(count) for count in range(most + 1)})


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("name", ["sample-city", "congjiang"])
def test_every_number_of_the_text_comes_from_an_entry_a_definition_or_a_stated_sum(
    name: str, lang: Lang
) -> None:
    assert [line for line in printed(name, lang) if not numerals(line) <= known(name)] == []


def test_a_number_that_nobody_entered_would_be_found_out() -> None:
    assert not numerals("到2030年，建成湿地74133.7公顷。") <= known("sample-city")


@pytest.mark.parametrize("lang", LANGS)
def test_no_figure_of_the_city_is_told_in_one_language_only(lang: Lang) -> None:
    """A figure with a decimal point that one language prints is printed by the other, money apart."""
    told = {
        one: {n for line in printed("sample-city", one) for n in numerals(line) if "." in n} for one in LANGS
    }
    money = {f"{(value / 100).normalize():f}" for value in sums(city("sample-city"))}
    money |= {f"{(one.cost / 100).normalize():f}" for one in city("sample-city").projects if one.cost}
    other = told["en" if lang == "zh" else "zh"]
    assert {n for n in told[lang] - other - money if n not in ("1.9", "1.32")} == set()
