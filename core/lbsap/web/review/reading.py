"""Reading a draft by section and commenting on each."""

from __future__ import annotations

from typing import Any, Final

from flask import Response, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from lbsap.actions import reviewing
from lbsap.model.errors import BadInput
from lbsap.steps.reports.comment_rows import FATES, WHOLE
from lbsap.store.columns import now
from lbsap.store.reviews import KeptComment
from lbsap.web.documents import picture_in, shown_parts
from lbsap.web.forms.city_review import WordsForm
from lbsap.web.language import gettext as _
from lbsap.web.language import lang
from lbsap.web.review import reviewer
from lbsap.web.review.desk import desk, document, engine, link

CHANGED: Final = "changed_meanwhile"
Values = dict[str, Any]


@reviewer.get("/draft")
def draft() -> str:
    """The sections of the draft, and how much was said on each."""
    return render_template(
        "review/draft.html",
        parts=[one | {"said": _said(one["key"])} for one in _parts()],
        whole=_said(""),
        total=len(desk().comments),
        done=desk().invitation.done,
    )


@reviewer.route("/draft/whole", methods=["GET", "POST"])
def whole() -> ResponseReturnValue:
    """Comments on the whole."""
    return _comments_page("", {"title": WHOLE.show(lang()), "level": 0, "number": "", "blocks": []})


@reviewer.route("/draft/section/<key>", methods=["GET", "POST"])
def section(key: str) -> ResponseReturnValue:
    """One section, and the comments of this body on it."""
    part = next((one for one in _parts() if one["key"] == key), None) or abort(404)
    return _comments_page(key, part)


@reviewer.route("/draft/comment/<int:comment_id>", methods=["GET", "POST"])
def comment(comment_id: int) -> ResponseReturnValue:
    """Put a comment of one's own in other words."""
    one = _own(comment_id)
    if request.method == "GET":
        return _comment_page(one, WordsForm(data={"words": one.comment.words, "seen": one.version}))
    form = WordsForm(request.form)
    try:
        reviewing.reword(engine(), link(), comment_id, form.words.data or "", form.version, now())
    except BadInput as error:
        if any(problem.code == CHANGED for problem in error.problems):
            return _changed(comment_id, form)
        return _comment_page(one, form, form.place(error.problems, "words")), 400
    return redirect(_address(one.comment.part, saved=1), 303)


@reviewer.route("/draft/done", methods=["GET", "POST"])
def done() -> ResponseReturnValue:
    """Look through all comments, and say that this is all."""
    if request.method == "POST":
        try:
            reviewing.finish(engine(), link(), now())
        except BadInput as error:
            return _done_page([("done", one.message.show(lang())) for one in error.problems]), 400
        return redirect(url_for("reviewer.done"), 303)
    return _done_page()


@reviewer.get("/draft/pictures/<digest>")
def picture(digest: str) -> Response:
    """A picture of the draft."""
    found = picture_in(document(), digest)
    if found is None:
        abort(404)
    return Response(found.data, mimetype=found.media_type)


def _parts() -> list[Values]:
    return shown_parts(document().parts, lang(), lambda digest: url_for("reviewer.picture", digest=digest))


def _comments_page(key: str, part: Values) -> ResponseReturnValue:
    form = WordsForm(request.form if request.method == "POST" else None)
    told: list[tuple[str, str]] = []
    if request.method == "POST":
        try:
            reviewing.say(engine(), link(), {"part": key, "words": form.words.data or ""}, now())
        except BadInput as error:
            told = form.place(error.problems, "words")
        else:
            return redirect(_address(key, saved=1), 303)
    refused = bool(told or form.errors)
    before, after = _around(key)
    page = render_template(
        "review/section.html",
        form=form,
        told=told,
        part=part,
        own=[_values(one) for one in desk().comments if one.comment.part == key],
        action=_address(key),
        before=before,
        after=after,
        saved="saved" in request.args,
        has_errors=refused,
    )
    return page, 400 if refused else 200


def _around(key: str) -> tuple[Values, Values]:
    """Links to the section before and after; the whole comes last."""
    parts = [(one["key"], one["number"] + one["title"]) for one in _parts()]
    rows = [*parts, ("", WHOLE.show(lang()))]
    at = [name for name, _title in rows].index(key)

    def turn(place: int) -> Values:
        if not 0 <= place < len(rows):
            return {}
        return {"href": _address(rows[place][0]), "title": rows[place][1]}

    return turn(at - 1), turn(at + 1)


def _comment_page(one: KeptComment, form: WordsForm, told: Any = (), newer: Any = ()) -> str:
    return render_template(
        "review/comment.html",
        form=form,
        told=list(told),
        newer=list(newer),
        part=_part_title(one.comment.part),
        back=_address(one.comment.part),
        action=url_for("reviewer.comment", comment_id=one.comment.id),
        answered=one.comment.fate is not None,
        has_errors=bool(told or form.errors),
    )


def _changed(comment_id: int, form: WordsForm) -> ResponseReturnValue:
    """Somebody with the same link has changed it meanwhile: both stand on the page."""
    now_ = reviewing.open_review_link(engine(), link(), now())
    one = next(kept for kept in (now_.comments if now_ else ()) if kept.comment.id == comment_id)
    form.seen.data = str(one.version)
    told = [("newer", _("Someone else has changed this since you opened the page."))]
    return _comment_page(one, form, told, [(_("Comment"), one.comment.words)]), 409


def _done_page(told: Any = ()) -> str:
    comments = [_values(one) | {"part": _part_title(one.comment.part)} for one in desk().comments]
    return render_template(
        "review/done.html",
        comments=comments,
        done=desk().invitation.done,
        told=list(told),
        number=f"{desk().review.id}-{desk().invitation.id}",
        has_errors=bool(told),
    )


def _own(comment_id: int) -> KeptComment:
    """A comment of this link. Answers 404 for any other."""
    return next((one for one in desk().comments if one.comment.id == comment_id), None) or abort(404)


def _values(one: KeptComment) -> Values:
    """A comment; what became of it is told once comments are no longer taken."""
    said = one.comment
    told = said.fate is not None and not desk().open
    return {
        "lines": said.words.split("\n"),
        "href": url_for("reviewer.comment", comment_id=said.id) if desk().open and said.fate is None else "",
        "fate": FATES[said.fate].show(lang()) if said.fate and told else "",
        "reason": said.reason.show(lang()) if told else "",
    }


def _part_title(key: str) -> str:
    return next(
        (one["number"] + one["title"] for one in _parts() if one["key"] == key),
        WHOLE.show(lang()),
    )


def _said(key: str) -> int:
    return sum(one.comment.part == key for one in desk().comments)


def _address(key: str, **more: Any) -> str:
    anchor = "own" if more else None
    if key:
        return url_for("reviewer.section", key=key, _anchor=anchor, **more)
    return url_for("reviewer.whole", _anchor=anchor, **more)
