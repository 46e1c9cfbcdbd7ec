"""The message that a round has closed."""

from __future__ import annotations

from datetime import datetime

from lbsap.model.problems import Problem, problem
from lbsap.steps.common.printed import clock, day


def closed_problem(moment: datetime, contact: str) -> Problem:
    """That the round closed at ``moment``, in Beijing time, and whom to write to."""
    return problem("round_closed", date=day(moment), time=clock(moment), contact=contact or "—")
