"""The pages of cities. Every module of this package adds its routes to the blueprint ``city``."""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules

from flask import Blueprint

city = Blueprint("city", __name__, url_prefix="/city")

for _module in iter_modules(__path__):
    import_module(f"{__name__}.{_module.name}")
