"""Forms of plan data as a browser would send them, and what stands in the database afterwards."""

from __future__ import annotations

from typing import Any, Final

from sqlalchemy import Engine

from lbsap.actions.cities.workspace import open_city
from lbsap.model.actor import Actor
from lbsap.model.city import CityData
from tests.web.conftest import CITY, Client

AT: Final = f"/city/{CITY}/plan-data"


def data(engine: Engine, city: int = CITY) -> CityData:
    """What a city has entered."""
    return open_city(Actor.local(), engine, city).data


def seen(client: Client) -> str:
    """The stamp in the form of the page seen last."""
    assert client.page is not None
    stamps: list[str] = client.page.xpath("//form//input[@name='seen']/@value")
    return stamps[0]


def sent(client: Client, **changes: Any) -> dict[str, Any]:
    """What the form of the page seen last would send, with changes."""
    assert client.page is not None
    (form,) = [one for one in client.page.forms if one.xpath(".//input[@name='seen']")]
    return {
        name: value for name, value in form.fields.items() if value is not None and name != "file"
    } | changes
