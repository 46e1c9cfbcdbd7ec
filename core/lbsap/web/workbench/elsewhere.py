"""Answers that did not come online: brought in with their source, and kept apart from those that did."""

from __future__ import annotations

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from lbsap.actions.editors.elsewhere import Speaker, bring_answer, bring_answers, speakers, take_out
from lbsap.actions.editors.folder import Folder
from lbsap.actions.panel import ANSWER_COLUMNS, OPTIONAL_COLUMNS
from lbsap.model.errors import BadInput
from lbsap.steps.asking.questionnaire import asked_items
from lbsap.steps.common.printed import label, minute
from lbsap.steps.editing.spoken import PERSONS, read_persons, read_spoken
from lbsap.steps.reports.comment_rows import SOURCES
from lbsap.store.consultations import Round
from lbsap.web.forms.comment import SpokenForm, TableForm
from lbsap.web.language import gettext as _
from lbsap.web.language import lang
from lbsap.web.uploads import take_upload
from lbsap.web.workbench import workbench
from lbsap.web.workbench.frame import actor, engine, folder, registry


@workbench.get("/c/<int:consultation_id>/elsewhere")
def elsewhere(consultation_id: int) -> ResponseReturnValue:
    """Who answered elsewhere beside the round, and the ways to bring more in."""
    return _page(folder(consultation_id), TableForm())


@workbench.post("/c/<int:consultation_id>/elsewhere")
def bring_table(consultation_id: int) -> ResponseReturnValue:
    """Take in a table of answers: all of it, or nothing and every fault."""
    opened, form = folder(consultation_id), TableForm(request.form)
    sent = take_upload("file")
    if sent is None:
        form.file.errors = [_("Choose a file.")]
        return _page(opened, form, code=400)
    beside, said_in = _round(opened), form.said_in.data or ""
    try:
        taken = bring_answers(
            actor(), engine(), registry(), beside.id, sent.name, sent.content, form.kind, said_in
        )
    except BadInput as error:
        return _page(opened, form, form.place(error.problems, "file"), 400)
    return redirect(url_for("workbench.elsewhere", consultation_id=consultation_id, added=taken), 303)


@workbench.get("/c/<int:consultation_id>/elsewhere/new")
def spoken_new(consultation_id: int) -> ResponseReturnValue:
    """The form of one answer given elsewhere."""
    return _spoken_page(folder(consultation_id), SpokenForm())


@workbench.post("/c/<int:consultation_id>/elsewhere/new")
def keep_spoken(consultation_id: int) -> ResponseReturnValue:
    """Keep one answer given elsewhere. ``go``: ``save``, or ``more`` (and enter the speaker's next one)."""
    opened, form = folder(consultation_id), SpokenForm(request.form)
    consultation = opened.consultation
    try:
        sent = request.form.to_dict()
        given, persons = (
            read_spoken(sent, consultation.questionnaire, consultation.catalogue),
            read_persons(sent),
        )
        said_in = form.said_in.data or ""
        bring_answer(actor(), engine(), _round(opened).id, given, form.kind, said_in, persons)
    except BadInput as error:
        return _spoken_page(opened, form, form.place(error.problems), 400)
    if request.form.get("go") == "more":
        kept = {name: form[name].data for name in ("source", "said_in", "speaker")}
        return _spoken_page(opened, SpokenForm(data=kept), saved=True)
    return redirect(url_for("workbench.elsewhere", consultation_id=consultation_id, added=persons), 303)


@workbench.post("/c/<int:consultation_id>/elsewhere/take-out")
def take_out_answers(consultation_id: int) -> ResponseReturnValue:
    """Take out all that a speaker said in one place, as it was entered by mistake."""
    opened = folder(consultation_id)
    speaker, said_in = request.form.get("speaker", ""), request.form.get("said_in", "")
    take_out(actor(), engine(), _round(opened).id, speaker, said_in)
    return redirect(url_for("workbench.elsewhere", consultation_id=consultation_id, gone=1), 303)


def _round(opened: Folder) -> Round:
    """The round that answers from elsewhere stand beside: the one named, else the newest that has begun.

    Answers 404 for a number that no begun round has.
    """
    begun = [one for one in opened.rounds if one.state != "draft"]
    wanted = request.values.get("round", "")
    found = [one for one in begun if str(one.number) == wanted] if wanted else begun[-1:]
    return found[0] if found else abort(404)


def _page(
    opened: Folder, form: TableForm, told: list[tuple[str, str]] | None = None, code: int = 200
) -> ResponseReturnValue:
    beside = _round(opened)
    page = render_template(
        "workbench/elsewhere.html",
        form=form,
        told=told or [],
        has_errors=code == 400,
        round=beside.number,
        rounds=[one.number for one in opened.rounds if one.state != "draft"],
        speakers=[_speaker(one) for one in speakers(actor(), engine(), beside.id)],
        columns=(*ANSWER_COLUMNS, *OPTIONAL_COLUMNS, PERSONS),
    )
    return page, code


def _speaker(one: Speaker) -> dict[str, object]:
    return {
        "name": one.name,
        "answers": one.answers,
        "source": SOURCES[one.said.source].show(lang()),
        "said_in": one.said.said_in,
        "by": one.said.entered_by,
        "at": minute(one.entered_at).show(lang()),
    }


def _spoken_page(
    opened: Folder,
    form: SpokenForm,
    told: list[tuple[str, str]] | None = None,
    code: int = 200,
    *,
    saved: bool = False,
) -> ResponseReturnValue:
    consultation = opened.consultation
    asked = asked_items(consultation.questionnaire, consultation.catalogue)
    form.item.choices = [("", "—"), *((item.id, label(item).show(lang())) for item in asked)]
    form.verdict.choices = [
        (one.id, one.title.show(lang())) for one in consultation.questionnaire.items.verdicts
    ]
    page = render_template(
        "workbench/spoken_new.html",
        form=form,
        told=told or [],
        has_errors=code == 400,
        saved=saved,
        round=_round(opened).number,
    )
    return page, code
