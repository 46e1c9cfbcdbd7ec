"""A plan section on coasts and the sea, with questions of its own to the city."""

from __future__ import annotations

from collections.abc import Iterator

from lbsap.hooks import hookimpl
from lbsap.model.blocks import Block, Bullets, Column, Gap, Paragraph, Rich, Table
from lbsap.model.plugin_items import Need, PlanContext, PlanSection
from lbsap.model.text import Text, same

SECTION = "example.coast"
OCEAN = Text("海洋主管部门", "marine department")
UNITS = {"km": Text("公里", "km"), "ha": Text("公顷", "ha")}
SHORELINE = Need(
    "shoreline", Text("自然岸线长度", "length of natural shoreline"), "number", "km", department=OCEAN
)
MANGROVE = Need("mangrove", Text("红树林面积", "mangrove area"), "number", "ha", department=OCEAN)
YEAR = Need("survey_year", Text("海岸调查年份", "year of the coastal survey"), "year", department=OCEAN)
PRESSURES = Need("pressures", Text("海岸主要压力", "main pressures on the coast"), "list", required=False)


def shown(context: PlanContext, need: Need) -> Text | Gap:
    """What the city entered, in words; failing that, the gap that says what is wanted, and from whom."""
    given = context.fields.get(need.id)
    if given is None:
        where = f"fields.{SECTION}.{need.id}"
        return Gap(need.label, unit=UNITS.get(need.unit, Text()), department=need.department, where=where)
    return same(str(given))


def write(context: PlanContext) -> Iterator[Block]:
    """One paragraph, a table and the pressures. A figure that is missing stays visible as a gap."""
    opening: Rich = (
        Text("自然岸线长度为", "The natural shoreline is "),
        shown(context, SHORELINE),
        Text("公里，红树林面积为", " km long; mangroves cover "),
        shown(context, MANGROVE),
        Text("公顷。", " ha."),
    )
    yield Paragraph(opening)
    yield Table(
        caption=Text("海岸与海洋基本情况", "The coast in figures"),
        columns=(
            Column(Text("项目", "Item"), 3),
            Column(Text("数值", "Value"), 2, "right"),
            Column(Text("单位", "Unit"), 1, "center"),
            Column(Text("调查年份", "Year of survey"), 2, "center"),
        ),
        rows=tuple(
            ((need.label,), (shown(context, need),), (UNITS[need.unit],), (shown(context, YEAR),))
            for need in (SHORELINE, MANGROVE)
        ),
    )
    pressures = context.fields.get(PRESSURES.id)
    if isinstance(pressures, tuple):
        yield Paragraph((Text("海岸面临的主要压力：", "Main pressures on the coast:"),))
        yield Bullets(tuple((one,) for one in pressures))


@hookimpl
def plan_sections() -> list[PlanSection]:
    return [
        PlanSection(
            id=SECTION,
            title=Text("海岸与海洋", "Coast and sea"),
            write=write,
            place="status",
            needs=(SHORELINE, MANGROVE, YEAR, PRESSURES),
        )
    ]
