"""Chapter on priority areas and actions: per action its measures, local features, result, lead and box of projects."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from lbsap.model.blocks import Block, Box, Bullets, Chart, Gap, Heading, Paragraph, Rich, Series, Table
from lbsap.model.city import CityAction, Project
from lbsap.model.text import Text, same
from lbsap_sections import wording
from lbsap_sections.alignment import alignments
from lbsap_sections.areas import Area, Numbered, actions, areas
from lbsap_sections.figures import aim, joined, number, ordinal_zh, quantity, year, years
from lbsap_sections.pen import NOTHING, Pen, run_on, section, sentence

RESULT_YEAR: Final = 2030
"""By when an action is to show a result, where the plan states no period."""

BARE: Final = 2
"""Columns of an overview that tells no more than numbers and titles, which the headings tell as well."""


def write(pen: Pen) -> Iterator[Block]:
    found = areas(pen.ctx)
    if not found:
        yield from pen.own
        yield pen.paragraph("none_yet") if pen.submission else pen.missing("gap_actions", "actions")
        return
    named = [area for area in found if area.title]
    yield from pen.own or (_lead(pen, len(named)),)
    if len(named) > 1:
        yield _chart(pen, named)
    for no, area in enumerate(found, 1):
        yield from _area(pen, no, area)


def _lead(pen: Pen, areas: int) -> Paragraph:
    counts = {"areas": number(areas), "actions": number(len(pen.city.actions))}
    projects = any(one.projects for one in actions(pen.ctx))
    told = ("lead" if areas else "lead_unplaced", "lead_projects" if projects else "lead_tasks")
    return Paragraph(run_on(pen.rich(passage, **counts) for passage in told))


def _chart(pen: Pen, found: list[Area]) -> Chart:
    most = max(found, key=lambda area: len(area.actions))
    counts = [len(area.actions) for area in found]
    alone = counts.count(max(counts)) == 1
    listed = joined(
        pen.text("chart_item", title=area.title, k=same(str(len(area.actions)))) for area in found
    )
    return Chart(
        kind="bar",
        caption=pen.text(
            "chart_caption" if alone else "chart_caption_even", most=most.title, k=same(str(max(counts)))
        ),
        categories=tuple(area.title for area in found),
        series=(Series(pen.text("chart_series"), tuple(float(count) for count in counts)),),
        alt=pen.text("chart_alt", list=listed),
        unit=pen.text("actions_unit"),
    )


def _area(pen: Pen, no: int, area: Area) -> Iterator[Block]:
    named = pen.text("area_heading", no=same(str(no)), no_zh=same(ordinal_zh(no)), title=area.title)
    yield Heading(named if area.title else _unassigned(pen), 1, numbered=False)
    if area.own and area.own.local_features:
        yield from pen.lines(area.own.local_features)
    projects = sum(len(numbered.projects) for numbered in area.actions)
    if area.title:
        counts = {"actions": number(len(area.actions)), "projects": number(projects)}
        yield pen.paragraph("area_lead" if projects else "area_lead_bare", **counts)
    yield from _overview(pen, area)
    if not area.title:
        yield Bullets(tuple(_unplaced(pen, numbered.action) for numbered in area.actions))
    elif not _features(area):
        yield Paragraph((pen.missing("gap_local", "actions", title=area.title),))
    for numbered in area.actions:
        yield from _action(pen, numbered)


def _unassigned(pen: Pen) -> Text:
    """What stands above actions without an area: a submission does not say that something is still open."""
    return pen.text("area_others" if pen.submission else "area_unassigned")


def _features(area: Area) -> bool:
    own = area.own and area.own.local_features
    return bool(own) or any(numbered.action.local_features for numbered in area.actions)


def _unplaced(pen: Pen, action: CityAction) -> Rich:
    return pen.text("unplaced", title=action.title), pen.missing("gap_area", f"actions.{action.id}.area")


def _overview(pen: Pen, area: Area) -> Iterator[Table]:
    """A table of the area's actions, as soon as there is more to say of one of them than its title."""
    columns = pen.columns(
        ("head_no", 0.9, "center"),
        ("head_action", 3),
        ("head_align", 3),
        ("head_lead", 2),
        ("head_deadline", 1.4, "center"),
    )
    title = area.title or _unassigned(pen)
    rows = (_overview_row(pen, numbered) for numbered in area.actions)
    table = pen.table("area_caption", columns, rows, sparse=True, title=title)
    if len(table.columns) > BARE:
        yield table


def _overview_row(pen: Pen, numbered: Numbered) -> tuple[Rich, ...]:
    action = numbered.action
    national = joined(found.title for found in alignments(pen.ctx, action, "nation"))
    return (
        (same(str(numbered.number)),),
        (action.title,),
        (national,) if national else NOTHING,
        (action.department,) if action.department else NOTHING,
        (year(action.deadline),) if action.deadline else NOTHING,
    )


def _action(pen: Pen, numbered: Numbered) -> Iterator[Block]:
    action, no = numbered.action, same(str(numbered.number))
    where = f"actions.{action.id}"
    yield Heading(pen.text("action_heading", no=no, title=action.title), 2, numbered=False)
    yield from _measures(pen, numbered, where)
    if action.baseline:
        yield pen.paragraph("baseline", baseline=action.baseline)
    if action.local_features:
        yield pen.paragraph("local", features=action.local_features)
    due = pen.profile.period[1] if pen.profile.period else RESULT_YEAR
    told = pen.varied(
        "result",
        numbered.number,
        result=_result(pen, action) or _no_result(pen, where, due),
        year=same(str(due)),
    )
    yield Paragraph(run_on((told.content, _led(pen, action))))
    if numbered.projects:
        yield _box(pen, no, numbered)


def _measures(pen: Pen, numbered: Numbered, where: str) -> Iterator[Paragraph]:
    action = numbered.action
    unread = "description" in action.unreadable
    if action.description and not unread:
        yield from pen.lines(action.description)
    elif pen.submission:
        yield pen.varied("measures_qualitative", numbered.number, title=action.title)
    else:
        yield Paragraph(
            (pen.missing("gap_unreadable" if unread else "gap_measures", f"{where}.description"),)
        )


def _result(pen: Pen, action: CityAction) -> Text:
    if action.result:
        return sentence(action.result)
    by_year: dict[int, list[Text]] = {}
    for target in pen.city.targets:
        if target.action == action.id and target.year and target.value is not None:
            value = aim(target, quantity(target.value, target.unit))
            by_year.setdefault(target.year, []).append(
                pen.text("result_item", metric=target.metric, value=value)
            )
    sentences = [
        pen.text("result_target", year=same(str(due)), results=joined(results))
        for due, results in sorted(by_year.items())
    ]
    return Text("".join(s.zh for s in sentences), " ".join(s.en for s in sentences))


def _no_result(pen: Pen, where: str, due: int) -> Gap:
    return pen.missing("gap_result", f"{where}.result", year=same(str(due)))


def _led(pen: Pen, action: CityAction) -> Rich:
    lead = action.department or pen.missing("gap_department", f"actions.{action.id}.department")
    if action.partners:
        return pen.rich("led_by", lead=lead, partners=joined(action.partners))
    return pen.rich("led_alone", lead=lead)


def _box(pen: Pen, no: Text, numbered: Numbered) -> Box:
    return Box(
        pen.text("box_title", no=no),
        (Bullets(tuple((_project(pen, project),) for project in numbered.projects), numbered=True),),
    )


def _project(pen: Pen, project: Project) -> Text:
    """What a project does, where and when, and what comes of it: as far as it is known."""
    told = {
        "project_content": {"content": project.content},
        "project_place": {"place": project.place},
        "project_years": {"years": years(*project.years) if project.years else Text()},
        "project_output": {"output": project.output},
    }
    parts = [pen.text(name, **given) for name, given in told.items() if all(given.values())]
    if not parts:
        return project.title
    return pen.text(
        "project",
        title=project.title,
        told=Text("；".join(one.show("zh") for one in parts), "; ".join(one.show("en") for one in parts)),
    )


ACTIONS: Final = section(wording.read(__file__), write)
