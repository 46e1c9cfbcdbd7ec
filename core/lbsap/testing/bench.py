"""Where an item is tried out: it calls the item's work twice, compares, and gathers what is wrong."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Final

from lbsap.model.codec import from_plain, to_plain
from lbsap.model.errors import BadInput, PluginFailed
from lbsap.model.problems import Problem, Severity, problem
from lbsap.registry import Registry

NOTHING: Final = object()
"""What a trial gives where the item's work failed; the reason is among the findings."""


@dataclass(slots=True)
class Bench:
    """``registry`` holds the plugin alone, ``at_hand`` what its items may refer to; ``found`` grows."""

    registry: Registry
    at_hand: Registry
    found: list[Problem] = field(default_factory=list)

    def report(self, code: str, where: str, *, severity: Severity = "error", **values: object) -> None:
        """Note a finding."""
        self.found.append(problem(code, where, severity=severity, **values))

    def try_out(
        self, item: Any, case: str, arguments: Callable[[], tuple[Any, ...]], *, may_refuse: bool = False
    ) -> Any:
        """What the item's work gives for ``arguments``, made anew for each of two trials; else ``NOTHING``."""
        try:
            first, second = (self.registry.call(item, *arguments()) for _ in range(2))
        except PluginFailed as failure:
            self.report("contract_raised", item.id, case=case, cause=failure.cause)
            return NOTHING
        except BadInput as refusal:
            if not may_refuse:
                self.report("contract_raised", item.id, case=case, cause=refusal)
            return NOTHING
        if first != second:
            self.report("contract_differs", item.id, case=case)
        return first

    def holds_types(self, kind: Any, value: Any, where: str, case: str) -> bool:
        """Whether every field of a result holds what its type says; a fault is reported with its place."""
        try:
            if from_plain(kind, to_plain(value)) == value:
                return True
            self.report("contract_round_trip", where)
        except BadInput as fault:
            for one in fault.problems:
                place = f"{one.where}: " if one.where else ""
                self.report("contract_result", where, case=case, reason=f"{place}{one.message.en}")
        except (TypeError, ValueError, AttributeError, KeyError) as error:  # a value of no known type
            self.report("contract_result", where, case=case, reason=f"{type(error).__name__}: {error}")
        return False
