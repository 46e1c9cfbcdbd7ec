"""One item a page: what it shows, each kind of answer, and what goes wrong."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import Engine

from lbsap.model.catalogue import Change
from lbsap.model.text import Text
from lbsap.registry import Registry
from lbsap.web.item_texts import texts_of
from tests.web.conftest import Client, Sample
from tests.web.expert.answering import (
    FIRST,
    answer,
    close,
    come_in,
    desk_of,
    form_fields,
    kept,
    revision,
    watched,
)  # fmt: skip
from tests.web.expert.entering import Made

OUTLINE_ITEM = "/e/item/about-purpose"
BEYOND = "𠮷野家"


def errors(client: Client) -> list[str]:
    assert client.page is not None
    return [one.text_content().strip() for one in client.page.find_class("govuk-error-summary__list")]


def test_the_page_holds_all_it_takes_to_judge(expert: Client) -> None:
    expert.get(FIRST)
    words = expert.text()
    for needed in (
        "Proportion of natural areas in the city", "城市自然区域比例", "Natural areas as a percentage of the whole city",
        "100 × A_nat ÷ A_city", "total area of the city (ha)", "7.0% – 13.9%",
        "Restated by a secondary source; not yet checked against the handbook itself.", "UrbanShift", "Earlier version",
        "Native biodiversity in the city, 1 of 28",
    ):  # fmt: skip
        assert needed in words, needed


def test_the_page_reads_chinese_to_those_who_do(zh_expert: Client) -> None:
    zh_expert.get(FIRST)
    words = zh_expert.text()
    assert "赋分标准见于二手来源的转述，尚未与手册原文核对。" in words
    assert "超出本人专业范围，不作判断" in words
    assert "只统计人数，不计入保留、删除、更名的比例。" in words


def test_long_parts_are_folded_and_the_judgement_comes_first(expert: Client) -> None:
    expert.get(FIRST)
    assert expert.page is not None
    assert expert.page.xpath("//details//table[contains(@class, 'lbsap-bands')]")
    named = [one.get("name") for one in expert.page.xpath("//main//form//*[@name][not(@type='hidden')]")]
    assert named[:3] == ["go", "go", "verdict"]  # for Enter in a line of text; keep and next; the choices
    assert expert.page.xpath("//details[not(@open)]//input[@name='settings']")


def test_nothing_is_chosen_beforehand(expert: Client) -> None:
    expert.get(FIRST)
    assert expert.page is not None
    assert not expert.page.xpath("//main//input[@checked]")


@pytest.mark.parametrize(
    ("fields", "state"),
    [
        ({"verdict": "keep"}, "answered"),
        ({"verdict": "drop", "reason": "Not measurable"}, "answered"),
        ({"verdict": "drop"}, "attention"),
        ({"verdict": "rename", "name_zh": "自然区域占比", "reason": "更准确"}, "answered"),
        ({"verdict": "rename", "name_en": "Share of nature", "reason": "Shorter"}, "answered"),
        ({"verdict": "rename", "reason": "No name"}, "attention"),
        ({"verdict": "outside"}, "outside"),
        ({"reason": "Words only"}, "attention"),
        ({}, "not_started"),
    ],
)
def test_each_answer_has_its_state(expert: Client, fields: dict[str, str], state: str) -> None:
    expert.follow(answer(expert, fields))
    assert desk_of(expert).tasks["cbi2021_01"].state == state


def test_an_answer_is_kept_whole_and_shown_again(expert: Client) -> None:
    fields = {
        "verdict": "rename", "name_zh": BEYOND, "name_en": "A · name", "reason": "一\r\n二", "settings": ["scope", "scoring"],
        "troubles": ["data"], "applied": "no", "relevance": "7", "clarity": "1",
    }  # fmt: skip
    expert.follow(answer(expert, fields))
    given = kept(expert)
    assert (given.verdict, given.name, given.reason) == ("rename", Text(BEYOND, "A · name"), "一\n二")
    assert (set(given.settings), given.troubles, given.applied) == ({"scope", "scoring"}, ("data",), False)
    assert given.ratings == {"relevance": 7, "clarity": 1}
    shown = form_fields(expert)
    assert (shown["name_zh"], shown["relevance"], shown["applied"]) == (BEYOND, "7", "no")
    assert expert.page is not None
    assert expert.page.xpath("//details[@open]//input[@name='troubles'][@checked]")


def test_saving_says_when_and_stays(expert: Client) -> None:
    sent = answer(expert, {"verdict": "keep"})
    assert sent.headers["Location"] == f"{FIRST}?saved=cbi2021_01"
    expert.follow(sent)
    assert "Saved at " in expert.text()


def test_that_something_was_saved_is_never_said_of_what_was_not(expert: Client) -> None:
    expert.get(f"{FIRST}?saved=cbi2021_01")
    assert "Saved at 1" not in expert.text()
    assert "Saved at 0" not in expert.text()
    assert "Saved at 2" not in expert.text()


def test_keep_and_next_takes_one_tap(zh_expert: Client) -> None:
    sent = answer(zh_expert, {"go": "keep"})
    assert sent.headers["Location"] == "/e/item/cbi2021_02?saved=cbi2021_01"
    zh_expert.follow(sent)
    assert "已保存（" in zh_expert.text()
    assert kept(zh_expert).verdict == "keep"


def test_next_leads_to_the_next_open_item_and_at_last_to_the_list(expert: Client) -> None:
    items = [item.id for item in desk_of(expert).items]
    for item in items[1:-1]:
        answer(expert, {"verdict": "keep"}, f"/e/item/{item}")
    first = answer(expert, {"go": "keep"})
    assert first.headers["Location"].startswith(f"/e/item/{items[-1]}?")
    last = answer(expert, {"go": "keep"}, f"/e/item/{items[-1]}")
    assert last.headers["Location"].startswith("/e/?")


def test_from_the_review_saving_leads_back_to_it(expert: Client) -> None:
    sent = answer(expert, {"verdict": "keep", "go": "next"}, f"{FIRST}?back=review")
    assert sent.headers["Location"].startswith("/e/review")


def test_what_an_answer_lacks_is_told_and_the_answer_is_kept(expert: Client) -> None:
    sent = answer(expert, {"verdict": "drop", "go": "next"})
    assert sent.headers["Location"].startswith(FIRST)
    expert.follow(sent)
    assert errors(expert) == ["Please give a reason for “Drop”."]
    assert kept(expert).verdict == "drop"


def test_a_name_that_another_item_has_is_told(zh_expert: Client) -> None:
    zh_expert.follow(answer(zh_expert, {"verdict": "rename", "name_zh": "水量 调节", "reason": "理由"}))
    assert errors(zh_expert) == ["该名称已用于第 10 项，请另取名称。"]


def test_full_width_ratings_count(zh_expert: Client) -> None:
    answer(zh_expert, {"verdict": "keep", "relevance": "８"})
    assert kept(zh_expert).ratings == {"relevance": 8}


def test_a_rating_that_is_none_is_refused_and_all_typed_words_stay(expert: Client) -> None:
    answer(expert, {"verdict": "drop", "reason": "My words", "relevance": "12"}, code=400)
    assert "“12” is not a whole number from 1 to 9." in errors(expert)[0]
    assert form_fields(expert)["reason"] == "My words"
    assert kept(expert) is None


def test_four_thousand_characters_fit_and_one_more_does_not(zh_expert: Client) -> None:
    answer(zh_expert, {"verdict": "keep", "reason": "𠮷" * 4000})
    assert kept(zh_expert).reason == "𠮷" * 4000
    answer(zh_expert, {"verdict": "keep", "reason": "字" * 4001}, code=400)
    assert errors(zh_expert) == ["共 4001 字，上限为 4000 字。"]
    assert form_fields(zh_expert)["reason"] == "字" * 4001


@pytest.mark.parametrize("odd", ["a\x00b", "a\x0bb\u202e", "\ufeffa\u200bb"])
def test_characters_that_cannot_be_kept_are_taken_out_and_told(expert: Client, odd: str) -> None:
    expert.follow(answer(expert, {"verdict": "keep", "reason": odd}))
    assert "Characters that cannot be kept or seen were taken out" in expert.text()
    assert "\x00" not in kept(expert).reason


def test_half_a_pair_of_code_units_does_no_harm(expert: Client) -> None:
    expert.get(FIRST)
    body = f"csrf_token={expert.token}&revision=0&go=save&verdict=keep&reason=a%ED%A0%80b"
    sent = expert.browser.post(FIRST, data=body, content_type="application/x-www-form-urlencoded")
    assert sent.status_code == 303
    assert kept(expert).reason.encode()


def test_markup_stays_what_was_typed(expert: Client) -> None:
    odd = "<script>alert(1)</script> {{7*7}} \"'&"
    expert.follow(answer(expert, {"verdict": "keep", "reason": odd, "name_en": odd}))
    assert (form_fields(expert)["reason"], form_fields(expert)["name_en"]) == (odd, odd)


def test_an_answer_can_be_cleared(expert: Client) -> None:
    answer(expert, {"verdict": "drop", "reason": "Words"})
    expert.follow(answer(expert, {"go": "clear"}))
    given = kept(expert)
    assert (given.verdict, given.reason) == (None, "")
    assert desk_of(expert).tasks["cbi2021_01"].state == "not_started"


def test_the_older_of_two_tabs_is_shown_both_answers_and_changes_nothing(expert: Client) -> None:
    expert.get(FIRST)
    older = revision(expert)
    answer(expert, {"verdict": "keep", "reason": "From the newer tab"})
    expert.post(FIRST, {"revision": older, "verdict": "drop", "reason": "From the older tab"}, 409)
    assert "From the newer tab" in expert.text()
    assert "From the older tab" in expert.text()
    assert kept(expert).reason == "From the newer tab"
    expert.follow(expert.post(FIRST, form_fields(expert) | {"go": "save"}))
    assert kept(expert).reason == "From the older tab"


def test_the_same_page_sent_twice_is_saved_once(expert: Client) -> None:
    expert.get(FIRST)
    fields = {"revision": "0", "verdict": "keep", "go": "next"}
    first, second = expert.post(FIRST, fields), expert.post(FIRST, fields)
    assert first.headers["Location"] == second.headers["Location"]
    assert desk_of(expert).answers["cbi2021_01"].revision == 1


@pytest.mark.parametrize("odd", ["", "-1", "x", "1.5", "9" * 40, "１"])
def test_a_page_without_a_sound_revision_saves_nothing(expert: Client, odd: str) -> None:
    answer(expert, {"revision": odd, "verdict": "keep"}, code=400)
    assert kept(expert) is None


def test_in_a_closed_round_the_page_only_shows_the_answer(
    expert: Client, engine: Engine, sample: Sample
) -> None:
    answer(expert, {"verdict": "drop", "reason": "My reason"})
    close(engine, sample.round)
    expert.get(FIRST)
    assert "My reason" in expert.text()
    assert expert.page is not None
    assert not expert.page.xpath("//main//form")


def test_what_comes_after_the_deadline_is_not_saved_and_not_lost(
    zh_expert: Client, engine: Engine, sample: Sample
) -> None:
    zh_expert.get(FIRST)
    close(engine, sample.round)
    zh_expert.post(FIRST, {"revision": "0", "verdict": "drop", "reason": "迟到的理由"}, 400)
    assert "本轮咨询已于" in errors(zh_expert)[0]
    assert (
        "截止，感谢您的参与。您仍可查看和下载自己的答复；如需补充意见，请联系help@example.org。"
        in errors(zh_expert)[0]
    )
    assert form_fields(zh_expert)["reason"] == "迟到的理由"
    assert kept(zh_expert) is None


def test_experts_see_and_change_their_own_answers_only(expert: Client, other_expert: Client) -> None:
    answer(expert, {"verdict": "drop", "reason": "A secret of mine"})
    page = other_expert.get(f"{FIRST}?saved=cbi2021_01&respondent=E01")
    assert "A secret of mine" not in page.get_data(as_text=True)
    answer(
        other_expert,
        {"verdict": "keep", "respondent": "E01", "item": "cbi2021_02", "id": "1", "stratum": "x"},
    )
    assert kept(expert).reason == "A secret of mine"
    assert (kept(other_expert).verdict, kept(other_expert).respondent) == ("keep", "E02")
    assert kept(other_expert, "cbi2021_02") is None


@pytest.mark.parametrize("item", ["nothing", "about-purpose", "..", "cbi2021_01%00"])
def test_items_that_are_not_asked_are_not_found(expert: Client, item: str) -> None:
    expert.get(f"/e/item/{item}", 404)


def test_thousands_of_extra_fields_are_refused(expert: Client) -> None:
    answer(expert, {f"x{n}": "1" for n in range(5000)}, code=413)
    assert kept(expert) is None


def test_one_post_is_one_commit_and_nothing_is_rendered_within(app: Flask, expert: Client) -> None:
    expert.get(FIRST)
    with watched(app) as seen:
        expert.post(FIRST, {"revision": "0", "verdict": "keep", "go": "save"})
    assert seen == ["begin", "commit"]
    with watched(app) as seen:
        expert.post(FIRST, {"revision": "0", "verdict": "drop", "go": "save"}, 409)
    assert seen[:2] == ["begin", "commit"]
    assert set(seen[2:]) == {"render"}


def test_sections_of_the_framework_show_guidance_and_ask_for_supplements(outline_expert: Client) -> None:
    outline_expert.get(OUTLINE_ITEM)
    for needed in (
        "Guidance for authors",
        "Give policy background and need",
        "What should this section hold in addition?",
    ):
        assert needed in outline_expert.text()
    assert "Score bands" not in outline_expert.text()
    outline_expert.follow(answer(outline_expert, {"verdict": "keep", "supplement": "补充内容"}, OUTLINE_ITEM))
    assert kept(outline_expert, "about-purpose").supplement == "补充内容"


def test_the_framework_reads_chinese_too(app: Flask, outline: Made) -> None:
    client = come_in(Client(app, lang="zh"), outline.token)
    client.get(OUTLINE_ITEM)
    assert "编写要求" in client.text()
    assert "国际版指南与中国实践的差异" in client.text()


def test_the_version_before_is_told_with_name_change_and_reason(own_registry: Registry) -> None:
    from lbsap.model.catalogue import Catalogue

    index = own_registry.get(Catalogue, "cbi-2021")
    change = Change(
        "renamed",
        "old",
        ("cbi2021_01",),
        Text("旧名", "Old name"),
        Text("新名", "New"),
        ("scope",),
        Text("理由", "Why"),
    )
    texts = texts_of(replace(index, lineage=(change,)), {"scope": Text("评价范围", "Scope")}, "zh")
    told = texts["cbi2021_01"].before[0]
    assert (told.title, told.settings, told.reason) == ("旧名", ("评价范围",), "理由")
    assert texts["cbi2021_02"].before == ()


def test_signing_out_in_another_window_keeps_the_page_honest(expert: Client, app: Flask) -> None:
    expert.get(FIRST)
    other: Any = expert.browser.post("/e/leave", data={"csrf_token": expert.token})
    assert other.status_code == 200
    expert.post(FIRST, {"revision": "0", "verdict": "keep"}, 401)


def test_the_number_of_an_item_stands_with_its_name_and_not_with_its_component(
    outline_expert: Client,
) -> None:
    outline_expert.get(OUTLINE_ITEM)
    assert outline_expert.page is not None
    (head,) = outline_expert.page.find_class("lbsap-item-head")
    assert [" ".join(one.text_content().split()) for one in head] == [
        "1 About the Guidelines, 2 of 66",
        "1.1 Purpose and position",
        "目的与定位",
    ]


def test_nothing_is_folded_that_holds_nothing(expert: Client) -> None:
    expert.get(FIRST)
    assert expert.page is not None
    folds = [one.text_content().strip() for one in expert.page.xpath("//main//summary")]
    assert "Earlier version" not in folds
    assert "Earlier version: no change is on record." in expert.text()
    assert expert.text().count("Not checked against the handbook") == 0
    assert "Score bands, not checked against the handbook" in folds


def test_the_button_that_keeps_an_item_never_takes_the_place_of_another_choice(expert: Client) -> None:
    expert.get(FIRST)
    assert expert.page is not None
    buttons = expert.page.xpath("//main//button[@value='keep']/following::input[@name='verdict']")
    assert len(buttons) == 4  # before the choices, nobody takes it for the button that sends them
    for verdict in ("drop", "rename", "outside"):
        answer(expert, {"verdict": verdict, "reason": "Typed", "go": "keep"}, code=400)
        assert "You chose another judgement before." in expert.text()
        assert expert.page.xpath("//input[@name='verdict'][@checked]/@value") == [verdict]
        assert "Typed" in expert.text()
    assert kept(expert) is None
    answer(expert, {"verdict": "drop", "reason": "Stands"})
    expert.get(FIRST)
    assert not expert.page.xpath("//main//button[@value='keep']")


def test_an_indicator_without_a_formula_has_no_heading_for_one(expert: Client) -> None:
    expert.get("/e/item/cbi2021_23")
    assert expert.page is not None
    assert "Formula" not in [one.text_content().strip() for one in expert.page.xpath("//main//h2")]
    assert "What a city enters" in expert.text()
