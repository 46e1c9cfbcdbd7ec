"""Everything that is shipped keeps the contract of its kind, as every stranger's plugin must."""

from __future__ import annotations

import tomllib
from functools import partial
from importlib import import_module
from pathlib import Path

import pytest

from lbsap.registry import KINDS, Candidate, Kind, Registry, files
from lbsap.testing import check_candidate

ROOT = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
SHIPPED = {
    name: Candidate(name, partial(import_module, package), own=True)
    for name, package in PROJECT["project"]["entry-points"]["lbsap"].items()
} | {"files": files()}


@pytest.fixture(scope="module")
def everything() -> Registry:
    """All that is shipped, loaded together."""
    registry = Registry()
    for candidate in SHIPPED.values():
        registry.admit(candidate)
    return registry


@pytest.mark.parametrize("name", SHIPPED)
def test_every_item_of_a_shipped_plugin_keeps_its_contract(name: str, everything: Registry) -> None:
    found = check_candidate(SHIPPED[name], everything)
    assert [f"{one.severity} {one.code} {one.where}: {one.message.en}" for one in found] == []


def test_the_shipped_plugins_get_along_with_one_another(everything: Registry) -> None:
    assert [(one.name, one.reason) for one in everything.plugins if one.status != "ok"] == []


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.hook)
def test_every_hook_is_used_by_a_shipped_plugin(kind: Kind, everything: Registry) -> None:
    assert everything.all(kind.type)
