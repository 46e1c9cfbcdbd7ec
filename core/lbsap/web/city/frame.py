"""What stands around every page of a city's workspace, and what every view of it asks for: who acts, on which city."""

from __future__ import annotations

from typing import Any, Final, cast

from flask import current_app, g, request, url_for

from lbsap.actions.cities.workspace import open_city
from lbsap.store.cities import KeptCity
from lbsap.web.city import city
from lbsap.web.language import N_, lang
from lbsap.web.language import gettext as _
from lbsap.web.workbench.frame import actor, engine, registry

__all__ = ["actor", "engine", "registry", "workspace"]
TABS: Final = (
    ("city.overview", N_("Work so far"), ()),
    ("city.profile", N_("City profile"), ("profile", "departments", "frameworks", "import", "spreadsheet")),
    ("city.indicators", N_("Indicator data"), ("indicators",)),
    ("city.score", N_("Scoring"), ("score",)),
    ("city.plan_data", N_("Plan data"), ("plan-data",)),
    ("city.alignment", N_("Alignment"), ("alignment",)),
    ("city.draft", N_("Plan draft"), ("draft", "drafts")),
    ("city.review", N_("Comments on drafts"), ("review",)),
    ("city.sharing", N_("Sharing"), ("sharing",)),
)
"""The pages on a city, in the order of the work: endpoint, words, and what the addresses below it begin with."""


def workspace(city_id: int) -> KeptCity:
    """The city that an address names; its tabs stand at the top of the page. Answers 404 for any other number, and for
    a city that is not the actor's."""
    g.city = open_city(actor(), engine(), city_id)
    return cast(KeptCity, g.city)


@city.context_processor
def around() -> dict[str, Any]:
    """The head of the page and, once a view has opened a city, the tabs of its workspace."""
    opened: KeptCity | None = g.get("city")
    if opened is None:
        return {}
    shown = {"id": opened.id, "name": opened.data.city.plain(lang()), "shared": opened.data.sharing}
    return {"city": shown, "tabs": _tabs(opened.id)}


def _tabs(city_id: int) -> list[dict[str, Any]]:
    below = request.path.removeprefix(f"{city.url_prefix}/{city_id}/").partition("/")[0]
    known = current_app.view_functions
    return [
        {
            "href": url_for(endpoint, city_id=city_id),
            "words": _(words),
            "here": "page" if request.endpoint == endpoint else "true" if below in parts else "",
        }
        for endpoint, words, parts in TABS
        if endpoint in known
    ]
