"""Tables in and out: CSV and XLSX. The libraries that read and write them are loaded when a table is."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Any

from lbsap.hooks import hookimpl
from lbsap.model.plugin_items import ExportedKind, Exporter, Importer
from lbsap.model.text import Text

LBSAP_API = 1

_MEDIA_TYPES = {
    ".csv": "text/csv",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


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
            "xlsform", Text("XLSForm 问卷", "XLSForm questionnaire"), "questionnaire", (".xlsx",),
            _later("xlsform_reading", "read"),
        ),
        Importer(
            "framework-xlsx", Text("政策框架工作簿", "Policy framework workbook"), "framework", (".xlsx",),
            _later("framework_xlsx", "read"),
        ),
        Importer(
            "workbook", Text("多表工作簿", "Workbook of several sheets"), "sheets", (".xlsx",), _later("rows", "read_all")
        ),
    ]  # fmt: skip


@hookimpl
def exporters() -> list[Exporter]:
    """Writers of tables."""
    return [
        _exporter("tallies-csv", Text("统计结果（CSV）", "Tallies (CSV)"), "tallies", "exports.tallies_csv"),
        _exporter("tallies-xlsx", Text("统计结果（XLSX）", "Tallies (XLSX)"), "tallies", "exports.tallies_xlsx"),
        _exporter("scorecard-csv", Text("评分结果表（CSV）", "Scorecard (CSV)"), "scorecard", "exports.scorecard_csv"),
        _exporter("scorecard-xlsx", Text("评分结果表（XLSX）", "Scorecard (XLSX)"), "scorecard", "exports.scorecard_xlsx"),
        _exporter("sheets-xlsx", Text("表格（XLSX）", "Tables (XLSX)"), "sheets", "exports.sheets_xlsx"),
        _exporter("catalogue-xlsx", Text("指数或框架工作簿", "Catalogue workbook"), "catalogue", "catalogue_xlsx.write"),
        _exporter("framework-xlsx", Text("政策框架工作簿", "Policy framework workbook"), "framework", "framework_writing.write"),
        _exporter("xlsform", Text("XLSForm 问卷", "XLSForm questionnaire"), "questionnaire", "xlsform.write"),
        _exporter(
            "observations-template", Text("指标数据填报表", "Form for observations"), "catalogue",
            "exports.observation_template",
        ),
    ]  # fmt: skip


def _exporter(name: str, title: Text, of: ExportedKind, work: str) -> Exporter:
    suffix = ".csv" if name.endswith("-csv") else ".xlsx"
    return Exporter(name, title, of, suffix, _MEDIA_TYPES[suffix], _later(*work.split(".")))


def _later(module: str, work: str) -> Callable[..., Any]:
    """A function of one of our modules, imported when it is first called."""

    def call(*arguments: Any) -> Any:
        return getattr(import_module(f"{__name__}.{module}"), work)(*arguments)

    return call
