"""Words for what an index says of an indicator: its state, its bands and where they come from."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from lbsap.model.catalogue import Item
from lbsap.model.city import Observation
from lbsap.model.plugin_items import PlanContext
from lbsap.model.scoring import IndicatorScore, Scorecard
from lbsap.model.text import HAN, Text, same
from lbsap.model.unit_words import unit_text
from lbsap_sections import wording
from lbsap_sections.figures import number, quantity, rounded

INDEX_WORDS: Final = wording.read(__file__)


def lines(ctx: PlanContext, card: Scorecard | None = None) -> Iterator[tuple[Item, IndicatorScore]]:
    """The indicators of the index with their lines in a scorecard, in the order of the index."""
    by_id = {line.id: line for line in (card or ctx.scorecard).indicators}
    for item in ctx.index.items:
        if item.indicator and item.id in by_id:
            yield item, by_id[item.id]


def observed(ctx: PlanContext, item: Item) -> Observation | None:
    """What the city entered for an indicator in the present year."""
    names = (item.id, item.number)
    return next((one for one in ctx.city.observations if one.indicator in names), None)


def value(item: Item, line: IndicatorScore) -> Text:
    """The value in the indicator's unit; a level in words; a dash where there is none."""
    if line.value is None or item.indicator is None:
        return same("—")
    if item.indicator.kind == "ordinal":
        return INDEX_WORDS.one("level").format(level=number(line.value))
    return quantity(rounded(line.value, 2), item.indicator.unit)


def score(line: IndicatorScore) -> Text:
    """The score, or why there is none."""
    return state(line) if line.score is None else number(rounded(line.score))


def state(line: IndicatorScore) -> Text:
    """Whether an indicator is scored and, if not, why."""
    return INDEX_WORDS.one(line.state)


def provenance(line: IndicatorScore) -> Text:
    """Where the band that was used comes from."""
    return INDEX_WORDS.one(f"provenance_{line.provenance}")


def absence(observation: Observation | None) -> Text:
    """Why there is no figure."""
    if observation is None:
        return INDEX_WORDS.one("absence_none")
    return observation.missing or INDEX_WORDS.one(f"absence_{observation.absence or 'none'}")


def formula(item: Item) -> Text:
    """How the indicator is calculated, with each method where there are several."""
    settings = item.indicator
    if settings is None:
        return Text()
    if settings.kind == "ordinal":
        return INDEX_WORDS.one("ordinal")
    ways = [(one.id, one.formula) for one in settings.methods] or [("", settings.formula)]
    shown = [f"{id_}: {_readable(way)}" if id_ else _readable(way) for id_, way in ways if way]
    return Text("；".join(shown).replace(": ", "："), "; ".join(shown))


def inputs(observation: Observation) -> Text:
    """The figures a city gave, by symbol."""
    told = [
        f"{symbol} = {', '.join(number(one).en for one in given) if isinstance(given, tuple) else number(given).en}"
        for symbol, given in observation.inputs.items()
    ]
    return Text("；".join(told), "; ".join(told))


def bands(item: Item) -> Text:
    """The score bands as printed."""
    if item.indicator is None:
        return Text()
    told = [
        (str(one.score), one.meaning or same(one.printed))
        for one in item.indicator.bands
        if one.meaning or one.printed
    ]
    return Text(
        "\n".join(f"{points}分：{words.show('zh')}" for points, words in told),
        "\n".join(f"{points}: {words.show('en')}" for points, words in told),
    )


def own_words(note: str) -> Text:
    """A note of two lines is Chinese over English; any other stands as it was written."""
    first, _, second = note.strip().partition("\n")
    return Text(first.strip(), second.strip()) if HAN.search(first) and second else same(note)


def unit(item: Item) -> Text:
    """The indicator's unit in words."""
    return unit_text(item.indicator.unit) if item.indicator else Text()


def _readable(way: str) -> str:
    return way.replace("**2", "²").replace("*", "×")
