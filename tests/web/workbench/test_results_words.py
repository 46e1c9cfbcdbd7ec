"""Names, reasons and tags on the pages of results: brought together, found and marked by editors, read by viewers."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import Engine

from lbsap.store.engine import session_scope
from tests.web.conftest import Client, Sample

NAMED = "cbi2021_08"


@pytest.fixture
def base(answered: Sample) -> str:
    """The address of the results of a closed round."""
    return f"/w/c/{answered.consultation}/results"


def links(client: Client, words: str) -> list[str]:
    """Where the links with these words lead."""
    assert client.page is not None
    return [str(one.get("href")) for one in client.page.xpath("//main//a") if words in one.text_content()]


def boxes(client: Client, form: int = 0) -> list[str]:
    """The values of the boxes in one of the forms of names."""
    assert client.page is not None
    forms = client.page.find_class("lbsap-names__form")
    return [str(one) for one in forms[form].xpath(".//input[@name='choices']/@value")]


def test_names_that_look_alike_are_brought_together_by_an_editor_and_parted_again(
    editor: Client, base: str
) -> None:
    item = f"{base}/items/{NAMED}"
    editor.get(item)
    assert "These names look alike" in editor.text()
    alike = boxes(editor)
    sent = {"choices": alike, "face_zh": "自然保护地面积比例", "face_en": "Proportion of protected areas"}
    editor.follow(editor.post(f"{item}/names", sent))
    assert "Brought together by editor@example.org" in editor.text()
    assert "自然保护地面积比例 / Proportion of protected areas (14)" in editor.text()
    editor.post(f"{item}/names", sent, 400)
    assert "stand in another group by now" in editor.text()
    assert editor.page is not None
    [part] = editor.page.xpath("//form[contains(@action, '/part')]/@action")
    editor.follow(editor.post(str(part)))
    assert boxes(editor) == alike


def test_names_that_do_not_mean_the_same_are_told_apart_for_good_or_until_they_are_asked_for_again(
    editor: Client, base: str
) -> None:
    item = f"{base}/items/{NAMED}"
    editor.get(item)
    alike, before = boxes(editor), editor.text().count("These names look alike")
    editor.follow(editor.post(f"{item}/names/apart", {"choices": alike}))
    assert editor.text().count("These names look alike") == before - 1
    assert "Told apart by editor@example.org" in editor.text()
    assert editor.page is not None
    [again] = editor.page.xpath("//form[contains(@action, '/part')]/@action")
    editor.follow(editor.post(str(again)))
    assert boxes(editor) == alike
    editor.post(f"{item}/names/apart", {"choices": alike[:1]}, 400)
    assert "changed" in editor.text() or "by now" in editor.text()


def test_what_was_typed_for_names_is_shown_again_with_the_fault_at_its_field(
    editor: Client, base: str
) -> None:
    item = f"{base}/items/{NAMED}"
    editor.get(item)
    editor.post(f"{item}/names", {"choices": boxes(editor)[:1], "face_zh": "新名称<b>"}, 400)
    assert editor.page is not None
    assert "Tick at least two names." in editor.text()
    assert editor.page.xpath("//input[@id='face_zh']/@value") == ["新名称<b>"]
    assert len(editor.page.xpath("//input[@name='choices'][@checked]")) == 1 + len(boxes(editor))
    editor.post(f"{item}/names", {"choices": boxes(editor), "face_zh": " "}, 400)
    assert editor.page.xpath("//a[@href='#face_zh']")


def test_a_viewer_reads_names_and_words_but_is_offered_no_form(
    signed_in: Callable[..., Client], base: str
) -> None:
    viewer = signed_in("viewer")
    for path in (f"{base}/items/{NAMED}", f"{base}/reasons"):
        viewer.get(path)
        assert viewer.page is not None
        assert not viewer.page.xpath("//main//form[@method='post']")
    viewer.post(f"{base}/items/{NAMED}/names", {"face_zh": "x"}, 403)
    viewer.post(f"{base}/reasons", {"tag": "x"}, 403)


# --- reasons ---


def said(client: Client) -> list[str]:
    """The words on the page."""
    assert client.page is not None
    return [one.text_content() for one in client.page.find_class("lbsap-words__said")]


def test_reasons_are_found_by_item_judgement_and_words_fifty_a_page(editor: Client, base: str) -> None:
    editor.get(f"{base}/reasons")
    assert "389 entries" in editor.text()
    assert len(said(editor)) == 50
    assert "Page 1 of 8" in editor.text()
    editor.get(links(editor, "Next page")[0])
    assert "Page 2 of 8" in editor.text()
    editor.get(f"{base}/reasons?item={NAMED}&verdict=drop")
    assert "6 entries" in editor.text()
    editor.get(f"{base}/reasons", query_string={"item": NAMED, "words": "生态保护红线"})
    assert set(said(editor)) == {"与生态保护红线面积重复考核。"}
    editor.get(f"{base}/reasons", query_string={"words": "{{7*7}} <script>"})
    assert "No words fit these filters." in editor.text()


def test_small_groups_are_not_named_beside_a_reason(editor: Client, base: str) -> None:
    editor.get(f"{base}/reasons?item={NAMED}")
    assert editor.page is not None
    groups = {str(one.text_content()) for one in editor.page.xpath("//p[@class='lbsap-words__head']/span[2]")}
    assert "Other, Policy and governance (together)" in groups
    assert not groups & {"Other", "Policy and governance"}


def test_reasons_are_tagged_by_ticking_found_by_the_tag_and_the_tag_is_taken_away(
    editor: Client, base: str
) -> None:
    page = f"{base}/reasons?item={NAMED}&verdict=drop&round=1"
    editor.get(page)
    assert editor.page is not None
    ids = [str(one) for one in editor.page.xpath("//input[@name='choices']/@value")]
    editor.follow(editor.post(page, {"choices": ids[:2], "tag": "重复 考核"}))
    assert "2 reasons got the tag." in editor.text()
    editor.get(f"{base}/reasons", query_string={"tag": "重复 考核"})
    assert len(said(editor)) == 2
    assert editor.page is not None
    [untag, _other] = [str(one) for one in editor.page.xpath("//button[@name='untag']/@value")]
    editor.follow(editor.post(page, {"untag": untag}))
    editor.get(f"{base}/reasons", query_string={"tag": "重复 考核"})
    assert len(said(editor)) == 1


def test_a_tag_that_is_missing_is_asked_for_and_the_ticks_stay(editor: Client, base: str) -> None:
    page = f"{base}/reasons?item={NAMED}"
    editor.get(page)
    assert editor.page is not None
    [first, *_rest] = [str(one) for one in editor.page.xpath("//input[@name='choices']/@value")]
    editor.post(page, {"choices": [first], "tag": " "}, 400)
    assert "Enter a tag." in editor.text()
    assert editor.page.xpath("//input[@name='choices'][@checked]/@value") == [first]
    editor.post(page, {"tag": "数据"}, 400)
    assert "Tick at least one reason." in editor.text()
    assert editor.page.xpath("//input[@name='tag']/@value") == ["数据"]


def test_reasons_of_another_consultation_are_not_tagged(
    editor: Client, base: str, engine: Engine, sample: Sample
) -> None:
    editor.get(f"{base}/reasons")
    assert editor.page is not None
    [first, *_rest] = [str(one) for one in editor.page.xpath("//input[@name='choices']/@value")]
    editor.follow(
        editor.post(f"/w/c/{sample.consultation}/results/reasons", {"choices": [first], "tag": "x"})
    )
    with session_scope(engine, write=False) as session:
        assert session.connection().exec_driver_sql("select count(*) from reason_tag").scalar_one() == 0
