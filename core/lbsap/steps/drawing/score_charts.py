"""Charts of a city's score: core components, scoring variants, years. Each with its finding and its table of figures."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from lbsap.model.catalogue import Catalogue
from lbsap.model.scoring import ComponentScore, Scorecard, ScoringVariant, Total
from lbsap.model.text import Text, same
from lbsap.steps.catalogues.effects import share
from lbsap.steps.common.printed import NOTHING, figure, joined
from lbsap.steps.drawing.item_charts import Bar, Cell, Chart, Part

NO_SCORE: Final = Text("尚无得分", "no score yet")
OF_ATTAINABLE: Final = Text("{score}/{attainable}（{share}%）", "{score}/{attainable} ({share}%)")
COMPONENT: Final = Text("核心要素", "Core component")
VARIANT: Final = Text("计分方案", "Scoring variant")
YEAR: Final = Text("年份", "Year")
SCORE: Final = Text("得分", "Score")
ATTAINABLE: Final = Text("可评满分", "Attainable maximum")
MAXIMUM: Final = Text("满分", "Maximum")
REACHED: Final = Text("得分率", "Share reached")
WEIGHT: Final = Text("占总分的权重", "Weight in the total")
SCORED: Final = Text("已评分指标数", "Indicators scored")
MOST_AND_LEAST: Final = Text(
    "得分率最高的是{most}（{high}%），最低的是{least}（{low}%）",
    "{most} reaches most of its points ({high}%), {least} least ({low}%)",
)
ALIKE: Final = Text("各核心要素的得分率均为 {high}%", "Every component reaches {high}% of its points")
WEIGHTS_NOTE: Final = Text(
    "各指标权重相同时，指标多的核心要素在总分中所占权重也大。",
    "Where every indicator counts the same, a component with more indicators weighs more in the total.",
)
VARIANTS: Final = Text(
    "各计分方案的得分率在 {low}% 与 {high}% 之间", "By variant, {low}% to {high}% of the points are reached"
)
VARIANTS_ALIKE: Final = Text("各计分方案的得分率均为 {high}%", "Every variant gives {high}% of the points")
TREND: Final = Text(
    "{first} 年得分率为 {was}%，{last} 年为 {is_now}%",
    "From {was}% of the points in {first} to {is_now}% in {last}",
)
TREND_NOTE: Final = Text(
    "各年均按同一版本指数和同一计分方案计算；可评满分不同的年份，比较时应注意。",
    "All years are scored under the same index version and variant. Compare with care where the attainable maximum differs.",
)


def component_chart(index: Catalogue, card: Scorecard) -> Chart | None:
    """What each core component reaches of its attainable maximum; ``None`` where nothing is scored."""
    titles = {one.id: one.title for one in index.components}
    whole = sum((one.maximum for one in card.components), Decimal(0))
    known = [(reached, titles[one.id]) for one in card.components if (reached := share(one)) is not None]
    if not known:
        return None
    return Chart(
        name="components",
        kind="rates",
        finding=_spread(known),
        bars=tuple(_bar(titles[one.id], one, card) for one in card.components),
        heads=(COMPONENT, SCORE, ATTAINABLE, MAXIMUM, REACHED, WEIGHT),
        rows=tuple(
            (titles[one.id], *_figures(one), _percent(100 * one.maximum / whole if whole else None))
            for one in card.components
        ),
        note=WEIGHTS_NOTE,
    )


def variant_chart(cards: Sequence[tuple[ScoringVariant, Scorecard]]) -> Chart | None:
    """What each variant gives; ``None`` where fewer than two have a score."""
    known = [reached for _, card in cards if (reached := share(card.total)) is not None]
    if len(known) < 2:
        return None
    low, high = min(known), max(known)
    return Chart(
        name="variants",
        kind="rates",
        finding=(VARIANTS_ALIKE if low == high else VARIANTS).format(low=low, high=high),
        bars=tuple(_bar(one.title, card.total, card) for one, card in cards),
        heads=(VARIANT, SCORE, ATTAINABLE, MAXIMUM, REACHED),
        rows=tuple((one.title, *_figures(card.total)) for one, card in cards),
    )


def trend_chart(years: Sequence[tuple[int, Scorecard]]) -> Chart | None:
    """The total of each year, oldest first; ``None`` where fewer than two years have a score."""
    known = [(year, reached) for year, card in years if (reached := share(card.total)) is not None]
    if len(known) < 2:
        return None
    (first, was), (last, is_now) = known[0], known[-1]
    return Chart(
        name="years",
        kind="rates",
        finding=TREND.format(first=first, was=was, last=last, is_now=is_now),
        bars=tuple(_bar(same(str(year)), card.total, card) for year, card in years),
        heads=(YEAR, SCORE, ATTAINABLE, MAXIMUM, REACHED, SCORED),
        rows=tuple(
            (str(year), *_figures(card.total), sum(one.score is not None for one in card.indicators))
            for year, card in years
        ),
        note=TREND_NOTE,
    )


def _spread(known: Sequence[tuple[Decimal, Text]]) -> Text:
    least, most = (pick(known, key=lambda one: one[0]) for pick in (min, max))
    if least[0] == most[0]:
        return ALIKE.format(high=most[0])
    named = [
        joined([title for reached, title in known if reached == end[0]], "、", ", ") for end in (least, most)
    ]
    return MOST_AND_LEAST.format(least=named[0], low=least[0], most=named[1], high=most[0])


def told(one: ComponentScore | Total, card: Scorecard) -> Text:
    """A score in words: points of what could be attained, or a percentage."""
    reached = share(one)
    if reached is None or one.score is None:
        return NO_SCORE
    if one.attainable == 100 and card.total.unit == "percent":
        return same(f"{figure(float(one.score))}%")
    return OF_ATTAINABLE.format(
        score=figure(float(one.score), 2), attainable=figure(float(one.attainable)), share=reached
    )


def _bar(title: Text, one: ComponentScore | Total, card: Scorecard) -> Bar:
    reached = share(one)
    parts = (Part("keep", title, 1, "0", f"{reached:f}"),) if reached else ()
    return Bar(title, told(one, card), parts)


def _figures(one: ComponentScore | Total) -> tuple[Cell, ...]:
    score = NOTHING if one.score is None else figure(float(one.score), 2)
    return score, figure(float(one.attainable)), figure(float(one.maximum)), _percent(share(one))


def _percent(value: Decimal | None) -> Text | str:
    return NOTHING if value is None else f"{value.quantize(Decimal('0.1'), ROUND_HALF_UP):f}%"
