"""The pages of drafts: set up, made, kept, read, compared, taken away."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from dataclasses import replace

import pytest
from openpyxl import load_workbook
from sqlalchemy import Engine

from lbsap.actions.cities.drafts import keep_draft, list_drafts
from lbsap.actions.cities.pictures import add_picture
from lbsap.actions.cities.workspace import change_city, open_city
from lbsap.model.actor import Actor
from lbsap.model.city import CityData
from lbsap.model.text import Text
from lbsap.registry import Registry
from tests.services.pictures import png
from tests.web.conftest import CITY, Client

DRAFT = f"/city/{CITY}/draft"
DRAFTS = f"/city/{CITY}/drafts"
LOCAL = Actor.local()
SETTINGS = {
    "form": "action", "stage": "submission", "langs": ["zh"], "index": "cbi-2021@2021", "variant": "handbook",
    "outline": "lbsap-framework@2026",
}  # fmt: skip


def seen(client: Client) -> str:
    """The stamp that the page shown last sends back."""
    assert client.page is not None
    return str(client.page.xpath("//input[@name='seen']/@value")[0])


@pytest.fixture
def kept(engine: Engine, own_registry: Registry) -> int:
    """A draft of the sample city."""
    return keep_draft(LOCAL, engine, own_registry, CITY, "First")


def change(engine: Engine, **changes: object) -> None:
    """Change the sample city."""

    def changed(data: CityData) -> CityData:
        return replace(data, **changes)  # type: ignore[arg-type]

    change_city(LOCAL, engine, CITY, "test", changed)


def test_an_official_makes_a_draft_and_has_its_word_files(official: Client) -> None:
    official.get(DRAFT)
    assert "No draft has been kept yet" in official.text()
    official.follow(official.post(DRAFTS, {"name": "For the meeting"}))
    assert "Draft 1: For the meeting" in official.text()
    for language in ("zh", "en"):
        answer = official.get(f"{DRAFTS}/1/plan-{language}.docx")
        assert str(answer.mimetype).endswith("wordprocessingml.document")
        assert answer.data.startswith(b"PK")
    official.get(DRAFT)
    assert "For the meeting" in official.text()
    assert "city@example.org" in official.text()


def test_a_draft_sent_twice_is_kept_once_and_a_changed_one_anew(official: Client, engine: Engine) -> None:
    official.get(DRAFT)
    for _ in range(2):
        official.follow(official.post(DRAFTS, {"name": ""}))
    assert len(list_drafts(LOCAL, engine, CITY)) == 1
    change(engine, vision=Text("新的愿景", "A new vision"))
    official.follow(official.post(DRAFTS, {"name": ""}))
    assert [number for number, _ in list_drafts(LOCAL, engine, CITY)] == [2, 1]


def test_a_kept_draft_stays_as_it_was_and_gives_the_same_file_again(
    official: Client, engine: Engine, kept: int
) -> None:
    before = official.get(f"{DRAFTS}/{kept}/plan-zh.docx").data
    change(engine, vision=Text("新的愿景", "A new vision"), actions=())
    assert official.get(f"{DRAFTS}/{kept}/plan-zh.docx").data == before
    official.get(f"{DRAFTS}/{kept}/read")
    assert "A new vision" not in official.text()
    official.get(f"{DRAFT}/preview")
    assert "A new vision" in official.text()


@pytest.mark.parametrize("kind", ["summary", "research", "note", "letter", "notice"])
def test_the_documents_that_go_with_a_draft_are_files_of_their_own(
    official: Client, kept: int, kind: str
) -> None:
    for language in ("zh", "en"):
        assert official.get(f"{DRAFTS}/{kept}/{kind}-{language}.docx").data.startswith(b"PK")


def test_all_documents_come_as_one_zip_file_with_a_request_for_each_department(
    official: Client, engine: Engine, kept: int
) -> None:
    departments = open_city(LOCAL, engine, CITY).data.departments
    answer = official.get(f"{DRAFTS}/{kept}/all.zip")
    with zipfile.ZipFile(io.BytesIO(answer.data)) as archive:
        names = archive.namelist()
    assert len(names) == len(set(names)) == 2 * (6 + 2 * len(departments))
    assert departments[0].name.zh in "".join(names)
    assert not [one for one in names if "/" in one or "\\" in one]


def test_a_department_is_asked_by_a_letter_and_a_workbook_that_holds_what_it_leads(
    official: Client, engine: Engine, own_registry: Registry
) -> None:
    data = open_city(LOCAL, engine, CITY).data
    department = data.departments[0]
    led, other = data.actions[0], data.actions[1]
    change(
        engine,
        actions=(
            replace(led, department=department.name, deadline=None),
            replace(other, department=Text("甲局")),
            *data.actions[2:],
        ),
    )
    made = keep_draft(LOCAL, engine, own_registry, CITY, "")
    address = f"{DRAFTS}/{made}/request/{department.id}"
    assert official.get(f"{address}-zh.docx").data.startswith(b"PK")
    book = load_workbook(io.BytesIO(official.get(f"{address}.xlsx").data))
    (sheet,) = [one for one in book if one.title.startswith("actions")]
    ids = [row[0].value for row in sheet.iter_rows(min_row=2)]
    assert led.id in ids
    assert other.id not in ids
    official.get(f"{DRAFTS}/{made}/request/nobody.xlsx", 404)
    official.get(f"{DRAFTS}/{made}/request/nobody-zh.docx", 404)


def test_a_workbook_that_a_department_sends_back_fills_in_its_fields_and_moves_nothing(
    official: Client, engine: Engine, own_registry: Registry
) -> None:
    data = open_city(LOCAL, engine, CITY).data
    department, second = data.departments[0], data.actions[1]
    lacking = replace(second, department=department.name, deadline=None)
    change(engine, actions=(data.actions[0], lacking, *data.actions[2:]))
    made = keep_draft(LOCAL, engine, own_registry, CITY, "")
    book = load_workbook(io.BytesIO(official.get(f"{DRAFTS}/{made}/request/{department.id}.xlsx").data))
    (sheet,) = [one for one in book if one.title.startswith("actions")]
    heads = [str(one.value).split()[0] for one in sheet[1]]
    row = next(row for row in sheet.iter_rows(min_row=2) if row[0].value == second.id)
    row[heads.index("deadline")].value = "2029"
    sent = io.BytesIO()
    book.save(sent)
    address = f"/city/{CITY}/spreadsheet"
    official.get(address)
    official.post(address, {"file": (io.BytesIO(sent.getvalue()), "back.xlsx")}, 200)
    assert official.page is not None
    form = official.page.forms[-1]
    hidden = dict(form.form_values())
    official.post(address, {name: words for name, words in hidden.items() if name != "csrf_token"})
    now = open_city(LOCAL, engine, CITY).data
    assert [one.id for one in now.actions] == [one.id for one in data.actions]
    assert now.actions[1] == replace(lacking, deadline=2029)


def test_settings_are_kept_for_the_next_draft(official: Client) -> None:
    official.get(f"{DRAFT}/settings")
    official.follow(official.post(f"{DRAFT}/settings", {**SETTINGS, "seen": seen(official)}))
    assert "Biodiversity Action Plan of Sample City (2026–2030)" in official.text()
    assert "Draft for review" in official.text()
    official.follow(official.post(DRAFTS, {}))
    official.get(f"{DRAFTS}/1/read")
    assert "示例市生物多样性保护行动计划（2026—2030年）" in official.text()
    assert official.page is not None
    assert official.page.xpath("//article/@lang") == ["zh-Hans"]


def test_wrong_settings_are_told_at_their_fields_and_what_was_typed_stays(official: Client) -> None:
    official.get(f"{DRAFT}/settings")
    sent = {**SETTINGS, "form": "own", "drafter_zh": "甲" * 201, "langs": [], "seen": seen(official)}
    official.post(f"{DRAFT}/settings", sent, 400)
    assert "Enter the title" in official.text()
    assert "Choose at least one language" in official.text()
    assert official.page is not None
    assert official.page.xpath("//input[@name='drafter_zh']/@value") == ["甲" * 201]


def test_of_two_people_who_change_the_settings_the_second_sees_both(
    signed_in: Callable[..., Client], official: Client
) -> None:
    other = signed_in("editor")
    for client in (official, other):
        client.get(f"{DRAFT}/settings")
    stamps = [seen(official), seen(other)]
    official.post(f"{DRAFT}/settings", {**SETTINGS, "seen": stamps[0]})
    second = {
        **SETTINGS,
        "form": "usual",
        "stage": "working",
        "langs": ["zh", "en"],
        "drafter_en": "Team",
        "seen": stamps[1],
    }
    other.post(f"{DRAFT}/settings", second, 409)
    assert "Saved by someone else meanwhile" in other.text()
    assert "Draft for review" in other.text()
    assert other.page is not None
    assert other.page.xpath("//input[@name='drafter_en']/@value") == ["Team"]
    other.post(f"{DRAFT}/settings", {**second, "seen": seen(other)})


def test_variants_that_are_not_open_to_cities_are_neither_offered_nor_taken(official: Client) -> None:
    official.get(f"{DRAFT}/settings")
    assert official.page is not None
    assert official.page.xpath("//input[@name='variant']/@value") == ["handbook"]
    official.post(f"{DRAFT}/settings", {**SETTINGS, "variant": "attainable", "seen": seen(official)}, 400)


def test_a_section_that_is_not_ticked_is_left_out(official: Client) -> None:
    official.get(f"{DRAFT}/sections")
    assert official.page is not None
    keys = [key for key in official.page.xpath("//input[@name='parts']/@value") if key != "annex-maps"]
    official.post(f"{DRAFT}/sections", {"parts": keys, "seen": seen(official)})
    official.get(f"{DRAFT}/preview")
    assert official.page.xpath("//*[@id='part-annex-maps']") == []
    assert official.page.xpath("//*[@id='part-annex-tasks']") != []


def test_a_section_is_moved_by_a_button_and_what_was_ticked_is_kept(official: Client) -> None:
    official.get(f"{DRAFT}/sections")
    assert official.page is not None
    keys = [key for key in official.page.xpath("//input[@name='parts']/@value") if key != "annex-maps"]
    sent = {"parts": keys, "move": "up:annex-tasks", "seen": seen(official)}
    official.follow(official.post(f"{DRAFT}/sections", sent))
    order = official.page.xpath("//input[@name='parts']/@value")
    assert order.index("annex-tasks") < order.index("annex-projects")
    assert "annex-maps" not in official.page.xpath("//input[@name='parts'][@checked]/@value")
    official.post(f"{DRAFT}/sections", {**sent, "move": "", "parts": ["status"]}, 409)
    assert "Saved by someone else meanwhile" in official.text()
    assert official.page.xpath("//input[@name='parts'][@checked]/@value") == ["status"]


def test_what_is_missing_leads_to_the_field_that_mends_it(official: Client, engine: Engine) -> None:
    data = open_city(LOCAL, engine, CITY).data
    target = replace(data.targets[0], baseline=None, baseline_year=None)
    change(engine, targets=(target, *data.targets[1:]))
    official.get(f"{DRAFT}/missing")
    assert official.page is not None
    links = official.page.xpath("//main//ul//a/@href")
    assert any(f"/targets/{target.id}" in link or target.id in link for link in links)
    for link in {one.partition("#")[0] for one in links}:
        official.get(link)


def test_a_city_with_a_name_only_has_an_honest_draft_full_of_gaps(neighbour: Client) -> None:
    address = f"/city/{CITY + 1}"
    neighbour.get(f"{address}/draft")
    assert "places in the text are still open" in neighbour.text()
    for page in ("draft/missing", "draft/preview", "draft/settings", "draft/sections"):
        neighbour.get(f"{address}/{page}")
    neighbour.follow(neighbour.post(f"{address}/drafts", {}))
    for language in ("zh", "en"):
        assert neighbour.get(f"{address}/drafts/1/plan-{language}.docx").data.startswith(b"PK")
        neighbour.get(f"{address}/drafts/1/read?lang={language}")


def test_two_drafts_are_compared_part_by_part(
    official: Client, engine: Engine, own_registry: Registry, kept: int
) -> None:
    change(engine, vision=Text("人与自然和谐共生的新示例市", "A new vision of people and nature"))
    second = keep_draft(LOCAL, engine, own_registry, CITY, "Second")
    official.get(f"{DRAFTS}/compare?old={kept}&new={second}")
    assert "Old: Draft 1: First. New: Draft 2: Second." in official.text()
    assert "A new vision of people and nature" in official.text()
    assert "Version of the city’s data" in official.text()
    turned = official.get(f"{DRAFTS}/compare?old={second}&new={kept}", 302)
    official.follow(turned)
    assert "Old: Draft 1: First. New: Draft 2: Second." in official.text()
    official.get(f"{DRAFTS}/compare?old={kept}&new={kept}", 400)
    official.get(f"{DRAFTS}/compare?old=x&new=1", 400)
    official.get(f"{DRAFTS}/compare")


def test_pictures_of_a_draft_are_kept_with_it_and_shown(
    official: Client, engine: Engine, own_registry: Registry
) -> None:
    add_picture(
        LOCAL,
        engine,
        CITY,
        {
            "caption_en": "Where it lies",
            "section": "annex-maps",
            "approval_number": "GS 1",
            "no_exact_sites": "y",
        },
        png(),
    )
    made = keep_draft(LOCAL, engine, own_registry, CITY, "")
    for page in (f"{DRAFTS}/{made}/read", f"{DRAFT}/preview"):
        official.get(page)
        assert official.page is not None
        (src,) = official.page.xpath("//article//img/@src")
        answer = official.get(src)
        assert (answer.data, answer.mimetype) == (png(), "image/png")
    official.get(f"{DRAFTS}/{made}/pictures/{'0' * 64}", 404)


def test_drafts_are_hidden_from_the_neighbour_and_its_numbers_lead_nowhere(
    neighbour: Client, official: Client, kept: int
) -> None:
    pages = ("", "/read", "/plan-zh.docx", "/note-en.docx", "/all.zip", f"/pictures/{'0' * 64}")
    for page in pages:
        neighbour.get(f"{DRAFTS}/{kept}{page}", 404)
        neighbour.get(f"/city/{CITY + 1}/drafts/{kept}{page}", 404)
        official.get(f"{DRAFTS}/{kept + 99}{page}", 404)
    neighbour.get(f"{DRAFTS}/compare?old={kept}&new={kept}", 404)
    for page in ("draft", "draft/settings", "draft/sections", "draft/missing", "draft/preview"):
        neighbour.get(f"/city/{CITY}/{page}", 404)


def test_pages_of_drafts_read_as_chinese(signed_in: Callable[..., Client], kept: int) -> None:
    official = signed_in("city", lang="zh")
    for page in (
        "draft",
        "draft/settings",
        "draft/sections",
        "draft/missing",
        f"drafts/{kept}",
        "drafts/compare",
    ):
        official.get(f"/city/{CITY}/{page}")
    official.get(f"{DRAFTS}/{kept}")
    assert "第 1 稿" in official.text()
    assert "征求意见函" in official.text()
