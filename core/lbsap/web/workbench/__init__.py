"""The pages of editors. Every module of this package adds its routes to the blueprint ``workbench``."""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules

from flask import Blueprint

workbench = Blueprint("workbench", __name__, url_prefix="/w")

for _module in iter_modules(__path__):
    import_module(f"{__name__}.{_module.name}")
