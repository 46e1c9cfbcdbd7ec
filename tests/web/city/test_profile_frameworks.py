"""The plans of province and prefecture: template, upload, what was read, removal."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from sqlalchemy import Engine

from lbsap.actions.cities.workspace import open_city
from lbsap.model.actor import Actor
from lbsap.model.policy import PolicyFramework
from tests.web.conftest import CITY, Client

PAGE = f"/city/{CITY}/frameworks"


def _kept(engine: Engine) -> dict[str, PolicyFramework]:
    return {one.id: one for one in open_city(Actor.local(), engine, CITY).data.frameworks}


def _edited(content: bytes, edit: Callable[[Workbook], Any]) -> bytes:
    book = load_workbook(io.BytesIO(content))
    edit(book)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _head(cell: str, words: str) -> Callable[[Workbook], Any]:
    def edit(book: Workbook) -> None:
        book.worksheets[0][cell] = words

    return edit


@pytest.fixture
def template(official: Client) -> bytes:
    """The workbook that the page hands out."""
    return bytes(official.get(f"{PAGE}/template.xlsx").data)


def _send(client: Client, content: bytes, code: int | None = None) -> Any:
    client.get(PAGE)
    return client.post(PAGE, {"file": (io.BytesIO(content), "plan.xlsx")}, code)


def test_the_filled_in_template_becomes_a_layer_and_its_page_shows_what_was_read(
    official: Client, engine: Engine, template: bytes
) -> None:
    content = _edited(template, _head("A2", "our-province"))
    official.follow(_send(official, content))
    assert "The plan was read and added." in official.text()
    assert "Share of protected areas: at least 15 %" in official.text()
    assert "NBSAP 2023-2030 9 In-situ conservation of biodiversity" in official.text()
    assert _kept(engine)["our-province"].layer == "province"


def test_a_layer_can_be_taken_away_as_a_workbook_and_brought_back(
    official: Client, engine: Engine, template: bytes
) -> None:
    _send(official, _edited(template, _head("A2", "our-province")))
    before = _kept(engine)["our-province"]
    content = official.get(f"{PAGE}/our-province.xlsx").data
    official.get(f"{PAGE}/our-province")
    assert official.page is not None
    (seen,) = official.page.xpath("//input[@name='seen']/@value")
    official.follow(official.post(f"{PAGE}/our-province/remove", {"seen": seen}))
    assert "our-province" not in _kept(engine)
    _send(official, content)
    assert _kept(engine)["our-province"] == before


@pytest.mark.parametrize(
    ("cell", "words", "told"),
    [
        ("A2", "nbsap-2023-2030", "There already is a framework with the id"),
        ("C2", "nation", "The layer must be province or prefecture"),
        ("C2", "provinz", "provinz"),
        ("A2", "Our Province", "Our Province"),
    ],
)
def test_a_layer_that_cannot_be_is_refused_with_its_reason(
    official: Client, engine: Engine, template: bytes, cell: str, words: str, told: str
) -> None:
    before = _kept(engine)
    _send(official, _edited(template, _head(cell, words)), 400)
    assert told in official.text()
    assert _kept(engine) == before


def test_the_same_layer_is_not_added_twice(official: Client, template: bytes) -> None:
    content = _edited(template, _head("A2", "our-province"))
    _send(official, content)
    _send(official, content, 400)
    assert "There already is a framework with the id “our-province”" in official.text()


def test_a_fault_is_told_with_sheet_row_and_column(official: Client, template: bytes) -> None:
    def spoil(book: Workbook) -> None:
        book.worksheets[2]["A3"] = None

    _send(official, _edited(template, spoil), 400)
    assert official.page is not None
    assert official.page.xpath("//table//tbody//td[@data-label='Row']/text()") == ["3"]


def test_without_a_file_the_page_says_so(official: Client) -> None:
    official.get(PAGE)
    official.post(PAGE, {}, 400)
    assert "Choose a file." in official.text()


def test_an_unknown_layer_is_not_found(official: Client) -> None:
    official.get(f"{PAGE}/no-such", 404)
    official.get(f"{PAGE}/no-such.xlsx", 404)
    official.get(PAGE)
    official.post(f"{PAGE}/no-such/remove", {"seen": ""}, 404)
