"""The shipped scoring variants: the handbook's own, and four others that are named as not the handbook's."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from lbsap.hooks import hookimpl
from lbsap.model.scoring import ScoringVariant
from lbsap_scoring import components, points

LBSAP_API: Final = 1


@hookimpl
def scoring_variants() -> Iterable[ScoringVariant]:
    """``handbook``, ``attainable``, ``equal-components``, ``continuous`` and ``geometric``."""
    return (
        points.HANDBOOK,
        points.ATTAINABLE,
        components.EQUAL_COMPONENTS,
        points.CONTINUOUS,
        components.GEOMETRIC,
    )
