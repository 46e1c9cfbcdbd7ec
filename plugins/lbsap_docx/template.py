"""The style template of a language: read once per process, checked, and kept as ready parts."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from lxml import etree

from lbsap.data import shipped
from lbsap.model.text import Lang
from lbsap_docx.names import DOCUMENT_TYPE, W
from lbsap_docx.package import Relation
from lbsap_docx.scheme import FIRST_FREE_LIST
from lbsap_docx.styles import LOOKS

_Q: Final = f"{{{W}}}"
_OURS: Final = ("[Content_Types].xml", "_rels/.rels", "word/document.xml", "word/_rels/document.xml.rels")


@dataclass(frozen=True, slots=True)
class Page:
    """A portrait page; all lengths in twentieths of a point. ``grid`` is the template's ``w:docGrid`` or empty."""

    width: int
    height: int
    top: int
    right: int
    bottom: int
    left: int
    header: int
    footer: int
    grid: str

    def text_width(self, landscape: bool) -> int:
        """The width between the margins; a landscape page is the portrait one turned, margins and all."""
        return self.height - self.top - self.bottom if landscape else self.width - self.left - self.right


@dataclass(frozen=True, slots=True)
class Template:
    """What the exporter takes from a template: finished parts, their relations and types, the page, the lists."""

    parts: Mapping[str, bytes]
    relations: tuple[Relation, ...]
    types: Mapping[str, str]
    page: Page
    numbering: str


@cache
def shipped_template(lang: Lang) -> Template:
    """The shipped template of a language."""
    return read(shipped("templates", "docx", f"plan-{lang}.docx"), lang)


def read(path: Path, lang: Lang) -> Template:
    """The template in a Word file. Raises ``ValueError`` naming the styles or lists that are not there."""
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    _check(parts, path, lang)
    overrides = etree.fromstring(parts["[Content_Types].xml"]).iter("{*}Override")
    types = {entry.get("PartName", "").lstrip("/"): entry.get("ContentType", "") for entry in overrides}
    relations = etree.fromstring(parts["word/_rels/document.xml.rels"])
    kept = {
        name: data for name, data in parts.items() if name not in _OURS and not name.startswith("docProps/")
    }
    return Template(
        parts={name: data for name, data in kept.items() if name != "word/numbering.xml"},
        relations=tuple(Relation(r.get("Id", ""), r.get("Type", ""), r.get("Target", "")) for r in relations),
        types={name: kind for name, kind in types.items() if name in kept}
        | {"word/document.xml": DOCUMENT_TYPE},
        page=_page(parts["word/document.xml"]),
        numbering=parts["word/numbering.xml"].decode("utf-8"),
    )


def _check(parts: Mapping[str, bytes], path: Path, lang: Lang) -> None:
    styles = {
        style.get(f"{_Q}styleId") for style in etree.fromstring(parts["word/styles.xml"]).iter(f"{_Q}style")
    }
    lists = {num.get(f"{_Q}numId") for num in etree.fromstring(parts["word/numbering.xml"]).iter(f"{_Q}num")}
    missing = [f"style {style.id}" for style in LOOKS[lang] if style.id not in styles]
    missing += [f"list {number}" for number in range(1, FIRST_FREE_LIST) if str(number) not in lists]
    if missing:
        raise ValueError(f"{path.name}: the template lacks {', '.join(missing)}")


def _page(document: bytes) -> Page:
    section = etree.fromstring(document).find(f"{_Q}body/{_Q}sectPr")
    if section is None:
        raise ValueError("the template has no page setup")
    size, margins, grid = (section.find(f"{_Q}{name}") for name in ("pgSz", "pgMar", "docGrid"))
    if size is None or margins is None:
        raise ValueError("the template has no page size or margins")
    width, height = (int(size.get(f"{_Q}{name}", "0")) for name in ("w", "h"))
    sides = ("top", "right", "bottom", "left", "header", "footer")
    lengths = {name: int(margins.get(f"{_Q}{name}", "0")) for name in sides}
    pitch = (
        ""
        if grid is None
        else f'<w:docGrid w:type="lines" w:linePitch="{grid.get(f"{_Q}linePitch", "312")}"/>'
    )
    return Page(width=width, height=height, grid=pitch, **lengths)
