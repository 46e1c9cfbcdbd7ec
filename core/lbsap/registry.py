"""Finds, checks and quarantines plugins; looks items up by id; calls an item's work and names who failed.

pluggy's own loader stops at the first plugin that does not import, and its caller loses every result when one
implementation raises. So each plugin is imported, checked and collected by itself, and admitted whole or not at all.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, is_dataclass
from functools import partial
from importlib.metadata import entry_points
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any, Final, Literal, TypeVar, cast, get_args

import pluggy

from lbsap import hooks
from lbsap.data import read_value, shipped
from lbsap.model.blocks import Block
from lbsap.model.catalogue import Catalogue
from lbsap.model.consultation import ConsensusRule, Verdict
from lbsap.model.errors import BadInput, NotFound, PluginFailed
from lbsap.model.plugin_items import Exporter, Imported, Importer, PlanSection
from lbsap.model.policy import PolicyFramework
from lbsap.model.problems import Problem, problem
from lbsap.model.questionnaire import Questionnaire
from lbsap.model.scoring import Scorecard, ScoringVariant
from lbsap.model.text import Text
from lbsap.model.validate import faults, type_fault

T = TypeVar("T")
GROUP: Final = "lbsap"
OWN: Final = "lbsap"
"""Our own distribution: its plugins come first and their ids need no prefix."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Kind:
    """What one hook yields: the value type, its name for people, and the type its work must return."""

    hook: str
    type: type[Any]
    title: Text
    returns: Any = None


KINDS: Final = (
    Kind("policy_frameworks", PolicyFramework, Text("政策框架", "policy framework")),
    Kind("catalogues", Catalogue, Text("指数或框架", "catalogue")),
    Kind("questionnaires", Questionnaire, Text("问卷", "questionnaire")),
    Kind("consensus_rules", ConsensusRule, Text("共识判定规则", "consensus rule"), Verdict),
    Kind("scoring_variants", ScoringVariant, Text("计分方案", "scoring variant"), Scorecard),
    Kind("plan_sections", PlanSection, Text("文本章节", "plan section"), get_args(Block)),
    Kind("importers", Importer, Text("导入格式", "importer"), Imported),
    Kind("exporters", Exporter, Text("导出格式", "exporter"), bytes),
)
_BY_TYPE: Final = {kind.type: kind for kind in KINDS}


@dataclass(frozen=True, slots=True)
class Plugin:
    """A plugin as found: admitted (``ok``) or quarantined with its reason; warnings do not keep it out."""

    name: str
    status: Literal["ok", "quarantined"]
    reason: Problem | None = None
    warnings: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Candidate:
    """A plugin before it is looked at: ``load`` imports it; ``own`` marks those of this distribution."""

    name: str
    load: Callable[[], Any]
    own: bool = False


@dataclass(slots=True)
class Registry:
    """All admitted items by kind and id, in the order found, and the state of every plugin."""

    plugins: list[Plugin] = field(default_factory=list)
    _items: dict[tuple[type[Any], str], tuple[str, Any]] = field(default_factory=dict)
    _ours: set[str] = field(default_factory=set)
    """Names of the plugins of this distribution: its tests hold their values to their types."""

    def all(self, kind: type[T]) -> tuple[T, ...]:
        """Every admitted item of one type."""
        return tuple(value for (one, _), (_, value) in self._items.items() if one is kind)

    def get(self, kind: type[T], name: str) -> T:
        """The item by its id, or by the only id that begins with ``name``. Raises ``NotFound``."""
        if (kind, name) in self._items:
            return cast(T, self._items[kind, name][1])
        known = [value.id for value in self.all(cast(type[Any], kind))]
        near = [one for one in known if one.startswith(f"{name}-")]
        if len(near) == 1:
            return cast(T, self._items[kind, near[0]][1])
        code, shown = ("ambiguous_id", near) if near else ("unknown_id", known)
        raise NotFound(problem(code, name, id=name, kind=_BY_TYPE[kind].title, known=", ".join(shown) or "-"))

    def plugin_of(self, item: Any) -> str:
        """The name of the plugin an item came with."""
        return self._items[type(item), item.id][0]

    def call(self, item: Any, *arguments: Any) -> Any:
        """Do an item's work. Raises ``PluginFailed`` with plugin, item and cause when it raises or returns nonsense."""
        kind, plugin = _BY_TYPE[type(item)], self.plugin_of(item)
        try:
            result = getattr(item, item.work)(*arguments)
            if kind.type is PlanSection:
                result = tuple(result)
        except BadInput:
            raise
        except Exception as error:
            _log.exception("plugin %s, %s failed", plugin, item.id)
            raise PluginFailed(plugin, item.id, f"{type(error).__name__}: {error}") from error
        parts = result if kind.type is PlanSection else (result,)
        for part in parts:
            if not isinstance(part, kind.returns):
                raise PluginFailed(plugin, item.id, f"returned {type(part).__name__}")
            fault = None if plugin in self._ours else _result_fault(part)
            if fault:
                raise PluginFailed(
                    plugin, item.id, f"{type(part).__name__}.{fault.where}: {fault.message.en}"
                )
        return result

    def admit(self, candidate: Candidate) -> Plugin:
        """Import, check and collect one plugin; admit all of it or nothing of it."""
        try:
            staged, warnings = _collect(candidate)
            self._claim(candidate, staged)
        except _Refused as refused:
            state = Plugin(candidate.name, "quarantined", refused.problem)
        else:
            self._items.update({(type(value), value.id): (candidate.name, value) for value in staged})
            if candidate.own:
                self._ours.add(candidate.name)
            state = Plugin(candidate.name, "ok", warnings=tuple(warnings))
        self.plugins.append(state)
        return state

    def _claim(self, candidate: Candidate, staged: Sequence[Any]) -> None:
        seen: set[tuple[type[Any], str]] = set()
        for value in staged:
            key = (type(value), value.id)
            if not candidate.own and not value.id.startswith(f"{candidate.name}."):
                raise _Refused(
                    problem("plugin_prefix", candidate.name, id=value.id, prefix=f"{candidate.name}.")
                )
            if key in self._items or key in seen:
                holder = self._items[key][0] if key in self._items else candidate.name
                raise _Refused(problem("plugin_id_taken", candidate.name, id=value.id, holder=holder))
            seen.add(key)


class _Refused(Exception):
    """Why a plugin is not admitted."""

    def __init__(self, reason: Problem) -> None:
        self.problem = reason
        super().__init__(reason.message.en)


def _collect(candidate: Candidate) -> tuple[list[Any], list[Problem]]:
    module = _guard(candidate, candidate.load)
    api = getattr(module, "LBSAP_API", None)
    if api != hooks.API:
        raise _Refused(problem("plugin_api", candidate.name, found=api, supported=hooks.API))
    manager = pluggy.PluginManager("lbsap")
    manager.add_hookspecs(hooks)
    _guard(candidate, partial(manager.register, module, candidate.name))
    _guard(candidate, manager.check_pending)
    staged: list[Any] = []
    warnings: list[Problem] = []
    for kind in KINDS:
        for implementation in getattr(manager.hook, kind.hook).get_hookimpls():
            for value in _guard(candidate, partial(_values, implementation.function)):
                warnings.extend(_examine(candidate, kind, value))
                staged.append(value)
    return staged, warnings


def _values(hook: Callable[[], Iterable[Any]]) -> list[Any]:
    return list(hook())


def _examine(candidate: Candidate, kind: Kind, value: Any) -> list[Problem]:
    if type(value) is not kind.type:
        raise _Refused(problem("plugin_type", candidate.name, hook=kind.hook, found=type(value).__name__))
    if kind.returns and not callable(getattr(value, value.work)):
        raise _Refused(
            problem("plugin_type", candidate.name, hook=f"{kind.hook} {value.id}.{value.work}", found="-")
        )
    fault = None if candidate.own else _guard(candidate, lambda: type_fault(value))
    if fault:
        place = f"{candidate.name}: {kind.hook} {value.id}.{fault.where}"
        raise _Refused(Problem(fault.code, place, fault.message))
    found = _guard(candidate, lambda: faults(value))
    for fault in found:
        if fault.severity == "error":
            raise _Refused(Problem(fault.code, f"{candidate.name}: {fault.where}", fault.message))
    return list(found)


def _result_fault(result: Any) -> Problem | None:
    """What is wrong inside a verdict, a scorecard or a block. What importers read is judged where it is used."""
    return type_fault(result) if is_dataclass(result) and not isinstance(result, Imported) else None


def _guard(candidate: Candidate, work: Callable[[], T]) -> T:
    try:
        return work()
    except _Refused:
        raise
    except BadInput as error:
        first = error.problems[0]
        raise _Refused(Problem(first.code, f"{candidate.name}: {first.where}", first.message)) from error
    except BaseException as error:
        if isinstance(error, KeyboardInterrupt):
            raise
        _log.debug("plugin %s refused", candidate.name, exc_info=True)
        reason = f"{type(error).__name__}: {error}"
        raise _Refused(problem("plugin_raised", candidate.name, reason=reason)) from error


def from_modules(
    modules: Iterable[tuple[str, ModuleType | SimpleNamespace]], own: bool = False
) -> list[Candidate]:
    """Candidates from modules at hand: tests name the plugins they load."""
    return [Candidate(name, partial(_same, module), own) for name, module in modules]


def _same(module: ModuleType | SimpleNamespace) -> ModuleType | SimpleNamespace:
    return module


def installed(off: Iterable[str] = ()) -> list[Candidate]:
    """Every installed plugin but those switched ``off``: ours first, then by name."""
    left_out = set(off)
    found = [
        Candidate(point.name, point.load, own=point.dist is not None and point.dist.name == OWN)
        for point in entry_points(group=GROUP)
        if point.name not in left_out
    ]
    return sorted(found, key=lambda one: (not one.own, one.name))


def files(folder: Path | None = None) -> Candidate:
    """The pseudo-plugin ``files``: shipped questionnaires and those in a deployment's own folder."""
    rooms = [shipped("questionnaires")] + ([folder / "questionnaires"] if folder else [])
    paths = [path for room in rooms if room.is_dir() for path in sorted(room.glob("*.yaml"))]

    @hooks.hookimpl
    def questionnaires() -> list[Questionnaire]:
        return [read_value(Questionnaire, path) for path in paths]

    return Candidate(
        "files", lambda: SimpleNamespace(LBSAP_API=hooks.API, questionnaires=questionnaires), own=True
    )


def load(off: Iterable[str] = (), folder: Path | None = None) -> Registry:
    """The registry of a running program: ours, the files, then strangers."""
    registry = Registry()
    candidates = installed(off)
    ours = [one for one in candidates if one.own]
    for candidate in (*ours, files(folder), *(one for one in candidates if not one.own)):
        registry.admit(candidate)
    return registry
