"""What the pages of plan data share: a form of one text or one section, and what somebody else has saved meanwhile."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import redirect, render_template, request
from flask.typing import ResponseReturnValue

from lbsap.model.errors import BadInput
from lbsap.model.problems import Problem
from lbsap.steps.common.stamp import stamp
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
    if request.method == "GET":
        page.form.fill(cells)
    return form_page(page.template, page.form, problems, seen, cells, page=page)


def form_page(
    template: str,
    form: FieldsForm,
    problems: Sequence[Problem],
    standing: str,
    cells: Mapping[str, str],
    **more: Any,
) -> ResponseReturnValue:
    """The page of a form and its code. ``standing`` is the stamp of what stands, ``cells`` what it says (empty: it is gone
    or new); both are told beside what was typed where somebody else has saved the same meanwhile. ``more`` goes to the
    template."""
    conflict = is_conflict(problems)
    page = render_template(
        template,
        form=form,
        told=form.place(problems),
        seen=stamp_to_send(problems, standing),
        newer=standing_rows(form, cells) if conflict and cells else [],
        gone=conflict and not cells,
        has_errors=bool(problems),
        **more,
    )
    return page, code_of(problems)


def remove_page(
    title: str, rows: Sequence[Mapping[str, Any]], found: Any, *, changed: bool, **more: Any
) -> ResponseReturnValue:
    """The page that asks before an entry is removed, and its code: what it says (``rows``), and ``changed`` where somebody
    else has changed it since it was asked. ``more`` goes to the template: the list it belongs to, what refers to it."""
    page = render_template(
        "city/entry_remove.html",
        title=title,
        rows=rows,
        seen=stamp(found),
        changed=changed,
        has_errors=changed,
        **more,
    )
    return page, 409 if changed else 200


def is_conflict(problems: Iterable[Problem]) -> bool:
    """Whether somebody else has saved the same meanwhile."""
    return any(one.code in ("part_changed", "part_gone") for one in problems)


def stamp_to_send(problems: Sequence[Problem], standing: str) -> str:
    """The stamp that a form bears: what was wrong is mended on the ground that was seen, so the one sent stays; only where
    somebody else saved it is that of what stands."""
    return request.form.get("seen", "") if problems and not is_conflict(problems) else standing


def code_of(problems: Sequence[Problem]) -> int:
    """The code of a page with its faults."""
    return (409 if is_conflict(problems) else 400) if problems else 200


def standing_rows(form: FieldsForm, standing: Mapping[str, str]) -> list[tuple[str, str]]:
    """What stands now where it is not what was sent: labels and words, for ``components/changed_meanwhile.html``. Where
    nothing differs, everything."""
    mine = form.cells
    differing = [name for name in mine if mine[name].split() != standing.get(name, "").split()]
    return [(form.label_of(name), form.words_of(name, standing.get(name, ""))) for name in differing or mine]
