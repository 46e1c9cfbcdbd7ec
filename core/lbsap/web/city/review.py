"""Reviews of drafts: which layer is asked, who has a link, what was said, and what becomes of each comment."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from flask import current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from lbsap.actions.cities import reviews
from lbsap.actions.cities.reviews import Handed, ReviewBook, ReviewState
from lbsap.model.blocks import Document
from lbsap.model.errors import BadInput
from lbsap.model.problems import Problem
from lbsap.model.text import Text, text_of
from lbsap.steps.asking.answers import LONGEST_NAME
from lbsap.steps.common.stamp import stamp
from lbsap.steps.common.words import clean_line
from lbsap.steps.planning.review_order import next_layer
from lbsap.store.columns import now
from lbsap.web.city import city
from lbsap.web.city.draft_values import draft_name
from lbsap.web.city.frame import actor, engine, workspace
from lbsap.web.city.review_values import (
    asked_rows,
    bodies_for,
    body_documents,
    comment_values,
    comments_by_part,
    layer_rows,
    part_pairs,
    review_values,
    signoff_words,
)
from lbsap.web.city.saving import code_of, is_conflict, stamp_to_send
from lbsap.web.expert.frame import beijing
from lbsap.web.forms.city_review import (
    AnswerForm,
    BodiesForm,
    DayForm,
    HandForm,
    ReviewForm,
    body_pairs,
    layer_words,
)
from lbsap.web.language import gettext as _
from lbsap.web.language import lang
from lbsap.web.qr import qr_image

CHANGED: Final = "changed_meanwhile"


@city.get("/<int:city_id>/review")
def review(city_id: int) -> str:
    """Where the four layers stand, and what comes next."""
    book = _book(city_id)
    following = next_layer(book.states)
    return render_template(
        "city/review.html",
        layers=layer_rows(book, city_id),
        next_words=layer_words(following) if following else "",
        any_open=any(not closed for _layer, closed in book.states),
        has_drafts=bool(book.drafts),
        comments=sum(len(one.comments) for one in book.reviews),
        unanswered=sum(one.unanswered for one in book.reviews),
    )


@city.route("/<int:city_id>/review/new", methods=["GET", "POST"])
def review_new(city_id: int) -> ResponseReturnValue:
    """Let a layer look at a draft."""
    book = _book(city_id)
    if not book.drafts:
        return redirect(url_for("city.draft", city_id=city_id))
    form = ReviewForm(request.form if request.method == "POST" else None)
    told: list[tuple[str, str]] = []
    if request.method == "POST":
        try:
            made = reviews.begin_review(actor(), engine(), city_id, request.form, now())
        except BadInput as error:
            told = form.place(error.problems)
        else:
            return redirect(url_for("city.review_one", city_id=city_id, review_id=made), 303)
    else:
        form.draft.data = request.args.get("draft") or str(book.drafts[0][1].id)
        form.layer.data = next_layer(book.states)
    form.draft.choices = [(str(head.id), draft_name(number, head.name)) for number, head in book.drafts]
    refused = bool(told or form.errors)
    page = render_template("city/review_new.html", form=form, told=told, has_errors=refused)
    return page, 400 if refused else 200


@city.get("/<int:city_id>/review/<int:review_id>")
def review_one(city_id: int, review_id: int) -> str:
    """One review: who was asked and how far they are, and what was said."""
    return _review_page(city_id, review_id)


@city.post("/<int:city_id>/review/<int:review_id>/bodies")
def review_ask(city_id: int, review_id: int) -> ResponseReturnValue:
    """Make a link for each body that was chosen or written, and show them this once."""
    state, _document = _state(city_id, review_id)
    form = BodiesForm(request.form)
    try:
        asked = _chosen_bodies(city_id, state, form)
        handed = reviews.ask_bodies(actor(), engine(), city_id, review_id, asked)
    except BadInput as error:
        return _review_page(city_id, review_id, bodies=form, told=form.place(error.problems, "bodies")), 400
    return _links_page(city_id, review_id, handed)


@city.post("/<int:city_id>/review/<int:review_id>/links/<int:invitation_id>/new")
def review_link_new(city_id: int, review_id: int, invitation_id: int) -> ResponseReturnValue:
    """A new link for a body; the old one ends."""
    workspace(city_id)
    try:
        handed = reviews.renew_link(actor(), engine(), city_id, review_id, invitation_id)
    except BadInput as error:
        told = [("asked", one.message.show(lang())) for one in error.problems]
        return _review_page(city_id, review_id, told=told), 400
    return _links_page(city_id, review_id, (handed,))


@city.post("/<int:city_id>/review/<int:review_id>/links/<int:invitation_id>/end")
def review_link_end(city_id: int, review_id: int, invitation_id: int) -> ResponseReturnValue:
    """Let a link open nothing any more."""
    workspace(city_id)
    reviews.end_link(actor(), engine(), city_id, review_id, invitation_id)
    return redirect(url_for("city.review_one", city_id=city_id, review_id=review_id, _anchor="asked"), 303)


@city.post("/<int:city_id>/review/<int:review_id>/last-day")
def review_last_day(city_id: int, review_id: int) -> ResponseReturnValue:
    """Take comments until another day."""
    workspace(city_id)
    form = DayForm(request.form)
    day, seen = form.closes_on.data or "", form.seen.data or ""
    try:
        reviews.change_last_day(actor(), engine(), city_id, review_id, day, seen, now())
    except BadInput as error:
        told = form.place(error.problems, "newer" if is_conflict(error.problems) else "last-day")
        return _review_page(city_id, review_id, day=form, told=told, problems=error.problems), code_of(
            error.problems
        )
    return redirect(url_for("city.review_one", city_id=city_id, review_id=review_id, saved="day"), 303)


@city.post("/<int:city_id>/review/<int:review_id>/close")
def review_close(city_id: int, review_id: int) -> ResponseReturnValue:
    """End a review: its links take no more comments."""
    workspace(city_id)
    reviews.end_review(actor(), engine(), city_id, review_id)
    return redirect(url_for("city.review_one", city_id=city_id, review_id=review_id), 303)


@city.route("/<int:city_id>/review/<int:review_id>/comments/new", methods=["GET", "POST"])
def review_comment_new(city_id: int, review_id: int) -> ResponseReturnValue:
    """Enter a comment that came by letter or in a meeting."""
    state, document = _state(city_id, review_id)
    form = HandForm(request.form if request.method == "POST" else None)
    told: list[tuple[str, str]] = []
    if request.method == "POST":
        try:
            reviews.enter_comment(actor(), engine(), city_id, review_id, request.form)
        except BadInput as error:
            told = form.place(error.problems)
        else:
            return redirect(
                url_for("city.review_one", city_id=city_id, review_id=review_id, saved="comment"), 303
            )
    form.part.choices = part_pairs(document)
    refused = bool(told or form.errors)
    page = render_template(
        "city/review_comment_new.html",
        form=form,
        told=told,
        review=review_values(state, city_id),
        has_errors=refused,
    )
    return page, 400 if refused else 200


@city.get("/<int:city_id>/review/comments")
def review_comments(city_id: int) -> str:
    """All comments by section; ``?show=unanswered`` narrows the list."""
    book = _book(city_id)
    waiting = request.args.get("show") == "unanswered"
    blocks = []
    for state in book.reviews:
        _opened, document = _state(city_id, state.review.id)
        chosen = [one for one in state.comments if not waiting or one.comment.fate is None]
        if chosen:
            groups = comments_by_part(chosen, document, city_id)
            blocks.append({"review": review_values(state, city_id), "parts": groups})
    said = [one for state in book.reviews for one in state.comments]
    return render_template(
        "city/review_comments.html",
        blocks=blocks,
        shown=[
            {
                "words": words,
                "count": count,
                "href": url_for("city.review_comments", city_id=city_id, show=show),
                "here": waiting == bool(show),
            }
            for words, count, show in (
                (_("All"), len(said), None),
                (_("Unanswered"), sum(one.comment.fate is None for one in said), "unanswered"),
            )
        ],
        all=len(said),
        saved="saved" in request.args,
    )


@city.route("/<int:city_id>/review/comments/<int:comment_id>", methods=["GET", "POST"])
def review_answer(city_id: int, comment_id: int) -> ResponseReturnValue:
    """One comment, and what becomes of it."""
    workspace(city_id)
    if request.method == "GET":
        return _answer_page(city_id, comment_id)
    form = AnswerForm(request.form)
    try:
        reviews.answer_review_comment(actor(), engine(), city_id, comment_id, request.form, form.version)
    except BadInput as error:
        changed = any(one.code == CHANGED for one in error.problems)
        told = [] if changed else form.place(error.problems)
        return _answer_page(city_id, comment_id, form, told, conflict=changed), 409 if changed else 400
    return redirect(url_for("city.review_comments", city_id=city_id, saved=1), 303)


def _book(city_id: int) -> ReviewBook:
    workspace(city_id)
    return reviews.open_book(actor(), engine(), city_id)


def _state(city_id: int, review_id: int) -> tuple[ReviewState, Document]:
    workspace(city_id)
    return reviews.see_review(actor(), engine(), city_id, review_id)


def _chosen_bodies(city_id: int, state: ReviewState, form: BodiesForm) -> tuple[Text, ...]:
    """The bodies that were ticked, then those that were written, each once."""
    offered = dict(bodies_for(workspace(city_id).data, state))
    ticked = [offered[key] for key in form.chosen.data or () if key in offered]
    lines = (clean_line(line)[0][:LONGEST_NAME] for line in (form.bodies.data or "").splitlines())
    return tuple(dict.fromkeys((*ticked, *(text_of(line) for line in lines if line))))


def _review_page(
    city_id: int,
    review_id: int,
    *,
    bodies: BodiesForm | None = None,
    day: DayForm | None = None,
    told: Sequence[tuple[str, str]] = (),
    problems: Sequence[Problem] = (),
) -> str:
    """The page of a review, with a form as it was sent and what is wrong with it; ``problems`` are those of ``day``."""
    state, document = _state(city_id, review_id)
    data, values = workspace(city_id).data, review_values(state, city_id)
    bodies = bodies or BodiesForm()
    bodies.chosen.choices = body_pairs(bodies_for(data, state))
    day = day or DayForm(data={"closes_on": state.review.closes_on.isoformat()})
    day.seen.data = stamp_to_send(problems, stamp(state.review.closes_on))
    return render_template(
        "city/review_one.html",
        form=bodies,
        day=day,
        told=told,
        newer=[(_("Last day for comments"), values["until"])] if is_conflict(problems) else [],
        review=values,
        asked=asked_rows(state, data, city_id, now()),
        parts=comments_by_part(state.comments, document, city_id),
        signoffs=signoff_words(data, state.review.layer),
        saved=request.args.get("saved", ""),
        has_errors=bool(told or bodies.errors or day.errors),
    )


def _links_page(city_id: int, review_id: int, handed: tuple[Handed, ...]) -> str:
    state, _document = _state(city_id, review_id)
    data = workspace(city_id).data
    rows = []
    for one in handed:
        address = current_app.config["LBSAP_BASE_URL"] + url_for("reviewer.entry", token=one.token)
        rows.append(
            {
                "name": one.invitation.body.plain(lang()),
                "link": address,
                "image": qr_image(address),
                "expires": beijing(one.invitation.expires_at),
                "letters": body_documents(state, data, one.invitation.body, city_id),
            }
        )
    return render_template("city/review_links.html", links=rows, review=review_values(state, city_id))


def _answer_page(
    city_id: int,
    comment_id: int,
    form: AnswerForm | None = None,
    told: list[tuple[str, str]] | None = None,
    *,
    conflict: bool = False,
) -> str:
    one, kept = reviews.see_comment(actor(), engine(), city_id, comment_id)
    if form is None:
        reason = one.comment.reason
        given: dict[str, Any] = {"fate": one.comment.fate, "reason_zh": reason.zh, "reason_en": reason.en}
        form = AnswerForm(data=given)
    form.seen.data = str(one.version)
    values = comment_values(one, kept.plan.document, city_id)
    fate, answer = values["fate"], "\n".join(values["reason"])
    newer = [(_("Comment"), one.comment.words), (_("What becomes of it"), fate), (_("Reason"), answer)]
    return render_template(
        "city/review_answer.html",
        form=form,
        told=[("newer", _("Someone else has changed this since you opened the page."))]
        if conflict
        else told or [],
        one=values,
        newer=newer if conflict else [],
        has_errors=conflict or bool(told or form.errors),
    )
