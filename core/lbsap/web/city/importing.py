"""Bringing a CitiesWithNature profile in: its text, what was read of it, and what taking it over would change."""

from __future__ import annotations

from typing import Any

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from lbsap.actions.cities.importing import (
    Sent,
    drop_waiting,
    effect_of_import,
    keep_answers,
    read_profile,
    take_import_over,
    waiting_of,
)
from lbsap.model.errors import BadInput
from lbsap.steps.city_answers import unanswered
from lbsap.steps.city_merge import Merged
from lbsap.steps.merge import marks
from lbsap.store.city_files import WaitingImport
from lbsap.web.city import city
from lbsap.web.city.frame import actor, engine, registry, workspace
from lbsap.web.city.import_values import added_rows, reading_values
from lbsap.web.forms.city_importing import KEEP, TAKE, ConflictForm, ProfileFileForm, ReadingForm
from lbsap.web.language import gettext as _
from lbsap.web.uploads import Upload, take_upload

PASTED = "pasted.txt"


@city.route("/<int:city_id>/import", methods=["GET", "POST"])
def import_profile(city_id: int) -> ResponseReturnValue:
    """The text of a profile, pasted or in a file; then the page of what was read."""
    workspace(city_id)
    if request.method == "GET":
        return _file_page(city_id, ProfileFileForm())
    form = ProfileFileForm(request.form)
    sent = take_upload("file") or _pasted(form)
    if sent is None:
        form.pasted.errors = [_("Paste the text, or choose a file.")]
        return _file_page(city_id, form), 400
    try:
        read_profile(actor(), engine(), registry(), city_id, sent.name, sent.content)
    except BadInput as error:
        form.told(error.problems)
        return _file_page(city_id, form), 400
    return redirect(url_for("city.import_reading", city_id=city_id), 303)


@city.route("/<int:city_id>/import/read", methods=["GET", "POST"])
def import_reading(city_id: int) -> ResponseReturnValue:
    """What was read, with a box for the original of each text. ``go``: ``keep`` for later, or ``on`` to what would change."""
    workspace(city_id)
    waiting = waiting_of(actor(), engine(), city_id)
    if waiting is None:
        return redirect(url_for("city.import_profile", city_id=city_id))
    form = ReadingForm(waiting.fragments, waiting.questions)
    if request.method == "GET":
        form.process(data={**waiting.answers, "marks": marks(waiting.answers)})
        return _reading_page(waiting, form)
    form.process(request.form)
    together = keep_answers(actor(), engine(), city_id, Sent(form.answers(), form["marks"].data or ""))
    if together.both:
        return _both_page(city_id, form)
    form.process(data=together.cells)
    if request.form.get("go") != "on":
        return redirect(url_for("city.import_reading", city_id=city_id, kept=1), 303)
    still = tuple(unanswered(waiting.data, waiting.questions, together.cells))
    if still:
        form.told(still)
        form["marks"].data = marks(together.cells)
        return _reading_page(waiting, form), 400
    return redirect(url_for("city.import_effect", city_id=city_id), 303)


@city.route("/<int:city_id>/import/effect", methods=["GET", "POST"])
def import_effect(city_id: int) -> ResponseReturnValue:
    """What taking over would add, and conflicts to decide; then the city's data with what was read in them."""
    workspace(city_id)
    if waiting_of(actor(), engine(), city_id) is None:
        return redirect(url_for("city.import_profile", city_id=city_id))
    try:
        effect = effect_of_import(actor(), engine(), city_id)
    except BadInput:  # questions are open: they stand on the page before
        return redirect(url_for("city.import_reading", city_id=city_id))
    form = ConflictForm(effect.conflicts)
    if request.method == "GET":
        form.process()
        return _effect_page(form, effect)
    form.process(request.form)
    try:
        take_import_over(actor(), engine(), city_id, form.decided(KEEP), form.decided(TAKE))
    except BadInput as error:
        form.told(error.problems)
        return _effect_page(form, effect), 400
    return redirect(url_for("city.profile", city_id=city_id, done="imported"), 303)


@city.post("/<int:city_id>/import/drop")
def import_drop(city_id: int) -> ResponseReturnValue:
    """Forget the import that waits."""
    workspace(city_id)
    drop_waiting(actor(), engine(), city_id)
    return redirect(url_for("city.import_profile", city_id=city_id, dropped=1), 303)


def _pasted(form: ProfileFileForm) -> Upload | None:
    words = form.pasted.data or ""
    return Upload(PASTED, words.encode("utf-8", "replace")) if words.strip() else None


def _file_page(city_id: int, form: ProfileFileForm) -> str:
    waiting = waiting_of(actor(), engine(), city_id)
    return render_template(
        "city/import_file.html",
        form=form,
        waiting=waiting.name if waiting else "",
        dropped="dropped" in request.args,
        has_errors=bool(form.errors),
    )


def _both_page(city_id: int, form: ReadingForm) -> ResponseReturnValue:
    """A colleague has answered the same otherwise: their words stand beside one's own, which the next save keeps."""
    now = waiting_of(actor(), engine(), city_id)
    if now is None:
        return redirect(url_for("city.import_profile", city_id=city_id))
    form["marks"].data = marks(now.answers)
    theirs = {
        name: words
        for name, words in now.answers.items()
        if name in form and words != form.answers().get(name)
    }
    return _reading_page(now, form, theirs), 409


def _reading_page(waiting: WaitingImport, form: ReadingForm, theirs: dict[str, str] | None = None) -> str:
    values: dict[str, Any] = reading_values(waiting, form, registry(), theirs or {})
    return render_template(
        "city/import_reading.html",
        form=form,
        name=waiting.name,
        kept="kept" in request.args,
        has_errors=bool(form.errors) or bool(theirs),
        **values,
    )


def _effect_page(form: ConflictForm, effect: Merged) -> str:
    return render_template(
        "city/import_effect.html", form=form, added=added_rows(effect), has_errors=bool(form.errors)
    )
