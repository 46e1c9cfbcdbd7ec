"""A consensus rule: two thirds decide, but a large minority against has a veto."""

from __future__ import annotations

from collections.abc import Mapping

from lbsap.hooks import hookimpl
from lbsap.model.consultation import ConsensusRule, Parameter, Tally, Verdict
from lbsap.model.measures import wilson
from lbsap.model.text import Text

REASON = Text(
    "{n} 人作出判断，{retain} 人主张保留，{drop} 人主张删除。",
    "{n} judged: {retain} retain and {drop} drop it.",
)


def judge(tally: Tally, parameters: Mapping[str, float]) -> Verdict:
    """Retain on two thirds, unless the share that would drop the item reaches the veto."""
    counts = tally.counts
    reason = REASON.format(n=counts.judged, retain=counts.retained, drop=counts.drop)
    if counts.judged < parameters["quorum"]:
        return Verdict("undecided", reason)
    interval = wilson(counts.retained, counts.judged)
    robust = interval is not None and interval.low > 0.5
    enough = 3 * counts.retained >= 2 * counts.judged
    vetoed = counts.drop >= parameters["veto"] * counts.judged
    if enough and not vetoed:
        return Verdict("retain", reason, met=True, robust=robust)
    return Verdict("undecided", reason, met=False, robust=False)


@hookimpl
def consensus_rules() -> list[ConsensusRule]:
    return [
        ConsensusRule(
            id="example.two-thirds",
            version="1",
            title=Text("三分之二多数（可否决）", "Two thirds with a veto"),
            reads=("verdict",),
            denominator=Text("作出判断的专家", "experts who judged"),
            judge=judge,
            parameters=(
                Parameter("veto", Text("否决所需比例", "share that vetoes"), 0.25, 0.1, 0.5),
                Parameter("quorum", Text("最低有效作答人数", "quorum"), 5, 1, 1000),
            ),
        )
    ]
