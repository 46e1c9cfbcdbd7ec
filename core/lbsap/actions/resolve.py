"""References to values: a file, a published version in the store, or what a plugin offers, in this order."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any, TypeVar, cast

from lbsap.data import read_bytes, read_value
from lbsap.model.catalogue import Catalogue, CatalogueKind
from lbsap.model.errors import BadInput, NotFound, PluginFailed
from lbsap.model.plugin_items import IMPORTED, Imported, ImportedKind, Importer
from lbsap.model.policy import PolicyFramework
from lbsap.model.problems import problem
from lbsap.model.text import Text
from lbsap.model.validate import faults
from lbsap.registry import Registry
from lbsap.steps.catalogues.catalogue import refuse_faulty

T = TypeVar("T", Catalogue, PolicyFramework)
_GIVES: dict[type[Any], ImportedKind] = {Catalogue: "catalogue", PolicyFramework: "framework"}
_YAML = (".yaml", ".yml")
Published = Callable[[str], Catalogue | None]
"""Looks a catalogue up in the store by ``id`` or ``id@version``."""


def resolve(kind: type[T], name: str, registry: Registry, published: Published | None = None) -> T:
    """The value a reference names. Raises ``BadInput`` for a faulty file, ``NotFound`` for an unknown id."""
    path = Path(name)
    if path.suffix.lower() in (*_YAML, ".xlsx", ".csv"):
        return _from_file(kind, path, registry)
    stored = published(name) if published and kind is Catalogue else None
    if isinstance(stored, kind):
        return stored
    item_id, _, version = name.partition("@")
    value = registry.get(kind, item_id)
    if version and value.version != version:
        what = Text("版本", "version")
        raise NotFound(problem("unknown_id", name, id=name, kind=what, known=f"{value.id}@{value.version}"))
    return value


def resolve_catalogue(
    name: str, kind: CatalogueKind, registry: Registry, published: Published | None = None
) -> Catalogue:
    """The index or outline a reference names. Raises ``BadInput`` where it is of the other kind."""
    found = resolve(Catalogue, name, registry, published)
    if found.kind != kind:
        raise BadInput([problem("value_choice", name, value=found.kind, allowed=kind)])
    return found


def import_file(path: Path | str, gives: ImportedKind, registry: Registry, importer: str = "") -> Imported:
    """What the importer for ``gives`` (by id, or by the file's suffix) reads. Raises ``BadInput``, ``NotFound``."""
    return import_bytes(str(path), read_bytes(path), gives, registry, importer)


def import_bytes(
    name: str, content: bytes, gives: ImportedKind, registry: Registry, importer: str = ""
) -> Imported:
    """The same of a file at hand, which problems call ``name``."""
    suffix = Path(name).suffix.lower()
    fitting = [one for one in registry.all(Importer) if one.gives == gives]
    chosen = (
        [registry.get(Importer, importer)] if importer else [one for one in fitting if suffix in one.suffixes]
    )
    if chosen and chosen[0] not in fitting:
        allowed = ", ".join(one.id for one in fitting)
        raise BadInput([problem("value_choice", importer, value=importer, allowed=allowed)])
    if not chosen:
        suffixes = ", ".join(sorted({suffix for one in fitting for suffix in one.suffixes}))
        raise BadInput([problem("file_type", name, allowed=suffixes)])
    imported: Imported = registry.call(chosen[0], BytesIO(content), name)
    errors = [one for one in imported.problems if one.severity == "error"]
    if errors:
        raise BadInput(errors)
    if not isinstance(imported.value, IMPORTED[gives]):
        raise PluginFailed(
            registry.plugin_of(chosen[0]), chosen[0].id, f"returned {type(imported.value).__name__}"
        )
    return imported


def _from_file(kind: type[T], path: Path, registry: Registry) -> T:
    in_yaml = path.suffix.lower() in _YAML
    value = read_value(kind, path) if in_yaml else cast(T, import_file(path, _GIVES[kind], registry).value)
    try:
        _refuse_wrong(value)
    except BadInput as fault:
        raise BadInput(replace(one, where=f"{path}: {one.where}") for one in fault.problems) from None
    return value


def _refuse_wrong(value: Catalogue | PolicyFramework) -> None:
    if isinstance(value, Catalogue):
        refuse_faulty(value)
    wrong = [one for one in faults(value) if one.severity == "error"]
    if wrong:
        raise BadInput(wrong)
