"""The pages of whoever was sent a link to comment on a draft: no account, one review, the comments of one body."""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules

from flask import Blueprint

reviewer = Blueprint("reviewer", __name__, url_prefix="/r")

for _module in iter_modules(__path__):
    import_module(f"{__name__}.{_module.name}")
