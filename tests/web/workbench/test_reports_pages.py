"""The page of reports and data: who may take what away, and what the files hold."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from sqlalchemy import Engine
from sqlmodel import select

from lbsap.model.cells import unguarded
from lbsap.model.text import Text
from lbsap.registry import Registry
from lbsap.store.answers import AnswerRow
from lbsap.store.audit import trail
from lbsap.store.columns import now
from lbsap.store.consultations import recall_consultation
from lbsap.store.engine import session_scope
from lbsap.store.invitations import Contact, invite
from lbsap_docx.lint import lint
from tests.actions.editors.several_rounds import several_rounds
from tests.services.office import LibreOffice
from tests.web.conftest import Client, Sample
from tests.web.workbench.conftest import make_answered

READ_BY_ALL = (
    "report-zh.docx",
    "report-en.docx",
    "round-1-tallies.csv",
    "round-1-tallies.xlsx",
    "decisions.csv",
    "decisions.xlsx",
    "codebook.csv",
    "codebook.xlsx",
)
FOR_EDITORS = (
    "round-1-answers-long.csv",
    "round-1-answers-long.xlsx",
    "round-1-answers-wide.csv",
    "round-1-answers-wide.xlsx",
    "everything.json",
)


def address(sample: Sample, name: str = "") -> str:
    return f"/w/c/{sample.consultation}/reports" + (f"/{name}" if name else "")


def rows(client: Client, path: str) -> list[dict[str, str]]:
    words = client.get(path).get_data().decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(words, newline="")))


def test_each_file_on_the_page_is_there_and_named(editor: Client, answered: Sample) -> None:
    editor.get(address(answered))
    assert editor.page is not None
    links = [
        one for one in editor.page.xpath("//main//a/@href") if "/reports/" in one and "statements" not in one
    ]
    assert {link.rpartition("/")[2] for link in links} == {*READ_BY_ALL, *FOR_EDITORS}
    for link in links:
        answer = editor.get(link)
        assert answer.headers["Content-Disposition"].startswith("attachment")
        assert answer.data


def test_a_viewer_may_have_report_and_tables_and_no_answers(
    signed_in: Callable[..., Client], answered: Sample
) -> None:
    viewer = signed_in("viewer")
    viewer.get(address(answered))
    assert "Answers, for editors" not in viewer.text()
    assert "contact data" not in viewer.text().lower()
    for name in READ_BY_ALL:
        viewer.get(address(answered, name))
    for name in (*FOR_EDITORS, "statements", "contacts"):
        viewer.get(address(answered, name), 403)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_report_is_a_sound_word_file_in_the_language_asked_for(
    editor: Client, answered: Sample, lang: str
) -> None:
    content = editor.get(address(answered, f"report-{lang}.docx")).data
    assert lint(content) == []
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        words = archive.read("word/document.xml").decode()
    assert ("专家组与应答情况" in words) is (lang == "zh")
    assert any("charts/chart" in name for name in zipfile.ZipFile(io.BytesIO(content)).namelist())


def test_before_the_first_round_has_closed_there_is_no_report_and_the_page_says_so(
    editor: Client, sample: Sample
) -> None:
    editor.get(address(sample))
    assert "There is no report yet" in editor.text()
    editor.get(address(sample, "report-zh.docx"), 400)
    assert "once the first round has closed" in editor.text()


def test_rounds_that_are_not_there_are_not_found(editor: Client, answered: Sample) -> None:
    for name in ("round-2-tallies.csv", "round-2-answers-long.csv", "round-9-answers-wide.xlsx"):
        editor.get(address(answered, name), 404)


def test_answers_in_a_workbook_are_texts_and_no_formula(
    editor: Client, answered: Sample, engine: Engine
) -> None:
    for shape in ("long", "wide"):
        table = rows(editor, address(answered, f"round-1-answers-{shape}.csv"))
        content = editor.get(address(answered, f"round-1-answers-{shape}.xlsx")).data
        [sheet] = openpyxl.load_workbook(io.BytesIO(content)).worksheets
        cells = [list(row) for row in sheet.iter_rows()]
        assert [cell.value for cell in cells[0]] == list(table[0])
        found = [["" if cell.value is None else cell.value for cell in row] for row in cells[1:]]
        assert found == [list(row.values()) for row in table]
        assert {cell.data_type for row in cells for cell in row} <= {"s", "n"}


def test_the_codebook_explains_every_column_and_every_code_of_the_answers(
    editor: Client, answered: Sample
) -> None:
    book = rows(editor, address(answered, "codebook.csv"))
    assert all(row["instrument"] and row["catalogue"] for row in book)
    for file in ("answers-long", "answers-wide", "decisions"):
        columns = {
            row["column"] for row in book if row["file"] == file and not (row["code"] or row["label_zh"])
        }
        path = f"round-1-{file}.csv" if file != "decisions" else "decisions.csv"
        words = editor.get(address(answered, path)).get_data().decode("utf-8-sig")
        heads = next(csv.reader(io.StringIO(words)))
        assert set(heads) <= columns
        assert all(
            row["meaning_zh"] and row["meaning_en"]
            for row in book
            if row["column"] in columns and not (row["code"] or row["label_zh"])
        )
    codes = {
        (row["column"], row["code"]): row for row in book if row["file"] == "answers-long" and row["label_zh"]
    }
    for row in rows(editor, address(answered, "round-1-answers-long.csv")):
        for column in ("verdict", "stratum", "applied"):
            if row[column] or column == "verdict":
                known = codes[column, row[column]]
                assert (row[f"{column}_zh"], row[f"{column}_en"]) == (known["label_zh"], known["label_en"])
        for setting in filter(None, row["settings"].split(";")):
            assert ("settings", setting) in codes


def test_everything_is_json_that_holds_each_answer(editor: Client, answered: Sample) -> None:
    whole = json.loads(editor.get(address(answered, "everything.json")).data)
    long = rows(editor, address(answered, "round-1-answers-long.csv"))
    assert len(whole["answers"]) == len(long)
    assert {one["respondent"] for one in whole["answers"]} == {row["respondent"] for row in long}
    assert whole["rounds"][0]["tallies"][0]["counts"]["keep"] > 0
    assert whole["questionnaire"]["id"] == "cbi-2021-review"


def test_no_export_but_that_of_contacts_holds_a_contact(
    signed_in: Callable[..., Client], answered: Sample, engine: Engine
) -> None:
    with session_scope(engine) as session:
        invite(
            session,
            answered.consultation,
            Contact("张样本", "样本大学", "zhang.sample@example.org"),
            None,
            now(),
        )
    administrator = signed_in("administrator")
    for name in (*READ_BY_ALL, *FOR_EDITORS):
        content = administrator.get(address(answered, name)).data
        if name.endswith((".xlsx", ".docx")):
            with zipfile.ZipFile(io.BytesIO(content)) as archive:
                content = b"".join(archive.read(one) for one in archive.namelist())
        for secret in ("张样本", "样本大学", "zhang.sample", "editor@example.org"):
            assert secret.encode() not in content, (name, secret)
    administrator.get(address(answered, "contacts"))
    administrator.post(address(answered, "contacts"), {"ground": "  "}, 400)
    assert "legal ground" in administrator.text()
    answer = administrator.post(address(answered, "contacts"), {"ground": "certificates, as agreed"}, 200)
    assert "张样本" in answer.get_data().decode("utf-8-sig")
    with session_scope(engine, write=False) as session:
        [event] = [one for one in trail(session) if one.what == "contacts exported"]
    assert event.actor == "administrator@example.org"
    assert event.details == {"ground": "certificates, as agreed", "people": 1}


def test_each_export_of_answers_is_recorded(editor: Client, answered: Sample, engine: Engine) -> None:
    for name in FOR_EDITORS:
        editor.get(address(answered, name))
    with session_scope(engine, write=False) as session:
        told = [one.details["file"] for one in trail(session) if one.what == "answers exported"]
    assert told == ["answers-long", "answers-long", "answers-wide", "answers-wide", "everything"]


def test_the_statements_of_the_host_stand_in_the_report(
    editor: Client, answered: Sample, engine: Engine
) -> None:
    editor.get(address(answered))
    assert "8 statements of the host are missing" in editor.text()
    editor.get(address(answered, "statements"))
    assert editor.page is not None
    fields = {one.get("name"): one.text or "" for one in editor.page.xpath("//main//textarea")}
    [seen] = editor.page.xpath("//input[@name='seen']/@value")
    fields |= {"piloting_zh": "三名专家试填。", "piloting_en": "Three experts tried it.", "seen": seen}
    editor.follow(editor.post(address(answered, "statements"), fields))
    assert "7 statements of the host are missing" in editor.text()
    with session_scope(engine, write=False) as session:
        kept = recall_consultation(session, answered.consultation).words
    assert kept["piloting"] == Text("三名专家试填。", "Three experts tried it.")
    content = editor.get(address(answered, "report-en.docx")).data
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert "Three experts tried it." in archive.read("word/document.xml").decode()


def test_statements_that_are_too_long_stay_on_the_page_with_the_fault(
    editor: Client, answered: Sample
) -> None:
    editor.get(address(answered, "statements"))
    assert editor.page is not None
    [seen] = editor.page.xpath("//input[@name='seen']/@value")
    editor.post(address(answered, "statements"), {"piloting_zh": "长" * 5000, "seen": seen}, 400)
    assert "at most" in editor.text()
    assert "长" * 5000 in editor.text()


def test_the_page_reads_in_chinese(signed_in: Callable[..., Client], answered: Sample) -> None:
    client = signed_in("administrator", lang="zh")
    client.get(address(answered))
    for words in ("专家咨询报告", "第 1 轮统计结果", "编码手册", "答复数据（限编辑）", "导出联系方式"):
        assert words in client.text()
    client.get(address(answered, "contacts"))
    assert "依据和用途" in client.text()
    client.get(address(answered, "statements"))
    assert "问卷试填情况（中文）" in client.text()


def test_each_round_has_files_of_its_own(editor: Client, engine: Engine, own_registry: Registry) -> None:
    made = several_rounds(engine, own_registry)
    sample = Sample(made.consultation, made.rounds[0], {})
    first, second = (rows(editor, address(sample, f"round-{n}-answers-long.csv")) for n in (1, 2))
    assert {row["round"] for row in first} == {"1"}
    assert {row["round"] for row in second} == {"2"}
    assert {row["item"] for row in second} < {row["item"] for row in first}


def test_a_framework_is_reported_as_well(editor: Client, engine: Engine, own_registry: Registry) -> None:
    sample = make_answered(engine, own_registry, name="framework")
    for name in (*READ_BY_ALL, *FOR_EDITORS):
        assert editor.get(address(sample, name)).data


FORMULAS = ("=1+1", "+1+cmd|' /C calc'!A0", "@SUM(1,2)", "-2+3", "'=quoted")


@pytest.mark.parametrize("suffix", ["csv", "xlsx"])
def test_what_looks_like_a_formula_is_text_to_libreoffice(
    editor: Client, answered: Sample, engine: Engine, libreoffice: LibreOffice, tmp_path: Path, suffix: str
) -> None:
    with session_scope(engine) as session:
        for row, words in zip(session.exec(select(AnswerRow)), FORMULAS, strict=False):
            row.reason = words
    path = tmp_path / f"answers.{suffix}"
    path.write_bytes(editor.get(address(answered, f"round-1-answers-long.{suffix}")).data)
    words = libreoffice.to_csv(path).read_text(encoding="utf-8-sig")
    read = list(csv.DictReader(io.StringIO(words, newline="")))
    said = [unguarded(row["reason"]) if suffix == "csv" else row["reason"] for row in read]
    assert set(said) >= set(FORMULAS)
    own = rows(editor, address(answered, "round-1-answers-long.csv"))
    assert said == [unguarded(row["reason"]) for row in own]
    assert [row["item_zh"] for row in read] == [row["item_zh"] for row in own]
