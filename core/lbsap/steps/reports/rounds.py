"""The chapter of a consultation report on its rounds: what changed among the same experts, who left, what silence hides."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lbsap.model.blocks import Block, Chart, Paragraph, Part, Series, Table
from lbsap.model.measures import Interval
from lbsap.model.report import LEAST_GROUP, ConsultationReport, Leaving, Remark, Sensitivity
from lbsap.model.rounds import STABLE, ItemChange, MarginalTest, RoundChange
from lbsap.model.text import Text, same
from lbsap.steps.common.printed import (
    NOTHING,
    Head,
    day,
    ends,
    evenly,
    figure,
    joined,
    label,
    percent,
    share,
    shortened,
    table,
)
from lbsap.steps.common.report_words import GROUP, INTERVAL, ITEM, RATIONALE_OF_EXPERTS, YES_NO
from lbsap.steps.reports import round_words as words
from lbsap.steps.reports.method import strata_title
from lbsap.steps.reports.results import MOST_BARS, MOST_REASONS, proposal, quoted

_MOST: str = figure(100 * STABLE)


def round_parts(value: ConsultationReport) -> tuple[Part, ...]:
    """The chapter on rounds; of one round it tells what silence may hide."""
    chapter = _Rounds(value)
    parts = [Part("rounds", words.ROUNDS, 0, tuple(chapter.overview()))]
    parts += [
        Part(
            f"rounds-{change.later}",
            words.CHANGE_HEADING.format(earlier=change.earlier, later=change.later),
            1,
            tuple(chapter.change(change)),
        )
        for change in value.changes
    ]
    if value.leaving:
        parts.append(Part("rounds-left", words.LEFT, 1, tuple(map(_left, value.leaving))))
    if value.sensitivity:
        parts.append(Part("rounds-silence", words.SENSITIVITY, 1, tuple(chapter.sensitivity())))
    return tuple(parts)


class _Rounds:
    """Writes the blocks of the chapter; names items by their numbers and titles."""

    def __init__(self, value: ConsultationReport) -> None:
        self._value = value
        self._labels = {item.id: label(item) for item in value.catalogue.items}

    def overview(self) -> Iterator[Block]:
        yield self._table_of_rounds()
        if len(self._value.rounds) > 1:
            yield Paragraph((words.SETTLED_RULE,))
        if self._value.still_open:
            yield Paragraph((words.STILL_OPEN.format(number=self._value.still_open),))

    def _table_of_rounds(self) -> Table:
        changes = {change.later: change for change in self._value.changes}
        rows: list[tuple[Text | str | int, ...]] = []
        for one in self._value.rounds:
            opened = day(one.opened) if one.opened else words.UNKNOWN
            closed = day(one.closed)
            change = changes.get(one.number)
            rows.append(
                (
                    words.ROUND_NAME.format(number=one.number),
                    opened if opened == closed else words.DATES.format(opened=opened, closed=closed),
                    len(one.tallies),
                    one.experts,
                    change.both if change else NOTHING,
                    change.newcomers if change else NOTHING,
                )
            )
        heads: Sequence[Head] = [
            (words.ROUND, 1.4, "left"),
            (words.WHEN, 3.4, "left"),
            (words.ITEMS_ASKED, 1.4, "right"),
            (words.EXPERTS, 1.4, "right"),
            (words.AGAIN, 1.8, "right"),
            (words.NEWCOMERS, 1.4, "right"),
        ]
        return table(words.ROUND_TABLE, heads, rows)

    def change(self, change: RoundChange) -> Iterator[Block]:
        rounds = {"earlier": change.earlier, "later": change.later}
        before, both = change.answered_earlier, change.both
        yield Paragraph(
            (
                words.CAME_BACK.format(
                    **rounds, before=before, both=both, share=share(both, before), new=change.newcomers
                ),
            ),
            "lead",
        )
        if change.retention:
            yield self._retention(change)
        judged = [one for one in change.items if one.paired]
        if not judged:
            return
        yield Paragraph((words.PAIRED_RULE.format(most=_MOST),))
        yield from self._charts(change, judged)
        yield self._changes(change, judged)
        yield Paragraph((words.TESTS_RULE,), "note")
        yield from self._ratings(change)
        yield from self._turned(change)

    def _retention(self, change: RoundChange) -> Table:
        heads: Sequence[Head] = [
            (GROUP, 4, "left"),
            (words.ANSWERED.format(number=change.earlier), 1.6, "right"),
            (words.BOTH, 1.6, "right"),
            (words.RETENTION, 2, "right"),
        ]
        caption = words.RETENTION_TABLE.format(earlier=change.earlier, later=change.later)
        return table(
            caption,
            heads,
            (
                (
                    strata_title(one.strata, self._value.questionnaire),
                    one.earlier,
                    one.both,
                    share(one.both, one.earlier),
                )
                for one in change.retention
            ),
        )

    def _charts(self, change: RoundChange, judged: Sequence[ItemChange]) -> Iterator[Chart]:
        for part in evenly(judged, MOST_BARS):
            stable = sum(bool(one.stable) for one in part)
            told = (
                joined((self._labels[one.item], share(one.changed, one.paired)), " ", " ") for one in part
            )
            yield Chart(
                kind="bar",
                caption=words.CHANGE_CHART.format(
                    later=change.later, items=len(part), count=stable, most=_MOST
                ),
                categories=tuple(shortened(self._labels[one.item]) for one in part),
                series=(
                    Series(words.CHANGED, tuple(float(percent(one.changed, one.paired)) for one in part)),
                ),
                alt=words.CHANGE_ALT.format(items=joined(told)),
                unit=words.PERCENT,
                maximum=100,
            )

    def _changes(self, change: RoundChange, judged: Sequence[ItemChange]) -> Table:
        heads: Sequence[Head] = [
            (ITEM, 2.8, "left"),
            (words.CHANGED, 2, "right"),
            (INTERVAL, 1.8, "right"),
            (words.STABLE, 1.15, "center"),
            (words.BEFORE, 2, "right"),
            (words.AFTER, 2, "right"),
            (words.TESTS, 1.7, "right"),
        ]
        rows = (
            (
                self._labels[one.item],
                share(one.changed, one.paired),
                _interval(one.interval),
                YES_NO[one.stable],
                share(one.before.retained, one.paired),
                share(one.after.retained, one.paired),
                f"{_p(one.retained)} / {_p(one.options)}",
            )
            for one in judged
        )
        caption = words.CHANGE_TABLE.format(earlier=change.earlier, later=change.later)
        return table(caption, heads, rows)

    def _ratings(self, change: RoundChange) -> Iterator[Block]:
        titles = {rating.id: rating.title for rating in self._value.questionnaire.items.ratings}
        rows = [
            (
                self._labels[one.item],
                titles.get(rated.rating, same(rated.rating)),
                rated.paired,
                figure(rated.before),
                figure(rated.after),
                figure(rated.weighted_kappa.value, 3),
            )
            for one in change.items
            for rated in one.ratings
            if rated.paired
        ]
        if not rows:
            return
        heads: Sequence[Head] = [
            (ITEM, 3, "left"),
            (words.RATING, 1.8, "left"),
            (words.PAIRED, 1.2, "right"),
            (words.MEDIAN_BEFORE, 1.4, "right"),
            (words.MEDIAN_AFTER, 1.4, "right"),
            (words.KAPPA, 1.2, "right"),
        ]
        yield table(words.RATING_CHANGE_TABLE.format(earlier=change.earlier, later=change.later), heads, rows)
        yield Paragraph((words.KAPPA_RULE,), "note")

    def _turned(self, change: RoundChange) -> Iterator[Block]:
        said = next((one.turned for one in self._value.rounds if one.number == change.later), ())
        rows = [
            (self._labels[item], joined(map(quoted, _first(said, item)), "\n", "\n"))
            for item in dict.fromkeys(one.item for one in change.items)
            if _first(said, item)
        ]
        if rows:
            heads: Sequence[Head] = [(ITEM, 2, "left"), (RATIONALE_OF_EXPERTS, 5, "left")]
            yield table(words.TURNED_TABLE.format(later=change.later), heads, rows)

    def sensitivity(self) -> Iterator[Block]:
        yield Paragraph((words.SENSITIVITY_RULE,))
        heads: Sequence[Head] = [(words.ASSUMPTION, 3, "left"), (words.FLIPS, 5, "left")]
        rows = (
            (
                words.ASSUMED[one.assumption].format(number=one.number, absent=one.absent),
                self._flips(one),
            )
            for one in self._value.sensitivity
        )
        yield table(words.SENSITIVITY_TABLE, heads, rows)

    def _flips(self, one: Sensitivity) -> Text:
        if not one.absent:
            return words.NOBODY_ABSENT
        told = [
            words.FLIP.format(item=self._labels[item], was=proposal(was), now=proposal(now))
            for item, was, now in one.flips
        ]
        return joined(told) if told else words.NO_FLIP


def _left(one: Leaving) -> Paragraph:
    rounds = {"earlier": one.earlier, "later": one.later, "left": one.left}
    if not one.left:
        return Paragraph((words.NOBODY_LEFT.format(**rounds),))
    if one.left < LEAST_GROUP or one.stayed < LEAST_GROUP:
        return Paragraph((words.LEFT_FEW.format(**rounds, least=LEAST_GROUP),))
    left, stayed = one.left_counts, one.stayed_counts
    told = words.LEFT_COMPARED.format(
        **rounds,
        stayed=one.stayed,
        left_share=share(left.retained, left.judged),
        left_apart=share(one.left_apart, left.judged),
        stayed_share=share(stayed.retained, stayed.judged),
        stayed_apart=share(one.stayed_apart, stayed.judged),
    )
    return Paragraph((told,))


def _first(said: Sequence[Remark], item: str) -> list[Remark]:
    return [one for one in said if one.item == item][:MOST_REASONS]


def _interval(found: Interval | None) -> Text:
    return ends(found) if found else NOTHING


def _p(test: MarginalTest) -> str:
    """A p-value with three decimals, and no smaller one than can be told apart."""
    if test.p is None:
        return NOTHING.zh
    return "<0.001" if test.p < 0.001 else f"{test.p:.3f}"
