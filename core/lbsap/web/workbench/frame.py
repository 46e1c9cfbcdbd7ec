"""What stands around every page of the workbench, and what every view of it asks for: who acts, on which folder."""

from __future__ import annotations

from typing import Any, Final, cast

from flask import abort, current_app, g, request, url_for
from sqlalchemy import Engine

from lbsap.actions.editors.folder import Folder, open_folder
from lbsap.model.actor import Actor
from lbsap.registry import Registry
from lbsap.web.language import N_, lang
from lbsap.web.language import gettext as _
from lbsap.web.security import signed_in
from lbsap.web.workbench import workbench

TABS: Final = (
    ("workbench.consultation", N_("Overview"), ()),
    ("workbench.panel", N_("Panel"), ("panel",)),
    ("workbench.progress", N_("Responses"), ("progress",)),
    ("workbench.results", N_("Results"), ("results",)),
    ("workbench.decisions", N_("Decisions"), ("decisions", "decide", "decide-new")),
    ("workbench.comments", N_("Comments"), ("comments", "elsewhere")),
    ("workbench.publication", N_("Publication"), ("publication",)),
    ("workbench.reports", N_("Reports and data"), ("reports",)),
)
"""The pages on a consultation, in the order of the work: endpoint, words, and what the addresses below it begin with."""
STATES: Final = {
    "draft": N_("Draft"),
    "open": N_("Open"),
    "closed": N_("Closed"),
    "published": N_("Published"),
}


def actor() -> Actor:
    """Who sends this request, on a page whose access rule names roles."""
    return signed_in() or abort(401)


def engine() -> Engine:
    """The application's database."""
    return cast(Engine, current_app.extensions["lbsap_engine"])


def registry() -> Registry:
    """What plugins offer."""
    return cast(Registry, current_app.extensions["lbsap_registry"])


def folder(consultation_id: int) -> Folder:
    """The folder that an address names; its tabs stand at the top of the page. Answers 404 for any other number."""
    g.folder = open_folder(actor(), engine(), consultation_id)
    return cast(Folder, g.folder)


@workbench.context_processor
def around() -> dict[str, Any]:
    """The head of the page and, once a view has opened a folder, the tabs of its consultation."""
    opened: Folder | None = g.get("folder")
    held = actor().roles
    may = {"may_edit": bool(held & {"editor", "administrator"}), "may_administer": "administrator" in held}
    return may | ({"folder": _head(opened), "tabs": _tabs(opened)} if opened else {})


def _head(opened: Folder) -> dict[str, Any]:
    return {
        "id": opened.consultation.id,
        "title": opened.consultation.title.plain(lang()),
        "round": _("Round %(number)s", number=opened.latest.number),
        "state": _(STATES[opened.latest.state]),
    }


def _tabs(opened: Folder) -> list[dict[str, Any]]:
    below = request.path.removeprefix(f"{workbench.url_prefix}/c/{opened.consultation.id}/").partition("/")[0]
    return [
        {
            "href": url_for(endpoint, consultation_id=opened.consultation.id),
            "words": _(words),
            "here": "page" if request.endpoint == endpoint else "true" if below in parts else "",
        }
        for endpoint, words, parts in TABS
    ]
