"""What plan sections ask of a city, section by section; the forms come from the sections' own needs."""

from __future__ import annotations

from functools import partial
from typing import Any

from flask import render_template, url_for
from flask.typing import ResponseReturnValue

from lbsap.actions.cities.needs import asking_section, asking_sections, save_needs
from lbsap.model.plugin_items import PlanSection
from lbsap.steps.cities.need_cells import need_cells, need_field
from lbsap.steps.cities.needs import read_fields
from lbsap.steps.common.stamp import stamp
from lbsap.store.cities import KeptCity
from lbsap.web.city import city
from lbsap.web.city.frame import actor, engine, registry, workspace
from lbsap.web.city.plan_data_values import done_words
from lbsap.web.city.saving import TextPage, text_page
from lbsap.web.forms.city_parts import FieldsForm
from lbsap.web.language import gettext as _
from lbsap.web.language import lang


@city.get("/<int:city_id>/plan-data/questions")
def needs(city_id: int) -> str:
    """The sections that ask something, and how many of their questions are answered."""
    opened = workspace(city_id)
    rows = [_row(opened, section) for section in asking_sections(registry())]
    return render_template("city/needs.html", rows=rows, done=done_words())


@city.route("/<int:city_id>/plan-data/questions/<section>", methods=["GET", "POST"])
def section_needs(city_id: int, section: str) -> ResponseReturnValue:
    """The questions of one section."""
    workspace(city_id)
    asking = asking_section(registry(), section)

    def standing() -> tuple[str, dict[str, str]]:
        given = workspace(city_id).data.fields.get(section, {})
        return stamp(given), need_cells(asking, given)

    return text_page(
        TextPage(
            asking.title.show(lang()),
            _("Answer what you know; what stays open is marked in the draft and asked of the department."),
            _("What the sections ask"),
            url_for("city.needs", city_id=city_id),
            FieldsForm([need_field(one) for one in asking.needs]),
            standing,
            partial(save_needs, actor(), engine(), registry(), city_id, section),
        )
    )


def _row(opened: KeptCity, section: PlanSection) -> dict[str, Any]:
    answered = read_fields({section.id: section}, {section.id: opened.data.fields.get(section.id, {})})[0]
    given = answered.get(section.id, {})
    left = sum(one.required and one.id not in given for one in section.needs)
    return {
        "id": section.id,
        "href": url_for("city.section_needs", city_id=opened.id, section=section.id),
        "title": section.title.show(lang()),
        "told": _(
            "%(answered)s of %(asked)s questions answered", answered=len(given), asked=len(section.needs)
        ),
        "state": "done" if not left else "started" if given else "todo",
    }
