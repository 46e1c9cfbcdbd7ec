"""Lawshe's content validity ratio with exact critical counts; relevance 7-9 counts as essential (our convention).

Source of the critical counts: the exact one-tailed binomial rule of Ayre and Scally 2014.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from lbsap.model.consultation import ConsensusRule, Parameter, Tally, Verdict
from lbsap.model.text import Text
from lbsap_consensus.words import QUORUM, RATED, below_quorum, is_robust, rated_between, relevance

_REASON = Text(
    "{n} 人评分，{essential} 人评 7—9 分（视为必要），CVR {ratio:.3f}；临界人数 {critical}。",
    "{essential} of {n} rated 7-9 (taken as essential), CVR {ratio:.3f}; the critical count is {critical}.",
)
_NOT_SHOWN = Text("尚不足以认定为必要。", " Not shown to be essential; no more is said.")


def judge(tally: Tally, parameters: Mapping[str, float]) -> Verdict:
    """``keep`` from the critical count of essential ratings on; otherwise ``undecided``, never ``drop``."""
    summary = relevance(tally)
    n = summary.n if summary else 0
    small = below_quorum(n, parameters["quorum"])
    if small or summary is None:
        return small or Verdict("undecided", _NOT_SHOWN)
    essential, critical = rated_between(summary, 7, 9), critical_count(n, parameters["alpha"])
    reason = _REASON.format(n=n, essential=essential, ratio=(essential - n / 2) / (n / 2), critical=critical)
    if essential >= critical:
        return Verdict("keep", reason, met=True, robust=is_robust(essential, n))
    return Verdict(
        "undecided", Text(reason.zh + _NOT_SHOWN.zh, reason.en + _NOT_SHOWN.en), met=False, robust=False
    )


def critical_count(n: int, alpha: float = 0.05) -> int:
    """The smallest k with P(X >= k) <= alpha for X binomial(n, 1/2); n + 1 where no count reaches it."""
    tail, ways, most = 0, 1, Fraction(alpha) * 2**n
    for k in range(n, -1, -1):
        tail += ways
        if tail > most:
            return k + 1
        ways = ways * k // (n - k + 1)
    return 0


RULE = ConsensusRule(
    id="lawshe",
    version="1",
    title=Text("Lawshe 内容效度比", "Lawshe content validity ratio"),
    reads=("relevance",),
    denominator=RATED,
    judge=judge,
    parameters=(Parameter("alpha", Text("单侧显著性水平", "one-tailed level"), 0.05, 0.001, 0.2), QUORUM),
    description=Text(
        "相关性评 7—9 分视为“必要”（本程序的约定）；人数不少于精确临界值为保留，否则只说明尚不足以认定为必要。",
        "Relevance 7-9 counts as essential (our convention); from the exact critical count on: keep. Otherwise the item is "
        "not shown to be essential, and no more is said.",
    ),
)
