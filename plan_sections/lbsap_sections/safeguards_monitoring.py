"""Monitoring and evaluation: yearly, mid-term and final, the last with a new run of the index."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from lbsap.model.blocks import Block, Rich
from lbsap.model.city_plan import MonitoringTask
from lbsap.model.text import same
from lbsap_sections import wording
from lbsap_sections.figures import year
from lbsap_sections.pen import NOTHING, Pen, section

RHYTHMS: Final = ("yearly", "midterm", "final", "")


def write(pen: Pen) -> Iterator[Block]:
    yield from pen.lead()
    yield pen.bullets("rhythm", numbered=True)
    if pen.city.monitoring:
        yield pen.paragraph("tasks_text")
        columns = pen.columns(
            ("head_no", 0.7, "center"), ("head_rhythm", 1.2), ("head_task", 3.4), ("head_lead", 1.8),
            ("head_monitoring_output", 2.2),
        )  # fmt: skip
        ordered = sorted(pen.city.monitoring, key=lambda task: RHYTHMS.index(task.rhythm))
        yield pen.table(
            "caption", columns, (_row(pen, no, task) for no, task in enumerate(ordered, 1)), sparse=True
        )
    yield pen.paragraph("publication")


def _row(pen: Pen, no: int, task: MonitoringTask) -> tuple[Rich, ...]:
    rhythm = pen.text(task.rhythm) if task.rhythm else None
    if rhythm and task.year:
        rhythm = pen.text("rhythm_in", rhythm=rhythm, year=year(task.year))
    return (
        (same(str(no)),),
        (rhythm,) if rhythm else NOTHING,
        (task.task,),
        (task.department or pen.missing("gap_department", f"monitoring.{task.id}.department"),),
        (task.output,) if task.output else NOTHING,
    )


SAFEGUARDS_MONITORING: Final = section(wording.read(__file__), write)
