"""Tables in and out: CSV and XLSX. The libraries that read and write them are loaded when a table is."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Any

from lbsap.hooks import hookimpl
from lbsap.model.plugin_items import Importer
from lbsap.model.text import Text

LBSAP_API = 1


@hookimpl
def importers() -> list[Importer]:
    """Readers of tables."""
    return [
        Importer("table", Text("表格", "Table"), "rows", (".csv", ".tsv", ".txt", ".xlsx"), _later("rows", "read")),
        Importer(
            "catalogue-xlsx", Text("指数或框架工作簿", "Catalogue workbook"), "catalogue", (".xlsx",),
            _later("catalogue_xlsx", "read"),
        ),
        Importer(
            "framework-xlsx", Text("政策框架工作簿", "Policy framework workbook"), "framework", (".xlsx",),
            _later("framework_xlsx", "read"),
        ),
    ]  # fmt: skip


def _later(module: str, work: str) -> Callable[..., Any]:
    """A function of one of our modules, imported when it is first called."""

    def call(*arguments: Any) -> Any:
        return getattr(import_module(f"{__name__}.{module}"), work)(*arguments)

    return call
