"""Exact interval of a share; the Wilson interval lives with its type in ``lbsap.model.measures``."""

from __future__ import annotations

from lbsap.model.measures import Interval


def clopper_pearson(count: int, n: int, confidence: float = 0.95) -> Interval | None:
    """Exact (Clopper-Pearson) interval of ``count`` out of ``n``; ``None`` where nobody judged.

    Conservative: it covers the true share at least as often as ``confidence`` says. Raises ``ValueError``
    where ``count`` is not between 0 and ``n``. Source: Clopper and Pearson 1934, Biometrika 26, 404-413.
    """
    from scipy.special import betaincinv  # 0.2 s to import: only where an interval is asked for

    if not 0 <= count <= n:
        raise ValueError(f"{count} of {n} is not a share")
    if n == 0:
        return None
    tail = (1 - confidence) / 2
    low = 0.0 if count == 0 else float(betaincinv(count, n - count + 1, tail))
    high = 1.0 if count == n else float(betaincinv(count + 1, n - count, 1 - tail))
    return Interval(low, high)
