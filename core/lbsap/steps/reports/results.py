"""The chapter of a consultation report on what the panel said: overview and charts, tables, names, reasons."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from lbsap.model.blocks import Block, Bullets, Chart, Paragraph, Part, Series, Strong, Table
from lbsap.model.catalogue import Item
from lbsap.model.consultation import Counts, ProposedName, Tally, Verdict
from lbsap.model.ratings import RatingSummary
from lbsap.model.report import LEAST_GROUP, ConsultationReport, Remark, published_strata, size_of
from lbsap.model.text import Text, same
from lbsap.steps.common import report_words as words
from lbsap.steps.common.printed import (
    NOTHING,
    Head,
    evenly,
    figure,
    grouped,
    interval,
    joined,
    label,
    percent,
    share,
    shortened,
    table,
)
from lbsap.steps.reports.method import strata_title
from lbsap.steps.reports.round_words import (
    CLOSING,
    CONTENT,
    ELSEWHERE,
    NAME,
    NEW_ITEM_TABLE,
    NEW_ITEMS,
    PLACE,
)

MOST_BARS: Final = 14
MOST_REASONS: Final = 3


def result_parts(value: ConsultationReport) -> tuple[Part, ...]:
    """The chapter on results, in the order a reader needs them."""
    results = _Results(value)
    parts = [
        Part("results", words.RESULTS, 0),
        Part("results-overview", words.OVERVIEW, 1, tuple(results.overview())),
        Part("results-items", words.BY_ITEM, 1, tuple(results.item_tables()), landscape=True),
        Part("results-groups", words.BY_GROUP, 1, tuple(results.by_group())),
        Part("results-ratings", words.RATINGS, 1, tuple(results.ratings())),
        Part("results-settings", words.SETTINGS, 1, tuple(results.settings())),
        Part("results-names", words.NAMES, 1, tuple(results.names())),
        Part("results-dissent", words.DISSENT, 1, tuple(results.dissent())),
    ]
    if value.supplements:
        parts.append(Part("results-supplements", words.SUPPLEMENTS, 1, tuple(results.supplements())))
    if value.proposals:
        parts.append(Part("results-new", NEW_ITEMS, 1, tuple(results.new_items())))
    if value.closing:
        parts.append(Part("results-closing", CLOSING, 1, tuple(results.closing())))
    return tuple(parts)


def retained(counts: Counts) -> Text:
    """``30 of 36 retain (83.3%)``."""
    if not counts.judged:
        return words.NOBODY
    rounded = percent(counts.retained, counts.judged)
    return words.RETAINED.format(count=counts.retained, n=counts.judged, share=rounded)


class _Results:
    """Writes the blocks of the chapter; holds the tallies with the items they are of."""

    def __init__(self, value: ConsultationReport) -> None:
        self._value = value
        self._tallies = {tally.item: tally for tally in value.tallies}
        found = (value.catalogue.item(tally.item) for tally in value.tallies)
        self._items = [item for item in found if item is not None]
        self._groups = grouped(value.catalogue, self._items)

    def overview(self) -> Iterator[Block]:
        experts = max((size_of(tally.counts) for tally in self._value.tallies), default=0)
        proposed = Counter(self._proposal(item) for item in self._items)
        verdicts = joined(
            words.VERDICT_COUNT.format(verdict=one, count=n) for one, n in proposed.most_common()
        )
        yield Paragraph(
            (words.ITEMS_ASKED.format(items=len(self._items), experts=experts, verdicts=verdicts),), "lead"
        )
        attention = [item for item in self._items if self._needs_attention(item)]
        if attention:
            yield Paragraph((words.ATTENTION,))
            yield Bullets(tuple((self._split(item),) for item in attention))
        else:
            yield Paragraph((words.NO_ATTENTION,))
        for title, items in self._groups:
            for part in evenly(items, MOST_BARS):
                yield self._chart(title, part)

    def item_tables(self) -> Iterator[Block]:
        for title, items in self._groups:
            yield item_table(words.ITEM_TABLE.format(group=title), items, self._tallies, self._value.verdicts)
        if self._value.elsewhere:
            yield Paragraph((ELSEWHERE.format(n=self._value.elsewhere),), "note")

    def by_group(self) -> Iterator[Block]:
        yield Paragraph((words.SMALL_GROUPS.format(least=LEAST_GROUP),), "note")
        rows = {item.id: dict(published_strata(self._tallies[item.id])) for item in self._items}
        groups = next(iter(rows.values()), {})
        if not groups:
            return
        heads = (strata_title(group, self._value.questionnaire) for group in groups)
        yield table(
            words.GROUP_TABLE,
            ((words.ITEM, 2.2, "left"), *((head, 2, "right") for head in heads)),
            (
                (label(item), *(share(one.retained, one.judged) for one in rows[item.id].values()))
                for item in self._items
            ),
        )

    def ratings(self) -> Iterator[Block]:
        asked = self._value.questionnaire.items.ratings
        rated = [item for item in self._items if self._tallies[item.id].ratings]
        if not rated:
            yield Paragraph((words.NO_RATINGS,))
            return
        rows: list[tuple[Text, ...]] = []
        for item in rated:
            given = self._tallies[item.id].ratings
            found = joined(
                (one.title for one in asked if one.id in given and given[one.id].disagreement), "、", ", "
            )
            rows.append((label(item), *(_rating(given.get(one.id)) for one in asked), found))
        heads: Sequence[Head] = [(one.title, 2, "left") for one in asked]
        yield table(
            words.RATING_TABLE, ((words.ITEM, 2.4, "left"), *heads, (words.DISAGREEMENT, 1.5, "left")), rows
        )
        yield Paragraph((words.DISAGREEMENT_RULE,), "note")

    def settings(self) -> Iterator[Block]:
        asked = self._value.questionnaire.items
        for caption, choices, name in (
            (words.SETTING_TABLE, asked.settings, "settings"),
            (words.TROUBLE_TABLE, asked.troubles, "troubles"),
        ):
            named: list[tuple[Item, Mapping[str, int]]] = [
                (item, getattr(self._tallies[item.id], name)) for item in self._items
            ]
            rows: list[tuple[Text | str | int, ...]] = [
                (label(item), *(found.get(one.id, 0) for one in choices)) for item, found in named if found
            ]
            heads: Sequence[Head] = [(one.title, 1, "right") for one in choices]
            if rows:
                yield table(caption, ((words.ITEM, 4, "left"), *heads), rows)
        if any(tally.settings or tally.troubles for tally in self._value.tallies):
            yield Paragraph((words.COUNTS_ONLY,), "note")
        else:
            yield Paragraph((words.NONE_NAMED,))

    def names(self) -> Iterator[Block]:
        rows = [
            (
                label(item),
                joined(words.NAME_COUNT.format(name=_both(one.name), count=one.count) for one in group),
            )
            for item in self._items
            for group in near_groups(self._tallies[item.id].names)
        ]
        if not rows:
            yield Paragraph((words.NONE_NAMED,))
            return
        yield table(words.NAME_TABLE, ((words.ITEM, 2, "left"), (words.PROPOSED, 4, "left")), rows)
        yield Paragraph((words.NAMES_RULE,), "note")

    def dissent(self) -> Iterator[Block]:
        yield Paragraph((words.DISSENT_RULE.format(most=MOST_REASONS),), "note")
        rows: list[tuple[Text, ...]] = []
        for item in self._items:
            counts = self._tallies[item.id].counts
            told = _sample(self._value.reasons, item.id, counts)
            reasons = joined(map(quoted, told), "\n", "\n")
            if reasons or _minority(counts):
                rows.append((label(item), share(_minority(counts), counts.judged), reasons))
        if rows:
            heads: Sequence[Head] = [(words.ITEM, 2, "left"), (words.DISSENT_COUNT, 1.7, "right")]
            yield table(words.DISSENT_TABLE, (*heads, (words.RATIONALE_OF_EXPERTS, 4.4, "left")), rows)
        else:
            yield Paragraph((words.NONE_NAMED,))

    def supplements(self) -> Iterator[Block]:
        rows = [
            (label(item), joined(same(one.words) for one in self._value.supplements if one.item == item.id))
            for item in self._items
        ]
        heads: Sequence[Head] = [(words.ITEM, 2, "left"), (words.CONTENTS, 4, "left")]
        yield table(words.SUPPLEMENT_TABLE, heads, [row for row in rows if row[1]])

    def new_items(self) -> Iterator[Block]:
        titles = {item.id: label(item) for item in self._value.catalogue.items}
        titles |= {one.id: one.title for one in self._value.catalogue.components}
        rows = [
            (
                _both(one.name),
                titles.get(one.parent, same(one.parent)),
                joined(map(same, (one.content, one.data_source, one.reason)), "\n", "\n"),
            )
            for one in self._value.proposals
        ]
        heads: Sequence[Head] = [(NAME, 2, "left"), (PLACE, 1.6, "left"), (CONTENT, 4.4, "left")]
        yield table(NEW_ITEM_TABLE, heads, rows)

    def closing(self) -> Iterator[Block]:
        for question in self._value.questionnaire.closing:
            said = dict.fromkeys(one.words for one in self._value.closing if one.item == question.id)
            if said:
                yield Paragraph((Strong(question.title),))
                yield Bullets(tuple((same(one),) for one in said))

    def _verdict(self, item: Item) -> Verdict | None:
        return self._value.verdicts.get(item.id)

    def _proposal(self, item: Item) -> Text:
        return proposal(self._verdict(item))

    def _needs_attention(self, item: Item) -> bool:
        found, counts = self._verdict(item), self._tallies[item.id].counts
        name_open = 3 * counts.rename >= counts.retained > 0
        return found is None or found.verdict != "keep" or not found.robust or name_open

    def _split(self, item: Item) -> Text:
        counts = self._tallies[item.id].counts
        return words.SPLIT.format(
            item=label(item),
            retained=retained(counts),
            keep=counts.keep,
            rename=counts.rename,
            drop=counts.drop,
            verdict=self._proposal(item),
        )

    def _chart(self, title: Text, items: Sequence[Item]) -> Chart:
        counts = [self._tallies[item.id].counts for item in items]
        series = ((words.KEEP, "keep"), (words.RENAME, "rename"), (words.DROP, "drop"))
        most = sum(2 * one.retained > one.judged for one in counts)
        told_of = words.CHART_ALL if most == len(items) else words.CHART
        told = (
            words.CHART_ITEM.format(item=label(item), keep=one.keep, rename=one.rename, drop=one.drop)
            for item, one in zip(items, counts, strict=True)
        )
        return Chart(
            kind="stacked_bar",
            caption=told_of.format(group=title, items=len(items), count=most),
            categories=tuple(shortened(label(item)) for item in items),
            series=tuple(
                Series(name, tuple(float(getattr(one, key)) for one in counts)) for name, key in series
            ),
            alt=words.CHART_ALT.format(items=joined(told)),
            unit=words.PEOPLE,
        )


def item_table(
    caption: Text, items: Sequence[Item], tallies: Mapping[str, Tally], verdicts: Mapping[str, Verdict]
) -> Table:
    """The answers on ``items``, one row each: the share who retain with its interval, every count, and the rule's
    proposal."""
    heads: tuple[Head, ...] = (
        (words.ITEM, 3.8, "left"),
        (words.RETAIN, 3.4, "right"),
        (words.INTERVAL, 3.1, "right"),
        *((head, width, "right") for head, width in ((words.KEEP, 1.2), (words.RENAME, 1.65))),
        *((head, width, "right") for head, width in ((words.DROP, 1.2), (words.JUDGED, 1.3))),
        *((head, width, "right") for head, width in ((words.OUTSIDE, 1.65), (words.SKIPPED, 1.7))),
        (words.NOT_SHOWN, 1.5, "right"),
        (words.PROPOSAL, 2, "left"),
        (words.MET, 1, "center"),
        (words.ROBUST, 1.6, "center"),
    )
    return table(caption, heads, (_row(item, tallies[item.id], verdicts.get(item.id)) for item in items))


def _row(item: Item, tally: Tally, found: Verdict | None) -> tuple[Text | str | int, ...]:
    counts = tally.counts
    return (
        label(item),
        share(counts.retained, counts.judged),
        interval(counts),
        counts.keep,
        counts.rename,
        counts.drop,
        counts.judged,
        counts.outside,
        counts.skipped,
        counts.not_shown,
        proposal(found),
        words.YES_NO[found.met if found else None],
        words.YES_NO[found.robust if found else None],
    )


def proposal(found: Verdict | None) -> Text:
    """What a rule proposes, in words."""
    return words.VERDICTS[found.verdict] if found else words.NO_VERDICT


def near_groups(names: Sequence[ProposedName]) -> list[list[ProposedName]]:
    """Proposed names in groups that are linked by near likeness, in the order given."""
    groups: list[list[int]] = []
    for place, one in enumerate(names):
        linked = [group for group in groups if any(near in group for near in one.near)]
        merged = sorted([place, *(other for group in linked for other in group)])
        groups = [group for group in groups if group not in linked] + [merged]
    return [[names[place] for place in group] for group in sorted(groups)]


def _rating(found: RatingSummary | None) -> Text:
    if found is None or found.median is None:
        return NOTHING
    return words.RATING_CELL.format(median=figure(found.median), iqr=figure(found.iqr, 2), n=found.n)


def _both(name: Text) -> Text:
    """A proposed name in the languages it was given in: both are shown, none is marked as missing."""
    return same(" / ".join(filter(None, (name.zh, name.en))))


def _minority(counts: Counts) -> int:
    return min(counts.retained, counts.drop)


def _sample(reasons: Sequence[Remark], item: str, counts: Counts) -> list[Remark]:
    """At most ``MOST_REASONS`` reasons on an item, those of the smaller side first."""
    minority = ("drop",) if counts.drop <= counts.retained else ("keep", "rename")
    own = {one.words: one for one in reasons if one.item == item}.values()
    return sorted(own, key=lambda one: one.verdict not in minority)[:MOST_REASONS]


def quoted(one: Remark) -> Text:
    """A reason with the verdict it was given for."""
    verdict = words.VERDICTS.get(one.verdict or "", words.OTHER_ANSWER)
    return words.REASON.format(verdict=verdict, words=one.words)
