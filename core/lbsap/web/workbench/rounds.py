"""The rounds of a consultation: rule and dates of a draft, opening, extending, closing, the next one, a public link."""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta
from typing import Any, Final

from flask import abort, current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from lbsap.actions.consultations import close_round as close
from lbsap.actions.editors import rounds
from lbsap.actions.editors.folder import Folder
from lbsap.actions.editors.setup import lacking_in, left_to_ask, seal_of
from lbsap.actions.experts.public import end_public_links, make_public_link, public_links_of
from lbsap.model.consultation import ConsensusRule
from lbsap.model.errors import BadInput
from lbsap.steps.asking.answers import Cells
from lbsap.steps.asking.questionnaire import asked_items
from lbsap.steps.common.groups import groups_of
from lbsap.steps.common.moments import write_moment
from lbsap.steps.common.printed import label, minute
from lbsap.steps.editing.setup import read_dates, read_deadline, read_reason, read_rule, rule_faults
from lbsap.store.columns import now
from lbsap.store.consultations import Round
from lbsap.web.feedback_values import RESULTS
from lbsap.web.forms.setup import DatesForm, DeadlineForm, ReasonForm, RuleForm
from lbsap.web.language import N_, lang
from lbsap.web.language import gettext as _
from lbsap.web.qr import qr_image
from lbsap.web.workbench import workbench
from lbsap.web.workbench.drafting import overview_of, part_page, round_of
from lbsap.web.workbench.frame import actor, engine, folder, registry
from lbsap.web.workbench.setup_values import facts_of, wanting_of

PERCENTILES: Final = {
    "linear": N_("Percentiles are interpolated between neighbouring ratings (type 7)."),
    "inverted_cdf": N_("A percentile is a rating that was given (type 1)."),
}
A_LINK_OUTLASTS: Final = timedelta(days=90)
"""How long a public link works after the deadline, for reading."""


@workbench.route("/c/<int:consultation_id>/round/<int:number>/rule", methods=["GET", "POST"])
def round_rule(consultation_id: int, number: int) -> ResponseReturnValue:
    """The consensus rule of a draft round with its parameters."""
    opened, draft = _in_state(consultation_id, number, "draft")
    asked = opened.consultation.questionnaire
    offered = registry().all(ConsensusRule)
    stands: dict[str, Any] = {"rule": draft.rule}
    for rule in offered:
        values = rule.values(draft.parameters if rule.id == draft.rule else None)
        stands |= {f"{rule.id}.{one.id}": f"{values[one.id]:g}" for one in rule.parameters}

    def save(cells: Cells) -> None:
        rule, values = read_rule(cells, offered, asked)
        rounds.change_rule(actor(), engine(), draft.id, rule, values)

    return part_page(
        consultation_id,
        "workbench/round_rule.html",
        lambda: RuleForm(offered),
        stands,
        save,
        rules=[_rule(one) for one in offered],
        hints={
            one.id: " ".join(
                [
                    one.description.show(lang()),
                    *(fault.message.show(lang()) for fault in rule_faults(one, asked)),
                ]
            )
            for one in offered
        },
    )


def _rule(rule: ConsensusRule) -> dict[str, Any]:
    return {
        "title": rule.title.show(lang()),
        "denominator": rule.denominator.show(lang()),
        "percentile": _(PERCENTILES[rule.percentile]) if rule.percentile else "",
        "fields": [f"{rule.id}.{one.id}" for one in rule.parameters],
    }


@workbench.route("/c/<int:consultation_id>/round/<int:number>/dates", methods=["GET", "POST"])
def round_dates(consultation_id: int, number: int) -> ResponseReturnValue:
    """When a draft round opens and closes."""
    _opened, draft = _in_state(consultation_id, number, "draft")
    stands = {"opens_at": write_moment(draft.opens_at), "closes_at": write_moment(draft.closes_at)}

    def save(cells: Cells) -> None:
        rounds.change_dates(actor(), engine(), draft.id, read_dates(cells, now()))

    return part_page(consultation_id, "workbench/round_dates.html", DatesForm, stands, save)


@workbench.route("/c/<int:consultation_id>/round/<int:number>/deadline", methods=["GET", "POST"])
def round_deadline(consultation_id: int, number: int) -> ResponseReturnValue:
    """A later deadline for an open round."""
    _opened, running = _in_state(consultation_id, number, "open")

    def save(cells: Cells) -> None:
        moment = read_deadline(cells, running.closes_at, now())
        rounds.extend_deadline(actor(), engine(), running.id, moment)

    return part_page(
        consultation_id,
        "workbench/round_deadline.html",
        DeadlineForm,
        {"closes_at": write_moment(running.closes_at)},
        save,
        number=number,
    )


@workbench.route("/c/<int:consultation_id>/round/<int:number>/open", methods=["GET", "POST"])
def open_round(consultation_id: int, number: int) -> ResponseReturnValue:
    """Say what can no longer be changed once the round is open, and open it."""
    opened, draft = _in_state(consultation_id, number, "draft")
    if request.method == "GET":
        return _opening_page(opened, draft)
    try:
        rounds.open_round(actor(), engine(), registry(), draft.id, now(), request.form.get("seen", ""))
    except BadInput as error:
        return _opening_page(opened, draft, [one.message.show(lang()) for one in error.problems])
    return redirect(overview_of(consultation_id), 303)


def _opening_page(opened: Folder, draft: Round, told: list[str] | None = None) -> ResponseReturnValue:
    consultation = opened.consultation
    wanting = wanting_of(opened, draft, lacking_in(consultation, draft, registry(), now()))
    page = render_template(
        "workbench/round_open.html",
        number=draft.number,
        wanting=wanting,
        facts=facts_of(opened, draft, registry()),
        asked=len(left_to_ask(consultation, draft)),
        seen=seal_of(consultation, draft),
        told=[("main", words) for words in told or ()],
        has_errors=bool(told),
        back=overview_of(consultation.id),
        preview=url_for("workbench.preview", consultation_id=consultation.id),
        action=url_for("workbench.open_round", consultation_id=consultation.id, number=draft.number),
    )
    return page, 400 if told else 200


@workbench.route("/c/<int:consultation_id>/round/<int:number>/close", methods=["GET", "POST"])
def close_round(consultation_id: int, number: int) -> ResponseReturnValue:
    """Say what closing means, and close the round."""
    _opened, running = _in_state(consultation_id, number, "open")
    if request.method == "GET":
        deadline = running.closes_at
        return render_template(
            "workbench/round_close.html",
            number=number,
            deadline=minute(deadline).plain(lang()) if deadline and deadline > now() else "",
            back=overview_of(consultation_id),
        )
    try:
        close(actor(), engine(), running.id)
    except BadInput:  # somebody else has closed it meanwhile
        return redirect(overview_of(consultation_id), 303)
    return redirect(overview_of(consultation_id), 303)


@workbench.post("/c/<int:consultation_id>/next-round")
def next_round(consultation_id: int) -> ResponseReturnValue:
    """Draft the round after the last one, which has closed: only items that are not settled, with feedback."""
    last = folder(consultation_id).latest
    try:
        rounds.draft_next_round(actor(), engine(), registry(), last.id)
    except BadInput as error:
        if any(one.code not in ("round_state", "round_followed") for one in error.problems):
            raise
    return redirect(overview_of(consultation_id), 303)


@workbench.get("/c/<int:consultation_id>/round/<int:number>/items")
def round_items(consultation_id: int, number: int) -> ResponseReturnValue:
    """The items of a later round: those asked, and those settled, which editors may ask again."""
    opened, shown = round_of(consultation_id, number)
    consultation = opened.consultation
    items = asked_items(consultation.questionnaire, consultation.catalogue)
    groups = groups_of(consultation.catalogue, items)
    again = {one.item: one for one in rounds.asked_again(actor(), engine(), shown.id)}
    return render_template(
        "workbench/round_items.html",
        number=number,
        before=number - 1,
        draft=shown.state == "draft",
        asked=len(left_to_ask(consultation, shown)),
        settled=len(shown.settled),
        groups=[
            {
                "title": group.label.show(lang()),
                "rows": [_item_row(opened, shown, item.id, again.get(item.id)) for item in group.items],
            }
            for group in groups
        ],
        back=overview_of(consultation_id),
    )


def _item_row(opened: Folder, shown: Round, item_id: str, again: rounds.AskedAgain | None) -> dict[str, Any]:
    verdict = shown.settled.get(item_id)
    anew = again if verdict is None else None
    here: dict[str, Any] = {
        "consultation_id": opened.consultation.id,
        "number": shown.number,
        "item_id": item_id,
    }
    return {
        "label": _label(opened, item_id),
        "settled": _(RESULTS[verdict]) if verdict else "",
        "reason": anew.reason if anew else "",
        "editor": anew.editor if anew else "",
        "href": url_for("workbench.ask_again", **here)
        if shown.state == "draft" and (verdict or anew)
        else "",
    }


def _label(opened: Folder, item_id: str) -> str:
    item = opened.consultation.catalogue.item(item_id)
    return label(item).plain(lang()) if item else item_id


@workbench.route("/c/<int:consultation_id>/round/<int:number>/items/<item_id>", methods=["GET", "POST"])
def ask_again(consultation_id: int, number: int, item_id: str) -> ResponseReturnValue:
    """Ask a settled item again, with the reason; or take that back (``go``: ``back``)."""
    opened, draft = _in_state(consultation_id, number, "draft")
    onward = url_for("workbench.round_items", consultation_id=consultation_id, number=number)
    if request.form.get("go") == "back":
        with suppress(BadInput):  # taken back already, or the round has opened meanwhile: the list shows it
            rounds.leave_settled(actor(), engine(), draft.id, item_id)
        return redirect(onward, 303)
    verdict = draft.settled.get(item_id) or abort(404)

    def save(cells: Cells) -> None:
        rounds.ask_again(actor(), engine(), draft.id, item_id, read_reason(cells))

    return part_page(
        consultation_id,
        "workbench/round_ask_again.html",
        ReasonForm,
        {},
        save,
        onward,
        label=_label(opened, item_id),
        settled=_(RESULTS[verdict]),
    )


@workbench.route("/c/<int:consultation_id>/public-link", methods=["GET", "POST"])
def public_link(consultation_id: int) -> ResponseReturnValue:
    """The public links: how many work, a new one (shown this once, on the answer), and the end of all (``go``)."""
    opened = folder(consultation_id)
    address = ""
    if request.method == "POST":
        if request.form.get("go") == "end":
            end_public_links(actor(), engine(), consultation_id)
            return redirect(url_for("workbench.public_link", consultation_id=consultation_id), 303)
        moment = max(opened.latest.closes_at or now(), now()) + A_LINK_OUTLASTS
        token = make_public_link(actor(), engine(), consultation_id, moment)
        address = current_app.config["LBSAP_BASE_URL"] + url_for("expert.public", token=token)
    return render_template(
        "workbench/public_link.html",
        address=address,
        image=qr_image(address) if address else "",
        links=[
            minute(one).plain(lang()) for one in public_links_of(actor(), engine(), consultation_id, now())
        ],
        draft=opened.latest.state == "draft",
        back=overview_of(consultation_id),
    )


def _in_state(consultation_id: int, number: int, state: str) -> tuple[Folder, Round]:
    """The round that an address names. A page that fits another state leads to the overview; a form that comes too
    late is judged by the action."""
    opened, found = round_of(consultation_id, number)
    if request.method == "GET" and found.state != state:
        abort(redirect(overview_of(consultation_id), 303))
    return opened, found
