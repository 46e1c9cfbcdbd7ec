"""The pages of plan data: every part has its list and form, and what officials enter stands there afterwards."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from io import BytesIO

import pytest
from sqlalchemy import Engine

from lbsap.steps.cities.parts import PARTS
from tests.services.pictures import png
from tests.web.city.plan_forms import AT, data, seen, sent
from tests.web.conftest import CITY, Client

LISTS = [name for name in PARTS if name not in ("departments", "steps")]
FORMS = [name for name in LISTS if name != "pictures"]


def test_the_overview_names_every_part_and_how_complete_it_is(official: Client, engine: Engine) -> None:
    official.get(AT)
    for name in LISTS:
        assert PARTS[name].title.en in official.text()
    assert f"{len(data(engine).actions)} entries" in official.text()
    assert "Who can see this" in official.text()


@pytest.mark.parametrize("part", LISTS)
def test_every_part_has_its_list_and_its_form(official: Client, part: str) -> None:
    official.get(f"{AT}/{part}")
    assert "Who can see this" in official.text()
    official.get(f"{AT}/{part}/new")
    assert "Who can see this" in official.text()


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize(
    "page",
    ["guiding", "vision", "wordings", "wordings/status", "questions", "questions/status", "formulation", "financing",
     "case-library", "steps/edit/step-commit", "projects/edit/p01", "projects/remove/p01"],
)  # fmt: skip
def test_every_page_opens_and_says_who_sees_it(
    signed_in: Callable[..., Client], page: str, lang: str
) -> None:
    client = signed_in("city", lang=lang)
    client.get(f"{AT}/{page}")
    assert ("可查看人员" if lang == "zh" else "Who can see this") in client.text()


@pytest.mark.parametrize(
    "page",
    ["no-such-part", "departments", "steps", "steps/new", "actions/edit/nobody", "steps/edit/step-nobody",
     "pictures/edit/nobody", "actions/remove/nobody", "wordings/nobody", "questions/nobody", "pictures/file/00"],
)  # fmt: skip
def test_what_is_not_there_is_not_found(official: Client, page: str) -> None:
    official.get(f"{AT}/{page}", 404)


@pytest.mark.parametrize(
    "page", ["", "/actions", "/actions/new", "/projects/edit/p01", "/formulation", "/financing"]
)
def test_a_neighbour_sees_none_of_it(neighbour: Client, page: str) -> None:
    neighbour.get(f"{AT}{page}", 404)


@pytest.mark.parametrize("part", FORMS)
def test_an_empty_form_tells_what_is_needed_or_is_kept(official: Client, part: str) -> None:
    official.get(f"{AT}/{part}/new")
    needed = any(field.required for field in PARTS[part].fields)
    answer = official.post(f"{AT}/{part}/new", {}, 400 if needed else None)
    assert answer.status_code == (400 if needed else 303)


def test_an_entry_is_added_changed_moved_and_removed(official: Client, engine: Engine) -> None:
    official.get(f"{AT}/projects/new?action=space")
    assert sent(official)["action"] == "space"
    cells = sent(
        official,
        title_zh="新项目",
        years_from="2027",
        years_to="2029",
        cost="1,200",
        department_zh="市水务局",
    )
    official.follow(official.post(f"{AT}/projects/new", cells))
    assert "Saved." in official.text()
    made = data(engine).projects[-1]
    assert (made.title.zh, made.years, made.cost, made.action) == (
        "新项目",
        (2027, 2029),
        Decimal(1200),
        "space",
    )
    official.get(f"{AT}/projects/edit/{made.id}")
    official.post(f"{AT}/projects/edit/{made.id}", sent(official, title_en="New project"))
    assert data(engine).projects[-1].title.en == "New project"
    official.get(f"{AT}/projects")
    official.post(f"{AT}/projects/order", {"move": f"up:{made.id}", "seen": seen(official)})
    assert data(engine).projects[-2].id == made.id
    official.get(f"{AT}/projects/remove/{made.id}")
    assert "New project" in official.text()
    official.follow(official.post(f"{AT}/projects/remove/{made.id}", {"seen": seen(official)}))
    assert "Removed." in official.text()
    assert made.id not in {one.id for one in data(engine).projects}


def test_a_fault_stands_at_its_field_and_what_was_typed_stays(official: Client, engine: Engine) -> None:
    before = data(engine)
    official.get(f"{AT}/targets/edit/t-nature")
    official.post(
        f"{AT}/targets/edit/t-nature", sent(official, value="many", year="26", metric_en="Typed"), 400
    )
    assert official.page is not None
    assert [one.get("href") for one in official.page.xpath("//*[@data-error-summary]//a")] == [
        "#value",
        "#year",
    ]
    assert official.page.xpath("//input[@name='metric_en']/@value") == ["Typed"]
    assert official.page.xpath("//input[@name='value']/@value") == ["many"]
    assert data(engine) == before


def test_what_is_ticked_in_a_list_of_indicators_is_kept(official: Client, engine: Engine) -> None:
    official.get(f"{AT}/actions/edit/policy")
    assert official.page is not None
    assert official.page.xpath("//input[@name='indicators'][@checked]/@value") == ["cbi2021_15", "cbi2021_17"]
    official.post(f"{AT}/actions/edit/policy", sent(official, indicators=["cbi2021_01", "cbi2021_15"]))
    action = next(one for one in data(engine).actions if one.id == "policy")
    assert action.indicators == ("cbi2021_01", "cbi2021_15")
    assert action.links


def test_the_same_page_saved_unchanged_changes_nothing(official: Client, engine: Engine) -> None:
    before = data(engine)
    for part, key in (("actions", "policy"), ("targets", "t-nature"), ("projects", "p01")):
        official.get(f"{AT}/{part}/edit/{key}")
        fields = sent(official)
        if part == "actions":
            fields["indicators"] = ["cbi2021_15", "cbi2021_17"]
        official.post(f"{AT}/{part}/edit/{key}", fields)
    assert data(engine) == before


def test_a_layer_that_signs_before_its_turn_is_told(neighbour: Client) -> None:
    at = f"/city/{CITY + 1}/plan-data/signoffs"
    neighbour.get(f"{at}/new")
    fields = {"layer": "leadership", "body_en": "Leading group", "on": "2026-11-20", "seen": ""}
    neighbour.follow(neighbour.post(f"{at}/new", fields))
    assert "A later layer has signed" in neighbour.text()
    assert "Formulation team, Expert level, Sectoral level" in neighbour.text()


def test_where_the_city_stands_with_a_step_is_kept(official: Client, engine: Engine) -> None:
    official.get(f"{AT}/steps/edit/step-commit")
    cells = sent(official, state="done", on="2026-11-20", note_en="Mandate given")
    official.follow(official.post(f"{AT}/steps/edit/step-commit", cells))
    assert "Mandate given" in official.text()
    (state,) = [one for one in data(engine).steps if one.step == "step-commit"]
    assert state.state == "done"
    official.get(f"{AT}/steps/edit/advice-survey")
    official.follow(official.post(f"{AT}/steps/edit/advice-survey", sent(official, state="under_way")))
    assert "Under way" in official.text()


def test_the_national_areas_are_offered_where_there_are_none(neighbour: Client, engine: Engine) -> None:
    at = f"/city/{CITY + 1}/plan-data"
    neighbour.get(f"{at}/areas")
    neighbour.follow(neighbour.post(f"{at}/areas/take-over"))
    assert len(data(engine, CITY + 1).areas) == 4
    assert "Take over the national areas" not in neighbour.text()


def test_own_words_take_the_place_of_a_section_until_they_are_emptied(
    official: Client, engine: Engine
) -> None:
    official.get(f"{AT}/wordings/status")
    official.follow(official.post(f"{AT}/wordings/status", sent(official, words_en="Our own words.")))
    assert "Our own words." in official.text()
    assert data(engine).wording["status"].en == "Our own words."
    official.get(f"{AT}/wordings/status")
    official.post(f"{AT}/wordings/status", sent(official, words_en=" "))
    assert "status" not in data(engine).wording


def test_the_questions_of_a_section_are_answered(neighbour: Client, engine: Engine) -> None:
    at = f"/city/{CITY + 1}/plan-data/questions"
    neighbour.get(f"{at}/status")
    neighbour.post(f"{at}/status", sent(neighbour, plants="many"), 400)
    neighbour.follow(neighbour.post(f"{at}/status", sent(neighbour, plants="1490", landform_en="hills")))
    answers = data(engine, CITY + 1).fields["status"]
    assert answers["plants"] == 1490
    assert "2 of" in neighbour.text()


def test_a_picture_is_taken_shown_and_hidden_from_the_neighbour(
    official: Client, neighbour: Client, engine: Engine
) -> None:
    official.get(f"{AT}/pictures/new")
    assert "No exact places of sensitive species" in official.text()
    picture = (BytesIO(png()), "湿地.png")
    official.post(f"{AT}/pictures/new", {"file": picture, "caption_en": "Wetlands"}, 400)
    assert official.page is not None
    assert official.page.xpath("//*[@data-error-summary]//a/@href") == ["#no_exact_sites"]
    fields = {"file": (BytesIO(png()), "a.png"), "caption_en": "Wetlands", "no_exact_sites": "y"}
    official.follow(official.post(f"{AT}/pictures/new", fields))
    kept = data(engine).pictures[-1]
    shown = official.get(f"{AT}/pictures/file/{kept.file}")
    assert (shown.mimetype, shown.get_data()) == ("image/png", png())
    neighbour.get(f"{AT}/pictures/file/{kept.file}", 404)
    neighbour.get(f"/city/{CITY + 1}/plan-data/pictures/file/{kept.file}", 404)
    official.get(f"{AT}/pictures/edit/{kept.id}")
    official.post(f"{AT}/pictures/edit/{kept.id}", sent(official, alt_en="A lake"))
    assert data(engine).pictures[-1].alt.en == "A lake"


@pytest.mark.parametrize("content", [b"<svg onload='alert(1)'/>", b"GIF89a", b"\x89PNG\r\n\x1a\n"])
def test_what_only_says_it_is_a_picture_is_refused(official: Client, engine: Engine, content: bytes) -> None:
    official.get(f"{AT}/pictures/new")
    fields = {"file": (BytesIO(content), "a.png"), "caption_en": "x", "no_exact_sites": "y"}
    official.post(f"{AT}/pictures/new", fields, 400)
    assert "PNG and JPEG" in official.text()


def send_picture(client: Client, content: bytes) -> int:
    """Send a large picture, whose body the test client would else keep in a file that nobody closes. Returns the status."""
    said = {"csrf_token": client.token, "caption_en": "Large", "no_exact_sites": "y"}
    parts = [
        f'--x\r\nContent-Disposition: form-data; name="{one}"\r\n\r\n{words}\r\n'
        for one, words in said.items()
    ]
    parts.append('--x\r\nContent-Disposition: form-data; name="file"; filename="a.png"\r\n\r\n')
    body = "".join(parts).encode() + content + b"\r\n--x--\r\n"
    kind = "multipart/form-data; boundary=x"
    return client.browser.post(f"{AT}/pictures/new", data=body, content_type=kind).status_code


def test_a_picture_larger_than_a_form_is_taken_but_no_file_of_any_size(
    official: Client, engine: Engine
) -> None:
    official.get(f"{AT}/pictures/new")
    assert send_picture(official, png(2000, 2000, extra=[(b"tEXt", b"x" * 3_000_000)])) == 303
    assert data(engine).pictures[-1].caption.en == "Large"
    assert send_picture(official, b"x" * 12_000_000) == 413
    official.post(f"{AT}/projects/new", {"title_en": "x" * 3_000_000}, 413)


def test_a_case_is_picked_from_the_library(official: Client, engine: Engine) -> None:
    official.get(f"{AT}/case-library")
    assert "Source:" in official.text()
    official.follow(official.post(f"{AT}/case-library", {"origin": "qilihai-wetland"}))
    assert "The case is in your list now." in official.text()
    assert data(engine).cases[-1].origin == "qilihai-wetland"
    official.get(f"{AT}/case-library")
    assert "In your list" in official.text()
    official.post(f"{AT}/case-library", {"origin": "nobody"}, 404)


def test_financing_adds_up_what_was_entered(official: Client, engine: Engine) -> None:
    official.get(f"{AT}/funding/new")
    fields = {
        "kind": "planned",
        "source": "budget",
        "year": "2027",
        "amount": "120",
        "project": "p01",
        "seen": "",
    }
    official.post(f"{AT}/funding/new", fields)
    official.get(f"{AT}/financing")
    assert official.page is not None
    rows = {row.xpath("string(th)").strip(): row for row in official.page.xpath("//tr[td]")}
    project = rows["Drafting of the conservation measures"]
    assert [one.text for one in project.xpath("td")] == ["120", "120", "0"]


def test_names_of_departments_are_suggested(official: Client) -> None:
    official.get(f"{AT}/projects/edit/p01")
    assert official.page is not None
    assert "市生态环境局" in official.page.xpath("//datalist[@id='department_zh-list']/option/@value")


def test_the_standing_text_is_kept_by_administrators_and_shown_beside_an_empty_one(
    signed_in: Callable[..., Client], neighbour: Client
) -> None:
    administrator = signed_in("administrator")
    administrator.get("/w/admin/standing-texts")
    administrator.post("/w/admin/standing-texts", sent(administrator, on="soon"), 400)
    cells = sent(administrator, text_en="Guided by the standing text.", on="2026-11-20")
    administrator.follow(administrator.post("/w/admin/standing-texts", cells))
    neighbour.get(f"/city/{CITY + 1}/plan-data/guiding")
    assert "Guided by the standing text." in neighbour.text()


def test_words_of_a_person_stay_words(official: Client) -> None:
    payload = '"><script>alert(1)</script>{{7*7}}'
    official.get(f"{AT}/projects/new")
    official.follow(official.post(f"{AT}/projects/new", sent(official, title_en=payload, funding_en=payload)))
    assert official.page is not None
    assert not official.page.xpath("//script[not(@src)]")
    assert payload in official.text()
