"""The pages of indicators as tests fill them in: what stands on a form, what is sent, what is kept."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from sqlalchemy import Engine

from lbsap.actions.cities.workspace import change_city, open_city
from lbsap.model.actor import Actor
from lbsap.model.city import CityData, Observation
from tests.web.conftest import CITY, Client

LOCAL = Actor.local()
PAGES = f"/city/{CITY}/indicators"
FIRST = f"{PAGES}/cbi2021_01"
NEIGHBOURS = f"/city/{CITY + 1}/indicators"
Maker = Callable[..., Client]


def data_of(engine: Engine, city: int = CITY) -> CityData:
    return open_city(LOCAL, engine, city).data


def row(engine: Engine, indicator: str, city: int = CITY) -> Observation | None:
    return next((one for one in data_of(engine, city).observations if one.indicator == indicator), None)


def set_city(engine: Engine, **changes: object) -> None:
    change_city(LOCAL, engine, CITY, "changed", lambda data: replace(data, **changes))  # type: ignore[arg-type]


def value_of(client: Client, name: str) -> str:
    assert client.page is not None
    found = client.page.xpath(f"//*[@name='{name}']")
    assert found, name
    return str(found[0].get("value") or found[0].text_content().strip())


def form_of(client: Client) -> dict[str, str]:
    """What the form of the page would send, as it stands."""
    assert client.page is not None
    sent: dict[str, str] = {}
    for field in client.page.xpath("//main//form[.//*[@name='seen']][last()]//*[@name]"):
        kind = field.get("type", field.tag)
        if kind in ("submit", "button") or field.tag == "button":
            continue
        if kind in ("radio", "checkbox"):
            if field.get("checked") is not None:
                sent[field.get("name")] = field.get("value")
        elif field.tag == "select":
            chosen = field.xpath("./option[@selected]/@value")
            sent[field.get("name")] = chosen[0] if chosen else ""
        else:
            sent[field.get("name")] = field.get("value") or field.text_content().strip()
    return sent


def send(
    client: Client,
    path: str,
    go: str = "save",
    code: int | None = None,
    fields: Mapping[str, str] | None = None,
) -> None:
    """Open a page, change some fields of its form, and send it."""
    client.get(path)
    client.post(path, {**form_of(client), **(fields or {}), "go": go}, code)
