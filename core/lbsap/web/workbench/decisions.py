"""All decisions at a glance, what is still to be done, and the history of each item."""

from __future__ import annotations

from typing import Final

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from lbsap.actions.editors.deciding import overview
from lbsap.steps.common.printed import label
from lbsap.steps.editing.decision_rows import Standing
from lbsap.web.language import N_, lang
from lbsap.web.language import gettext as _
from lbsap.web.workbench import workbench
from lbsap.web.workbench.decisions_one import desk_of, state_of
from lbsap.web.workbench.decisions_values import decision_values, fault_words, standing_values
from lbsap.web.workbench.frame import actor, engine, folder, registry

SHOWN: Final = {
    "": N_("All"),
    "undecided": N_("Undecided"),
    "contested": N_("Contested"),
    "changed": N_("Changed since the decision"),
}
"""What the list can be narrowed to."""


@workbench.get("/c/<int:consultation_id>/decisions")
def decisions(consultation_id: int) -> str:
    """Where every item stands; ``?show=`` narrows the list."""
    opened = folder(consultation_id)
    found = overview(actor(), engine(), registry(), opened)
    chosen = request.args.get("show", "")
    rows = [
        standing_values(one, found.kept.get(one.item.id), _page(consultation_id, one.item.id))
        for one in found.standings
        if _is_shown(one, chosen)
    ]
    catalogue = opened.consultation.catalogue
    return render_template(
        "workbench/decisions.html",
        rows=rows,
        filters=[
            {
                "words": _(words),
                "count": sum(_is_shown(one, show) for one in found.standings),
                "href": url_for("workbench.decisions", consultation_id=consultation_id, show=show or None),
                "here": show == (chosen if chosen in SHOWN else ""),
            }
            for show, words in SHOWN.items()
        ],
        added=[
            decision_values(kept, catalogue) | {"href": _page(consultation_id, kept.decision.item)}
            for kept in found.added
        ],
        faults=fault_words(found.faults, catalogue),
        decided=sum(one.decision is not None for one in found.standings),
        total=len(found.standings),
        state=state_of(opened),
        new=url_for("workbench.decide_new", consultation_id=consultation_id),
    )


@workbench.get("/c/<int:consultation_id>/decisions/<item_id>")
def decision_history(consultation_id: int, item_id: str) -> ResponseReturnValue:
    """Every decision on an item, the newest first."""
    opened = folder(consultation_id)
    desk = desk_of(opened, item_id)
    catalogue = opened.consultation.catalogue
    return render_template(
        "workbench/decision_history.html",
        title=label(desk.item).show(lang()),
        history=[decision_values(one, catalogue) for one in reversed(desk.history)],
        back=_page(consultation_id, item_id),
    )


def _is_shown(one: Standing, show: str) -> bool:
    if show == "contested":
        return one.contested
    return show not in SHOWN or not show or one.state == show


def _page(consultation_id: int, item_id: str) -> str:
    return url_for("workbench.decide", consultation_id=consultation_id, item_id=item_id)
