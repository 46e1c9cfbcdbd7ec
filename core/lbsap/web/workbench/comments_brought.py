"""Comments made elsewhere: entered by hand, or with a table such as a matrix that came back."""

from __future__ import annotations

from dataclasses import replace

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from lbsap.actions.editors.commenting import add_by_hand, bring_comments, correct_by_hand
from lbsap.actions.editors.folder import Folder
from lbsap.model.comments import Comment
from lbsap.model.errors import BadInput
from lbsap.steps.reports.comment_rows import COLUMNS, read_comment
from lbsap.web.forms.comment import HandForm, TableForm
from lbsap.web.language import gettext as _
from lbsap.web.language import lang
from lbsap.web.uploads import take_upload
from lbsap.web.workbench import workbench
from lbsap.web.workbench.comments import entry_of, item_pairs, seen_in
from lbsap.web.workbench.frame import actor, engine, folder, registry


@workbench.get("/c/<int:consultation_id>/comments/new")
def comment_new(consultation_id: int) -> ResponseReturnValue:
    """The form of a comment made elsewhere."""
    opened = folder(consultation_id)
    return _hand_page(opened, HandForm(data={"item": request.args.get("item", "")}))


@workbench.post("/c/<int:consultation_id>/comments/new")
def keep_comment(consultation_id: int) -> ResponseReturnValue:
    """Keep a comment made elsewhere, with its source. ``go``: ``save``, or ``more`` (and enter the next one)."""
    opened, form = folder(consultation_id), HandForm(request.form)
    try:
        comment = read_comment(request.form, consultation_id, opened.consultation.catalogue)
        add_by_hand(actor(), engine(), comment)
    except BadInput as error:
        return _hand_page(opened, form, form.place(error.problems), 400)
    if request.form.get("go") == "more":
        kept = {"source": form.source.data, "said_in": form.said_in.data, "item": form.item.data}
        return _hand_page(opened, HandForm(data=kept), saved=True)
    return redirect(url_for("workbench.comments", consultation_id=consultation_id, added=1), 303)


@workbench.get("/c/<int:consultation_id>/comments/<int:comment_id>/correct")
def correct_comment(consultation_id: int, comment_id: int) -> ResponseReturnValue:
    """The form by which what was entered by hand is corrected."""
    opened, kept = folder(consultation_id), _by_hand(consultation_id, comment_id)
    data = {name: getattr(kept, name) for name in ("source", "said_in", "item", "words")}
    return _hand_page(opened, HandForm(data=data), correcting=kept)


@workbench.post("/c/<int:consultation_id>/comments/<int:comment_id>/correct")
def keep_correction(consultation_id: int, comment_id: int) -> ResponseReturnValue:
    """Keep what was corrected."""
    opened, kept = folder(consultation_id), _by_hand(consultation_id, comment_id)
    form = HandForm(request.form)
    seen = seen_in([request.form.get("chosen", "")])
    if seen.keys() != {comment_id}:
        abort(400)
    try:
        read = read_comment(request.form, consultation_id, opened.consultation.catalogue)
        correct_by_hand(actor(), engine(), replace(read, id=comment_id, version=seen[comment_id]))
    except BadInput as error:
        newer = _by_hand(consultation_id, comment_id)
        return _hand_page(opened, form, form.place(error.problems), 400, correcting=newer)
    page = url_for("workbench.comment", consultation_id=consultation_id, comment_id=kept.id, corrected=1)
    return redirect(page, 303)


def _by_hand(consultation_id: int, comment_id: int) -> Comment:
    """A comment that was not given online; answers 404 for any other."""
    found = entry_of(consultation_id, comment_id).comment
    return abort(404) if found.source == "online" else found


@workbench.get("/c/<int:consultation_id>/comments/table")
def comment_table(consultation_id: int) -> ResponseReturnValue:
    """The form for a table of comments."""
    folder(consultation_id)
    return _table_page(TableForm())


@workbench.post("/c/<int:consultation_id>/comments/table")
def bring_comment_table(consultation_id: int) -> ResponseReturnValue:
    """Take in a table of comments: all of it, or nothing and every fault."""
    folder(consultation_id)
    form = TableForm(request.form)
    sent = take_upload("file")
    if sent is None:
        form.file.errors = [_("Choose a file.")]
        return _table_page(form, code=400)
    said_in = form.said_in.data or ""
    try:
        taken = bring_comments(
            actor(), engine(), registry(), consultation_id, sent.name, sent.content, form.kind, said_in
        )
    except BadInput as error:
        return _table_page(form, form.place(error.problems, "file"), 400)
    page = url_for(
        "workbench.comments", consultation_id=consultation_id, added=taken.added, saved=taken.answered
    )
    return redirect(page, 303)


def _hand_page(
    opened: Folder,
    form: HandForm,
    told: list[tuple[str, str]] | None = None,
    code: int = 200,
    *,
    saved: bool = False,
    correcting: Comment | None = None,
) -> ResponseReturnValue:
    form.item.choices = item_pairs(opened)
    page = render_template(
        "workbench/comment_new.html",
        form=form,
        told=told or [],
        has_errors=code == 400,
        saved=saved,
        correcting=correcting,
        key=f"{correcting.id}:{correcting.version}" if correcting else "",
    )
    return page, code


def _table_page(
    form: TableForm, told: list[tuple[str, str]] | None = None, code: int = 200
) -> ResponseReturnValue:
    heads = [title.show(lang()) for title in COLUMNS.values()]
    page = render_template(
        "workbench/comment_table.html", form=form, told=told or [], has_errors=code == 400, heads=heads
    )
    return page, code
