"""The order in which the four layers of coordination review a draft, and until when a review takes comments."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Final, get_args

from lbsap.model.city_plan import Layer
from lbsap.model.problems import Problem, problem
from lbsap.steps.common.moments import BEIJING

LAYERS: Final[tuple[Layer, ...]] = get_args(Layer)
READABLE: Final = timedelta(days=60)
"""How long a link can still be read by after the last day for comments."""


def next_layer(reviews: Iterable[tuple[Layer, bool]]) -> Layer | None:
    """The layer whose turn it is, by the layers that have had a review and whether each is closed; ``None`` at the end,
    and while one is open."""
    begun = list(reviews)
    if any(not closed for _, closed in begun):
        return None
    done = {layer for layer, _ in begun}
    return next((layer for layer in LAYERS if layer not in done), None)


def turn_problems(layer: Layer, reviews: Iterable[tuple[Layer, bool]], reason: str) -> list[Problem]:
    """Why a layer cannot be asked now: it is being asked already or, without a ``reason``, it is not its turn."""
    states = list(reviews)
    if (layer, False) in states:
        return [problem("layer_open", "layer")]
    place = LAYERS.index(layer)
    before = [closed for one, closed in states if one == LAYERS[place - 1]] if place else [True]
    return [] if reason or (before and all(before)) else [problem("layer_before_turn", "reason")]


def ends_at(closes_on: date) -> datetime:
    """The moment at which the last day for comments is over, in Beijing."""
    return datetime.combine(closes_on + timedelta(days=1), time(0, 0), BEIJING)


def takes_comments(closed: bool, closes_on: date, at: datetime) -> bool:
    """Whether a review takes comments by its links at a moment."""
    return not closed and at < ends_at(closes_on)


def link_ends(closes_on: date) -> datetime:
    """When the links of a review open nothing any more."""
    return ends_at(closes_on) + READABLE
