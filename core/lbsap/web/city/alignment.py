"""Alignment: what each action serves, who serves each target of a higher plan, and what is still open."""

from __future__ import annotations

from typing import Any, Final

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from lbsap.actions.cities.alignment import action_of, decide_links, findings_on, proposals_for
from lbsap.actions.plans import frameworks_of
from lbsap.model.city import CityAction
from lbsap.model.errors import BadInput
from lbsap.model.policy import PolicyFramework
from lbsap.steps.aligning.city_actions import frameworks_to_align
from lbsap.steps.common.stamp import stamp
from lbsap.store.cities import KeptCity
from lbsap.web.city import city
from lbsap.web.city.alignment_values import (
    action_rows,
    by_action,
    by_target,
    candidate_values,
    finding_groups,
    grid,
    standing_rows,
    summary,
)
from lbsap.web.city.frame import actor, engine, registry, workspace
from lbsap.web.forms.city_alignment import AlignmentForm
from lbsap.web.language import N_, lang
from lbsap.web.language import gettext as _

WAYS: Final = {
    "target": N_("From the higher plan to our actions"),
    "action": N_("From our actions to the higher plan"),
}


@city.get("/<int:city_id>/alignment")
def alignment(city_id: int) -> str:
    """Every action with what it serves, and how many proposals wait for a person."""
    opened = workspace(city_id)
    plans = _plans(opened)
    return render_template(
        "city/alignment.html",
        rows=action_rows(opened, plans),
        heads=[one.short.show(lang()) for one in plans],
        summary=summary(opened, plans),
        new=url_for("city.new_entry", city_id=city_id, part="actions"),
        bring=url_for("city.import_profile", city_id=city_id),
    )


@city.route("/<int:city_id>/alignment/action/<path:action_id>", methods=["GET", "POST"])
def align_action(city_id: int, action_id: str) -> ResponseReturnValue:
    """One action with its links and new proposals, and why; a person confirms, changes or rejects each.

    The button pressed (``go``): ``save``, or ``next`` (and on to the next action).
    """
    opened = workspace(city_id)
    action = action_of(opened.data, action_id)
    form = _form(opened, action)
    if request.method == "GET":
        return _action_page(opened, action, form.show(stamp(action.links)))
    form.process(request.form)
    if not form.whole():
        return _action_page(opened, action, form, code=400)
    try:
        decide_links(actor(), engine(), registry(), city_id, action_id, form["seen"].data or "", form.said())
    except BadInput:
        newer = workspace(city_id)
        now = action_of(newer.data, action_id)
        form["seen"].data = stamp(now.links)
        return _action_page(newer, now, form, code=409)
    following = _next(opened, action) if request.form.get("go") == "next" else None
    to, saved = (following, "") if following else (action, "1")
    page = url_for("city.align_action", city_id=city_id, action_id=to.id, saved=saved or None)
    return redirect(page, 303)


@city.get("/<int:city_id>/alignment/matrix")
def alignment_matrix(city_id: int) -> str:
    """Both ways: the targets of one framework with the actions that serve them, or the actions with what they serve."""
    opened = workspace(city_id)
    plans = _plans(opened)
    chosen = next((one for one in plans if one.id == request.args.get("framework", plans[0].id)), None)
    way = request.args.get("by", "target")
    if chosen is None or way not in WAYS:
        abort(404)
    known = frameworks_of(opened.data, registry())
    return render_template(
        "city/alignment_matrix.html",
        frameworks=[
            {
                "words": one.short.show(lang()),
                "href": url_for("city.alignment_matrix", framework=one.id, by=way, city_id=city_id),
                "here": one is chosen,
            }
            for one in plans
        ],
        ways=[
            {
                "words": _(words),
                "href": url_for("city.alignment_matrix", framework=chosen.id, by=one, city_id=city_id),
                "here": one == way,
            }
            for one, words in WAYS.items()
        ],
        way=way,
        framework={"title": chosen.title.show(lang()), "short": chosen.short.show(lang())},
        rows=by_target(opened, chosen, known) if way == "target" else by_action(opened, chosen, known),
        grid=grid(opened, chosen),
    )


@city.get("/<int:city_id>/alignment/gaps")
def alignment_gaps(city_id: int) -> str:
    """Everything that is still missing or does not fit, each with the way to the field that mends it."""
    opened = workspace(city_id)
    found = findings_on(actor(), engine(), registry(), opened.data)
    return render_template("city/alignment_gaps.html", groups=finding_groups(found, opened), count=len(found))


def _plans(opened: KeptCity) -> tuple[PolicyFramework, ...]:
    return frameworks_to_align(frameworks_of(opened.data, registry()).values())


def _form(opened: KeptCity, action: CityAction) -> AlignmentForm:
    return AlignmentForm(proposals_for(actor(), registry(), opened.data, action), _plans(opened))


def _next(opened: KeptCity, action: CityAction) -> CityAction | None:
    """The action after this one; after the last there is none."""
    at = opened.data.actions.index(action)
    return next(iter(opened.data.actions[at + 1 :]), None)


def _action_page(
    opened: KeptCity, action: CityAction, form: AlignmentForm, *, code: int = 200
) -> ResponseReturnValue:
    values: dict[str, Any] = {
        "title": action.title.show(lang()),
        "words": [one.show(lang()) for one in (action.description, action.result) if one],
        "edit": url_for("city.entry", city_id=opened.id, part="actions", key=action.id),
        "groups": candidate_values(form),
        "newer": standing_rows(action, _plans(opened)) if code == 409 else [],
        "saved": request.args.get("saved") == "1",
        "following": _next(opened, action) is not None,
    }
    page = render_template(
        "city/alignment_action.html", form=form, has_errors=code != 200, code=code, **values
    )
    return page, code
