"""The file around the parts: a zip with fixed order and dates, content types and relationships."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Final, NamedTuple

from lbsap_docx.gate import attribute
from lbsap_docx.names import CONTENT_TYPES, DECLARATION, PACKAGE_RELATIONS, WORKBOOK_TYPE

EPOCH: Final = datetime(2026, 1, 1, tzinfo=UTC)
"""The date of every file: a document carries no clock, and the same plan gives the same bytes."""
_ZIP_DATE: Final = (1980, 1, 1, 0, 0, 0)
_FIRST: Final = ("[Content_Types].xml", "_rels/.rels", "word/document.xml")
_PACKED: Final = (".png", ".jpeg", ".xlsx")
_DEFAULTS: Final = {
    "jpeg": "image/jpeg",
    "png": "image/png",
    "rels": "application/vnd.openxmlformats-package.relationships+xml",
    "xlsx": WORKBOOK_TYPE,
    "xml": "application/xml",
}


class Relation(NamedTuple):
    """One relationship of a part: its id, its kind (a URI) and its target, seen from the part."""

    id: str
    kind: str
    target: str


def pack(parts: Mapping[str, bytes]) -> bytes:
    """The parts as one zip: the three that readers want first, then by name; the same parts give the same bytes."""
    order = [name for name in _FIRST if name in parts]
    order += sorted(name for name in parts if name not in _FIRST)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in order:
            entry = zipfile.ZipInfo(name, _ZIP_DATE)
            entry.create_system = 0
            entry.compress_type = zipfile.ZIP_STORED if name.endswith(_PACKED) else zipfile.ZIP_DEFLATED
            archive.writestr(entry, parts[name])
    return out.getvalue()


def relations_xml(relations: Iterable[Relation]) -> bytes:
    """A relationships part."""
    lines = "".join(f'<Relationship Id="{r.id}" Type="{r.kind}" Target="{r.target}"/>' for r in relations)
    return f'{DECLARATION}<Relationships xmlns="{PACKAGE_RELATIONS}">{lines}</Relationships>'.encode()


def types_xml(overrides: Mapping[str, str]) -> bytes:
    """The content types part: the defaults we use, and ``overrides`` by part name (no leading slash)."""
    lines = "".join(
        f'<Default Extension="{suffix}" ContentType="{kind}"/>' for suffix, kind in _DEFAULTS.items()
    )
    lines += "".join(
        f'<Override PartName="/{name}" ContentType="{kind}"/>' for name, kind in overrides.items()
    )
    return f'{DECLARATION}<Types xmlns="{CONTENT_TYPES}">{lines}</Types>'.encode()


def core_xml(properties: Mapping[str, str]) -> bytes:
    """The core properties part: ``dc:`` and ``cp:`` names to plain text; the dates are ``EPOCH``."""
    date = EPOCH.strftime("%Y-%m-%dT%H:%M:%SZ")
    lines = "".join(f"<{name}>{attribute(value)}</{name}>" for name, value in properties.items())
    lines += "".join(
        f'<dcterms:{name} xsi:type="dcterms:W3CDTF">{date}</dcterms:{name}>'
        for name in ("created", "modified")
    )
    return (
        f'{DECLARATION}<cp:coreProperties xmlns:cp="{PACKAGE_RELATIONS.replace("relationships", "metadata/core-properties")}"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
        f' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">{lines}</cp:coreProperties>'
    ).encode()


def app_xml() -> bytes:
    """The application properties part."""
    space = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"
    return f'{DECLARATION}<Properties xmlns="{space}"><Application>lbsap</Application></Properties>'.encode()
