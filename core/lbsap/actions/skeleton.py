"""A new plugin from the shipped templates: a distribution with one consensus rule and its test."""

from __future__ import annotations

import re
import shutil
import tempfile
from importlib.util import find_spec
from pathlib import Path
from string import Template
from typing import Final

from lbsap.actions.permissions import allowed_to
from lbsap.data import read_text, shipped
from lbsap.hooks import API
from lbsap.model.actor import Actor
from lbsap.model.errors import BadInput
from lbsap.model.problems import problem

NAME: Final = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
LONGEST_NAME: Final = 40
_PACKAGE: Final = "PACKAGE"
"""Stands for the package in the paths of the templates."""


@allowed_to("administrator")
def new_plugin(actor: Actor, name: str, folder: Path) -> list[Path]:
    """Write the plugin ``name`` into a new folder ``lbsap-<name>`` within ``folder``; returns its files.

    All of it is written or nothing. Raises ``BadInput``: a name that is not allowed or taken, a folder that exists
    or cannot be written.
    """
    package = _package(name)
    target = folder / f"lbsap-{name}"
    if target.exists():
        raise BadInput([problem("folder_taken", str(target))])
    try:
        draft = Path(tempfile.mkdtemp(dir=folder, prefix=f".lbsap-{name}."))
        try:
            _fill(draft, {"name": name, "package": package, "api": str(API)})
            draft.chmod(0o755)
            draft.rename(target)
        except BaseException:
            shutil.rmtree(draft, ignore_errors=True)
            raise
    except OSError as error:
        raise BadInput([problem("file_unwritable", str(target), reason=error.strerror or error)]) from None
    return sorted(path for path in target.rglob("*") if path.is_file())


def _package(name: str) -> str:
    if not NAME.fullmatch(name) or len(name) > LONGEST_NAME:
        raise BadInput([problem("plugin_name", "NAME", name=name, most=LONGEST_NAME)])
    package = f"lbsap_{name.replace('-', '_')}"
    if find_spec(package):
        raise BadInput([problem("plugin_name_taken", "NAME", package=package)])
    return package


def _fill(draft: Path, words: dict[str, str]) -> None:
    room = shipped("templates", "plugin")
    for template in sorted(room.rglob("*.tmpl")):
        place = template.relative_to(room).with_suffix("")
        path = draft.joinpath(*(words["package"] if part == _PACKAGE else part for part in place.parts))
        path.parent.mkdir(exist_ok=True)
        path.write_text(Template(read_text(template)).substitute(words), encoding="utf-8", newline="\n")
