"""What the people of a city enter for its plan: kept, told to the audit trail, and lost to nobody who works beside them."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from sqlalchemy import Engine

import lbsap_nbsap
import lbsap_outline
import lbsap_sections
from lbsap.actions.cities import cases, needs, parts, pictures, standing
from lbsap.actions.cities.sharing import share
from lbsap.actions.cities.workspace import new_city, open_city
from lbsap.model.actor import Actor
from lbsap.model.city import CityAction, CityData
from lbsap.model.city_plan import CaseExample, DatedText
from lbsap.model.errors import BadInput, NotAllowed, NotFound
from lbsap.model.text import Text, same
from lbsap.registry import Registry, from_modules
from lbsap.steps.cities.part_change import order_stamp
from lbsap.steps.cities.parts import PARTS, cells_of
from lbsap.steps.common.stamp import stamp
from lbsap.store.audit import trail
from lbsap.store.engine import session_scope
from tests.services.pictures import exif, jpeg, png

ADMINISTRATOR = Actor("administrator@example.org", frozenset({"administrator"}))
VIEWER = Actor("viewer@example.org", frozenset({"viewer"}))
PICTURE = {"caption_en": "Wetlands", "no_exact_sites": "yes"}


@pytest.fixture
def city(engine: Engine) -> int:
    """A city with two actions."""
    actions = tuple(CityAction(name, same(name)) for name in ("a1", "a2"))
    return new_city(ADMINISTRATOR, engine, CityData(Text("示例市", "Sample City"), actions=actions))


@pytest.fixture
def official(city: int) -> Actor:
    return Actor("official@example.org", frozenset({"city"}), frozenset({city}))


@pytest.fixture(scope="module")
def registry() -> Registry:
    made = Registry()
    modules = [("outline", lbsap_outline), ("sections", lbsap_sections), ("nbsap", lbsap_nbsap)]
    for candidate in from_modules(modules, own=True):
        made.admit(candidate)
    return made


@pytest.fixture
def standing_data(engine: Engine, city: int) -> Callable[[], CityData]:
    """What stands now."""
    return lambda: open_city(ADMINISTRATOR, engine, city).data


def told(caught: pytest.ExceptionInfo[BadInput]) -> list[tuple[str, str]]:
    return [(one.where, one.code) for one in caught.value.problems]


def test_what_is_added_changed_moved_and_removed_stands_in_the_trail(
    engine: Engine, city: int, official: Actor, standing_data: Callable[[], CityData]
) -> None:
    key = parts.add_entry(official, engine, city, "actions", {"title_zh": "修复湿地"})
    data = standing_data()
    cells = cells_of(PARTS["actions"], data.actions[2]) | {"title_en": "Restore wetlands"}
    assert parts.save_entry(official, engine, city, "actions", key, stamp(data.actions[2]), cells) == key
    parts.move_entry(official, engine, city, "actions", key, order_stamp(data, PARTS["actions"]), -1)
    parts.remove_entry(official, engine, city, "actions", "a1", stamp(data.actions[0]))
    assert [one.title for one in standing_data().actions] == [
        Text("修复湿地", "Restore wetlands"),
        same("a2"),
    ]
    with session_scope(engine, write=False) as session:
        whats = {event.what for event in trail(session)}
    assert {"plan entry added", "plan entry changed", "plan entries reordered", "plan entry removed"} <= whats


def test_many_who_add_at_once_all_keep_their_entry(
    engine: Engine, city: int, official: Actor, standing_data: Callable[[], CityData]
) -> None:
    def add(number: int) -> str:
        return parts.add_entry(official, engine, city, "projects", {"title_en": f"Project {number}"})

    with ThreadPoolExecutor(4) as pool:
        keys = list(pool.map(add, range(8)))
    assert len(set(keys)) == 8
    assert {one.title.en for one in standing_data().projects} == {f"Project {number}" for number in range(8)}


def test_of_two_who_change_one_entry_the_second_is_told_and_nothing_is_lost(
    engine: Engine, city: int, official: Actor, standing_data: Callable[[], CityData]
) -> None:
    entry = standing_data().actions[0]
    cells, seen = cells_of(PARTS["actions"], entry), stamp(entry)
    parts.save_entry(official, engine, city, "actions", "a1", seen, cells | {"result_en": "Mine"})
    with pytest.raises(BadInput) as caught:
        parts.save_entry(official, engine, city, "actions", "a1", seen, cells | {"result_en": "Yours"})
    assert told(caught) == [("newer", "part_changed")]
    with pytest.raises(BadInput):
        parts.remove_entry(official, engine, city, "actions", "a1", seen)
    assert standing_data().actions[0].result.en == "Mine"


def test_an_order_that_has_changed_meanwhile_is_not_changed_again(
    engine: Engine, city: int, official: Actor, standing_data: Callable[[], CityData]
) -> None:
    seen = order_stamp(standing_data(), PARTS["actions"])
    parts.add_entry(official, engine, city, "actions", {"title_en": "New"})
    with pytest.raises(BadInput) as caught:
        parts.move_entry(official, engine, city, "actions", "a2", seen, -1)
    assert told(caught) == [("newer", "part_changed")]


def test_a_city_that_is_none_of_ones_own_is_not_found_by_any_action(
    engine: Engine, city: int, registry: Registry
) -> None:
    stranger = Actor("stranger@example.org", frozenset({"city"}), frozenset({city + 1}))
    tries: list[Callable[[], object]] = [
        lambda: parts.add_entry(stranger, engine, city, "projects", {"title_en": "x"}),
        lambda: parts.save_entry(stranger, engine, city, "actions", "a1", "", {"title_en": "x"}),
        lambda: parts.remove_entry(stranger, engine, city, "actions", "a1", ""),
        lambda: parts.move_entry(stranger, engine, city, "actions", "a1", "", 1),
        lambda: parts.take_national_areas(stranger, engine, registry, city),
        lambda: parts.save_guiding(stranger, engine, city, "", {}),
        lambda: parts.save_vision(stranger, engine, city, "", {}),
        lambda: parts.save_wording(stranger, engine, city, "status", "", {}),
        lambda: needs.save_needs(stranger, engine, registry, city, "status", "", {}),
        lambda: pictures.add_picture(stranger, engine, city, PICTURE, png()),
        lambda: pictures.save_picture(stranger, engine, city, "pic1", "", PICTURE, None),
        lambda: pictures.picture_file(stranger, engine, city, "0" * 64),
        lambda: cases.offered_cases(stranger, engine, city),
        lambda: cases.pick_case(stranger, engine, city, "kunming-lbsap"),
    ]
    for attempt in tries:
        with pytest.raises(NotFound):
            attempt()


def test_a_viewer_may_change_nothing(engine: Engine, city: int) -> None:
    with pytest.raises(NotAllowed):
        parts.add_entry(VIEWER, engine, city, "projects", {"title_en": "x"})
    with pytest.raises(NotAllowed):
        standing.save_guiding_thought(VIEWER, engine, "", {})


def test_the_national_areas_are_taken_over_once(
    engine: Engine, city: int, official: Actor, registry: Registry, standing_data: Callable[[], CityData]
) -> None:
    parts.take_national_areas(official, engine, registry, city)
    areas = standing_data().areas
    assert len(areas) == 4
    assert all(one.follows and one.title.zh and one.title.en for one in areas)
    parts.remove_entry(official, engine, city, "areas", areas[0].id, stamp(areas[0]))
    parts.take_national_areas(official, engine, registry, city)
    assert {one.follows for one in standing_data().areas} == {one.follows for one in areas}


def test_texts_that_stand_by_themselves_are_kept_on_the_ground_that_was_seen(
    engine: Engine, city: int, official: Actor, standing_data: Callable[[], CityData]
) -> None:
    before = standing_data()
    guiding = {"text_zh": "以……为指导。", "on": "2026年11月20日", "source": "市政府文件"}
    parts.save_guiding(official, engine, city, stamp(before.guiding), guiding)
    parts.save_vision(official, engine, city, stamp(before.vision), {"vision_en": "Birds over the lake."})
    parts.save_wording(official, engine, city, "status", stamp(Text()), {"words_zh": "本地表述。"})
    data = standing_data()
    assert data.guiding == DatedText(Text("以……为指导。"), date(2026, 11, 20), "市政府文件")
    assert (data.vision.en, data.wording) == ("Birds over the lake.", {"status": Text("本地表述。")})
    for save in (parts.save_guiding, parts.save_vision):
        with pytest.raises(BadInput) as caught:
            save(official, engine, city, stamp(DatedText() if save is parts.save_guiding else Text()), {})
        assert told(caught) == [("newer", "part_changed")]
    parts.save_wording(official, engine, city, "status", stamp(Text("本地表述。")), {})
    assert standing_data().wording == {}


def test_the_answers_to_a_section_are_kept_and_checked(
    engine: Engine, city: int, official: Actor, registry: Registry, standing_data: Callable[[], CityData]
) -> None:
    cells = {"landform_zh": "山地为主", "plants": "1490", "survey_year": "2024"}
    needs.save_needs(official, engine, registry, city, "status", stamp({}), cells)
    answers = standing_data().fields["status"]
    assert answers == {"landform": Text("山地为主"), "plants": 1490, "survey_year": 2024}
    with pytest.raises(BadInput) as caught:
        needs.save_needs(official, engine, registry, city, "status", stamp(answers), {"plants": "many"})
    assert told(caught) == [("plants", "not_a_number")]
    with pytest.raises(BadInput) as caught:
        needs.save_needs(official, engine, registry, city, "status", stamp({}), cells)
    assert told(caught) == [("newer", "part_changed")]
    with pytest.raises(NotFound):
        needs.save_needs(official, engine, registry, city, "foreword-of-nobody", stamp({}), {})
    needs.save_needs(official, engine, registry, city, "status", stamp(answers), {})
    assert standing_data().fields == {}


def test_a_picture_is_kept_clean_and_goes_to_the_people_of_its_city(
    engine: Engine, city: int, official: Actor, standing_data: Callable[[], CityData]
) -> None:
    key = pictures.add_picture(official, engine, city, PICTURE, jpeg(extra=[exif(6)]))
    (kept,) = standing_data().pictures
    content, media_type = pictures.picture_file(official, engine, city, kept.file)
    assert (kept.id, kept.media_type, media_type) == (key, "image/jpeg", "image/jpeg")
    assert b"GPS" not in content
    cells = cells_of(PARTS["pictures"], kept) | {"caption_zh": "湿地"}
    pictures.save_picture(official, engine, city, key, stamp(kept), cells, None)
    again = standing_data().pictures[0]
    assert (again.caption, again.file) == (Text("湿地", "Wetlands"), kept.file)
    pictures.save_picture(official, engine, city, key, stamp(again), cells, png())
    assert standing_data().pictures[0].media_type == "image/png"
    with pytest.raises(BadInput) as caught:
        pictures.save_picture(official, engine, city, key, stamp(again), cells, None)
    assert told(caught) == [("newer", "part_changed")]


def test_a_picture_removed_meanwhile_is_added_anew_with_its_bytes_only(
    engine: Engine, city: int, official: Actor, standing_data: Callable[[], CityData]
) -> None:
    key = pictures.add_picture(official, engine, city, PICTURE, png())
    seen = stamp(standing_data().pictures[0])
    parts.remove_entry(official, engine, city, "pictures", key, seen)
    cells = PICTURE | {"id": key}
    for ground, content, told_ in (
        (seen, None, ("newer", "part_gone")),
        ("", None, ("file", "entry_apart")),
    ):
        with pytest.raises(BadInput) as caught:
            pictures.save_picture(official, engine, city, key, ground, cells, content)
        assert told(caught) == [told_]
    pictures.save_picture(official, engine, city, key, "", cells, png())
    assert [(one.id, bool(one.file)) for one in standing_data().pictures] == [(key, True)]


def test_every_fault_of_a_picture_is_told_at_once_and_nothing_is_kept(
    engine: Engine, city: int, official: Actor, standing_data: Callable[[], CityData]
) -> None:
    with pytest.raises(BadInput) as caught:
        pictures.add_picture(official, engine, city, {}, b"%PDF")
    assert told(caught) == [
        ("caption_zh", "field_wanted"),
        ("no_exact_sites", "sites_unconfirmed"),
        ("file", "picture_form"),
    ]
    with pytest.raises(BadInput) as caught:
        pictures.add_picture(official, engine, city, {"caption_en": "x"}, png())
    assert told(caught) == [("no_exact_sites", "sites_unconfirmed")]
    assert standing_data().pictures == ()


def test_the_general_door_takes_no_picture_without_its_bytes_or_its_confirmation(
    engine: Engine, city: int, official: Actor, standing_data: Callable[[], CityData]
) -> None:
    for cells, told_ in (
        (PICTURE, ("file", "entry_apart")),
        (PICTURE | {"no_exact_sites": "no"}, ("no_exact_sites", "sites_unconfirmed")),
    ):
        with pytest.raises(BadInput) as caught:
            parts.add_entry(official, engine, city, "pictures", cells)
        assert told(caught) == [told_]
    key = pictures.add_picture(official, engine, city, PICTURE, png())
    seen = stamp(standing_data().pictures[0])
    with pytest.raises(BadInput) as caught:
        parts.save_entry(
            official, engine, city, "pictures", key, seen, PICTURE | {"id": key, "no_exact_sites": ""}
        )
    assert told(caught) == [("no_exact_sites", "sites_unconfirmed")]
    assert standing_data().pictures[0].no_exact_sites


def test_every_shipped_case_stands_in_both_languages_with_its_source() -> None:
    found = cases.library()
    assert len(found) >= 9
    assert len({one.id for one in found}) == len(found)
    for one in found:
        assert one.source
        assert not any(text.missing for text in (one.title, one.place, one.content, one.lesson)), one.id


def test_a_case_is_picked_from_the_library_or_from_a_city_that_shares_and_only_once(
    engine: Engine, city: int, official: Actor, standing_data: Callable[[], CityData]
) -> None:
    cases.pick_case(official, engine, city, "kunming-lbsap")
    cases.pick_case(official, engine, city, "kunming-lbsap")
    own = CaseExample("c1", Text("邻县案例", "Their case"), source="report")
    other = new_city(ADMINISTRATOR, engine, CityData(Text("邻县", "Neighbour"), cases=(own,)))
    with pytest.raises(NotFound):
        cases.pick_case(official, engine, city, f"city-{other}:c1")
    share(ADMINISTRATOR, engine, other, ["cases"], stamp(()))
    cases.pick_case(official, engine, city, f"city-{other}:c1")
    kept = standing_data().cases
    assert [one.origin for one in kept] == ["kunming-lbsap", f"city-{other}:c1"]
    assert len({one.id for one in kept}) == 2
    with pytest.raises(NotFound):
        cases.pick_case(official, engine, city, "no-such-case")


def test_administrators_keep_the_standing_guiding_thought(engine: Engine, official: Actor) -> None:
    name = standing.GUIDING_THOUGHT
    assert standing.standing_texts(engine) == {name: DatedText()}
    cells = {"text_zh": "统一表述。", "on": "2026-11-20", "source": "文件"}
    standing.save_guiding_thought(ADMINISTRATOR, engine, stamp(DatedText()), cells)
    kept = DatedText(Text("统一表述。"), date(2026, 11, 20), "文件")
    assert standing.standing_texts(engine) == {name: kept}
    with pytest.raises(BadInput) as caught:
        standing.save_guiding_thought(ADMINISTRATOR, engine, stamp(DatedText()), cells)
    assert told(caught) == [("newer", "part_changed")]
    with pytest.raises(NotAllowed):
        standing.save_guiding_thought(official, engine, stamp(kept), cells)
    with session_scope(engine, write=False) as session:
        assert [event.what for event in trail(session)].count("standing text changed") == 1
