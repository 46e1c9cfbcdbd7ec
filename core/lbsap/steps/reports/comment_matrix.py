"""The comment-response matrix (意见汇总处理表) in the shape that secretariats use: as a document, and as a table.

It names nobody: an online comment bears the group of experts it came from, where that may be shown.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from lbsap.model.blocks import Block, Cover, Document, Paragraph, Part
from lbsap.model.catalogue import Catalogue
from lbsap.model.cells import Cell
from lbsap.model.consultation import Decision
from lbsap.model.plugin_items import Sheets
from lbsap.model.text import Lang, Text
from lbsap.steps.common.printed import NOTHING, Head, day, joined, label, table
from lbsap.steps.reports.comment_rows import COLUMNS, FATES, WHOLE, Entry, by_item
from lbsap.steps.reports.decisions import outcome_text

TITLE: Final = Text("意见汇总处理表", "Comment-response matrix")
_RESPONSE: Final = COLUMNS["response"]
_HEADS: Final[tuple[Head, ...]] = (
    (COLUMNS["number"], 0.8, "center"),
    (Text("条目", "Item"), 2.2, "left"),
    (COLUMNS["comment"], 4.6, "left"),
    (COLUMNS["source"], 2.5, "left"),
    (_RESPONSE, 1.7, "left"),
    (Text("处理理由", "Reason"), 4, "left"),
    (COLUMNS["decision"], 2.2, "left"),
)
_RECEIVED: Final = Text("意见和处理意见", "Comments and responses")
_SUMMARY: Final = Text("共收到意见 {total} 条：{fates}。", "{total} comments were received: {fates}.")
_COUNT: Final = Text("{fate} {count} 条", "{fate} {count}")
_UNANSWERED: Final = Text("尚未答复", "Not answered yet")
_NONE: Final = Text("没有收到意见。", "No comment was received.")
_NO_NAMES: Final = Text(
    "在线意见不署名；不足 5 人的专家类别与其他类别合并标注。",
    "Online comments bear no names; strata of fewer than 5 experts are shown together with others.",
)


@dataclass(frozen=True, slots=True)
class Matrix:
    """What the matrix is made from; ``at`` is the moment it is made."""

    title: Text
    host: Text
    catalogue: Catalogue
    entries: tuple[Entry, ...]
    at: datetime


def matrix_document(value: Matrix) -> Document:
    """The matrix on landscape pages, comments on the whole first, then item by item."""
    part = Part("matrix", _RECEIVED, 1, tuple(_blocks(value)), numbering="none", landscape=True)
    cover = Cover(
        value.title,
        TITLE,
        lines=((value.catalogue.title,),),
        issuer=(value.host,) if value.host else (),
        date=(day(value.at),),
    )
    return Document(cover, (part,), header=value.title, made_from=(value.catalogue.reference,), sheet=True)


def matrix_sheets(value: Matrix, lang: Lang) -> Sheets:
    """The same as a table, with heads by which it can be read again (``read_comments``)."""
    heads = [title.show(lang) for title in COLUMNS.values()]
    rows = [_row(one, lang) for one in by_item(value.entries, value.catalogue)]
    return Sheets(value.title.plain(lang), {TITLE.show(lang): (heads, rows)})


def _row(one: Entry, lang: Lang) -> list[Cell]:
    comment = one.comment
    return [
        one.number,
        one.item.number if one.item else "",
        one.item.title.show(lang) if one.item else WHOLE.show(lang),
        one.words.show(lang),
        one.source.show(lang),
        comment.said_in,
        FATES[comment.fate].show(lang) if comment.fate else "",
        comment.fate_reason.zh,
        comment.fate_reason.en,
        _decisions(one.decisions).show(lang),
    ]


def _blocks(value: Matrix) -> Iterator[Block]:
    if not value.entries:
        yield Paragraph((_NONE,))
        return
    yield Paragraph((_summary(value.entries),), "lead")
    yield table(TITLE, _HEADS, (_cells(one) for one in by_item(value.entries, value.catalogue)))
    yield Paragraph((_NO_NAMES,), "note")


def _summary(entries: Sequence[Entry]) -> Text:
    counts = Counter(one.comment.fate for one in entries)
    told = [_COUNT.format(fate=title, count=counts[fate]) for fate, title in FATES.items() if counts[fate]]
    told += [_COUNT.format(fate=_UNANSWERED, count=counts[None])] if counts[None] else []
    return _SUMMARY.format(total=len(entries), fates=joined(told, "、", ", "))


def _cells(one: Entry) -> tuple[Text | str | int, ...]:
    fate = one.comment.fate
    return (
        one.number,
        label(one.item) if one.item else WHOLE,
        one.words,
        one.source,
        FATES[fate] if fate else _UNANSWERED,
        one.comment.fate_reason,
        _decisions(one.decisions) or NOTHING,
    )


def _decisions(decisions: Iterable[Decision]) -> Text:
    return joined(_decision(one) for one in decisions)


def _decision(one: Decision) -> Text:
    """The outcome, with the name it led to."""
    outcome = outcome_text(one)
    return joined((outcome, one.title), "：", ": ") if one.title else outcome
