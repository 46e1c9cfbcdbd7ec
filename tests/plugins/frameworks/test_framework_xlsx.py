"""A provincial or prefectural plan from a workbook."""

from __future__ import annotations

import io
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.utils import get_column_letter

from lbsap.model.catalogue import Link
from lbsap.model.plugin_items import Imported
from lbsap.model.policy import MeasurableTarget, PolicyFramework
from lbsap.model.text import Text
from lbsap_tables.framework_writing import template
from lbsap_tables.framework_xlsx import read


def _edited(edit: Callable[[Workbook], Any]) -> Imported:
    """The template with a change, read back."""
    book = load_workbook(io.BytesIO(template()))
    edit(book)
    out = io.BytesIO()
    book.save(out)
    return read(io.BytesIO(out.getvalue()), "plan.xlsx")


def _set(sheet: str, cell: str, value: str | float | None) -> Callable[[Workbook], Any]:
    def edit(book: Workbook) -> None:
        next(page for page in book.worksheets if page.title.startswith(sheet))[cell] = value

    return edit


def _cell(column: str, row: int = 2) -> str:
    """The address of a column of the sheet ``targets`` in the template."""
    sheet = load_workbook(io.BytesIO(template())).worksheets[2]
    index = next(i for i, cell in enumerate(sheet[1], start=1) if str(cell.value).split()[0] == column)
    return f"{get_column_letter(index)}{row}"


def _framework(imported: Imported) -> PolicyFramework:
    assert isinstance(imported.value, PolicyFramework), imported.problems
    return imported.value


def test_the_template_reads_back_as_the_plan_it_shows() -> None:
    imported = read(io.BytesIO(template()), "plan.xlsx")
    plan = _framework(imported)
    assert imported.problems == ()
    assert (plan.id, plan.version, plan.layer) == ("sample-province", "1", "province")
    assert plan.title == Text(
        "示例省生物多样性保护行动计划（示例）", "Sample Province Biodiversity Action Plan (example)"
    )
    assert [(group.id, group.number) for group in plan.groups] == [("I", "一")]
    (target,) = plan.targets
    assert (target.id, target.number, target.group) == ("SP-01", "1", "I")
    assert target.keywords_zh == ("自然保护地", "就地保护")
    assert target.links == (Link("gbf", "GBF-T03"), Link("nbsap-2023-2030", "NBSAP-09"))


def test_further_results_of_a_target_stand_in_rows_of_their_own() -> None:
    (target,) = _framework(read(io.BytesIO(template()), "plan.xlsx")).targets
    assert target.measures == (
        MeasurableTarget(
            "protected_areas_share", Text("自然保护地面积占比", "Share of protected areas"), ">=", Decimal(15),
            unit="percent", year=2030, kind="quantified", baseline=Decimal("14.5"), baseline_year=2025,
        ),
        MeasurableTarget(
            "wetland_parks", Text("湿地公园数量", "Wetland parks"), ">=", Decimal(40), unit="site", year=2030, kind="quantified"
        ),
    )  # fmt: skip


def test_the_template_is_the_same_each_time() -> None:
    assert template() == template()


def test_words_in_the_value_column_become_the_wording() -> None:
    (target,) = _framework(_edited(_set("targets", _cell("value"), "全覆盖"))).targets
    assert (target.measures[0].value, target.measures[0].wording) == (None, Text(zh="全覆盖"))


@pytest.mark.parametrize(
    ("words", "operator"), [("≥", ">="), ("不超过", "<="), ("约", "~"), ("At least", ">="), ("＞", ">")]
)
def test_customary_words_for_an_operator_are_understood(words: str, operator: str) -> None:
    (target,) = _framework(_edited(_set("targets", _cell("operator"), words))).targets
    assert target.measures[0].operator == operator


def test_full_width_digits_are_numbers() -> None:
    (target,) = _framework(_edited(_set("targets", _cell("value"), "１５．５"))).targets
    assert target.measures[0].value == Decimal("15.5")


def test_without_a_sheet_of_groups_the_targets_name_them() -> None:
    plan = _framework(_edited(lambda book: book.remove(book.worksheets[1])))
    assert [(group.id, group.title) for group in plan.groups] == [("I", Text(en="I"))]


def test_a_missing_language_is_a_warning_at_its_cell() -> None:
    imported = _edited(_set("targets", _cell("title_en"), None))
    assert _framework(imported)
    (fault,) = imported.problems
    assert (fault.code, fault.severity) == ("language_missing", "warning")
    assert fault.where.startswith("plan.xlsx: targets 目标或行动!")


@pytest.mark.parametrize(
    ("column", "value", "code"),
    [
        ("operator", "roughly", "value_choice"),
        ("year", "soon", "not_a_number"),
        ("year", 2030.5, "value_type"),
        ("baseline", "many", "not_a_number"),
        ("links", "GBF-T03", "framework_link"),
        ("group", "IX", "unknown_id"),
        ("id", None, "value_missing"),
        ("metric", None, "value_missing"),
        ("value", "=1+1", "xlsx_cell"),
    ],
)
def test_a_fault_names_its_sheet_and_cell(column: str, value: str | float | None, code: str) -> None:
    imported = _edited(_set("targets", _cell(column), value))
    assert imported.value is None
    fault = next(problem for problem in imported.problems if problem.code == code)
    assert fault.where == f"plan.xlsx: targets 目标或行动!{_cell(column)} ({column})"


@pytest.mark.parametrize(
    ("edit", "code", "where"),
    [
        (_set("framework", "C2", "galaxy"), "value_choice", "plan.xlsx: framework 框架!C2 (layer)"),
        (_set("framework", "A2", "No Id"), "id_form", "plan.xlsx: framework 框架"),
        (_set("framework", "A3", "second"), "value_missing", "plan.xlsx: framework 框架!B3 (version)"),
        (_set("framework", "A1", "identity"), "column_unknown", "plan.xlsx: framework 框架!A1"),
        (_set("framework", "A1", "identity"), "column_missing", "plan.xlsx: framework 框架"),
        (_set("framework", "B1", "id"), "column_twice", "plan.xlsx: framework 框架!B1"),
        (lambda book: book.remove(book.worksheets[2]), "sheet_missing", "plan.xlsx"),
        (
            _set("targets", _cell("title_zh", 3), "又一个"),
            "id_twice",
            f"plan.xlsx: targets 目标或行动!{_cell('id', 3)} (id)",
        ),
        (_set("targets", _cell("id", 3), "SP-02"), "value_missing", "plan.xlsx: targets 目标或行动!3:3"),
    ],
)
def test_a_fault_of_form_is_told_with_its_place(
    edit: Callable[[Workbook], Any], code: str, where: str
) -> None:
    imported = _edited(edit)
    assert imported.value is None
    fault = next(
        problem for problem in imported.problems if problem.code == code and problem.where.startswith(where)
    )
    assert fault.message.missing == ()


def test_two_rows_of_the_framework_are_refused() -> None:
    def edit(book: Workbook) -> None:
        for cell, value in (("A3", "second"), ("B3", "1"), ("C3", "province")):
            _set("framework", cell, value)(book)

    assert [problem.code for problem in _edited(edit).problems] == ["xlsx_one_row"]


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04broken", b"plain text"])
def test_a_file_that_is_no_workbook_is_refused(content: bytes) -> None:
    imported = read(io.BytesIO(content), "plan.xlsx")
    assert (imported.value, [p.code for p in imported.problems]) == (None, ["xlsx_unreadable"])
