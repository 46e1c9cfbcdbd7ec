"""What pages say about saving: what was just saved and when, and that a newer answer stands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from flask import g, render_template, request, url_for
from flask.typing import ResponseReturnValue

from lbsap.actions.experts.answering import Saved
from lbsap.actions.experts.desk import Desk
from lbsap.model.catalogue import Item
from lbsap.model.consultation import Answer
from lbsap.model.problems import Problem, problem
from lbsap.steps.common.printed import clock
from lbsap.web.answer_rows import answer_rows
from lbsap.web.desk import require_desk
from lbsap.web.expert.prepared import prepared
from lbsap.web.forms.item import AnswerForm, Cells
from lbsap.web.language import lang


def fresh_desk() -> Desk:
    """The desk as it is after a save of this request."""
    g.pop("desk")
    return require_desk()


def saved_words(desk: Desk) -> dict[str, str]:
    """The item named by ``?saved=`` and when its answer was kept: read from what stands, so it is never untrue."""
    kept = desk.answers.get(request.args.get("saved", ""))
    if kept is None:
        return {}
    return {"time": clock(kept.saved_at), "item": prepared(desk.consultation).items[kept.answer.item].label}


def from_review() -> dict[str, Any]:
    """Part of the address of a page opened from the review (``?back=review``), to which saving then leads back."""
    return {"back": "review"} if request.args.get("back") == "review" else {}


def way_back() -> str:
    """The page from which one came: the review or the task list."""
    return url_for("expert.review" if from_review() else "expert.tasks")


def removed_words() -> str:
    """Where the answer was kept without some characters (``?removed=1``), the words that say so."""
    return problem("characters_removed").message.show(lang()) if "removed" in request.args else ""


@dataclass(frozen=True, slots=True)
class Sent:
    """An answer of a page that was sent: the item, the form, and the answer read from it."""

    item: Item
    form: AnswerForm
    answer: Answer


OF_NAMES: Final = ("name_taken", "name_unchanged")
"""What is told of a proposed name at once: the rest may still be typed."""


def told_saved(
    revisions: Mapping[str, int], at: datetime, problems: Iterable[Problem] = ()
) -> ResponseReturnValue:
    """What the page's script hears of a save; see ``components/save_status.html``. ``revisions`` are by field."""
    note = dict.fromkeys(one.message.show(lang()) for one in problems if one.code in OF_NAMES)
    return {"state": "saved", "revisions": dict(revisions), "time": clock(at), "note": " ".join(note)}


def told_newer(
    standing: Mapping[str, int], at: datetime, answer: Cells, revisions: Mapping[str, int] | None = None
) -> ResponseReturnValue:
    """What it hears where another answer stands: its revision by field, its moment, and its filled fields."""
    told = {
        "standing": dict(standing),
        "revisions": dict(revisions or {}),
        "time": clock(at),
        "answer": answer,
    }
    return {"state": "newer", **told}, 409


def told_refused(
    problems: Iterable[Problem], revisions: Mapping[str, int] | None = None
) -> ResponseReturnValue:
    """What it hears where the answer cannot be kept as it is."""
    words = dict.fromkeys(one.message.show(lang()) for one in problems if one.severity == "error")
    message = ("" if lang() == "zh" else " ").join(words)
    return {"state": "refused", "revisions": dict(revisions or {}), "message": message}, 400


def newer_page(desk: Desk, saved: Saved, sent: Iterable[Sent], action: str, back: str) -> ResponseReturnValue:
    """The page that shows newer answers beside those sent: the newer stand until the sent ones are sent again."""
    conflicts = [_conflict(desk, saved, one) for one in sent if one.item.id in saved.standing]
    return render_template("expert/newer.html", conflicts=conflicts, action=action, back=back), 409


def _conflict(desk: Desk, saved: Saved, sent: Sent) -> Mapping[str, Any]:
    standing = saved.standing[sent.item.id]
    questionnaire = desk.consultation.questionnaire
    fields = [field for field in sent.form if field.short_name != "revision"]
    again = [(field.name, word) for field in fields for word in field.raw_data or []]
    return {
        "item": prepared(desk.consultation).items[sent.item.id],
        "time": clock(standing.saved_at),
        "standing": answer_rows(standing.answer, questionnaire, lang()),
        "mine": answer_rows(sent.answer, questionnaire, lang()),
        "fields": [*again, (sent.form.revision.name, str(standing.revision))],
    }
