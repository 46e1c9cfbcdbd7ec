"""Reading all answers before they are submitted, submitting them, and the copy to keep."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import Any, Final

from flask import Response, current_app, redirect, render_template, send_file, url_for
from flask.typing import ResponseReturnValue

from lbsap.actions.experts import submitting
from lbsap.actions.experts.desk import Desk
from lbsap.actions.files import File
from lbsap.model.catalogue import Item
from lbsap.model.consultation import Answer
from lbsap.model.errors import BadInput, NotFound, PluginFailed
from lbsap.model.problems import Problem
from lbsap.steps.asking.tasks import Task
from lbsap.store.columns import now
from lbsap.web.answer_rows import answer_rows
from lbsap.web.desk import desk
from lbsap.web.documents import shown
from lbsap.web.expert import expert
from lbsap.web.expert.frame import beijing, closed_words
from lbsap.web.expert.prepared import prepared
from lbsap.web.expert.proposals import proposal_rows
from lbsap.web.expert.saving import saved_words
from lbsap.web.language import gettext as _
from lbsap.web.language import lang

TOLD_BY_THE_PAGE: Final = frozenset({"round_closed", "consent_needed"})
"""Reasons not to submit that the review page explains by itself."""


@expert.get("/review")
def review() -> ResponseReturnValue:
    """All answers, each with a link to change it that leads back here."""
    return _review_page()


@expert.post("/submit")
def submit() -> ResponseReturnValue:
    """Submit the answers. Sent twice, it is one submission."""
    try:
        submitting.submit(current_app.extensions["lbsap_engine"], desk(), now())
    except BadInput as error:
        if any(one.code in TOLD_BY_THE_PAGE for one in error.problems):
            return redirect(url_for("expert.review"), 303)
        return _review_page(error.problems, 400)
    return redirect(url_for("expert.done"), 303)


@expert.get("/done")
def done() -> ResponseReturnValue:
    """The reference number, and what happens next."""
    submission = desk().submission
    if submission is None:
        return redirect(url_for("expert.review"), 303)
    closes = desk().round.closes_at
    return render_template(
        "expert/done.html",
        reference=submission.reference,
        submitted=beijing(submission.submitted_at),
        may_write=desk().may_write,
        closes=beijing(closes) if closes else "",
        left=desk().progress.not_started,
        contact=_contact(desk()),
    )


@expert.get("/copy")
def copy() -> ResponseReturnValue:
    """A copy of one's answers, to read and to print."""
    return _copy_page()


@expert.get("/copy.docx")
def copy_docx() -> ResponseReturnValue:
    """The same as a Word file to sign."""
    try:
        file = submitting.copy_as_word(desk(), lang(), current_app.extensions["lbsap_registry"])
    except (PluginFailed, NotFound):
        return _copy_page(no_word=True)
    return _attachment(file)


def _attachment(file: File) -> Response:
    return send_file(
        BytesIO(file.content), file.media_type, as_attachment=True, download_name=file.name, etag=False
    )


def _copy_page(*, no_word: bool = False) -> ResponseReturnValue:
    page = render_template(
        "expert/copy.html",
        document=shown(submitting.copy_of_answers(desk()), lang()),
        address=current_app.config["LBSAP_BASE_URL"] + url_for("expert.copy"),
        no_word=no_word,
    )
    return page, 503 if no_word else 200


def _review_page(problems: Sequence[Problem] = (), code: int = 200) -> ResponseReturnValue:
    submission = desk().submission
    page = render_template(
        "expert/review.html",
        groups=[_group_rows(desk(), group.label.show(lang()), group.items) for group in desk().groups],
        settled=bool(desk().settled),
        proposals=_proposal_rows(desk()),
        closing=_closing_rows(desk()),
        progress=desk().progress,
        todo=[_link(task) for task in desk().tasks.values() if task.state == "not_started"],
        attention=[_link(task) for task in desk().tasks.values() if task.state == "attention"],
        errors=[_error(desk(), one) for one in problems],
        has_errors=bool(problems),
        may_write=desk().may_write,
        withdrawn=desk().withdrawn,
        closed=closed_words(desk().closed_at, _contact(desk())),
        submission=submission,
        submitted=beijing(submission.submitted_at) if submission else "",
        saved=saved_words(desk()),
    )
    return page, code


def _group_rows(desk: Desk, title: str, items: Sequence[Item]) -> dict[str, Any]:
    return {"title": title, "rows": [_row(desk, desk.tasks[item.id]) for item in items]}


def _row(desk: Desk, task: Task) -> dict[str, Any]:
    kept = desk.answers.get(task.item.id)
    lines = _answer_lines(kept.answer, desk) if kept else [_("Not answered")]
    wanted = [_("To be completed: %(words)s", words=words) for words in _wanted(task)]
    return {
        "id": f"change-{task.item.id}",
        "key": _label(desk, task.item.id),
        "lines": lines + wanted,
    } | ({"href": _item_page(desk, task.item.id)} if desk.may_write else {})


def _answer_lines(answer: Answer, desk: Desk) -> list[str]:
    """An answer in lines: the judgement first, the rest with what was asked before it."""
    first, *others = answer_rows(answer, desk.consultation.questionnaire, lang())
    return [first["value"], *map(_line_of, others)]


def _line_of(row: Mapping[str, Any]) -> str:
    """A row of a summary list in one line."""
    between = "；" if lang() == "zh" else "; "
    return _line(row["key"], row.get("value") or between.join(row["lines"]))


def _line(asked: str, said: str) -> str:
    """What was asked and what was said, in one line."""
    if asked.endswith(("?", "？")):
        return f"{asked}{said}" if lang() == "zh" else f"{asked} {said}"
    return str(_("%(asked)s: %(said)s", asked=asked, said=said))


def _link(task: Task) -> dict[str, Any]:
    return {
        "title": _label(desk(), task.item.id),
        "href": _item_page(desk(), task.item.id),
        "wanted": _wanted(task),
    }


def _wanted(task: Task) -> list[str]:
    return [one.message.show(lang()) for one in task.problems]


def _proposal_rows(desk: Desk) -> list[dict[str, Any]]:
    rows = []
    for kept in desk.proposals:
        said = [
            row
            for row in proposal_rows(kept.proposal)
            if row.get("value") != kept.proposal.name.plain(lang())
        ]
        row = {"key": kept.proposal.name.plain(lang()), "lines": [_line_of(one) for one in said]}
        rows.append(row | _change(desk, "expert.proposals"))
    return rows


def _closing_rows(desk: Desk) -> list[dict[str, Any]]:
    rows, change = [], _change(desk, "expert.closing")
    for question in desk.consultation.questionnaire.closing:
        kept = desk.remarks.get(question.id)
        words = kept.words if kept else ""
        lines = words.split("\n") if words else [_("Not answered")]
        rows.append({"key": question.title.show(lang()), "lines": lines} | change)
    return rows


def _item_page(desk: Desk, item_id: str) -> str:
    """The page of an item, from which saving leads back to the review."""
    return f"{prepared(desk.consultation).pages[item_id]}?back=review"


def _change(desk: Desk, endpoint: str) -> dict[str, Any]:
    """The link to change what a row shows; none where nothing can be changed."""
    return {"href": url_for(endpoint, back="review")} if desk.may_write else {}


def _error(desk: Desk, one: Problem) -> tuple[str, str]:
    """Where an error leads: to the link by which the answer is changed."""
    words = one.message.show(lang())
    if one.where in desk.tasks:
        return f"change-{one.where}", _line(_label(desk, one.where), words)
    return f"change-{next(iter(desk.tasks))}", words


def _label(desk: Desk, item_id: str) -> str:
    return prepared(desk.consultation).items[item_id].label


def _contact(desk: Desk) -> str:
    return desk.consultation.contact or desk.consultation.host.plain(lang())
