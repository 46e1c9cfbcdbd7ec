"""The contract of every kind of plugin item, for the built-in plugins and for plugin authors' own tests.

``assert_plugin`` is the one line a plugin's test needs; ``check_plugin`` gives the findings instead.
"""

from __future__ import annotations

from functools import lru_cache, partial
from importlib import import_module
from types import ModuleType, SimpleNamespace

from lbsap.model.problems import Problem
from lbsap.registry import KINDS, Candidate, Registry, installed
from lbsap.testing.bench import Bench
from lbsap.testing.contracts import CONTRACTS


def check_plugin(
    module: ModuleType | SimpleNamespace | str,
    name: str,
    *,
    own: bool = False,
    at_hand: Registry | None = None,
) -> list[Problem]:
    """What is wrong with a plugin; a missing language is a warning. Empty for a plugin in order.

    ``module`` is the plugin or its import name, ``name`` its entry point. ``own`` is for plugins of this
    distribution, whose ids need no prefix. ``at_hand`` holds what the plugin's items may refer to: the built-in
    plugins unless something else is given.
    """
    load = partial(import_module, module) if isinstance(module, str) else lambda: module
    return check_candidate(Candidate(name, load, own), at_hand)


def check_candidate(candidate: Candidate, at_hand: Registry | None = None) -> list[Problem]:
    """The same for a plugin that the registry has found: the reason why it is quarantined, or all findings."""
    registry = Registry()
    state = registry.admit(candidate)
    if state.reason:
        return [state.reason]
    bench = Bench(registry, built_ins() if at_hand is None else at_hand)
    bench.found.extend(state.warnings)
    items = [(kind, item) for kind in KINDS for item in registry.all(kind.type)]
    if not items:
        bench.report("plugin_empty", candidate.name)
    for kind, item in items:
        CONTRACTS[kind.hook](bench, item)
    return bench.found


def assert_plugin(module: ModuleType | SimpleNamespace | str, name: str) -> None:
    """Raise ``AssertionError`` with every finding in words, warnings included; for a plugin's own tests."""
    found = check_plugin(module, name)
    lines = [f"{one.severity} {one.code}, {one.where}: {one.message.en} {one.message.zh}" for one in found]
    if lines:
        raise AssertionError("\n".join([f"The plugin {name} does not keep its contract:", *lines]))


@lru_cache(maxsize=1)
def built_ins() -> Registry:
    """The installed plugins of this distribution, read once."""
    registry = Registry()
    for candidate in installed():
        if candidate.own:
            registry.admit(candidate)
    return registry
