"""A city's targets in the shape of the national-target record of the CBD's online reporting tool."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Any

from lbsap.hooks import hookimpl
from lbsap.model.plugin_items import Exporter
from lbsap.model.text import Text

LBSAP_API = 1


@hookimpl
def exporters() -> list[Exporter]:
    """The record as JSON for programs, and as tables for people."""
    sheet = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    return [
        _exporter("json", ".json", "application/json"),
        _exporter("xlsx", ".xlsx", sheet),
        _exporter("csv", ".csv", "text/csv"),
    ]


def _exporter(form: str, suffix: str, media_type: str) -> Exporter:
    title = Text(
        "《生物多样性公约》国家行动目标记录格式", "Targets in the shape of the CBD national-target record"
    )
    return Exporter(f"cbd-targets-{form}", title, "city", suffix, media_type, _later(form))


def _later(form: str) -> Callable[..., Any]:
    """A writer of the module ``writing``, imported when it is first called."""

    def call(*arguments: Any) -> Any:
        return getattr(import_module(f"{__name__}.writing"), f"write_{form}")(*arguments)

    return call
