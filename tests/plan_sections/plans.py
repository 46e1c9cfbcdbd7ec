"""Cities, contexts and plans that tests of plan sections share: real definitions, real sections."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from typing import Any

import lbsap_cbi
import lbsap_cwn
import lbsap_gbf
import lbsap_nbsap
import lbsap_outline
import lbsap_scoring
import lbsap_sections
from lbsap.data import read_value, shipped
from lbsap.model.blocks import Block, Gap, Inline, Rich, Strong, Table
from lbsap.model.catalogue import Catalogue
from lbsap.model.city import CityData, Level, Observations, Profile
from lbsap.model.plugin_items import Plan, PlanContext, PlanSection
from lbsap.model.policy import PolicyFramework
from lbsap.model.text import Lang, Text
from lbsap.steps.planning.plan import make_plan
from lbsap.steps.scoring.score import make_scorecard

DATA = shipped("templates", "demo")
SECTIONS = {section.id: section for section in lbsap_sections.plan_sections()}
CITIES = ("empty", "congjiang", "sample-city")


@cache
def city(name: str) -> CityData:
    """A city by name: one that entered nothing but its name, Congjiang County, or the invented sample city."""
    if name == "empty":
        return nameless("county")
    return read_value(CityData, DATA / f"{name}.yaml")


def nameless(level: Level) -> CityData:
    """A place of a level that has entered nothing but its name."""
    return CityData(Text("某地", "Some Place"), profile=Profile(level))


@cache
def index() -> Catalogue:
    """The City Biodiversity Index of 2021."""
    return next(one for one in lbsap_cbi.catalogues() if one.id == "cbi-2021")


@cache
def outline() -> Catalogue:
    """The shipped LBSAP framework."""
    return lbsap_outline.catalogues()[0]


@cache
def frameworks() -> dict[str, PolicyFramework]:
    """The shipped policy frameworks by id."""
    offered = (lbsap_nbsap.policy_frameworks(), lbsap_gbf.policy_frameworks(), lbsap_cwn.policy_frameworks())
    return {one.id: one for several in offered for one in several}


def context(data: CityData) -> PlanContext:
    """What a plan of these data is made from."""
    handbook = next(one for one in lbsap_scoring.scoring_variants() if one.id == "handbook")
    observed = Observations(data.city, data.year or 2026, bool(data.first_application), data.observations)
    card = make_scorecard(index(), observed, handbook, lambda item, *given: item.score(*given))
    return PlanContext(data, outline(), index(), card, frameworks())


def call(section: PlanSection, ctx: PlanContext) -> tuple[Block, ...]:
    """Has a section written, as the registry does."""
    return tuple(section.write(ctx))


def plan_of(data: CityData, **changes: Any) -> Plan:
    """The plan of these data with the shipped sections."""
    return make_plan(replace(context(data), **changes), SECTIONS, call)


@cache
def plan(name: str) -> Plan:
    """The plan of a city by name."""
    return plan_of(city(name))


def blocks(made: Plan, key: str) -> tuple[Block, ...]:
    """The blocks of one part."""
    return next(part.blocks for part in made.document.parts if part.key == key)


def table(made: Plan, key: str, caption: str) -> Table:
    """The table in a part whose Chinese caption holds some words."""
    return next(b for b in blocks(made, key) if isinstance(b, Table) and caption in b.caption.zh)


def words(rich: Rich, lang: Lang = "zh") -> str:
    """What a cell or a paragraph says; a gap by its name in brackets."""
    return "".join(_inline(inline, lang) for inline in rich)


def rows(shown: Table, lang: Lang = "zh") -> list[list[str]]:
    """The cells of a table in words."""
    return [[words(cell, lang) for cell in row] for row in shown.rows]


def column(shown: Table, head: str, lang: Lang = "zh") -> list[str]:
    """What stands in the column under a Chinese head, row by row."""
    at = [one.head.zh for one in shown.columns].index(head)
    return [words(row[at], lang) for row in shown.rows]


def inlines(value: Any) -> Iterator[Inline]:
    """Every text and gap within blocks, captions and heads included."""
    if isinstance(value, Text | Gap | Strong):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from inlines(item)
    elif hasattr(value, "__slots__"):
        for name in value.__slots__:
            yield from inlines(getattr(value, name))


def said(value: Any, lang: Lang = "zh") -> str:
    """All words within blocks, those of gaps left out."""
    return "\n".join(getattr(one, lang) for one in inlines(value) if isinstance(one, Text))


def numbers(text: str) -> set[str]:
    """The numbers in a text, without grouping commas."""
    return set(re.findall(r"\d+(?:\.\d+)?", re.sub(r"(?<=\d),(?=\d{3})", "", text)))


def _inline(inline: Inline, lang: Lang) -> str:
    if isinstance(inline, Gap):
        return f"【{getattr(inline.name, lang)}】"
    shown: str = getattr(inline.text if isinstance(inline, Strong) else inline, lang)
    return shown
