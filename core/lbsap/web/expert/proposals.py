"""New indicators or sections that experts propose, and the closing questions."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping
from typing import Any

from flask import abort, current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import Engine
from werkzeug.datastructures import MultiDict

from lbsap.actions.experts.answering import MOST_PROPOSALS, drop_proposal, save_closing, save_proposal
from lbsap.model.errors import BadInput
from lbsap.model.problems import Problem
from lbsap.model.response import Proposal
from lbsap.steps.asking.proposals import read_closing, read_proposal
from lbsap.steps.common.printed import clock
from lbsap.store.columns import now
from lbsap.store.proposals import KeptProposal
from lbsap.web.desk import desk
from lbsap.web.expert import expert
from lbsap.web.expert.prepared import prepared
from lbsap.web.expert.saving import (
    fresh_desk,
    from_review,
    removed_words,
    told_newer,
    told_refused,
    told_saved,
    way_back,
)
from lbsap.web.forms.item import REVISION, read_revision
from lbsap.web.forms.proposals import (
    ClosingForm,
    ProposalForm,
    closing_cells,
    closing_fields,
    place,
    proposal_cells,
    read_key,
)
from lbsap.web.language import gettext as _
from lbsap.web.language import lang


@expert.route("/proposals", methods=["GET", "POST"])
def proposals() -> ResponseReturnValue:
    """Show one's proposals and the form of a new one (``?edit=KEY``: of that one). ``go``: ``save``, ``remove``."""
    if not desk().consultation.questionnaire.new_items:
        abort(404)
    if request.method == "GET":
        wanted = request.args.get("edit", "")
        known = wanted in {one.key for one in desk().proposals}
        return _proposals_page(ProposalForm.of(desk(), wanted if known else _new_key()))
    form = ProposalForm(request.form).with_words(desk())
    try:
        return _remove(form) if request.form.get("go") == "remove" else _keep(form)
    except BadInput as error:
        if any(one.where == "key" for one in error.problems):
            form.key.data = _new_key()
        return _proposals_page(form, error.problems, 400)


def _new_key() -> str:
    return secrets.token_urlsafe(12)


def _keep(form: ProposalForm) -> ResponseReturnValue:
    key, revision = read_key(form.key.data), read_revision(form.revision.data or "") + 1
    reading = read_proposal(form.cells, [one.id for one in desk().groups])
    if reading.proposal is None:
        return _proposals_page(form, reading.problems, 400)
    if len(desk().proposals) >= MOST_PROPOSALS and key not in {one.key for one in desk().proposals}:
        return _proposals_page(
            form, told=_("At most %(most)s proposals can be kept.", most=MOST_PROPOSALS), code=400
        )
    stands = save_proposal(_engine(), desk(), key, reading.proposal, lang(), now(), revision)
    if stands.proposal != reading.proposal:
        fresh_desk()
        form.revision.data = str(stands.revision)
        words = _(
            "Other words were saved on another page. They stand above; yours are below, and are kept if you save again."
        )
        return _proposals_page(form, told=words, code=409)
    told: dict[str, Any] = {"saved": key} | _removed(reading.problems)
    return redirect(url_for("expert.proposals", **told, **from_review()), 303)


def _remove(form: ProposalForm) -> ResponseReturnValue:
    drop_proposal(_engine(), desk(), read_key(form.key.data), now())
    return redirect(url_for("expert.proposals", **from_review()), 303)


def _proposals_page(
    form: ProposalForm, problems: Iterable[Problem] = (), code: int = 200, told: str = ""
) -> ResponseReturnValue:
    keys = {one.key for one in desk().proposals}
    saved = next((one for one in desk().proposals if one.key == request.args.get("saved")), None)
    page = render_template(
        "expert/proposals.html",
        form=form,
        told=[*([("main", told)] if told else []), *place(form, problems)],
        question=desk().consultation.questionnaire.new_items.show(lang()),
        proposals=[_shown(one) for one in desk().proposals],
        editing=form.key.data in keys,
        outline=desk().consultation.catalogue.kind == "outline",
        may_write=desk().may_write or code != 200,
        has_errors=code != 200,
        action=url_for("expert.proposals", **from_review()),
        back=way_back(),
        from_review=from_review(),
        saved={"time": clock(saved.saved_at), "item": saved.proposal.name.plain(lang())} if saved else {},
        removed=removed_words(),
    )
    return page, code


def _shown(kept: KeptProposal) -> Mapping[str, Any]:
    return {"key": kept.key, "title": kept.proposal.name.plain(lang()), "rows": proposal_rows(kept.proposal)}


def proposal_rows(proposal: Proposal) -> list[Mapping[str, Any]]:
    """The rows of a summary list: what was said of a proposed item."""
    outline = desk().consultation.catalogue.kind == "outline"
    places = {group.id: group.label.show(lang()) for group in desk().groups}
    rows: list[dict[str, Any]] = [
        {"key": _("Name in Chinese"), "value": proposal.name.zh, "lang": "zh"},
        {"key": _("Name in English"), "value": proposal.name.en, "lang": "en"},
        {
            "key": _("Chapter it belongs to") if outline else _("Component it belongs to"),
            "value": places.get(proposal.parent, ""),
        },
        {
            "key": _("What it holds") if outline else _("How it is calculated"),
            "lines": _lines(proposal.content),
        },
        {"key": _("Where the data come from"), "lines": _lines(proposal.data_source)},
        {"key": _("Reason"), "lines": _lines(proposal.reason)},
    ]
    return [row for row in rows if row.get("value") or row.get("lines")]


def _lines(words: str) -> list[str]:
    return words.split("\n") if words else []


@expert.post("/proposals/save")
def save_one_proposal() -> ResponseReturnValue:
    """Save as the page's script asks; what the answers mean stands in ``components/save_status.html``."""
    form = ProposalForm(request.form).with_words(desk())
    try:
        key, revision = read_key(form.key.data), read_revision(form.revision.data or "") + 1
        reading = read_proposal(form.cells, [one.id for one in desk().groups])
        if reading.proposal is None:
            return told_refused(reading.problems)
        stands = save_proposal(_engine(), desk(), key, reading.proposal, lang(), now(), revision)
    except BadInput as error:
        return told_refused(error.problems)
    number = {REVISION: stands.revision}
    if stands.proposal != reading.proposal:
        return told_newer(number, stands.saved_at, proposal_cells(stands.key, stands.proposal))
    return told_saved(number, stands.saved_at)


@expert.post("/closing/save")
def save_closing_words() -> ResponseReturnValue:
    """The same for the closing questions."""
    questionnaire, at = desk().consultation.questionnaire, now()
    words, problems = read_closing(closing_cells(questionnaire, request.form), questionnaire)
    if any(one.severity == "error" for one in problems):
        return told_refused(problems)
    try:
        revision = read_revision(request.form.get(REVISION, ""))
        newer = save_closing(_engine(), desk(), words, revision, lang(), at)
    except BadInput as error:
        return told_refused(error.problems)
    if newer:
        moment = max(kept.saved_at for kept in fresh_desk().remarks.values())
        stand = closing_fields(words | dict(newer))
        return told_newer({REVISION: desk().closing_revision}, moment, stand)
    return told_saved({REVISION: revision + 1}, at)


@expert.route("/closing", methods=["GET", "POST"])
def closing() -> ResponseReturnValue:
    """Show and keep the words on the closing questions. ``go``: ``next`` (the review) or ``save``."""
    if not desk().consultation.questionnaire.closing:
        abort(404)
    if request.method == "GET":
        said = {question: kept.words for question, kept in desk().remarks.items()}
        return _closing_page(_closing_form(data=said) if said else None, desk().closing_revision)
    try:
        revision = read_revision(request.form.get(REVISION, ""))
    except BadInput:
        abort(400)
    return _save_closing(revision)


def _save_closing(revision: int) -> ResponseReturnValue:
    questionnaire = desk().consultation.questionnaire
    words, problems = read_closing(closing_cells(questionnaire, request.form), questionnaire)
    if any(one.severity == "error" for one in problems):
        return _closing_page(_closing_form(request.form), revision, problems, 400)
    try:
        newer = save_closing(_engine(), desk(), words, revision, lang(), now())
    except BadInput as error:
        return _closing_page(_closing_form(request.form), revision, error.problems, 400)
    if newer:
        revision = fresh_desk().closing_revision
        return _closing_page(_closing_form(request.form), revision, code=409, newer=newer)
    if from_review() or (request.form.get("go") == "next" and not problems):
        return redirect(url_for("expert.review"), 303)
    return redirect(url_for("expert.closing", saved="1", **_removed(problems)), 303)


def _closing_form(
    sent: MultiDict[str, str] | None = None, data: Mapping[str, str] | None = None
) -> ClosingForm:
    form = ClosingForm(desk().consultation.questionnaire)
    form.process(sent, data=data)
    return form


def _closing_page(
    form: ClosingForm | None,
    revision: int,
    problems: Iterable[Problem] = (),
    code: int = 200,
    newer: Mapping[str, str] | None = None,
) -> ResponseReturnValue:
    told = place(form, problems) if form else []
    asked = desk().consultation.questionnaire.closing
    titles = {one.id: one.title.show(lang()) for one in asked}
    moments = [kept.saved_at for kept in desk().remarks.values()]
    page = render_template(
        "expert/closing.html",
        form=form,
        blank="" if form else prepared(desk().consultation).blank_closing,
        revision=revision,
        told=told,
        newer=[(titles[one], words.split("\n")) for one, words in (newer or {}).items()],
        has_errors=code == 400,
        action=url_for("expert.closing", **from_review()),
        back=way_back(),
        from_review=from_review(),
        may_write=desk().may_write or code != 200,
        rows=[
            {"key": title, "lines": _lines(kept.words)}
            for question, title in titles.items()
            if (kept := desk().remarks.get(question)) and kept.words
        ],
        saved={"time": clock(max(moments))} if "saved" in request.args and moments else {},
        removed=removed_words(),
    )
    return page, code


def _removed(problems: Iterable[Problem]) -> dict[str, Any]:
    return {"removed": "1"} if any(one.severity == "info" for one in problems) else {}


def _engine() -> Engine:
    engine: Engine = current_app.extensions["lbsap_engine"]
    return engine
