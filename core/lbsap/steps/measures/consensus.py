"""All measures of one table of judgements, and of its change against an earlier round."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any, Final

from lbsap.model.measures import Interval, Measure, wilson
from lbsap.model.ratings import RatingSummary, RatingTable, category_label
from lbsap.model.rounds import MarginalTest
from lbsap.model.text import Lang
from lbsap.steps.common.intervals import clopper_pearson
from lbsap.steps.measures.agreement import (
    category_counts,
    complete_cases,
    fleiss_kappa,
    gwet_ac1,
    gwet_ac2,
    kendall_w,
    krippendorff_alpha,
    percent_agreement,
)
from lbsap.steps.measures.ratings import summarise_counts
from lbsap.steps.measures.stability import Stability, stability
from lbsap.steps.measures.validity import ScaleValidity, scale_validity

_RELEVANCE: Final = (1, 2, 3, 4)
_ORDINAL_FIELDS = ("median", "q1", "q3", "iqr", "p30", "p70", "ipr", "ipras", "disagreement")


@dataclass(frozen=True, slots=True)
class Overall:
    """Agreement over all items."""

    percent_agreement: Measure
    fleiss_kappa: Measure
    krippendorff_alpha: Measure
    gwet_ac1: Measure
    gwet_ac2: Measure
    kendall_w: Measure


@dataclass(frozen=True, slots=True)
class ItemConsensus:
    """One item: judgements per category, the intervals of the largest one, and its ratings where ordinal."""

    item: str
    n: int
    counts: tuple[tuple[str | float, int], ...]
    ratings: RatingSummary | None
    wilson: Interval | None
    clopper_pearson: Interval | None


@dataclass(frozen=True, slots=True)
class ConsensusResult:
    """What ``consensus`` found; ``paired`` is ``None`` without an earlier round, ``validity`` unless the categories are
    declared as the 4-point relevance scale.

    ``complete_raters`` is how many judged every item: Kendall's W rests on them alone.
    """

    overall: Overall
    complete_raters: int
    items: tuple[ItemConsensus, ...]
    paired: Stability | None
    validity: ScaleValidity | None = None


def consensus(table: RatingTable, previous: RatingTable | None = None) -> ConsensusResult:
    """Every measure of ``table`` and, with ``previous`` (same level), of the change since then."""
    counts = category_counts(table).tolist()
    return ConsensusResult(
        overall=Overall(
            percent_agreement=percent_agreement(table),
            fleiss_kappa=fleiss_kappa(table),
            krippendorff_alpha=krippendorff_alpha(table),
            gwet_ac1=gwet_ac1(table),
            gwet_ac2=gwet_ac2(table),
            kendall_w=kendall_w(table),
        ),
        complete_raters=len(complete_cases(table)),
        items=tuple(_item(table, place, row) for place, row in enumerate(counts)),
        paired=None if previous is None else stability(previous, table),
        validity=_validity(table) if table.declared and table.categories == _RELEVANCE else None,
    )


def to_json(result: ConsensusResult, lang: Lang) -> dict[str, Any]:
    """``result`` as ``lbsap consensus --json`` prints it, reasons in ``lang``: plain values only.

    ``validity`` is there for the 4-point relevance scale alone.
    """
    overall = result.overall
    shape = {
        "overall": {each.name: _measure_json(getattr(overall, each.name), lang) for each in fields(overall)},
        "items": [_item_json(item) for item in result.items],
        "paired": _paired_json(result.paired) if result.paired else None,
    }
    return shape | ({"validity": _validity_json(result.validity, lang)} if result.validity else {})


def is_nine_point(table: RatingTable) -> bool:
    """Whether the categories are the 1-9 scale: all of it where declared, else no number outside it."""
    scale = set(range(1, 10))
    return set(table.categories) == scale if table.declared else set(table.categories) <= scale


def _item(table: RatingTable, place: int, counts: list[int]) -> ItemConsensus:
    n, largest = sum(counts), max(counts, default=0)
    return ItemConsensus(
        item=table.items[place],
        n=n,
        counts=tuple(zip(table.categories, counts, strict=True)),
        ratings=_summary(table, counts) if table.level == "ordinal" else None,
        wilson=wilson(largest, n),
        clopper_pearson=clopper_pearson(largest, n),
    )


def _summary(table: RatingTable, counts: list[int]) -> RatingSummary:
    by_rating = dict(zip(map(float, table.categories), counts, strict=True))
    return summarise_counts(by_rating, nine_point=is_nine_point(table))


def _validity(table: RatingTable) -> ScaleValidity:
    rated = (
        (item, [float(cell) for cell in row if cell is not None])
        for item, row in zip(table.items, table.cells, strict=True)
    )
    return scale_validity(dict(rated))


def _validity_json(found: ScaleValidity, lang: Lang) -> dict[str, Any]:
    return {
        "s_cvi_average": _measure_json(found.average, lang),
        "s_cvi_universal": _measure_json(found.universal, lang),
        "items": [
            {
                "item": item,
                "relevant": one.relevant,
                "i_cvi": _measure_json(one.i_cvi, lang),
                "kappa": _measure_json(one.kappa, lang),
            }
            for item, one in found.items.items()
        ],
    }


def _measure_json(measure: Measure, lang: Lang) -> dict[str, Any]:
    reason = measure.undefined
    return {"value": measure.value, "undefined": reason.show(lang) if reason else None}


def _item_json(item: ItemConsensus) -> dict[str, Any]:
    return {
        "item": item.item,
        "n": item.n,
        "counts": {category_label(category): count for category, count in item.counts},
        **{name: getattr(item.ratings, name, None) for name in _ORDINAL_FIELDS},
        "wilson": _interval_json(item.wilson),
        "clopper_pearson": _interval_json(item.clopper_pearson),
    }


def _paired_json(paired: Stability) -> dict[str, Any]:
    return {
        "raters": paired.raters,
        "retention": paired.retention,
        "stuart_maxwell": _test_json(paired.stuart_maxwell, "statistic", "df", "p"),
        "mcnemar": _test_json(paired.mcnemar, "statistic", "p") if paired.mcnemar else None,
        "weighted_kappa": paired.weighted_kappa.value,
        "changed": paired.changed.value,
    }


def _test_json(test: MarginalTest, *names: str) -> dict[str, Any]:
    return {name: getattr(test, name) for name in names}


def _interval_json(interval: Interval | None) -> list[float] | None:
    return None if interval is None else [interval.low, interval.high]
