from __future__ import annotations

from collections.abc import Callable

from tests.web.conftest import CITY, Client


def test_an_official_who_works_for_one_city_is_led_to_it(official: Client) -> None:
    official.follow(official.get("/city/", 302))
    assert "Sample City" in official.text()


def test_an_editor_sees_all_cities(signed_in: Callable[..., Client]) -> None:
    editor = signed_in("editor", lang="zh")
    editor.get("/city/")
    assert "示例市" in editor.text()
    assert "邻县" in editor.text()


def test_a_city_is_hidden_from_its_neighbour(neighbour: Client) -> None:
    neighbour.get(f"/city/{CITY}/", 404)
