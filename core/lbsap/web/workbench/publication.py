"""Publishing a revision: what it changes, what it does to cities, freezing it, and its Word files."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from flask import Response, abort, current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from lbsap.actions.editors.effects import effects_of
from lbsap.actions.editors.folder import Folder
from lbsap.actions.editors.guides import Form, draft_guide, evaluation_guide, guide_changes
from lbsap.actions.editors.publishing import Revision, open_revision, publish
from lbsap.actions.files import File
from lbsap.model.draft import USUAL
from lbsap.model.errors import BadInput, PluginFailed
from lbsap.model.problems import Problem, problem
from lbsap.model.scoring import ScoringVariant
from lbsap.steps.common.printed import minute
from lbsap.web.downloads import attachment
from lbsap.web.forms.publication import PublishForm
from lbsap.web.language import gettext as _
from lbsap.web.language import lang
from lbsap.web.workbench import publication_values as values
from lbsap.web.workbench import workbench
from lbsap.web.workbench.frame import actor, engine, folder, registry


@workbench.get("/c/<int:consultation_id>/publication")
def publication(consultation_id: int) -> ResponseReturnValue:
    """What is undecided, what would be frozen, and the list of changes; after publishing, what was frozen."""
    opened = folder(consultation_id)
    revision = open_revision(actor(), engine(), registry(), opened)
    return _page(opened, revision, PublishForm(version=revision.suggested))


@workbench.get("/c/<int:consultation_id>/publication/confirm")
def publication_confirm(consultation_id: int) -> ResponseReturnValue:
    """What is frozen for ever, once more before it is done."""
    opened = folder(consultation_id)
    form = PublishForm(request.args)
    sound = form.validate()
    revision = open_revision(actor(), engine(), registry(), opened, (form.version.data or "").strip())
    if not revision.ready or revision.new is None or not _closed(opened):
        return redirect(url_for("workbench.publication", consultation_id=consultation_id), 303)
    if revision.version_problems or not sound:
        _blame(form, revision.version_problems)
        return _page(opened, revision, form, code=400)
    form.version.data, form.seen.data = revision.new.version, revision.digest
    return render_template(
        "workbench/publication_confirm.html",
        consultation_id=consultation_id,
        form=form,
        facts=values.facts(revision),
        reference=revision.new.reference,
    )


@workbench.post("/c/<int:consultation_id>/publication")
def publish_version(consultation_id: int) -> ResponseReturnValue:
    """Publish what the page before showed. Sent twice, it is one publication."""
    opened = folder(consultation_id)
    form = PublishForm(request.form)
    version, seen = (form.version.data or "").strip(), form.seen.data or ""
    if not version or not seen:
        abort(400)
    try:
        publish(actor(), engine(), registry(), opened, version, seen)
    except BadInput as refused:
        opened = folder(consultation_id)
        revision = open_revision(actor(), engine(), registry(), opened)
        return _page(opened, revision, form, refused.problems, 400)
    return redirect(url_for("workbench.publication", consultation_id=consultation_id, done=1), 303)


@workbench.get("/c/<int:consultation_id>/publication/effects")
def publication_effects(consultation_id: int) -> ResponseReturnValue:
    """Every city's scores under the old and the new index, and which parts of its plan change."""
    opened = folder(consultation_id)
    revision = open_revision(actor(), engine(), registry(), opened)
    if revision.new is None:
        return redirect(url_for("workbench.publication", consultation_id=consultation_id), 303)
    variant, page = request.args.get("variant", USUAL.variant), request.args.get("page", 1, int)
    effects = effects_of(actor(), engine(), registry(), revision.old, revision.new, variant, page)

    def to(**more: Any) -> str:
        chosen = {"variant": variant, **more}
        return url_for("workbench.publication_effects", consultation_id=consultation_id, **chosen)

    return render_template(
        "workbench/publication_effects.html",
        consultation_id=consultation_id,
        cities=values.effect_values(effects),
        effects=effects,
        old=revision.old.reference,
        new=revision.new.reference,
        is_index=revision.old.kind == "index",
        variants=[
            {
                "words": one.title.show(lang()),
                "href": to(variant=one.id),
                "here": one.id == effects.variant.id,
            }
            for one in registry().all(ScoringVariant)
        ],
        variant_note="" if effects.variant.official else _("Not the handbook's own method."),
        earlier=to(page=effects.page - 1) if effects.page > 1 else "",
        later=to(page=effects.page + 1) if effects.page < effects.pages else "",
    )


@workbench.get("/c/<int:consultation_id>/publication/<product>.docx")
def publication_word(consultation_id: int, product: str) -> ResponseReturnValue:
    """The Word file of a revision that is not published yet, marked as a draft."""
    if product not in ("clean", "changes"):
        abort(404)
    opened = folder(consultation_id)
    revision = open_revision(actor(), engine(), registry(), opened)
    if revision.published:
        endpoint = "workbench.guide" if product == "clean" else "workbench.guide_changes"
        return redirect(url_for(endpoint, reference=revision.published.reference, lang=lang()), 303)
    chosen: Form = "clean" if product == "clean" else "changes"
    return _sent(lambda: draft_guide(actor(), registry(), opened, revision, chosen, lang()))


@workbench.get("/catalogues/versions/<reference>/guide.docx")
def guide(reference: str) -> Response:
    """The evaluation guide or the guidelines of any version, in the language of the page."""
    return _sent(lambda: evaluation_guide(actor(), engine(), registry(), reference, lang()))


@workbench.get("/catalogues/versions/<reference>/changes.docx", endpoint="guide_changes")
def changes_file(reference: str) -> Response:
    """The same as old beside new, with the reason and the comments behind every change."""
    return _sent(lambda: guide_changes(actor(), engine(), registry(), reference, lang()))


def _sent(write: Callable[[], File]) -> Response:
    """A file to take away. Raises ``BadInput`` where the plugin that writes it fails."""
    try:
        file = write()
    except PluginFailed as failed:
        told = problem("plugin_failed", plugin=failed.plugin, item=failed.item, cause=failed.cause)
        raise BadInput([told]) from None
    return attachment(file.name, file.content, file.media_type)


def _closed(opened: Folder) -> bool:
    return opened.latest.state == "closed"


def _page(
    opened: Folder,
    revision: Revision,
    form: PublishForm,
    problems: Iterable[Problem] = (),
    code: int = 200,
) -> ResponseReturnValue:
    number = opened.consultation.id
    errors = [("publication", one.message.show(lang())) for one in problems]
    known = {one.id for one in revision.changes} | {item.id for item in revision.old.items}
    page = render_template(
        "workbench/publication.html",
        consultation_id=number,
        form=form,
        errors=errors,
        has_errors=bool(errors or form.errors),
        ready=revision.ready and _closed(opened),
        closed=_closed(opened) or opened.published,
        undecided=values.undecided(number, revision.undecided),
        faults=values.faults(number, revision.problems, known),
        unanswered=revision.unanswered,
        published=_published(revision),
        done="done" in request.args,
        facts=values.facts(revision) if revision.new else [],
        changes=values.changes(revision),
        kept=values.kept(revision),
        comments_href=_if_there("workbench.comments", consultation_id=number),
    )
    return page, code


def _published(revision: Revision) -> dict[str, str] | None:
    if revision.published is None:
        return None
    reference = revision.published.reference
    return {
        "reference": reference,
        "at": minute(revision.published.published_at).show(lang()),
        "digest": revision.published.digest,
        "href": _if_there("workbench.catalogue", reference=reference),
    }


def _if_there(endpoint: str, **more: Any) -> str:
    return url_for(endpoint, **more) if endpoint in current_app.view_functions else ""


def _blame(form: PublishForm, problems: Iterable[Problem]) -> None:
    """Put what is wrong with the version by its field."""
    form.version.errors = [*form.version.errors, *values.version_words(problems)]
