"""What a revision does to a city: its scores under the old and the new index, and the parts of its plan that change."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal

from lbsap.model.blocks import Part
from lbsap.model.catalogue import Catalogue, Item
from lbsap.model.plugin_items import Plan
from lbsap.model.scoring import ComponentScore, IndicatorScore, Scorecard, Total
from lbsap.model.text import Text

Movement = Literal["same", "changed", "lost", "gained", "gone", "new"]
"""An indicator's score: alike; another; it had one and now lacks it; the other way; taken out; added."""
PartMovement = Literal["new", "gone", "renamed", "changed"]


@dataclass(frozen=True, slots=True)
class IndicatorEffect:
    """One indicator before and after; a side is ``None`` where its version lacks the indicator."""

    id: str
    before: Item | None
    after: Item | None
    old: IndicatorScore | None
    new: IndicatorScore | None

    @property
    def movement(self) -> Movement:
        """What happens to its score."""
        if self.old is None or self.new is None:
            return "new" if self.old is None else "gone"
        if self.old.score == self.new.score and self.old.state == self.new.state:
            return "same"
        if (self.old.score is None) != (self.new.score is None):
            return "gained" if self.old.score is None else "lost"
        return "changed"


@dataclass(frozen=True, slots=True)
class ComponentEffect:
    """A core component before and after; a side is ``None`` where its version lacks the component."""

    title: Text
    old: ComponentScore | None
    new: ComponentScore | None


@dataclass(frozen=True, slots=True)
class ScoreEffect:
    """A city's scorecards under both versions, side by side."""

    old: Scorecard
    new: Scorecard
    components: tuple[ComponentEffect, ...]
    indicators: tuple[IndicatorEffect, ...]

    @property
    def lacking(self) -> tuple[IndicatorEffect, ...]:
        """The indicators of the new version that had a score or were not there, and now have none."""
        return tuple(
            one
            for one in self.indicators
            if one.new is not None and one.new.score is None and one.movement in ("lost", "new")
        )


@dataclass(frozen=True, slots=True)
class PartEffect:
    """A part of a plan that comes, goes, gets another title or other contents."""

    key: str
    movement: PartMovement
    before: Text
    after: Text
    depth: int


def score_effect(before: Catalogue, after: Catalogue, old: Scorecard, new: Scorecard) -> ScoreEffect:
    """Both scorecards by component and by indicator, in the order of the new version, what is gone last."""
    return ScoreEffect(
        old, new, tuple(_components(before, after, old, new)), tuple(_indicators(before, after, old, new))
    )


def share(score: ComponentScore | Total | None) -> Decimal | None:
    """What was reached of what could be attained with the data at hand, in percent, to one decimal rounded half up.

    ``None`` where nothing is scored.
    """
    if score is None or score.score is None or not score.attainable:
        return None
    return (100 * score.score / score.attainable).quantize(Decimal("0.1"), ROUND_HALF_UP)


def plan_effect(old: Plan, new: Plan) -> tuple[PartEffect, ...]:
    """The parts that differ between two plans of one city, in the order of the new one, what is gone last."""
    before = {part.key: part for part in old.document.parts}
    after = {part.key: part for part in new.document.parts}
    parts = {**before, **after}
    compared = ((key, before.get(key), after.get(key)) for key in {**after, **before})
    return tuple(
        PartEffect(
            key,
            movement,
            was.title if was else Text(),
            is_now.title if is_now else Text(),
            parts[key].depth,
        )
        for key, was, is_now in compared
        if (movement := _movement(was, is_now))
    )


def _movement(was: Part | None, is_now: Part | None) -> PartMovement | None:
    if was is None or is_now is None:
        return "new" if was is None else "gone"
    if was.title != is_now.title:
        return "renamed"
    return None if was.blocks == is_now.blocks else "changed"


def _components(
    before: Catalogue, after: Catalogue, old: Scorecard, new: Scorecard
) -> Iterator[ComponentEffect]:
    was, is_now = ({one.id: one for one in card.components} for card in (old, new))
    titles = {one.id: one.title for catalogue in (after, before) for one in catalogue.components}
    for name, title in titles.items():
        yield ComponentEffect(title, was.get(name), is_now.get(name))


def _indicators(
    before: Catalogue, after: Catalogue, old: Scorecard, new: Scorecard
) -> Iterator[IndicatorEffect]:
    was, is_now = ({one.id: one for one in card.indicators} for card in (old, new))
    for name in {**is_now, **was}:
        yield IndicatorEffect(name, before.item(name), after.item(name), was.get(name), is_now.get(name))
