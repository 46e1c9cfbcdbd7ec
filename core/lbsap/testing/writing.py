"""The contract of plan sections."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from functools import partial

from lbsap.model.blocks import Block, Chart, Gap, Table
from lbsap.model.catalogue import Catalogue
from lbsap.model.city import CityData
from lbsap.model.plugin_items import Need, PlanContext, PlanSection
from lbsap.model.policy import PolicyFramework
from lbsap.model.text import Text
from lbsap.model.validate import ID, missing_languages
from lbsap.steps.planning.gaps import gaps_of
from lbsap.steps.planning.seats import ROOT
from lbsap.testing import samples
from lbsap.testing.bench import NOTHING, Bench


def plan_section(bench: Bench, section: PlanSection) -> None:
    """It writes sound blocks in both languages, for a city with nothing entered as for one with all; gaps stay visible."""
    for need in section.needs:
        _need(bench, section, need)
    for name, count in Counter(need.id for need in section.needs).items():
        if count > 1:
            bench.report("id_twice", f"{section.id}.needs", id=name)
    _place(bench, section)
    for case, context in _contexts(bench, section).items():
        blocks = bench.try_out(section, case, partial(tuple, (context,)))
        if blocks is NOTHING or not bench.holds_types(tuple[Block, ...], blocks, section.id, case):
            return
        for block in blocks:
            _shape(bench, section, block)
        bench.found.extend(missing_languages(blocks, section.id))
        wanted = any(need.required for need in section.needs) and not context.fields
        if wanted and not any(gaps_of(blocks)):
            bench.report("contract_no_gap", section.id)


def _need(bench: Bench, section: PlanSection, need: Need) -> None:
    where = f"{section.id}.needs.{need.id}"
    if not ID.match(need.id):
        bench.report("id_form", where, id=need.id)
    for field, given in (("label", need.label), ("choices", need.choices or need.kind != "choice")):
        if not given:
            bench.report("value_missing", where, field=field)


def _place(bench: Bench, section: PlanSection) -> None:
    outlines = [one for one in bench.at_hand.all(Catalogue) if one.kind == "outline"]
    if section.place and outlines and not any(outline.item(section.place) for outline in outlines):
        known = ", ".join(item.id for outline in outlines for item in outline.children(ROOT))
        kind = Text("框架条目", "outline item")
        where = f"{section.id}.place"
        bench.report("unknown_id", where, severity="warning", id=section.place, kind=kind, known=known)


def _contexts(bench: Bench, section: PlanSection) -> Mapping[str, PlanContext]:
    index, outline = samples.index(), samples.outline(section.id, section.place)
    known = bench.at_hand.all(Catalogue)
    real = next((one for one in reversed(known) if one.kind == "index"), index)
    full = samples.city(section.id, section.needs)
    gap = Gap(samples.CITY, where="profile.area_km2")
    return {
        "a city that has entered nothing": PlanContext(
            CityData(samples.CITY), outline, index, samples.scorecard(index, "all not_started"), {}
        ),
        "a city that has entered everything": PlanContext(
            full,
            next((one for one in known if one.kind == "outline"), outline),
            real,
            samples.scorecard(real),
            {one.id: one for one in bench.at_hand.all(PolicyFramework)},
            item=outline.item("sample-section"),
            fields=full.fields[section.id],
            earlier=samples.scorecard(real, "all no_data"),
            gaps=(("sample-section", gap),),
        ),
    }


def _shape(bench: Bench, section: PlanSection, block: Block) -> None:
    if isinstance(block, Table):
        uneven = any(len(row) != len(block.columns) for row in block.rows)
    elif isinstance(block, Chart):
        uneven = any(len(series.values) != len(block.categories) for series in block.series)
    else:
        return
    if uneven:
        bench.report("contract_cells", section.id, caption=block.caption)
