"""Proposed names of an item as an editor sees them: in confirmed groups, in suggested ones, or alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from lbsap.model.consultation import ProposedName
from lbsap.model.errors import BadInput
from lbsap.model.naming import NameGroup
from lbsap.model.problems import problem
from lbsap.model.response import Proposal
from lbsap.model.text import Text
from lbsap.steps.asking.answers import LONGEST_NAME, Cells, cell, fit
from lbsap.steps.common.words import clean_line
from lbsap.steps.measures.aggregate import near_names
from lbsap.steps.reports.results import near_groups


@dataclass(frozen=True, slots=True)
class Confirmed:
    """A confirmed group; ``names`` are its members with how many propose each in the round looked at."""

    group: NameGroup
    names: tuple[ProposedName, ...]

    @property
    def count(self) -> int:
        """How many propose any of its names."""
        return sum(one.count for one in self.names)


@dataclass(frozen=True, slots=True)
class Arranged:
    """The names of an item. ``suggested`` are groups of two or more that look alike, ``alone`` the rest; ``apart`` are
    names that look alike and were told apart."""

    confirmed: tuple[Confirmed, ...]
    suggested: tuple[tuple[ProposedName, ...], ...]
    alone: tuple[ProposedName, ...]
    apart: tuple[NameGroup, ...] = ()

    @property
    def free(self) -> tuple[ProposedName, ...]:
        """The names that stand in no confirmed group, those that look alike together."""
        return (*(one for group in self.suggested for one in group), *self.alone)


def arrange(names: Sequence[ProposedName], groups: Iterable[NameGroup]) -> Arranged:
    """Proposed names under their confirmed groups; what is left over is searched for likeness anew.

    Names that were told apart are suggested again only together with one that was not among them.
    """
    kept = tuple(groups)
    apart = tuple(one for one in kept if one.apart)
    counts = {one.name: one.count for one in names}
    confirmed = tuple(
        Confirmed(group, tuple(ProposedName(one, counts.pop(one, 0)) for one in group.members))
        for group in kept
        if not group.apart
    )
    linked = near_groups(near_names(counts.items()))
    suggested = [group for group in linked if len(group) > 1 and not _told_apart(group, apart)]
    return Arranged(
        confirmed=tuple(sorted(confirmed, key=lambda one: -one.count)),
        suggested=tuple(map(tuple, suggested)),
        alone=tuple(one for group in linked if group not in suggested for one in group),
        apart=apart,
    )


def _told_apart(names: Iterable[ProposedName], apart: Iterable[NameGroup]) -> bool:
    own = {one.name for one in names}
    return any(own <= set(group.members) for group in apart)


def group_proposals(proposals: Sequence[Proposal]) -> tuple[tuple[Proposal, ...], ...]:
    """Proposed items, those whose names look alike together, the largest groups first."""
    counts = Counter(one.name for one in proposals)
    groups = [{one.name for one in group} for group in near_groups(near_names(counts.items()))]
    found = [tuple(one for one in proposals if one.name in names) for names in groups]
    return tuple(sorted(found, key=lambda one: -len(one)))


def key_of(name: Text) -> str:
    """A name as a form sends it: no name holds a tab."""
    return f"{name.zh}\t{name.en}"


def read_apart(item: str, data: Cells, proposed: Iterable[Text]) -> NameGroup:
    """The names that a form tells apart: ``choices`` (names by their key). Raises ``BadInput`` for names that are gone."""
    chosen, members = _chosen(data, proposed)
    if len(members) < len(chosen) or len(members) < 2:
        raise BadInput([problem("names_moved", "choices")])
    return NameGroup(item, Text(), members, apart=True)


def _chosen(data: Cells, proposed: Iterable[Text]) -> tuple[list[str], tuple[Text, ...]]:
    keys = {key_of(one): one for one in proposed}
    given = data.get("choices") or ()
    chosen = list(dict.fromkeys([given] if isinstance(given, str) else given))
    return chosen, tuple(keys[key] for key in chosen if key in keys)


def read_group(item: str, data: Cells, proposed: Iterable[Text], groups: Sequence[NameGroup]) -> NameGroup:
    """The group that a form asks for: ``choices`` (names by their key), ``face_zh``, ``face_en``.

    Raises ``BadInput``: fewer than two names, one that nobody proposed or that stands in a group, no name for all.
    """
    chosen, members = _chosen(data, proposed)
    problems = []
    taken = {member for group in groups if not group.apart for member in group.members}
    if len(members) < len(chosen) or taken & set(members):
        problems.append(problem("names_moved", "choices"))
    elif len(members) < 2:
        problems.append(problem("names_wanted", "choices"))
    words = {}
    for field in ("face_zh", "face_en"):
        found, words[field] = fit(field, clean_line(cell(data, field))[0], False, LONGEST_NAME)
        problems += found
    face = Text(words["face_zh"], words["face_en"])
    if not face:
        problems.append(problem("face_wanted", "face_zh"))
    if problems:
        raise BadInput(problems)
    return NameGroup(item, face, members)
