"""Reading one's answers, submitting them, and the copy to keep."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from lxml.html import HtmlElement
from sqlalchemy import Engine
from werkzeug.test import TestResponse

from lbsap.actions.consultations import close_round
from lbsap.model.actor import Actor
from lbsap.registry import Registry
from lbsap.store.submissions import SubmissionRow
from lbsap_docx.lint import lint
from tests.services.office import OoxmlValidator
from tests.web.conftest import Client, Sample
from tests.web.expert.entering import agree, begin, digest, rows

FIRST, SECOND = "cbi2021_01", "cbi2021_02"
READING = ("/e/review", "/e/copy", "/e/copy.docx")


def answer(client: Client, item: str, back: str = "", **fields: Any) -> TestResponse:
    """Answer an item on its page."""
    path = f"/e/item/{item}{back}"
    client.get(path)
    assert client.page is not None
    revision = client.page.xpath("//form//input[@name='revision']/@value")[0]
    return client.post(path, {"revision": revision, "go": "next"} | fields)


def review(client: Client, code: int = 200) -> HtmlElement:
    """The review page."""
    client.get("/e/review", code)
    assert client.page is not None
    return client.page


@pytest.fixture
def expert(client: Client, sample: Sample) -> Client:
    """The browser of an expert who has agreed to the notice."""
    agree(client, sample.tokens["E01"])
    return client


@pytest.fixture
def answered(expert: Client) -> Client:
    """The same after one answer."""
    answer(expert, FIRST, verdict="keep")
    return expert


def test_each_answer_has_a_change_link_that_leads_back_to_the_review(answered: Client) -> None:
    page = review(answered)
    links = [
        link for link in page.xpath("//a/@href") if link.startswith("/e/item/") and "back=review" in link
    ]
    assert len(set(links)) == 28
    sent = answer(answered, FIRST, "?back=review", verdict="drop", reason="It repeats the next one.")
    assert sent.headers["Location"].startswith("/e/review")
    answered.follow(sent)
    assert "Reason: It repeats the next one." in answered.text()
    assert "Saved at" in answered.text()


def test_what_is_missing_is_told_and_does_not_keep_one_from_submitting(answered: Client) -> None:
    review(answered)
    assert "1 of 28 answered." in answered.text()
    assert "Not answered: 27" in answered.text()
    answered.follow(answered.post("/e/submit"))
    assert "27 items are not answered yet." in answered.text()


def test_an_answer_that_lacks_its_reason_is_told_and_keeps_one_from_submitting(expert: Client) -> None:
    answer(expert, FIRST, verdict="drop")
    review(expert)
    assert "Before you submit, these answers need something more:" in expert.text()
    expert.post("/e/submit", code=400)
    assert expert.page is not None
    assert expert.page.xpath("//*[@data-error-summary]//a/@href") == [f"#change-{FIRST}"]
    target = expert.page.get_element_by_id(f"change-{FIRST}")
    assert f"/e/item/{FIRST}" in target.get("href")


def test_nothing_answered_cannot_be_submitted(expert: Client, engine: Engine) -> None:
    review(expert)
    expert.post("/e/submit", code=400)
    assert "Nothing is answered yet" in expert.text()
    assert rows(engine, "submission")["submission"] == []


def test_submitting_gives_a_reference_number_and_says_what_follows(answered: Client, engine: Engine) -> None:
    answered.follow(answered.post("/e/submit"))
    (kept,) = engine.connect().execute(SubmissionRow.__table__.select()).all()  # type: ignore[attr-defined]
    assert kept.reference in answered.text()
    assert "What happens next" in answered.text()
    assert "help@example.org" in answered.text()


def test_submitting_twice_is_once(answered: Client, engine: Engine) -> None:
    answered.post("/e/submit")
    before = digest(engine)
    answered.post("/e/submit")
    assert digest(engine) == before
    assert len(rows(engine, "submission")["submission"]) == 1


def test_answers_stay_changeable_after_submitting(answered: Client) -> None:
    answered.follow(answered.post("/e/submit"))
    answer(answered, SECOND, verdict="keep")
    page = review(answered)
    assert "2 of 28 answered." in answered.text()
    assert "no need to submit again" in answered.text()
    assert not page.xpath("//form[@action='/e/submit']")


def test_the_page_after_submitting_is_not_shown_before(answered: Client) -> None:
    assert answered.get("/e/done", 303).headers["Location"] == "/e/review"


def test_reading_the_review_and_the_copy_changes_nothing(answered: Client, engine: Engine) -> None:
    before = digest(engine)
    for path in READING:
        answered.get(path)
    assert digest(engine) == before


def test_a_closed_round_is_read_only_and_says_so(answered: Client, engine: Engine, sample: Sample) -> None:
    close_round(Actor.local(), engine, sample.round)
    before = digest(engine)
    page = review(answered)
    assert (
        "(Beijing time). Thank you for taking part. You can still view and download your answers."
        in answered.text()
    )
    assert "please contact help@example.org." in answered.text()
    assert not page.xpath("//a[contains(@href, '/e/item/')]")
    assert not page.xpath("//form[@action='/e/submit']")
    assert answered.post("/e/submit").headers["Location"] == "/e/review"
    for path in READING:
        answered.get(path)
    assert digest(engine) == before


def test_after_withdrawing_consent_answers_can_be_read_but_not_submitted(
    answered: Client, engine: Engine
) -> None:
    answered.get("/e/data/withdraw")
    answered.post("/e/data/withdraw")
    page = review(answered)
    assert "Your consent is withdrawn" in answered.text()
    assert not page.xpath("//form[@action='/e/submit']")
    assert answered.post("/e/submit").headers["Location"] == "/e/review"
    assert rows(engine, "submission")["submission"] == []
    for path in READING:
        answered.get(path)


def test_the_copy_holds_the_answers_and_lines_to_sign_on(answered: Client) -> None:
    answer(answered, SECOND, verdict="rename", name_zh="生态连通", reason="“{{7*7}}” <b>stays</b> as typed")
    answered.get("/e/copy")
    assert "Expert opinion form" in answered.text()
    assert "“{{7*7}}” <b>stays</b> as typed" in answered.text()
    assert "生态连通" in answered.text()
    assert "Signature: ____" in answered.text()
    assert answered.page is not None
    assert answered.page.xpath("//input[@readonly]/@value") == ["http://localhost:8000/e/copy"]


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_word_copy_is_a_sound_file(
    app: Any, sample: Sample, lang: str, tmp_path: Path, ooxml_validator: OoxmlValidator
) -> None:
    client = Client(app, lang)
    agree(client, sample.tokens["E01"])
    answer(client, FIRST, verdict="drop", reason="理由 = 1\x0b\x00😀 <w:p/>")
    client.post("/e/submit")
    file = client.get("/e/copy.docx")
    assert lint(file.data) == []
    path = tmp_path / "copy.docx"
    path.write_bytes(file.data)
    assert ooxml_validator(path) == []


def test_the_word_copy_is_an_attachment_with_a_name_in_the_language_of_the_page(
    zh_client: Client, sample: Sample
) -> None:
    agree(zh_client, sample.tokens["E01"])
    answer(zh_client, FIRST, verdict="keep")
    zh_client.follow(zh_client.post("/e/submit"))
    disposition = zh_client.get("/e/copy.docx").headers["Content-Disposition"]
    assert disposition.startswith("attachment; ")
    name = unquote(disposition.partition("filename*=UTF-8''")[2])
    assert Path(name).suffix == ".docx"
    assert name.startswith("专家意见表-")


def test_without_a_writer_of_word_files_the_copy_is_a_page_all_the_same(
    make_app: Any, sample: Sample, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = make_app()
    client = Client(app)
    agree(client, sample.tokens["E01"])
    app.extensions["lbsap_registry"] = Registry()
    client.get("/e/copy.docx", 503)
    assert "The Word file cannot be made at present." in client.text()


def test_another_experts_answers_are_nowhere_on_these_pages(app: Any, sample: Sample) -> None:
    one, other = Client(app), Client(app)
    agree(one, sample.tokens["E01"])
    answer(one, FIRST, verdict="drop", reason="Words of the first expert")
    agree(other, sample.tokens["E02"])
    for path in ("/e/review", "/e/copy"):
        other.get(path)
        assert "Words of the first expert" not in other.text()


def test_these_pages_want_a_visit(client: Client) -> None:
    for path in (*READING, "/e/done", "/e/feedback"):
        client.get(path, 401)


def test_the_review_reads_in_chinese(zh_client: Client, sample: Sample) -> None:
    agree(zh_client, sample.tokens["E01"])
    answer(zh_client, FIRST, verdict="drop")
    review(zh_client)
    for words in ("核对您的答复", "提交前，请补全以下答复：", "未作答：27 项", "提交答复"):
        assert words in zh_client.text()


def test_coming_back_by_the_link_after_closing_leads_to_ones_own_answers(
    app: Any, answered: Client, engine: Engine, sample: Sample
) -> None:
    close_round(Actor.local(), engine, sample.round)
    back = Client(app)
    back.follow(begin(back, sample.tokens["E01"]))
    review(back)
    assert "Your answers" in back.text()


def test_proposals_and_closing_words_stand_on_the_review(answered: Client) -> None:
    answered.get("/e/proposals")
    assert answered.page is not None
    form = answered.page.xpath("//form[.//textarea]")[0]
    sent = {one.get("name"): one.get("value") or "" for one in form.xpath(".//input[@type='hidden']")}
    answered.post(
        "/e/proposals", sent | {"name_en": "Night darkness", "reason": "Insects need it.", "go": "save"}
    )
    page = review(answered)
    assert "Night darkness" in answered.text()
    assert "Reason: Insects need it." in answered.text()
    assert page.xpath("//a[@href='/e/proposals?back=review']")
    assert page.xpath("//a[@href='/e/closing?back=review']")


def test_the_parts_of_the_copy_stand_beside_one_another_in_its_outline(answered: Client) -> None:
    answered.get("/e/copy")
    assert answered.page is not None
    heads = [(one.tag, one.text_content()) for one in answered.page.xpath("//main//h2 | //main//h3")]
    assert heads == [("h2", "About this form"), ("h2", "Opinion on each item"), ("h2", "Signature")]
