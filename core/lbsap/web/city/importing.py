"""Bringing a CitiesWithNature profile in: its text, what was read of it, and what taking it over would change."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from lbsap.actions.cities.importing import (
    Decided,
    Effect,
    Sent,
    drop_waiting,
    effect_of_import,
    keep_answers,
    read_profile,
    stamp_of_reading,
    take_import_over,
    waiting_of,
)
from lbsap.model.errors import BadInput, NotFound
from lbsap.model.problems import Problem
from lbsap.steps.cities.answers import ORIGINAL, unanswered
from lbsap.steps.common.merge import marks
from lbsap.steps.common.stamp import stamp
from lbsap.store.city_files import WaitingImport
from lbsap.web.city import city
from lbsap.web.city.frame import actor, engine, registry, workspace
from lbsap.web.city.import_values import Newer, added_rows, another, gone, not_seen, reading_values, worked_on
from lbsap.web.city.saving import is_conflict
from lbsap.web.forms.city_importing import KEEP, TAKE, ConflictForm, ProfileFileForm, ReadingForm
from lbsap.web.forms.proposals import place
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
        read_profile(actor(), engine(), registry(), city_id, sent.name, sent.content, _seen())
    except BadInput as error:
        if is_conflict(error.problems):
            return _file_page(city_id, form, not_seen()), 409
        form.told(error.problems)
        return _file_page(city_id, form), 400
    return redirect(url_for("city.import_reading", city_id=city_id), 303)


@city.route("/<int:city_id>/import/read", methods=["GET", "POST"])
def import_reading(city_id: int) -> ResponseReturnValue:
    """What was read, with a box for the original of each text. ``go``: ``keep`` for later, or ``on`` to what would change."""
    workspace(city_id)
    if request.method == "POST":
        return _keep_reading(city_id)
    waiting = waiting_of(actor(), engine(), city_id)
    if waiting is None:
        return redirect(url_for("city.import_profile", city_id=city_id))
    return _reading_page(waiting, _reading_form(waiting))


@city.route("/<int:city_id>/import/effect", methods=["GET", "POST"])
def import_effect(city_id: int) -> ResponseReturnValue:
    """What taking over would add, and conflicts to decide; then the city's data with what was read in them."""
    workspace(city_id)
    if request.method == "POST":
        return _take_over(city_id)
    try:
        effect = effect_of_import(actor(), engine(), city_id)
    except NotFound:
        return redirect(url_for("city.import_profile", city_id=city_id))
    except BadInput:  # questions are open: they stand on the page before
        return redirect(url_for("city.import_reading", city_id=city_id))
    form = ConflictForm(effect.merged.conflicts)
    form.process()
    return _effect_page(form, effect)


@city.post("/<int:city_id>/import/drop")
def import_drop(city_id: int) -> ResponseReturnValue:
    """Forget the import that waits."""
    workspace(city_id)
    try:
        drop_waiting(actor(), engine(), city_id, _seen())
    except BadInput:
        return _reading_anew(city_id, worked_on())
    return redirect(url_for("city.import_profile", city_id=city_id, dropped=1), 303)


def _keep_reading(city_id: int) -> ResponseReturnValue:
    waiting = waiting_of(actor(), engine(), city_id)
    if waiting is None:
        return _gone_page(city_id)
    form = ReadingForm(waiting.fragments, waiting.questions)
    form.process(request.form)
    sent = Sent(form.answers(), form["marks"].data or "", _seen())
    try:
        together = keep_answers(actor(), engine(), city_id, sent)
    except NotFound:
        return _gone_page(city_id)
    except BadInput:
        return _reading_anew(city_id, another(_words_sent()))
    if together.both:
        return _both_page(city_id, form)
    if request.form.get("go") != "on":
        return redirect(url_for("city.import_reading", city_id=city_id, kept=1), 303)
    still = tuple(unanswered(waiting.data, waiting.questions, together.cells))
    if still:
        kept = replace(waiting, answers=together.cells)
        form = _reading_form(kept)
        return _reading_page(kept, form, told=place(form, still)), 400
    return redirect(url_for("city.import_effect", city_id=city_id), 303)


def _take_over(city_id: int) -> ResponseReturnValue:
    kept, taken = ([name for name, said in request.form.items() if said == how] for how in (KEEP, TAKE))
    try:
        take_import_over(actor(), engine(), city_id, Decided(kept, taken, _seen()))
    except NotFound:
        return _gone_page(city_id)
    except BadInput as error:
        return _effect_again(city_id, error.problems)
    return redirect(url_for("city.profile", city_id=city_id, done="imported"), 303)


def _pasted(form: ProfileFileForm) -> Upload | None:
    words = form.pasted.data or ""
    return Upload(PASTED, words.encode("utf-8", "replace")) if words.strip() else None


def _seen() -> str:
    """The stamp of what the form was made from."""
    return request.form.get("seen", "")


def _words_sent() -> list[str]:
    """The originals that were pasted, for somebody whose import is no longer there to take them."""
    return [words for name, words in request.form.items() if name.startswith(ORIGINAL) and words.strip()]


def _file_page(city_id: int, form: ProfileFileForm, newer: Newer | None = None) -> str:
    waiting = waiting_of(actor(), engine(), city_id)
    return render_template(
        "city/import_file.html",
        form=form,
        waiting=waiting.name if waiting else "",
        seen=stamp(waiting) if waiting else "",
        newer=newer,
        dropped="dropped" in request.args,
        has_errors=bool(form.errors or newer),
    )


def _gone_page(city_id: int) -> ResponseReturnValue:
    return _file_page(city_id, ProfileFileForm(), gone(_words_sent())), 409


def _reading_form(waiting: WaitingImport) -> ReadingForm:
    """The form with the answers that are kept."""
    form = ReadingForm(waiting.fragments, waiting.questions)
    form.process(data={**waiting.answers, "marks": marks(waiting.answers)})
    return form


def _reading_anew(city_id: int, newer: Newer) -> ResponseReturnValue:
    """What waits now, with what has become of the import that was seen."""
    now = waiting_of(actor(), engine(), city_id)
    if now is None:
        return _gone_page(city_id)
    return _reading_page(now, _reading_form(now), newer=newer), 409


def _both_page(city_id: int, form: ReadingForm) -> ResponseReturnValue:
    """A colleague has answered the same otherwise: their words stand beside one's own, which the next save keeps."""
    now = waiting_of(actor(), engine(), city_id)
    if now is None:
        return _gone_page(city_id)
    form["marks"].data = marks(now.answers)
    theirs = {
        name: words
        for name, words in now.answers.items()
        if name in form and words != form.answers().get(name)
    }
    return _reading_page(now, form, theirs), 409


def _reading_page(
    waiting: WaitingImport,
    form: ReadingForm,
    theirs: dict[str, str] | None = None,
    newer: Newer | None = None,
    told: list[tuple[str, str]] | None = None,
) -> str:
    values: dict[str, Any] = reading_values(waiting, form, registry(), theirs or {})
    values["told"] += told or []
    return render_template(
        "city/import_reading.html",
        form=form,
        name=waiting.name,
        seen=stamp_of_reading(waiting),
        seen_whole=stamp(waiting),
        newer=newer,
        kept="kept" in request.args,
        has_errors=bool(form.errors or theirs or newer),
        **values,
    )


def _effect_again(city_id: int, problems: tuple[Problem, ...]) -> ResponseReturnValue:
    """What taking over would do as things stand now, with the decisions that still hold."""
    newer = worked_on() if is_conflict(problems) else None
    try:
        effect = effect_of_import(actor(), engine(), city_id)
    except NotFound:
        return _gone_page(city_id)
    except BadInput:  # what waits now has open questions
        return _reading_anew(city_id, worked_on())
    form = ConflictForm(effect.merged.conflicts)
    form.process(request.form)
    told = [] if newer else place(form, problems)
    return _effect_page(form, effect, newer, told), 409 if newer else 400


def _effect_page(
    form: ConflictForm, effect: Effect, newer: Newer | None = None, told: list[tuple[str, str]] | None = None
) -> str:
    return render_template(
        "city/import_effect.html",
        form=form,
        seen=effect.seen,
        newer=newer,
        told=told or [],
        added=added_rows(effect.merged),
        has_errors=bool(form.errors or newer or told),
    )
