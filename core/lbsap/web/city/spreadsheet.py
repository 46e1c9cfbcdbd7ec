"""Everything that a city enters as one workbook: taken away, sent back, looked at, saved."""

from __future__ import annotations

from typing import Final

from flask import Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from lbsap.actions.cities.spreadsheet import Looked, city_workbook, look_at_workbook, take_workbook_over
from lbsap.model.errors import BadInput
from lbsap.model.problems import Problem
from lbsap.steps.cities.sheets import sheet_title
from lbsap.web.city import city
from lbsap.web.city.frame import actor, engine, registry, workspace
from lbsap.web.downloads import attachment
from lbsap.web.forms.city_profile import WorkbookForm
from lbsap.web.language import N_, lang
from lbsap.web.language import gettext as _
from lbsap.web.uploads import Upload, carried, sent_back, take_upload
from lbsap.web.workbench.catalogues import place_and_words

KINDS: Final = {"added": N_("New"), "removed": N_("Removed"), "changed": N_("Changed")}


@city.route("/<int:city_id>/spreadsheet", methods=["GET", "POST"])
def spreadsheet(city_id: int) -> ResponseReturnValue:
    """The form; then what the workbook would change, or its faults; then it is saved."""
    workspace(city_id)
    if request.method == "GET":
        return _form_page(WorkbookForm())
    sent, form = sent_back() or take_upload("file"), WorkbookForm()
    if sent is None:
        form.file.errors = [_("Choose a file.")]
        return _form_page(form), 400
    try:
        if "content" not in request.form:
            return _look_page(city_id, sent)
        take_workbook_over(
            actor(), engine(), registry(), city_id, sent.name, sent.content, request.form.get("seen", "")
        )
    except BadInput as error:
        return _refused(city_id, form, sent, error.problems)
    return redirect(url_for("city.profile", city_id=city_id, done="workbook"), 303)


@city.get("/<int:city_id>/spreadsheet/workbook.xlsx")
def spreadsheet_file(city_id: int) -> Response:
    """The workbook with what the city has entered."""
    opened = workspace(city_id)
    name = _("%(city)s plan data", city=opened.data.city.plain(lang()))
    made = city_workbook(actor(), engine(), registry(), city_id, name, lang())
    return attachment(made.name, made.content, made.media_type)


def _form_page(form: WorkbookForm, faults: list[dict[str, str]] | None = None) -> str:
    return render_template(
        "city/spreadsheet.html", form=form, faults=faults or [], has_errors=bool(form.errors)
    )


def _refused(
    city_id: int, form: WorkbookForm, sent: Upload, problems: tuple[Problem, ...]
) -> ResponseReturnValue:
    """Nothing was saved: the faults; or what the workbook would change now that somebody else has saved something."""
    if any(one.code == "part_changed" for one in problems):
        page, _code = _look_page(city_id, sent, changed=True)
        return page, 409
    form.file.errors = [_("Nothing was taken from “%(name)s”: see the faults below.", name=sent.name)]
    return _form_page(form, [place_and_words(one, sent.name) for one in problems]), 400


def _look_page(city_id: int, sent: Upload, *, changed: bool = False) -> tuple[str, int]:
    looked: Looked = look_at_workbook(actor(), engine(), registry(), city_id, sent.name, sent.content)
    page = render_template(
        "city/spreadsheet_look.html",
        rows=[
            {
                "sheet": one.title.show(lang()),
                "kind": _(KINDS[one.kind]),
                "removed": one.kind == "removed",
                "entry": one.entry.show(lang()),
                "field": one.field.show(lang()),
                "before": one.before.show(lang()),
                "after": one.after.show(lang()),
            }
            for one in looked.changes
        ],
        both=[sheet_title(one).show(lang()) for one in looked.both],
        seen=looked.seen,
        name=sent.name,
        content=carried(sent.content),
        changed=changed,
        has_errors=changed,
    )
    return page, 200
