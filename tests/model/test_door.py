"""The door for plugins stands still: its signatures and value types are compared with a stored copy.

A change here breaks or widens what plugins rely on. It needs an ADR (docs/adr/), and raises ``lbsap.hooks.API`` where it
is a breaking one. Then write the stored copy anew and read the difference:

    python tests/model/test_door.py
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator
from dataclasses import MISSING, fields, is_dataclass
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from types import ModuleType, UnionType
from typing import Any, Literal, get_args, get_origin

from lbsap import data, hooks, model
from lbsap.registry import KINDS

STORED = Path(__file__).resolve().parents[1] / "data" / "door.txt"
INNER = {"actor", "notice", "panel", "problem_texts", "response", "rounds", "said", "validate"}
"""Modules of the model that plugins have no use for."""


def door() -> str:
    """Hooks, value types and functions of the door, one line each."""
    lines = [f"LBSAP_API = {hooks.API}", "", "lbsap.hooks"]
    lines += [f"  {kind.hook}{signature(getattr(hooks, kind.hook))}" for kind in KINDS]
    modules = [import_module(f"lbsap.model.{one.name}") for one in iter_modules(model.__path__)]
    for module in (data, *(one for one in modules if one.__name__.rpartition(".")[2] not in INNER)):
        lines += ["", module.__name__, *members(module)]
    return "\n".join(lines) + "\n"


def members(module: ModuleType) -> Iterator[str]:
    own = set(re.findall(r"^(?:class |def )?([A-Za-z]\w*)", inspect.getsource(module), re.MULTILINE))
    for name, value in sorted(vars(module).items()):
        if name not in own:
            continue
        if get_origin(value) is Literal:
            yield f"  {name} = {' | '.join(map(repr, get_args(value)))}"
        elif isinstance(value, UnionType):
            yield f"  {name} = {' | '.join(one.__name__ for one in get_args(value))}"
        elif inspect.isfunction(value):
            yield f"  {name}{signature(value)}"
        elif inspect.isclass(value):
            yield f"  class {name}"
            yield from (f"    {line}" for line in inside(value))


def inside(kind: type[Any]) -> Iterator[str]:
    """The fields of a value type with their defaults, then its properties and methods."""
    if is_dataclass(kind):
        for one in fields(kind):
            if one.init:
                yield f"{one.name}: {one.type}{default_of(one)}"
    for name, value in vars(kind).items():
        if name.startswith("_"):
            continue
        if isinstance(value, property) and value.fget is not None:
            yield f"{name} -> {inspect.signature(value.fget).return_annotation}"
        elif inspect.isfunction(value):
            yield f"{name}{signature(value)}"


def default_of(field: Any) -> str:
    if field.default is not MISSING:
        return f" = {field.default!r}"
    return "" if field.default_factory is MISSING else f" = {field.default_factory.__name__}()"


def signature(function: Any) -> str:
    return re.sub(r"(: |-> )'([^']*)'", r"\1\2", str(inspect.signature(function)))


def test_the_door_is_as_it_was_stored() -> None:
    stored = STORED.read_text(encoding="utf-8")
    assert door() == stored, f"The door has changed. {__doc__}"


def test_the_stored_door_names_every_hook_and_value_type() -> None:
    stored = STORED.read_text(encoding="utf-8")
    assert [
        kind.hook for kind in KINDS if f"  {kind.hook}() -> Iterable[{kind.type.__name__}]\n" not in stored
    ] == []
    assert [kind.type for kind in KINDS if f"  class {kind.type.__name__}\n" not in stored] == []


if __name__ == "__main__":
    STORED.write_text(door(), encoding="utf-8")
