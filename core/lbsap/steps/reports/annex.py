"""The annexes of a consultation report: items as asked, each round's answers, ratings, agreement, and where ACCORD is met."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lbsap.model.blocks import Block, Bullets, Part, Table
from lbsap.model.catalogue import Item
from lbsap.model.ratings import RatingSummary
from lbsap.model.report import Agreement, ConsultationReport, RoundReport
from lbsap.model.text import Text, same
from lbsap.steps.common import report_words as words
from lbsap.steps.common.printed import NOTHING, Head, figure, label, table
from lbsap.steps.reports.accord import COVER, COVER_WORDS, TITLE, accord_table
from lbsap.steps.reports.results import item_table
from lbsap.steps.reports.round_words import (
    EARLIER_ROUNDS,
    EARLIER_TABLE,
    RATING_COUNTS,
    RATING_COUNTS_TABLE,
    ROUND_NAME,
)

_SCALE = tuple(float(rating) for rating in range(1, 10))


def annex_parts(value: ConsultationReport, before: Sequence[Part]) -> tuple[Part, ...]:
    """The annexes, those left out that would be empty; the last one says where in the parts ``before`` it and in the
    other annexes ACCORD is met."""
    annexes = tuple(_annexes(value))
    titles = {COVER: COVER_WORDS} | {part.key: part.title for part in (*before, *annexes)}
    accord = Part("accord", TITLE, 0, (accord_table(value, titles),), numbering="annex")
    return (*annexes, accord)


def _annexes(value: ConsultationReport) -> Iterator[Part]:
    for key, title, blocks, landscape in (
        ("asked", words.ASKED, (_asked(value),), False),
        ("rounds-items", EARLIER_ROUNDS, tuple(_earlier(value)), True),
        ("ratings", RATING_COUNTS, tuple(_ratings(value)), False),
        ("agreement", words.AGREEMENT, tuple(_agreement(value)), False),
    ):
        if blocks:
            yield Part(key, title, 0, blocks, numbering="annex", landscape=landscape)


def _asked(value: ConsultationReport) -> Table:
    items = (item for tally in value.tallies if (item := value.catalogue.item(tally.item)))
    heads: tuple[Head, ...] = ((words.ITEM, 3, "left"), (words.DEFINITION, 6, "left"))
    return table(words.ASKED_TABLE, heads, ((label(item), item.definition) for item in items))


def _earlier(value: ConsultationReport) -> Iterator[Block]:
    """The answers of every round where there were several; those of one stand in the results."""
    for one in value.rounds if len(value.rounds) > 1 else ():
        tallies = {tally.item: tally for tally in one.tallies}
        yield item_table(EARLIER_TABLE.format(number=one.number), _items(value, one), tallies, one.verdicts)


def _items(value: ConsultationReport, one: RoundReport) -> list[Item]:
    return [item for tally in one.tallies if (item := value.catalogue.item(tally.item))]


def _ratings(value: ConsultationReport) -> Iterator[Block]:
    items = {item.id: label(item) for item in value.catalogue.items}
    for rating in value.questionnaire.items.ratings:
        rated = [(tally.item, found) for tally in value.tallies if (found := tally.ratings.get(rating.id))]
        heads: list[Head] = [(words.ITEM, 4, "left")]
        heads += [(same(figure(one)), 0.7, "right") for one in _SCALE]
        heads += [(words.JUDGED, 0.9, "right"), (words.MEDIAN, 1.1, "right"), (words.IQR, 1.1, "right")]
        if rated:
            yield table(
                RATING_COUNTS_TABLE.format(rating=rating.title),
                heads,
                ((items.get(item, same(item)), *_distribution(found)) for item, found in rated),
            )


def _distribution(found: RatingSummary) -> tuple[int | str, ...]:
    given = dict(found.counts)
    return (*(given.get(one, 0) for one in _SCALE), found.n, figure(found.median), figure(found.iqr, 2))


def _agreement(value: ConsultationReport) -> Iterator[Block]:
    titles = {rating.id: rating.title for rating in value.questionnaire.items.ratings}
    reported = [one for one in value.rounds if one.agreement]
    for one in reported:
        found = one.agreement
        rows: list[tuple[Text | str | int, ...]] = [
            (words.EXPERTS, *(kind.experts for kind in found)),
            (words.COMPLETE, *(kind.complete for kind in found)),
        ]
        rows += [(title, *(_measure(kind, name) for kind in found)) for name, title in words.MEASURES.items()]
        heads: Sequence[Head] = [(titles.get(kind.of, words.VERDICT_KIND), 2, "left") for kind in found]
        number = ROUND_NAME.format(number=one.number)
        yield table(words.AGREEMENT_TABLE.format(round=number), ((words.MEASURE, 2, "left"), *heads), rows)
    if reported:
        yield Bullets(tuple((line,) for line in words.AGREEMENT_LIMITS))


def _measure(one: Agreement, name: str) -> Text:
    measure = one.measures[name]
    if measure.value is None:
        return measure.undefined or NOTHING
    return same(f"{measure.value:.3f}")
