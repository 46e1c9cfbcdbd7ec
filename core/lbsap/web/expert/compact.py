"""The compact mode: all items of a component or chapter on one page, saved together in one commit."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask import abort, current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from lbsap.actions.experts.answering import save_items
from lbsap.model.errors import BadInput
from lbsap.steps.common.groups import Group
from lbsap.steps.common.printed import clock
from lbsap.store.columns import now
from lbsap.web.answer_rows import answer_rows
from lbsap.web.desk import desk
from lbsap.web.expert import expert
from lbsap.web.expert.prepared import prepared
from lbsap.web.expert.saving import Sent, newer_page, removed_words, told_newer, told_refused, told_saved
from lbsap.web.expert.way import keep_to_several, wants_profile
from lbsap.web.forms.compact import (
    ItemForm,
    revision_field,
    revisions_of,
    sent_forms,
    short_cells,
    shown_forms,
)
from lbsap.web.language import gettext as _
from lbsap.web.language import lang


@expert.route("/all/<group>", methods=["GET", "POST"])
def compact(group: str) -> ResponseReturnValue:
    """Show the items of a group, or save what the page says of them. ``go``: ``next`` (group) or ``save``."""
    asked = _asked(group)
    form = prepared(desk().consultation).short_form
    if request.method == "GET":
        return _page(asked, shown_forms(form, desk(), asked.items if desk().may_write else ()))
    forms = list(sent_forms(form, desk(), asked.items, request.form))
    try:
        return _save(asked, forms)
    except BadInput as error:
        return _page(asked, forms, told=[one.message.show(lang()) for one in error.problems], code=400)


@expert.post("/all/<group>/save")
def save_group(group: str) -> ResponseReturnValue:
    """Save as the page's script asks; what the answers mean stands in ``components/save_status.html``."""
    forms = list(
        sent_forms(prepared(desk().consultation).short_form, desk(), _asked(group).items, request.form)
    )
    fit = {one.item.id: one.answer for one in forms if one.answer is not None}
    try:
        revisions = revisions_of(one for one in forms if one.answer is not None)
        saved = save_items(current_app.extensions["lbsap_engine"], desk(), fit, revisions, lang(), now())
    except BadInput as error:
        return told_refused(error.problems)
    stands = {revision_field(item): number for item, number in saved.revisions.items()}
    newer = {name: stands.pop(name) for name in map(revision_field, saved.standing)}
    if newer:
        answers = fit | {item: one.answer for item, one in saved.standing.items()}
        moment = max(one.saved_at for one in saved.standing.values())
        return told_newer(newer, moment, short_cells(answers), stands)
    if len(fit) < len(forms):
        return told_refused((fault for one in forms for fault in one.problems), stands)
    return told_saved(stands, saved.at, (fault for one in forms for fault in one.problems))


def _asked(group: str) -> Group:
    return next((one for one in desk().groups if one.id == group), None) or abort(404)


def _save(group: Group, forms: Sequence[ItemForm]) -> ResponseReturnValue:
    """Keep what can be kept, whatever is wrong with the rest."""
    fit = {one.item.id: one.answer for one in forms if one.answer is not None}
    revisions = revisions_of(one for one in forms if one.answer is not None)
    saved = save_items(current_app.extensions["lbsap_engine"], desk(), fit, revisions, lang(), now())
    if not saved.ok:
        sent = [Sent(one.item, one.form, one.answer) for one in forms if one.answer is not None]
        here = url_for("expert.compact", group=group.id)
        return newer_page(desk(), saved, sent, here, here)
    if len(fit) < len(forms):
        for one in forms:
            if one.item.id in saved.revisions:
                one.form.revision.data = str(saved.revisions[one.item.id])
        return _page(group, forms, code=400)
    keep_to_several(True)
    told: dict[str, Any] = {"saved": "1"} | ({"removed": "1"} if _removed(forms) else {})
    complete = all(problem.severity == "info" for one in forms for problem in one.problems)
    if request.form.get("go") != "next" or not complete:
        return redirect(url_for("expert.compact", group=group.id, **told), 303)
    return redirect(_next(group, told), 303)


def _removed(forms: Sequence[ItemForm]) -> bool:
    return any(problem.severity == "info" for one in forms for problem in one.problems)


def _next(group: Group, told: dict[str, Any]) -> str:
    """The profile if it is wanted, else the next group, after the last one what is asked at the end."""
    if wants_profile(desk()):
        return url_for("expert.profile", **told)
    ids = [one.id for one in desk().groups]
    after = ids[ids.index(group.id) + 1 :]
    if after:
        return url_for("expert.compact", group=after[0], **told)
    return url_for("expert.closing" if _asks_at_the_end() else "expert.tasks")


def _asks_at_the_end() -> bool:
    return bool(desk().consultation.questionnaire.closing)


def _page(
    group: Group, forms: Sequence[ItemForm], told: Sequence[str] = (), code: int = 200
) -> ResponseReturnValue:
    texts, faulty = prepared(desk().consultation), [one for one in forms if one.problems]
    for one in faulty:
        one.form.place(one.problems, lang())
    faults = [
        (field.id, _("%(item)s: %(fault)s", item=texts.items[one.item.id].label, fault=words))
        for one in faulty
        for field in one.form
        for words in field.errors
    ]
    verdicts = desk().consultation.questionnaire.items.verdicts
    number = [one.id for one in desk().groups].index(group.id) + 1
    page = render_template(
        "expert/compact.html",
        group=group,
        title=group.label.show(lang()),
        number=number,
        total=len(desk().groups),
        last=number == len(desk().groups) and not _asks_at_the_end(),
        forms=[(texts.items[one.item.id], one.form if _touched(one) else None) for one in forms],
        blank=texts.blank_compact,
        faults=faults,
        hints=[(one.title.show(lang()), one.hint.show(lang())) for one in verdicts if one.hint],
        told=[("main", words) for words in told],
        has_errors=bool(told or faults),
        rows=[] if desk().may_write else _rows(group),
        may_write=desk().may_write or request.method == "POST",
        saved=_saved_time(),
        removed=removed_words(),
    )
    return page, code


def _touched(one: ItemForm) -> bool:
    """Whether a form holds or may hold anything; the markup of any other is ready."""
    return request.method == "POST" or one.item.id in desk().answers


def _rows(group: Group) -> list[tuple[str, list[dict[str, object]]]]:
    """The answers as they stand, to be read only."""
    texts, questionnaire = prepared(desk().consultation).items, desk().consultation.questionnaire
    kept = [(texts[one.id].label, desk().answers.get(one.id)) for one in group.items]
    return [(label, answer_rows(one.answer, questionnaire, lang()) if one else []) for label, one in kept]


def _saved_time() -> str:
    """When the last answer was kept, where one has just been saved (``?saved=1``)."""
    moments = [kept.saved_at for kept in desk().answers.values()]
    return clock(max(moments)) if "saved" in request.args and moments else ""
