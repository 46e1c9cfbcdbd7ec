"""Where a city stands, in the words of the page."""

from __future__ import annotations

from typing import Any, Final

from flask import url_for

from lbsap.actions.cities.overview import Standing
from lbsap.steps.cities.parts import PARTS
from lbsap.steps.cities.profile import PROFILE
from lbsap.steps.cities.progress import Count, Progress, Task
from lbsap.steps.common.printed import day
from lbsap.store.cities import KeptCity
from lbsap.web.city.sharing import shared_words
from lbsap.web.language import N_, lang, ngettext
from lbsap.web.language import gettext as _

Row = dict[str, Any]
_NEXT: Final[dict[Task, tuple[str, str]]] = {
    "profile": ("city.profile", N_("Complete the profile")),
    "reporting": ("city.reporting", N_("Say which year you report for")),
    "indicators": ("city.indicators", N_("Go to the indicators")),
    "parts": ("city.entries", N_("Fill it in")),
    "alignment": ("city.alignment", N_("Go to the alignment")),
    "draft": ("city.draft", N_("Set up the first draft")),
    "comments": ("city.review", N_("Answer the comments")),
    "draft_again": ("city.draft", N_("Make another draft")),
    "review": ("city.review", N_("Ask for comments")),
    "nothing": ("city.score", N_("See the score")),
}
"""Where the one thing to do next is done, and the words of the button that leads there."""
_REASONS: Final = {
    "reporting": N_("Say for which year you report, and whether it is the first time."),
    "draft": N_("All that a draft is written from has been entered."),
    "draft_again": N_("The data have changed since the newest draft was kept."),
    "review": N_("The newest draft has been shown to nobody yet."),
    "nothing": N_("Everything is entered, drafted and reviewed. Keep the data up to date."),
}
_TAGS: Final = {"done": "done", "under_way": "attention", "not_applicable": "quiet"}


def next_values(standing: Standing, opened: KeptCity) -> dict[str, str]:
    """The one thing to do next: why, and the link that leads there."""
    task = standing.progress.next
    endpoint, words = _NEXT[task]
    part: dict[str, Any] = {"part": standing.progress.empty[0]} if task == "parts" else {}
    return {
        "why": _why(task, standing.progress),
        "words": _(words),
        "href": url_for(endpoint, city_id=opened.id, **part),
        "done": "yes" if task == "nothing" else "",
    }


def _why(task: Task, progress: Progress) -> str:
    match task:
        case "profile":
            lacking = (PROFILE.field(name).label.show(lang()) for name in progress.lacking)
            return _("The plan prints what the profile still lacks: %(names)s.", names=_(", ").join(lacking))
        case "indicators":
            return ngettext(
                "%(num)s indicator has neither a figure nor a reason why there is none.",
                "%(num)s indicators have neither a figure nor a reason why there is none.",
                progress.indicators.open,
            )
        case "parts":
            title = PARTS[progress.empty[0]].title.show(lang())
            return _("The plan has nothing yet on this: %(title)s.", title=title)
        case "alignment":
            return ngettext(
                "%(num)s action has no confirmed link to a higher plan yet.",
                "%(num)s actions have no confirmed link to a higher plan yet.",
                progress.aligned.open,
            )
        case "comments":
            number = progress.drafted.unanswered
            return ngettext(
                "%(num)s comment has no answer yet.", "%(num)s comments have no answer yet.", number
            )
        case _:
            return _(_REASONS[task])


def rows(standing: Standing, opened: KeptCity) -> list[Row]:
    """A row for each page of the work: what has been done there, and its state."""
    made = [
        _row(
            "city.profile",
            _("City profile"),
            _so_many(standing.progress.profile),
            _state(standing.progress.profile),
        ),
        _indicators(standing.progress),
        _score(standing),
        _plan_data(standing.progress),
        _alignment(standing.progress),
        _findings(standing),
        _draft(standing),
        _review(standing.progress),
    ]
    sharing = shared_words(opened.data.sharing)
    told = _(", ").join(sharing) if sharing else _("Other cities see nothing of this city.")
    made.append(_row("city.sharing", _("Sharing"), told, ""))
    return [one | {"href": url_for(one["endpoint"], city_id=opened.id)} for one in made]


def step_rows(standing: Standing) -> list[Row]:
    """The formulation steps in short."""
    return [
        {
            "title": step.title.show(lang()),
            "state": _state_words(state.state if state else ""),
            "tag": _TAGS.get(state.state, "") if state else "",
        }
        for step, state in standing.steps
    ]


def _state_words(state: str) -> str:
    known = dict(PARTS["steps"].field("state").choices)
    return known[state or "open"].plain(lang())


def _row(endpoint: str, title: str, told: str, state: str) -> Row:
    return {
        "id": endpoint.partition(".")[2],
        "endpoint": endpoint,
        "title": title,
        "told": told,
        "state": state,
    }


def _state(count: Count) -> str:
    return "done" if count.complete else "started" if count.done else "todo"


def _so_many(count: Count) -> str:
    return _("%(done)s of %(all)s filled in", done=count.done, all=count.of)


def _indicators(progress: Progress) -> Row:
    count = progress.indicators
    told = _(
        "%(figures)s with a figure, %(reasons)s with a reason, %(open)s open",
        figures=progress.figures,
        reasons=count.done - progress.figures,
        open=count.open,
    )
    return _row("city.indicators", _("Indicator data"), told, _state(count))


def _score(standing: Standing) -> Row:
    total = standing.card.total if standing.card else None
    if total is None or total.score is None:
        return _row(
            "city.score", _("Scoring"), _("No score yet: there are no figures that can be scored."), ""
        )
    told = _(
        "%(score)s of an attainable %(attainable)s",
        score=f"{total.score:f}",
        attainable=f"{total.attainable:f}",
    )
    return _row("city.score", _("Scoring"), told, "")


def _plan_data(progress: Progress) -> Row:
    told = _("%(done)s of %(all)s lists begun", done=progress.parts.done, all=progress.parts.of)
    return _row("city.plan_data", _("Plan data"), told, _state(progress.parts))


def _alignment(progress: Progress) -> Row:
    aligned = progress.aligned
    told = _("%(done)s of %(all)s actions with a confirmed link", done=aligned.done, all=aligned.of)
    if progress.undecided:
        told += _(", ") + ngettext("%(num)s to decide", "%(num)s to decide", progress.undecided)
    state = "started" if progress.undecided else _state(aligned)
    return _row("city.alignment", _("Alignment"), told, state)


def _findings(standing: Standing) -> Row:
    number = sum(one.severity != "info" for one in standing.findings)
    told = ngettext("%(num)s finding to look at", "%(num)s findings to look at", number)
    state = "started" if number else "done"
    return _row(
        "city.alignment_gaps", _("What is still missing"), told if number else _("No findings"), state
    )


def _draft(standing: Standing) -> Row:
    if standing.newest is None:
        return _row("city.draft", _("Plan draft"), _("No draft yet"), "todo")
    number, head = standing.newest
    told = _("No. %(number)s of %(day)s", number=number, day=day(head.made_at).plain(lang()))
    told += _(", ") + ngettext("%(num)s gap", "%(num)s gaps", head.gaps)
    return _row(
        "city.draft", _("Plan draft"), told, "done" if standing.progress.drafted.current else "started"
    )


def _review(progress: Progress) -> Row:
    drafted = progress.drafted
    if not drafted.reviews:
        return _row("city.review", _("Comments on drafts"), _("Nobody has been asked yet"), "todo")
    told = ngettext("%(num)s review under way", "%(num)s reviews under way", drafted.open_reviews)
    told += _(", ") + ngettext(
        "%(num)s comment without an answer", "%(num)s comments without an answer", drafted.unanswered
    )
    busy = drafted.open_reviews or drafted.unanswered
    return _row("city.review", _("Comments on drafts"), told, "started" if busy else "done")
