"""Comments in pages: listed, answered, brought in by hand and by table, corrected; the matrix."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from sqlalchemy import Engine

from lbsap.model.comments import Comment
from lbsap.registry import Registry
from lbsap.store.audit import trail
from lbsap.store.comments import comments_on
from lbsap.store.engine import session_scope
from tests.services.office import OoxmlValidator
from tests.web.conftest import Client, Sample
from tests.web.workbench.conftest import make_answered

REASON = {"fate": "part", "reason_zh": "已吸收", "reason_en": "Taken up"}


@pytest.fixture
def base(answered: Sample) -> str:
    return f"/w/c/{answered.consultation}"


def kept(engine: Engine, answered: Sample) -> tuple[Comment, ...]:
    with session_scope(engine, write=False) as session:
        return comments_on(session, answered.consultation)


def keys(client: Client) -> list[str]:
    """What the ticks of the list say, in order."""
    assert client.page is not None
    return [str(one) for one in client.page.xpath("//input[@name='chosen']/@value")]


def upload(client: Client, page: str, name: str, content: bytes, code: int | None = None, **more: str) -> Any:
    client.get(page)
    data = {"file": (io.BytesIO(content), name), "source": "workshop", "said_in": "Minutes of 8 May"} | more
    return client.post(page, data, code, content_type="multipart/form-data")


def test_what_was_said_online_is_listed_once_the_round_has_closed(
    editor: Client, engine: Engine, answered: Sample, base: str
) -> None:
    comments = kept(engine, answered)
    assert len(comments) > 20
    editor.get(f"{base}/comments")
    assert f"0 of {len(comments)} comments are answered." in editor.text()
    assert "Not taken over yet" not in editor.text()
    assert len(keys(editor)) == min(50, len(comments))


def test_one_comment_is_answered_on_its_own_page(
    editor: Client, engine: Engine, answered: Sample, base: str
) -> None:
    first = kept(engine, answered)[0]
    page = f"{base}/comments/{first.id}"
    editor.get(page)
    answer = editor.post(page, {"chosen": f"{first.id}:0"} | REASON)
    editor.follow(answer)
    assert "Comments answered: 1." in editor.text()
    again = kept(engine, answered)[0]
    assert (again.fate, again.fate_reason.zh, again.fate_reason.en) == ("part", "已吸收", "Taken up")
    editor.get(page)
    assert editor.page is not None
    assert editor.page.xpath("//input[@name='fate'][@checked]/@value") == ["part"]


def test_several_comments_are_answered_at_once_in_the_same_words(
    editor: Client, engine: Engine, answered: Sample, base: str
) -> None:
    editor.get(f"{base}/comments?show=unanswered")
    chosen = keys(editor)[:3]
    answer = editor.post(f"{base}/comments?show=unanswered", {"chosen": chosen} | REASON)
    assert "show=unanswered" in answer.headers["Location"]
    editor.follow(answer)
    assert "Comments answered: 3." in editor.text()
    assert sum(one.fate == "part" for one in kept(engine, answered)) == 3
    editor.get(f"{base}/comments?show=answered")
    assert len(keys(editor)) == 3


def test_all_comments_shown_are_answered_by_one_tick(
    editor: Client, engine: Engine, answered: Sample, base: str
) -> None:
    editor.get(f"{base}/comments?item=cbi2021_08")
    assert editor.page is not None
    [shown] = editor.page.xpath("//input[@name='shown']/@value")
    editor.post(f"{base}/comments?item=cbi2021_08", {"every": "y", "shown": shown} | REASON)
    answered_now = {one.item for one in kept(engine, answered) if one.fate}
    assert answered_now == {"cbi2021_08"}
    assert all(one.fate for one in kept(engine, answered) if one.item == "cbi2021_08")


@pytest.mark.parametrize(
    ("lacking", "told"),
    [
        ("fate", "Choose what becomes of the comment."),
        ("reason", "Give the reason; Chinese or English is enough."),
        ("chosen", "Tick at least one comment first."),
    ],
)
def test_an_answer_that_lacks_something_keeps_ticks_and_words(
    editor: Client, engine: Engine, answered: Sample, base: str, lacking: str, told: str
) -> None:
    editor.get(f"{base}/comments")
    chosen = keys(editor)[:2]
    sent = {"chosen": chosen} | {"fate": "noted", "reason_en": "Seen"}
    sent = {name: value for name, value in sent.items() if not name.startswith(lacking)}
    editor.post(f"{base}/comments", sent, 400)
    assert told in editor.text()
    assert editor.page is not None
    ticked = editor.page.xpath("//input[@name='chosen'][@checked]/@value")
    assert ticked == ([] if lacking == "chosen" else chosen)
    assert all(one.fate is None for one in kept(engine, answered))


def test_the_second_of_two_who_answer_a_comment_sees_the_first_answer(
    editor: Client, signed_in: Callable[..., Client], engine: Engine, answered: Sample, base: str
) -> None:
    first = kept(engine, answered)[0]
    page, other = f"{base}/comments/{first.id}", signed_in("administrator")
    for client in (editor, other):
        client.get(page)
    seen = {"chosen": f"{first.id}:0"}
    other.post(page, seen | {"fate": "rejected", "reason_en": "Out of scope"})
    editor.post(page, seen | REASON, 409)
    assert "Someone else has answered this comment meanwhile" in editor.text()
    assert "Out of scope" in editor.text()
    assert editor.page is not None
    [newer] = editor.page.xpath("//input[@name='chosen']/@value")
    assert newer == f"{first.id}:1"
    editor.post(page, {"chosen": newer} | REASON)
    assert kept(engine, answered)[0].fate == "part"


def test_of_several_answered_at_once_none_is_where_one_was_overtaken(
    editor: Client, engine: Engine, answered: Sample, base: str
) -> None:
    editor.get(f"{base}/comments")
    chosen = keys(editor)[:3]
    editor.post(f"{base}/comments", {"chosen": chosen[1]} | REASON)
    editor.post(f"{base}/comments", {"chosen": chosen} | REASON | {"fate": "noted"}, 409)
    assert "Someone else has saved this" in editor.text()
    assert sum(one.fate == "noted" for one in kept(engine, answered)) == 0


def test_comments_of_another_consultation_are_not_found(
    editor: Client, engine: Engine, own_registry: Registry, answered: Sample, base: str
) -> None:
    foreign = kept(engine, make_answered(engine, own_registry, name="framework"))[0]
    editor.get(f"{base}/comments/{foreign.id}", 404)
    editor.get(f"{base}/comments")
    editor.post(f"{base}/comments", {"chosen": f"{foreign.id}:0"} | REASON, 404)
    editor.post(f"{base}/comments", {"chosen": "one:0"} | REASON, 400)


def test_the_list_is_narrowed_by_item_and_source(
    editor: Client, engine: Engine, answered: Sample, base: str
) -> None:
    on_item = [one for one in kept(engine, answered) if one.item == "cbi2021_08"]
    editor.get(f"{base}/comments?item=cbi2021_08")
    assert len(keys(editor)) == len(on_item)
    editor.get(f"{base}/comments?source=letter")
    assert not keys(editor)
    editor.get(f"{base}/comments?page=0&show=nothing")
    editor.get(f"{base}/comments?page=2")
    assert len(keys(editor)) == len(kept(engine, answered)[50:100])


def test_a_comment_from_a_letter_bears_its_source_and_who_entered_it(
    editor: Client, engine: Engine, answered: Sample, base: str
) -> None:
    page = f"{base}/comments/new"
    editor.get(page)
    sent = {"source": "letter", "said_in": "Letter of 3 June", "item": "cbi2021_08", "words": "Too narrow."}
    editor.post(page, {"go": "more"} | sent, 200)
    assert "Enter the next one." in editor.text()
    editor.follow(editor.post(page, {"go": "save"} | sent | {"item": "", "words": "Well done."}))
    *_, first, second = kept(engine, answered)
    assert (first.item, first.source, first.said_in) == ("cbi2021_08", "letter", "Letter of 3 June")
    assert (second.item, second.words, second.entered_by) == ("", "Well done.", "editor@example.org")
    editor.get(f"{base}/comments?source=letter")
    assert "Letter (Letter of 3 June), entered by editor@example.org" in editor.text()


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"source": ""}, "Choose one of the options."),
        ({"source": "online"}, "Choose one of the options."),
        ({"said_in": " "}, "Say where this was said"),
        ({"words": "\u200b "}, "Enter the words of the comment."),
        ({"words": "x" * 4001}, "4001 characters; at most 4000."),
        ({"item": "nothing"}, "Choose one of the options."),
    ],
)
def test_a_comment_without_words_or_source_is_not_kept(
    editor: Client, engine: Engine, answered: Sample, base: str, changed: dict[str, str], told: str
) -> None:
    before = len(kept(engine, answered))
    editor.get(f"{base}/comments/new")
    sent = {"source": "letter", "said_in": "Letter of 3 June", "item": "", "words": "Well done."}
    editor.post(f"{base}/comments/new", sent | changed, 400)
    assert told in editor.text()
    assert len(kept(engine, answered)) == before


def test_a_table_of_comments_comes_in_whole(
    editor: Client, engine: Engine, answered: Sample, base: str
) -> None:
    table = "条目序号,意见内容,意见来源,出处,处理意见,处理理由（中文）\r\n8,范围过窄,来函,6月3日来函,采纳,已修改\r\n,总体很好,,,,\r\n"
    before = len(kept(engine, answered))
    answer = upload(editor, f"{base}/comments/table", "意见.csv", table.encode("gb18030"))
    editor.follow(answer)
    assert "Comments added: 2." in editor.text()
    first, second = kept(engine, answered)[before:]
    assert (first.item, first.source, first.said_in, first.fate) == (
        "cbi2021_08",
        "letter",
        "6月3日来函",
        "accepted",
    )
    assert (second.item, second.source, second.said_in, second.fate) == (
        "",
        "workshop",
        "Minutes of 8 May",
        None,
    )


def test_a_table_with_one_fault_is_refused_whole_with_row_column_and_reason(
    editor: Client, engine: Engine, answered: Sample, base: str
) -> None:
    rows = ("8,Fine,,,", "99,No such item,,,", ",,,,", "8,Too late,perhaps,,", "8,Well,noted,,", "8,Who,,,x")
    table = "\n".join(("item,comment,response,reason_en,number", *rows))
    before = len(kept(engine, answered))
    upload(editor, f"{base}/comments/table", "c.csv", table.encode(), 400)
    words = editor.text()
    assert "c.csv:3: item: There is no item “99”" in words
    assert "c.csv:5: response: “perhaps” is not one of" in words
    assert "c.csv:6: reason_zh: Give the reason" in words
    assert "c.csv:7: number: “x” is not a number" in words
    assert len(kept(engine, answered)) == before
    upload(editor, f"{base}/comments/table", "c.csv", b"number,comment\n9999,None\n", 400)
    assert "c.csv:2: number: There is no comment no. 9999" in editor.text()
    upload(editor, f"{base}/comments/table", "c.csv", b"comment,colour\nFine,red\n", 400)
    assert "“colour” is not a known column." in editor.text()


def test_a_file_has_to_be_chosen(editor: Client, base: str) -> None:
    for page in (f"{base}/comments/table", f"{base}/elsewhere"):
        editor.get(page)
        editor.post(page, {"source": "workshop", "said_in": "Minutes"}, 400)
        assert "Choose a file." in editor.text()


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_matrix_that_comes_back_with_responses_answers_its_comments(
    signed_in: Callable[..., Client], engine: Engine, answered: Sample, base: str, lang: str
) -> None:
    client = signed_in("editor", lang=lang)
    client.get(f"{base}/comments")
    sheet = client.get(f"{base}/comments/matrix.xlsx")
    book = openpyxl.load_workbook(io.BytesIO(sheet.data))
    rows = book.active
    assert rows is not None
    heads = [cell.value for cell in rows[1]]
    assert heads[0] == {"zh": "序号", "en": "No."}[lang]
    response, reason = (
        heads.index(one) + 1
        for one in {"zh": ("处理意见", "处理理由（中文）"), "en": ("Response", "Reason (Chinese)")}[lang]
    )
    for row in (2, 3):
        rows.cell(row, response, {"zh": "未采纳", "en": "Rejected"}[lang])
        rows.cell(row, reason, "不在范围内")
    out = io.BytesIO()
    book.save(out)
    answer = upload(client, f"{base}/comments/table", "matrix.xlsx", out.getvalue())
    assert "added=0&saved=2" in answer.headers["Location"]
    assert [one.fate for one in kept(engine, answered)].count("rejected") == 2
    upload(client, f"{base}/comments/table", "matrix.xlsx", out.getvalue())
    rows.cell(2, response, {"zh": "采纳", "en": "Accepted"}[lang])
    out = io.BytesIO()
    book.save(out)
    upload(client, f"{base}/comments/table", "matrix.xlsx", out.getvalue(), 400)
    assert {"zh": "已有不同的处理意见", "en": "has another response already"}[lang] in client.text()


def test_no_cell_of_the_matrix_is_a_formula(editor: Client, base: str) -> None:
    page = f"{base}/comments/new"
    editor.get(page)
    words = '=HYPERLINK("http://example.org")'
    editor.post(page, {"source": "letter", "said_in": "@SUM(1)", "item": "", "words": words})
    sheet = editor.get(f"{base}/comments/matrix.xlsx")
    book = openpyxl.load_workbook(io.BytesIO(sheet.data))
    cells = [cell for row in book.worksheets[0] for cell in row]
    assert all(cell.data_type != "f" for cell in cells)
    assert words in [cell.value for cell in cells]


def test_the_matrix_names_nobody_and_no_group_of_fewer_than_five(
    editor: Client, engine: Engine, answered: Sample, base: str
) -> None:
    sheet = editor.get(f"{base}/comments/matrix.xlsx")
    book = openpyxl.load_workbook(io.BytesIO(sheet.data))
    sources = {str(row[4].value) for row in book.worksheets[0].iter_rows(min_row=2)}
    assert sources <= {
        "Online (Conservation management and restoration)",
        "Online (Spatial and urban planning)",
        "Online (Biodiversity survey and assessment)",
        "Online (Other, Policy and governance (together))",
    }
    words = str([[cell.value for cell in row] for row in book.worksheets[0]])
    assert "E01" not in words


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_matrix_is_a_valid_word_file_too(
    signed_in: Callable[..., Client], ooxml_validator: OoxmlValidator, tmp_path: Path, base: str, lang: str
) -> None:
    answer = signed_in("editor", lang=lang).get(f"{base}/comments/matrix.docx")
    assert answer.mimetype is not None
    assert "wordprocessingml" in answer.mimetype
    file = tmp_path / f"matrix-{lang}.docx"
    file.write_bytes(answer.data)
    assert ooxml_validator(file) == []


def test_the_matrix_comes_in_no_other_shape(editor: Client, base: str) -> None:
    editor.get(f"{base}/comments/matrix.pdf", 404)


def test_what_was_typed_wrongly_is_corrected_and_the_trail_names_the_field_but_not_the_words(
    editor: Client, signed_in: Callable[..., Client], engine: Engine, answered: Sample, base: str
) -> None:
    sent = {"go": "save", "source": "letter", "said_in": "Letter of 3 June", "item": "", "words": "Teh area"}
    editor.get(f"{base}/comments/new")
    editor.post(f"{base}/comments/new", sent)
    with session_scope(engine, write=False) as session:
        comment = comments_on(session, answered.consultation)[-1]
    page = f"{base}/comments/{comment.id}/correct"
    editor.get(page)
    assert "Teh area" in editor.text()
    right = sent | {"words": "The area", "chosen": f"{comment.id}:0"}
    editor.post(page, right | {"words": " "}, 400)
    editor.follow(editor.post(page, right))
    assert "The comment is corrected." in editor.text()
    assert "The area" in editor.text()
    editor.post(page, right | {"words": "Late"}, 400)  # what was seen no longer stands
    with session_scope(engine, write=False) as session:
        assert comments_on(session, answered.consultation)[-1].words == "The area"
        last = trail(session)[-1]
    assert (last.what, last.details) == ("comment corrected", {"fields": ["words"]})
    editor.post(page, right | {"chosen": "x"}, 400)
    signed_in("viewer").get(page, 403)


def test_words_that_experts_gave_online_are_not_corrected(
    editor: Client, engine: Engine, answered: Sample, base: str
) -> None:
    editor.get(f"{base}/comments")
    editor.post(f"{base}/comments/take-over", {})
    with session_scope(engine, write=False) as session:
        online = next(one for one in comments_on(session, answered.consultation) if one.source == "online")
    editor.get(f"{base}/comments/{online.id}/correct", 404)
    editor.get(f"{base}/comments/{online.id}")
    assert "Correct what was entered" not in editor.text()


def test_viewers_read_comments_and_change_none(
    signed_in: Callable[..., Client], engine: Engine, answered: Sample, base: str
) -> None:
    viewer = signed_in("viewer")
    for page in ("comments", "elsewhere"):
        viewer.get(f"{base}/{page}")
        assert viewer.page is not None
        assert not viewer.page.xpath("//main//form[@method='post']")
    viewer.get(f"{base}/comments/new", 403)
    viewer.post(f"{base}/comments", {"chosen": "1:0"} | REASON, 403)


def test_the_pages_of_comments_speak_chinese(signed_in: Callable[..., Client], base: str) -> None:
    reader = signed_in("editor", lang="zh")
    reader.get(f"{base}/comments")
    assert "每条意见均须答复：采纳、部分采纳、未采纳或已知悉，并说明理由。" in reader.text()
    reader.get(f"{base}/elsewhere")
    assert "不与在线结果合并统计" in reader.text()
