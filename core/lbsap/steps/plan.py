"""A plan as blocks: the outline gives titles and order, sections write, gaps are gathered."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Final

from lbsap import __version__
from lbsap.model.blocks import Block, Document, Gap, Paragraph, Part
from lbsap.model.codec import digest
from lbsap.model.errors import PluginFailed
from lbsap.model.plugin_items import Plan, PlanContext, PlanSection
from lbsap.model.text import Text
from lbsap.steps.needs import Fields, read_fields
from lbsap.steps.plan_cover import cover, plan_title
from lbsap.steps.plan_gaps import gaps_of, gaps_of_cover
from lbsap.steps.plan_seats import Seat, seats

Call = Callable[[PlanSection, PlanContext], Iterable[Block]]
COVER: Final = "cover"
"""The key under which gaps on the cover are listed."""
FAILED: Final = Text(
    "插件“{plugin}”未能写出“{section}”，原因见运行日志",
    "plugin “{plugin}” could not write “{section}”; the log says why",
)
NO_WRITER: Final = Text(
    "“{title}”（未找到撰写本节的插件“{writer}”）",
    "“{title}” (the section “{writer}” that writes it is not installed)",
)
TO_WRITE: Final = Text("{title}（{guidance}）", "{title} ({guidance})")
_log = logging.getLogger(__name__)


def make_plan(context: PlanContext, sections: Mapping[str, PlanSection], call: Call) -> Plan:
    """The plan of ``context.city`` under ``context.outline``, with every gap and the key of its part.

    ``sections`` are the plan sections by id. ``call(section, context)`` has one written and raises ``PluginFailed``
    where that goes wrong: its part then holds a gap that says so. Sections marked ``last`` are written after all
    others, with ``context.gaps`` filled. Fields of the wrong kind count as not entered.
    """
    fields, problems = read_fields(sections, context.city.fields)
    for fault in problems:
        _log.warning("%s: %s", fault.where, fault.message.en)
    front = cover(context.city)
    taken = seats(context.outline, sections)
    gaps = [(COVER, gap) for gap in gaps_of_cover(front)]
    written: dict[tuple[str, ...], tuple[Block, ...]] = {}
    for seat in sorted(taken, key=_is_last):
        writer = replace(context, item=seat.item, gaps=tuple(gaps) if _is_last(seat) else ())
        written[seat.path] = _blocks(seat, writer, fields, call) or _unwritten(seat, writer, taken)
        gaps += [(seat.key, gap) for gap in gaps_of(written[seat.path])]
    parts = tuple(_part(seat, written[seat.path]) for seat in taken)
    document = Document(front, parts, header=plan_title(context.city), made_from=tuple(_made_from(context)))
    return Plan(document, _in_order(gaps, taken))


def _is_last(seat: Seat) -> bool:
    return seat.section is not None and seat.section.last


def _blocks(seat: Seat, context: PlanContext, fields: Fields, call: Call) -> tuple[Block, ...]:
    section = seat.section
    if section is None:
        return ()
    try:
        return tuple(call(section, replace(context, fields=fields.get(section.id, {}))))
    except PluginFailed as failure:
        _log.error("plan section %s of plugin %s: %s", failure.item, failure.plugin, failure.cause)
        return (Gap(FAILED.format(plugin=failure.plugin, section=seat.title)),)


def _unwritten(seat: Seat, context: PlanContext, taken: tuple[Seat, ...]) -> tuple[Block, ...]:
    """What stands where no section writes: the city's own words, else a gap; nothing above other parts."""
    own = context.city.wording.get(seat.key)
    if own:
        return (Paragraph((own,)),)
    settings = seat.item.section if seat.item else None
    if settings is None or seat.section:
        return ()
    if settings.writer:
        return (Gap(NO_WRITER.format(title=seat.title, writer=settings.writer)),)
    if any(seat.key in other.path[:-1] for other in taken):
        return ()
    told = settings.guidance
    guidance = Text(told.zh.rstrip("。"), told.en.rstrip("."))
    name = TO_WRITE.format(title=seat.title, guidance=guidance) if told else seat.title
    return (Gap(name, where=f"wording.{seat.key}"),)


def _part(seat: Seat, blocks: tuple[Block, ...]) -> Part:
    landscape = seat.section is not None and seat.section.landscape
    return Part(seat.key, seat.title, seat.depth, blocks, seat.numbering, landscape)


def _in_order(gaps: list[tuple[str, Gap]], taken: tuple[Seat, ...]) -> tuple[tuple[str, Gap], ...]:
    place = {COVER: -1, **{seat.key: at for at, seat in enumerate(taken)}}
    return tuple(sorted(gaps, key=lambda pair: place[pair[0]]))


def _made_from(context: PlanContext) -> Iterator[str]:
    for name, catalogue in (("index", context.index), ("outline", context.outline)):
        yield f"{name} {catalogue.reference} sha256:{digest(catalogue)}"
    yield f"variant {context.scorecard.variant}"
    frameworks = {**context.frameworks, **{framework.id: framework for framework in context.city.frameworks}}
    for framework in frameworks.values():
        yield f"framework {framework.id}@{framework.version} sha256:{digest(framework)}"
    yield f"lbsap {__version__}"
