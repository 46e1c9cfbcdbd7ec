"""Administrators say for which cities an account works."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import Engine

from lbsap.actions.accounts import list_accounts
from lbsap.model.actor import Actor
from lbsap.steps.common.stamp import stamp
from lbsap.store.accounts import Account
from tests.web.conftest import CITY, Client

Maker = Callable[..., Client]
Sent = dict[str, str | list[str]]
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
    administrator.follow(
        administrator.post(page, {"go": "cities", "cities": "Neighbour County", "seen": stamp((CITY,))})
    )
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
    administrator.post(page, {"go": "cities", "cities": "Atlantis", "seen": "earlier"}, 400)
    assert administrator.page is not None
    assert administrator.page.xpath("//input[@name='roles'][@checked]/@value") == ["city"]
    assert administrator.page.xpath("//input[@name='seen']/@value") == [stamp(("city",)), "earlier"]
    assert account(engine, "city@example.org").cities == (CITY,)


def test_an_account_that_works_for_no_city_is_told_what_to_do(
    administrator: Client, signed_in: Maker, engine: Engine
) -> None:
    page = f"/w/admin/people/{account(engine, 'city@example.org').id}"
    administrator.get(page)
    administrator.post(page, {"go": "cities", "cities": "", "seen": stamp((CITY,))})
    official = signed_in("city")
    official.get("/city/")
    assert "No city has been given to your account yet." in official.text()


@pytest.mark.parametrize(
    ("mine", "theirs", "stands"),
    [
        ({"go": "cities", "cities": "Neighbour County"}, {"go": "cities", "cities": ""}, "Cities Empty"),
        (
            {"go": "roles", "roles": ["viewer"]},
            {"go": "roles", "roles": ["city", "editor"]},
            "Roles Editor, City",
        ),
    ],
)
def test_what_another_administrator_saved_meanwhile_is_shown_and_not_overwritten(
    administrator: Client, engine: Engine, mine: Sent, theirs: Sent, stands: str
) -> None:
    before = account(engine, "city@example.org")
    page = f"/w/admin/people/{before.id}"
    seen = stamp(before.cities if mine["go"] == "cities" else before.roles)
    administrator.get(page)
    administrator.post(page, theirs | {"seen": seen})
    kept = account(engine, "city@example.org")
    administrator.post(page, mine | {"seen": seen}, 409)
    assert "Someone else has changed and saved this since you opened it" in administrator.text()
    assert stands in administrator.text()
    assert account(engine, "city@example.org") == kept
    assert administrator.page is not None
    new = administrator.page.xpath(
        "//form[.//button[@value='roles'] or .//textarea]//input[@name='seen']/@value"
    )
    administrator.post(page, mine | {"seen": new[mine["go"] == "cities"]})
    assert account(engine, "city@example.org") != kept
