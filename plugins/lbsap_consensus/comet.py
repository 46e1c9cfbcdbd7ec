"""COMET style: at least 70 % rate 7-9 and fewer than 15 % rate 1-3, or the mirror image."""

from __future__ import annotations

from collections.abc import Mapping

from lbsap.model.consultation import ConsensusRule, Parameter, Tally, Verdict
from lbsap.model.text import Text
from lbsap_consensus.words import QUORUM, RATED, below_quorum, is_robust, percent, rated_between, relevance

_REASON = Text(
    "{n} 人评分，评 7—9 分的占 {high}，评 1—3 分的占 {low}。",
    "{n} rated: {high} gave 7-9 and {low} gave 1-3.",
)


def judge(tally: Tally, parameters: Mapping[str, float]) -> Verdict:
    """``keep`` for consensus in, ``drop`` for consensus out, else ``undecided``."""
    summary = relevance(tally)
    n = summary.n if summary else 0
    small = below_quorum(n, parameters["quorum"])
    if small or summary is None:
        return small or Verdict("undecided", _REASON.format(n=0, high="-", low="-"))
    high, low = rated_between(summary, 7, 9), rated_between(summary, 1, 3)
    reason = _REASON.format(n=n, high=percent(high, n), low=percent(low, n))
    if _consensus(high, low, n, parameters):
        return Verdict("keep", reason, met=True, robust=is_robust(high, n))
    if _consensus(low, high, n, parameters):
        return Verdict("drop", reason, met=True, robust=is_robust(low, n))
    return Verdict("undecided", reason, met=False, robust=False)


def _consensus(many: int, few: int, n: int, parameters: Mapping[str, float]) -> bool:
    return many >= parameters["most"] * n - 1e-9 and few < parameters["least"] * n - 1e-9


RULE = ConsensusRule(
    id="comet-70-15",
    version="1",
    title=Text("COMET 70/15", "COMET 70/15"),
    reads=("relevance",),
    denominator=RATED,
    judge=judge,
    parameters=(
        Parameter("most", Text("高分（或低分）的最低比例", "least share at one end"), 0.70, 0.5, 1.0),
        Parameter(
            "least", Text("另一端的比例上限（不含）", "share at the other end stays below"), 0.15, 0.0, 0.5
        ),
        QUORUM,
    ),
    description=Text(
        "评 7—9 分不少于 70%、评 1—3 分少于 15% 为保留；反之为删除；其余不作判定。",
        "At least 70% in 7-9 and fewer than 15% in 1-3: keep; the mirror image: drop; otherwise undecided.",
    ),
)
