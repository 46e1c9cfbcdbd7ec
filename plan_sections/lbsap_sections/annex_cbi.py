"""Annex: the index in summary by component, with what could be attained, and what answers the low scores."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from typing import Final, get_args

from lbsap.model.blocks import Block, Bullets, Chart, Paragraph, Rich, Series, Table
from lbsap.model.catalogue import Item
from lbsap.model.scoring import ComponentScore, IndicatorScore, Scorecard, State
from lbsap.model.text import Text, same
from lbsap_sections import wording
from lbsap_sections.alignment import code
from lbsap_sections.areas import actions
from lbsap_sections.figures import joined, number, quantity, rounded
from lbsap_sections.index_words import own_words
from lbsap_sections.pen import Pen, section

LOW: Final = 1
"""A score up to here calls for an action or a reason."""
ENOUGH: Final = Decimal("0.8")
"""From this share of indicators with a score on, components may be compared."""
OFFICIAL: Final = "handbook"
CHECKED: Final = ("primary", "secondary_source", "editor")


WORDS: Final = wording.read(__file__)


def write(pen: Pen) -> Iterator[Block]:
    yield from pen.lead(index=pen.ctx.index.title)
    yield from summary(pen)
    if pen.ctx.scorecard.total.score is not None:
        if not pen.submission:
            yield from _data_notes(pen, pen.ctx.scorecard)
        yield from _low(pen, pen.ctx.scorecard)


def summary(pen: Pen) -> Iterator[Block]:
    """The result by component, with what could be attained; ``pen`` writes with the words of this section."""
    card = pen.ctx.scorecard
    if card.variant != OFFICIAL:
        yield pen.note("variant", variant=same(card.variant))
    states = Counter(line.state for line in card.indicators)
    counted = joined(
        pen.text(state, k=same(str(states[state]))) for state in get_args(State) if states[state]
    )
    yield pen.paragraph("states", n=same(str(len(card.indicators))), counted=counted)
    yield from _notes(pen, card, states)
    if card.total.score is None:
        return
    yield _components(pen, card)
    yield from _chart(pen, card)


def _notes(pen: Pen, card: Scorecard, states: Counter[State]) -> Iterator[Block]:
    total, unit = card.total, card.total.unit
    without = len(card.indicators) - states["scored"]
    if total.score is None:
        yield pen.note("none")
    else:
        figures = {"s": total.score, "a": total.attainable, "m": total.maximum}
        shown = {name: quantity(rounded(value), unit) for name, value in figures.items()}
        yield pen.note("attainable" if without else "complete", **shown)
    unchecked = sum(line.state == "scored" and line.provenance not in CHECKED for line in card.indicators)
    if total.provisional and unchecked:
        yield pen.note("provisional", n=same(str(unchecked)))
    if states["no_data"]:
        yield Paragraph((pen.missing("gap_data", "observations", n=same(str(states["no_data"]))),))
    yield from _earlier(pen)


def _earlier(pen: Pen) -> Iterator[Block]:
    earlier = pen.ctx.earlier
    if earlier and earlier.total.score is not None:
        total = earlier.total
        score, attainable = (
            quantity(rounded(value), total.unit) for value in (earlier.total.score, total.attainable)
        )
        yield pen.note("earlier", index=same(f"{earlier.index}@{earlier.version}"), s=score, a=attainable)


def _components(pen: Pen, card: Scorecard) -> Table:
    titles = {component.id: component.title for component in pen.ctx.index.components}
    columns = pen.columns(
        ("head_component", 3),
        ("head_score", 1, "right"),
        ("head_attainable", 1.2, "right"),
        ("head_maximum", 1, "right"),
    )
    sign = "percent" if card.total.unit == "percent" else ""
    total = (card.total.score, card.total.attainable, card.total.maximum)
    rows = [
        _sums(pen, titles.get(c.id, same(c.id)), (c.score, c.attainable, c.maximum)) for c in card.components
    ]
    return pen.table("caption", columns, (*rows, _sums(pen, pen.text("total"), total, sign)))


def _sums(
    pen: Pen, title: Text, sums: tuple[Decimal | None, Decimal, Decimal], unit: str = ""
) -> tuple[Rich, ...]:
    """A row of score, attainable maximum and maximum; ``unit`` where a total is not in points as its parts are."""
    shown = (pen.text("not_scored") if value is None else quantity(rounded(value), unit) for value in sums)
    return (title,), *((words,) for words in shown)


def _chart(pen: Pen, card: Scorecard) -> Iterator[Chart]:
    titles = {component.id: component.title for component in pen.ctx.index.components}
    shares = {titles.get(c.id, same(c.id)): _share(c) for c in card.components}
    known = {title: share for title, share in shares.items() if share is not None}
    if not known:
        return
    listed = joined(pen.text("chart_item", title=t, share=quantity(s, "percent")) for t, s in known.items())
    yield Chart(
        kind="bar",
        caption=_chart_caption(pen, card, known),
        categories=tuple(shares),
        series=(
            Series(pen.text("chart_series"), tuple(None if s is None else float(s) for s in shares.values())),
        ),
        alt=pen.text("chart_alt", list=listed),
        unit=same("%"),
        maximum=100.0,
    )


def _chart_caption(pen: Pen, card: Scorecard, shares: dict[Text, Decimal]) -> Text:
    """The finding; where few indicators have a score, how many there are instead."""
    scored = sum(line.state == "scored" for line in card.indicators)
    if scored < ENOUGH * len(card.indicators) or len(shares) < len(card.components):
        return pen.text("chart_caption_partial", n=same(str(len(card.indicators))), k=same(str(scored)))
    least = min(shares, key=lambda title: shares[title])
    return pen.text("chart_caption", least=least, share=quantity(shares[least], "percent"))


def _share(component: ComponentScore) -> Decimal | None:
    if component.score is None or not component.attainable:
        return None
    return rounded(100 * component.score / component.attainable)


def _data_notes(pen: Pen, card: Scorecard) -> Iterator[Block]:
    notes: list[Rich] = []
    for line in card.indicators:
        item = pen.ctx.index.item(line.id)
        for observation in pen.city.observations:
            if (
                item
                and line.state == "scored"
                and observation.note
                and observation.indicator in (line.id, line.number)
            ):
                note = own_words(observation.note)
                notes.append(
                    (pen.text("data_note", code=code(pen.ctx, line.id), title=item.title, note=note),)
                )
    if notes:
        yield pen.paragraph("notes_text")
        yield Bullets(tuple(notes))


def _low(pen: Pen, card: Scorecard) -> Iterator[Block]:
    low = [line for line in card.indicators if line.score is not None and line.score <= LOW]
    if pen.submission:
        low = [line for line in low if (item := pen.ctx.index.item(line.id)) and answer(pen, item)]
    if low:
        yield pen.paragraph("low_text")
        columns = pen.columns(
            ("head_no", 1, "center"),
            ("head_indicator", 2.5),
            ("head_score", 0.7, "right"),
            ("head_answer", 4),
        )
        yield pen.table("low_caption", columns, (_low_row(pen, line) for line in low))


def _low_row(pen: Pen, line: IndicatorScore) -> tuple[Rich, ...]:
    item = pen.ctx.index.item(line.id)
    title = item.title if item else same(line.id)
    score = number(rounded(line.score or Decimal()))
    gap = pen.missing("gap_answer", f"explanations.{line.id}", name=title)
    told = answer(pen, item) if item else Text()
    return (code(pen.ctx, line.id) or same(line.number),), (title,), (score,), (told or gap,)


def answer(pen: Pen, item: Item) -> Text:
    """The actions that take up an indicator, themselves or by a target or project of theirs; else the reason why none
    does; empty for neither. ``pen`` writes with the words of this section."""
    names = {item.id, item.number}
    serving = {one.action for one in pen.city.targets if one.indicator in names}
    serving |= {one.action for one in pen.city.projects if one.indicator in names}
    answering = [
        pen.text("answer", no=same(str(one.number)), title=one.action.title)
        for one in actions(pen.ctx)
        if names.intersection(one.action.indicators) or one.action.id in serving
    ]
    if answering:
        return joined(answering)
    return next((e.reason for e in pen.city.explanations if e.about in names), Text())


ANNEX_CBI: Final = section(WORDS, write)
