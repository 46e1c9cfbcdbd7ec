"""Reports and data of a consultation: the Word report, tables, answers, and contact data by right alone."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from flask import Response, render_template, request, url_for
from flask.typing import ResponseReturnValue

from lbsap.actions.editors import exporting
from lbsap.actions.editors.exporting import Form, Shape
from lbsap.actions.editors.folder import Folder
from lbsap.actions.editors.reporting import change_statements
from lbsap.actions.files import File
from lbsap.model.errors import BadInput
from lbsap.model.text import Lang, Text
from lbsap.steps.asking.answers import Cells
from lbsap.steps.reports.statements import LATER, read_statements
from lbsap.web.downloads import attachment, streamed
from lbsap.web.forms.reports import GroundForm, statements_form
from lbsap.web.forms.setup import pair_data
from lbsap.web.language import lang
from lbsap.web.workbench import workbench
from lbsap.web.workbench.drafting import part_page
from lbsap.web.workbench.frame import actor, engine, folder, registry


@workbench.get("/c/<int:consultation_id>/reports")
def reports(consultation_id: int) -> str:
    """What may be taken away, what it holds and who may have it."""
    return _page(folder(consultation_id))


@workbench.get("/c/<int:consultation_id>/reports/report-<any(zh, en):language>.docx")
def report_file(consultation_id: int, language: str) -> ResponseReturnValue:
    """The report in Word, in one of the two languages."""
    opened = folder(consultation_id)
    try:
        return _sent(exporting.report_file(actor(), engine(), registry(), opened, cast(Lang, language)))
    except BadInput as refused:
        return _page(opened, refused), 400


@workbench.get("/c/<int:consultation_id>/reports/round-<int:number>-tallies.<any(csv, xlsx):suffix>")
def tallies_file(consultation_id: int, number: int, suffix: str) -> Response:
    """The tallies of a round."""
    opened = folder(consultation_id)
    found = exporting.tallies_file(actor(), engine(), registry(), opened, number, cast(Form, suffix), lang())
    return _sent(found)


@workbench.get("/c/<int:consultation_id>/reports/<any(decisions, codebook):table>.<any(csv, xlsx):suffix>")
def table_file(consultation_id: int, table: str, suffix: str) -> Response:
    """Every decision taken, or the meaning of every column and code."""
    opened, chosen = folder(consultation_id), cast(Form, suffix)
    if table == "codebook":
        return _sent(exporting.codebook_file(actor(), registry(), opened, chosen, lang()))
    return _sent(exporting.decisions_file(actor(), engine(), registry(), opened, chosen, lang()))


@workbench.get(
    "/c/<int:consultation_id>/reports/round-<int:number>-answers-<any(long, wide):shape>.<any(csv, xlsx):suffix>"
)
def answers_file(consultation_id: int, number: int, shape: str, suffix: str) -> ResponseReturnValue:
    """The answers of a round: CSV is sent while it is made."""
    opened, chosen = folder(consultation_id), cast(Shape, shape)
    try:
        if suffix == "csv":
            name, chunks = exporting.answers_csv(actor(), engine(), opened, number, chosen)
            return streamed(name, chunks, "text/csv")
        return _sent(exporting.answers_xlsx(actor(), engine(), registry(), opened, number, chosen, lang()))
    except BadInput as refused:
        return _page(opened, refused), 400


@workbench.get("/c/<int:consultation_id>/reports/everything.json")
def everything_file(consultation_id: int) -> Response:
    """All that is kept of a consultation except contact data."""
    name, chunks = exporting.everything_json(actor(), engine(), registry(), folder(consultation_id))
    return streamed(name, chunks, "application/json")


@workbench.route("/c/<int:consultation_id>/reports/contacts", methods=["GET", "POST"])
def contacts_file(consultation_id: int) -> ResponseReturnValue:
    """Asks on what ground, then hands out the contact data of those invited."""
    opened = folder(consultation_id)
    form = GroundForm(request.form if request.method == "POST" else None)
    if request.method == "POST":
        try:
            return _sent(exporting.contacts_csv(actor(), engine(), opened, form.ground.data or ""))
        except BadInput as refused:
            form.ground.errors = [one.message.show(lang()) for one in refused.problems]
    refused_ = bool(form.ground.errors)
    page = render_template(
        "workbench/reports_contacts.html", form=form, consultation_id=consultation_id, has_errors=refused_
    )
    return page, 400 if refused_ else 200


@workbench.route("/c/<int:consultation_id>/reports/statements", methods=["GET", "POST"])
def statements(consultation_id: int) -> ResponseReturnValue:
    """The host's own words for the report."""
    kept = folder(consultation_id).consultation.words
    stands: dict[str, Any] = {}
    for name in LATER:
        stands |= pair_data(name, kept.get(name, Text()))

    def save(cells: Cells) -> None:
        change_statements(actor(), engine(), consultation_id, read_statements(cells))

    onward = url_for("workbench.reports", consultation_id=consultation_id)
    return part_page(
        consultation_id,
        "workbench/reports_statements.html",
        statements_form,
        stands,
        save,
        onward,
        names=LATER,
    )


def _page(opened: Folder, refused: BadInput | None = None) -> str:
    begun = [one for one in opened.rounds if one.state != "draft"]
    kept: Mapping[str, Text] = opened.consultation.words
    return render_template(
        "workbench/reports.html",
        consultation_id=opened.consultation.id,
        closed=opened.judged is not None,
        rounds=[{"number": one.number, "open": one.state == "open"} for one in reversed(begun)],
        missing=sum(not kept.get(name) for name in LATER),
        anonymous=opened.consultation.anonymity == "anonymous",
        told=[("report", one.message.show(lang())) for one in refused.problems] if refused else [],
        has_errors=refused is not None,
    )


def _sent(file: File) -> Response:
    return attachment(file.name, file.content, file.media_type)
