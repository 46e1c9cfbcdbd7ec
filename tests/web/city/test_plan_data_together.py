"""Two people on the same page of plan data: nobody loses what the other has saved meanwhile."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import Engine

from tests.web.city.plan_forms import AT, data, seen, sent
from tests.web.conftest import Client


def test_of_two_who_save_one_entry_the_second_sees_both_and_may_save_again(
    signed_in: Callable[..., Client], engine: Engine
) -> None:
    first, second = signed_in("city"), signed_in("editor")
    for client in (first, second):
        client.get(f"{AT}/projects/edit/p01")
    fields = sent(second, place_en="theirs")
    first.post(f"{AT}/projects/edit/p01", sent(first, place_en="mine"))
    second.post(f"{AT}/projects/edit/p01", fields, 409)
    assert second.page is not None
    (newer,) = second.page.xpath("//*[@id='newer']")
    assert "mine" in newer.text_content()
    assert second.page.xpath("//input[@name='place_en']/@value") == ["theirs"]
    assert data(engine).projects[0].place.en == "mine"
    second.post(f"{AT}/projects/edit/p01", sent(second))
    assert data(engine).projects[0].place.en == "theirs"


def test_an_entry_removed_meanwhile_is_told_and_can_be_added_anew(
    signed_in: Callable[..., Client], engine: Engine
) -> None:
    first, second = signed_in("city"), signed_in("editor")
    second.get(f"{AT}/projects/edit/p01")
    fields = sent(second, place_en="theirs")
    first.get(f"{AT}/projects/remove/p01")
    first.post(f"{AT}/projects/remove/p01", {"seen": seen(first)})
    second.post(f"{AT}/projects/edit/p01", fields, 409)
    assert "add it anew" in second.text()
    second.post(f"{AT}/projects/edit/p01", sent(second))
    anew = data(engine).projects[-1]
    assert (anew.id, anew.place.en) == ("p01", "theirs")


def test_an_entry_changed_meanwhile_is_not_removed_without_another_look(
    signed_in: Callable[..., Client], engine: Engine
) -> None:
    first, second = signed_in("city"), signed_in("editor")
    second.get(f"{AT}/projects/remove/p01")
    old = seen(second)
    first.get(f"{AT}/projects/edit/p01")
    first.post(f"{AT}/projects/edit/p01", sent(first, place_en="mine"))
    second.post(f"{AT}/projects/remove/p01", {"seen": old}, 409)
    assert "mine" in second.text()
    assert data(engine).projects[0].id == "p01"


def test_two_who_change_the_order_do_not_undo_one_another(
    signed_in: Callable[..., Client], engine: Engine
) -> None:
    first, second = signed_in("city"), signed_in("editor")
    for client in (first, second):
        client.get(f"{AT}/areas/new")
        client.post(f"{AT}/areas/new", sent(client, title_en="Area"))
    for client in (first, second):
        client.get(f"{AT}/areas")
    old = seen(second)
    last = data(engine).areas[-1].id
    first.post(f"{AT}/areas/order", {"move": f"up:{last}", "seen": seen(first)})
    order = data(engine).areas
    second.post(f"{AT}/areas/order", {"move": f"up:{last}", "seen": old}, 409)
    assert data(engine).areas == order
    second.post(f"{AT}/areas/order", {"move": "sideways:x", "seen": ""}, 400)


def test_a_text_is_saved_and_saved_meanwhile(signed_in: Callable[..., Client], engine: Engine) -> None:
    first, second = signed_in("city"), signed_in("editor")
    for client in (first, second):
        client.get(f"{AT}/vision")
    fields = sent(second, vision_en="theirs")
    first.follow(first.post(f"{AT}/vision", sent(first, vision_en="mine")))
    second.post(f"{AT}/vision", fields, 409)
    assert "mine" in second.text()
    assert data(engine).vision.en == "mine"
    second.post(f"{AT}/vision", sent(second))
    assert data(engine).vision.en == "theirs"
