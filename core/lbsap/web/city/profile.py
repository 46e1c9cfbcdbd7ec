"""The profile of a city: who the plan is for, the wording that follows from its level, and facts that were reported."""

from __future__ import annotations

from typing import Final

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from lbsap.actions.cities.profile import add_by_form, change_profile, keep_fact, remove_fact
from lbsap.model.city import Fact
from lbsap.model.errors import BadInput
from lbsap.model.problems import Problem
from lbsap.steps.cities.part_refs import suggestions
from lbsap.steps.cities.parts import cells_of
from lbsap.steps.cities.profile import FACTS, NAME, PROFILE, head_cells, head_of
from lbsap.steps.common.stamp import stamp
from lbsap.store.cities import KeptCity
from lbsap.web.city import city
from lbsap.web.city.frame import actor, engine, workspace
from lbsap.web.city.import_values import fact_row
from lbsap.web.city.plan_data_values import entry_rows
from lbsap.web.city.profile_values import done_words, doors, profile_rows, wording_rows
from lbsap.web.city.saving import form_page, remove_page
from lbsap.web.forms.city_parts import FieldsForm
from lbsap.web.language import gettext as _
from lbsap.web.language import lang

FACT_FIELDS: Final = tuple(one for one in FACTS.fields if one.name != "key")


@city.route("/add", methods=["GET", "POST"])
def add() -> ResponseReturnValue:
    """A city, county or district that is new here."""
    form = FieldsForm((NAME, PROFILE.field("level"), PROFILE.field("code")))
    if request.method == "GET":
        return render_template("city/add.html", form=form, told=[], has_errors=False)
    form.take(request.form)
    try:
        made = add_by_form(actor(), engine(), form.cells)
    except BadInput as error:
        told = form.place(error.problems)
        return render_template("city/add.html", form=form, told=told, has_errors=True), 400
    return redirect(url_for("city.profile", city_id=made, done="added"), 303)


@city.get("/<int:city_id>/profile")
def profile(city_id: int) -> str:
    """All that is known of the city itself, and the ways of bringing more in."""
    opened = workspace(city_id)
    return render_template(
        "city/profile.html",
        done=done_words(),
        rows=profile_rows(opened.data),
        wording=wording_rows(opened.data.profile.level),
        facts=[fact_row(one) for one in opened.data.profile.facts],
        doors=doors(opened),
    )


@city.route("/<int:city_id>/profile/edit", methods=["GET", "POST"])
def edit_profile(city_id: int) -> ResponseReturnValue:
    """Name and profile, on one form."""
    opened = workspace(city_id)
    form = FieldsForm((NAME, *PROFILE.fields), names=suggestions(opened.data))
    if request.method == "GET":
        return _profile_page(opened, form.fill(head_cells(opened.data)))
    form.take(request.form)
    try:
        change_profile(actor(), engine(), city_id, form.cells, request.form.get("seen", ""))
    except BadInput as error:
        return _profile_page(workspace(city_id), form, error.problems)
    return redirect(url_for("city.profile", city_id=city_id, done="kept"), 303)


@city.route("/<int:city_id>/profile/facts/new", methods=["GET", "POST"])
def new_fact(city_id: int) -> ResponseReturnValue:
    """A fact that is not there yet."""
    return _fact_form(workspace(city_id), "")


@city.route("/<int:city_id>/profile/facts/edit/<path:fact_key>", methods=["GET", "POST"])
def fact(city_id: int, fact_key: str) -> ResponseReturnValue:
    """A reported fact."""
    return _fact_form(workspace(city_id), fact_key)


@city.route("/<int:city_id>/profile/facts/remove/<path:fact_key>", methods=["GET", "POST"])
def remove_reported_fact(city_id: int, fact_key: str) -> ResponseReturnValue:
    """Ask before a fact is removed, and remove it."""
    opened = workspace(city_id)
    if request.method == "GET":
        return _remove_page(opened, fact_key)
    try:
        remove_fact(actor(), engine(), city_id, fact_key, request.form.get("seen", ""))
    except BadInput:
        return _remove_page(workspace(city_id), fact_key, changed=True)
    return redirect(url_for("city.profile", city_id=city_id, done="removed"), 303)


def _fact_form(opened: KeptCity, key: str) -> ResponseReturnValue:
    form = FieldsForm(FACT_FIELDS)
    if request.method == "GET":
        found = _fact_of(opened, key)
        if key and found is None:
            abort(404)
        return _fact_page(opened, form.fill(cells_of(FACTS, found)) if found else form.fill({}), key)
    form.take(request.form)
    try:
        keep_fact(actor(), engine(), opened.id, key, form.cells, request.form.get("seen", ""))
    except BadInput as error:
        return _fact_page(workspace(opened.id), form, key, error.problems)
    return redirect(url_for("city.profile", city_id=opened.id, done="kept"), 303)


def _profile_page(
    opened: KeptCity, form: FieldsForm, problems: tuple[Problem, ...] = ()
) -> ResponseReturnValue:
    now, cells = stamp(head_of(opened.data)), head_cells(opened.data)
    return _form_page(opened, form, problems, now, cells, _("Change the profile"))


def _fact_page(
    opened: KeptCity, form: FieldsForm, key: str, problems: tuple[Problem, ...] = ()
) -> ResponseReturnValue:
    found = _fact_of(opened, key)
    remove = url_for("city.remove_reported_fact", city_id=opened.id, fact_key=key) if found else ""
    title = found.title.show(lang()) if found else _("Add a fact")
    standing = cells_of(FACTS, found) if found else {}
    return _form_page(opened, form, problems, stamp(found), standing, title, remove)


def _form_page(
    opened: KeptCity,
    form: FieldsForm,
    problems: tuple[Problem, ...],
    now: str,
    standing: dict[str, str],
    title: str,
    remove: str = "",
) -> ResponseReturnValue:
    return form_page(
        "city/profile_form.html",
        form,
        problems,
        now,
        standing,
        title=title,
        back=url_for("city.profile", city_id=opened.id),
        back_title=_("City profile"),
        shared="profile" in opened.data.sharing,
        remove=remove,
    )


def _remove_page(opened: KeptCity, key: str, *, changed: bool = False) -> ResponseReturnValue:
    found = _fact_of(opened, key)
    if found is None:
        abort(404)
    return remove_page(
        found.title.show(lang()),
        entry_rows(FieldsForm(FACTS.fields), cells_of(FACTS, found)),
        found,
        changed=changed,
        list_title=_("City profile"),
        list_href=url_for("city.profile", city_id=opened.id),
    )


def _fact_of(opened: KeptCity, key: str) -> Fact | None:
    return next((one for one in opened.data.profile.facts if one.key == key), None)
