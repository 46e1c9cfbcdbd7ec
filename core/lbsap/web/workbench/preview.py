"""The pages of experts as they see them, for editors to look at: made by the same views, and nothing is saved.

The desk is nobody's, the links lead to previews of the same pages, and forms lead back to the page they stand on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any, Final

from flask import abort, current_app, g, redirect, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect

from lbsap.actions.editors.folder import Folder
from lbsap.actions.editors.previewing import desk_of_nobody
from lbsap.actions.experts.desk import Desk
from lbsap.model.codec import digest
from lbsap.store.columns import now
from lbsap.web.expert.frame import head_of_desk
from lbsap.web.language import N_, lang
from lbsap.web.language import gettext as _
from lbsap.web.workbench import workbench
from lbsap.web.workbench.drafting import overview_of
from lbsap.web.workbench.frame import actor, engine, folder

SHOWN: Final = {
    "expert.consent": N_("Notice"),
    "expert.profile": N_("Profile"),
    "expert.components": N_("Expertise"),
    "expert.tasks": N_("List of items"),
    "expert.item": N_("An item"),
    "expert.compact": N_("Several items on a page"),
    "expert.proposals": N_("Proposals"),
    "expert.closing": N_("Closing questions"),
    "expert.review": N_("Review"),
}
"""The pages that can be looked at, in the order experts meet them."""


@workbench.route("/c/<int:consultation_id>/preview/", defaults={"page": ""}, methods=["GET", "POST"])
@workbench.route("/c/<int:consultation_id>/preview/<path:page>", methods=["GET", "POST"])
def preview(consultation_id: int, page: str) -> ResponseReturnValue:
    """A page of experts by the same address below ours; a form sent from it saves nothing and says so."""
    opened = folder(consultation_id)
    endpoint, arguments = _page_at(page)
    own = url_for("workbench.preview", consultation_id=consultation_id)
    if endpoint not in SHOWN:
        return redirect(own, 303)
    if request.method == "POST":
        return redirect(
            url_for("workbench.preview", consultation_id=consultation_id, page=page, unsaved=1), 303
        )
    with _desk(opened, endpoint, arguments):
        view: Callable[..., Any] = current_app.view_functions[endpoint]
        made = current_app.make_response(view(**arguments))
    made.set_data(_inert(made.get_data(as_text=True), own))
    return made


@workbench.context_processor
def head_of_preview() -> dict[str, Any]:
    """The head of an expert's page, with the marks of a preview."""
    if "previewed" not in g:
        return {}
    opened: Folder = g.previewed
    return {
        "head": head_of_desk(g.desk)
        | {
            "preview": [
                {"words": _(words), "href": href}
                for endpoint, words in SHOWN.items()
                if (href := _address(g.desk, endpoint))
            ],
            "unsaved": "unsaved" in request.args,
            "back": overview_of(opened.consultation.id),
        }
    }


def _page_at(page: str) -> tuple[str, dict[str, Any]]:
    """The endpoint and arguments of the expert's page at an address below theirs."""
    address = url_for("expert.tasks") + page
    adapter = current_app.create_url_adapter(request)
    if adapter is None:
        abort(404)
    try:
        endpoint, arguments = adapter.match(address.removeprefix(request.script_root), method="GET")
    except (HTTPException, RequestRedirect):
        abort(404)
    return str(endpoint), dict(arguments)


@contextmanager
def _desk(opened: Folder, endpoint: str, arguments: dict[str, Any]) -> Iterator[None]:
    """Put the desk of nobody where the views look for it; what is prepared of a draft is forgotten again."""
    item = arguments.get("item_id")
    made = desk_of_nobody(
        actor(),
        engine(),
        opened,
        now(),
        consented=endpoint != "expert.consent",
        feedback_on=[item] if item else [],
    )
    # What views prepare is kept by the consultation's number; a draft still changes, so it goes by its content.
    number = -int(digest(opened.consultation)[:12], 16)
    g.desk = replace(made, consultation=replace(made.consultation, id=number))
    g.previewed = opened
    try:
        yield
    finally:
        current_app.extensions.get("lbsap_prepared", {}).pop((number, lang()), None)


def _address(desk: Desk, endpoint: str) -> str:
    """The expert's page that a preview leads to; empty where there is nothing of this kind."""
    asked = desk.consultation.questionnaire
    absent = {
        "expert.profile": not asked.profile,
        "expert.proposals": not asked.new_items,
        "expert.closing": not asked.closing,
        "expert.item": not desk.items,
        "expert.compact": not desk.groups,
    }
    if absent.get(endpoint):
        return ""
    first: dict[str, Any] = {}
    if endpoint == "expert.item":
        first = {"item_id": desk.items[0].id}
    elif endpoint == "expert.compact":
        first = {"group": desk.groups[0].id}
    return url_for(endpoint, **first)


def _inert(page: str, own: str) -> str:
    """The page with links and forms that stay within the preview, and without saving by itself."""
    within = page.replace(f'="{url_for("expert.tasks")}', f'="{own}')
    return within.replace(" data-autosave=", " data-preview=")
