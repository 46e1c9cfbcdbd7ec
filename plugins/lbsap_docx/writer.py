"""From a document value to the bytes of a Word file, in one language.

The body is written as text straight into its part: no element tree, so the work grows with the content alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from lbsap.model.blocks import (
    Block,
    Box,
    Bullets,
    Chart,
    Document,
    Figure,
    Gap,
    Heading,
    Paragraph,
    Part,
    Table,
)
from lbsap.model.text import Lang
from lbsap_docx.boxes import box
from lbsap_docx.charts import chart
from lbsap_docx.draft import Draft
from lbsap_docx.figures import figure
from lbsap_docx.front import contents, cover, title_lines
from lbsap_docx.headings import Headings
from lbsap_docx.names import DECLARATION, OFFICE, PACKAGE_RELATIONS, WORD_ROOT
from lbsap_docx.package import Relation, app_xml, core_xml, pack, relations_xml, types_xml
from lbsap_docx.paragraphs import bullets, gap, paragraph
from lbsap_docx.sections import FROM_ONE, GOING_ON, ROMAN, Sections, section_end
from lbsap_docx.tables import table
from lbsap_docx.template import shipped_template

_LONGEST_PROPERTY: Final = 255
_CORE: Final = "application/vnd.openxmlformats-package.core-properties+xml"
_APP: Final = "application/vnd.openxmlformats-officedocument.extended-properties+xml"
_DOCUMENT_RELATIONS: Final = "word/_rels/document.xml.rels"
_PACKAGE_RELATIONS: Final = relations_xml(
    (
        Relation("rId1", f"{OFFICE}/officeDocument", "word/document.xml"),
        Relation("rId2", f"{PACKAGE_RELATIONS}/metadata/core-properties", "docProps/core.xml"),
        Relation("rId3", f"{OFFICE}/extended-properties", "docProps/app.xml"),
    )
)


def write(document: Document, lang: Lang) -> bytes:
    """The document as a ``.docx`` file; the same document gives the same bytes.

    Raises ``ValueError`` where a block contradicts itself: a table row that does not fit its columns, a chart series
    that does not fit its categories.
    """
    draft = Draft(lang, shipped_template(lang))
    sections = Sections(draft, _header(document, draft))
    body = list(_Body(draft, sections).write(document))
    xml = "".join(
        (
            DECLARATION,
            f"<w:document {WORD_ROOT}><w:body>",
            *_front(document, draft, sections),
            *body,
            "</w:body></w:document>",
        )
    )
    return _package(draft, document, xml.encode("utf-8"))


def _front(document: Document, draft: Draft, sections: Sections) -> tuple[str, ...]:
    """What stands before the first part; the contents are known once the body is written."""
    if document.sheet:
        return (title_lines(draft, document.cover),)
    return (
        cover(draft, document.cover),
        section_end(sections.bare()),
        contents(draft),
        section_end(sections.running(ROMAN, landscape=False)),
    )


class _Body:
    """Walks the parts and keeps the pages turned the way each block wants them."""

    def __init__(self, draft: Draft, sections: Sections) -> None:
        self._draft = draft
        self._sections = sections
        self._headings = Headings(draft)
        self._numbering = FROM_ONE
        self._empty = True

    def write(self, document: Document) -> Iterator[str]:
        for part in document.parts:
            yield from self._part(part)
        yield self._section()

    def _part(self, part: Part) -> Iterator[str]:
        draft, number = self._draft, self._draft.new_id()
        name = draft.bookmark_name(part.key)
        yield from self._turn(_lies(part, 0))
        yield f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>{self._headings.of_part(part)}'
        for place, block in enumerate(part.blocks):
            yield from self._turn(_lies(part, place))
            yield self._block(block)
        yield f'<w:bookmarkEnd w:id="{number}"/>'

    def _turn(self, landscape: bool) -> Iterator[str]:
        """End the section where the next block wants its pages the other way round."""
        if landscape != self._draft.landscape and not self._empty:
            yield section_end(self._section())
            self._numbering = GOING_ON
        self._draft.landscape, self._empty = landscape, False

    def _section(self) -> str:
        return self._sections.running(self._numbering, landscape=self._draft.landscape)

    def _block(self, block: Block) -> str:
        draft = self._draft
        match block:
            case Paragraph():
                return paragraph(draft, block)
            case Heading():
                return self._headings.inside(block)
            case Bullets():
                return bullets(draft, block)
            case Table():
                return table(draft, block)
            case Chart():
                return chart(draft, block)
            case Figure():
                return figure(draft, block)
            case Box():
                return box(draft, block)
            case Gap():
                return gap(draft, block)


def _lies(part: Part, place: int) -> bool:
    """Whether the block at ``place`` wants a landscape page; headings go with what follows them."""
    if part.landscape:
        return True
    following = next((block for block in part.blocks[place:] if not isinstance(block, Heading)), None)
    return isinstance(following, Table) and following.landscape


def _header(document: Document, draft: Draft) -> str:
    title = (document.header or document.cover.title).show(draft.lang)
    return draft.words.beside.join(filter(None, (title, document.cover.notice.show(draft.lang))))


def _package(draft: Draft, document: Document, body: bytes) -> bytes:
    template = draft.template
    numbering = template.numbering.replace("</w:numbering>", f"{''.join(draft.lists)}</w:numbering>")
    parts = {
        **template.parts,
        **draft.parts,
        "word/document.xml": body,
        "word/numbering.xml": numbering.encode("utf-8"),
        _DOCUMENT_RELATIONS: relations_xml((*template.relations, *draft.relations)),
        "docProps/core.xml": core_xml(_properties(draft, document)),
        "docProps/app.xml": app_xml(),
        "_rels/.rels": _PACKAGE_RELATIONS,
    }
    types = {**template.types, **draft.types, "docProps/core.xml": _CORE, "docProps/app.xml": _APP}
    return pack({"[Content_Types].xml": types_xml(types), **parts})


def _properties(draft: Draft, document: Document) -> dict[str, str]:
    own = document.cover
    values = {
        "dc:title": own.title.show(draft.lang),
        "dc:subject": own.subtitle.show(draft.lang),
        "dc:creator": "lbsap",
        "cp:keywords": own.notice.show(draft.lang),
        "dc:description": "; ".join(document.made_from),
        "cp:lastModifiedBy": "lbsap",
        "cp:revision": "1",
        "cp:category": own.stage.show(draft.lang),
        "dc:language": draft.words.tag,
    }
    return {name: value[:_LONGEST_PROPERTY] for name, value in values.items()}
