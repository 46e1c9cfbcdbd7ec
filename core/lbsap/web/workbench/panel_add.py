"""Adding people to a panel: a list pasted or in a file, looked at first, then taken over whole or not at all."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from flask import Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from lbsap.actions.editors.inviting import Listing, add_people, read_people
from lbsap.actions.editors.workbooks import write_workbook
from lbsap.model.cells import csv_lines
from lbsap.model.errors import BadInput
from lbsap.model.plugin_items import Sheets
from lbsap.model.problems import Problem
from lbsap.model.questionnaire import Questionnaire
from lbsap.steps.common.words import whole_number
from lbsap.steps.editing.panel_rows import COLUMNS, HEADINGS, PanelReading, PanelRow
from lbsap.steps.editing.pasted import as_table
from lbsap.store.columns import now
from lbsap.store.tokens import new_token
from lbsap.web.downloads import attachment, streamed
from lbsap.web.forms.panel import PeopleForm
from lbsap.web.language import gettext as _
from lbsap.web.language import lang
from lbsap.web.uploads import carried, sent_back, take_upload
from lbsap.web.workbench import workbench
from lbsap.web.workbench.frame import actor, engine, folder, registry
from lbsap.web.workbench.panel_values import languages, strata

PASTED: Final = "pasted.csv"
HEADS: Final = tuple(f"{HEADINGS[column][1]} {column}" for column in COLUMNS)


@workbench.route("/c/<int:consultation_id>/panel/add", methods=["GET", "POST"])
def panel_add(consultation_id: int) -> ResponseReturnValue:
    """The form; then what the list would add, with every fault; then the people on the panel."""
    asked = folder(consultation_id).consultation.questionnaire
    if request.method == "GET":
        return _form_page(PeopleForm())
    form = PeopleForm(request.form)
    sent = _confirmed() or _uploaded() or _pasted(form)
    if sent is None:
        form.pasted.errors = [_("Paste a list, or choose a file.")]
        return _form_page(form), 400
    try:
        if "content" not in request.form:
            reading = read_people(actor(), engine(), registry(), consultation_id, sent)
            return _preview(asked, sent, reading)
        key = request.form.get("key", "")
        reading = add_people(actor(), engine(), registry(), consultation_id, sent, key, now())
    except BadInput as error:
        form.pasted.errors = [_told(one, sent) for one in error.problems]
        return _form_page(form), 400
    if reading.faulty:
        return _preview(asked, sent, reading)
    return redirect(url_for(".panel", consultation_id=consultation_id, added=1), 303)


@workbench.get("/c/<int:consultation_id>/panel/template")
def panel_template(consultation_id: int) -> Response:
    """An empty list to fill in, with a line that shows how: a workbook, or CSV."""
    asked = folder(consultation_id).consultation.questionnaire
    stratum = strata(asked)[1:2]
    sample = (
        _("Wang Xiaoming (sample, delete this line)"),
        _("Sample Institute"),
        "name@example.org",
        stratum[0][1] if stratum else "",
        lang(),
    )
    if request.args.get("as") == "csv":
        return streamed(_("panel template") + ".csv", csv_lines([HEADS, sample]), "text/csv")
    sheets = Sheets(_("panel template"), {_("Panel"): (HEADS, [sample])})
    made = write_workbook(actor(), registry(), sheets, lang())
    return attachment(made.name, made.content, made.media_type)


@dataclass(frozen=True, slots=True)
class _Column:
    name: str
    words: str


def _confirmed() -> Listing | None:
    """The list as the page before looked at it, sent back to be taken over."""
    sent = sent_back()
    before = whole_number(request.form.get("before", "")) or 0
    return Listing(sent.name, sent.content, before) if sent else None


def _uploaded() -> Listing | None:
    sent = take_upload("file")
    return Listing(sent.name, sent.content) if sent else None


def _pasted(form: PeopleForm) -> Listing | None:
    typed = form.pasted.data or ""
    if not typed.strip():
        return None
    table, before = as_table(typed)
    return Listing(PASTED, table.encode("utf-8", "replace"), before)


def _form_page(form: PeopleForm) -> str:
    return render_template("workbench/panel_add.html", form=form, has_errors=bool(form.errors))


def _preview(asked: Questionnaire, sent: Listing, reading: PanelReading) -> ResponseReturnValue:
    columns = _columns()
    page = render_template(
        "workbench/panel_preview.html",
        columns=columns,
        rows=[_row(row, columns, dict(strata(asked) + languages())) for row in reading.rows],
        faults=[
            {"id": f"row-{row.number}", "words": _fault_words(row, column, fault, columns)}
            for row in reading.rows
            for column, fault in row.faults
        ],
        notes=[one.message.show(lang()) for one in reading.problems if one.severity != "error"],
        errors=[one.message.show(lang()) for one in reading.problems if one.severity == "error"],
        people=len(reading.people),
        content=carried(sent.content),
        sent=sent,
        form=PeopleForm(data={"pasted": _typed(sent)}),
        key=new_token(),
        has_errors=reading.faulty,
    )
    return page, 400 if reading.faulty else 200


def _typed(sent: Listing) -> str:
    """A pasted list as it was pasted, to be mended; nothing of a file."""
    if sent.name != PASTED:
        return ""
    return "".join(sent.content.decode("utf-8", "replace").splitlines(keepends=True)[sent.before :])


def _columns() -> list[_Column]:
    words = (_("Name"), _("Institution"), _("E-mail"), _("Stratum"), _("Language"))
    return [_Column(name, said) for name, said in zip(COLUMNS, words, strict=True)]


def _row(row: PanelRow, columns: list[_Column], choices: dict[str, str]) -> dict[str, Any]:
    """A row as it would be kept; where it is faulty, as it was typed, each fault in its column."""
    faults: dict[str, list[str]] = {}
    for at, fault in row.faults:
        faults.setdefault(at, []).append(fault.message.show(lang()))
    cells = []
    for column in columns:
        words = getattr(row.person, column.name) if row.person else row.cells[column.name]
        if row.person and column.name in ("stratum", "language"):
            words = choices[words] if words else ""
        cells.append(
            {
                "column": column.words,
                "words": words,
                "faults": faults.get(column.name, []),
                "long": column.name in ("institution", "email"),
            }
        )
    return {"number": row.number, "cells": cells, "faulty": bool(row.faults)}


def _fault_words(row: PanelRow, column: str, fault: Problem, columns: list[_Column]) -> str:
    named = next(one.words for one in columns if one.name == column)
    return _(
        "Row %(row)s, %(column)s: %(fault)s", row=row.number, column=named, fault=fault.message.show(lang())
    )


def _told(fault: Problem, sent: Listing) -> str:
    """A fault of the whole file, with the row where there is one."""
    row = fault.where.removeprefix(f"{sent.name}:") if fault.where.startswith(f"{sent.name}:") else ""
    words = fault.message.show(lang())
    return _("Row %(row)s: %(fault)s", row=row, fault=words) if row else words
