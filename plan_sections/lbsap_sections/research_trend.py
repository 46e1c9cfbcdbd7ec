"""Research report: how the result has changed over the years, and what the revision of the index does to it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from lbsap.model.blocks import Block, Chart, Column, Rich, Series
from lbsap.model.scoring import ComponentScore, IndicatorScore, Scorecard
from lbsap.model.text import Text, same
from lbsap_sections import wording
from lbsap_sections.alignment import code
from lbsap_sections.figures import number, quantity, rounded, year
from lbsap_sections.index_words import lines, score
from lbsap_sections.pen import Pen, section


def write(pen: Pen) -> Iterator[Block]:
    history = pen.ctx.history
    if len(history) < 2:
        yield pen.paragraph("one")
    else:
        ends = {"first": year(history[0][0]), "last": year(history[-1][0])}
        yield pen.paragraph("several", n=number(len(history)), **ends)
        columns = (
            *pen.columns(("head_year", 1, "center")),
            *(Column(component.title, 2, "right") for component in pen.ctx.index.components),
            *pen.columns(
                ("head_total", 1, "right"), ("head_attainable", 1.1, "right"), ("head_share", 1, "right")
            ),
        )
        yield pen.table("caption", columns, (_row(pen, *one) for one in history))
        yield _chart(pen)
        yield from _changes(pen)
    yield from _earlier(pen)


def _row(pen: Pen, when: int, card: Scorecard) -> tuple[Rich, ...]:
    by_id = {one.id: one for one in card.components}
    components = [_points(pen, by_id.get(one.id)) for one in pen.ctx.index.components]
    total, attainable = card.total.score, card.total.attainable
    share = 100 * total / attainable if total is not None and attainable else None
    return (
        (year(when),),
        *((words,) for words in components),
        (number(rounded(total)) if total is not None else pen.text("not_scored"),),
        (number(rounded(attainable)),),
        (quantity(rounded(share), "percent") if share is not None else same("—"),),
    )


def _points(pen: Pen, component: ComponentScore | None) -> Text:
    if component is None or component.score is None:
        return pen.text("not_scored")
    return number(rounded(component.score))


def _chart(pen: Pen) -> Chart:
    components = pen.ctx.index.components
    return Chart(
        kind="line",
        caption=pen.text("chart_caption"),
        categories=tuple(year(when) for when, _ in pen.ctx.history),
        series=tuple(
            Series(one.title, tuple(_share(card, one.id) for _, card in pen.ctx.history))
            for one in components
        ),
        alt=pen.text("chart_alt"),
        unit=same("%"),
        maximum=100.0,
    )


def _share(card: Scorecard, component: str) -> float | None:
    found = next((one for one in card.components if one.id == component), None)
    if found is None or found.score is None or not found.attainable:
        return None
    return float(rounded(100 * found.score / found.attainable))


def _changes(pen: Pen) -> Iterator[Block]:
    (then, before), (now, present) = pen.ctx.history[-2:]
    earlier = {item.id: line for item, line in lines(pen.ctx, before)}
    changed = [
        (item, earlier[item.id], line)
        for item, line in lines(pen.ctx, present)
        if item.id in earlier and _changed(earlier[item.id], line)
    ]
    if not changed:
        yield pen.paragraph("unchanged", before=year(then))
        return
    yield pen.paragraph("changes_text", before=year(then))
    columns = (
        *pen.columns(("head_no", 1, "center"), ("head_indicator", 4)),
        *(Column(year(when), 1.2, "center") for when in (then, now)),
    )
    rows = (
        ((code(pen.ctx, item.id),), (item.title,), (score(old),), (score(new),)) for item, old, new in changed
    )
    yield pen.table("changes_caption", columns, rows)


def _changed(old: IndicatorScore, new: IndicatorScore) -> bool:
    """Whether a score has changed by as much as is shown."""
    return old.score != new.score and score(old) != score(new)


def _earlier(pen: Pen) -> Iterator[Block]:
    card = pen.ctx.earlier
    if card and card.total.score is not None:
        shown = {
            name: quantity(rounded(value), card.total.unit)
            for name, value in (("score", card.total.score), ("attainable", card.total.attainable))
        }
        yield pen.paragraph("earlier", index=same(f"{card.index}@{card.version}"), **shown)


RESEARCH_TREND: Final = section(wording.read(__file__), write, document="research")
