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
from lbsap.steps.aggregate import near_names
from lbsap.steps.answers import LONGEST_NAME, Cells, cell, fit
from lbsap.steps.report_results import near_groups
from lbsap.steps.words import clean_line


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
    """The names of an item. ``suggested`` are groups of two or more that look alike, ``alone`` the rest."""

    confirmed: tuple[Confirmed, ...]
    suggested: tuple[tuple[ProposedName, ...], ...]
    alone: tuple[ProposedName, ...]

    @property
    def free(self) -> tuple[ProposedName, ...]:
        """The names that stand in no confirmed group, those that look alike together."""
        return (*(one for group in self.suggested for one in group), *self.alone)


def arrange(names: Sequence[ProposedName], groups: Iterable[NameGroup]) -> Arranged:
    """Proposed names under their confirmed groups; what is left over is searched for likeness anew."""
    counts = {one.name: one.count for one in names}
    confirmed = tuple(
        Confirmed(group, tuple(ProposedName(one, counts.pop(one, 0)) for one in group.members))
        for group in groups
    )
    linked = near_groups(near_names(counts.items()))
    return Arranged(
        confirmed=tuple(sorted(confirmed, key=lambda one: -one.count)),
        suggested=tuple(tuple(group) for group in linked if len(group) > 1),
        alone=tuple(one for group in linked if len(group) == 1 for one in group),
    )


def group_proposals(proposals: Sequence[Proposal]) -> tuple[tuple[Proposal, ...], ...]:
    """Proposed items, those whose names look alike together, the largest groups first."""
    counts = Counter(one.name for one in proposals)
    groups = [{one.name for one in group} for group in near_groups(near_names(counts.items()))]
    found = [tuple(one for one in proposals if one.name in names) for names in groups]
    return tuple(sorted(found, key=lambda one: -len(one)))


def key_of(name: Text) -> str:
    """A name as a form sends it: no name holds a tab."""
    return f"{name.zh}\t{name.en}"


def read_group(item: str, data: Cells, proposed: Iterable[Text], groups: Sequence[NameGroup]) -> NameGroup:
    """The group that a form asks for: ``choices`` (names by their key), ``face_zh``, ``face_en``.

    Raises ``BadInput``: fewer than two names, one that nobody proposed or that stands in a group, no name for all.
    """
    keys = {key_of(one): one for one in proposed}
    given = data.get("choices") or ()
    chosen = dict.fromkeys([given] if isinstance(given, str) else given)
    members = tuple(keys[key] for key in chosen if key in keys)
    problems = []
    taken = {member for group in groups for member in group.members}
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
