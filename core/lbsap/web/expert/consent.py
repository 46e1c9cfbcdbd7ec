"""Notice and consent, before the first answer."""

from __future__ import annotations

from typing import Any

from flask import current_app, redirect, render_template, request
from flask.typing import ResponseReturnValue

from lbsap.actions.experts.notice import give_consent
from lbsap.actions.experts.rights import own_contact
from lbsap.model.errors import BadInput
from lbsap.steps.notice import NoticeText
from lbsap.store.columns import now
from lbsap.web.desk import desk
from lbsap.web.expert import expert
from lbsap.web.expert.entry import end_own_visit
from lbsap.web.expert.frame import beijing, head_of_desk
from lbsap.web.expert.way import after_consent
from lbsap.web.forms.consent import ConsentForm
from lbsap.web.language import lang


@expert.route("/consent", methods=["GET", "POST"])
def consent() -> ResponseReturnValue:
    """Show the notice; take consent, or let one go without it."""
    text = desk().notice
    form = ConsentForm(request.form)
    if not text.abroad:
        del form.abroad
    if request.method == "GET":
        return render_template("expert/consent.html", form=form, **_words(text))
    if "refuse" in request.form:
        return _refuse()
    abroad = form.abroad.data if "abroad" in form else None
    try:
        give_consent(
            current_app.extensions["lbsap_engine"],
            desk(),
            lang(),
            now(),
            agreed=form.agreed.data,
            abroad=abroad,
        )
    except BadInput as error:
        form.agreed.errors = [one.message.show(lang()) for one in error.problems]
        return render_template("expert/consent.html", form=form, has_errors=True, **_words(text)), 400
    return redirect(after_consent(desk()), 303)


def _refuse() -> ResponseReturnValue:
    head = head_of_desk(desk()) | {"home": ""}
    has_contact = own_contact(current_app.extensions["lbsap_engine"], desk()) is not None
    end_own_visit()
    return render_template("expert/refused.html", head=head, has_contact=has_contact)


def _words(text: NoticeText) -> dict[str, Any]:
    """The notice in the language of the page, and since when consent stands."""
    given = desk().consent
    return {
        "lead": text.lead.show(lang()),
        "anonymity": text.anonymity.show(lang()),
        "lines": [{"key": key.show(lang()), "value": words.show(lang())} for key, words in text.lines],
        "abroad": [{"key": key.show(lang()), "value": words.show(lang())} for key, words in text.abroad],
        "version": text.version,
        "given": beijing(given.given_at) if given else "",
        "changed": given is None and desk().last_consent is not None and not desk().withdrawn,
        "open": desk().open,
    }
