"""The directory of departments: those suggested for the level to take over, and the city's own to edit, add and remove."""

from __future__ import annotations

from typing import Any, Final

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from lbsap.actions.cities.departments import Directory, directory_of, take_departments_over
from lbsap.actions.cities.parts import add_entry, around, remove_entry, save_entry
from lbsap.model.errors import BadInput
from lbsap.model.policy import PolicyTarget
from lbsap.model.problems import Problem
from lbsap.steps.cities.part_change import find_entry, referring
from lbsap.steps.cities.part_gaps import heading
from lbsap.steps.cities.part_refs import choices
from lbsap.steps.cities.parts import PARTS, cells_of
from lbsap.steps.common.stamp import stamp
from lbsap.store.cities import KeptCity
from lbsap.web.city import city
from lbsap.web.city.frame import actor, engine, registry, workspace
from lbsap.web.city.plan_data_values import entry_rows
from lbsap.web.city.profile_values import done_words
from lbsap.web.city.saving import form_page, remove_page
from lbsap.web.forms.city_parts import FieldsForm
from lbsap.web.forms.city_profile import SuggestionsForm
from lbsap.web.language import gettext as _
from lbsap.web.language import lang

PART: Final = PARTS["departments"]
FIELDS: Final = tuple(one for one in PART.fields if one.name != "id")


@city.route("/<int:city_id>/departments", methods=["GET", "POST"])
def departments(city_id: int) -> ResponseReturnValue:
    """The directory, and what is suggested for it; the chosen suggestions are taken over."""
    opened = workspace(city_id)
    directory = directory_of(actor(), registry(), opened.data)
    form = SuggestionsForm(request.form)
    form.chosen.choices = [(one.id, one.name.show(lang())) for one in directory.suggested]
    if request.method == "GET":
        form.chosen.data = [one.id for one in directory.suggested if one.leads and not directory.kept]
        return _list_page(directory, form)
    if not form.chosen.data:
        form.chosen.errors = [_("Tick at least one department.")]
        return _list_page(directory, form), 400
    take_departments_over(actor(), engine(), registry(), city_id, form.chosen.data)
    return redirect(url_for("city.departments", city_id=city_id, done="kept"), 303)


@city.route("/<int:city_id>/departments/new", methods=["GET", "POST"])
def new_department(city_id: int) -> ResponseReturnValue:
    """A department that is not in the directory."""
    opened = workspace(city_id)
    form = _form(opened)
    if request.method == "GET":
        return _entry_page(opened, form.fill({}), "")
    form.take(request.form)
    try:
        add_entry(actor(), engine(), city_id, PART.name, form.cells)
    except BadInput as error:
        return _entry_page(opened, form, "", error.problems)
    return redirect(url_for("city.departments", city_id=city_id, done="kept"), 303)


@city.route("/<int:city_id>/departments/edit/<path:department_id>", methods=["GET", "POST"])
def department(city_id: int, department_id: str) -> ResponseReturnValue:
    """One department: its name, a contact post, the national actions it leads."""
    opened = workspace(city_id)
    form, found = _form(opened), find_entry(opened.data, PART, department_id)
    if request.method == "GET":
        if found is None:
            abort(404)
        return _entry_page(opened, form.fill(cells_of(PART, found)), department_id)
    form.take(request.form)
    try:
        seen = request.form.get("seen", "")
        save_entry(
            actor(), engine(), city_id, PART.name, department_id, seen, form.cells | {"id": department_id}
        )
    except BadInput as error:
        return _entry_page(workspace(city_id), form, department_id, error.problems)
    return redirect(url_for("city.departments", city_id=city_id, done="kept"), 303)


@city.route("/<int:city_id>/departments/remove/<path:department_id>", methods=["GET", "POST"])
def remove_department(city_id: int, department_id: str) -> ResponseReturnValue:
    """Ask before a department is removed, and remove it."""
    opened = workspace(city_id)
    if request.method == "GET":
        return _remove_page(opened, department_id)
    try:
        remove_entry(actor(), engine(), city_id, PART.name, department_id, request.form.get("seen", ""))
    except BadInput:
        return _remove_page(workspace(city_id), department_id, changed=True)
    return redirect(url_for("city.departments", city_id=city_id, done="removed"), 303)


def _form(opened: KeptCity) -> FieldsForm:
    return FieldsForm(FIELDS, choices(opened.data, around(registry())))


def _list_page(directory: Directory, form: SuggestionsForm) -> str:
    titles = {one.id: one for one in directory.actions}
    return render_template(
        "city/departments.html",
        form=form,
        hints={one.id: _leads(one.leads, titles) for one in directory.suggested if one.leads},
        rows=[
            {
                "key": one.id,
                "name": one.name.show(lang()),
                "contact": one.contact.show(lang()),
                "leads": [_numbered(titles[lead]) for lead in one.leads if lead in titles],
            }
            for one in directory.kept
        ],
        unled=[_numbered(one) for one in directory.actions if not _is_led(one, directory)],
        done=done_words(),
        has_errors=bool(form.errors),
    )


def _is_led(target: PolicyTarget, directory: Directory) -> bool:
    return any(target.id in one.leads for one in directory.kept)


def _leads(ids: tuple[str, ...], titles: dict[str, PolicyTarget]) -> str:
    named = _("; ").join(_numbered(titles[one]) for one in ids if one in titles)
    return _("Would lead: %(actions)s", actions=named)


def _numbered(target: PolicyTarget) -> str:
    return f"{target.number} {target.title.show(lang())}"


def _entry_page(
    opened: KeptCity, form: FieldsForm, key: str, problems: tuple[Problem, ...] = ()
) -> ResponseReturnValue:
    found: Any = find_entry(opened.data, PART, key) if key else None
    return form_page(
        "city/profile_form.html",
        form,
        problems,
        stamp(found) if found else "",
        cells_of(PART, found) if found else {},
        title=heading(PART, found).show(lang()) if found else _("Add a department"),
        back=url_for("city.departments", city_id=opened.id),
        back_title=_("Directory of departments"),
        remove=url_for("city.remove_department", city_id=opened.id, department_id=key) if found else "",
    )


def _remove_page(opened: KeptCity, key: str, *, changed: bool = False) -> ResponseReturnValue:
    found = find_entry(opened.data, PART, key)
    if found is None:
        abort(404)
    return remove_page(
        heading(PART, found).show(lang()),
        entry_rows(_form(opened), cells_of(PART, found)),
        found,
        changed=changed,
        list_title=PART.title.show(lang()),
        list_href=url_for("city.departments", city_id=opened.id),
        referring=[
            {"list": other.title.show(lang()), "title": heading(other, one).show(lang())}
            for other, one in referring(opened.data, PART, key)
        ],
    )
