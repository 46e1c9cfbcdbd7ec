"""Drafts as they were kept: what made each, its files, how it reads, and two of them side by side."""

from __future__ import annotations

from typing import Any, Final, cast

from flask import Response, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from lbsap.actions.cities import draft_files, drafts
from lbsap.actions.cities.drafts import KeptDraft
from lbsap.model.draft import DocumentKind
from lbsap.model.errors import BadInput, PluginFailed
from lbsap.model.text import Lang
from lbsap.steps.planning.draft_compare import PartChange, compare_drafts
from lbsap.steps.planning.draft_facts import compared, facts
from lbsap.store.columns import now
from lbsap.store.plans import DraftHead
from lbsap.web.city import city
from lbsap.web.city.draft_values import (
    LANGUAGE_WORDS,
    draft_name,
    draft_row,
    draft_rows,
    gap_groups,
    reading_links,
    section_titles,
    text_language,
)
from lbsap.web.city.frame import actor, engine, registry, workspace
from lbsap.web.documents import picture_in, shown
from lbsap.web.downloads import attachment
from lbsap.web.language import HTML, N_, lang, ngettext
from lbsap.web.language import gettext as _

DOCUMENTS: Final[dict[DocumentKind, tuple[str, str]]] = {
    "plan": (N_("Plan text"), N_("The plan itself, with cover, contents and annexes.")),
    "summary": (N_("Executive summary"), N_("The plan on two pages, for leaders and the public.")),
    "research": (
        N_("Research report"),
        N_("Surveys, index results and analysis that stay out of the plan text."),
    ),
    "note": (N_("Drafting note"), N_("How the plan was made, with the table of comments.")),
    "letter": (N_("Letter asking for comments"), N_("To send to departments together with their link.")),
    "notice": (N_("Notice of issue"), N_("The page by which the government issues the plan.")),
}
"""The documents of a draft in the order of the page: title, and what each is for."""
STATES: Final = {"come": N_("Added"), "gone": N_("Removed"), "changed": N_("Changed")}


@city.get("/<int:city_id>/drafts/<int:plan_id>")
def kept_draft(city_id: int, plan_id: int) -> str:
    """One kept draft: its files, what it lacks, what made it."""
    opened, kept = workspace(city_id), _kept(city_id, plan_id)
    address: dict[str, Any] = {"city_id": city_id, "plan_id": plan_id}
    others = [pair for pair in drafts.list_drafts(actor(), engine(), city_id) if pair[1].id != plan_id]
    return render_template(
        "city/kept_draft.html",
        draft=draft_row(kept.number, kept.head, city_id),
        documents=[_document_row(kind, city_id, kept) for kind in DOCUMENTS],
        requests=[
            {
                "title": one.name.plain(lang()),
                "files": _files("request", city_id, kept, one.id),
                "sheet": url_for("city.department_sheet", **address, department=one.id),
            }
            for one in kept.draft.data.departments
        ],
        all_href=url_for("city.draft_zip", **address),
        groups=gap_groups(kept.plan.gaps, section_titles(kept), opened),
        made=[{"key": one.label.show(lang()), "value": one.value.show(lang())} for one in _facts(kept)],
        others=draft_rows(others, city_id),
    )


@city.get("/<int:city_id>/drafts/<int:plan_id>/read")
def read_draft(city_id: int, plan_id: int) -> str:
    """The plan text of a kept draft as a page."""
    kept = _kept(city_id, plan_id)
    spoken = text_language(kept.draft.settings)

    def picture(digest: str) -> str:
        return url_for("city.kept_picture", city_id=city_id, plan_id=plan_id, digest=digest)

    return render_template(
        "city/draft_read.html",
        draft=draft_row(kept.number, kept.head, city_id),
        document=shown(kept.plan.document, spoken, picture),
        text_lang=HTML[spoken],
        languages=reading_links(kept.draft.settings, "city.read_draft", city_id=city_id, plan_id=plan_id),
    )


@city.get("/<int:city_id>/drafts/<int:plan_id>/pictures/<digest>")
def kept_picture(city_id: int, plan_id: int, digest: str) -> Response:
    """A picture of a kept draft."""
    found = picture_in(_kept(city_id, plan_id).plan.document, digest)
    if found is None:
        abort(404)
    return Response(found.data, mimetype=found.media_type)


@city.get(
    "/<int:city_id>/drafts/<int:plan_id>/"
    "<any(plan, summary, research, note, letter, notice):kind>-<any(zh, en):language>.docx"
)
def draft_file(city_id: int, plan_id: int, kind: str, language: str) -> ResponseReturnValue:
    """One document of a draft in Word."""
    return _sent(city_id, plan_id, cast(DocumentKind, kind), cast(Lang, language))


@city.get(
    "/<int:city_id>/drafts/<int:plan_id>/<any(letter, request):kind>/<department>-<any(zh, en):language>.docx"
)
def department_file(
    city_id: int, plan_id: int, kind: str, department: str, language: str
) -> ResponseReturnValue:
    """A letter or a data request to one department in Word."""
    return _sent(city_id, plan_id, cast(DocumentKind, kind), cast(Lang, language), department)


@city.get("/<int:city_id>/drafts/<int:plan_id>/request/<department>.xlsx")
def department_sheet(city_id: int, plan_id: int, department: str) -> ResponseReturnValue:
    """The workbook that goes with a data request, in the language of the page."""
    workspace(city_id)
    try:
        made = draft_files.request_sheet(actor(), engine(), registry(), city_id, plan_id, department, lang())
    except PluginFailed as error:
        return _not_made(city_id, plan_id, error)
    return attachment(made.name, made.content, made.media_type)


@city.get("/<int:city_id>/drafts/<int:plan_id>/all.zip")
def draft_zip(city_id: int, plan_id: int) -> ResponseReturnValue:
    """Every document of a draft in one file."""
    workspace(city_id)
    try:
        made = draft_files.all_files(actor(), engine(), registry(), city_id, plan_id, now())
    except (BadInput, PluginFailed) as error:
        return _not_made(city_id, plan_id, error)
    return attachment(made.name, made.content, made.media_type)


@city.get("/<int:city_id>/drafts/compare")
def compare_two(city_id: int) -> ResponseReturnValue:
    """Two kept drafts side by side: ``?old=`` and ``?new=`` name them."""
    workspace(city_id)
    heads = drafts.list_drafts(actor(), engine(), city_id)
    ids = {str(head.id): (number, head) for number, head in heads}
    old, new = (ids.get(request.args.get(side, "")) for side in ("old", "new"))
    if old is None or new is None or old[1].id == new[1].id:
        return _choose(city_id, heads), 400 if request.args.get("old") else 200
    if old[0] > new[0]:
        return redirect(url_for("city.compare_two", city_id=city_id, old=new[1].id, new=old[1].id))
    return _compared(city_id, old[1].id, new[1].id)


def _choose(city_id: int, heads: tuple[tuple[int, DraftHead], ...]) -> str:
    return render_template(
        "city/draft_compare_choose.html",
        drafts=draft_rows(heads, city_id),
        has_errors=bool(request.args.get("old")),
    )


def _compared(city_id: int, old_id: int, new_id: int) -> str:
    old, new = (_kept(city_id, one) for one in (old_id, new_id))
    spoken = text_language(new.draft.settings)
    changes = compare_drafts(old.plan.document, new.plan.document, spoken)
    return render_template(
        "city/draft_compare.html",
        old=draft_name(old.number, old.head.name),
        new=draft_name(new.number, new.head.name),
        text_lang=HTML[spoken],
        languages=reading_links(
            new.draft.settings, "city.compare_two", city_id=city_id, old=old_id, new=new_id
        ),
        made=[
            {
                "label": label.show(lang()),
                "old": was.show(lang()),
                "new": is_now.show(lang()),
                "differs": differs,
            }
            for label, was, is_now, differs in compared(_facts(old), _facts(new))
        ],
        parts=[_part_values(one, spoken) for one in changes if one.state != "same"],
        same=sum(one.state == "same" for one in changes),
    )


def _part_values(one: PartChange, spoken: Lang) -> dict[str, Any]:
    counts = ((state, one.count(state)) for state in ("come", "gone", "changed"))
    return {
        "key": one.key,
        "title": one.title.show(spoken),
        "state": _(STATES[one.state]),
        "counts": _(", ").join(f"{_(STATES[state])} {count}" for state, count in counts if count),
        "kept": ngettext("%(num)s paragraph is the same.", "%(num)s paragraphs are the same.", one.kept)
        if one.kept
        else "",
        "lines": [
            {"state": line.state, "words": _(STATES[line.state]), "old": line.old, "new": line.new}
            for line in one.lines
        ],
    }


def _kept(city_id: int, plan_id: int) -> KeptDraft:
    workspace(city_id)
    return drafts.open_draft(actor(), engine(), city_id, plan_id)


def _facts(kept: KeptDraft) -> Any:
    return facts(kept.head.made_from, kept.draft.settings, kept.draft.version, section_titles(kept))


def _document_row(kind: DocumentKind, city_id: int, kept: KeptDraft) -> dict[str, Any]:
    title, about = DOCUMENTS[kind]
    files = [
        {
            "words": _(LANGUAGE_WORDS[one]),
            "href": url_for(
                "city.draft_file", city_id=city_id, plan_id=kept.head.id, kind=kind, language=one
            ),
        }
        for one in kept.draft.settings.langs
    ]
    return {"title": _(title), "about": _(about), "files": files}


def _files(kind: str, city_id: int, kept: KeptDraft, department: str) -> list[dict[str, str]]:
    address: dict[str, Any] = {
        "city_id": city_id,
        "plan_id": kept.head.id,
        "kind": kind,
        "department": department,
    }
    return [
        {"words": _(LANGUAGE_WORDS[one]), "href": url_for("city.department_file", language=one, **address)}
        for one in kept.draft.settings.langs
    ]


def _sent(
    city_id: int, plan_id: int, kind: DocumentKind, language: Lang, department: str = ""
) -> ResponseReturnValue:
    workspace(city_id)
    try:
        made = draft_files.document_file(
            actor(), engine(), registry(), city_id, plan_id, kind, language, department
        )
    except (BadInput, PluginFailed) as error:
        return _not_made(city_id, plan_id, error)
    return attachment(made.name, made.content, made.media_type)


def _not_made(city_id: int, plan_id: int, error: BadInput | PluginFailed) -> ResponseReturnValue:
    """A file that could not be made says why; the draft itself is safe."""
    told = (
        [one.message.show(lang()) for one in error.problems]
        if isinstance(error, BadInput)
        else [_("The plugin “%(plugin)s” failed. The log of the server says why.", plugin=error.plugin)]
    )
    page = render_template(
        "city/draft_file_failed.html",
        told=told,
        back=url_for("city.kept_draft", city_id=city_id, plan_id=plan_id),
    )
    return page, 400 if isinstance(error, BadInput) else 503
