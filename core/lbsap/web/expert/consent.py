"""Notice and consent, before the first answer."""

from __future__ import annotations

from typing import Any

from flask import current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from lbsap.actions.experts.notice import give_consent
from lbsap.actions.experts.rights import own_contact
from lbsap.model.errors import BadInput
from lbsap.steps.asking.notice import NoticeText
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
    form = _asked(ConsentForm(request.form))
    if request.method == "GET":
        return render_template("expert/consent.html", form=form, **_words(text))
    if "refuse" in request.form:
        return _refuse()
    try:
        give_consent(
            current_app.extensions["lbsap_engine"],
            desk(),
            lang(),
            now(),
            agreed=form.agreed.data,
            **form.apart,
        )
    except BadInput as error:
        form.agreed.errors = [one.message.show(lang()) for one in error.problems]
        return render_template("expert/consent.html", form=form, has_errors=True, **_words(text)), 400
    return redirect(after_consent(desk()), 303)


@expert.route("/data/consent", methods=["GET", "POST"])
def consent_apart() -> ResponseReturnValue:
    """Change the separate consents by themselves; consent to the notice stays as it is."""
    given = desk().consent
    form = _asked(ConsentForm(request.form)) if given else None
    if form is None or given is None or not form.apart:
        return redirect(url_for("expert.data"), 303)
    if request.method == "POST":
        engine = current_app.extensions["lbsap_engine"]
        give_consent(engine, desk(), lang(), now(), agreed=True, **form.apart)
        return redirect(url_for("expert.data"), 303)
    form.process(data={name: getattr(given, name) for name in form.apart})
    return render_template("expert/consent_apart.html", form=form, abroad=_words(desk().notice)["abroad"])


def _asked(form: ConsentForm) -> ConsentForm:
    named = desk().consultation.anonymity == "named"
    return form.only_asked(abroad=bool(desk().notice.abroad), named=named)


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
