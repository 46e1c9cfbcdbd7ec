"""Comments as entries of a list: numbered, with where each comes from and what it led to; and comments read from tables.

A comment's number is its place among those of the consultation. Comments are never removed, so numbers never change.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from lbsap.model.catalogue import Catalogue, Item
from lbsap.model.comments import Comment, CommentSource, Fate
from lbsap.model.consultation import Decision
from lbsap.model.errors import BadInput
from lbsap.model.plugin_items import Row
from lbsap.model.problems import Problem, problem
from lbsap.model.text import LANGS, Text, same
from lbsap.steps.asking.answers import LONGEST_COMMENT, LONGEST_NAME, fit
from lbsap.steps.common.words import clean, clean_line, narrow, whole_number

FATES: Final[Mapping[Fate, Text]] = {
    "accepted": Text("采纳", "Accepted"),
    "part": Text("部分采纳", "Accepted in part"),
    "rejected": Text("未采纳", "Rejected"),
    "noted": Text("已知悉", "Noted"),
}
SOURCES: Final[Mapping[CommentSource, Text]] = {
    "online": Text("在线作答", "Online"),
    "workshop": Text("研讨会", "Workshop"),
    "letter": Text("来函", "Letter"),
    "paper": Text("纸质问卷", "Paper"),
    "telephone": Text("电话", "Telephone"),
}
_ONLINE: Final[CommentSource] = "online"
WHOLE: Final = Text("总体意见", "On the whole")
ERASED: Final = Text("（已应本人要求删除）", "(deleted at the author's request)")
COLUMNS: Final[Mapping[str, Text]] = {
    "number": Text("序号", "No."),
    "item": Text("条目序号", "Item no."),
    "title": Text("条目名称", "Item name"),
    "comment": Text("意见内容", "Comment"),
    "source": Text("意见来源", "Source"),
    "said_in": Text("出处", "Said in"),
    "response": Text("处理意见", "Response"),
    "reason_zh": Text("处理理由（中文）", "Reason (Chinese)"),
    "reason_en": Text("处理理由（英文）", "Reason (English)"),
    "decision": Text("对应处理结果", "Decision it led to"),
}
"""The columns of the comment-response matrix as a table, by key."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A comment with its number. ``item`` is ``None`` for one on the whole; ``group`` names the group of experts that
    an online one came from, where it may be shown; ``decisions`` are those that answer it."""

    number: int
    comment: Comment
    item: Item | None = None
    group: Text = Text()
    decisions: tuple[Decision, ...] = ()

    @property
    def words(self) -> Text:
        """The words; where they were deleted, a line that says so."""
        return same(self.comment.words) if self.comment.words else ERASED

    @property
    def source(self) -> Text:
        """Where it comes from: the kind of source, and the group of experts or the minutes and letters."""
        kind, more = SOURCES[self.comment.source], self.group or same(self.comment.said_in)
        return Text(f"{kind.zh}（{more.plain('zh')}）", f"{kind.en} ({more.plain('en')})") if more else kind


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row of a table of comments: a new comment (``number`` 0), or what became of the one with this number."""

    where: str
    comment: Comment
    number: int = 0


@dataclass(slots=True)
class _Reader:
    consultation: int
    catalogue: Catalogue
    source: CommentSource
    said_in: str
    problems: list[Problem] = field(default_factory=list)

    def read(self, where: str, cells: Mapping[str, str]) -> TableRow:
        number = self._number(where, cells.get("number", ""))
        words = self._fit(f"{where}: comment", cells.get("comment", ""), LONGEST_COMMENT)
        fate = self._fate(where, cells.get("response", ""))
        reason = Text(*(self._fit(f"{where}: reason_{lang}", cells.get(f"reason_{lang}", ""), LONGEST_COMMENT)
                        for lang in LANGS))  # fmt: skip
        if not words and not number:
            self.problems.append(problem("value_missing", f"{where}: comment", field=COLUMNS["comment"]))
        if fate and not reason:
            self.problems.append(problem("rationale_wanted", f"{where}: reason_zh"))
        said_in, _ = clean_line(cells.get("said_in", ""))
        comment = Comment(
            self.consultation,
            self._item(where, cells.get("item", "")),
            words,
            self.source if number else self._source(where, cells.get("source", "")),
            said_in[:LONGEST_NAME] or self.said_in,
            fate=fate,
            fate_reason=reason,
        )
        return TableRow(where, comment, number)

    def _number(self, where: str, word: str) -> int:
        number = whole_number(word)
        if word.strip() and number is None:
            self.problems.append(problem("not_a_number", f"{where}: number", value=word[:60]))
        return number or 0

    def _item(self, where: str, name: str) -> str:
        if not name.strip():
            return ""
        found = self.catalogue.find(name)
        if found is None:
            known = ", ".join(item.number for item in self.catalogue.items[:6]) + ", …"
            kind = Text("条目", "item")
            self.problems.append(
                problem("unknown_id", f"{where}: item", id=name[:60], kind=kind, known=known)
            )
            return ""
        return found.id

    def _source(self, where: str, words: str) -> CommentSource:
        kind = clean_line(words)[0].replace("(", "（").partition("（")[0].strip()
        if not kind:
            return self.source
        for source, title in SOURCES.items():
            if source != "online" and kind.casefold() in _forms(source, title):
                return source
        allowed = "、".join(f"{one.zh}/{one.en}" for source, one in SOURCES.items() if source != "online")
        self.problems.append(problem("value_choice", f"{where}: source", value=words[:60], allowed=allowed))
        return self.source

    def _fate(self, where: str, words: str) -> Fate | None:
        said = clean_line(words)[0].casefold()
        for fate, title in FATES.items():
            if said in _forms(fate, title):
                return fate
        if said:
            allowed = "、".join(f"{one.zh}/{one.en}" for one in FATES.values())
            self.problems.append(
                problem("value_choice", f"{where}: response", value=words[:60], allowed=allowed)
            )
        return None

    def _fit(self, where: str, words: str, longest: int) -> str:
        found, fitting = fit(where, *clean(words), longest)
        self.problems.extend(one for one in found if one.severity == "error")
        return fitting


def read_comments(
    rows: Sequence[Row], consultation: int, catalogue: Catalogue, source: CommentSource, said_in: str
) -> tuple[tuple[TableRow, ...], tuple[Problem, ...]]:
    """The rows of a table whose heads are ``COLUMNS`` by key or by their words in either language, and every problem.

    Rows without a number are new comments; where a row names no source, ``source`` and ``said_in`` hold. A row without
    item number is on the whole. The columns title and decision are for people, and not read.
    """
    if not rows:
        return (), (problem("file_empty"),)
    heads = {head: _key(head) for head in rows[0][1]}
    problems = [problem("column_unknown", rows[0][0], column=head) for head, key in heads.items() if not key]
    if "comment" not in heads.values():
        problems.append(problem("column_missing", rows[0][0], column=COLUMNS["comment"]))
    if problems:
        return (), tuple(problems)
    reader = _Reader(consultation, catalogue, source, said_in)
    read = tuple(
        reader.read(where, {heads[head]: words for head, words in cells.items()}) for where, cells in rows
    )
    return read, tuple(reader.problems)


def read_fate(cells: Mapping[str, str]) -> tuple[Fate, Text]:
    """What becomes of comments and why, from the fields fate, reason_zh and reason_en. Raises ``BadInput``."""
    problems = []
    reason = {}
    for lang in LANGS:
        found, reason[lang] = fit(f"reason_{lang}", *clean(cells.get(f"reason_{lang}", "")), LONGEST_COMMENT)
        problems += [one for one in found if one.severity == "error"]
    fate = next((one for one in FATES if one == cells.get("fate")), None)
    if not any(reason.values()):
        problems.append(problem("rationale_wanted", "reason_zh"))
    if fate is None or problems:
        raise BadInput([*(() if fate else (problem("fate_wanted", "fate"),)), *problems])
    return fate, Text(**reason)


def read_comment(cells: Mapping[str, str], consultation: int, catalogue: Catalogue) -> Comment:
    """A comment made elsewhere, from the fields item (id, empty: on the whole), words, source, said_in.

    Raises ``BadInput`` for words that are missing or too long, and for an item that is none.
    """
    found, words = fit("words", *clean(cells.get("words", "")), LONGEST_COMMENT)
    problems = [one for one in found if one.severity == "error"]
    if not words:
        problems.append(problem("words_wanted", "words"))
    item = cells.get("item", "")
    if item and catalogue.item(item) is None:
        problems.append(problem("choice_wanted", "item"))
    if problems:
        raise BadInput(problems)
    said_in, _ = clean_line(cells.get("said_in", ""))
    return Comment(consultation, item, words, source_of(cells.get("source")), said_in[:LONGEST_NAME])


def source_of(word: str | None) -> CommentSource:
    """The source that a field names; ``online`` where it names none, which no action takes for words from elsewhere."""
    return next((one for one in SOURCES if one == word), _ONLINE)


def entries(
    comments: Iterable[Comment],
    catalogue: Catalogue,
    decisions: Iterable[Decision] = (),
    groups: Mapping[int, Text] | None = None,
) -> tuple[Entry, ...]:
    """All comments of a consultation in order, numbered; ``groups`` names the group of experts by comment id."""
    led: dict[str, list[Decision]] = {}
    for one in decisions:
        for name in one.comments:
            led.setdefault(name, []).append(one)
    return tuple(
        Entry(
            number,
            one,
            catalogue.item(one.item),
            (groups or {}).get(one.id, Text()),
            tuple(led.get(str(one.id), ())),
        )
        for number, one in enumerate(comments, start=1)
    )


def by_item(found: Iterable[Entry], catalogue: Catalogue) -> list[Entry]:
    """Comments on the whole first, then item by item."""
    places = {item.id: place for place, item in enumerate(catalogue.items)}
    return sorted(found, key=lambda one: (places.get(one.comment.item, -1), one.number))


def _key(head: str) -> str:
    """The key of a column by its head; empty for a head that is none of ours."""
    wanted = narrow(head).casefold()
    for key, title in COLUMNS.items():
        if wanted in (key, narrow(title.zh).casefold(), narrow(title.en).casefold()):
            return key
    return ""


def _forms(key: str, title: Text) -> tuple[str, str, str]:
    return key, title.zh, title.en.casefold()
