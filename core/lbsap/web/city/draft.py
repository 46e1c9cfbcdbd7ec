"""The next draft of a city's plan: what it is made with, what it still lacks, how it reads; and its making."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, Final

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from lbsap.actions.cities import drafts
from lbsap.actions.cities.drafts import DraftDesk
from lbsap.model.errors import BadInput
from lbsap.model.plugin_items import Plan
from lbsap.model.problems import Problem
from lbsap.steps.common.stamp import stamp
from lbsap.steps.planning.draft_settings import movable
from lbsap.steps.planning.title_forms import OWN, title_forms
from lbsap.web.city import city
from lbsap.web.city.draft_values import (
    STAGE_HINTS,
    choice_pairs,
    draft_rows,
    finding_rows,
    gap_groups,
    reading_links,
    seat_titles,
    settings_rows,
    text_language,
)
from lbsap.web.city.frame import actor, engine, registry, workspace
from lbsap.web.documents import shown
from lbsap.web.forms.city_draft import KeepForm, SectionsForm, SettingsForm
from lbsap.web.language import HTML, lang
from lbsap.web.language import gettext as _

CHANGED: Final = "part_changed"
WAYS: Final = {"up": -1, "down": 1}


@city.get("/<int:city_id>/draft")
def draft(city_id: int) -> str:
    """What the next draft is made with, what it lacks, the button that makes it, and the drafts kept so far."""
    return _draft_page(city_id)


@city.post("/<int:city_id>/drafts")
def keep_draft(city_id: int) -> ResponseReturnValue:
    """Make a draft and keep it."""
    workspace(city_id)
    form = KeepForm(request.form)
    try:
        made = drafts.keep_draft(actor(), engine(), registry(), city_id, form.name.data or "")
    except BadInput as error:
        return _draft_page(city_id, form, error.problems), 400
    return redirect(url_for("city.kept_draft", city_id=city_id, plan_id=made), 303)


@city.route("/<int:city_id>/draft/settings", methods=["GET", "POST"])
def draft_settings(city_id: int) -> ResponseReturnValue:
    """Title, stage, languages, issuer, versions."""
    desk = _desk(city_id)
    if request.method == "GET":
        return _settings_page(desk, SettingsForm.of(desk.settings, desk.city.data))
    form = SettingsForm(request.form)
    try:
        drafts.change_settings(
            actor(), engine(), registry(), city_id, _cells(), form.langs.data or [], form.seen.data or ""
        )
    except BadInput as error:
        return _settings_again(_desk(city_id), form, error)
    return redirect(url_for("city.draft", city_id=city_id), 303)


@city.route("/<int:city_id>/draft/sections", methods=["GET", "POST"])
def draft_sections(city_id: int) -> ResponseReturnValue:
    """Which sections are written, and in which order."""
    desk = _desk(city_id)
    if request.method == "GET":
        return _sections_page(desk)
    form = SectionsForm(request.form)
    way, _colon, key = (form.move.data or "").partition(":")
    move = (key, WAYS[way]) if way in WAYS else None
    try:
        drafts.change_sections(
            actor(), engine(), registry(), city_id, form.parts.data or [], move, form.seen.data or ""
        )
    except BadInput as error:
        return _sections_page(_desk(city_id), error.problems, form.parts.data or []), 409
    if move:
        return redirect(url_for("city.draft_sections", city_id=city_id, moved=key, _anchor=f"row-{key}"), 303)
    return redirect(url_for("city.draft", city_id=city_id), 303)


@city.get("/<int:city_id>/draft/missing")
def draft_missing(city_id: int) -> str:
    """All that the plan text lacks and the checks found, each with a link to the field that mends it."""
    desk = _desk(city_id)
    plan, faults = _plan(desk)
    found = () if plan is None else drafts.findings_now(actor(), registry(), desk)
    return render_template(
        "city/draft_missing.html",
        groups=gap_groups(plan.gaps, seat_titles(desk.seats), desk.city) if plan else [],
        findings=finding_rows(found, desk.city),
        faults=finding_rows(faults, desk.city),
        total=len(plan.gaps) if plan else 0,
    )


@city.get("/<int:city_id>/draft/preview")
def draft_preview(city_id: int) -> ResponseReturnValue:
    """The plan text as a page, as it would be now."""
    desk = _desk(city_id)
    plan, _faults = _plan(desk)
    if plan is None:
        return redirect(url_for("city.draft_missing", city_id=city_id))
    spoken = text_language(desk.settings)

    def picture(digest: str) -> str:
        return url_for("city.picture_bytes", city_id=city_id, picture_digest=digest)

    return render_template(
        "city/draft_preview.html",
        document=shown(plan.document, spoken, picture),
        text_lang=HTML[spoken],
        languages=reading_links(desk.settings, "city.draft_preview", city_id=city_id),
        gaps=len(plan.gaps),
    )


def _desk(city_id: int) -> DraftDesk:
    workspace(city_id)
    return drafts.open_desk(actor(), engine(), registry(), city_id)


def _plan(desk: DraftDesk) -> tuple[Plan | None, tuple[Problem, ...]]:
    """The plan text as it would be now or, where it cannot be made, why."""
    try:
        return drafts.plan_now(actor(), engine(), registry(), desk), ()
    except BadInput as error:
        return None, error.problems


def _draft_page(city_id: int, form: KeepForm | None = None, faults: tuple[Problem, ...] = ()) -> str:
    desk = _desk(city_id)
    plan, found = _plan(desk)
    address: dict[str, Any] = {"city_id": city_id}
    return render_template(
        "city/draft.html",
        form=form or KeepForm(),
        rows=settings_rows(
            desk, url_for("city.draft_settings", **address), url_for("city.draft_sections", **address)
        ),
        gaps=len(plan.gaps) if plan else 0,
        findings=len(drafts.findings_now(actor(), registry(), desk)) if plan else 0,
        faults=finding_rows(faults or found, desk.city),
        drafts=draft_rows(drafts.list_drafts(actor(), engine(), city_id), city_id),
        has_errors=bool(faults),
    )


def _cells() -> dict[str, str]:
    return {name: words for name, words in request.form.items() if name != "langs"}


def _settings_again(desk: DraftDesk, form: SettingsForm, error: BadInput) -> ResponseReturnValue:
    """The form with what was typed and what is wrong; beside what stands now, where somebody else has saved since."""
    if not any(one.code == CHANGED for one in error.problems):
        return _settings_page(desk, form, form.place(error.problems)), 400
    form.seen.data = stamp(desk.settings)
    newer = [(row["key"], row["value"]) for row in settings_rows(desk, "", "")[:-1]]
    told = [("newer", one.message.show(lang())) for one in error.problems]
    return _settings_page(desk, form, told, newer), 409


def _settings_page(
    desk: DraftDesk,
    form: SettingsForm,
    told: list[tuple[str, str]] | None = None,
    newer: list[tuple[str, str]] | None = None,
) -> str:
    for name, pairs in choice_pairs(desk.choices).items():
        form[name].choices = pairs
    titles = title_forms(desk.city.data)
    form.form.choices = [
        *((key, one.show(lang())) for key, one in titles.items()),
        (OWN, _("A title of our own")),
    ]
    profile = desk.city.data.profile
    return render_template(
        "city/draft_settings.html",
        form=form,
        told=told or [],
        newer=newer or [],
        stage_hints={key: _(words) for key, words in STAGE_HINTS.items()},
        variant_hints={
            one.id: one.description.show(lang()) for one in desk.choices.variants if one.description
        },
        issuer=profile.issuer.show(lang()),
        drafter=profile.lead_department.show(lang()),
        has_errors=bool(told or form.errors),
    )


def _sections_page(
    desk: DraftDesk, faults: tuple[Problem, ...] = (), sent: Collection[str] | None = None
) -> str:
    """The sections as they stand or, where somebody else has changed them meanwhile, as they were ``sent``."""
    off = set(desk.settings.off)
    left_out = [one.title.show(lang()) for one in desk.seats if set(one.path) & off]
    rows = []
    for one in desk.seats:
        among = movable(desk.seats, one.key)
        at = among.index(one.key)
        rows.append(
            {
                "key": one.key,
                "title": one.title.show(lang()),
                "depth": one.depth,
                "on": one.key in sent if sent is not None else not set(one.path) & off,
                "up": at > 0,
                "down": at < len(among) - 1,
            }
        )
    return render_template(
        "city/draft_sections.html",
        rows=rows,
        seen=stamp(desk.settings),
        moved=request.args.get("moved", ""),
        told=[("newer", one.message.show(lang())) for one in faults],
        newer=[(_("Sections left out"), _(", ").join(left_out))] if faults else [],
        has_errors=bool(faults),
    )
