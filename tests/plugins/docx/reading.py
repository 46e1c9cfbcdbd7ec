"""How the tests look into a written file: its parts, its elements, the text a reader sees."""

from __future__ import annotations

import io
import zipfile

from lxml import etree

from lbsap.model.blocks import Block, Part
from lbsap.model.text import Lang, Text
from lbsap_docx.names import A, C, W
from lbsap_docx.writer import write
from tests.plugins.docx.samples import document

NS = {"w": W, "a": A, "c": C}


def parts(data: bytes) -> dict[str, bytes]:
    """The parts of a package by name."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def with_part(data: bytes, name: str, content: bytes) -> bytes:
    """A copy of a package in which one part is another."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for part, old in {**parts(data), name: content}.items():
            package.writestr(part, old)
    return out.getvalue()


def body(data: bytes, name: str = "word/document.xml") -> etree._Element:
    """The root of a part, the document's own by default."""
    return etree.fromstring(parts(data)[name])


def found(element: etree._Element, path: str) -> list[etree._Element]:
    """The elements at an XPath in the prefixes ``w``, ``a`` and ``c``."""
    hits = element.xpath(path, namespaces=NS)
    assert isinstance(hits, list)
    return [hit for hit in hits if isinstance(hit, etree._Element)]


def values(element: etree._Element, path: str) -> list[str]:
    """The attributes or texts at an XPath."""
    hits = element.xpath(path, namespaces=NS)
    assert isinstance(hits, list)
    return [str(hit) for hit in hits]


def words(element: etree._Element) -> str:
    """What a reader sees of an element, without field instructions."""
    return "".join(values(element, ".//w:t/text()"))


def styled(root: etree._Element, style: str) -> list[str]:
    """The words of each paragraph in a style."""
    return [words(p) for p in found(root, f"//w:p[w:pPr/w:pStyle/@w:val='{style}']")]


def file_of(*blocks: Block, lang: Lang = "zh") -> bytes:
    """A file with one chapter that holds the blocks."""
    return write(document(Part("part", Text("章", "Chapter"), 0, blocks)), lang)


def body_of(*blocks: Block, lang: Lang = "zh") -> etree._Element:
    """The document part of such a file."""
    return body(file_of(*blocks, lang=lang))
