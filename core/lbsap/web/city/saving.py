"""What the pages of plan data share: a form of one text or one section, and what somebody else has saved meanwhile."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from flask import redirect, render_template, request
from flask.typing import ResponseReturnValue

from lbsap.model.errors import BadInput
from lbsap.model.problems import Problem
from lbsap.web.forms.city_parts import FieldsForm


@dataclass(frozen=True, slots=True)
class TextPage:
    """A page with one form: its words, where it leads, and what stands (the stamp, and the cells)."""

    title: str
    about: str
    back_title: str
    back: str
    form: FieldsForm
    standing: Callable[[], tuple[str, Mapping[str, str]]]
    save: Callable[[str, Mapping[str, str]], None]
    beside: str = ""
    template: str = "city/text.html"


def text_page(page: TextPage) -> ResponseReturnValue:
    """Show the form with what stands, or save what was sent and lead on.

    Where somebody else has saved the same since the page was opened, nothing is saved: both stand on the page.
    """
    problems: tuple[Problem, ...] = ()
    if request.method == "POST":
        page.form.take(request.form)
        try:
            page.save(request.form.get("seen", ""), page.form.cells)
            return redirect(f"{page.back}?done=kept", 303)
        except BadInput as error:
            problems = error.problems
    seen, cells = page.standing()
    conflict = is_conflict(problems)
    if request.method == "GET":
        page.form.fill(cells)
    told = page.form.place(problems)
    shown = render_template(
        page.template,
        page=page,
        form=page.form,
        told=told,
        seen=request.form.get("seen", "") if problems and not conflict else seen,
        newer=standing_rows(page.form, cells) if conflict else [],
        has_errors=bool(problems),
    )
    return shown, (409 if conflict else 400) if problems else 200


def is_conflict(problems: Iterable[Problem]) -> bool:
    """Whether somebody else has saved the same meanwhile."""
    return any(one.code in ("part_changed", "part_gone") for one in problems)


def standing_rows(form: FieldsForm, standing: Mapping[str, str]) -> list[tuple[str, str]]:
    """What stands now where it is not what was sent: labels and words, for ``components/changed_meanwhile.html``. Where
    nothing differs, everything."""
    mine = form.cells
    differing = [name for name in mine if mine[name].split() != standing.get(name, "").split()]
    return [(form.label_of(name), form.words_of(name, standing.get(name, ""))) for name in differing or mine]
