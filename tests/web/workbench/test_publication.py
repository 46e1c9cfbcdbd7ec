"""Publishing: what stands in the way, what changes, what it does to cities, freezing it once, and its Word files."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

import pytest
from docx import Document
from flask import Flask
from sqlalchemy import Engine, delete

from lbsap.actions.catalogues import read_decisions
from lbsap.actions.consultations import decide_items, tally_round
from lbsap.data import read_value, shipped
from lbsap.model.city import CityData, Observation
from lbsap.model.comments import Comment
from lbsap.model.consultation import Decision
from lbsap.model.text import Text
from lbsap.registry import Registry
from lbsap.store.catalogues import load_catalogue, published_catalogues
from lbsap.store.cities import CityRow, add_city
from lbsap.store.comments import add_comment
from lbsap.store.decisions import decide, decisions_on
from lbsap.store.engine import session_scope
from tests.web.conftest import Client, Sample
from tests.web.workbench.conftest import EDITOR, make_answered


def decide_all(engine: Engine, registry: Registry, sample: Sample, name: str = "cbi") -> None:
    """Take the demo's decisions on every item."""
    seen = tally_round(EDITOR, engine, registry, sample.round).tallies
    made = read_decisions(shipped("templates", "demo", f"decisions-{name}.yaml"))
    decide_items(EDITOR, engine, sample.consultation, made, seen)


@pytest.fixture
def decided(engine: Engine, own_registry: Registry, answered: Sample) -> Sample:
    """The consultation on the CBI with a decision on every indicator."""
    decide_all(engine, own_registry, answered)
    return answered


def path(sample: Sample, more: str = "") -> str:
    return f"/w/c/{sample.consultation}/publication{more}"


def publish(client: Client, sample: Sample, version: str = "2021-r1", code: int | None = None) -> None:
    """Go the way of an editor: the page, the last look, the button."""
    client.get(path(sample, f"/confirm?version={version}"))
    assert client.page is not None
    sent = {
        name: client.page.xpath(f"//main//input[@name='{name}']/@value")[0] for name in ("version", "seen")
    }
    client.post(path(sample), sent, code)


# --- what stands in the way ------------------------------------------------------------------------------------------


def test_nothing_is_published_while_an_item_has_no_decision(editor: Client, answered: Sample) -> None:
    editor.get(path(answered))
    assert "28 items have no decision" in editor.text()
    assert editor.page is not None
    hrefs = editor.page.xpath("//main//a/@href")
    assert f"/w/c/{answered.consultation}/decide/cbi2021_01" in hrefs
    assert not editor.page.xpath("//form[contains(@action, 'confirm')]")
    editor.get(path(answered, "/confirm?version=2021-r1"), 303)


def test_a_forged_publication_without_decisions_freezes_nothing(
    editor: Client, engine: Engine, answered: Sample
) -> None:
    editor.get(path(answered))
    editor.post(path(answered), {"version": "2021-r1", "seen": "0" * 64}, 400)
    with session_scope(engine, write=False) as session:
        assert published_catalogues(session) == ()


def test_an_open_round_cannot_be_published(engine: Engine, own_registry: Registry, editor: Client) -> None:
    sample = make_answered(engine, own_registry, close=False)
    decide_all(engine, own_registry, sample)
    editor.get(path(sample))
    assert "The round has not closed" in editor.text()
    editor.get(path(sample, "/confirm?version=2021-r1"), 303)


def test_decisions_that_contradict_each_other_are_named_with_the_way_to_mend_them(
    engine: Engine, editor: Client, decided: Sample
) -> None:
    with session_scope(engine) as session:
        decide(session, decided.consultation, Decision("cbi2021_23", "drop"), "editor", seen=1)
    editor.get(path(decided))
    assert "The decisions do not fit together" in editor.text()
    assert editor.page is not None
    assert editor.page.xpath("//a[contains(., 'Change the decision')]/@href") == [
        f"/w/c/{decided.consultation}/decide/cbi2021_24"
    ]


def test_a_viewer_reads_the_changes_and_cannot_publish(
    signed_in: Callable[..., Client], decided: Sample
) -> None:
    viewer = signed_in("viewer")
    viewer.get(path(decided))
    assert "Go on to publish" not in viewer.text()
    viewer.get(path(decided, "/confirm?version=2021-r1"), 403)
    viewer.post(path(decided), {"version": "2021-r1", "seen": "x"}, 403)
    viewer.get(path(decided, "/effects"), 403)


# --- the change list -------------------------------------------------------------------------------------------------


def test_the_change_list_shows_old_beside_new_with_reason_figures_and_comments(
    engine: Engine, editor: Client, decided: Sample
) -> None:
    said = Comment(decided.consultation, "cbi2021_27", "It counts events, <b>so say it</b>.", "letter")
    with session_scope(engine) as session:
        add_comment(session, said)
    editor.get(path(decided))
    assert editor.page is not None
    (change,) = editor.page.xpath("//section[@aria-labelledby='change-cbi2021_27']")
    words = " ".join(change.text_content().split())
    assert "27 → 26" in words
    for part in (
        "Awareness",
        "Number of biodiversity outreach events",
        "生物多样性宣传活动场次",
        "retain (",
    ):
        assert part in words
    assert "It counts events, <b>so say it</b>. Letter Not answered yet" in words
    assert change.xpath(".//del")
    assert change.xpath(".//ins")
    assert "Another" in words
    assert "comments have no answer yet." in editor.text()
    assert len(editor.page.xpath("//section[@class='lbsap-change']")) == 9
    assert "20 items stay as they are" in editor.text()


def test_words_that_went_and_came_are_marked_one_by_one(editor: Client, decided: Sample) -> None:
    editor.get(path(decided))
    assert editor.page is not None
    (change,) = editor.page.xpath("//section[@aria-labelledby='change-cbi2021_01']")
    assert not change.xpath(".//del")
    assert [one.text for one in change.xpath(".//ins")] == [
        "\nresults of the annual national land-use change survey"
    ]


# --- publishing ------------------------------------------------------------------------------------------------------


def test_publishing_freezes_what_the_page_showed(editor: Client, engine: Engine, decided: Sample) -> None:
    editor.get(path(decided))
    assert editor.page is not None
    digest = editor.page.xpath("//dt[.='Digest (SHA-256)']/following-sibling::dd")[0].text_content().strip()
    publish(editor, decided)
    editor.get(path(decided, "?done=1"))
    assert "cbi-2021@2021-r1 is published" in editor.text()
    assert digest in editor.text()
    with session_scope(engine, write=False) as session:
        (kept,) = published_catalogues(session)
        assert (kept.digest, kept.round) == (digest, decided.round)
        assert load_catalogue(session, "cbi-2021").previous == "cbi-2021@2021"


def test_sent_twice_it_is_published_once(editor: Client, engine: Engine, decided: Sample) -> None:
    editor.get(path(decided, "/confirm?version=2021-r1"))
    assert editor.page is not None
    sent = {name: editor.page.xpath(f"//input[@name='{name}']/@value")[0] for name in ("version", "seen")}
    first, second = editor.post(path(decided), sent), editor.post(path(decided), sent)
    assert first.location == second.location
    with session_scope(engine, write=False) as session:
        assert len(published_catalogues(session)) == 1


def test_of_two_editors_one_publishes_and_the_other_is_told(
    signed_in: Callable[..., Client], engine: Engine, decided: Sample
) -> None:
    first, second = signed_in("editor"), signed_in("administrator")
    second.get(path(decided, "/confirm?version=2021-china"))
    assert second.page is not None
    sent = {name: second.page.xpath(f"//input[@name='{name}']/@value")[0] for name in ("version", "seen")}
    publish(first, decided)
    second.post(path(decided), sent, 400)
    assert "Someone else has published cbi-2021@2021-r1" in second.text()
    with session_scope(engine, write=False) as session:
        assert [one.reference for one in published_catalogues(session)] == ["cbi-2021@2021-r1"]


def test_a_decision_taken_meanwhile_stops_the_publication(
    editor: Client, engine: Engine, decided: Sample
) -> None:
    editor.get(path(decided, "/confirm?version=2021-r1"))
    assert editor.page is not None
    sent = {name: editor.page.xpath(f"//input[@name='{name}']/@value")[0] for name in ("version", "seen")}
    with session_scope(engine) as session:
        later = Decision("cbi2021_05", "drop", Text("另行处理。", "Decided anew."))
        number = len(decisions_on(session, decided.consultation, "cbi2021_05"))
        decide(session, decided.consultation, later, "other", seen=number)
    editor.post(path(decided), sent, 400)
    assert "Decisions have changed since you opened this page" in editor.text()
    with session_scope(engine, write=False) as session:
        assert published_catalogues(session) == ()


@pytest.mark.parametrize(
    ("version", "words"),
    [
        ("2021", "2021"),
        ("r 1", "r 1"),
        ("", "Enter a name for the version."),
        ("x" * 65, "at most 64 characters"),
    ],
)
def test_a_version_that_cannot_be_is_told_by_its_field(
    editor: Client, decided: Sample, version: str, words: str
) -> None:
    editor.get(path(decided, f"/confirm?version={version}"), 400)
    assert editor.page is not None
    assert words in editor.page.get_element_by_id("version-error").text_content()
    assert editor.page.get_element_by_id("version").get("value") == version
    assert editor.page.xpath("//title")[0].text.startswith("Error:")


def test_a_version_that_is_taken_is_refused_and_the_next_one_suggested(
    engine: Engine, own_registry: Registry, editor: Client, decided: Sample
) -> None:
    publish(editor, decided)
    second = make_answered(engine, own_registry)
    decide_all(engine, own_registry, second)
    editor.get(path(second))
    assert editor.page is not None
    assert editor.page.get_element_by_id("version").get("value") == "2021-r2"
    editor.get(path(second, "/confirm?version=2021-r1"), 400)
    publish(editor, second, "2021-r2")


# --- effect on cities ------------------------------------------------------------------------------------------------


def _city(engine: Engine, name: str = "sample-city") -> CityData:
    city = read_value(CityData, shipped("templates", "demo", f"{name}.yaml"))
    with session_scope(engine) as session:
        add_city(session, city)
    return city


def test_each_city_stands_with_its_scores_under_both_versions_and_what_changes_in_its_plan(
    editor: Client, engine: Engine, decided: Sample
) -> None:
    city = _city(engine)
    editor.get(path(decided, "/effects"))
    words = editor.text()
    assert city.city.en in words
    assert "Who can see this" in words
    assert "No city has entered data yet" not in words
    assert "Provisional" in words
    assert "Taken out" in words
    assert "Added" in words
    assert "Contents change" in words
    assert "Has no score under the new version: 10 Proportion of native plant species" in words


def _remove_cities(engine: Engine) -> None:
    with session_scope(engine) as session:
        session.exec(delete(CityRow))


def test_without_cities_two_samples_stand_in_and_are_marked(
    editor: Client, engine: Engine, decided: Sample
) -> None:
    _remove_cities(engine)
    editor.get(path(decided, "/effects"))
    assert "Two sample cities stand in" in editor.text()
    assert "Congjiang" in editor.text()


def test_a_city_whose_data_do_not_fit_is_named_with_the_reason(
    editor: Client, engine: Engine, decided: Sample
) -> None:
    _city(engine)
    stranger = CityData(
        Text("外来城", "Elsewhere"), 2025, True, observations=(Observation(indicator="other_index_1"),)
    )
    with session_scope(engine) as session:
        add_city(session, stranger)
    editor.get(path(decided, "/effects"))
    assert "Elsewhere The effect on this city could not be computed" in editor.text()
    assert "other_index_1" in editor.text()
    assert "Its plan" in editor.text()


@pytest.mark.parametrize("variant", ["attainable", "equal-components", "continuous", "geometric"])
def test_another_scoring_variant_can_be_chosen(editor: Client, decided: Sample, variant: str) -> None:
    editor.get(path(decided, f"/effects?variant={variant}"))
    assert "Not the handbook's own method." in editor.text()
    editor.get(path(decided, "/effects?variant=none-such"), 404)


def test_many_cities_are_paged(editor: Client, engine: Engine, decided: Sample) -> None:
    _remove_cities(engine)
    for number in range(12):
        with session_scope(engine) as session:
            add_city(session, CityData(Text(f"城{number}", f"Town {number}"), 2025, True))
    editor.get(path(decided, "/effects"))
    assert "Town 9" in editor.text()
    assert "Town 10" not in editor.text()
    editor.get(path(decided, "/effects?page=2"))
    assert "Town 11" in editor.text()
    assert "Town 9" not in editor.text()
    editor.get(path(decided, "/effects?page=99"))
    assert "Town 11" in editor.text()


def test_a_framework_shows_the_chapters_that_come_go_or_change(
    editor: Client, engine: Engine, own_registry: Registry
) -> None:
    sample = make_answered(engine, own_registry, name="framework")
    decide_all(engine, own_registry, sample, "framework")
    _city(engine)
    editor.get(path(sample, "/effects"))
    words = editor.text()
    assert "Scoring variant" not in words
    assert "Public participation: Appears" in words
    assert "Gets another title" in words
    assert "Goes" in words


# --- Word files ------------------------------------------------------------------------------------------------------


def _words(content: bytes) -> str:
    document = Document(BytesIO(content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(one.text for one in document.paragraphs), *cells])


@pytest.mark.parametrize(("lang", "title"), [("zh", "评价指南"), ("en", "Evaluation guide")])
def test_a_shipped_index_has_an_evaluation_guide(editor: Client, lang: str, title: str) -> None:
    answer = editor.get(f"/w/catalogues/versions/cbi-2021@2021/guide.docx?lang={lang}")
    assert "attachment" in answer.headers["Content-Disposition"]
    words = _words(answer.data)
    assert title in words
    assert "cbi2021_28" in words
    editor.get("/w/catalogues/versions/cbi-2021@2021/changes.docx", 404)
    editor.get("/w/catalogues/versions/no-such@1/guide.docx", 404)
    editor.get("/w/catalogues/versions/catalogue-example.yaml/guide.docx", 404)


def test_a_draft_is_marked_and_a_published_version_is_not(editor: Client, decided: Sample) -> None:
    draft = editor.get(path(decided, "/changes.docx?lang=en"))
    assert "Draft, not published" in _words(draft.data)
    publish(editor, decided)
    answer = editor.follow(editor.get(path(decided, "/changes.docx?lang=en"), 303))
    words = _words(answer.data)
    assert "Draft, not published" not in words
    assert "Sample Institute" in words
    assert "Number of biodiversity outreach events" in words
    assert "retain" in words
    again = editor.get("/w/catalogues/versions/cbi-2021@2021-r1/changes.docx?lang=en")
    assert again.data == answer.data


def test_the_words_of_the_page_are_chinese_for_chinese_readers(
    signed_in: Callable[..., Client], app: Flask, decided: Sample
) -> None:
    editor = signed_in("editor", lang="zh")
    editor.get(path(decided))
    assert "将要发布的内容" in editor.text()
    editor.get(path(decided, "/effects"))
    assert "对各地的影响" in editor.text()
    editor.get(path(decided, "/confirm?version=2021-r1"))
    assert "发布后不能撤回" in editor.text()
