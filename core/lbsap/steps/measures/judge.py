"""Tallies and a consensus rule to proposals; editors decide."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from lbsap.model.consultation import ConsensusRule, Tally, Verdict
from lbsap.model.errors import BadInput, PluginFailed
from lbsap.model.problems import problem


def judge(
    tallies: Iterable[Tally],
    rule: ConsensusRule,
    call: Callable[..., Any],
    parameters: Mapping[str, float] | None = None,
) -> tuple[dict[str, Verdict], dict[str, PluginFailed]]:
    """The rule's verdict by item id, and the items it failed at (they have no verdict; decisions stay possible).

    ``call`` is ``registry.call``. Raises ``BadInput`` for parameters the rule does not have or out of bounds.
    """
    values = checked_parameters(rule, parameters or {})
    verdicts: dict[str, Verdict] = {}
    failures: dict[str, PluginFailed] = {}
    for tally in tallies:
        try:
            verdicts[tally.item] = call(rule, tally, values)
        except PluginFailed as failure:
            failures[tally.item] = failure
    return verdicts, failures


def checked_parameters(rule: ConsensusRule, given: Mapping[str, float]) -> dict[str, float]:
    """All parameter values of a rule by id: those ``given``, else the defaults. Raises ``BadInput`` as ``judge`` does."""
    known = {one.id: one for one in rule.parameters}
    problems = []
    for name, value in given.items():
        if name not in known:
            problems.append(
                problem("value_choice", f"{rule.id}.{name}", value=name, allowed=", ".join(known) or "-")
            )
        elif not known[name].low <= value <= known[name].high:
            low, high = f"{known[name].low:g}", f"{known[name].high:g}"
            problems.append(
                problem("number_range", f"{rule.id}.{name}", value=f"{value:g}", low=low, high=high)
            )
    if problems:
        raise BadInput(problems)
    return rule.values(given)
