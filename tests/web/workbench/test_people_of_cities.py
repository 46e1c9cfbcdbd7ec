"""Administrators say for which cities an account works."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import Engine

from lbsap.actions.accounts import list_accounts
from lbsap.model.actor import Actor
from lbsap.store.accounts import Account
from tests.web.conftest import CITY, Client

Maker = Callable[..., Client]
OTHER = CITY + 1


@pytest.fixture
def administrator(signed_in: Maker) -> Client:
    """The browser of an administrator who reads English."""
    return signed_in("administrator")


def account(engine: Engine, email: str) -> Account:
    return next(one for one in list_accounts(Actor.local(), engine) if one.email == email)


def test_a_new_account_may_be_given_its_cities_at_once(administrator: Client, engine: Engine) -> None:
    administrator.get("/w/admin/people")
    sent = {"email": "new@example.org", "roles": ["city"], "cities": "示例市\r\nNeighbour County"}
    administrator.post("/w/admin/people", sent, 200)
    assert account(engine, "new@example.org").cities == (CITY, OTHER)


def test_a_name_that_no_city_has_is_told_and_nobody_is_added(administrator: Client, engine: Engine) -> None:
    administrator.get("/w/admin/people")
    sent = {"email": "new@example.org", "roles": ["city"], "cities": "Atlantis"}
    administrator.post("/w/admin/people", sent, 400)
    assert "There is no city named “Atlantis”." in administrator.text()
    assert administrator.page is not None
    assert administrator.page.xpath("//textarea[@name='cities']")[0].text.strip() == "Atlantis"
    assert all(one.email != "new@example.org" for one in list_accounts(Actor.local(), engine))


def test_the_cities_of_an_account_can_be_changed_and_its_roles_stay(
    administrator: Client, signed_in: Maker, engine: Engine
) -> None:
    official = signed_in("city")
    page = f"/w/admin/people/{account(engine, 'city@example.org').id}"
    administrator.get(page)
    assert administrator.page is not None
    assert administrator.page.xpath("//textarea[@name='cities']")[0].text.strip() == "Sample City"
    administrator.follow(administrator.post(page, {"go": "cities", "cities": "Neighbour County"}))
    assert "The cities are changed." in administrator.text()
    changed = account(engine, "city@example.org")
    assert (changed.roles, changed.cities) == (("city",), (OTHER,))
    official.get(f"/city/{CITY}/", 404)
    official.get(f"/city/{OTHER}/")


def test_a_fault_in_the_cities_leaves_the_roles_on_the_page_as_they_are(
    administrator: Client, engine: Engine
) -> None:
    page = f"/w/admin/people/{account(engine, 'city@example.org').id}"
    administrator.get(page)
    administrator.post(page, {"go": "cities", "cities": "Atlantis"}, 400)
    assert administrator.page is not None
    assert administrator.page.xpath("//input[@name='roles'][@checked]/@value") == ["city"]
    assert account(engine, "city@example.org").cities == (CITY,)


def test_an_account_that_works_for_no_city_is_told_what_to_do(
    administrator: Client, signed_in: Maker, engine: Engine
) -> None:
    page = f"/w/admin/people/{account(engine, 'city@example.org').id}"
    administrator.get(page)
    administrator.post(page, {"go": "cities", "cities": ""})
    official = signed_in("city")
    official.get("/city/")
    assert "No city has been given to your account yet." in official.text()
