from __future__ import annotations

import io
import re
from collections.abc import Callable
from dataclasses import replace

import openpyxl
import pytest
from flask import Flask
from sqlalchemy import Engine

from lbsap.actions.editors.folder import open_folder
from lbsap.store.consultations import Consultation, Round
from tests.web.conftest import Client, Sample
from tests.web.workbench.conftest import EDITOR
from tests.web.workbench.drafting import NOTICE, TITLES, begin, complete, errors, reference, send

PARTS = ("titles", "questionnaire", "strata", "anonymity", "notice", "words")


def kept(engine: Engine, here: str) -> Consultation:
    return open_folder(EDITOR, engine, int(here.rstrip("/").rpartition("/")[2])).consultation


def latest(engine: Engine, here: str) -> Round:
    return open_folder(EDITOR, engine, int(here.rstrip("/").rpartition("/")[2])).latest


def test_two_pages_lead_to_a_draft_whose_overview_says_what_is_left(editor: Client, engine: Engine) -> None:
    here = begin(editor)
    editor.get(here)
    for words in ("Complete the set-up and open the round", "To be completed", "28 items asked", "0.75"):
        assert words in editor.text()
    assert kept(engine, here).title.en == TITLES["title_en"]
    assert latest(engine, here).state == "draft"


@pytest.mark.parametrize("catalogue", ["cbi-2021", "lbsap-framework"])
def test_a_questionnaire_is_made_for_an_index_and_for_an_outline(
    editor: Client, engine: Engine, catalogue: str
) -> None:
    made = kept(engine, begin(editor, catalogue)).questionnaire
    assert made.about.startswith(f"{catalogue}@")
    assert made.items.verdicts


def test_the_shipped_questionnaire_about_a_version_is_on_offer(editor: Client, engine: Engine) -> None:
    here = begin(editor, source="offered:cbi-2021-review")
    assert kept(engine, here).questionnaire.id == "cbi-2021-review"
    editor.get(f"/w/new/consultation?catalogue={reference(editor, 'lbsap-framework')}")
    assert editor.page is not None
    values = editor.page.xpath("//input[@name='source']/@value")
    assert "offered:lbsap-framework-review" in values
    assert "offered:cbi-2021-review" not in values


def test_every_fault_of_a_new_consultation_is_told_at_once_and_what_was_typed_stays(editor: Client) -> None:
    address = f"/w/new/consultation?catalogue={reference(editor)}"
    editor.get(address)
    editor.post(address, TITLES | {"title_en": "", "contact": " "}, 400)
    assert errors(editor) == [
        "Title in English: Please fill this in.",
        "Contact for experts: Please fill this in.",
        "Choose one of the options.",
    ]
    assert editor.page is not None
    assert editor.page.xpath("string(//input[@name='title_zh']/@value)") == TITLES["title_zh"]
    assert editor.get(f"{address}x", 404)


def test_a_file_is_checked_line_by_line_and_saved_whole(editor: Client, engine: Engine) -> None:
    here = begin(editor)
    file = editor.get(f"{here}questionnaire.yaml").get_data(as_text=True)
    assert "zh: 保留" in file
    address = f"{here}setup/questionnaire"

    def upload(text: str, code: int | None = None) -> None:
        sent = (io.BytesIO(text.encode()), "问卷.yaml")
        send(editor, address, {"source": "file", "file": sent}, code)

    upload(re.sub(r"\n *en: Keep(?=\n)", "", file), 400)
    (told,) = errors(editor)
    assert "问卷.yaml:" in told
    assert "items.verdicts[0].title" in told
    assert "Keep" in {one.title.en for one in kept(engine, here).questionnaire.items.verdicts}
    upload(file.replace("en: Keep\n", "en: Retain\n"))
    assert kept(engine, here).questionnaire.items.verdicts[0].title.en == "Retain"
    send(editor, address, {"source": "file"}, 400)
    assert errors(editor) == ["Questionnaire file: Please fill this in."]


def test_the_questionnaire_is_taken_to_another_program_as_a_form_and_brought_back(
    editor: Client, engine: Engine
) -> None:
    here = begin(editor)
    asked = kept(engine, here).questionnaire
    content = editor.get(f"{here}questionnaire.xlsx").get_data()
    address = f"{here}setup/questionnaire"

    def upload(title: str, reason: str, code: int | None = None, **more: str) -> None:
        book = openpyxl.load_workbook(io.BytesIO(content))
        for name, words in (("Form__title", title), ("reason__cbi2021_01", reason)):
            row = next(row for row in book["survey"].iter_rows() if row[1].value == name)
            row[3].value = words
        changed = io.BytesIO()
        book.save(changed)
        sent = {"source": "file", "file": (io.BytesIO(changed.getvalue()), "问卷.xlsx")}
        send(editor, address, sent | more, code)

    upload("Our questions", "Why?", 400)
    told = errors(editor)
    assert "问卷.xlsx: survey!D" in told[0]
    assert "tick this box and choose the file again" in told[1]
    assert kept(engine, here).questionnaire == asked
    assert editor.page is not None
    assert editor.page.xpath("//input[@name='lossy']")
    upload("Our questions", "Why?", None, lossy="y")
    assert kept(engine, here).questionnaire.title.en == "Our questions"
    upload("Our question", "Reason")
    upload("Our questions", "Reason")
    assert kept(engine, here).questionnaire == replace(asked, title=replace(asked.title, en="Our questions"))


def test_the_version_changes_together_with_its_questionnaire(editor: Client, engine: Engine) -> None:
    here = begin(editor)
    editor.get(f"{here}setup/catalogue")
    outline = reference(editor, "lbsap-framework")
    send(editor, f"{here}setup/questionnaire?catalogue={outline}", {"source": "made"})
    changed = kept(engine, here)
    assert changed.catalogue.kind == "outline"
    assert changed.questionnaire.about == changed.catalogue.reference
    editor.get(f"{here}setup/questionnaire?catalogue=nothing%401", 404)


def test_each_part_is_saved_from_a_page_of_its_own(editor: Client, engine: Engine) -> None:
    here = begin(editor)
    send(editor, f"{here}setup/titles", TITLES | {"contact": "new@example.org"})
    send(editor, f"{here}setup/strata", {"stratum": "institution"})
    send(editor, f"{here}setup/anonymity", {"anonymity": "anonymous"})
    send(editor, f"{here}setup/notice", NOTICE)
    send(editor, f"{here}setup/words", {"funding_zh": "财政经费"})
    changed = kept(engine, here)
    assert changed.contact == "new@example.org"
    assert [one.id for one in changed.questionnaire.profile if one.stratum] == ["institution"]
    assert (changed.anonymity, changed.notice.abroad) == ("anonymous", None)
    assert changed.words["funding"].zh == "财政经费"
    send(editor, f"{here}setup/strata", {"stratum": "none"})
    assert not any(one.stratum for one in kept(engine, here).questionnaire.profile)


def test_strata_say_that_small_groups_are_never_shown(editor: Client) -> None:
    here = begin(editor)
    editor.get(f"{here}setup/strata")
    assert "Groups of fewer than 5 are never shown by themselves." in editor.text()
    send(editor, f"{here}setup/strata", {"stratum": ""}, 400)
    send(editor, f"{here}setup/strata", {"stratum": "age"}, 400)


def test_each_level_of_anonymity_stands_beside_the_sentence_experts_read(editor: Client) -> None:
    here = begin(editor)
    editor.get(f"{here}setup/anonymity")
    for words in ("nothing links your answers to your name", "keep it confidential", "lists your name"):
        assert words in editor.text()


def test_a_transfer_abroad_is_asked_and_must_be_stated_in_full(editor: Client, engine: Engine) -> None:
    here = begin(editor)
    send(editor, f"{here}setup/notice", NOTICE | {"abroad": ""}, 400)
    assert "Choose one of the options." in errors(editor)
    send(editor, f"{here}setup/notice", NOTICE | {"abroad": "yes", "abroad_contact": "a@example.org"}, 400)
    assert len(errors(editor)) == 8
    assert kept(engine, here).notice.abroad is None


def test_two_editors_on_one_part_are_both_seen_and_the_second_chooses(
    editor: Client, signed_in: Callable[..., Client], engine: Engine
) -> None:
    here = begin(editor)
    address = f"{here}setup/titles"
    editor.get(address)
    assert editor.page is not None
    seen = editor.page.xpath("string(//input[@name='seen']/@value)")
    send(signed_in("administrator"), address, TITLES | {"host_en": "Her institute"})
    editor.post(address, TITLES | {"host_en": "His institute", "seen": seen}, 400)
    assert "Her institute" in editor.text()
    assert editor.page.xpath("string(//input[@name='host_en']/@value)") == "His institute"
    assert kept(engine, here).host.en == "Her institute"
    again = editor.page.xpath("string(//input[@name='seen']/@value)")
    editor.post(address, TITLES | {"host_en": "His institute", "seen": again})
    assert kept(engine, here).host.en == "His institute"


def test_once_the_round_is_open_pages_lead_away_and_forms_change_nothing(
    editor: Client, engine: Engine
) -> None:
    here = begin(editor)
    complete(editor, here)
    send(editor, f"{here}round/1/open", {})
    before = kept(engine, here)
    for part in PARTS:
        assert editor.get(f"{here}setup/{part}", 303).headers["Location"] == here
    editor.post(f"{here}setup/anonymity", {"anonymity": "named", "seen": "x"}, 400)
    editor.post(f"{here}setup/titles", TITLES | {"contact": "late@example.org", "seen": "x"}, 400)
    assert kept(engine, here) == before


def test_viewers_read_the_overview_and_change_nothing(
    editor: Client, signed_in: Callable[..., Client]
) -> None:
    here = begin(editor)
    viewer = signed_in("viewer")
    viewer.get(here)
    assert viewer.page is not None
    assert not viewer.page.xpath("//main//form")
    assert not [one for one in viewer.page.xpath("//main//a/@href") if "/setup/" in one or "/round/" in one]
    for part in PARTS:
        viewer.get(f"{here}setup/{part}", 403)
    viewer.get("/w/new", 403)


def test_the_first_page_leads_editors_to_the_workbench(editor: Client, client: Client) -> None:
    editor.get("/")
    assert editor.page is not None
    assert editor.page.xpath("//main//a[@href='/w/']")
    client.get("/")
    assert client.page is not None
    assert not client.page.xpath("//main//a[@href='/w/']")


def test_the_board_shows_state_deadline_answers_and_what_is_next(
    editor: Client, sample: Sample, answered: Sample
) -> None:
    begin(editor)
    editor.get("/w/")
    for words in (
        "Draft",
        "Closed",
        "36 of 36 experts",
        "28 items to decide",
        "0 of 2 experts",
        "Beijing time",
    ):
        assert words in editor.text()


def test_an_empty_board_says_what_comes_next(
    editor: Client, app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("lbsap.web.workbench.home.list_cards", lambda *_given: ())
    editor.get("/w/")
    assert "Begin one here" in editor.text()


def test_the_pages_are_chinese_for_those_who_read_it(signed_in: Callable[..., Client]) -> None:
    reader = signed_in("editor", lang="zh")
    here = begin(reader)
    for address, words in {
        "/w/": "新建咨询",
        here: "第 1 轮的设置",
        f"{here}setup/notice": "是否向境外提供个人信息？",
        f"{here}round/1/rule": "统计基数",
        f"{here}round/1/open": "尚不能开放",
    }.items():
        reader.get(address)
        assert words in reader.text()


def test_words_of_editors_are_never_markup(editor: Client, engine: Engine) -> None:
    payload = "<script>alert(1)</script>{{7*7}}"
    here = begin(editor, title_en=payload, host_en=payload, contact=payload)
    for address in ("/w/", here, f"{here}setup/titles", f"{here}preview/", f"{here}round/1/open"):
        page = editor.get(address).get_data(as_text=True)
        assert "<script>alert" not in page
        assert "&lt;script&gt;alert(1)&lt;/script&gt;{{7*7}}" in page


def test_what_a_form_does_not_ask_cannot_be_set_by_it(editor: Client, engine: Engine) -> None:
    here = begin(editor)
    send(editor, f"{here}setup/titles", TITLES | {"id": "1", "state": "open", "anonymity": "named"})
    assert kept(engine, here).anonymity == "confidential"
    assert latest(engine, here).state == "draft"
