"""Old beside new: every item that changed with the reason, what experts said and the comments; then the lineage."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lbsap.model.blocks import Block, Paragraph, Part, Strong, Table
from lbsap.model.catalogue import Catalogue, Item
from lbsap.model.comments import Comment
from lbsap.model.text import Text, same
from lbsap.steps.catalogues.changes import ItemChange, kind_counts
from lbsap.steps.common.item_words import setting_title
from lbsap.steps.common.printed import NOTHING, Head, joined, label, table
from lbsap.steps.common.report_words import KINDS
from lbsap.steps.guides import words
from lbsap.steps.reports.comment_rows import ERASED, FATES, SOURCES
from lbsap.steps.reports.results import retained


def comparison_parts(old: Catalogue, new: Catalogue, changes: tuple[ItemChange, ...]) -> tuple[Part, ...]:
    """All parts of a comparison."""
    changed = [one for one in changes if one.kind != "kept"]
    told = words.ABOUT_COMPARISON.format(
        previous=old.reference, reference=new.reference, changes=kind_counts(new.lineage)
    )
    return (
        Part("use", words.USE, 0, (Paragraph((told,)), Paragraph((words.HOW_TO_READ,)))),
        Part("changed", words.CHANGED, 0, () if changed else (Paragraph((words.NOTHING_CHANGED,)),)),
        *(Part(f"change-{one.id}", change_words(one), 1, tuple(_blocks(one)), "none") for one in changed),
        Part("lineage", words.LINEAGE_TABLE, 0, (_lineage(changes),), landscape=True),
    )


def change_words(one: ItemChange) -> Text:
    """Number and name of an item, and what became of it: ``2 连通性（更名）``."""
    item = one.item
    named, kind = label(item) if item else same(one.id), KINDS[one.kind]
    return Text(f"{named.plain('zh')}（{kind.zh}）", f"{named.plain('en')} ({kind.en})")


def went_into(one: ItemChange) -> Text:
    """Where a merged or split item went; empty for all others."""
    told = words.WENT.get(one.kind)
    return told.format(titles=joined(map(label, one.after))) if told else Text()


def said(one: ItemChange) -> Text:
    """What experts said, in numbers, as the editors saw it when they decided."""
    counts = one.counts
    if counts is None:
        return words.NOT_COUNTED
    return words.SAID.format(
        retained=retained(counts),
        keep=counts.keep,
        rename=counts.rename,
        drop=counts.drop,
        outside=counts.outside,
    )


def _blocks(one: ItemChange) -> Iterator[Block]:
    yield _side_by_side(one)
    if moved := went_into(one):
        yield Paragraph((moved,))
    yield Paragraph((Strong(words.RATIONALE), one.line.rationale or words.NO_RATIONALE))
    yield Paragraph((Strong(words.EXPERTS), said(one)))
    yield from _comments(one)


def _side_by_side(one: ItemChange) -> Table:
    heads: tuple[Head, ...] = ((words.FIELD, 1.1, "left"), (words.OLD, 3, "left"), (words.NEW, 3, "left"))
    gone = words.TAKEN_OUT if one.kind == "dropped" else NOTHING
    numbers = (
        _number(one.before) if one.before else words.NOT_THERE,
        _number(one.after[0]) if _stays(one) else gone,
    )
    rows = [(words.NUMBER, *numbers), *((line.title, line.old, line.new) for line in one.altered)]
    return table(words.SIDE_BY_SIDE.format(item=_title(one)), heads, rows)


def _stays(one: ItemChange) -> bool:
    return bool(one.after) and one.kind not in ("merged", "split")


def _number(item: Item | None) -> Text:
    return same(item.number) if item else NOTHING


def _title(one: ItemChange) -> Text:
    return one.item.title if one.item else same(one.id)


def more_comments(one: ItemChange) -> Text:
    """What is said of comments that are only counted; empty where there are none."""
    return words.MORE_COMMENTS.format(n=one.more) if one.more else Text()


def _comments(one: ItemChange) -> Iterator[Block]:
    if one.comments:
        heads: tuple[Head, ...] = (
            (words.COMMENT, 3.4, "left"),
            (words.FROM, 1, "left"),
            (words.FATE, 1, "left"),
            (words.FATE_REASON, 2.6, "left"),
        )
        yield table(words.COMMENTS.format(item=_title(one)), heads, map(_comment, one.comments))
    elif not one.more:
        yield Paragraph((words.NO_COMMENTS,))
    if more := more_comments(one):
        yield Paragraph((more,))


def _comment(comment: Comment) -> tuple[Text, ...]:
    return (
        same(comment.words) or ERASED,
        SOURCES[comment.source],
        FATES[comment.fate] if comment.fate else words.UNANSWERED,
        comment.fate_reason,
    )


def _lineage(changes: Iterable[ItemChange]) -> Table:
    heads: tuple[Head, ...] = (
        (words.CHANGE, 1.1, "left"),
        (words.OLD_ITEM, 3, "left"),
        (words.NEW_ITEM, 3, "left"),
        (words.CHANGED_SETTINGS, 1.6, "left"),
        (words.REASON, 4, "left"),
    )
    rows = (
        (
            KINDS[one.kind],
            label(one.before) if one.before else NOTHING,
            joined(map(label, one.after)),
            joined((setting_title(name) for name in one.line.settings), "、", ", "),
            one.line.rationale,
        )
        for one in changes
    )
    return table(words.LINEAGE_TABLE, heads, rows)
