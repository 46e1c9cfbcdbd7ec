from collections.abc import Mapping

from lbsap.hooks import hookimpl
from lbsap.model.consultation import ConsensusRule, Tally, Verdict
from lbsap.model.text import Text

LBSAP_API = 1


def judge(tally: Tally, parameters: Mapping[str, float]) -> Verdict:
    counts = tally.counts
    reason = Text(
        f"{counts.judged} 人中有 {counts.retained} 人主张保留。",
        f"{counts.retained} of {counts.judged} retain it.",
    )
    enough = counts.judged > 0 and 3 * counts.retained >= 2 * counts.judged
    return Verdict("retain" if enough else "undecided", reason, met=enough)


@hookimpl
def consensus_rules() -> list[ConsensusRule]:
    title, judges = Text("三分之二多数", "Two thirds"), Text("作出判断的专家", "experts who judged")
    return [ConsensusRule("example.plain", "1", title, ("verdict",), judges, judge)]
