"""Later rounds: all that the group said in the round before, and confirming one's own last answer."""

from __future__ import annotations

from typing import Any

from flask import abort, current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from lbsap.actions.experts.desk import Desk
from lbsap.actions.experts.later_rounds import confirm_item
from lbsap.steps.common.groups import groups_of
from lbsap.store.columns import now
from lbsap.web.desk import desk, desk_with_feedback
from lbsap.web.expert import expert
from lbsap.web.expert.items import onward
from lbsap.web.expert.prepared import prepared
from lbsap.web.feedback_values import feedback_of
from lbsap.web.forms.item import AnswerForm
from lbsap.web.language import lang
from lbsap.web.redirects import safe_next


@expert.get("/feedback")
def feedback() -> ResponseReturnValue:
    """All that the group said in the round before, item by item."""
    if desk().round.number < 2:
        return redirect(url_for("expert.tasks"), 303)
    known = desk_with_feedback([item.id for item in desk().all_items])
    groups = groups_of(known.consultation.catalogue, known.all_items)
    return render_template(
        "expert/feedback.html",
        before=known.round.number - 1,
        groups=[
            {"title": group.label.show(lang()), "items": [_item(known, item.id) for item in group.items]}
            for group in groups
        ],
        settled=len(known.settled),
        asked=len(known.items),
        may_write=known.may_write,
    )


@expert.post("/item/<item_id>/confirm")
def confirm(item_id: str) -> ResponseReturnValue:
    """Give one's last answer again, as it was, by one tap. Where a newer one stands, the item's page shows it."""
    asked = next((one for one in desk().items if one.id == item_id), None)
    if asked is None:
        abort(404)
    base = AnswerForm(request.form).base
    saved = confirm_item(current_app.extensions["lbsap_engine"], desk(), item_id, base + 1, lang(), now())
    if not saved.ok:
        return redirect(url_for("expert.item", item_id=item_id), 303)
    return redirect(safe_next(request.form.get("next"), onward(desk(), asked, {"saved": item_id})), 303)


def _item(desk: Desk, item_id: str) -> dict[str, Any]:
    asked_again = desk.may_write and item_id not in desk.settled
    anchor = f"item-{item_id}"
    return {
        "id": anchor,
        "label": prepared(desk.consultation).items[item_id].label,
        "href": url_for("expert.item", item_id=item_id) if asked_again else "",
        "feedback": feedback_of(desk, item_id, f"{url_for('expert.feedback')}#{anchor}"),
    }
