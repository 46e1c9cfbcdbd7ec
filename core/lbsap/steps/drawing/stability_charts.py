"""Charts of the change between two rounds: how many experts came back, and how many of them changed their judgement."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from lbsap.model.questionnaire import Questionnaire
from lbsap.model.rounds import STABLE, ItemChange, RoundChange
from lbsap.model.text import Text
from lbsap.steps.common.printed import ends, figure, percent, share
from lbsap.steps.common.report_words import GROUP, INTERVAL, ITEM, YES_NO
from lbsap.steps.drawing.item_charts import Bar, Chart, Part
from lbsap.steps.reports import round_words as words
from lbsap.steps.reports.method import strata_title

LIMIT: Final = figure(100 * STABLE)
"""The greatest share of changes that counts as stable, in percent."""
RETAINED: Final = Text("各类专家的保留率从 {low} 到 {high}", "Retention by group: from {low} to {high}")
RETAINED_ALIKE: Final = Text("保留率为 {high}", "Retention: {high}")
CHANGED_ON: Final = {
    stable: Text(
        f"两轮都作出判断的 {{paired}} 人中，改变判断的占 {{changed}}，95% 区间为 {{interval}}：{zh}。",
        f"Of {{paired}} experts who judged it in both rounds, {{changed}} changed, 95% interval {{interval}}: {en}.",
    )
    for stable, zh, en in (
        (True, "按惯例视为稳定（不超过 {most}%）", "stable by convention (at most {most}%)"),
        (False, "尚未稳定（超过 {most}%）", "not stable (more than {most}%)"),
    )
}


def change_charts(
    change: RoundChange, labels: Mapping[str, Text], questionnaire: Questionnaire
) -> tuple[Chart, ...]:
    """The charts that have anything to show: retention by group of experts, changes by item (the most first).

    ``labels`` are number and name by item.
    """
    judged = sorted((one for one in change.items if one.paired), key=lambda one: -(one.share or 0.0))
    found = (_retention(change, questionnaire), _changes(change, judged, labels) if judged else None)
    return tuple(one for one in found if one is not None)


def came_back(change: RoundChange) -> Text:
    """How many of those who answered in the earlier round answered again."""
    return words.CAME_BACK.format(
        earlier=change.earlier,
        later=change.later,
        before=change.answered_earlier,
        both=change.both,
        share=share(change.both, change.answered_earlier),
        new=change.newcomers,
    )


def item_changed(one: ItemChange) -> Text:
    """How many of the paired experts changed their judgement of an item, and whether that counts as stable."""
    return CHANGED_ON[bool(one.stable)].format(
        paired=one.paired, changed=share(one.changed, one.paired), interval=ends(one.interval), most=LIMIT
    )


def _retention(change: RoundChange, questionnaire: Questionnaire) -> Chart | None:
    if not change.retention:
        return None
    titles = [strata_title(one.strata, questionnaire) for one in change.retention]
    ordered = sorted(change.retention, key=lambda one: one.both / one.earlier)
    low, high = (share(one.both, one.earlier) for one in (ordered[0], ordered[-1]))
    return Chart(
        name="retention",
        kind="rates",
        finding=RETAINED_ALIKE.format(high=high)
        if len(ordered) == 1
        else RETAINED.format(low=low, high=high),
        bars=tuple(
            _rate(title, one.both, one.earlier) for title, one in zip(titles, change.retention, strict=True)
        ),
        heads=(GROUP, words.ANSWERED.format(number=change.earlier), words.BOTH, words.RETENTION),
        rows=tuple(
            (title, one.earlier, one.both, share(one.both, one.earlier))
            for title, one in zip(titles, change.retention, strict=True)
        ),
    )


def _changes(change: RoundChange, judged: Sequence[ItemChange], labels: Mapping[str, Text]) -> Chart:
    stable = sum(bool(one.stable) for one in judged)
    return Chart(
        name="changes",
        kind="rates",
        finding=words.CHANGE_CHART.format(later=change.later, items=len(judged), count=stable, most=LIMIT),
        bars=tuple(_rate(labels[one.item], one.changed, one.paired) for one in judged),
        heads=(ITEM, words.CHANGED, INTERVAL, words.STABLE, words.BEFORE, words.AFTER),
        rows=tuple(
            (
                labels[one.item],
                share(one.changed, one.paired),
                ends(one.interval),
                YES_NO[one.stable],
                share(one.before.retained, one.paired),
                share(one.after.retained, one.paired),
            )
            for one in judged
        ),
        note=words.PAIRED_RULE.format(most=LIMIT),
    )


def _rate(title: Text, count: int, n: int) -> Bar:
    parts = (Part("keep", title, count, "0", percent(count, n)),) if count else ()
    return Bar(title, share(count, n), parts)
