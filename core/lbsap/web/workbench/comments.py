"""Comments: listed, answered one by one or several at once, added by hand or by a table, and the matrix of them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from flask import Response, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from lbsap.actions.editors.commenting import CommentBook, answer_comments, open_comments, take_over_comments
from lbsap.actions.editors.folder import Folder
from lbsap.actions.editors.matrix import Shape, write_matrix
from lbsap.model.errors import BadInput
from lbsap.steps.common.printed import label
from lbsap.steps.common.words import whole_number
from lbsap.steps.reports.comment_rows import FATES, SOURCES, WHOLE, Entry, by_item, read_fate
from lbsap.steps.reports.decisions import outcome_text
from lbsap.store.columns import now
from lbsap.web.downloads import attachment
from lbsap.web.forms.comment import FateForm
from lbsap.web.language import N_, lang
from lbsap.web.language import gettext as _
from lbsap.web.workbench import workbench
from lbsap.web.workbench.frame import actor, engine, folder, registry

A_PAGE: Final = 50
SHOWN: Final = {"": N_("All"), "unanswered": N_("Unanswered"), "answered": N_("Responded")}
"""What the list can be narrowed to, beside item and source."""
SHAPES: Final[dict[str, Shape]] = {"docx": "consultation", "xlsx": "sheets"}
_CHANGED: Final = "changed_meanwhile"


@workbench.get("/c/<int:consultation_id>/comments")
def comments(consultation_id: int) -> ResponseReturnValue:
    """All comments; ``?show=``, ``?item=`` and ``?source=`` narrow the list, ``?page=`` turns its pages."""
    return _page(folder(consultation_id), FateForm())


@workbench.post("/c/<int:consultation_id>/comments")
def answer(consultation_id: int) -> ResponseReturnValue:
    """Say what becomes of the comments that were ticked, all in the same words."""
    opened = folder(consultation_id)
    form = FateForm(request.form)
    try:
        seen = seen_in(request.form.get("shown", "").split() if form.every.data else form.chosen.data or ())
        answer_comments(actor(), engine(), consultation_id, seen, *read_fate(request.form))
    except BadInput as error:
        told = form.place(error.problems)
        code = 409 if any(one.code == _CHANGED for one in error.problems) else 400
        return _page(opened, form, told, code)
    return redirect(url_for("workbench.comments", **_view(), saved=len(seen)), 303)


@workbench.get("/c/<int:consultation_id>/comments/<int:comment_id>")
def comment(consultation_id: int, comment_id: int) -> ResponseReturnValue:
    """One comment with its answer, which can be given or changed here."""
    opened, one = folder(consultation_id), entry_of(consultation_id, comment_id)
    reason = one.comment.fate_reason
    data = {"fate": one.comment.fate, "reason_zh": reason.zh, "reason_en": reason.en}
    return _one_page(opened, one, FateForm(data=data))


@workbench.post("/c/<int:consultation_id>/comments/<int:comment_id>")
def answer_one(consultation_id: int, comment_id: int) -> ResponseReturnValue:
    """Say what becomes of one comment."""
    opened = folder(consultation_id)
    entry_of(consultation_id, comment_id)
    form = FateForm(request.form)
    seen = seen_in(form.chosen.data or [])
    if seen.keys() != {comment_id}:
        abort(400)
    try:
        answer_comments(actor(), engine(), consultation_id, seen, *read_fate(request.form))
    except BadInput as error:
        changed = any(one.code == _CHANGED for one in error.problems)
        told = [] if changed else form.place(error.problems)
        newer = entry_of(consultation_id, comment_id)
        return _one_page(opened, newer, form, told, conflict=changed, code=409 if changed else 400)
    return redirect(url_for("workbench.comments", consultation_id=consultation_id, saved=1), 303)


@workbench.post("/c/<int:consultation_id>/comments/take-over")
def take_over(consultation_id: int) -> ResponseReturnValue:
    """Take over what was said in closed rounds."""
    folder(consultation_id)
    taken = take_over_comments(actor(), engine(), consultation_id)
    return redirect(url_for("workbench.comments", consultation_id=consultation_id, taken=taken), 303)


@workbench.get("/c/<int:consultation_id>/comments/matrix.<suffix>")
def matrix(consultation_id: int, suffix: str) -> Response:
    """The comment-response matrix as a Word file or a workbook, in the language of the page."""
    folder(consultation_id)
    if suffix not in SHAPES:
        abort(404)
    made = write_matrix(actor(), engine(), registry(), consultation_id, SHAPES[suffix], lang(), now())
    return attachment(made.name, made.content, made.media_type)


def entry_values(one: Entry) -> dict[str, Any]:
    """A comment with what became of it, for a template."""
    comment = one.comment
    return {
        "id": comment.id,
        "key": f"{comment.id}:{comment.version}",
        "number": one.number,
        "item": label(one.item).show(lang()) if one.item else WHOLE.show(lang()),
        "lines": one.words.show(lang()).split("\n"),
        "source": one.source.show(lang()),
        "kind": _kind(comment.origin),
        "entered_by": comment.entered_by,
        "by_hand": comment.source != "online",
        "fate": FATES[comment.fate].show(lang()) if comment.fate else "",
        "reason": comment.fate_reason.show(lang()).split("\n") if comment.fate else [],
        "decisions": [outcome_text(decision).show(lang()) for decision in one.decisions],
    }


def item_pairs(opened: Folder) -> list[tuple[str, str]]:
    """The whole and every item, as choices."""
    items = opened.consultation.catalogue.items
    return [("", WHOLE.show(lang())), *((item.id, label(item).show(lang())) for item in items)]


def _kind(origin: str) -> str:
    """What kind of words an online comment was."""
    if origin.endswith(" reason"):
        return _("reason")
    if origin.endswith(" supplement"):
        return _("contents to add")
    return {"proposal": _("proposed item"), "remark": _("closing remark")}.get(origin.partition(" ")[0], "")


def entry_of(consultation_id: int, comment_id: int) -> Entry:
    """A comment by its id; answers 404 for one of another consultation."""
    entries = open_comments(actor(), engine(), consultation_id).entries
    return next((one for one in entries if one.comment.id == comment_id), None) or abort(404)


def _one_page(
    opened: Folder,
    one: Entry,
    form: FateForm,
    told: list[tuple[str, str]] | None = None,
    *,
    conflict: bool = False,
    code: int = 200,
) -> ResponseReturnValue:
    page = render_template(
        "workbench/comment.html",
        form=form,
        one=entry_values(one),
        told=told or [],
        has_errors=code == 400,
        conflict=conflict,
        action=url_for(
            "workbench.answer_one", consultation_id=opened.consultation.id, comment_id=one.comment.id
        ),
    )
    return page, code


def seen_in(chosen: Iterable[str]) -> dict[int, int]:
    """The comments ticked, each with the version that the page showed."""
    found = {}
    for key in chosen:
        id_, _colon, version = map(whole_number, key.partition(":"))
        if id_ is None or version is None:
            abort(400)
        found[id_] = version
    return found


def _view() -> dict[str, Any]:
    """The list as it was narrowed, for its own address."""
    asked = request.args
    narrowed = {name: asked[name] for name in ("show", "item", "source", "page") if asked.get(name)}
    return {"consultation_id": (request.view_args or {})["consultation_id"]} | narrowed


def _is_shown(one: Entry) -> bool:
    asked, comment = request.args, one.comment
    answered = comment.fate is not None
    return (
        {"unanswered": not answered, "answered": answered}.get(asked.get("show", ""), True)
        and ("item" not in asked or asked["item"] in ("all", comment.item))
        and (asked.get("source", "") in ("", comment.source))
    )


def _page(
    opened: Folder, form: FateForm, told: list[tuple[str, str]] | None = None, code: int = 200
) -> ResponseReturnValue:
    book = open_comments(actor(), engine(), opened.consultation.id)
    found = by_item(filter(_is_shown, book.entries), opened.consultation.catalogue)
    pages = max(1, -(-len(found) // A_PAGE))
    page = min(whole_number(request.args.get("page", "")) or 1, pages)
    ticked = {key.partition(":")[0] for key in form.chosen.data or ()}
    rendered = render_template(
        "workbench/comments.html",
        form=form,
        told=told or [],
        has_errors=code != 200,
        rows=[
            entry_values(one) | {"ticked": str(one.comment.id) in ticked}
            for one in found[(page - 1) * A_PAGE : page * A_PAGE]
        ],
        found=len(found),
        book=book,
        filters=_filters(book),
        items=[("all", _("All items")), *item_pairs(opened)],
        sources=[("", _("All sources")), *((one, title.show(lang())) for one, title in SOURCES.items())],
        pages={"page": page, "of": pages, **_turns(page, pages)},
        action=url_for("workbench.answer", **_view()),
    )
    return rendered, code


def _filters(book: CommentBook) -> list[dict[str, Any]]:
    counts = {"": len(book.entries), "unanswered": book.unanswered}
    counts["answered"] = counts[""] - book.unanswered
    chosen = request.args.get("show", "")
    return [
        {
            "words": _(words),
            "count": counts[show],
            "href": url_for("workbench.comments", **(_view() | {"show": show or None, "page": None})),
            "here": chosen == show,
        }
        for show, words in SHOWN.items()
    ]


def _turns(page: int, pages: int) -> dict[str, Any]:
    """The links to the pages before and after."""

    def link(number: int) -> dict[str, str]:
        if not 1 <= number <= pages:
            return {}
        href = url_for("workbench.comments", **(_view() | {"page": number}))
        return {"href": href, "title": _("Page %(number)s", number=number)}

    return {"previous": link(page - 1), "next": link(page + 1)}
