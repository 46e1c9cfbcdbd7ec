"""Hostile words in every field: stored as typed or refused with words that help, shown as text, and never a formula."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from collections.abc import Iterator
from typing import Final

import pytest
from flask import Flask
from openpyxl import load_workbook
from sqlalchemy import Engine
from werkzeug.test import TestResponse

from lbsap_docx.lint import lint
from tests.web.conftest import Client
from tests.web.workbench.scenes import (
    Scene,
    Sheet,
    fields_of,
    restore,
    scene,
    send,
    sheets_of,
    stage,
    table,
    walk,
)
from tests.web.workbench.story import (
    DROPPED,
    KEPT,
    RENAMED,
    WORDS,
    answer,
    come_in,
    decide,
    fill,
    invite,
    post,
    publish,
    respond,
    set_up,
)

__all__ = ["scene", "stage"]

MARKUP: Final = (
    """"'><script>alert(1)</script><probe onclick=alert(2)></textarea></title>{{1337*1337}}${7*7}{% x %}"""
)
COMPUTED: Final = "1787569"
PAYLOADS: Final = {
    "markup": MARKUP,
    "formula": "=1+1",
    "wide formula": "＝1+1",
    "command": "\t@SUM(1+1)*cmd|' /C calc'!A0",
    "turned": "甲\u202e乙\u200b丙\u2066丁",
    "half": "甲\ud800乙",
    "control": "甲\x0b乙\x00丙\x1b[31m丁\ufffe",
    "long": "长" * 4_000,
    "too long": "长" * 40_000,
    "wide digits": "１２３４",
    "number without end": "9" * 400,
    "nothing": " \u3000\t",
}
TYPED: Final = '=1+1"><script>alert(1)</script><probe onclick="alert(2)">{{1337*1337}}${7*7}{% x %}\'</title>'
"""What the story below is told with: at once a formula, markup, and a template."""
HOSTILE: Final = {name: f"{TYPED}{name}" for name in WORDS} | {
    "institution": '=1+1"><script>alert(1)</script><probe>',
    "tag": "=1+1<probe>",
}
PEOPLE: Final = tuple(
    f"=1+1<probe>{name}" for name in ("王小明", "李四四", "张三三", "欧阳修", "赵六六", "钱七七")
)


@pytest.fixture
def engine(stage: Flask, scene: Scene) -> Iterator[Engine]:
    """The database of the stage; the scene stands again when the test is over."""
    found: Engine = stage.extensions["lbsap_engine"]
    yield found
    restore(scene, found)


@pytest.fixture
def editor(stage: Flask) -> Client:
    """An administrator, who may open every page of editors too."""
    client = Client(stage)
    client.sign_in("administrator")
    return client


# --- one word in every field --------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def sheets(stage: Flask, scene: Scene) -> list[Sheet]:
    """Every form of the workbench into which people type, one of each kind."""
    client = Client(stage)
    client.sign_in("administrator")
    starts = [
        f"/w/catalogues/drafts/{scene.draft}",
        "/w/catalogues/new",
        "/w/new/consultation?catalogue=cbi-2021%402021",
    ]
    starts += [page for one in (scene.drafted, scene.judged, scene.running) for page in scene.pages(one)]
    starts += ["/w/admin/people", "/w/admin/data"]
    found = sheets_of(client, walk(client, starts, ("/w/",), files=False, most=1))
    restore(scene, stage.extensions["lbsap_engine"])
    return list({one.endpoint: one for one in reversed(found) if one.texts}.values())


@pytest.mark.parametrize("payload", PAYLOADS.values(), ids=PAYLOADS)
def test_any_words_in_any_field_are_kept_or_refused_with_words_that_help(
    editor: Client, engine: Engine, sheets: list[Sheet], payload: str
) -> None:
    assert len(sheets) > 25
    for one in sheets:
        answer = send(editor, one.address, one.fields | dict.fromkeys(one.texts, payload))
        assert answer.status_code in (200, 303, 400, 404, 409, 413), (one.endpoint, answer.status_code)
        if answer.mimetype == "text/html" and answer.status_code != 303:
            _check_harmless(editor, answer, one.endpoint)
            told = editor.page.xpath("//*[@data-error-summary]//a")  # type: ignore[union-attr]
            assert told or answer.status_code != 400, one.endpoint


def test_thousands_of_fields_are_refused(editor: Client, engine: Engine, sheets: list[Sheet]) -> None:
    crowd = {f"extra-{number}": "x" for number in range(5_000)}
    for one in sheets:
        assert send(editor, one.address, one.fields | crowd).status_code == 413, one.endpoint


def _check_harmless(client: Client, answer: TestResponse, where: str) -> None:
    """A page in order, in which nothing that was typed has become markup, or was computed."""
    client._checked(answer, answer.status_code)
    assert client.page is not None
    assert not client.page.xpath("//probe | //script[contains(., 'alert')] | //*[@onclick]"), where
    assert COMPUTED not in client.text(), where


@pytest.mark.parametrize("escape", [r"\ud800", r"\x0b", r"\u202e", r"\x00"])
def test_what_yaml_can_hide_in_escapes_comes_in_by_no_file(
    editor: Client, engine: Engine, scene: Scene, escape: str
) -> None:
    asked = editor.get(f"/w/c/{scene.drafted}/questionnaire.yaml").get_data(as_text=True)
    index = editor.get("/w/catalogues/versions/cbi-2021@2021/yaml").get_data(as_text=True)
    for address, content, name in (
        (f"/w/c/{scene.drafted}/setup/questionnaire", asked, "asked.yaml"),
        ("/w/catalogues/upload", index.replace("id: cbi-2021", "id: other-index", 1), "index.yaml"),
    ):
        changed = re.sub(r"zh: (\S+)", lambda found: f'zh: "{found[1][:1]}{escape}乙"', content, count=1)
        assert changed != content
        editor.get(address)
        answer = send(editor, address, {"source": "file", "file": table(changed, name)})
        if answer.status_code == 200:  # a look at what was read, to be confirmed
            _check_harmless(editor, answer, address)
            assert editor.page is not None
            (form,) = editor.page.xpath("//main//form[.//input[@name='content']]")
            answer = send(editor, address, fields_of(form) | {"go": "draft"})
        assert answer.status_code in (303, 400), (address, answer.status_code)
        if answer.status_code == 303:
            _reads_back(editor, answer.headers["Location"])


def _reads_back(editor: Client, kept: str) -> None:
    """What was taken in can be shown and taken away again, and what no text may hold is not in it."""
    files = ("/xlsx", "/yaml") if "/drafts/" in kept else ("questionnaire.yaml", "preview/item/cbi2021_01")
    for address in (kept, *(kept.partition("?")[0] + one for one in files)):
        content = editor.get(address).data
        if not content.startswith(b"PK"):
            assert not re.search("[\x0b\x00\u202e]|\\\\(ud800|x0b|v|0|u202e)", content.decode()), address


@pytest.mark.parametrize(
    "name", ["../../etc/passwd", "=1+1<probe>.csv", "a\r\nX-Evil: 1.csv", "\u202evsc.exe", "x" * 5_000]
)
def test_the_name_of_a_file_is_only_words(editor: Client, engine: Engine, scene: Scene, name: str) -> None:
    for address in (
        f"/w/c/{scene.running}/panel/add", f"/w/c/{scene.judged}/comments/table", f"/w/c/{scene.judged}/elsewhere",
        "/w/catalogues/upload", f"/w/c/{scene.drafted}/setup/questionnaire",
    ):  # fmt: skip
        editor.get(address)
        sent = {"file": table("姓名,单位\n王,<probe>\n", name), "source": "file", "said_in": "x"}
        answer = send(editor, address, sent)
        assert answer.status_code in (200, 400), (address, answer.status_code)
        assert "X-Evil" not in answer.headers
        _check_harmless(editor, answer, address)


# --- a whole consultation of hostile words --------------------------------------------------------------------------


@pytest.fixture(scope="module")
def told(stage: Flask, scene: Scene) -> Iterator[str]:
    """The address of a consultation in which everybody typed hostile words, decided on but not yet published."""
    editor = Client(stage)
    editor.sign_in("administrator")
    yield tell(stage, editor)
    restore(scene, stage.extensions["lbsap_engine"])


def tell(app: Flask, editor: Client) -> str:
    """Lead a consultation by hostile words up to its publication."""
    here = set_up(editor, HOSTILE)
    for link in invite(editor, here, PEOPLE, HOSTILE["institution"]):
        answer(come_in(app, link), {KEPT: "keep", DROPPED: "drop", RENAMED: "rename"}, HOSTILE)
    fill(editor, f"{here}round/1/close", {})
    editor.get(f"{here}results/reasons")
    assert editor.page is not None
    tick = editor.page.xpath("//input[@name='choices']/@value")[0]
    post(editor, f"{here}results/reasons", {"choices": tick, "tag": HOSTILE["tag"]})
    respond(editor, here, HOSTILE)
    decide(editor, here, HOSTILE)
    fill(editor, f"{here}reports/statements", {"piloting_zh": HOSTILE["piloting_zh"]})
    return here


@pytest.fixture(scope="module")
def answers(stage: Flask, told: str) -> dict[str, TestResponse]:
    """Every page and file of it; after publication, of the version too."""
    client = Client(stage)
    client.sign_in("administrator")
    found = walk(
        client, [told, f"{told}publication/confirm?version=h-1", f"{told}results/items/{RENAMED}"], (told,)
    )
    publish(client, told, "h-1")
    version = "/w/catalogues/versions/cbi-2021@h-1"
    return found | walk(client, [version, f"{told}publication"], (version, f"{told}publication"))


def test_no_page_takes_typed_words_for_markup_or_a_template(
    editor: Client, answers: dict[str, TestResponse]
) -> None:
    pages = {address: one for address, one in answers.items() if one.mimetype == "text/html"}
    assert len(pages) > 40
    for address, one in pages.items():
        if one.status_code not in (301, 302, 303):
            _check_harmless(editor, one, address)


def test_words_are_shown_as_they_were_typed(
    editor: Client, told: str, answers: dict[str, TestResponse]
) -> None:
    words = {
        "": "title_en", "panel": "institution", "results/reasons": "reason", f"results/items/{RENAMED}": "name_zh",
        "comments": "comment", "decisions": "name_en", f"decide/{RENAMED}": "rationale_zh", "publication": "name_en",
    }  # fmt: skip
    for page, name in words.items():
        _check_harmless(editor, answers[f"{told}{page}"], page)
        typed = " ".join(HOSTILE[name].split())
        shown = editor.text() + " ".join(editor.page.xpath("//textarea/text() | //input/@value"))  # type: ignore[union-attr]
        assert typed in shown, page


def test_no_cell_of_any_table_is_a_formula(answers: dict[str, TestResponse]) -> None:
    books, tables = 0, 0
    for address, one in answers.items():
        path = address.partition("?")[0]
        if path.endswith("xlsx"):
            books += 1
            for sheet in load_workbook(io.BytesIO(one.data)):
                found = [cell.coordinate for row in sheet for cell in row if cell.data_type == "f"]
                assert found == [], address
        elif path.endswith(".csv"):
            tables += 1
            for row in csv.reader(io.StringIO(one.get_data(as_text=True))):
                assert not [cell for cell in row if re.match(r"[^\w']*[=+@＝＋＠]", cell)], address
    assert books >= 5
    assert tables >= 5


def test_words_come_back_from_a_table_as_they_were_typed(told: str, answers: dict[str, TestResponse]) -> None:
    content = answers[f"{told}reports/round-1-answers-long.csv"].get_data(as_text=True)
    cells = {cell for row in csv.reader(io.StringIO(content)) for cell in row}
    assert f"'{HOSTILE['reason']}" in cells
    everything = json.loads(answers[f"{told}reports/everything.json"].data)
    assert HOSTILE["reason"] in json.dumps(everything, ensure_ascii=False).replace('\\"', '"')


def test_every_word_file_is_sound_and_holds_the_words_as_typed(answers: dict[str, TestResponse]) -> None:
    files = {address: one for address, one in answers.items() if address.partition("?")[0].endswith(".docx")}
    assert len(files) >= 5
    for address, one in files.items():
        assert one.status_code in (200, 303), address
        if one.status_code == 200:
            assert lint(one.data) == [], address
            with zipfile.ZipFile(io.BytesIO(one.data)) as archive:
                links = "".join(
                    archive.read(name).decode() for name in archive.namelist() if name.endswith(".rels")
                )
                body = archive.read("word/document.xml").decode()
            assert 'TargetMode="External"' not in links, address
            assert COMPUTED not in body, address
