"""The panel: the people invited and how far each has come, one of them, and the log."""

from __future__ import annotations

from collections import Counter
from typing import Any

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from lbsap.actions.editors import inviting
from lbsap.actions.editors.following import follow_round
from lbsap.actions.editors.inviting import Panel
from lbsap.model.errors import BadInput
from lbsap.model.panel import Invited, Person
from lbsap.steps.common.pages import A_PAGE, page_of
from lbsap.steps.common.words import whole_number
from lbsap.steps.editing.handing import History, state_of
from lbsap.store.columns import now
from lbsap.web.access import EDITORS
from lbsap.web.expert.frame import beijing
from lbsap.web.forms.panel import PersonForm, offer
from lbsap.web.language import gettext as _
from lbsap.web.language import lang
from lbsap.web.workbench import workbench
from lbsap.web.workbench.events import what_words
from lbsap.web.workbench.frame import actor, engine, folder, registry
from lbsap.web.workbench.panel_values import (
    CHANNELS,
    KINDS,
    STATES,
    languages,
    message_row,
    person_row,
    strata,
    visit_row,
    visits_of,
)


@workbench.get("/c/<int:consultation_id>/panel")
def panel(consultation_id: int) -> str:
    """The people for editors; for viewers their number only."""
    opened = folder(consultation_id)
    if not actor().roles & EDITORS.roles:
        everybody = follow_round(actor(), engine(), registry(), opened, 0).everybody
        return render_template("workbench/panel_counts.html", everybody=everybody)
    seen = inviting.open_panel(actor(), engine(), consultation_id)
    page = page_of(len(seen.people), whole_number(request.args.get("page", "")) or 0)
    shown = seen.people[page.start : page.start + A_PAGE]
    at = now()
    counted = Counter(state_of(one, seen.had.get(one.id, History()), at) for one in seen.people)
    return render_template(
        "workbench/panel.html",
        people=[person_row(seen, one, at) for one in shown],
        counts=[(_(words), counted[state]) for state, (words, _kind) in STATES.items() if counted[state]],
        page=page,
        added="added" in request.args,
        anonymous=seen.consultation.anonymity == "anonymous",
    )


@workbench.route("/c/<int:consultation_id>/panel/<int:invitation_id>", methods=["GET", "POST"])
def panel_person(consultation_id: int, invitation_id: int) -> ResponseReturnValue:
    """One person: what is kept, what was sent, how the link is used; correct it, or end the link."""
    folder(consultation_id)
    seen = inviting.open_panel(actor(), engine(), consultation_id)
    one = seen.person(invitation_id)
    if request.method == "GET":
        return _person_page(seen, one, _form_of(seen, one.person or Person("")))
    form = offer(PersonForm(request.form), strata(seen.consultation.questionnaire), languages())
    try:
        inviting.correct_person(actor(), engine(), consultation_id, invitation_id, form.person())
    except BadInput as error:
        for fault in error.problems:
            form[fault.where].errors = [fault.message.show(lang())]
        return _person_page(seen, one, form), 400
    return _back_to(consultation_id, invitation_id)


@workbench.post("/c/<int:consultation_id>/panel/<int:invitation_id>/end")
def panel_end(consultation_id: int, invitation_id: int) -> ResponseReturnValue:
    """End the link of one person."""
    inviting.end_link(actor(), engine(), folder(consultation_id).consultation.id, invitation_id)
    return _back_to(consultation_id, invitation_id)


@workbench.get("/c/<int:consultation_id>/panel/log")
def panel_log(consultation_id: int) -> str:
    """Who sent what to how many and when, and what else was done to the panel."""
    folder(consultation_id)
    log = inviting.see_log(actor(), engine(), consultation_id)
    return render_template(
        "workbench/panel_log.html",
        batches=[
            {
                "at": beijing(one.sent_at),
                "by": one.sent_by,
                "kind": _(KINDS[one.kind]),
                "channel": _(CHANNELS[one.channel]),
                "total": one.total,
                "failed": one.failed,
                "in_doubt": one.in_doubt,
            }
            for one in log.batches
        ],
        events=[
            {
                "at": beijing(one.at),
                "by": one.actor,
                "what": what_words(one.what),
                "people": one.details.get("people", ""),
            }
            for one in log.events
        ],
    )


def _back_to(consultation_id: int, invitation_id: int) -> ResponseReturnValue:
    return redirect(
        url_for(".panel_person", consultation_id=consultation_id, invitation_id=invitation_id), 303
    )


def _form_of(seen: Panel, person: Person) -> PersonForm:
    kept = {name: getattr(person, name) for name in ("name", "institution", "email", "stratum", "language")}
    return offer(PersonForm(data=kept), strata(seen.consultation.questionnaire), languages())


def _person_page(seen: Panel, one: Invited, form: PersonForm) -> str:
    history = seen.had.get(one.id, History())
    context: dict[str, Any] = {
        "row": person_row(seen, one, now()),
        "invitation": one.id,
        "code": one.code,
        "anonymous": seen.consultation.anonymity == "anonymous",
        "deleted": one.person is None,
        "ended": one.revoked,
        "expires": beijing(one.expires_at),
        "messages": [message_row(message) for message in reversed(history.messages)],
        "visits": [visit_row(visit) for visit in visits_of(seen, one.id)],
    }
    return render_template("workbench/panel_person.html", form=form, has_errors=bool(form.errors), **context)
