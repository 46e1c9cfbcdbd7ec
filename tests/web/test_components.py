"""Each component, rendered by itself: labels, ids, states in words, and nothing of a person's words taken for markup."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pytest
from flask import Flask, render_template_string
from lxml import html
from lxml.html import HtmlElement
from wtforms import IntegerField, RadioField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.form import BaseForm
from wtforms.validators import Length

from lbsap.data import shipped
from tests.web.gallery import PAGES, field, make_gallery
from tests.web.pages import check_page

COMPONENTS: Final = shipped("templates", "web", "components")
PAYLOAD: Final = "\"><script>alert(1)</script>'{{7*7}}{% raw %}${1}&amp;"
VERDICTS: Final = [("keep", "Keep"), ("drop", "Drop"), ("outside", "Outside")]


@pytest.fixture(scope="module")
def gallery() -> Flask:
    return make_gallery()


@pytest.fixture(params=["zh", "en"])
def lang(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def request_in(gallery: Flask, lang: str) -> Iterator[None]:
    with gallery.test_request_context(f"/?lang={lang}"):
        yield


def render(name: str, call: str, **values: Any) -> HtmlElement:
    """What ``call`` gives, with every macro of the component's file known."""
    macros = re.findall(r"{% macro (\w+)\(", (COMPONENTS / f"{name}.html").read_text("utf-8"))
    source = f"{{% from 'components/{name}.html' import {', '.join(macros)} %}}{call}"
    return html.fragment_fromstring(render_template_string(source, **values), create_parent="main")


def words(element: HtmlElement) -> str:
    return " ".join(element.text_content().split())


@pytest.mark.parametrize("page", PAGES)
def test_sample_pages_of_all_components_are_sound(gallery: Flask, lang: str, page: str) -> None:
    answer = gallery.test_client().get(f"/{page}?lang={lang}")
    assert answer.status_code == 200
    check_page(answer.get_data(as_text=True))


def test_every_component_stands_on_a_sample_page() -> None:
    shared = {"field"}
    samples = "".join(path.read_text("utf-8") for path in (Path(__file__).parent / "samples").glob("*.html"))
    shown = set(re.findall(r"components/(\w+)\.html", samples))
    assert shown == {path.stem for path in COMPONENTS.glob("*.html")} - shared


def test_no_component_brings_style_or_script_of_its_own() -> None:
    for path in COMPONENTS.parent.rglob("*.html"):
        source = path.read_text("utf-8")
        assert not re.search(r"\sstyle=|<style|\son\w+=|<script(?! src=)|\|\s*safe|Markup", source), path
        tags = re.findall(r"<[a-z][^>]*>", re.sub(r'"[^"]*"', '""', source))
        assert not [tag for tag in tags if re.search(r"=(?!\"\")", re.sub(r"{.*?}", "", tag))], path


@pytest.mark.usefixtures("request_in")
class TestChoices:
    def test_none_is_selected_until_the_field_says_so(self) -> None:
        shown = render("radios", "{{ radios(f) }}", f=field("verdict", "Verdict", choices=VERDICTS))
        assert not shown.xpath("//input[@checked]")
        chosen = render(
            "radios", "{{ radios(f) }}", f=field("verdict", "Verdict", choices=VERDICTS, data="drop")
        )
        assert chosen.xpath("//input[@checked]/@value") == ["drop"]

    def test_the_group_has_a_legend_and_each_choice_a_label_and_its_hint(self) -> None:
        given = field("verdict", "Verdict", choices=VERDICTS, errors=["Choose."], description="One of three.")
        shown = render("radios", "{{ radios(f, hints={'outside': 'Counted as such.'}) }}", f=given)
        (group,) = shown.xpath("//fieldset")
        assert words(group.find("legend")) == "Verdict"
        assert group.get("aria-describedby") == "verdict-hint verdict-error"
        assert shown.xpath("//input/@id") == ["verdict", "verdict-2", "verdict-3"]
        assert shown.xpath("//label/@for") == ["verdict", "verdict-2", "verdict-3"]
        (described,) = shown.xpath("//input[@aria-describedby]")
        (hint,) = shown.xpath("//*[@id=$id]", id=described.get("aria-describedby"))
        assert (described.get("value"), words(hint)) == ("outside", "Counted as such.")

    def test_several_boxes_may_be_ticked(self) -> None:
        given = field("troubles", "Trouble", choices=VERDICTS, data=["keep", "outside"])
        shown = render("checkboxes", "{{ checkboxes(f) }}", f=given)
        assert shown.xpath("//input[@checked]/@value") == ["keep", "outside"]

    def test_a_box_by_itself_is_not_ticked_for_anyone(self) -> None:
        shown = render("checkboxes", "{{ checkbox(f, 'You can withdraw it.') }}", f=field("agree", "I agree"))
        (box,) = shown.xpath("//input")
        assert (box.get("checked"), box.get("aria-describedby")) == (None, "agree-hint")

    def test_a_rating_can_be_taken_back(self) -> None:
        shown = render(
            "rating", "{{ rating(f, 'not at all', 'extremely') }}", f=field("r", "Relevance", data=0)
        )
        assert shown.xpath("//input/@value") == [*map(str, range(1, 10)), ""]
        assert not shown.xpath("//input[@checked]")
        (ends,) = shown.xpath("//*[@id='r-ends']")
        assert "not at all" in words(ends)
        assert shown.xpath("//fieldset/@aria-describedby") == ["r-ends"]
        given = render("rating", "{{ rating(f, 'a', 'b') }}", f=field("r", "Relevance", data=9))
        assert given.xpath("//input[@checked]/@value") == ["9"]


@pytest.mark.usefixtures("request_in")
class TestTyped:
    def test_label_hint_and_error_are_tied_to_the_field(self) -> None:
        given = field("mail", "E-mail", data="x@", description="For this only.", errors=["Check it."])
        (box,) = render("input", "{{ text_input(f, kind='email', lang='zh') }}", f=given).xpath("//input")
        assert (box.get("value"), box.get("type"), box.get("lang")) == ("x@", "email", "zh-Hans")
        assert (box.get("aria-describedby"), box.get("aria-invalid")) == ("mail-hint mail-error", "true")

    def test_a_password_is_never_shown_again(self) -> None:
        shown = render("input", "{{ text_input(f, kind='password') }}", f=field("p", "Password", data="hush"))
        assert shown.xpath("//input/@value") == []

    def test_a_text_keeps_its_first_line_breaks_and_is_not_cut_off_in_the_browser(self) -> None:
        given = field("reason", "Reason", data="\n\nline")
        shown = render("textarea", "{{ textarea(f, limit=4000) }}", f=given)
        (box,) = shown.xpath("//textarea")
        assert (box.text or "").lstrip("\n") == "line"
        assert (box.get("maxlength"), box.get("data-limit")) == (None, "4000")
        assert box.get("aria-describedby") == "reason-count"
        assert "4000" in words(shown.xpath("//*[@id='reason-count']")[0])

    def test_fields_of_wtforms_are_taken_as_they_are(self) -> None:
        fields = {
            "verdict": RadioField("Verdict", choices=[SelectChoice(*pair) for pair in VERDICTS]),
            "year": IntegerField("Year"),
            "reason": TextAreaField("Reason", [Length(max=3, message="Shorter.")]),
        }
        form = BaseForm(fields)
        form.process(data={"verdict": "keep"})
        form["year"].process_data(None)
        form["year"].raw_data = ["two"]
        form["reason"].data = "long"
        form.validate()
        shown = render("radios", "{{ radios(f.verdict) }}", f=form)
        assert shown.xpath("//input[@checked]/@value") == ["keep"]
        assert render("input", "{{ text_input(f.year) }}", f=form).xpath("//input/@value") == ["two"]
        assert "Shorter." in words(render("textarea", "{{ textarea(f.reason) }}", f=form))
        summary = render("error_summary", "{{ error_summary(f) }}", f=form)
        assert "#reason" in summary.xpath("//a/@href")

    def test_the_summary_leads_to_each_fault_and_is_not_there_without_one(self) -> None:
        fields = [field("a", "A", errors=["First."]), field("b", "B", errors=[]), field("c", "C")]
        shown = render("error_summary", "{{ error_summary(f, [('x', 'Both.')]) }}", f=fields)
        assert [(link.get("href"), words(link)) for link in shown.xpath("//a")] == [
            ("#x", "Both."),
            ("#a", "First."),
        ]
        (box,) = shown.xpath("//*[@data-error-summary]")
        assert box.get("tabindex") == "-1"
        assert not words(render("error_summary", "{{ error_summary(f) }}", f=[field("b", "B")]))

    def test_the_present_name_stands_beside_the_proposed_one_in_its_language(self) -> None:
        fields = {"zh": field("name_zh", "New (zh)"), "en": field("name_en", "New (en)")}
        shown = render("rename", "{{ rename({'zh': '树木覆盖率', 'en': ''}, f) }}", f=fields)
        assert shown.xpath("//input/@lang") == ["zh-Hans", "en"]
        assert shown.xpath("//span[@lang='zh-Hans']/text()") == ["树木覆盖率"]


@pytest.mark.usefixtures("request_in")
class TestRead:
    def test_states_are_told_in_words_tied_to_the_link(self) -> None:
        states = ("done", "started", "todo", "outside", "settled", "waiting")
        tasks = [{"id": s, "title": s, "state": s, "href": "/x" if s != "waiting" else ""} for s in states]
        shown = render("task_list", "{{ task_list(tasks) }}", tasks=tasks)
        told = {s: words(shown.xpath("//*[@id=$id]", id=f"{s}-state")[0]) for s in states}
        assert len(set(told.values())) == len(states)
        assert all(told.values())
        assert shown.xpath("//a/@aria-describedby") == [f"{s}-state" for s in states if s != "waiting"]

    def test_each_change_link_says_what_it_changes(self) -> None:
        rows = [{"key": "1 Tree cover", "value": "Keep", "href": "/1"}, {"key": "Number", "value": "17"}]
        (link,) = render("summary_list", "{{ summary_list(rows) }}", rows=rows).xpath("//a")
        assert words(link).endswith("1 Tree cover")

    def test_the_other_name_is_marked_with_its_language(self) -> None:
        shown = render("item_head", "{{ item_head('1', '树木覆盖率', 'Tree cover') }}")
        assert words(shown.xpath("//h1")[0]) == "1 树木覆盖率"
        assert [words(one) for one in shown.xpath("//*[@lang='en']")] == ["Tree cover"]

    def test_shares_are_of_those_who_judged_and_bars_tell_the_same(self) -> None:
        rows = [{"words": "Keep", "count": 2}, {"words": "Drop", "count": 1, "own": True}]
        shown = render("distribution", "{{ distribution(rows, 'Round 1', 3, 4) }}", rows=rows)
        assert [words(cell) for cell in shown.xpath("//td")] == ["2", "67%", "1", "33%"]
        assert shown.xpath("//rect[@class='lbsap-bar__part']/@width") == ["66.7", "33.3"]
        assert not shown.xpath("//svg[not(@aria-hidden='true')]")

    def test_nobody_having_judged_is_no_fault(self) -> None:
        shown = render("distribution", "{{ distribution([{'words': 'Keep', 'count': 0}], 'Round 1', 0) }}")
        assert words(shown.xpath("//td[last()]")[0]) == "0%"

    def test_progress_is_told_in_words(self) -> None:
        shown = words(render("progress", "{{ progress(7, 28, 21) }}"))
        assert all(number in shown for number in ("7", "28", "21"))
        assert render("progress", "{{ progress(0, 0) }}").xpath("//rect/@width")[1] == "0"

    def test_what_somebody_else_has_saved_stands_beside_the_name_of_its_field(self) -> None:
        shown = render(
            "changed_meanwhile", "{{ changed_meanwhile([('Lead', 'Water bureau'), ('Year', '')]) }}"
        )
        assert [words(one) for one in shown.xpath("//dt")] == ["Lead", "Year"]
        told = [words(one) for one in shown.xpath("//dd")]
        assert told[0] == "Water bureau"
        assert told[1]
        assert shown.xpath("//*[@id='newer']/@tabindex") == ["-1"]
        assert not words(render("changed_meanwhile", "{{ changed_meanwhile([]) }}"))
        gone = render("changed_meanwhile", "{{ changed_meanwhile([], true) }}")
        assert words(gone)
        assert not gone.xpath("//dl")

    def test_saving_is_not_spoken_of_where_no_script_runs(self) -> None:
        shown = render("save_status", "{{ save_status(5, 'E01') }}")
        assert shown.xpath("//input[@name='revision']/@value") == ["5"]
        (box,) = shown.xpath("//*[@data-save]")
        assert "hidden" in box.attrib
        assert len(shown.xpath("//*[@role='status']")) == 1
        for state in ("saving", "saved", "unsaved", "newer", "refused", "out"):
            assert box.get(f"data-{state}")


EVERY_TEXT: Final = {
    "bands_editor": "{{ bands_editor({'id': x, 'errors_of_all': [x], 'rows': [(x, {'printed': f, 'lower': f, 'lower_inclusive': f, "
    "'upper': f, 'upper_inclusive': f, 'meaning_zh': f, 'meaning_en': f})], 'checked': f, 'source': f}, x) }}",
    "bands_table": "{{ bands_table([{'score': x, 'words': x}], caption=x, provenance=x) }}",
    "button": "{{ button(x, x, x) }}{{ button(x, href=x) }}",
    "changed_meanwhile": "{{ changed_meanwhile([(x, x), (x, '')]) }}",
    "chart_columns": "{{ columns_svg({'parts': [{'kind': 'low', 'words': x, 'count': x, 'start': '0', 'length': '9', "
    "'top': '0'}]}, x) }}",
    "chart_figure": "{{ chart_figure({'id': 'c', 'kind': 'counts', 'finding': x, 'note': x, 'bars': [{'title': x, "
    "'told': x, 'parts': []}], 'heads': [x, x], 'rows': [[x, x]], 'csv': x}) }}",
    "chart_shares": "{{ shares_svg({'parts': [], 'low': '', 'high': ''}, title=x) }}"
    "{{ shares_key([{'kind': 'keep', 'words': x, 'count': x}]) }}",
    "checkboxes": "{{ checkboxes(f, hint=x, hints={x: x}) }}{{ checkbox(f, hint=x) }}",
    "copy_link": "{{ copy_link(x, x, 'c') }}",
    "details": "{% call details(x) %}{{ x }}{% endcall %}",
    "distribution": "{{ distribution([{'words': x, 'count': 1}], x, 1) }}",
    "document": "{% set r = [{'kind': 'words', 'words': x}, {'kind': 'gap', 'words': x}, {'kind': 'strong', 'words': x}] %}"
    "{% set parts = [{'id': 'p', 'number': x, 'title': x, 'level': 2, 'depth': 0, 'blocks': [{'kind': 'paragraph', 'words': r}, "
    "{'kind': 'heading', 'level': 3, 'number': x, 'words': x}, {'kind': 'list', 'items': [r]}, "
    "{'kind': 'table', 'caption': x, 'columns': [{'head': x}, {'head': x}], 'rows': [[r, r]], 'source': x}, "
    "{'kind': 'figure', 'src': '/p', 'alt': x, 'gap': x, 'caption': x}, {'kind': 'box', 'title': x, 'blocks': []}]}] %}"
    "{{ contents(parts) }}{{ document(parts) }}",
    "error_summary": "{{ error_summary([f], [(x, x)]) }}",
    "input": "{{ text_input(f, hint=x) }}",
    "item_head": "{{ item_head(x, x, x, 'en', x) }}",
    "notice": "{% call notice(title=x) %}{{ x }}{% endcall %}",
    "pager": "{{ pager({'href': x, 'title': x}, {'href': x, 'title': x}, x, x) }}",
    "progress": "{{ progress(x, 0) }}",
    "qr": "{{ qr(x, x) }}",
    "radios": "{{ radios(f, hint=x, hints={x: x}) }}",
    "select": "{{ select(f, hint=x) }}",
    "rating": "{{ rating(f, x, x, hint=x) }}",
    "rename": "{{ rename({'zh': x, 'en': x}, {'zh': f}) }}",
    "save_status": "{{ save_status(x, x) }}",
    "summary_list": "{{ summary_list([{'key': x, 'lines': [x, x], 'href': x, 'lang': x}]) }}",
    "tag": "{{ tag(x) }}",
    "task_list": "{{ task_list([{'id': 't', 'title': x, 'code': x, 'other': x, 'other_lang': x, 'hint': x, 'href': x}]) }}",
    "textarea": "{{ textarea(f, hint=x, limit=9) }}",
    "upload": "{{ upload(f, hint=x, accept=x) }}",
    "who_sees": "{{ who_sees(href=x) }}",
}


@pytest.mark.usefixtures("request_in")
@pytest.mark.parametrize(
    "name", sorted(path.stem for path in COMPONENTS.glob("*.html") if path.stem != "field")
)
def test_words_of_a_person_stay_words(name: str) -> None:
    given = field("f", PAYLOAD, data=PAYLOAD, errors=[PAYLOAD], choices=[(PAYLOAD, PAYLOAD)])
    shown = render(name, EVERY_TEXT[name], x=PAYLOAD, f=given)
    assert not shown.xpath("//script")
    everything = [*shown.xpath("//text()"), *shown.xpath("//@*")]
    assert any(PAYLOAD in one for one in everything)
    assert not [one for one in everything if "49" in one]
