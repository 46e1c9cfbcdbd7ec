"""Majority of verdicts: first retain against drop, then, among those who retain, the name."""

from __future__ import annotations

from collections.abc import Mapping

from lbsap.model.consultation import ConsensusRule, Counts, Parameter, RuleVerdict, Tally, Verdict
from lbsap.model.text import Text
from lbsap_consensus.words import JUDGED, QUORUM, below_quorum, is_robust, percent

_RETAINED = Text(
    "{n} 人作出判断，{count} 人（{share}）主张保留，达到 {threshold} 的标准",
    "{count} of {n} ({share}) retain it, reaching the threshold of {threshold}",
)
_DROPPED = Text(
    "{n} 人作出判断，{count} 人（{share}）主张删除，达到 {threshold} 的标准。",
    "{count} of {n} ({share}) drop it, reaching the threshold of {threshold}.",
)
_NEITHER = Text(
    "{n} 人作出判断，{count} 人（{share}）主张保留，保留与删除均未达到 {threshold} 的标准。",
    "{count} of {n} ({share}) retain it; neither retaining nor dropping reaches the threshold of {threshold}.",
)
_TIED = Text(
    "{n} 人作出判断，主张保留与主张删除的各 {count} 人（{share}），均达到 {threshold} 的标准，不作判定。",
    "Of {n}, {count} ({share}) retain it and as many drop it; both reach the threshold of {threshold}: no verdict.",
)
_NAMES: Mapping[RuleVerdict, Text] = {
    "keep": Text(
        "；名称方面，{keep} 人主张不变，{rename} 人主张更名。",
        "; on the name, {keep} keep it and {rename} rename it.",
    ),
    "rename": Text(
        "；名称方面，{rename} 人主张更名，{keep} 人主张不变。",
        "; on the name, {rename} rename it and {keep} keep it.",
    ),
    "retain": Text(
        "；名称方面意见相等（各 {keep} 人），由编辑组决定。",
        "; on the name the panel is split evenly ({keep} each): editors decide.",
    ),
}


def judge(tally: Tally, parameters: Mapping[str, float]) -> Verdict:
    """``keep``, ``rename`` or ``retain`` (name tied) where enough retain, ``drop`` where enough drop; never on a tie."""
    counts, threshold = tally.counts, parameters["threshold"]
    small = below_quorum(counts.judged, parameters["quorum"])
    if small:
        return small
    if counts.retained == counts.drop and _reaches(counts.drop, counts.judged, threshold):
        return Verdict("undecided", _words(_TIED, counts.drop, counts, threshold), met=False, robust=False)
    if _reaches(counts.retained, counts.judged, threshold):
        verdict = _name(counts)
        reason = _join(
            _words(_RETAINED, counts.retained, counts, threshold),
            _words(_NAMES[verdict], 0, counts, threshold),
        )
        return Verdict(verdict, reason, met=True, robust=is_robust(counts.retained, counts.judged))
    if _reaches(counts.drop, counts.judged, threshold):
        reason = _words(_DROPPED, counts.drop, counts, threshold)
        return Verdict("drop", reason, met=True, robust=is_robust(counts.drop, counts.judged))
    return Verdict("undecided", _words(_NEITHER, counts.retained, counts, threshold), met=False, robust=False)


def _reaches(count: int, n: int, threshold: float) -> bool:
    return count >= threshold * n - 1e-9


def _name(counts: Counts) -> RuleVerdict:
    return "keep" if counts.keep > counts.rename else "rename" if counts.rename > counts.keep else "retain"


def _words(template: Text, count: int, counts: Counts, threshold: float) -> Text:
    return template.format(
        n=counts.judged,
        count=count,
        share=percent(count, counts.judged),
        threshold=percent(threshold),
        keep=counts.keep,
        rename=counts.rename,
    )


def _join(first: Text, second: Text) -> Text:
    return Text(first.zh + second.zh, first.en + second.en)


RULE = ConsensusRule(
    id="majority",
    version="1",
    title=Text("多数规则", "Majority"),
    reads=("verdict",),
    denominator=JUDGED,
    judge=judge,
    parameters=(Parameter("threshold", Text("达成共识的比例", "threshold"), 0.75, 0.5, 1.0), QUORUM),
    description=Text(
        "先看保留（含更名）与删除，再在主张保留者中看名称。“达到”指比例不低于标准；“稳健”指 95% Wilson 区间下限高于一半。",
        "First retain (keep or rename) against drop, then the name among those who retain. Met: the share reaches the "
        "threshold. Robust: the lower bound of the 95% Wilson interval lies above one half.",
    ),
)
