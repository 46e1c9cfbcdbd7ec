"""Questionnaires: what is asked of experts about one catalogue version. Data only."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from lbsap.model.text import Text

VerdictWord = Literal["keep", "drop", "rename", "outside"]
VERDICTS: tuple[VerdictWord, ...] = ("keep", "drop", "rename", "outside")


@dataclass(frozen=True, slots=True)
class Choice:
    """One option of a closed question."""

    id: str
    title: Text
    hint: Text = Text()


@dataclass(frozen=True, slots=True)
class Rating:
    """A 1-9 rating asked per item: ``low`` and ``high`` name the ends of the scale."""

    id: str
    title: Text
    low: Text
    high: Text
    hint: Text = Text()


@dataclass(frozen=True, slots=True)
class ProfileQuestion:
    """A question on the expert; its answer may be a stratum in the results."""

    id: str
    title: Text
    choices: tuple[Choice, ...]
    stratum: bool = False
    several: bool = False


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """A free-text question at the end. Of each item a reason and, where asked, a supplement can be told."""

    id: str
    title: Text
    hint: Text = Text()


@dataclass(frozen=True, slots=True)
class ItemQuestions:
    """What is asked of each item, in order of the page: verdict first, the rest optional.

    ``reason_for`` lists the verdicts that need a reason. ``settings`` are kinds of change, ``troubles`` are
    difficulties met; ``applied`` asks whether the expert has applied the item.
    """

    verdicts: tuple[Choice, ...]
    reason_for: tuple[VerdictWord, ...] = ()
    settings: tuple[Choice, ...] = ()
    troubles: tuple[Choice, ...] = ()
    applied: Text = Text()
    ratings: tuple[Rating, ...] = ()
    supplements: Text = Text()


@dataclass(frozen=True, slots=True)
class Questionnaire:
    """One questionnaire, bound to the catalogue ``about`` (an id, or ``id@version``)."""

    id: str
    version: str
    title: Text
    about: str
    purpose: Text
    items: ItemQuestions
    profile: tuple[ProfileQuestion, ...] = ()
    closing: tuple[OpenQuestion, ...] = ()
    new_items: Text = Text()
    minutes: int = 0
