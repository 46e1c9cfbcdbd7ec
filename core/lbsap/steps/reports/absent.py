"""What the silence of experts may hide: verdicts had they answered, and whether those who left thought otherwise."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from typing import Final

from lbsap.model.consultation import Counts, Verdict
from lbsap.model.report import Leaving
from lbsap.steps.measures.aggregate import Groups

JUDGEMENTS: Final = ("keep", "rename", "drop")
_LOWEST: Final = 1


def against(groups: Groups, items: Collection[str], absent: int, reads: Collection[str]) -> Groups:
    """The counts of a round if ``absent`` more experts had voted to drop each item, and rated it lowest in each
    rating that the rule ``reads``."""
    verdicts, ratings = Counter(groups.verdicts), Counter(groups.ratings)
    for item in items:
        verdicts[item, "", "drop"] += absent
        for rating in {rating for _, rating, _ in groups.ratings if rating in reads}:
            ratings[item, rating, _LOWEST] += absent
    strata = Counter(groups.strata) + Counter({"": absent})
    return replace(groups, strata=strata, verdicts=verdicts, ratings=ratings)


def carried(groups: Groups, left: Groups) -> Groups:
    """The counts of a round if those who left (their answers of the round before) had said the same again."""
    return replace(
        groups,
        strata=Counter(groups.strata) + Counter(left.strata),
        verdicts=Counter(groups.verdicts) + Counter(left.verdicts),
        ratings=Counter(groups.ratings) + Counter(left.ratings),
    )


def flips(
    items: Iterable[str], judged: Mapping[str, Verdict], otherwise: Mapping[str, Verdict]
) -> tuple[tuple[str, Verdict | None, Verdict | None], ...]:
    """The items whose verdict would be another, each with the verdict as it is and as it would be."""
    pairs = ((item, judged.get(item), otherwise.get(item)) for item in items)
    return tuple((item, was, now) for item, was, now in pairs if _word(was) != _word(now))


def leaving(
    earlier: int, later: int, groups: Groups, left: Groups, strata: Mapping[str, tuple[int, int]]
) -> Leaving:
    """Those who left beside those who stayed. ``groups`` counts the earlier round, ``left`` those of it who left;
    ``strata`` says how many answered in it, and how many of them again."""
    whole, gone = _by_item(groups), _by_item(left)
    stayed = {item: counts - gone.get(item, Counter()) for item, counts in whole.items()}
    major = {item: _majority(counts) for item, counts in whole.items()}
    return Leaving(
        earlier=earlier,
        later=later,
        left=sum(before - both for before, both in strata.values()),
        stayed=sum(both for _, both in strata.values()),
        left_counts=_together(gone),
        stayed_counts=_together(stayed),
        left_apart=_apart(gone, major),
        stayed_apart=_apart(stayed, major),
    )


def _word(verdict: Verdict | None) -> str:
    return verdict.verdict if verdict else ""


def _by_item(groups: Groups) -> dict[str, Counter[str]]:
    found: dict[str, Counter[str]] = {}
    for (item, _, verdict), n in groups.verdicts.items():
        if verdict in JUDGEMENTS:
            found.setdefault(item, Counter())[verdict] += n
    return found


def _majority(counts: Mapping[str, int]) -> str:
    """``drop`` or ``retain``, whichever more chose; empty where neither."""
    retained = counts.get("keep", 0) + counts.get("rename", 0)
    dropped = counts.get("drop", 0)
    return "" if retained == dropped else "retain" if retained > dropped else "drop"


def _apart(by_item: Mapping[str, Counter[str]], major: Mapping[str, str]) -> int:
    against_ = {"retain": ("drop",), "drop": ("keep", "rename"), "": ()}
    return sum(counts[one] for item, counts in by_item.items() for one in against_[major[item]])


def _together(by_item: Mapping[str, Counter[str]]) -> Counts:
    return Counts(**sum(by_item.values(), Counter[str]()))
