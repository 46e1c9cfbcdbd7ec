"""The pages of invited experts. Every module of this package adds its routes to the blueprint ``expert``."""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules

from flask import Blueprint

expert = Blueprint("expert", __name__, url_prefix="/e")

for _module in iter_modules(__path__):
    import_module(f"{__name__}.{_module.name}")
