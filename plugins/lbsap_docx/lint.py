"""The structure lint: six defects that the Open XML SDK validator misses, and the packaging slips beside them.

For tests and for looking into a file somebody sends; a write does not run it.
"""

from __future__ import annotations

import io
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from posixpath import dirname, join, normpath
from typing import Final, NamedTuple

from lxml import etree

from lbsap_docx.names import OFFICE, WP, W

_Q: Final = f"{{{W}}}"
_R: Final = f"{{{OFFICE}}}"
_VAL: Final = f"{_Q}val"
_ID: Final = f"{_Q}id"
_STYLED: Final = frozenset({f"{_Q}{name}" for name in ("pStyle", "rStyle", "tblStyle")})
_NOTES: Final = {
    f"{_Q}footnoteReference": "footnotes",
    f"{_Q}endnoteReference": "endnotes",
    f"{_Q}commentReference": "comments",
}


class Finding(NamedTuple):
    """One defect: a code and where it stands."""

    code: str
    where: str


def lint(data: bytes) -> list[Finding]:
    """The defects of a Word file, in order; an empty list for a sound one."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        names = package.namelist()
        findings = [Finding("part-twice", name) for name, count in Counter(names).items() if count > 1]
        parts = {name: package.read(name) for name in names}
    findings += _untyped(parts)
    findings += _dangling(parts)
    for name in parts:
        if name.startswith("word/") and name.endswith(".xml"):
            findings += _Story(name, _relation_ids(parts, name), _style_ids(parts)).lint(parts)
    return findings


def _untyped(parts: dict[str, bytes]) -> Iterator[Finding]:
    types = etree.fromstring(parts["[Content_Types].xml"])
    suffixes = {entry.get("Extension", "").lower() for entry in types.iter("{*}Default")}
    named = {entry.get("PartName", "").lstrip("/") for entry in types.iter("{*}Override")}
    for name in parts:
        if (
            name != "[Content_Types].xml"
            and name not in named
            and name.rpartition(".")[2].lower() not in suffixes
        ):
            yield Finding("part-without-type", name)
    yield from (Finding("type-without-part", name) for name in sorted(named - parts.keys()))


def _relations_of(name: str) -> str:
    return join(dirname(name), "_rels", f"{name.rpartition('/')[2]}.rels")


def _relation_ids(parts: dict[str, bytes], name: str) -> frozenset[str]:
    rels = parts.get(_relations_of(name))
    return frozenset() if rels is None else frozenset(r.get("Id", "") for r in etree.fromstring(rels))


def _style_ids(parts: dict[str, bytes]) -> frozenset[str]:
    styles = etree.fromstring(parts["word/styles.xml"])
    return frozenset(style.get(f"{_Q}styleId", "") for style in styles.iter(f"{_Q}style"))


def _dangling(parts: dict[str, bytes]) -> Iterator[Finding]:
    for name in parts:
        if name.endswith(".rels"):
            folder = dirname(dirname(name))
            for relation in etree.fromstring(parts[name]):
                target = relation.get("Target", "")
                path = target.lstrip("/") if target.startswith("/") else normpath(join(folder, target))
                if relation.get("TargetMode") != "External" and path not in parts:
                    yield Finding("relation-without-part", f"{name}: {target}")


@dataclass(slots=True)
class _Story:
    """One part, read in a single pass from start to end."""

    name: str
    relations: frozenset[str]
    styles: frozenset[str]
    findings: list[Finding] = field(default_factory=list)
    bookmarks: dict[str, str] = field(default_factory=dict)
    names: set[str] = field(default_factory=set)
    ids: Counter[str] = field(default_factory=Counter)
    fields: list[str] = field(default_factory=list)

    def lint(self, parts: dict[str, bytes]) -> list[Finding]:
        for event, element in etree.iterparse(io.BytesIO(parts[self.name]), events=("start", "end")):
            if event == "start":
                self._on_start(element, parts)
            else:
                self._on_end(element)
        self.findings += [self._at("bookmark-never-ended", name) for name in self.bookmarks.values()]
        self.findings += [self._at("field-never-ended", str(len(self.fields)))] if self.fields else []
        self.findings += [self._at("id-twice", what) for what, count in self.ids.items() if count > 1]
        return self.findings

    def _at(self, code: str, where: str) -> Finding:
        return Finding(code, f"{self.name}: {where}")

    def _on_start(self, element: etree._Element, parts: dict[str, bytes]) -> None:
        tag = element.tag
        if tag == f"{_Q}bookmarkStart":
            self._open_bookmark(element)
        elif tag == f"{_Q}bookmarkEnd":
            if self.bookmarks.pop(element.get(_ID, ""), None) is None:
                self.findings.append(self._at("bookmark-without-start", element.get(_ID, "")))
        elif tag == f"{_Q}fldChar":
            self._field_mark(element.get(f"{_Q}fldCharType", ""))
        elif tag == f"{{{WP}}}docPr":
            self.ids[f"docPr {element.get('id')}"] += 1
        elif tag in _STYLED and element.get(_VAL) not in self.styles:
            self.findings.append(self._at("unknown-style", element.get(_VAL, "")))
        elif tag in _NOTES and f"word/{_NOTES[tag]}.xml" not in parts:
            self.findings.append(self._at("note-without-part", _NOTES[tag]))
        used = (str(value) for key, value in element.attrib.items() if str(key).startswith(_R))
        self.findings += [
            self._at("unknown-relation", value) for value in used if value not in self.relations
        ]

    def _open_bookmark(self, element: etree._Element) -> None:
        number, name = element.get(_ID, ""), element.get(f"{_Q}name", "")
        self.ids[f"bookmark {number}"] += 1
        if name in self.names:
            self.findings.append(self._at("bookmark-name-twice", name))
        self.names.add(name)
        self.bookmarks[number] = name

    def _field_mark(self, kind: str) -> None:
        if kind == "begin":
            self.fields.append(kind)
        elif not self.fields or (kind == "separate" and self.fields[-1] == "separate"):
            self.findings.append(self._at("field-marks", kind))
        elif kind == "separate":
            self.fields[-1] = kind
        else:
            self.fields.pop()

    def _on_end(self, element: etree._Element) -> None:
        tag = element.tag
        if tag == f"{_Q}tc":
            if len(element) == 0 or element[-1].tag != f"{_Q}p":
                self.findings.append(self._at("cell-without-paragraph", f"line {element.sourceline}"))
        elif tag == f"{_Q}tbl":
            if element.find(f"{_Q}tr") is None:
                self.findings.append(self._at("table-without-rows", f"line {element.sourceline}"))
            if element.find(f"{_Q}tblGrid") is None:
                self.findings.append(self._at("table-without-grid", f"line {element.sourceline}"))
        elif tag == f"{_Q}sdtPr":
            self.ids.update(f"control {mark.get(_VAL)}" for mark in element.findall(f"{_Q}id"))
