"""The cities one works for, and the overview of one: what is done, what comes next."""

from __future__ import annotations

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from lbsap.actions.cities.workspace import cities_of
from lbsap.web.city import city
from lbsap.web.city.frame import actor, engine, workspace
from lbsap.web.language import lang


@city.get("/")
def home() -> ResponseReturnValue:
    """The cities that are open to the actor; whoever works for one only is led there."""
    found = cities_of(actor(), engine())
    if len(found) == 1 and not actor().roles & {"administrator", "editor"}:
        return redirect(url_for("city.overview", city_id=found[0][0]))
    rows = [{"id": one, "name": name.plain(lang())} for one, name in found]
    return render_template("city/home.html", cities=rows)


@city.get("/<int:city_id>/")
def overview(city_id: int) -> str:
    """Where a city stands."""
    opened = workspace(city_id)
    return render_template("city/overview.html", title=opened.data.city.plain(lang()))
