"""Charts of the results of one item: each with its finding, where its bars lie, and the table of its figures.

Places and lengths are percents of the chart's width, one decimal, rounded half up as all printed shares.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from lbsap.model.consultation import Counts, Tally
from lbsap.model.questionnaire import Choice, Questionnaire, Rating
from lbsap.model.ratings import RatingSummary
from lbsap.model.report import published_strata
from lbsap.model.text import Text, same
from lbsap.steps.common.printed import figure, interval, joined, percent, share
from lbsap.steps.common.report_words import DROP, JUDGED, KEEP, RENAME
from lbsap.steps.drawing import chart_words as words
from lbsap.steps.editing.contested import ItemResult
from lbsap.steps.measures.ratings import zone
from lbsap.steps.reports.method import strata_title
from lbsap.steps.reports.results import retained

ChartKind = Literal["shares", "columns", "counts", "rates"]
Cell = Text | str | int
SIDES: Final = (("keep", KEEP), ("rename", RENAME), ("drop", DROP))
SCALE: Final = range(1, 10)
_ROOM_FOR_A_NUMBER: Final = 8.0
"""The least share of the width, in percent, on which a number can be read."""


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a bar: ``kind`` of answer, how many gave it, where it begins and how long it is.

    ``labelled`` says whether its number fits on it. In a column, ``length`` is the height and ``top`` what is above it.
    """

    kind: str
    title: Text
    count: int
    start: str
    length: str
    labelled: bool = False
    top: str = ""


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: what it stands for, its figures in words, its parts, and the ends of the interval drawn on it."""

    title: Text
    told: Text
    parts: tuple[Part, ...]
    low: str = ""
    high: str = ""


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart with its table. ``finding`` is its title; ``name`` that of its file. ``note`` says how to read it.

    ``shares``: bars parted by judgement. ``columns``: one bar with a part for each rating of the scale. ``counts`` and
    ``rates``: one part a bar, its length of the highest count or of all.
    """

    name: str
    kind: ChartKind
    finding: Text
    bars: tuple[Bar, ...]
    heads: tuple[Text, ...]
    rows: tuple[tuple[Cell, ...], ...]
    note: Text = Text()


def item_charts(
    result: ItemResult, history: Sequence[ItemResult], questionnaire: Questionnaire
) -> tuple[Chart, ...]:
    """All charts of an item that have anything to show, in the order of the page. ``history``: the last round first."""
    tally, asked = result.tally, questionnaire.items
    ratings = (
        _ratings(one, tally.ratings[one.id]) for one in asked.ratings if tally.ratings.get(one.id) is not None
    )
    marks = (
        _marks("settings", words.SETTINGS, asked.settings, tally.settings),
        _marks("troubles", words.TROUBLES, asked.troubles, tally.troubles),
    )
    found = (_verdicts(history), _strata(tally, questionnaire), *ratings, *marks)
    return tuple(one for one in found if one is not None)


def parts_of(counts: Counts) -> tuple[Part, ...]:
    """A whole bar parted by judgement: keep, rename, drop; empty where nobody judged."""
    return tuple(_parts(counts)) if counts.judged else ()


def _parts(counts: Counts) -> Iterator[Part]:
    begun = 0
    for kind, title in SIDES:
        count = getattr(counts, kind)
        length = percent(count, counts.judged)
        if count:
            start = percent(begun, counts.judged)
            yield Part(kind, title, count, start, length, float(length) >= _ROOM_FOR_A_NUMBER)
        begun += count


def _share_bar(title: Text, counts: Counts) -> Bar:
    return Bar(title, retained(counts), parts_of(counts), *interval_ends(counts))


def interval_ends(counts: Counts) -> tuple[str, str]:
    """Both ends of the 95 % interval of the share who retain, in percent; empty where nobody judged."""
    found = counts.interval
    return (figure(100 * found.low), figure(100 * found.high)) if found else ("", "")


def _share_table(rows: Iterable[tuple[Text, Counts]]) -> tuple[tuple[Cell, ...], ...]:
    return tuple(
        (title, one.keep, one.rename, one.drop, one.judged, share(one.retained, one.judged), interval(one))
        for title, one in rows
    )


def _share_heads(first: Text) -> tuple[Text, ...]:
    return (first, KEEP, RENAME, DROP, JUDGED, words.RETAIN, words.INTERVAL)


def _verdicts(history: Sequence[ItemResult]) -> Chart | None:
    rounds = [(words.ROUND.format(number=one.number), one.tally.counts) for one in history]
    if not any(counts.judged for _, counts in rounds):
        return None
    return Chart(
        name="verdicts",
        kind="shares",
        finding=retained(history[0].tally.counts),
        bars=tuple(_share_bar(*one) for one in rounds),
        heads=_share_heads(words.ROUND_HEAD),
        rows=_share_table(rounds),
        note=words.INTERVAL_NOTE,
    )


def _strata(tally: Tally, questionnaire: Questionnaire) -> Chart | None:
    groups = [(strata_title(group, questionnaire), one) for group, one in published_strata(tally)]
    judging = [(title, one) for title, one in groups if one.judged]
    if len(judging) < 2:
        return None
    ordered = sorted(judging, key=lambda one: one[1].retained / one[1].judged)
    (least, low), (most, high) = ordered[0], ordered[-1]
    template = words.STRATA_ALIKE if percent_retained(low) == percent_retained(high) else words.STRATA
    return Chart(
        name="strata",
        kind="shares",
        finding=template.format(
            least=least,
            low=percent_retained(low),
            most=most,
            high=percent_retained(high),
            groups=len(judging),
        ),
        bars=tuple(_share_bar(*one) for one in groups),
        heads=_share_heads(words.STRATUM),
        rows=_share_table(groups),
        note=words.SMALL_GROUPS,
    )


def percent_retained(counts: Counts) -> str:
    """The share who retain, in percent."""
    return percent(counts.retained, counts.judged)


def _ratings(rating: Rating, found: RatingSummary) -> Chart | None:
    if found.median is None:
        return None
    given = {round(value): count for value, count in found.counts}
    most = max(given.values())
    disagreement = words.DISAGREEMENT[found.disagreement]
    columns = tuple(_column(value, given.get(value, 0), most) for value in SCALE)
    return Chart(
        name=f"rating-{rating.id}",
        kind="columns",
        finding=words.RATED.format(
            rating=rating.title,
            median=figure(found.median),
            zone=words.ZONES[zone(found.median)],
            disagreement=disagreement,
        ),
        bars=(
            Bar(
                rating.title,
                words.SPREAD.format(
                    n=found.n, iqr=figure(found.iqr, 2), q1=figure(found.q1, 2), q3=figure(found.q3, 2)
                ),
                columns,
            ),
        ),
        heads=(rating.title, words.EXPERTS, words.SHARE),
        rows=tuple((str(value), given.get(value, 0), share(given.get(value, 0), found.n)) for value in SCALE),
        note=joined(
            (words.ENDS.format(low=rating.low, high=rating.high), found.undefined or Text()), "", " "
        ),
    )


def _column(value: int, count: int, most: int) -> Part:
    begun = percent(value - 1, len(SCALE))
    height, above = percent(count, most), percent(most - count, most)
    return Part(zone(value), same(str(value)), count, begun, height, top=above)


def _marks(name: str, what: Text, choices: Sequence[Choice], counts: Mapping[str, int]) -> Chart | None:
    named = [(one.title, counts.get(one.id, 0)) for one in choices]
    most = max((count for _, count in named), default=0)
    if not most:
        return None
    first = [title for title, count in named if count == most]
    return Chart(
        name=name,
        kind="counts",
        finding=words.MOST_NAMED.format(what=what, first=joined(first, "、", ", "), count=most),
        bars=tuple(
            Bar(
                title,
                same(str(count)),
                (Part("count", title, count, "0", percent(count, most)),) if count else (),
            )
            for title, count in named
        ),
        heads=(what, words.EXPERTS),
        rows=tuple(named),
        note=words.SEVERAL,
    )
