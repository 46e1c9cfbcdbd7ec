"""The Word files of a version: its guide by itself, and old beside new with what lies behind every change."""

from __future__ import annotations

from typing import Final, Literal

from sqlalchemy import Engine
from sqlmodel import Session

from lbsap.actions.editors.catalogues import version_in
from lbsap.actions.editors.folder import Folder
from lbsap.actions.editors.publishing import Revision
from lbsap.actions.files import File, written
from lbsap.actions.permissions import allowed_to
from lbsap.model.actor import Actor
from lbsap.model.blocks import Document
from lbsap.model.catalogue import Catalogue
from lbsap.model.text import Lang, Text
from lbsap.registry import Registry
from lbsap.steps.catalogues.changes import ItemChange, change_list
from lbsap.steps.guides.guide import Guide, make_comparison, make_guide
from lbsap.store.catalogues import Published, published_catalogues
from lbsap.store.comments import comments_on
from lbsap.store.consultations import Consultation, load_consultation, load_round
from lbsap.store.decisions import decisions_in
from lbsap.store.engine import session_scope
from lbsap.store.faults import not_found

Form = Literal["clean", "changes"]
_NAMES: Final = {
    "clean": {"index": Text("评价指南", "evaluation-guide"), "outline": Text("编制指南", "guidelines")},
    "changes": {
        "index": Text("评价指南-新旧对照", "evaluation-guide-old-new"),
        "outline": Text("编制指南-新旧对照", "guidelines-old-new"),
    },
}


@allowed_to("administrator", "editor", "viewer")
def evaluation_guide(actor: Actor, engine: Engine, registry: Registry, reference: str, lang: Lang) -> File:
    """The guide of a version, shipped or published: one sheet per indicator, or the chapters of a framework.

    Raises ``NotFound``, ``PluginFailed``. Reads only.
    """
    with session_scope(engine, write=False) as session:
        catalogue = version_in(session, registry, reference)
        published = _published(session, catalogue)
        host = _consultation(session, published).host if published and published.round else Text()
    value = Guide(catalogue, host, published.published_at if published else None)
    return _file(make_guide(value), "clean", catalogue, lang, registry)


@allowed_to("administrator", "editor", "viewer")
def guide_changes(actor: Actor, engine: Engine, registry: Registry, reference: str, lang: Lang) -> File:
    """Old beside new of a version that was revised from another. Raises ``NotFound`` where it has no earlier one."""
    with session_scope(engine, write=False) as session:
        catalogue = version_in(session, registry, reference)
        if not catalogue.previous:
            raise not_found(Text("修订前的版本", "earlier version"), reference, ())
        published = _published(session, catalogue)
        host, old, changes = _behind(session, registry, catalogue, published)
    value = Guide(catalogue, host, published.published_at if published else None)
    return _file(make_comparison(value, old, changes), "changes", catalogue, lang, registry)


@allowed_to("administrator", "editor", "viewer")
def draft_guide(
    actor: Actor, registry: Registry, folder: Folder, revision: Revision, form: Form, lang: Lang
) -> File:
    """The same of a revision that is not published yet, marked as a draft. Raises ``NotFound`` where there is none."""
    if revision.new is None:
        raise not_found(Text("修订稿", "revision"), revision.old.reference, ())
    value = Guide(revision.new, folder.consultation.host, draft=True)
    document = (
        make_guide(value) if form == "clean" else make_comparison(value, revision.old, revision.changes)
    )
    return _file(document, form, revision.new, lang, registry)


def _published(session: Session, catalogue: Catalogue) -> Published | None:
    found = (one for one in published_catalogues(session) if one.reference == catalogue.reference)
    return next(found, None)


def _consultation(session: Session, published: Published) -> Consultation:
    return load_consultation(session, load_round(session, published.round or 0).consultation)


def _behind(
    session: Session, registry: Registry, catalogue: Catalogue, published: Published | None
) -> tuple[Text, Catalogue, tuple[ItemChange, ...]]:
    """Who held the consultation that led to a version, the version before it, and the changes with their reasons.

    A version made without a consultation has no decisions and no comments.
    """
    if published is None or published.round is None:
        old = version_in(session, registry, catalogue.previous)
        return Text(), old, change_list(old, catalogue)
    consultation = _consultation(session, published)
    made = tuple(kept.decision for kept in decisions_in(session, consultation.id))
    changes = change_list(consultation.catalogue, catalogue, made, comments_on(session, consultation.id))
    return consultation.host, consultation.catalogue, changes


def _file(document: Document, form: Form, catalogue: Catalogue, lang: Lang, registry: Registry) -> File:
    name = f"{catalogue.id}-{catalogue.version}-{_NAMES[form][catalogue.kind].plain(lang)}"
    return written("guide", document, name, lang, registry)
