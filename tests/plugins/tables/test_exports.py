"""Exported tables: spreadsheet programs see no formula, labels come in both languages, small groups stay hidden."""

from __future__ import annotations

import csv
import io
import subprocess
import sys
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

import lbsap_cbi
import lbsap_tables
from lbsap.model.catalogue import Catalogue, Item, Section
from lbsap.model.cells import guarded
from lbsap.model.consultation import Counts, ProposedName, Tally, Verdict
from lbsap.model.errors import BadInput
from lbsap.model.plugin_items import Exporter, Tallies
from lbsap.model.scoring import ComponentScore, IndicatorScore, Scorecard, Total
from lbsap.model.text import Text
from lbsap.steps.measures.ratings import summarise_counts
from lbsap.steps.scoring.observation_rows import read_observation_rows, scoring_input
from lbsap.steps.scoring.observe import readings
from lbsap.testing import check_plugin
from lbsap_tables import rows
from lbsap_tables.cells import csv_bytes

[CBI] = [one for one in lbsap_cbi.catalogues() if one.id == "cbi-2021"]
EXPORTERS: Mapping[str, Exporter] = {one.id: one for one in lbsap_tables.exporters()}
BOM = b"\xef\xbb\xbf"


def test_the_exporters_keep_their_contract() -> None:
    assert check_plugin(lbsap_tables, "tables", own=True) == []


# --- the formula guard ---


@pytest.mark.parametrize("words", ["=1+1", "+cmd", "-x", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "  =1", "＝1+1", "＋1a", "－x", "＠x",
                                   "\u3000=1", "\ufeff=1", "\u200b@x", "'=1", "-1+2", "=", "-"])  # fmt: skip
def test_text_that_a_spreadsheet_would_run_gets_an_apostrophe(words: str) -> None:
    assert guarded(words) == f"'{words}"


@pytest.mark.parametrize("words", ["", "-3.5", "+12", "12", "本地鸟类", "a=b", "'quoted'", "1-6"])
def test_other_text_and_plain_numbers_stay_as_they_are(words: str) -> None:
    assert guarded(words) == words


@given(st.text("=+-@＝＋－＠'\t\r\n ab1.", max_size=6))
def test_what_was_guarded_can_be_told_from_what_was_not(words: str) -> None:
    written = guarded(words)
    stripped = written.removeprefix("'")
    assert words == (stripped if guarded(stripped) == written and stripped != written else written)


@given(st.lists(st.lists(st.text(max_size=8), min_size=2, max_size=2), max_size=4))
def test_a_csv_table_gives_its_texts_back_but_for_the_guard(table: list[list[str]]) -> None:
    texts = [
        [cell.replace("\x00", "").replace("\r", " ").encode("utf-8", "replace").decode() for cell in row]
        for row in table
    ]
    content = csv_bytes(["a", "b"], texts)
    assert content.startswith(BOM)
    read = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    assert read == [["a", "b"], *([guarded(cell) for cell in row] for row in texts)]


# --- tallies ---


def outline(title: str = "=HYPERLINK(1)") -> Catalogue:
    return Catalogue(
        "o",
        "1",
        "outline",
        Text("框架", "Outline"),
        (Item("one", "1", Text("一", title), section=Section()),),
    )


TALLIES = Tallies(
    outline(),
    36,
    (
        Tally(
            "one",
            Counts(keep=16, rename=14, drop=6),
            settings={"scope": 4},
            troubles={"data": 9},
            ratings={"relevance": summarise_counts({7: 5, 9: 4})},
            names=(ProposedName(Text(zh="－新名"), 2),),
            strata={
                "a": Counts(keep=10, rename=11),
                "b": Counts(keep=4, rename=3, drop=5),
                "c": Counts(keep=2, drop=1),
            },
        ),
    ),
    "majority",
    {"one": Verdict("keep", Text("理由", "the reason"), True, True)},
)


def table(content: bytes) -> list[dict[str, str]]:
    """The rows of a CSV file by the key of each column."""
    read = csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline=""))
    return [{name.split()[0]: cell for name, cell in row.items()} for row in read]


def test_tallies_have_a_row_for_all_and_one_for_each_group_that_may_be_shown() -> None:
    content = EXPORTERS["tallies-csv"].write(TALLIES, "en")
    whole, *groups = table(content)
    assert (whole["stratum"], whole["keep"], whole["rename"], whole["drop"], whole["judged"]) == (
        "all",
        "16",
        "14",
        "6",
        "36",
    )
    assert whole["retain_share"].startswith("0.8333")
    assert [row["stratum"] for row in groups] == ["a", "b+c"]
    assert [row["judged"] for row in groups] == ["21", "15"]
    assert sum(int(row["drop"]) for row in groups) == 6


def test_tallies_name_items_and_verdicts_in_both_languages() -> None:
    [whole, *_] = table(EXPORTERS["tallies-csv"].write(TALLIES, "en"))
    assert (whole["title_zh"], whole["title_en"]) == ("一", "'=HYPERLINK(1)")
    assert (whole["verdict"], whole["verdict_zh"], whole["verdict_en"]) == ("keep", "保留", "keep")
    assert (whole["reason_zh"], whole["reason_en"], whole["met"]) == ("理由", "the reason", "True")
    assert (whole["settings.scope"], whole["troubles.data"], whole["relevance.median"]) == ("4", "9", "7.0")


def test_every_cell_of_a_csv_file_is_quoted_and_the_file_has_its_mark() -> None:
    content = EXPORTERS["tallies-csv"].write(TALLIES, "zh")
    assert content.startswith(BOM + b'"number ')
    assert all(
        line.startswith('"') and line.endswith('"') for line in content.decode("utf-8-sig").splitlines()
    )


def test_a_workbook_of_tallies_holds_texts_as_texts() -> None:
    book = openpyxl.load_workbook(io.BytesIO(EXPORTERS["tallies-xlsx"].write(TALLIES, "zh")))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f"]
    assert [cell.quotePrefix for cell in cells if cell.value in ("=HYPERLINK(1)", "－新名")] == [True] * 5
    assert book["tallies 统计结果"]["F2"].value == 16


@pytest.mark.parametrize("name", ["tallies-csv", "tallies-xlsx"])
def test_the_same_tallies_give_the_same_bytes_in_either_language(name: str) -> None:
    assert EXPORTERS[name].write(TALLIES, "zh") == EXPORTERS[name].write(TALLIES, "zh")


def test_an_item_that_nobody_judged_has_no_share_and_no_interval() -> None:
    nobody = Tallies(outline("one"), 3, (Tally("one", Counts(outside=3)),), "majority")
    [row] = table(EXPORTERS["tallies-csv"].write(nobody, "en"))
    assert (row["retain_share"], row["retain_low"], row["verdict"], row["outside"]) == ("", "", "", "3")


# --- scorecards ---

CARD = Scorecard(
    "cbi-2021",
    "2021",
    "handbook",
    (
        IndicatorScore(
            "1", "i1", "nature", "scored", Decimal("20.1"), Decimal(4), "provisional", (Text("注", "note"),)
        ),
        IndicatorScore("2", "i2", "nature", "no_data", None, None, "none"),
    ),
    (ComponentScore("nature", Decimal(4), Decimal(4), Decimal(8)),),
    Total(Decimal(4), Decimal(4), Decimal(8), "points", provisional=True),
)


def test_a_scorecard_without_a_score_shows_an_empty_cell_and_its_state_never_zero() -> None:
    first, second, component, total = table(EXPORTERS["scorecard-csv"].write(CARD, "en"))
    assert (first["value"], first["score"], first["notes_zh"], first["notes_en"]) == (
        "20.1",
        "4.0",
        "注",
        "note",
    )
    assert (second["state"], second["score"]) == ("no_data", "")
    assert (component["row"], component["attainable"], component["maximum"]) == ("component", "4.0", "8.0")
    assert (total["score"], total["state"]) == ("4.0", "provisional")


def test_a_scorecard_workbook_has_the_same_rows_as_the_csv_file() -> None:
    content = EXPORTERS["scorecard-xlsx"].write(CARD, "en")
    [sheet] = openpyxl.load_workbook(io.BytesIO(content)).worksheets
    assert [row[1] for row in sheet.iter_rows(values_only=True)] == [
        "id 编号",
        "i1",
        "i2",
        "nature",
        "cbi-2021",
    ]
    assert content == EXPORTERS["scorecard-xlsx"].write(CARD, "en")


# --- the form for observations ---


def form(**cells: Any) -> bytes:
    """The form for cbi-2021 with cells of its first row filled in."""
    book = openpyxl.load_workbook(io.BytesIO(EXPORTERS["observations-template"].write(CBI, "zh")))
    sheet = book.worksheets[0]
    columns = {str(cell.value): place for place, cell in enumerate(sheet[1], start=1)}
    for name, value in cells.items():
        sheet.cell(2, columns[name.replace("__", ".")], value)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_the_blank_form_has_a_row_for_each_indicator_and_a_column_for_each_input() -> None:
    book = openpyxl.load_workbook(io.BytesIO(EXPORTERS["observations-template"].write(CBI, "zh")))
    head, *body = book.worksheets[0].iter_rows(values_only=True)
    assert [row[3] for row in body] == [item.id for item in CBI.items]
    symbols = {one.symbol for item in CBI.items if item.indicator for one in item.indicator.inputs} - {
        "level"
    }
    assert {str(name).removeprefix("input.") for name in head if str(name).startswith("input.")} == symbols


def test_a_form_that_was_filled_in_is_read_as_observations() -> None:
    filled = form(city="样例市", year=2025, first_application="yes", input__A_nat=1500, input__A_city=10000)
    imported = rows.read(io.BytesIO(filled), "form.xlsx")
    assert imported.problems == ()
    city = read_observation_rows(imported.value)  # type: ignore[arg-type]
    first, second, *_ = readings(CBI, scoring_input(city))
    assert (first.state, first.value, first.score) == ("scored", Decimal(15), 3)
    assert second.state == "no_data"


def test_the_guide_tells_methods_levels_and_lists() -> None:
    book = openpyxl.load_workbook(io.BytesIO(EXPORTERS["observations-template"].write(CBI, "en")))
    guide = list(book.worksheets[1].iter_rows(values_only=True, min_row=2))
    assert ("cbi2021_07", "7", "Habitat restoration", "method", "7A = 7A: by area", None) in guide
    assert any(row[3] == "input.A_Gi" and "parted by semicolons" in str(row[4]) for row in guide)
    assert any(row[0] == "cbi2021_26" and row[3] == "level" for row in guide)


def test_an_outline_has_no_form_for_observations() -> None:
    with pytest.raises(BadInput):
        EXPORTERS["observations-template"].write(outline(), "zh")


def test_listing_the_exporters_loads_no_library_that_writes_tables() -> None:
    code = "import sys, lbsap_tables; lbsap_tables.exporters(); print({'pandas', 'openpyxl', 'xlsxwriter'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"
