"""The plan data of a city: the overview of all parts, and for each list its entries, with one form for all of them."""

from __future__ import annotations

from typing import Any, Final

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from lbsap.actions.cities.parts import add_entry, around, move_entry, remove_entry, save_entry
from lbsap.model.errors import BadInput
from lbsap.model.problems import Problem
from lbsap.steps.cities.part_change import Move, entries_of, find_entry, order_stamp, referring
from lbsap.steps.cities.part_gaps import heading, unsigned_before
from lbsap.steps.cities.part_refs import choices, suggestions
from lbsap.steps.cities.parts import PARTS, Part, cells_of, columns
from lbsap.steps.common.stamp import stamp
from lbsap.store.cities import KeptCity
from lbsap.web.city import city
from lbsap.web.city.frame import actor, engine, registry, workspace
from lbsap.web.city.plan_data_values import done_words, entry_rows, groups_of, hints_of, overview
from lbsap.web.city.saving import form_page, remove_page
from lbsap.web.forms.city_parts import FieldsForm
from lbsap.web.language import gettext as _
from lbsap.web.language import lang

ELSEWHERE: Final = frozenset({"departments", "steps"})
"""The lists that other pages show."""
HIDDEN: Final = ("id",)
"""Fields that the program fills."""
MOVES: Final[dict[str, Move]] = {"up": -1, "down": 1}


@city.get("/<int:city_id>/plan-data")
def plan_data(city_id: int) -> str:
    """All parts of the plan data, in the order of the work: how complete each is, and where it is filled."""
    opened = workspace(city_id)
    return render_template("city/plan_data.html", groups=overview(opened, around(registry()), registry()))


@city.get("/<int:city_id>/plan-data/<part>")
def entries(city_id: int, part: str) -> str:
    """The entries of a list."""
    return _list_page(workspace(city_id), _part(part))


@city.post("/<int:city_id>/plan-data/<part>/order")
def order_entries(city_id: int, part: str) -> ResponseReturnValue:
    """Move an entry (``move`` is ``up`` or ``down``, ``key`` names it)."""
    opened, shown = workspace(city_id), _part(part)
    way, _colon, key = request.form.get("move", "").partition(":")
    if way not in MOVES:
        abort(400)
    try:
        move_entry(actor(), engine(), opened.id, part, key, request.form.get("seen", ""), MOVES[way])
    except BadInput as error:
        return _list_page(workspace(city_id), shown, error.problems), 409
    return redirect(url_for("city.entries", city_id=city_id, part=part, _anchor="list"), 303)


@city.route("/<int:city_id>/plan-data/<part>/new", methods=["GET", "POST"])
def new_entry(city_id: int, part: str) -> ResponseReturnValue:
    """A new entry; the address may fill fields in advance (``?action=``)."""
    opened, shown = workspace(city_id), _form_part(part)
    if shown.name == "steps":
        abort(404)
    form = _form(opened, shown)
    if request.method == "GET":
        form.fill({name: words for name, words in request.args.items() if name in columns(shown)})
        return _entry_page(opened, shown, form, "")
    form.take(request.form)
    try:
        add_entry(actor(), engine(), city_id, part, form.cells)
    except BadInput as error:
        return _entry_page(opened, shown, form, "", error.problems)
    return redirect(_after(city_id, part), 303)


@city.route("/<int:city_id>/plan-data/<part>/edit/<path:key>", methods=["GET", "POST"])
def entry(city_id: int, part: str, key: str) -> ResponseReturnValue:
    """One entry of a list. A formulation step has a page before anything is kept of it."""
    opened, shown = workspace(city_id), _form_part(part)
    form, found = _form(opened, shown), find_entry(opened.data, shown, key)
    if request.method == "GET":
        if found is None and not _is_step(opened, shown, key):
            abort(404)
        form.fill(cells_of(shown, found) if found else {shown.key: key})
        return _entry_page(opened, shown, form, key)
    form.take(request.form)
    cells = form.cells | {name: key for name in (*HIDDEN, "step") if name == shown.key}
    try:
        save_entry(actor(), engine(), city_id, part, key, request.form.get("seen", ""), cells)
    except BadInput as error:
        return _entry_page(workspace(city_id), shown, form, key, error.problems)
    return redirect(_after(city_id, part), 303)


@city.route("/<int:city_id>/plan-data/<part>/remove/<path:key>", methods=["GET", "POST"])
def remove(city_id: int, part: str, key: str) -> ResponseReturnValue:
    """Ask before an entry is removed, and remove it."""
    opened, shown = workspace(city_id), _part(part)
    if request.method == "POST":
        try:
            remove_entry(actor(), engine(), city_id, part, key, request.form.get("seen", ""))
        except BadInput:
            return _remove_page(workspace(city_id), shown, key, changed=True)
        return redirect(_after(city_id, part, "removed"), 303)
    return _remove_page(opened, shown, key)


def _part(name: str) -> Part:
    """A list with a page of its own. Answers 404 for any other name."""
    if name not in PARTS or name in ELSEWHERE:
        abort(404)
    return PARTS[name]


def _form_part(name: str) -> Part:
    """A part whose entries have the form of this module: not pictures, whose bytes come along."""
    if name == "pictures":
        abort(404)
    return PARTS["steps"] if name == "steps" else _part(name)


def _is_step(opened: KeptCity, part: Part, key: str) -> bool:
    return part.name == "steps" and key in dict(choices(opened.data, around(registry()))["steps"])


def _form(opened: KeptCity, part: Part) -> FieldsForm:
    hidden = (*HIDDEN, "step")
    fields = [one for one in part.fields if one.name not in hidden]
    return FieldsForm(fields, choices(opened.data, around(registry())), suggestions(opened.data))


def _after(city_id: int, part: str, done: str = "kept") -> str:
    if part == "steps":
        return url_for("city.formulation", city_id=city_id, done=done)
    return url_for("city.entries", city_id=city_id, part=part, done=done)


def _list_page(opened: KeptCity, part: Part, problems: tuple[Problem, ...] = ()) -> str:
    groups = groups_of(opened, part, around(registry()))
    return render_template(
        "city/entries.html",
        part=part.name,
        title=part.title.show(lang()),
        about=hints_of(part),
        groups=groups,
        count=len(entries_of(opened.data, part)),
        movable=any(not (row["first"] and row["last"]) for group in groups for row in group["rows"]),
        seen=order_stamp(opened.data, part),
        told=[("list", one.message.show(lang())) for one in problems],
        has_errors=bool(problems),
        unsigned=[one.show(lang()) for one in unsigned_before(opened.data)]
        if part.name == "signoffs"
        else [],
        done=done_words(),
    )


def _entry_page(
    opened: KeptCity, part: Part, form: FieldsForm, key: str, problems: tuple[Problem, ...] = ()
) -> ResponseReturnValue:
    found: Any = find_entry(opened.data, part, key) if key else None
    removable = found is not None and part.name != "steps"
    return form_page(
        "city/entry.html",
        form,
        problems,
        stamp(found) if found else "",
        cells_of(part, found) if found else {},
        part=part.name,
        list_title=part.title.show(lang()),
        list_href=_after(opened.id, part.name).partition("?")[0],
        title=_entry_title(opened, part, key, found),
        about=hints_of(part),
        remove=url_for("city.remove", city_id=opened.id, part=part.name, key=key) if removable else "",
    )


def _entry_title(opened: KeptCity, part: Part, key: str, found: Any) -> str:
    if part.name == "steps":
        steps = dict(choices(opened.data, around(registry()))["steps"])
        return steps[key].show(lang()) if key in steps else key
    return heading(part, found).show(lang()) if found else _("Add: %(list)s", list=part.title.show(lang()))


def _remove_page(opened: KeptCity, part: Part, key: str, *, changed: bool = False) -> ResponseReturnValue:
    found = find_entry(opened.data, part, key)
    if found is None:
        abort(404)
    form = FieldsForm(part.fields, choices(opened.data, around(registry())))
    return remove_page(
        heading(part, found).show(lang()),
        entry_rows(form, cells_of(part, found)),
        found,
        changed=changed,
        list_title=part.title.show(lang()),
        list_href=_after(opened.id, part.name).partition("?")[0],
        referring=[
            {"list": other.title.show(lang()), "title": heading(other, one).show(lang())}
            for other, one in referring(opened.data, part, key)
        ],
    )
