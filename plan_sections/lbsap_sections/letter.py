"""Letter that asks departments for comments, with a form to reply on."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from lbsap.model.blocks import Block, Paragraph, Table
from lbsap.model.text import Text, same
from lbsap_sections import wording
from lbsap_sections.letters import signed
from lbsap_sections.pen import Pen, section

ROWS: Final = 5


def write(pen: Pen) -> Iterator[Block]:
    title = pen.ctx.settings.title
    yield Paragraph(pen.rich("to"), "flush")
    yield from pen.lead("body", title=title)
    yield from pen.paragraphs("attached", title=title)
    yield from signed(pen, pen.value("lead_department"), dated=False)
    yield _form(pen)


def _form(pen: Pen) -> Table:
    """An empty form; its blank cells are spaces, since a cell without words would be a fault."""
    columns = pen.columns(("head_no", 0.7, "center"), ("head_part", 2), ("head_words", 4), ("head_reason", 3))
    blank = (Text("　", " "),)
    return pen.table(
        "form_caption", columns, ((((same(str(no)),), blank, blank, blank)) for no in range(1, ROWS + 1))
    )


LETTER: Final = section(wording.read(__file__), write, document="letter")
