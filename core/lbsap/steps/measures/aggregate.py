"""Grouped counts of answers to one ``Tally`` per item.

Counting happens where the rows are (one grouped query in the store, or ``group_answers`` over a file); only the
small table of groups reaches ``make_tallies``.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from lbsap.model.consultation import Answer, Counts, ProposedName, Tally
from lbsap.model.text import Text
from lbsap.steps.measures.ratings import summarise_counts

NEARLY_ALIKE: Final = 75.0
"""Similarity (0-100) from which two proposed names are shown together; an editor confirms or parts them."""
SKIPPED: Final = ""


@dataclass(frozen=True, slots=True)
class Groups:
    """Counts of answers. ``strata`` holds the number of respondents per stratum, all of them together the panel.

    Keys: ``verdicts`` (item, stratum, verdict or ``""`` for skipped); ``settings`` and ``troubles`` (item, kind);
    ``ratings`` (item, rating id, value); ``names`` (item, zh, en).
    """

    strata: Mapping[str, int]
    verdicts: Mapping[tuple[str, str, str], int]
    settings: Mapping[tuple[str, str], int] = field(default_factory=dict)
    troubles: Mapping[tuple[str, str], int] = field(default_factory=dict)
    ratings: Mapping[tuple[str, str, int], int] = field(default_factory=dict)
    names: Mapping[tuple[str, str, str], int] = field(default_factory=dict)

    @property
    def respondents(self) -> int:
        """How many answered at least one item or were at least shown one."""
        return sum(self.strata.values())


def group_answers(answers: Iterable[Answer]) -> Groups:
    """Count answers at hand. The store does the same in one grouped query."""
    strata: dict[str, str] = {}
    verdicts: Counter[tuple[str, str, str]] = Counter()
    settings: Counter[tuple[str, str]] = Counter()
    troubles: Counter[tuple[str, str]] = Counter()
    ratings: Counter[tuple[str, str, int]] = Counter()
    names: Counter[tuple[str, str, str]] = Counter()
    for one in answers:
        strata[one.respondent] = one.stratum
        verdicts[one.item, one.stratum, one.verdict or SKIPPED] += 1
        settings.update((one.item, kind) for kind in one.settings)
        troubles.update((one.item, kind) for kind in one.troubles)
        ratings.update((one.item, rating, value) for rating, value in one.ratings.items())
        if one.name:
            names[one.item, one.name.zh, one.name.en] += 1
    return Groups(Counter(strata.values()), verdicts, settings, troubles, ratings, names)


def make_tallies(items: Sequence[str], groups: Groups) -> tuple[Tally, ...]:
    """One tally per item, in the order given; answers on other items are left out."""
    verdicts = _nested(groups.verdicts)
    settings, troubles = _by_item(groups.settings), _by_item(groups.troubles)
    ratings: dict[str, dict[str, dict[float, int]]] = defaultdict(lambda: defaultdict(dict))
    for (item, rating, value), n in groups.ratings.items():
        ratings[item][rating][float(value)] = n
    names: dict[str, list[tuple[Text, int]]] = defaultdict(list)
    for (item, zh, en), n in groups.names.items():
        names[item].append((Text(zh, en), n))
    return tuple(
        Tally(
            item=item,
            counts=_counts(_summed(verdicts[item]), groups.respondents),
            settings=settings[item],
            troubles=troubles[item],
            ratings={rating: summarise_counts(counts) for rating, counts in sorted(ratings[item].items())},
            names=near_names(names[item]),
            strata={
                stratum: _counts(verdicts[item][stratum], n)
                for stratum, n in sorted(groups.strata.items())
                if stratum
            },
        )
        for item in items
    )


def near_names(proposed: Iterable[tuple[Text, int]]) -> tuple[ProposedName, ...]:
    """Proposed names, most frequent first, each with the positions of names that look nearly alike.

    Likeness is rapidfuzz's normalised indel similarity within one language; nothing is merged.
    """
    ordered = sorted(proposed, key=lambda one: (-one[1], one[0].zh, one[0].en))
    texts = [text for text, _ in ordered]
    return tuple(
        ProposedName(text, count, tuple(j for j, other in enumerate(texts) if j != i and _alike(text, other)))
        for i, (text, count) in enumerate(ordered)
    )


def _alike(one: Text, other: Text) -> bool:
    from rapidfuzz import fuzz

    pairs = ((one.zh, other.zh), (one.en.casefold(), other.en.casefold()))
    return any(a and b and fuzz.ratio(a, b) >= NEARLY_ALIKE for a, b in pairs)


def _nested(verdicts: Mapping[tuple[str, str, str], int]) -> dict[str, dict[str, Counter[str]]]:
    nested: dict[str, dict[str, Counter[str]]] = defaultdict(lambda: defaultdict(Counter))
    for (item, stratum, verdict), n in verdicts.items():
        nested[item][stratum][verdict] += n
    return nested


def _by_item(groups: Mapping[tuple[str, str], int]) -> dict[str, dict[str, int]]:
    found: dict[str, dict[str, int]] = defaultdict(dict)
    for (item, kind), n in groups.items():
        found[item][kind] = n
    return found


def _summed(strata: Mapping[str, Counter[str]]) -> Counter[str]:
    return sum(strata.values(), Counter())


def _counts(verdicts: Mapping[str, int], respondents: int) -> Counts:
    return Counts(
        keep=verdicts.get("keep", 0),
        drop=verdicts.get("drop", 0),
        rename=verdicts.get("rename", 0),
        outside=verdicts.get("outside", 0),
        skipped=verdicts.get(SKIPPED, 0),
        not_shown=respondents - sum(verdicts.values()),
    )
