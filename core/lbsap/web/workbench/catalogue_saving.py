"""Saving one page of a draft: what two editors both changed is shown side by side, and the second one chooses."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlencode

from flask import abort, make_response, redirect, render_template, request
from flask.typing import ResponseReturnValue

from lbsap.actions.editors.catalogue_drafts import Saving, open_draft
from lbsap.model.errors import BadInput, NotFound
from lbsap.model.problems import Problem
from lbsap.steps.common.merge import Cells, marks
from lbsap.steps.common.printed import minute
from lbsap.store.drafts import Draft
from lbsap.web.language import gettext as _
from lbsap.web.language import lang
from lbsap.web.workbench.frame import actor, engine

PICK: Final = "pick-"
"""What the name of a choice between two versions of a field begins with."""
_OURS: Final = frozenset({"csrf_token", "was", "asked", "go", "key", "after"})
MINE: Final = "mine"
THEIRS: Final = "theirs"


@dataclass(frozen=True, slots=True)
class Page:
    """A page of a draft that was sent: its heading, words by cell, and how they are saved and shown.

    ``save`` takes the marks of the page as it was, the cells, and those where the words that stand were chosen.
    ``shown`` gives the cells as a draft has them, ``again`` the page once more with what is wrong.
    """

    draft_id: int
    heading: str
    cells: Cells
    save: Callable[[str, Cells, list[str]], Saving]
    shown: Callable[[Draft], Cells]
    title_of: Callable[[str], str]
    words_for: Callable[[str, str], str]
    again: Callable[[Iterable[Problem]], ResponseReturnValue]
    next: str


def save_page(page: Page) -> ResponseReturnValue:
    """Save what was sent, and go on; or show what both editors changed, or what is wrong."""
    try:
        asked = request.form.get("asked", "").split()
        picks = {name: request.form.get(f"{PICK}{name}", "") for name in asked if name in page.cells}
        if any(one not in (MINE, THEIRS) for one in picks.values()):
            draft = open_draft(actor(), engine(), page.draft_id)
            return _both_page(page, draft, page.cells, page.shown(draft), picks, 400)
        taken = [name for name, one in picks.items() if one == THEIRS]
        saving = page.save(request.form.get("was", ""), page.cells, taken)
    except BadInput as error:
        return page.again(error.problems)
    except NotFound:
        return gone_page(), 409
    if not saving.saved:
        both = dict.fromkeys(saving.merged.both, "")
        return _both_page(page, saving.draft, saving.merged.cells, saving.theirs, both, 409)
    told = {"saved": "1"} | ({"merged": saving.draft.changed_by} if saving.merged.theirs else {})
    return redirect(f"{page.next}{'&' if '?' in page.next else '?'}{urlencode(told)}", 303)


def saved_words() -> str:
    """What is told on the page after a save."""
    if "saved" not in request.args:
        return ""
    if other := request.args.get("merged"):
        return _(
            "Saved. Meanwhile %(name)s had changed other fields of that page; both are kept.", name=other
        )
    return _("Saved.")


def _both_page(
    page: Page, draft: Draft, mine: Cells, theirs: Cells, picks: Mapping[str, str], code: int
) -> ResponseReturnValue:
    shown = render_template(
        "workbench/catalogue_both.html",
        heading=page.heading,
        by=draft.changed_by,
        at=minute(draft.changed_at).show(lang()),
        fields=[_both(page, name, mine, theirs, picks) for name in picks],
        cells={name: words for name, words in mine.items() if words},
        asked=" ".join(picks),
        was=marks(theirs),
        has_errors=code == 400,
    )
    return shown, code


def _both(page: Page, name: str, mine: Cells, theirs: Cells, picks: Mapping[str, str]) -> dict[str, Any]:
    return {
        "id": f"{PICK}{name}",
        "name": f"{PICK}{name}",
        "label": page.title_of(name),
        "data": picks[name] or None,
        "choices": [
            (THEIRS, page.words_for(name, theirs.get(name, "")) or _("(empty)")),
            (MINE, page.words_for(name, mine.get(name, "")) or _("(empty)")),
        ],
        "errors": [] if picks[name] or not request.form.get("asked") else [_("Choose one of the two.")],
    }


def draft_at_hand(draft_id: int) -> Draft:
    """The draft that an address names. What was typed for one that is gone is shown once more, to be copied."""
    try:
        return open_draft(actor(), engine(), draft_id)
    except NotFound:
        if request.method != "POST":
            raise
        abort(make_response(gone_page(), 409))


def gone_page() -> str:
    """All that was typed for an item or a draft that somebody else has removed or published meanwhile."""
    words = [said for name, said in request.form.items() if name not in _OURS and said.strip()]
    return render_template("workbench/catalogue_gone.html", words=words)
