"""A plan's documents as blocks: the outline gives titles and order, sections write, gaps are gathered."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from lbsap import __version__
from lbsap.model.blocks import Block, Cover, Document, Gap, Paragraph, Part
from lbsap.model.codec import digest
from lbsap.model.draft import DocumentKind
from lbsap.model.errors import PluginFailed
from lbsap.model.plugin_items import Plan, PlanContext, PlanSection
from lbsap.model.text import Text
from lbsap.steps.cities.needs import Fields, read_fields
from lbsap.steps.planning.cover import SHEETS, cover, plan_title
from lbsap.steps.planning.gaps import gaps_of, gaps_of_cover
from lbsap.steps.planning.seats import Seat, seats
from lbsap.steps.planning.stage import settled, settled_cover

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


@dataclass(frozen=True, slots=True)
class _Written:
    """What stands in one seat, and the gaps it has as a working draft."""

    blocks: tuple[Block, ...]
    gaps: tuple[Gap, ...]


def make_plan(
    context: PlanContext, sections: Mapping[str, PlanSection], call: Call, kind: DocumentKind = "plan"
) -> Plan:
    """One document of the plan of ``context.city``, with every gap and the key of its part.

    ``sections`` are the plan sections by id. ``call(section, context)`` has one written and raises ``PluginFailed``
    where that goes wrong: its part then holds a gap that says so. Sections marked ``last`` are written after all
    others, with ``context.gaps`` and those found filled in. ``context.settings.title`` tells sections the title of
    the plan. Fields of the wrong kind count as not entered. In a submission no gap stands in the text; the gaps
    returned are those that the working draft would show.
    """
    fields, problems = read_fields(sections, context.city.fields)
    for fault in problems:
        _log.warning("%s: %s", fault.where, fault.message.en)
    front = cover(context, kind)
    title = plan_title(context.city, context.settings)
    context = replace(context, settings=replace(context.settings, title=title))
    taken = seats(context.outline, sections, kind, context.settings)
    gaps = [(COVER, gap) for gap in gaps_of_cover(front)]
    written: dict[tuple[str, ...], _Written] = {}
    for seat in sorted(taken, key=_is_last):
        writer = replace(context, item=seat.item, gaps=(*context.gaps, *gaps) if _is_last(seat) else ())
        written[seat.path] = _write(seat, writer, fields, call, taken)
        gaps += [(seat.key, gap) for gap in written[seat.path].gaps]
    parts = tuple(_part(seat, written[seat.path].blocks) for seat in taken if _stays(seat, written))
    return Plan(_document(context, kind, front, parts), _in_order(gaps, taken))


def _document(context: PlanContext, kind: DocumentKind, front: Cover, parts: tuple[Part, ...]) -> Document:
    in_submission = context.settings.stage == "submission"
    return Document(
        settled_cover(front) if in_submission else front,
        parts,
        header=context.settings.title,
        made_from=tuple(_made_from(context)),
        sheet=kind in SHEETS,
    )


def _is_last(seat: Seat) -> bool:
    return seat.section is not None and seat.section.last


def _write(seat: Seat, context: PlanContext, fields: Fields, call: Call, taken: tuple[Seat, ...]) -> _Written:
    """A seat written once for a working draft; for a submission once more, in its own words and without gaps."""
    working = replace(context, settings=replace(context.settings, stage="working"))
    blocks = _blocks(seat, working, fields, call) or _unwritten(seat, working, taken)
    gaps = tuple(gaps_of(blocks))
    if context.settings.stage == "submission":
        blocks = settled(_blocks(seat, context, fields, call)) if seat.section else settled(blocks)
    return _Written(blocks, gaps)


def _stays(seat: Seat, written: Mapping[tuple[str, ...], _Written]) -> bool:
    """Whether a part is printed: one that has nothing to say is left out, unless it stands above one that has."""
    depth = len(seat.path)
    return any(one.blocks for path, one in written.items() if path[:depth] == seat.path)


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
