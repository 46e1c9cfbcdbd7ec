"""Strategic objectives: stages in words, then the table of main indicators."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from lbsap.model.blocks import Block, Column, Paragraph, Rich, Table
from lbsap.model.city import CityTarget
from lbsap.model.text import Text, same
from lbsap.model.unit_words import unit_text
from lbsap_sections import wording
from lbsap_sections.alignment import code
from lbsap_sections.figures import aim, number, year
from lbsap_sections.pen import NOTHING, Pen, clause, section

STAGES: Final = (2027, 2030, 2035)
OBJECTIVES: Final = ("objective_2030", "objective_2035", "vision_2050")
WORDS: Final = wording.read(__file__)


def write(pen: Pen) -> Iterator[Block]:
    if pen.city.vision:
        yield pen.paragraph("vision", vision=pen.city.vision)
    yield from pen.own or _stages(pen)
    targets = pen.city.targets
    if not targets:
        yield (
            pen.paragraph("targets_qualitative") if pen.submission else pen.missing("gap_targets", "targets")
        )
        return
    yield pen.paragraph("table_text")
    if all(target.nature for target in targets):
        yield _counted(pen)
    yield _table(pen)
    for target in targets:
        if target.value is None and target.check:
            yield pen.note("check_text", name=target.metric, check=clause(target.check))


def _counted(pen: Pen) -> Paragraph:
    natures = [target.nature for target in pen.city.targets]
    stages = _years(pen.city.targets)
    return pen.paragraph(
        "counted" if len(stages) > 1 else "counted_once",
        n=number(len(natures)),
        binding=number(natures.count("binding")),
        anticipated=number(natures.count("anticipated")),
        first=year(stages[0]),
        last=year(stages[-1]),
    )


def _stages(pen: Pen) -> Iterator[Paragraph]:
    for objective, drafted in zip(OBJECTIVES, pen.paragraphs("lead"), strict=True):
        given = pen.given(objective)
        yield Paragraph((given,)) if isinstance(given, Text) else drafted


def _table(pen: Pen) -> Table:
    stages, base = _years(pen.city.targets), _base_year(pen)
    based = (
        Column(pen.text("head_base_in", year=year(base)), 1.6, "center")
        if base
        else Column(pen.text("head_base"), 2.4, "center")
    )
    columns = (
        *pen.columns(("head_no", 0.75, "center"), ("head_indicator", 2.8), ("head_code", 1.2, "center")),
        *pen.columns(("head_unit", 1.2, "center")),
        based,
        *(Column(year(stage), 1.8, "center") for stage in stages),
        *pen.columns(("head_nature", 1.2, "center"), ("head_target_source", 1.7), ("head_lead", 2.5)),
    )
    rows = (_row(pen, no, target, stages, base) for no, target in enumerate(pen.city.targets, 1))
    return pen.table("caption", columns, rows, landscape=True, sparse=True)


def _base_year(pen: Pen) -> int:
    """The year that all base values share, which the head of their column then says; 0 where they differ."""
    found = {target.baseline_year for target in pen.city.targets if target.baseline is not None}
    return (found.pop() or 0) if len(found) == 1 else 0


def _years(targets: tuple[CityTarget, ...]) -> tuple[int, ...]:
    stated = {year for target in targets for year in (*target.milestones, target.year) if year}
    return tuple(sorted(stated)) or STAGES


def _row(pen: Pen, no: int, target: CityTarget, stages: tuple[int, ...], base: int) -> tuple[Rich, ...]:
    def gap(passage: str, field: str, unit: str = "") -> Rich:
        return (pen.missing(passage, f"targets.{target.id}.{field}", unit),)

    nature = (pen.text(target.nature),) if target.nature else gap("gap_nature", "nature")
    indicator = code(pen.ctx, target.indicator)
    return (
        (same(str(no)),),
        (target.metric,),
        (indicator,) if indicator else NOTHING,
        (unit_text(target.unit),) if target.unit else NOTHING,
        _base(target, base)
        or (NOTHING if target.value is None else gap("gap_base", "baseline", target.unit)),
        *(_stage(pen, target, stage, stages) for stage in stages),
        nature,
        (target.source,) if target.source else gap("gap_source", "source"),
        (target.department,) if target.department else gap("gap_department", "department"),
    )


def _base(target: CityTarget, common: int) -> Rich:
    if target.baseline is None:
        return ()
    shown, when = number(target.baseline), None if common else target.baseline_year
    return (Text(f"{shown.zh}（{when}年）", f"{shown.en} ({when})") if when else shown,)


def _stage(pen: Pen, target: CityTarget, stage: int, stages: tuple[int, ...]) -> Rich:
    if stage == (target.year or stages[-1]):
        return _final(pen, target)
    value = target.milestones.get(stage)
    return NOTHING if value is None else (number(value),)


def _final(pen: Pen, target: CityTarget) -> Rich:
    if target.value is not None:
        return (aim(target, number(target.value)),)
    if target.check:
        return (pen.text("checked_by"),)
    return (pen.missing("gap_value", f"targets.{target.id}.value", target.unit),)


STRATEGY_OBJECTIVES: Final = section(WORDS, write)
