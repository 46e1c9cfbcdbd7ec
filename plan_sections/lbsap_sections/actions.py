"""Chapter on priority areas and actions: per action its measures, local features, result, lead and box of projects."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from lbsap.model.blocks import Block, Box, Bullets, Chart, Heading, Paragraph, Rich, Series, Table
from lbsap.model.city import CityAction, Project
from lbsap.model.text import Text, same
from lbsap_sections import wording
from lbsap_sections.alignment import alignments
from lbsap_sections.areas import Area, Numbered, areas
from lbsap_sections.figures import aim, joined, ordinal_zh, quantity, year, years
from lbsap_sections.pen import NOTHING, Pen, or_gap, section

RESULT_YEAR: Final = 2030
"""By when an action is to show a result, where the plan states no period."""

BARE: Final = 2
"""Columns of an overview that tells no more than numbers and titles, which the headings tell as well."""


def write(pen: Pen) -> Iterator[Block]:
    found = areas(pen.ctx)
    if not found:
        yield from pen.own
        yield pen.missing("gap_actions", "actions")
        return
    named = [area for area in found if area.title]
    yield from pen.lead(n=same(str(len(named))), m=same(str(len(pen.city.actions))))
    if len(named) > 1:
        yield _chart(pen, named)
    for no, area in enumerate(found, 1):
        yield from _area(pen, no, area)


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
    if area.title:
        heading = pen.text("area_heading", no=same(str(no)), no_zh=same(ordinal_zh(no)), title=area.title)
    else:
        heading = pen.text("area_unassigned")
    yield Heading(heading, 1, numbered=False)
    projects = sum(len(numbered.projects) for numbered in area.actions)
    lead = "area_lead" if projects else "area_lead_bare"
    yield pen.paragraph(lead, m=same(str(len(area.actions))), k=same(str(projects)))
    yield from _overview(pen, area)
    if not area.title:
        yield Bullets(tuple(_unplaced(pen, numbered.action) for numbered in area.actions))
    elif not any(numbered.action.local_features for numbered in area.actions):
        yield Paragraph((pen.missing("gap_local", "actions", title=area.title),))
    for numbered in area.actions:
        yield from _action(pen, numbered)


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
    title = area.title or pen.text("area_unassigned")
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
    unread = "description" in action.unreadable
    measures = pen.missing("gap_unreadable" if unread else "gap_measures", f"{where}.description")
    yield Paragraph((measures,) if unread else or_gap(action.description, measures))
    if action.baseline:
        yield pen.paragraph("baseline", baseline=action.baseline)
    if action.local_features:
        yield pen.paragraph("local", features=action.local_features)
    due = pen.profile.period[1] if pen.profile.period else RESULT_YEAR
    result = pen.missing("gap_result", f"{where}.result", year=same(str(due)))
    yield Paragraph(or_gap(_result(pen, action), result))
    yield _led(pen, action)
    if numbered.projects:
        yield _box(pen, no, numbered)


def _result(pen: Pen, action: CityAction) -> Text:
    if action.result:
        return action.result
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


def _led(pen: Pen, action: CityAction) -> Paragraph:
    lead = action.department or pen.missing("gap_department", f"actions.{action.id}.department")
    if action.partners:
        return pen.paragraph("led_by", lead=lead, partners=joined(action.partners))
    return pen.paragraph("led_alone", lead=lead)


def _box(pen: Pen, no: Text, numbered: Numbered) -> Box:
    return Box(
        pen.text("box_title", no=no),
        (Bullets(tuple((_project(project),) for project in numbered.projects), numbered=True),),
    )


def _project(project: Project) -> Text:
    words = project.title
    if project.content:
        words = Text(
            f"{words.show('zh')}：{project.content.show('zh')}",
            f"{words.show('en')}: {project.content.show('en')}",
        )
    if project.years:
        span = years(*project.years)
        words = Text(f"{words.zh.rstrip('。')}（{span.zh}）", f"{words.en.rstrip('.')} ({span.en})")
    return words


ACTIONS: Final = section(wording.read(__file__), write)
