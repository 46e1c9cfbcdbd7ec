"""A CitiesWithNature profile from its text to the city's data, page by page."""

from __future__ import annotations

import io
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from sqlalchemy import Engine

from lbsap.actions.cities.workspace import change_city, open_city
from lbsap.model.actor import Actor
from lbsap.model.city import CityAction, CityData
from lbsap.model.errors import BadInput
from lbsap.model.problems import problem
from lbsap.model.text import Text, same
from tests.web.conftest import CITY, Client

COUNTY = CITY + 1
PAGE = f"/city/{COUNTY}/import"
DATA = Path(__file__).parents[2] / "data"
OWN = DATA / "citieswithnature_congjiang.txt"
REAL = Path(__file__).parents[4] / "shared" / "seeds"
PROFILES = [OWN, *sorted(REAL.glob("004*.txt"))]
ANSWERS = {"meaning.tree_cover": "1", "meaning.urban_green_and_blue_area": "unknown"}


def _data(engine: Engine) -> CityData:
    return open_city(Actor.local(), engine, COUNTY).data


def _action(engine: Engine, action_id: str) -> CityAction:
    return next(one for one in _data(engine).actions if one.id == action_id)


def _read(client: Client, path: Path = OWN) -> None:
    client.get(PAGE)
    client.follow(client.post(PAGE, {"file": (io.BytesIO(path.read_bytes()), path.name)}))


def _form(client: Client) -> dict[str, str]:
    assert client.page is not None
    (form,) = (one for one in client.page.forms if "marks" in one.fields)
    return {
        name: (value or "").removeprefix("\n") for name, value in form.form_values() if name != "csrf_token"
    }


def _take_over(client: Client, how: str = "keep") -> None:
    """Decide every conflict in the same way, and take over."""
    assert client.page is not None
    client.follow(client.post(f"{PAGE}/effect", _decided(client, how)))


def _decided(client: Client, how: str) -> dict[str, str]:
    """The form of the conflicts with the same decision on each."""
    assert client.page is not None
    names = client.page.xpath("//input[@type='radio']/@name")
    return {"seen": _seen(client, "effect"), **dict.fromkeys(names, how)}


def _seen(client: Client, form: str) -> str:
    """The stamp that a form of the page bears, by the end of its address."""
    assert client.page is not None
    (found,) = (one for one in client.page.forms if str(one.action).endswith(f"/{form}"))
    return str(found.fields["seen"])


def _to_effect(client: Client) -> None:
    """Answer what is asked, and go on to what would change."""
    client.get(f"{PAGE}/read")
    client.follow(client.post(f"{PAGE}/read", _form(client) | ANSWERS | {"go": "on"}))


@pytest.mark.parametrize("path", PROFILES, ids=lambda path: path.stem[:20])
def test_the_county_profile_shows_26_actions_11_baselines_9_targets_and_asks_about_230000_ha(
    neighbour: Client, path: Path
) -> None:
    _read(neighbour, path)
    text = neighbour.text()
    assert "26 actions, 11 baselines and 9 targets" in text
    assert "41 texts could not be read" in text
    assert "Urban green and blue space: 230,000 ha" in text
    assert neighbour.page is not None
    assert len(neighbour.page.xpath("//section[@class='lbsap-read']")) == 26
    assert len(neighbour.page.xpath("//textarea[starts-with(@name, 'original.')]")) == 46
    assert not neighbour.page.xpath("//input[@type='radio'][@checked]")
    assert "NBSAP 2023-2030 9 In-situ conservation of biodiversity" in text


def test_a_fragment_stands_beside_the_box_for_its_original(neighbour: Client) -> None:
    _read(neighbour)
    assert neighbour.page is not None
    (pair,) = neighbour.page.xpath(
        "//textarea[@name='original.CWN-06.description']/ancestor::div[@class='lbsap-read__pair']"
    )
    assert "GRYOVAYQITNTGWT" in pair.text_content()
    assert "Unreadable" in pair.text_content()


def test_figures_are_not_taken_over_until_somebody_says_what_they_mean(
    neighbour: Client, engine: Engine
) -> None:
    _read(neighbour)
    before = _data(engine)
    neighbour.post(f"{PAGE}/read", _form(neighbour) | {"go": "on"}, 400)
    assert "Choose what “Tree cover” means." in neighbour.text()
    neighbour.get(f"{PAGE}/effect", 302)
    assert _data(engine) == before


def test_what_was_read_and_pasted_becomes_the_citys_data(neighbour: Client, engine: Engine) -> None:
    _read(neighbour)
    pasted = {
        "original.CWN-01.description": "建设湿地公园2处。",
        "original.CWN-01.target": "到2030年建成3处。",
    }
    neighbour.follow(neighbour.post(f"{PAGE}/read", _form(neighbour) | ANSWERS | pasted | {"go": "on"}))
    assert "Priority actions: 26" in neighbour.text()
    _take_over(neighbour)
    data = _data(engine)
    assert (len(data.actions), len(data.targets), data.profile.population) == (26, 9, 395_000)
    assert _action(engine, "CWN-01").description.zh == "建设湿地公园2处。"
    assert "description" not in _action(engine, "CWN-01").unreadable
    assert "description" in _action(engine, "CWN-02").unreadable
    assert data.targets[0].wording.zh == "到2030年建成3处。"
    facts = {one.key: one for one in data.profile.facts}
    assert facts["forest_cover_rate"].value == Decimal("69.39")
    assert facts["urban_green_and_blue_area"].doubtful
    assert _action(engine, "CWN-12").baseline.zh == "森林覆盖率为69.39%。"
    assert "（待核实）为230000公顷" in _action(engine, "CWN-15").baseline.zh
    neighbour.get(f"{PAGE}/read", 302)


def test_work_on_an_import_can_be_left_and_taken_up_again(neighbour: Client) -> None:
    _read(neighbour)
    sent = _form(neighbour) | {
        "original.CWN-01.description": "以后再贴其余。",
        "meaning.tree_cover": "0",
        "go": "keep",
    }
    neighbour.follow(neighbour.post(f"{PAGE}/read", sent))
    assert "Saved. You can close this page" in neighbour.text()
    assert _form(neighbour)["original.CWN-01.description"] == "以后再贴其余。"
    assert _form(neighbour)["meaning.tree_cover"] == "0"
    neighbour.get(PAGE)
    assert "An import is waiting" in neighbour.text()


def test_two_people_who_paste_into_different_boxes_both_keep_their_work(neighbour: Client) -> None:
    _read(neighbour)
    opened = _form(neighbour)
    neighbour.post(f"{PAGE}/read", opened | {"original.CWN-01.description": "甲。", "go": "keep"})
    neighbour.follow(
        neighbour.post(f"{PAGE}/read", opened | {"original.CWN-02.description": "乙。", "go": "keep"})
    )
    form = _form(neighbour)
    assert (form["original.CWN-01.description"], form["original.CWN-02.description"]) == ("甲。", "乙。")


def test_of_two_people_on_one_box_the_second_sees_both_words(neighbour: Client) -> None:
    _read(neighbour)
    opened = _form(neighbour)
    neighbour.post(f"{PAGE}/read", opened | {"original.CWN-01.description": "甲的原文。", "go": "keep"})
    neighbour.post(f"{PAGE}/read", opened | {"original.CWN-01.description": "乙的原文。", "go": "keep"}, 409)
    assert "A colleague pasted: 甲的原文。" in neighbour.text()
    form = _form(neighbour)
    assert form["original.CWN-01.description"] == "乙的原文。"
    neighbour.follow(neighbour.post(f"{PAGE}/read", form | {"go": "keep"}))
    assert _form(neighbour)["original.CWN-01.description"] == "乙的原文。"


def _enter_population(engine: Engine, people: int) -> None:
    from dataclasses import replace

    change_city(
        Actor.local(),
        engine,
        COUNTY,
        "profile changed",
        lambda data: replace(data, profile=replace(data.profile, population=people)),
    )


def test_what_people_entered_is_overwritten_only_where_they_say_so(neighbour: Client, engine: Engine) -> None:
    _enter_population(engine, 400_000)
    _read(neighbour)
    neighbour.follow(neighbour.post(f"{PAGE}/read", _form(neighbour) | ANSWERS | {"go": "on"}))
    assert "Population" in neighbour.text()
    neighbour.post(f"{PAGE}/effect", {"seen": _seen(neighbour, "effect")}, 400)
    assert "choose whether to keep" in neighbour.text()
    neighbour.post(f"{PAGE}/effect", _decided(neighbour, "keep"))
    assert _data(engine).profile.population == 400_000
    assert _data(engine).city == Text("邻县", "Neighbour County")
    assert len(_data(engine).actions) == 26


def test_a_conflict_that_changed_after_it_was_decided_is_asked_again(
    neighbour: Client, engine: Engine
) -> None:
    _enter_population(engine, 400_000)
    _read(neighbour)
    neighbour.follow(neighbour.post(f"{PAGE}/read", _form(neighbour) | ANSWERS | {"go": "on"}))
    decided = _decided(neighbour, "take")
    _enter_population(engine, 410_000)
    neighbour.post(f"{PAGE}/effect", decided, 400)
    assert "410000" in neighbour.text()
    assert _data(engine).profile.population == 410_000


@pytest.fixture
def colleague(signed_in: Callable[..., Client]) -> Client:
    """The browser of a colleague who works on the same import."""
    return signed_in("neighbour")


def _profile(words: str) -> dict[str, str]:
    """Another profile, with one action described in these words."""
    return {"pasted": f"Increase protected areas\n\nDescription of how city is taking action\n{words}\n"}


def test_what_a_colleague_has_read_meanwhile_is_not_taken_over_unseen(
    neighbour: Client, colleague: Client, engine: Engine
) -> None:
    _read(neighbour)
    _to_effect(neighbour)
    decided, before = _decided(neighbour, "take"), _data(engine)
    colleague.get(PAGE)
    colleague.post(PAGE, {**_profile("Another wetland"), "seen": _seen(colleague, "import")})
    neighbour.post(f"{PAGE}/effect", decided, 409)
    assert "Someone else has changed this import meanwhile" in neighbour.text()
    assert _data(engine) == before
    _take_over(neighbour)
    assert len(_data(engine).actions) == 1


def test_answers_added_since_the_effect_was_seen_are_shown_before_they_are_taken_over(
    neighbour: Client, colleague: Client, engine: Engine
) -> None:
    _read(neighbour)
    _to_effect(neighbour)
    decided = _decided(neighbour, "keep")
    colleague.get(f"{PAGE}/read")
    pasted = {"original.CWN-01.description": "湿地公园。", "go": "keep"}
    colleague.post(f"{PAGE}/read", _form(colleague) | pasted)
    neighbour.post(f"{PAGE}/effect", decided, 409)
    assert "look at it and decide again" in neighbour.text()
    assert _data(engine).actions == ()
    _take_over(neighbour)
    assert _action(engine, "CWN-01").description.zh == "湿地公园。"


def test_answers_to_an_import_that_was_replaced_are_given_back_and_not_mixed_into_the_new_one(
    neighbour: Client, colleague: Client, engine: Engine
) -> None:
    _read(neighbour)
    typed = _form(neighbour) | {"original.CWN-01.description": "我贴的原文。", "go": "keep"}
    colleague.get(PAGE)
    colleague.post(PAGE, {**_profile("Another wetland"), "seen": _seen(colleague, "import")})
    neighbour.post(f"{PAGE}/read", typed, 409)
    assert "Someone else has read another profile meanwhile" in neighbour.text()
    assert "我贴的原文。" in neighbour.text()
    assert "我贴的原文。" not in _form(neighbour).values()
    neighbour.get(f"{PAGE}/read")
    assert "我贴的原文。" not in neighbour.text()


def test_an_import_that_a_colleague_has_worked_on_is_not_put_aside_unseen(
    neighbour: Client, colleague: Client
) -> None:
    _read(neighbour)
    sent = {"seen": _seen(neighbour, "drop")}
    colleague.get(f"{PAGE}/read")
    colleague.post(
        f"{PAGE}/read", _form(colleague) | {"original.CWN-01.description": "同事贴的。", "go": "keep"}
    )
    neighbour.post(f"{PAGE}/drop", sent, 409)
    assert "Nothing was taken over or put aside." in neighbour.text()
    assert _form(neighbour)["original.CWN-01.description"] == "同事贴的。"
    neighbour.post(f"{PAGE}/drop", {"seen": _seen(neighbour, "drop")})


def test_an_import_that_a_colleague_has_begun_is_not_replaced_unseen(
    neighbour: Client, colleague: Client
) -> None:
    neighbour.get(PAGE)
    _read(colleague)
    neighbour.post(PAGE, _profile("Mine"), 409)
    assert "Look at it first." in neighbour.text()
    assert neighbour.page is not None
    assert "Mine" in neighbour.page.xpath("string(//textarea)")
    mine = {**_profile("Mine"), "seen": _seen(neighbour, "import")}
    for _ in range(2):  # a second click does no harm
        neighbour.follow(neighbour.post(PAGE, mine))
    assert "Mine" in neighbour.text()


@pytest.mark.parametrize(
    ("page", "sent"),
    [("effect", {}), ("read", {"original.CWN-01.description": "我贴的原文。", "go": "keep"})],
)
def test_where_nothing_waits_any_more_it_is_said_and_typed_words_are_given_back(
    neighbour: Client, colleague: Client, page: str, sent: dict[str, str]
) -> None:
    _read(neighbour)
    colleague.get(f"{PAGE}/read")
    colleague.post(f"{PAGE}/drop", {"seen": _seen(colleague, "drop")})
    colleague.follow(colleague.post(f"{PAGE}/drop", {}))  # a second click does no harm
    neighbour.post(f"{PAGE}/{page}", sent, 409)
    assert "No import is waiting any more" in neighbour.text()
    assert all(words in neighbour.text() for words in sent.values() if words != "keep")


def test_a_problem_of_a_conflict_that_is_no_longer_there_is_told_all_the_same(
    neighbour: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_given: object) -> None:
        raise BadInput([problem("conflict_open", "vision_zh:0", label=same("Vision"))])

    _read(neighbour)
    _to_effect(neighbour)
    monkeypatch.setattr("lbsap.web.city.importing.take_import_over", refuse)
    neighbour.post(f"{PAGE}/effect", _decided(neighbour, "keep"), 400)
    assert "“Vision”: choose whether to keep" in neighbour.text()


def test_an_import_can_be_put_aside(neighbour: Client, engine: Engine) -> None:
    _read(neighbour)
    before = _data(engine)
    neighbour.follow(neighbour.post(f"{PAGE}/drop", {"seen": _seen(neighbour, "drop")}))
    assert "The import was put aside." in neighbour.text()
    neighbour.get(f"{PAGE}/read", 302)
    assert _data(engine) == before


def test_text_copied_from_the_pdf_may_be_pasted(neighbour: Client) -> None:
    neighbour.get(PAGE)
    words = "\n".join(line.strip() for line in OWN.read_text("utf-8").splitlines())
    neighbour.follow(neighbour.post(PAGE, {"pasted": words}))
    assert "26 actions, 11 baselines and 9 targets" in neighbour.text()


@pytest.mark.parametrize(
    ("sent", "told"),
    [
        ({}, "Paste the text, or choose a file."),
        ({"pasted": "A letter to the mayor."}, "this is not the text of a CitiesWithNature profile"),
        ({"file": (io.BytesIO(b"%PDF-1.7 ..."), "profile.pdf")}, "This is a PDF file"),
    ],
)
def test_what_is_no_profile_is_told_and_nothing_waits(
    neighbour: Client, sent: dict[str, object], told: str
) -> None:
    neighbour.get(PAGE)
    neighbour.post(PAGE, sent, 400)
    assert told in neighbour.text()
    neighbour.get(f"{PAGE}/read", 302)


def test_hostile_words_of_a_profile_are_shown_as_words(neighbour: Client) -> None:
    neighbour.get(PAGE)
    words = "Increase protected areas\n\nDescription of how city is taking action\n<script>alert(1)</script> wetlands\n"
    neighbour.follow(neighbour.post(PAGE, {"pasted": words}))
    assert "<script>alert(1)</script>" in neighbour.text()
