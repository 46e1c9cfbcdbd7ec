"""Figures that may be undefined, and intervals of a share.

A figure that cannot be computed is a typed result with its reason, never 0, 1, NaN or a crash.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

from lbsap.model.text import Text

Z_95: Final = 1.959963984540054
"""Two-sided 95 % quantile of the normal distribution."""


@dataclass(frozen=True, slots=True)
class Measure:
    """One figure: either ``value`` is a finite number, or ``undefined`` says why there is none."""

    value: float | None
    undefined: Text | None = None

    def __post_init__(self) -> None:
        if (self.value is None) == (self.undefined is None):
            raise ValueError("a measure has either a value or a reason why it is undefined")
        if self.value is not None and not math.isfinite(self.value):
            raise ValueError("a measure is finite; say why it is undefined instead")


@dataclass(frozen=True, slots=True)
class Interval:
    """A closed interval of a share, both ends between 0 and 1."""

    low: float
    high: float


def wilson(count: int, n: int, z: float = Z_95) -> Interval | None:
    """Wilson score interval of ``count`` out of ``n``; ``None`` where nobody judged.

    Source: Wilson 1927; method 3 of Newcombe 1998, Statistics in Medicine 17, 857-872.
    """
    if not 0 <= count <= n:
        raise ValueError(f"{count} of {n} is not a share")
    if n == 0:
        return None
    share, spread = count / n, z * z / n
    centre = (share + spread / 2) / (1 + spread)
    half = z * math.sqrt(share * (1 - share) / n + spread / (4 * n)) / (1 + spread)
    return Interval(0.0 if count == 0 else centre - half, 1.0 if count == n else centre + half)
