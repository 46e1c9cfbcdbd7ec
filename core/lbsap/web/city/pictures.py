"""Maps and pictures of a city: taken, described, and shown to its own people."""

from __future__ import annotations

from flask import Response, abort, redirect, request, url_for
from flask.typing import ResponseReturnValue

from lbsap.actions.cities.parts import around
from lbsap.actions.cities.pictures import PICTURES, add_picture, picture_file, save_picture
from lbsap.model.errors import BadInput
from lbsap.model.problems import Problem
from lbsap.steps.cities.part_change import find_entry
from lbsap.steps.cities.part_gaps import heading
from lbsap.steps.cities.part_refs import choices
from lbsap.steps.cities.parts import cells_of
from lbsap.steps.cities.picture_bytes import MEGABYTE, MOST_BYTES
from lbsap.steps.common.stamp import stamp
from lbsap.store.cities import KeptCity
from lbsap.web.city import city
from lbsap.web.city.frame import actor, engine, registry, workspace
from lbsap.web.city.saving import form_page
from lbsap.web.forms.city_parts import FieldsForm
from lbsap.web.incoming import MAX_PICTURE
from lbsap.web.language import gettext as _
from lbsap.web.language import lang
from lbsap.web.uploads import take_upload


@city.route("/<int:city_id>/plan-data/pictures/new", methods=["GET", "POST"])
def new_picture(city_id: int) -> ResponseReturnValue:
    """A new map or picture."""
    opened = workspace(city_id)
    form = _form(opened, _("Choose a picture (PNG or JPEG, up to %(most)s MB)", most=MOST_BYTES // MEGABYTE))
    if request.method == "GET":
        return _page(opened, form, "")
    form.take(request.form)
    sent = take_upload("file", MAX_PICTURE)
    try:
        add_picture(actor(), engine(), city_id, form.cells, sent.content if sent else b"")
    except BadInput as error:
        return _page(opened, form, "", error.problems)
    return redirect(url_for("city.entries", city_id=city_id, part="pictures", done="kept"), 303)


@city.route("/<int:city_id>/plan-data/pictures/edit/<path:picture_id>", methods=["GET", "POST"])
def picture(city_id: int, picture_id: str) -> ResponseReturnValue:
    """What is said of a picture; another one may take its place."""
    opened = workspace(city_id)
    found = find_entry(opened.data, PICTURES, picture_id)
    form = _form(opened, _("Another picture in its place (if you wish)"))
    if request.method == "GET":
        if found is None:
            abort(404)
        form.fill(cells_of(PICTURES, found))
        return _page(opened, form, picture_id)
    form.take(request.form)
    sent = take_upload("file", MAX_PICTURE)
    cells, seen = form.cells | {"id": picture_id}, request.form.get("seen", "")
    try:
        save_picture(actor(), engine(), city_id, picture_id, seen, cells, sent.content if sent else None)
    except BadInput as error:
        return _page(workspace(city_id), form, picture_id, error.problems)
    return redirect(url_for("city.entries", city_id=city_id, part="pictures", done="kept"), 303)


@city.get("/<int:city_id>/plan-data/pictures/file/<picture_digest>")
def picture_bytes(city_id: int, picture_digest: str) -> Response:
    """The picture itself, for the people of its city; its content never changes under this address."""
    content, media_type = picture_file(actor(), engine(), city_id, picture_digest)
    return Response(content, mimetype=media_type)


def _form(opened: KeptCity, file: str) -> FieldsForm:
    fields = [one for one in PICTURES.fields if one.name != "id"]
    return FieldsForm(fields, choices(opened.data, around(registry())), file=file)


def _page(
    opened: KeptCity, form: FieldsForm, key: str, problems: tuple[Problem, ...] = ()
) -> ResponseReturnValue:
    found = find_entry(opened.data, PICTURES, key) if key else None
    return form_page(
        "city/picture.html",
        form,
        problems,
        stamp(found) if found else "",
        cells_of(PICTURES, found) if found else {},
        title=heading(PICTURES, found).show(lang()) if found else _("Add a map or picture"),
        file=found.file if found else "",
        alt=found.alt.show(lang()) if found else "",
        remove=url_for("city.remove", city_id=opened.id, part=PICTURES.name, key=key) if found else "",
    )
