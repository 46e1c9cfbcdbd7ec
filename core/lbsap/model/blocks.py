"""The blocks a document is made of. Sections return blocks, never Word objects.

Every text is bilingual: one plan, two renderings. A gap stays visible in both.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from lbsap.model.text import Lang, Text

ChartKind = Literal["column", "bar", "stacked_bar", "line", "pie", "radar"]
Align = Literal["left", "center", "right"]


@dataclass(frozen=True, slots=True)
class Gap:
    """Something still to be supplied: shown as 【待补充：…】 and listed; never filled with an invented figure.

    ``unit``, ``year`` and ``department`` may be empty. ``where`` is the field or file place to fill it.
    """

    name: Text
    unit: Text = Text()
    year: str = ""
    department: Text = Text()
    where: str = ""

    def show(self, lang: Lang) -> str:
        """The mark that stands in the text: name, unit and year, suggested source; what is not known is left out."""
        name, unit, department = (text.show(lang) for text in (self.name, self.unit, self.department))
        year = self.year.removesuffix("年")
        if lang == "zh":
            details = "，".join(filter(None, (unit, year and f"{year}年")))
            source = f"；建议由{department}提供" if department else ""
            return f"【待补充：{name}{f'（{details}）' if details else ''}{source}】"
        details = ", ".join(filter(None, (unit, year)))
        source = f"; suggested source: {department}" if department else ""
        return f"[To be completed: {name}{f' ({details})' if details else ''}{source}]"


@dataclass(frozen=True, slots=True)
class Strong:
    """Words set in bold inside a paragraph."""

    text: Text

    def show(self, lang: Lang) -> str:
        """The words in one language."""
        return self.text.show(lang)


Inline = Text | Gap | Strong
Rich = tuple[Inline, ...]
"""What stands in a paragraph or a table cell: words and gaps in order."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading below the section's own: ``level`` 1 is right under the section. ``numbered`` or plain."""

    text: Text
    level: int = 1
    numbered: bool = True


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of body text; ``style`` picks the look. ``flush`` has no indent (whom a letter is for), ``right``
    stands at the right margin (who signs, and when)."""

    content: Rich
    style: Literal["body", "lead", "note", "source", "center", "flush", "right"] = "body"


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list; ``numbered`` for steps."""

    items: tuple[Rich, ...]
    numbered: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """A table column: its head, share of the width (any positive number) and alignment."""

    head: Text
    width: float = 1.0
    align: Align = "left"


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a caption above and its source below; the head row repeats on each page.

    ``rows`` hold one ``Rich`` per column. ``landscape`` puts it on landscape pages of its own.
    """

    caption: Text
    columns: tuple[Column, ...]
    rows: tuple[tuple[Rich, ...], ...]
    source: Text = Text()
    landscape: bool = False


@dataclass(frozen=True, slots=True)
class Series:
    """One series of a chart: a value per category; ``None`` where there is no data."""

    name: Text
    values: tuple[float | None, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """A native, editable chart. ``caption`` tells the finding, ``alt`` describes it for those who cannot see it."""

    kind: ChartKind
    caption: Text
    categories: tuple[Text, ...]
    series: tuple[Series, ...]
    alt: Text
    unit: Text = Text()
    maximum: float | None = None


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture supplied by the city (a map), or the frame of one still to be supplied where ``data`` is empty."""

    caption: Text
    alt: Text
    data: bytes = b""
    media_type: Literal["image/png", "image/jpeg", ""] = ""


@dataclass(frozen=True, slots=True)
class Box:
    """A framed box (专栏) with a title and blocks of its own: the projects of one action, a local example."""

    title: Text
    blocks: tuple[Paragraph | Bullets, ...]


Block = Heading | Paragraph | Bullets | Table | Chart | Figure | Box | Gap


@dataclass(frozen=True, slots=True)
class Part:
    """One section of a document: its outline item, heading and blocks. ``depth`` 0 is a chapter or an annex.

    ``numbering`` says how its heading counts: chapters 第一章, annexes 附件1, or not at all. ``new_page`` begins a page
    below a chapter too; chapters and annexes always do.
    """

    key: str
    title: Text
    depth: int
    blocks: tuple[Block, ...] = ()
    numbering: Literal["chapter", "annex", "none"] = "chapter"
    landscape: bool = False
    new_page: bool = False


@dataclass(frozen=True, slots=True)
class Cover:
    """The cover: title, subtitle lines, issuer and date line. ``notice`` is printed on the cover and in each header."""

    title: Text
    subtitle: Text = Text()
    lines: tuple[Rich, ...] = ()
    issuer: Rich = ()
    date: Rich = ()
    notice: Text = Text()
    stage: Text = Text()


@dataclass(frozen=True, slots=True)
class Document:
    """A whole document ready for an exporter; ``made_from`` names ids and versions of all it rests on.

    A ``sheet`` (a form, a table of comments) has its title above the text, and neither a cover page nor contents.
    """

    cover: Cover
    parts: tuple[Part, ...]
    header: Text = Text()
    made_from: tuple[str, ...] = ()
    sheet: bool = False
