"""The texts of a plan that stand by themselves: guiding thought, vision, and the city's own words for a section."""

from __future__ import annotations

from functools import partial
from typing import Any, Final

from flask import abort, render_template, url_for
from flask.typing import ResponseReturnValue

from lbsap.actions.cities.parts import around, save_guiding, save_vision, save_wording
from lbsap.actions.cities.standing import GUIDING_THOUGHT, standing_texts
from lbsap.model.plugin_items import PlanSection
from lbsap.model.text import Text
from lbsap.steps.cities.parts import cells_of
from lbsap.steps.cities.singles import GUIDING, VISION, WORDING, text_cells
from lbsap.steps.common.stamp import stamp
from lbsap.web.city import city
from lbsap.web.city.frame import actor, engine, registry, workspace
from lbsap.web.city.plan_data_values import done_words
from lbsap.web.city.saving import TextPage, text_page
from lbsap.web.forms.city_parts import FieldsForm
from lbsap.web.language import gettext as _
from lbsap.web.language import lang

MOST_TOLD: Final = 120
"""So many letters of a text stand in a list."""


@city.route("/<int:city_id>/plan-data/guiding", methods=["GET", "POST"])
def guiding(city_id: int) -> ResponseReturnValue:
    """The city's own guiding thought; without one, the standing text of the installation is used."""
    opened = workspace(city_id)
    standing = standing_texts(engine())[GUIDING_THOUGHT]
    beside = standing.text.show(lang()) if standing.text and not opened.data.guiding.text else ""
    return text_page(
        TextPage(
            _("Guiding thought"),
            _(
                "A text of your own, with its date and the document it follows. Leave it empty to use the standing text."
            ),
            _("Plan data"),
            url_for("city.plan_data", city_id=city_id),
            FieldsForm(GUIDING.fields),
            lambda: _stamp_and_cells(workspace(city_id).data.guiding),
            partial(save_guiding, actor(), engine(), city_id),
            beside,
        )
    )


def _stamp_and_cells(value: Any) -> tuple[str, dict[str, str]]:
    return stamp(value), cells_of(GUIDING, value)


@city.route("/<int:city_id>/plan-data/vision", methods=["GET", "POST"])
def vision(city_id: int) -> ResponseReturnValue:
    """The city's vision."""
    workspace(city_id)

    def standing() -> tuple[str, dict[str, str]]:
        now = workspace(city_id).data.vision
        return stamp(now), text_cells(VISION, now)

    return text_page(
        TextPage(
            _("Vision"),
            _("The plan prints it with the objectives."),
            _("Plan data"),
            url_for("city.plan_data", city_id=city_id),
            FieldsForm([VISION]),
            standing,
            partial(save_vision, actor(), engine(), city_id),
        )
    )


@city.get("/<int:city_id>/plan-data/wordings")
def wordings(city_id: int) -> str:
    """The sections of the plan text, and which of them stand in the city's own words."""
    opened = workspace(city_id)
    own = {key: words.show(lang()) for key, words in opened.data.wording.items()}
    rows = [
        {
            "id": key,
            "href": url_for("city.wording", city_id=city_id, section=key),
            "title": title.show(lang()),
            "told": _begun(own.get(key, "")),
            "state": "done" if key in own else "",
        }
        for key, title in around(registry()).sections
    ]
    return render_template("city/wordings.html", rows=rows, done=done_words())


@city.route("/<int:city_id>/plan-data/wordings/<section>", methods=["GET", "POST"])
def wording(city_id: int, section: str) -> ResponseReturnValue:
    """The city's own words for one section; empty words give it back to the program."""
    workspace(city_id)
    titles = dict(around(registry()).sections)
    if section not in titles:
        abort(404)
    known = {one.id: one for one in registry().all(PlanSection)}

    def standing() -> tuple[str, dict[str, str]]:
        now = workspace(city_id).data.wording.get(section, Text())
        return stamp(now), text_cells(WORDING, now)

    about = _(
        "Your words take the place of what is written from your data. Empty the fields to have it written again."
    )
    if section not in known:
        about = _("Nothing is written here from data: this section waits for your own words.")
    return text_page(
        TextPage(
            titles[section].show(lang()),
            about,
            _("Your own words for a section"),
            url_for("city.wordings", city_id=city_id),
            FieldsForm([WORDING]),
            standing,
            partial(save_wording, actor(), engine(), city_id, section),
        )
    )


def _begun(words: str) -> str:
    """The beginning of a text."""
    return words if len(words) <= MOST_TOLD else f"{words[: MOST_TOLD - 1]}…"
