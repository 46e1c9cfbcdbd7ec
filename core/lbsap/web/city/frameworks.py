"""The plans of province and prefecture as further layers: brought in a workbook, shown as read, taken away, removed."""

from __future__ import annotations

from typing import Any, Final

from flask import Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from lbsap.actions.cities.frameworks import (
    add_framework,
    framework_file,
    framework_in,
    framework_template,
    remove_framework,
)
from lbsap.model.errors import BadInput
from lbsap.model.policy import MeasurableTarget, PolicyFramework
from lbsap.model.unit_words import unit_text
from lbsap.steps.cities.part_choices import OPERATORS
from lbsap.steps.common.stamp import stamp
from lbsap.store.cities import KeptCity
from lbsap.web.city import city
from lbsap.web.city.frame import actor, engine, registry, workspace
from lbsap.web.city.profile_values import done_words
from lbsap.web.downloads import attachment
from lbsap.web.forms.city_profile import FrameworkForm
from lbsap.web.language import N_, lang
from lbsap.web.language import gettext as _
from lbsap.web.uploads import take_upload
from lbsap.web.workbench.catalogues import place_and_words

LAYERS: Final = {"province": N_("Provincial plan"), "prefecture": N_("Prefectural plan")}


@city.route("/<int:city_id>/frameworks", methods=["GET", "POST"])
def frameworks(city_id: int) -> ResponseReturnValue:
    """The layers that the city brought, and the form for another one."""
    opened, form = workspace(city_id), FrameworkForm()
    if request.method == "GET":
        return _list_page(opened, form)
    sent = take_upload("file")
    if sent is None:
        form.file.errors = [_("Choose a file.")]
        return _list_page(opened, form), 400
    try:
        made = add_framework(actor(), engine(), registry(), city_id, sent.name, sent.content)
    except BadInput as error:
        form.file.errors = [_("Nothing was taken from “%(name)s”: see the faults below.", name=sent.name)]
        return _list_page(opened, form, [place_and_words(one, sent.name) for one in error.problems]), 400
    return redirect(url_for("city.framework", city_id=city_id, framework_id=made, done="kept"), 303)


@city.get("/<int:city_id>/frameworks/template.xlsx")
def framework_form(city_id: int) -> Response:
    """The workbook to fill in, with an example."""
    workspace(city_id)
    made = framework_template(actor(), registry(), _("plan template"), lang())
    return attachment(made.name, made.content, made.media_type)


@city.get("/<int:city_id>/frameworks/<framework_id>")
def framework(city_id: int, framework_id: str) -> str:
    """What was read of a plan."""
    return _shown_page(workspace(city_id), framework_id)


@city.get("/<int:city_id>/frameworks/<framework_id>.xlsx")
def framework_workbook(city_id: int, framework_id: str) -> Response:
    """A plan as the workbook it can be changed in."""
    opened = workspace(city_id)
    made = framework_file(actor(), registry(), opened.data, framework_id, lang())
    return attachment(made.name, made.content, made.media_type)


@city.post("/<int:city_id>/frameworks/<framework_id>/remove")
def drop_framework(city_id: int, framework_id: str) -> ResponseReturnValue:
    """Remove a plan from the city's layers."""
    workspace(city_id)
    try:
        remove_framework(actor(), engine(), city_id, framework_id, request.form.get("seen", ""))
    except BadInput:
        return _shown_page(workspace(city_id), framework_id, changed=True), 409
    return redirect(url_for("city.frameworks", city_id=city_id, done="removed"), 303)


def _list_page(opened: KeptCity, form: FrameworkForm, faults: list[dict[str, str]] | None = None) -> str:
    return render_template(
        "city/frameworks.html",
        form=form,
        faults=faults or [],
        rows=[_row(one) for one in opened.data.frameworks],
        done=done_words(),
        has_errors=bool(form.errors),
    )


def _shown_page(opened: KeptCity, framework_id: str, *, changed: bool = False) -> str:
    shown = framework_in(opened.data, framework_id)
    groups = {one.id: one.title.show(lang()) for one in shown.groups}
    return render_template(
        "city/framework.html",
        framework=_row(shown),
        issuer=shown.issuer.show(lang()),
        published=shown.published,
        targets=[
            {
                "number": one.number,
                "title": one.title.show(lang()),
                "group": groups.get(one.group, one.group),
                "summary": one.summary.show(lang()),
                "measures": [_measured(measure) for measure in one.measures],
                "links": [_linked(link.framework, link.target) for link in one.links],
            }
            for one in shown.targets
        ],
        seen=stamp(shown),
        done=done_words(),
        changed=changed,
        has_errors=changed,
    )


def _row(framework: PolicyFramework) -> dict[str, Any]:
    return {
        "id": framework.id,
        "title": framework.title.show(lang()),
        "layer": _(LAYERS.get(framework.layer, framework.layer)),
        "targets": len(framework.targets),
        "measured": sum(bool(one.measures) for one in framework.targets),
    }


def _measured(measure: MeasurableTarget) -> str:
    """A stated result in a line."""
    words = dict(OPERATORS).get(measure.operator)
    operator = words.show(lang()) if words else ""
    figure = (
        f"{operator} {measure.value:f} {unit_text(measure.unit).show(lang())}".strip()
        if measure.value is not None
        else ""
    )
    said = figure or measure.wording.show(lang())
    year = _(" (%(year)s)", year=measure.year) if measure.year else ""
    return _("%(what)s: %(said)s", what=measure.description.show(lang()), said=f"{said}{year}")


def _linked(framework_id: str, target_id: str) -> str:
    """A target of another framework that a target serves."""
    found = next((one for one in registry().all(PolicyFramework) if one.id == framework_id), None)
    target = found.target(target_id) if found else None
    if found is None or target is None:
        return f"{framework_id}:{target_id}"
    return f"{found.short.show(lang())} {target.number} {target.title.show(lang())}"
