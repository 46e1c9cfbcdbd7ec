"""One's own data: see, correct, take along, withdraw consent, delete. Each step is a page that works without scripts."""

from __future__ import annotations

import json
from typing import Any

from flask import Response, abort, current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import Engine

from lbsap.actions.experts import rights
from lbsap.actions.experts.notice import withdraw_consent
from lbsap.model.errors import BadInput
from lbsap.store.columns import now
from lbsap.store.invitations import Contact
from lbsap.web.desk import desk, end_visit
from lbsap.web.expert import expert
from lbsap.web.expert.frame import beijing, head_of_desk
from lbsap.web.forms.rights import ContactForm
from lbsap.web.language import gettext as _
from lbsap.web.language import lang
from lbsap.web.own_data import own_data


@expert.get("/data")
def data() -> str:
    """All that is kept of the expert, and what can be done about it."""
    contact = rights.own_contact(_engine(), desk())
    return render_template(
        "expert/data.html",
        contact=_contact_rows(contact) if contact else (),
        profile=_profile_rows(),
        answers=_answer_rows(),
        consent=_consent_rows(),
        has_consent=desk().consent is not None,
        withdrawn=desk().withdrawn,
        may_write=desk().may_write,
        open=desk().open,
    )


@expert.get("/data/download")
def download() -> Response:
    """The same as a file for other programs to read."""
    kept = own_data(desk(), rights.own_contact(_engine(), desk()))
    answer = Response(json.dumps(kept, ensure_ascii=False, indent=1), mimetype="application/json")
    answer.headers.set("Content-Disposition", "attachment", filename="my-data.json")
    return answer


@expert.route("/data/contact", methods=["GET", "POST"])
def contact() -> ResponseReturnValue:
    """Correct name, institution and address."""
    kept = rights.own_contact(_engine(), desk())
    if kept is None:
        abort(404)
    if request.method == "GET":
        form = ContactForm(data={"name": kept.name, "institution": kept.institution, "email": kept.email})
        return render_template("expert/contact.html", form=form)
    form = ContactForm(request.form)
    given = Contact(form.name.data or "", form.institution.data or "", form.email.data or "")
    try:
        rights.correct_contact(_engine(), desk(), given, now())
    except BadInput as error:
        _place(error, form)
        return render_template("expert/contact.html", form=form, has_errors=True), 400
    return redirect(url_for("expert.data"), 303)


@expert.route("/data/withdraw", methods=["GET", "POST"])
def withdraw() -> ResponseReturnValue:
    """Withdraw consent: one button, as giving it was."""
    if request.method == "GET":
        return render_template("expert/withdraw.html", has_consent=desk().consent is not None)
    withdraw_consent(_engine(), desk(), now())
    return redirect(url_for("expert.data"), 303)


@expert.route("/data/delete", methods=["GET", "POST"])
def delete() -> ResponseReturnValue:
    """Delete everything for good, after a page that says what that means."""
    if request.method == "GET":
        has_contact = rights.own_contact(_engine(), desk()) is not None
        return render_template("expert/delete.html", has_contact=has_contact)
    head = head_of_desk(desk()) | {"home": ""}
    rights.delete_data(_engine(), desk(), current_app.config["LBSAP_ERASURES"], now())
    end_visit()
    return render_template("expert/deleted.html", head=head)


def _place(error: BadInput, form: ContactForm) -> None:
    for one in error.problems:
        if one.where not in form:
            raise error
        form[one.where].errors = [one.message.show(lang())]


def _contact_rows(contact: Contact) -> list[dict[str, Any]]:
    href = url_for("expert.contact")
    return [
        {"key": _("Name"), "value": contact.name, "href": href},
        {"key": _("Institution"), "value": contact.institution or _("Not given"), "href": href},
        {"key": _("E-mail address"), "value": contact.email or _("Not given"), "href": href},
    ]


def _profile_rows() -> list[dict[str, Any]]:
    href = url_for("expert.profile") if desk().consent else ""
    kept, rows = desk().respondent.profile, []
    for question in desk().consultation.questionnaire.profile:
        chosen = kept.get(question.id) or ()
        ids = (chosen,) if isinstance(chosen, str) else chosen
        titles = [choice.title.show(lang()) for choice in question.choices if choice.id in ids]
        rows.append({"key": question.title.show(lang()), "lines": titles or [_("Not given")], "href": href})
    return rows


def _answer_rows() -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = [
        {"key": _("Code in this consultation"), "value": desk().respondent.code},
        {"key": _("Answers on items"), "value": len(desk().answers)},
        {"key": _("Proposals of your own"), "value": len(desk().proposals)},
        {"key": _("Words on closing questions"), "value": len(desk().remarks)},
    ]
    submission = desk().submission
    if submission:
        rows.append(
            {
                "key": _("Submitted"),
                "value": _("%(moment)s (Beijing time)", moment=beijing(submission.submitted_at)),
            }
        )
        rows.append({"key": _("Reference number"), "value": submission.reference})
    return rows


def _consent_rows() -> list[dict[str, Any]]:
    given = desk().consent
    if given is None:
        return []
    rows = [
        {"key": _("Given"), "value": _("%(moment)s (Beijing time)", moment=beijing(given.given_at))},
        {"key": _("Version of the notice"), "value": given.version},
        {
            "key": _("Language of the notice"),
            "value": _("Chinese") if given.language == "zh" else _("English"),
        },
    ]
    href = url_for("expert.consent_apart")
    for asked, title in ((given.abroad, _("Transfer abroad")), (given.named, _("Name in the public report"))):
        if asked is not None:
            rows.append({"key": title, "value": _("Agreed") if asked else _("Not agreed"), "href": href})
    return rows


def _engine() -> Engine:
    engine: Engine = current_app.extensions["lbsap_engine"]
    return engine
