"""Administration: consents, deletions on request, and the audit trail."""

from __future__ import annotations

from typing import Any

from flask import current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from lbsap.actions.erasing import erase_on_request
from lbsap.actions.overseeing import DataProtection, see_data_protection, see_trail
from lbsap.model.errors import NotFound
from lbsap.steps.common.words import whole_number
from lbsap.store.columns import now
from lbsap.web.expert.frame import beijing
from lbsap.web.forms.accounts import ErasureForm
from lbsap.web.language import gettext as _
from lbsap.web.language import lang
from lbsap.web.workbench import workbench
from lbsap.web.workbench.events import about_words, what_words
from lbsap.web.workbench.frame import actor, engine


@workbench.route("/admin/data", methods=["GET", "POST"])
def data_protection() -> ResponseReturnValue:
    """Consents in numbers, the ledger of deletions, and a deletion on request: first asked for, then confirmed."""
    seen = see_data_protection(actor(), engine())
    form = _offer(ErasureForm(request.form if request.method == "POST" else None), seen)
    if request.method == "GET":
        return _page(seen, form)
    chosen, code = form.consultation.data or "", (form.code.data or "").strip()
    number = whole_number(chosen)
    if number not in seen.titles:
        form.consultation.errors = [_("Choose a consultation.")]
    if not code:
        form.code.errors = [_("Enter the code.")]
    if number is None or form.errors:
        return _page(seen, form, 400)
    if request.form.get("go") != "delete":
        title = seen.titles[number].plain(lang())
        return render_template("workbench/erase.html", consultation=chosen, title=title, code=code)
    try:
        erase_on_request(actor(), engine(), current_app.config["LBSAP_ERASURES"], number, code, now())
    except NotFound:
        form.code.errors = [_("There is no expert with this code in this consultation.")]
        return _page(seen, form, 400)
    return redirect(url_for("workbench.data_protection", done="1"), 303)


@workbench.get("/admin/trail")
def trail() -> str:
    """Who did what to what, and when."""
    number = whole_number(request.args.get("page", "")) or 1
    words = request.args.get("words", "").strip()[:100]
    seen = see_trail(actor(), engine(), words, number)
    return render_template(
        "workbench/trail.html",
        words=words,
        events=[
            {
                "at": beijing(one.at),
                "actor": one.actor,
                "what": what_words(one.what),
                "about": about_words(one.about),
                "details": [f"{name}: {_plain(value)}" for name, value in one.details.items()],
            }
            for one in seen.events
        ],
        number=seen.number,
        pages=seen.pages,
        total=seen.total,
    )


def _page(seen: DataProtection, form: ErasureForm, code: int = 200) -> ResponseReturnValue:
    page = render_template(
        "workbench/data_protection.html",
        form=form,
        done="done" in request.args,
        consents=[
            {
                "title": seen.titles[one.consultation].plain(lang()),
                "version": one.version,
                "stands": one.stands,
                "withdrawn": one.withdrawn,
                "abroad": one.abroad,
            }
            for one in seen.consents
        ],
        erasures=[
            {
                "title": seen.titles[one.consultation].plain(lang()),
                "code": one.respondent,
                "at": beijing(one.erased_at),
            }
            for one in reversed(seen.erasures)
        ],
        ledger=current_app.config["LBSAP_ERASURES"].name,
        has_errors=code != 200,
    )
    return page, code


def _offer(form: ErasureForm, seen: DataProtection) -> ErasureForm:
    form.consultation.choices = [(str(number), title.plain(lang())) for number, title in seen.titles.items()]
    return form


def _plain(value: Any) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)
