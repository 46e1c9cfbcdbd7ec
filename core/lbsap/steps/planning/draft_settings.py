"""What a draft is to be made with, as a form sends it; and its sections, switched on or off and moved up or down."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, cast, get_args

from lbsap.model.city import CityData
from lbsap.model.draft import DraftSettings, Stage
from lbsap.model.errors import BadInput
from lbsap.model.problems import Problem, problem
from lbsap.model.text import LANGS, Text
from lbsap.steps.asking.answers import LONGEST_NAME, fit
from lbsap.steps.common.words import clean_line
from lbsap.steps.planning.seats import Seat
from lbsap.steps.planning.title_forms import OWN, USUAL, title_forms

STAGES: Final[tuple[Stage, ...]] = get_args(Stage)
NAMES: Final = ("title", "issuer", "drafter")


@dataclass(frozen=True, slots=True)
class Offered:
    """What may be chosen: references of indices and outlines, ids of variants."""

    indices: Collection[str]
    outlines: Collection[str]
    variants: Collection[str]


def read_settings(
    cells: Mapping[str, str], langs: Sequence[str], city: CityData, offered: Offered, kept: DraftSettings
) -> DraftSettings:
    """The settings in the fields form, index, outline, variant, stage and, with _zh and _en, title, issuer and drafter.

    Sections stay as they were ``kept``. Raises ``BadInput``, placed at fields.
    """
    problems: list[Problem] = []
    names = {name: _name(name, cells, problems) for name in NAMES}
    chosen = {
        name: _choice(name, cells.get(name, ""), allowed, problems)
        for name, allowed in (
            ("index", offered.indices),
            ("outline", offered.outlines),
            ("variant", offered.variants),
            ("stage", STAGES),
        )
    }
    forms = title_forms(city)
    form = _choice("form", cells.get("form", ""), (*forms, OWN), problems)
    if form == OWN and not names["title"]:
        problems.append(problem("title_wanted", "title_zh"))
    spoken = tuple(one for one in LANGS if one in langs)
    if not spoken:
        problems.append(problem("language_wanted", "langs"))
    if problems:
        raise BadInput(problems)
    title = names["title"] if form == OWN else Text() if form == USUAL else forms[form]
    return replace(
        kept,
        index=chosen["index"],
        outline=chosen["outline"],
        variant=chosen["variant"],
        stage=cast(Stage, chosen["stage"]),
        langs=spoken,
        title=title,
        issuer=names["issuer"],
        drafter=names["drafter"],
    )


def switched(kept: DraftSettings, seats: Sequence[Seat], on: Collection[str]) -> DraftSettings:
    """The settings with the sections of ``on`` and no others; keys of sections that are not offered now stay off."""
    offered = {seat.key for seat in seats}
    off = (*(key for key in kept.off if key not in offered), *(one.key for one in seats if one.key not in on))
    return replace(kept, off=off)


def moved(kept: DraftSettings, seats: Sequence[Seat], key: str, by: int) -> DraftSettings:
    """The settings with a section before (``by`` -1) or after (1) its neighbour; the same at either end.

    ``seats`` are all sections in their present order; a section moves among those of its kind below the same one.
    """
    neighbours = movable(seats, key)
    at = neighbours.index(key) if key in neighbours else -1
    if at < 0 or not 0 <= at + by < len(neighbours):
        return kept
    neighbours[at], neighbours[at + by] = neighbours[at + by], neighbours[at]
    others = (one for one in kept.order if one not in neighbours)
    return replace(kept, order=(*others, *neighbours))


def movable(seats: Sequence[Seat], key: str) -> list[str]:
    """The sections among which one can be moved, in their present order: below the same one, and numbered alike."""
    own = next((seat for seat in seats if seat.key == key), None)
    if own is None:
        return []
    return [one.key for one in seats if one.path[:-1] == own.path[:-1] and one.numbering == own.numbering]


def _name(name: str, cells: Mapping[str, str], problems: list[Problem]) -> Text:
    words = {}
    for lang in LANGS:
        field = f"{name}_{lang}"
        found, words[lang] = fit(field, *clean_line(cells.get(field, "")), LONGEST_NAME)
        problems += [one for one in found if one.severity == "error"]
    return Text(**words)


def _choice(name: str, value: str, allowed: Collection[str], problems: list[Problem]) -> str:
    if value not in allowed:
        problems.append(problem("choice_wanted", name))
    return value
