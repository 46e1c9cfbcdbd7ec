"""A city's observations to a scorecard, by a scoring variant that fits the index."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from lbsap.model.catalogue import Catalogue
from lbsap.model.city import Observations
from lbsap.model.errors import BadInput
from lbsap.model.problems import Problem, problem
from lbsap.model.scoring import Scorecard, ScoringVariant
from lbsap.steps.scoring.observe import readings

TOP_SCORE: Final = 4
"""``banded-0-4``: each indicator is banded from 0 to 4."""


def make_scorecard(
    index: Catalogue, data: Observations, variant: ScoringVariant, call: Callable[..., Any]
) -> Scorecard:
    """The scorecard of a city under ``index`` and ``variant``.

    ``call`` runs an item of a plugin, checks the type of what it gives and raises ``PluginFailed``. Raises
    ``BadInput`` where the variant does not fit the index, or with every fault of the observations.
    """
    misfit = misfits(index, variant)
    if misfit:
        raise BadInput(misfit)
    card: Scorecard = call(variant, index, readings(index, data))
    return card


def misfits(index: Catalogue, variant: ScoringVariant) -> tuple[Problem, ...]:
    """Why ``variant`` cannot score ``index``; empty where it can."""
    if index.kind != "index":
        return (problem("index_expected", index.reference, id=index.reference),)
    scores = {
        item.number: [band.score for band in item.indicator.bands] for item in index.items if item.indicator
    }
    wrong = [
        number for number, found in scores.items() if any(not 0 <= score <= TOP_SCORE for score in found)
    ]
    if index.points != TOP_SCORE:
        wrong.insert(0, f"points: {index.points}")
    if not wrong:
        return ()
    return (
        problem(
            "variant_misfit",
            index.reference,
            variant=variant.id,
            index=index.reference,
            items=", ".join(wrong),
        ),
    )
