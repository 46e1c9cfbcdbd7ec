"""The three families of errors; everything else is a bug and may crash the request."""

from __future__ import annotations

from collections.abc import Iterable

from lbsap.model.problems import Problem


class BadInput(Exception):
    """What a person handed in cannot be used; every fault is listed, not only the first."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("; ".join(f"{p.where}: {p.message.en}" for p in self.problems))


class NotFound(Exception):
    """Nothing of this kind goes by this id."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        super().__init__(problem.message.en)


class NotAllowed(Exception):
    """The actor may not do this."""


class PluginFailed(Exception):
    """A plugin's item raised or gave back something it must not; names plugin and item."""

    def __init__(self, plugin: str, item: str, cause: str) -> None:
        self.plugin, self.item, self.cause = plugin, item, cause
        super().__init__(f"plugin {plugin}, {item}: {cause}")
