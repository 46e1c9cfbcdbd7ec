"""Small pieces that the rules share: percentages as people round them, and the case of too few judgements."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from lbsap.model.consultation import Parameter, Tally, Verdict
from lbsap.model.measures import wilson
from lbsap.model.ratings import RatingSummary
from lbsap.model.text import Text

RELEVANCE: Final = "relevance"
JUDGED: Final = Text(
    "作出保留、删除或更名判断的专家；“超出本人专业范围”和未作答不计入。",
    "Experts who judged keep, drop or rename; “outside my expertise” and unanswered are left out.",
)
RATED: Final = Text(
    "对“相关性”作出 1—9 分评分的专家；其他人不计入。",
    "Experts who rated relevance 1-9; all others are left out.",
)
QUORUM: Final = Parameter("quorum", Text("最低有效作答人数", "quorum"), 5, 1, 10_000)

_BELOW_QUORUM: Final = Text(
    "有效作答 {n} 人，少于规定的 {quorum} 人，不作判定。",
    "{n} judged, fewer than the quorum of {quorum}: no verdict.",
)


def percent(part: float, whole: float = 1) -> str:
    """``part`` of ``whole`` as a percentage with one decimal, rounded half up: 23 of 80 is 28.8%."""
    exact = Decimal(repr(part)) * 100 / Decimal(repr(whole))
    return f"{exact.quantize(Decimal('0.1'), ROUND_HALF_UP)}%"


def below_quorum(n: int, quorum: float) -> Verdict | None:
    """The verdict of a panel too small to judge, or ``None`` where the quorum is reached."""
    if n >= quorum:
        return None
    return Verdict("undecided", _BELOW_QUORUM.format(n=n, quorum=f"{quorum:g}"))


def relevance(tally: Tally) -> RatingSummary | None:
    """The ratings of relevance, if anyone rated."""
    return tally.ratings.get(RELEVANCE)


def is_robust(count: int, n: int) -> bool:
    """Whether the lower bound of the 95 % Wilson interval of ``count`` of ``n`` lies above one half."""
    interval = wilson(count, n)
    return interval is not None and interval.low > 0.5


def rated_between(summary: RatingSummary, low: int, high: int) -> int:
    """How many rated from ``low`` to ``high``, both included."""
    return sum(count for rating, count in summary.counts if low <= rating <= high)
