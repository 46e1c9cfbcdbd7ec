"""The findings of the plan check: every code with its severity and words, in the order of the documentation."""

from __future__ import annotations

from typing import Any, Final

from lbsap.model.problem_texts import TEXTS
from lbsap.model.problems import Problem, Severity, problem
from lbsap.model.text import Text

_SEVERITIES: Final[dict[str, Severity]] = {
    "target_none_quantified": "warning",
    "target_incomplete": "warning",
    "target_no_baseline": "warning",
    "target_no_check": "warning",
    "target_maintain": "info",
    "target_national_share": "warning",
    "index_not_started": "warning",
    "low_score_unanswered": "warning",
    "framework_uncovered_high": "warning",
    "framework_uncovered": "info",
    "link_unconfirmed": "warning",
    "action_no_department": "warning",
    "action_no_deadline": "warning",
    "action_no_local_features": "warning",
    "action_no_result": "warning",
    "action_not_aligned": "info",
    "department_nowhere": "warning",
    "budget_nowhere": "warning",
    "project_no_action": "warning",
    "reference_unknown": "error",
    "reference_dropped": "warning",
    "reference_replaced": "warning",
    "research_in_plan": "warning",
    "text_like_national": "warning",
    "wording_level": "warning",
    "fact_doubtful": "warning",
    "area_implausible": "warning",
    "text_unreadable": "warning",
}
CHECKS: Final[dict[str, tuple[Severity, Text]]] = {
    code: (severity, TEXTS[code]) for code, severity in _SEVERITIES.items()
}
"""What ``check_city`` may find: severity, and the words with ``{name}`` where a finding fills something in."""


def finding(code: str, where: str, **values: Any) -> Problem:
    """A finding of the plan check at its place in the city's data."""
    return problem(code, where, severity=_SEVERITIES[code], **values)
