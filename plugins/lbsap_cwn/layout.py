"""The layout of a profile's text export: from lines to action records, each text with its line.

A profile is read as blocks (lines without a blank line between them). Section titles, area and theme titles, field
labels and dates are told by their form or by look-up in the catalogue; a heading is what stands before a description.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Final, Literal

from rapidfuzz import fuzz
from rapidfuzz.utils import default_process as normalise

from lbsap.model.policy import PolicyTarget
from lbsap_cwn.catalogue import action_like, is_group_title

FieldName = Literal["description", "baseline", "target"]
Kind = Literal["section", "group", "description", "baseline", "target", "update", "prose"]

SECTIONS: Final = (
    "Profile overview", "Achievements", "The Action Platform", "Nature Pathway", "City Biodiversity Index",
    "Tools & resources",
)  # fmt: skip
LABELS: Final[dict[str, FieldName]] = {
    "description of how city is taking action": "description",
    "baseline": "baseline",
    "target": "target",
}
LABEL_ALIKE: Final = 80.0
PAGE_BREAK: Final = 3
"""Blank lines in a row from which on they are a page break, which may cut a heading or a paragraph."""
HEADING_LINES: Final = 4
_AREA: Final = re.compile(r"action\s*area\s*[123]$", re.IGNORECASE)
_UPDATE: Final = re.compile(r"last\s*updated?\s*[:：]?\s*(.*)$", re.IGNORECASE)
_DATE: Final = re.compile(r"(\d{1,2})\s*([A-Za-z]{3})[a-z]*\.?,?\s*(\d{4})")
_MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


@dataclass(frozen=True, slots=True)
class Block:
    """Lines that belong together; ``line`` is the number of the first, ``gap`` the blank lines before it."""

    kind: Kind
    line: int
    lines: tuple[str, ...]
    gap: int = 0

    @property
    def text(self) -> str:
        """The lines joined."""
        return " ".join(self.lines)


@dataclass(slots=True)
class Passage:
    """The text under a field label, with its first line (the label's where there is no text) and its last update."""

    line: int
    text: str = ""
    updated: date | None = None
    bad_date: str = ""


@dataclass(slots=True)
class Record:
    """One action of a profile as it stands there; ``action`` is ``None`` where the catalogue has no such title."""

    heading: str
    line: int
    action: PolicyTarget | None
    passages: dict[FieldName, Passage] = field(default_factory=dict)


def records(text: str) -> list[Record]:
    """The action records of a profile, in order. Without any description label there are none."""
    found: list[Record] = []
    passage: Passage | None = None
    for block in _with_headings(list(_blocks(text))):
        if isinstance(block, Record):
            found.append(block)
            passage = None
        elif block.kind in ("section", "group"):
            passage = None
        elif block.kind == "update":
            _date_of(block, passage)
        elif block.kind == "prose":
            if passage is not None:
                _append(block, passage)
        elif found:
            passage = found[-1].passages.setdefault(_field(block.kind), Passage(block.line))
    return found


def section_lines(text: str, *titles: str) -> Iterator[tuple[int, str]]:
    """Number and words of each line in the sections of these titles."""
    here = ""
    for number, line in enumerate(text.splitlines(), 1):
        here = _section(line) or here
        if here in titles:
            yield number, line.strip()


def _field(kind: Kind) -> FieldName:
    return next(name for name in LABELS.values() if name == kind)


def _blocks(text: str) -> Iterator[Block]:
    gap, start, lines = 0, 0, list[str]()
    before = 0
    for number, line in enumerate([*text.splitlines(), ""], 1):
        kind = _line_kind(line)
        if lines and (kind != "prose" or not line.strip()):
            yield _prose(start, tuple(lines), before)
            lines, gap = [], 0
        if not line.strip():
            gap += 1
        elif kind != "prose":
            yield Block(kind, number, (line.strip(),), gap)
            gap = 0
        else:
            if not lines:
                start, before, gap = number, gap, 0
            lines.append(line.strip())


def _prose(line: int, lines: tuple[str, ...], gap: int) -> Block:
    return Block("group" if is_group_title(" ".join(lines)) else "prose", line, lines, gap)


def _line_kind(line: str) -> Kind:
    if _section(line):
        return "section"
    words = normalise(line)
    if _AREA.search(words):
        return "group"
    for label, name in LABELS.items():
        if len(words) <= len(label) + 2 and fuzz.ratio(words, label) >= LABEL_ALIKE:
            return name
    if _UPDATE.match(line.strip()):
        return "update"
    return "group" if words and is_group_title(line) else "prose"


def _section(line: str) -> str:
    """The section that begins with this line: its title alone, which a text export indents and a copied page does not."""
    words = line.strip()
    return words if words in SECTIONS else ""


def _with_headings(blocks: list[Block]) -> list[Block | Record]:
    """The blocks, with a record put where the heading of an action stood."""
    result: list[Block | Record] = []
    for block in blocks:
        if block.kind == "description":
            result.append(_take_heading(result, block.line))
        result.append(block)
    return result


def _take_heading(before: list[Block | Record], line: int) -> Record:
    """Take the heading off the end of ``before``: of the last lines, those most like a title of the catalogue; a page
    break may have cut it in two, and a lost blank line may have glued it to the text before."""
    tail = [block for block in before[-2:] if isinstance(block, Block)]
    if not tail or tail[-1].kind != "prose":
        return Record("", line, None)
    last = tail[-1].lines
    trials = [last[-count:] for count in range(1, min(HEADING_LINES, len(last)) + 1)]
    if len(tail) == 2 and tail[0].kind == "prose" and tail[1].gap >= PAGE_BREAK:
        trials.append(tail[0].lines[-HEADING_LINES:] + last)
    best = max(trials, key=_likeness)
    action, _ = action_like(" ".join(best))
    return _cut_off(before, best if action else last, action)


def _cut_off(before: list[Block | Record], heading: tuple[str, ...], action: PolicyTarget | None) -> Record:
    """Remove the lines of ``heading`` from the end of ``before``."""
    left, line = len(heading), 0
    while left:
        block = before.pop()
        if not isinstance(block, Block):
            raise TypeError("a heading is made of blocks")
        kept = block.lines[: max(0, len(block.lines) - left)]
        left -= len(block.lines) - len(kept)
        line = block.line + len(kept)
        if kept:
            before.append(Block(block.kind, block.line, kept, block.gap))
    return Record(" ".join(heading), line, action)


def _likeness(lines: tuple[str, ...]) -> float:
    return action_like(" ".join(lines))[1]


def _append(block: Block, passage: Passage) -> None:
    if not passage.text:
        passage.line = block.line
    passage.text = f"{passage.text} {block.text}".strip()


def _date_of(block: Block, passage: Passage | None) -> None:
    """Note the date of a last update with the passage just before it."""
    words = _UPDATE.match(block.text)
    if passage is None or words is None:
        return
    match = _DATE.search(words.group(1))
    try:
        if match is None:
            raise ValueError
        passage.updated = date(int(match[3]), _MONTHS.index(match[2].lower()) + 1, int(match[1]))
    except ValueError:
        passage.bad_date = words.group(1)
