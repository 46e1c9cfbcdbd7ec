"""Administration: accounts and their roles."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from flask import abort, current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from lbsap.actions import accounts
from lbsap.actions.accounts import ROLES
from lbsap.actions.cities.workspace import cities_of
from lbsap.model.actor import Role
from lbsap.model.errors import BadInput
from lbsap.model.problems import Problem
from lbsap.model.text import Text
from lbsap.steps.cities.names import lines_of, named_cities
from lbsap.steps.common.stamp import stamp
from lbsap.store.accounts import Account
from lbsap.web.city.saving import code_of, is_conflict, stamp_to_send
from lbsap.web.forms.accounts import AccountForm, PersonForm
from lbsap.web.language import N_, lang
from lbsap.web.language import gettext as _
from lbsap.web.security import password_link
from lbsap.web.workbench import workbench
from lbsap.web.workbench.frame import actor, engine, registry

ROLE_WORDS: Final[dict[Role, str]] = {
    "administrator": N_("Administrator"),
    "editor": N_("Editor"),
    "viewer": N_("Viewer"),
    "city": N_("City"),
}
ROLE_HINTS: Final[dict[Role, str]] = {
    "administrator": N_("Everything, and the accounts, the data of persons and the audit trail."),
    "editor": N_("Catalogues, consultations, invitations, decisions, publication."),
    "viewer": N_("Reads results and reports, without names."),
    "city": N_("The data and plans of the cities named below, and of no others."),
}


@workbench.get("/admin/")
def administration() -> str:
    """The four matters of an administrator."""
    return render_template("workbench/administration.html")


@workbench.route("/admin/people", methods=["GET", "POST"])
def people() -> ResponseReturnValue:
    """All accounts, and the form of a new one; its link is shown once, on the page that follows."""
    if request.method == "GET":
        return _people_page(_offer(AccountForm()))
    form = _offer(AccountForm(request.form))
    try:
        chosen = named_cities(form.cities.data or "", _known_cities(), "cities")
        accounts.add_account(actor(), engine(), form.email.data or "", form.roles.data, chosen)
    except BadInput as error:
        return _people_page(_place(form, error), 400)
    return _link_page((form.email.data or "").strip())


@workbench.route("/admin/people/<int:account_id>", methods=["GET", "POST"])
def person(account_id: int) -> ResponseReturnValue:
    """One account: its roles and cities, and what can be done about it (``go``)."""
    shown = _account(account_id)
    form = _person_form(shown)
    if request.method == "GET":
        return _person_page(shown, form)
    try:
        if request.form.get("go") == "link":
            accounts.note_link(actor(), engine(), account_id)
            return _link_page(shown.email)
        _do(request.form.get("go", ""), account_id, form)
    except BadInput as error:
        return _person_page(_account(account_id), _place(form, error), error.problems)
    return redirect(url_for("workbench.person", account_id=account_id, done=request.form["go"]), 303)


@workbench.get("/admin/plugins")
def plugins() -> str:
    """The plugins, and why one is not used."""
    return render_template(
        "workbench/plugins.html",
        plugins=[
            {
                "name": one.name,
                "admitted": one.status == "ok",
                "reason": one.reason.message.show(lang()) if one.reason else "",
                "where": one.reason.where if one.reason else "",
                "warnings": [f"{warning.where}: {warning.message.show(lang())}" for warning in one.warnings],
            }
            for one in registry().plugins
        ],
    )


def _person_form(shown: Account) -> PersonForm:
    """The forms of the page, of which one is sent: what is not in it stands as it is."""
    standing = {"roles": shown.roles, "cities": lines_of(shown.cities, _known_cities(), lang())}
    form: PersonForm = _offer(PersonForm(data=standing))
    if request.form.get("go") in standing:
        form[request.form["go"]].process(request.form)
    return form


def _known_cities() -> tuple[tuple[int, Text], ...]:
    return cities_of(actor(), engine())


def _do(what: str, account_id: int, form: PersonForm) -> None:
    match what:
        case "cities":
            chosen = named_cities(form.cities.data or "", _known_cities(), "cities")
            accounts.change_cities(actor(), engine(), account_id, chosen, request.form.get("seen", ""))
        case "roles":
            roles, seen = form.roles.data, request.form.get("seen", "")
            accounts.change_roles(actor(), engine(), account_id, roles, seen)
        case "keep-out" | "let-in":
            accounts.let_in(actor(), engine(), account_id, what == "let-in")
        case "sessions":
            accounts.end_sessions(actor(), engine(), account_id)
        case "factor":
            accounts.forget_second_factor(actor(), engine(), account_id)
        case _:
            abort(400)


def _people_page(form: AccountForm, code: int = 200) -> ResponseReturnValue:
    found = accounts.list_accounts(actor(), engine())
    page = render_template(
        "workbench/people.html",
        form=form,
        hints={role: _(words) for role, words in ROLE_HINTS.items()},
        people=[_shown(one) for one in found],
        has_errors=code != 200,
    )
    return page, code


def _person_page(account: Account, form: PersonForm, problems: Sequence[Problem] = ()) -> ResponseReturnValue:
    part, standing = request.form.get("go", ""), {"roles": account.roles, "cities": account.cities}
    seen = {name: stamp(value) for name, value in standing.items()}
    if part in seen:
        seen[part] = stamp_to_send(problems, seen[part])
    conflict = is_conflict(problems)
    page = render_template(
        "workbench/person.html",
        form=form,
        seen=seen,
        told=[(one.where, one.message.show(lang())) for one in problems] if conflict else [],
        newer=[_standing(account, part)] if conflict else [],
        hints={role: _(words) for role, words in ROLE_HINTS.items()},
        person=_shown(account),
        done=_done(request.args.get("done", "")),
        has_errors=bool(problems),
    )
    return page, code_of(problems)


def _standing(account: Account, part: str) -> tuple[str, str]:
    """What somebody else has given an account meanwhile: a label, and the words that stand now."""
    if part == "roles":
        return _("Roles"), _(", ").join(_shown(account)["roles"])
    return _("Cities"), lines_of(account.cities, _known_cities(), lang())


def _link_page(email: str) -> str:
    link = password_link(current_app._get_current_object(), email)  # type: ignore[attr-defined]
    return render_template("workbench/password_link.html", email=email, link=link)


def _shown(account: Account) -> dict[str, Any]:
    return {
        "id": account.id,
        "email": account.email,
        "roles": [_(ROLE_WORDS[role]) for role in ROLES if role in account.roles],
        "active": account.active,
        "has_password": account.has_password,
        "has_second_factor": account.has_second_factor,
    }


def _done(what: str) -> str:
    return {
        "roles": _("The roles are changed."),
        "cities": _("The cities are changed."),
        "keep-out": _("This account is kept out from now on."),
        "let-in": _("This account may sign in again."),
        "sessions": _("All sessions of this account have ended."),
        "factor": _("The second factor is removed. The holder sets up another at the next sign-in."),
    }.get(what, "")


def _offer(form: Any) -> Any:
    form.roles.choices = [(role, _(ROLE_WORDS[role])) for role in ROLES]
    return form


def _place(form: Any, error: BadInput) -> Any:
    """Put each fault by its field; what is wrong with an account as a whole stands by its roles, and what somebody else
    saved meanwhile above the forms."""
    for one in error.problems:
        if is_conflict([one]):
            continue
        field = form[one.where if one.where in ("email", "cities") else "roles"]
        empty = one.code == "value_choice" and not form.roles.data
        field.errors = [*field.errors, _("Select at least one role.") if empty else one.message.show(lang())]
    return form


def _account(account_id: int) -> Account:
    found = {one.id: one for one in accounts.list_accounts(actor(), engine())}
    return found.get(account_id) or abort(404)
