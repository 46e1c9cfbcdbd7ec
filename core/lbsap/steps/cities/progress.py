"""How far a city is with each part of its work, and what comes next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

from lbsap.model.catalogue import Catalogue
from lbsap.model.city import CityData
from lbsap.model.text import Text
from lbsap.steps.scoring.reported import by_component

Task = Literal[
    "profile",
    "reporting",
    "indicators",
    "parts",
    "alignment",
    "draft",
    "draft_again",
    "comments",
    "review",
    "nothing",
]
"""What a city does next, in the order of the work."""
PROFILE_FIELDS: Final = (
    "province", "plan_title", "period", "base_year", "issuer", "lead_department", "area_km2", "population",
)  # fmt: skip
"""What a plan prints of a profile."""
PLAN_PARTS: Final = ("roster", "areas", "actions", "targets", "projects", "monitoring", "funding")
"""The lists without which a plan text has gaps, in the order of the work."""
_EMPTY: Final = (None, "", Text(), ())


@dataclass(frozen=True, slots=True)
class Count:
    """So many of so many."""

    done: int
    of: int

    @property
    def open(self) -> int:
        """How many are left."""
        return self.of - self.done

    @property
    def complete(self) -> bool:
        """Whether there is something, and nothing of it is left."""
        return self.done == self.of > 0


@dataclass(frozen=True, slots=True)
class Drafted:
    """The drafts and reviews of a city. ``current``: the newest draft was made from the data as they stand."""

    drafts: int = 0
    current: bool = False
    reviews: int = 0
    open_reviews: int = 0
    unanswered: int = 0


@dataclass(frozen=True, slots=True)
class Progress:
    """Counts by page.

    ``lacking`` are fields of the profile without an entry; ``reporting``: the year and whether this is the first
    application have been stated; ``figures`` of the indicators that are answered have a figure, the others a reason;
    ``empty`` are plan lists without an entry; ``aligned`` are actions with a confirmed link; ``undecided`` are links that
    wait for a person.
    """

    profile: Count
    lacking: tuple[str, ...]
    reporting: bool
    indicators: Count
    figures: int
    parts: Count
    empty: tuple[str, ...]
    aligned: Count
    undecided: int
    drafted: Drafted

    @property
    def next(self) -> Task:
        """The one thing to do next: the first in the order of the work that is not done."""
        drafted = self.drafted
        order: Sequence[tuple[bool, Task]] = (
            (self.profile.open > 0, "profile"),
            (not self.reporting, "reporting"),
            (self.indicators.open > 0, "indicators"),
            (bool(self.empty), "parts"),
            (self.aligned.open > 0, "alignment"),
            (not drafted.drafts, "draft"),
            (drafted.unanswered > 0, "comments"),
            (not drafted.current, "draft_again"),
            (not drafted.reviews, "review"),
        )
        return next((task for wanted, task in order if wanted), "nothing")


def progress_of(city: CityData, index: Catalogue, drafted: Drafted) -> Progress:
    """How far a city is under the index it reports under."""
    rows = [one.row for _component, found in by_component(index, city) for one in found]
    answered = [row for row in rows if row is not None]
    asked = tuple(one for one in PROFILE_FIELDS if one != "province" or city.profile.level != "municipality")
    lacking = tuple(name for name in asked if getattr(city.profile, name) in _EMPTY)
    empty = tuple(name for name in PLAN_PARTS if not getattr(city, name))
    links = [link.status for action in city.actions for link in action.links]
    aligned = sum(any(link.status == "confirmed" for link in action.links) for action in city.actions)
    return Progress(
        profile=Count(len(asked) - len(lacking), len(asked)),
        lacking=lacking,
        reporting=city.year is not None and city.first_application is not None,
        indicators=Count(len(answered), len(rows)),
        figures=sum(not row.missing and not row.absence for row in answered),
        parts=Count(len(PLAN_PARTS) - len(empty), len(PLAN_PARTS)),
        empty=empty,
        aligned=Count(aligned, len(city.actions)),
        undecided=links.count("proposed"),
        drafted=drafted,
    )
