"""Answers given in KoboToolbox or ODK are read as a table of answers, however the program has named its columns."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

import openpyxl
import pytest

from lbsap.steps.asking.answers import read_answers
from lbsap.testing import samples
from lbsap_tables import rows
from lbsap_tables.rows import read

QUESTIONNAIRE = samples.form().questionnaire
ONE, TWO = "sample_1", "sample_2"
SAID = {
    f"verdict__{ONE}": "rename",
    f"name_zh__{ONE}": "新名称",
    f"reason__{ONE}": "=1+1，理由；其一",
    f"settings__{ONE}": "scoring data_source",
    f"applied__{ONE}": "yes",
    f"relevance__{ONE}": "8",
    f"verdict__{TWO}": "",
}
KOBO = {
    "start": "2026-11-20T09:00:00",
    "Form__id": "sample-index-review",
    "Stratum__field": "survey",
    "_uuid": "u-1",
}


def csv_of(table: Sequence[Mapping[str, str]], delimiter: str = ",") -> bytes:
    out = io.StringIO()
    writer = csv.DictWriter(out, list(table[0]), delimiter=delimiter, quoting=csv.QUOTE_ALL)
    writer.writeheader()
    writer.writerows(table)
    return out.getvalue().encode("utf-8-sig")


def read_back(content: bytes, name: str = "a.csv") -> list[dict[str, str]]:
    imported = read(io.BytesIO(content), name)
    assert imported.problems == ()
    assert isinstance(imported.value, tuple)
    return [dict(cells) for _, cells in imported.value]


def grouped(name: str, mark: str) -> str:
    """A column as its program names it with the groups in front."""
    item = name.partition("__")[2]
    return mark.join(["Group__nature", f"Item__{item}", name])


def expected(respondent: str = "u-1", stratum: str = "survey") -> list[dict[str, str]]:
    fields = ["verdict", "name_zh", "reason", "settings", "applied", "relevance"]
    said = {one: SAID[f"{one}__{ONE}"] for one in fields} | {"settings": "scoring;data_source"}
    who = {"respondent": respondent, "stratum": stratum}
    return [who | {"item": ONE} | said, who | {"item": TWO} | dict.fromkeys(fields, "")]


@pytest.mark.parametrize("delimiter", [",", ";"])
@pytest.mark.parametrize("mark", ["/", "-", ""], ids=["with groups", "with groups in ODK", "without groups"])
def test_a_row_for_each_submission_becomes_a_row_for_each_item(mark: str, delimiter: str) -> None:
    table = KOBO | {grouped(name, mark) if mark else name: words for name, words in SAID.items()}
    assert read_back(csv_of([table], delimiter)) == expected()


def test_they_are_answers_to_the_questionnaire() -> None:
    imported = read(io.BytesIO(csv_of([KOBO | SAID])), "a.csv")
    assert isinstance(imported.value, tuple)
    first, second = read_answers(imported.value, QUESTIONNAIRE, samples.index())
    assert (first.verdict, first.name.zh, first.settings) == ("rename", "新名称", ("scoring", "data_source"))
    assert (first.applied, first.ratings, first.stratum) == (True, {"relevance": 8}, "survey")
    assert first.reason == "=1+1，理由；其一"
    assert second.verdict is None


def test_several_choices_may_stand_in_columns_of_their_own() -> None:
    split = {
        f"settings__{ONE}/scoring": "1",
        f"settings__{ONE}/scope": "0",
        f"settings__{ONE}/data_source": "True",
    }
    table = KOBO | {f"verdict__{ONE}": "keep"} | split
    assert read_back(csv_of([table]))[0]["settings"] == "scoring;data_source"
    both = table | {f"settings__{ONE}": "scoring data_source"}
    assert read_back(csv_of([both]))[0]["settings"] == "scoring;data_source"


def test_items_whose_ids_have_hyphens_are_told_apart_in_odk() -> None:
    name = "step-implement"
    table = {f"Group__steps-Item__{name}-verdict__{name}": "keep", "KEY": "uuid:k-1"}
    assert read_back(csv_of([table])) == [
        {"respondent": "k-1", "stratum": "", "item": name, "verdict": "keep"}
    ]


def test_a_workbook_with_times_and_more_columns_than_a_table_has_is_read() -> None:
    book = openpyxl.Workbook()
    sheet: Any = book.active
    cells: dict[str, Any] = {
        "_submission_time": datetime(2026, 11, 20, 9, tzinfo=UTC).replace(tzinfo=None),
        "_id": 7,
    }
    cells |= {f"verdict__item_{number}": "keep" for number in range(700)} | {"verdict__last": "drop"}
    sheet.append(list(cells))
    sheet.append(list(cells.values()))
    out = io.BytesIO()
    book.save(out)
    found = read_back(out.getvalue(), "a.xlsx")
    assert len(found) == 701
    assert (found[-1]["respondent"], found[-1]["item"], found[-1]["verdict"]) == ("7", "last", "drop")


def test_submissions_that_nothing_tells_apart_are_refused() -> None:
    imported = read(io.BytesIO(csv_of([SAID])), "a.csv")
    assert imported.value is None
    assert [(one.code, one.where) for one in imported.problems] == [("column_missing", "a.csv")]


def test_more_answers_than_are_read_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rows, "MAX_ROWS", 3)
    tables = [KOBO | SAID | {"_uuid": f"u-{number}"} for number in range(2)]
    imported = read(io.BytesIO(csv_of(tables)), "a.csv")
    assert imported.value is None
    assert [one.code for one in imported.problems] == ["value_refused"]


def test_other_tables_stay_as_they_are() -> None:
    table = {"respondent": "E01", "item": "1", "verdict": "keep", "a__b": "x"}
    assert read_back(csv_of([table])) == [table]
