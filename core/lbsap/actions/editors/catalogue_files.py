"""Indices and frameworks as files: a workbook or YAML read as a whole or not at all, and versions taken away."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import Literal, cast

from sqlalchemy import Engine

from lbsap.actions.editors.catalogue_drafts import open_draft
from lbsap.actions.editors.catalogues import load_version
from lbsap.actions.permissions import allowed_to
from lbsap.actions.resolve import import_bytes
from lbsap.data import decode, dump, parse, placed, read_value, shipped
from lbsap.model.actor import Actor
from lbsap.model.catalogue import Catalogue
from lbsap.model.codec import from_plain, to_plain
from lbsap.model.errors import BadInput
from lbsap.model.plugin_items import Exporter
from lbsap.model.problems import Problem
from lbsap.model.text import Lang
from lbsap.model.validate import faults
from lbsap.registry import Registry
from lbsap.steps.catalogues.catalogue import refuse_faulty
from lbsap.steps.common.words import clean_all

FileForm = Literal["xlsx", "yaml"]
_YAML = (".yaml", ".yml")


@allowed_to("administrator", "editor")
def read_catalogue(
    actor: Actor, registry: Registry, name: str, content: bytes
) -> tuple[Catalogue, tuple[Problem, ...]]:
    """The catalogue in a file (.xlsx, .yaml) and the warnings. Raises ``BadInput`` with every fault and its place."""
    if PurePosixPath(name).suffix.lower() in _YAML:
        catalogue = _from_yaml(name, content)
        warnings = [one for one in faults(catalogue) if one.severity != "error"]
    else:
        imported = import_bytes(name, content, "catalogue", registry)
        catalogue, warnings = cast(Catalogue, imported.value), list(imported.problems)
    catalogue = from_plain(Catalogue, clean_all(to_plain(catalogue)))
    refuse_faulty(catalogue)
    return catalogue, tuple(warnings)


@allowed_to("administrator", "editor", "viewer")
def version_file(
    actor: Actor, engine: Engine, registry: Registry, reference: str, form: FileForm, lang: Lang
) -> bytes:
    """A version as a file; the workbook says yes and no in ``lang``. Raises ``NotFound``."""
    return _file(load_version(actor, engine, registry, reference), registry, form, lang)


@allowed_to("administrator", "editor", "viewer")
def draft_file(
    actor: Actor, engine: Engine, registry: Registry, draft_id: int, form: FileForm, lang: Lang
) -> bytes:
    """A draft as it stands, as a file. Raises ``NotFound``."""
    return _file(open_draft(actor, engine, draft_id).catalogue, registry, form, lang)


@allowed_to("administrator", "editor", "viewer")
def template_file(actor: Actor, registry: Registry, lang: Lang) -> bytes:
    """The workbook to fill in, with two made-up indicators and a sheet that says how."""
    example = read_value(Catalogue, shipped("templates", "catalogue-example.yaml"))
    return _file(example, registry, "xlsx", lang)


def _from_yaml(name: str, content: bytes) -> Catalogue:
    text = decode(content, name)
    data = parse(text, name)
    try:
        return from_plain(Catalogue, data)
    except BadInput as fault:
        raise BadInput(placed(one, text, name) for one in fault.problems) from None


def _file(catalogue: Catalogue, registry: Registry, form: FileForm, lang: Lang) -> bytes:
    if form == "yaml":
        return dump(to_plain(catalogue)).encode("utf-8")
    made: bytes = registry.call(registry.get(Exporter, "catalogue-xlsx"), catalogue, lang)
    return made
