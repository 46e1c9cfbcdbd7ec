"""Indices and outlines: what there is, one version, files, and how a draft is begun."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from flask import Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from lbsap.actions.editors.catalogue_drafts import begin_blank, begin_draft, begin_from_file
from lbsap.actions.editors.catalogue_files import read_catalogue, template_file, version_file
from lbsap.actions.editors.catalogue_publishing import Shelf, open_shelf
from lbsap.actions.editors.catalogues import Version, list_versions, load_version
from lbsap.model.catalogue import Catalogue
from lbsap.model.errors import BadInput
from lbsap.model.problems import Problem
from lbsap.model.text import Text
from lbsap.steps.catalogues.edit import unverified
from lbsap.steps.catalogues.revise import next_version
from lbsap.steps.common.printed import minute
from lbsap.steps.common.words import clean_line, narrow
from lbsap.store.drafts import Draft
from lbsap.web.downloads import attachment
from lbsap.web.forms.catalogue import BeginForm, UploadForm
from lbsap.web.language import gettext as _
from lbsap.web.language import lang
from lbsap.web.uploads import Upload, carried, sent_back, take_upload
from lbsap.web.workbench import workbench
from lbsap.web.workbench.catalogue_shown import changes_shown, facts_shown, item_shown
from lbsap.web.workbench.frame import actor, engine, registry

XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MEDIA_TYPES: Final = {"xlsx": XLSX, "yaml": "application/yaml"}


@workbench.get("/catalogues")
def catalogues() -> str:
    """Drafts, published versions and those shipped."""
    shelf = open_shelf(actor(), engine(), registry())
    return render_template(
        "workbench/catalogues.html",
        drafts=[_draft_row(one) for one in shelf.drafts],
        published=[_version_row(one, shelf) for one in shelf.versions if one.origin == "published"],
        shipped=[_version_row(one, shelf) for one in shelf.versions if one.origin == "shipped"],
        deleted="deleted" in request.args,
    )


@workbench.get("/catalogues/versions/<reference>")
def catalogue(reference: str) -> str:
    """One version: its items with both languages side by side, its lineage and its sources."""
    shown = load_version(actor(), engine(), registry(), reference)
    row = next(
        one for one in list_versions(actor(), engine(), registry()) if one.reference == shown.reference
    )
    return render_template(
        "workbench/catalogue.html",
        shown=shown,
        title=shown.title.show(lang()),
        facts=facts_shown(shown),
        items=[item_shown(one, shown) for one in shown.items],
        changes=changes_shown(shown.lineage, {}),
        digest=row.digest,
        published_at=minute(row.published_at).show(lang()) if row.published_at else "",
        unchecked=len(unverified(shown)),
        frozen="frozen" in request.args,
    )


@workbench.get("/catalogues/versions/<reference>/<any(xlsx, yaml):form>")
def catalogue_file(reference: str, form: str) -> Response:
    """A version as a file to take away, or as a template filled in."""
    content = version_file(
        actor(), engine(), registry(), reference, "yaml" if form == "yaml" else "xlsx", lang()
    )
    return attachment(f"{reference}.{form}", content, MEDIA_TYPES[form])


@workbench.get("/catalogues/template.xlsx")
def catalogue_template() -> Response:
    """The workbook to fill in, with a small example."""
    return attachment("catalogue-template.xlsx", template_file(actor(), registry(), lang()), XLSX)


@workbench.route("/catalogues/new", methods=["GET", "POST"])
def catalogue_new() -> ResponseReturnValue:
    """Begin a draft, from a version (``?start=``) or from nothing. ``go``: ``bands`` leads on to the score bands."""
    versions = list_versions(actor(), engine(), registry())
    if request.method == "GET":
        return _begin_page(BeginForm(data={"start": request.args.get("start")}).offer(versions))
    form = BeginForm(request.form).offer(versions)
    if form.start.data not in dict(form.start.choices):
        form.start.errors = [_("Choose what to begin with.")]
        return _begin_page(form, code=400)
    try:
        made = _begin(form, versions)
    except BadInput as error:
        return _begin_page(form, error.problems, 400)
    endpoint = "workbench.draft_bands" if request.form.get("go") == "bands" else "workbench.draft"
    return redirect(url_for(endpoint, draft_id=made, begun="1"), 303)


@workbench.route("/catalogues/upload", methods=["GET", "POST"])
def catalogue_upload() -> ResponseReturnValue:
    """Send a file, see what was read or what is wrong, and make a draft of it. ``go``: ``draft`` makes it."""
    form = UploadForm()
    if request.method == "GET":
        return render_template("workbench/catalogue_upload.html", form=form)
    sent = sent_back() or take_upload("file")
    if sent is None:
        form.file.errors = [_("Choose a file.")]
        return render_template("workbench/catalogue_upload.html", form=form, has_errors=True), 400
    try:
        read, warnings = read_catalogue(actor(), registry(), sent.name, sent.content)
    except BadInput as error:
        return _faults_page(form, sent, error.problems)
    if request.form.get("go") == "draft":
        made = begin_from_file(actor(), engine(), registry(), read)
        return redirect(url_for("workbench.draft", draft_id=made, begun="1"), 303)
    return _preview_page(sent, read, warnings)


def _begin(form: BeginForm, versions: Iterable[Version]) -> int:
    start = form.start.data
    name, version = (narrow(field.data or "") for field in (form.id, form.version))
    if start in ("index", "outline"):
        title = Text(*(clean_line(field.data or "")[0] for field in (form.title_zh, form.title_en)))
        return begin_blank(actor(), engine(), start, name, version, title)
    known = [one.reference.partition("@") for one in versions]
    base, _at, number = start.partition("@")
    taken = {found for one, _mark, found in known if one == (name or base)}
    return begin_draft(
        actor(), engine(), registry(), start, name or base, version or next_version(number, taken)
    )


def _begin_page(form: BeginForm, problems: Iterable[Problem] = (), code: int = 200) -> ResponseReturnValue:
    told = []
    for one in problems:
        if one.where in form:
            form[one.where].errors = [*form[one.where].errors, one.message.show(lang())]
        else:
            told.append(("main", one.message.show(lang())))
    return render_template("workbench/catalogue_new.html", form=form, told=told, has_errors=code != 200), code


def _faults_page(form: UploadForm, sent: Upload, problems: Iterable[Problem]) -> ResponseReturnValue:
    form.file.errors = [_("Nothing was taken from “%(name)s”: see the faults below.", name=sent.name)]
    return render_template(
        "workbench/catalogue_upload.html",
        form=form,
        faults=[place_and_words(one, sent.name) for one in problems],
        has_errors=True,
    ), 400


def _preview_page(sent: Upload, read: Catalogue, warnings: Iterable[Problem]) -> str:
    items = [item_shown(one, read) for one in read.items]
    return render_template(
        "workbench/catalogue_preview.html",
        name=sent.name,
        content=carried(sent.content),
        read=read,
        title=read.title.show(lang()),
        items=items,
        not_supplied=sum(one["state"] == "none" for one in items),
        unchecked=len(unverified(read)),
        warnings=[place_and_words(one, sent.name) for one in warnings],
    )


def place_and_words(one: Problem, name: str) -> dict[str, str]:
    """A fault of a file: its sheet, row and column as the file shows them, and what is wrong."""
    place = one.where.removeprefix(name).lstrip(": ")
    sheet, _mark, rest = place.rpartition("!")
    cell, _space, key = rest.partition(" ")
    letters = cell.rstrip("0123456789")
    plain = bool(sheet) and cell.isascii()
    return {
        "place": place or name,
        "sheet": sheet if plain else "",
        "row": (cell.partition(":")[0] if ":" in cell else cell[len(letters) :]) if plain else "",
        "column": f"{letters} {key}".strip() if plain and ":" not in cell else "",
        "words": one.message.show(lang()),
    }


def _draft_row(draft: Draft) -> dict[str, Any]:
    return {
        "id": draft.id,
        "title": draft.catalogue.title.show(lang()),
        "reference": draft.catalogue.reference,
        "based_on": draft.based_on,
        "by": draft.changed_by,
        "at": minute(draft.changed_at).show(lang()),
    }


def _version_row(one: Version, shelf: Shelf) -> dict[str, Any]:
    origin = shelf.consultations.get(one.round or 0)
    return {
        "reference": one.reference,
        "title": one.title.show(lang()),
        "kind": _("Index") if one.kind == "index" else _("Outline"),
        "digest": one.digest,
        "at": minute(one.published_at).show(lang()) if one.published_at else "",
        "consultation": {"id": origin[0], "title": origin[1].show(lang())} if origin else None,
    }
