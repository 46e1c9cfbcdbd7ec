"""RAND/UCLA appropriateness of an item's relevance rating, by IPRAS or by the classical rule of panel size.

Source: Fitch et al. 2001, The RAND/UCLA Appropriateness Method User's Manual, MR-1269.
"""

from __future__ import annotations

from collections.abc import Mapping

from lbsap.model.consultation import ConsensusRule, Parameter, Tally, Verdict
from lbsap.model.ratings import RatingSummary
from lbsap.model.text import Text
from lbsap_consensus.words import QUORUM, RATED, below_quorum, is_robust, rated_between, relevance

_KEEP_FROM, _DROP_BELOW = 6.5, 3.5
_REASON = Text("{n} 人评分，中位数 {median:g}，{spread}。", "{n} rated; median {median:g}; {spread}.")
_IPRAS = Text("IPR {ipr:g}，IPRAS {ipras:g}，{found}", "IPR {ipr:g}, IPRAS {ipras:g}, {found}")
_CLASSICAL = Text("按专家组人数的经典规则，{found}", "by the classical rule for this panel size, {found}")
_FOUND = {True: Text("存在分歧", "disagreement"), False: Text("无分歧", "no disagreement")}
_UNSUITED = Text(
    "{n} 人评分，所选规则不适用于这一人数，不作判定。",
    "{n} rated: the chosen rule states nothing for a panel of this size.",
)


def judge(tally: Tally, parameters: Mapping[str, float]) -> Verdict:
    """``keep`` from a median of 6.5, ``drop`` below 3.5, both without disagreement; otherwise ``undecided``."""
    summary = relevance(tally)
    n = summary.n if summary else 0
    small = below_quorum(n, parameters["quorum"])
    if small or summary is None or summary.median is None:
        return small or Verdict("undecided", _UNSUITED.format(n=n))
    classical = bool(parameters["classical"])
    disagreement = summary.classical_disagreement if classical else summary.disagreement
    if disagreement is None:
        return Verdict("undecided", _UNSUITED.format(n=n))
    reason = _REASON.format(n=n, median=summary.median, spread=_spread(summary, classical, disagreement))
    if summary.median >= _KEEP_FROM and not disagreement:
        return Verdict("keep", reason, met=True, robust=is_robust(rated_between(summary, 7, 9), n))
    if summary.median < _DROP_BELOW and not disagreement:
        return Verdict("drop", reason, met=True, robust=is_robust(rated_between(summary, 1, 3), n))
    return Verdict("undecided", reason, met=False, robust=False)


def _spread(summary: RatingSummary, classical: bool, disagreement: bool) -> Text:
    if classical:
        return _CLASSICAL.format(found=_FOUND[disagreement])
    return _IPRAS.format(ipr=summary.ipr, ipras=round(summary.ipras or 0, 2), found=_FOUND[disagreement])


RULE = ConsensusRule(
    id="rand-ucla",
    version="1",
    title=Text("RAND/UCLA 适宜性法", "RAND/UCLA appropriateness"),
    reads=("relevance",),
    denominator=RATED,
    judge=judge,
    parameters=(
        Parameter("quorum", QUORUM.title, 7, 1, 10_000),
        Parameter(
            "classical",
            Text("采用按人数的经典规则（1）或 IPRAS（0）", "classical rule by panel size (1) or IPRAS (0)"),
            0,
            0,
            1,
        ),
    ),
    percentile="linear",
    description=Text(
        "中位数不低于 6.5 且无分歧为保留，低于 3.5 且无分歧为删除，其余不作判定。IPR 大于 IPRAS 即为分歧。",
        "Median of 6.5 or more without disagreement: keep; below 3.5 without disagreement: drop; otherwise undecided. "
        "Disagreement is IPR above IPRAS, or the classical rule for panels of 8 to 16.",
    ),
)
