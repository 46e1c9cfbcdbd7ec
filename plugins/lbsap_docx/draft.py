"""The document while it is being written: one per call of ``write``, shared by the modules that emit blocks."""

from __future__ import annotations

import re
import zlib
from collections import Counter
from dataclasses import dataclass, field
from typing import NamedTuple

from lbsap.model.text import Lang
from lbsap_docx import scheme
from lbsap_docx.names import OFFICE
from lbsap_docx.package import Relation
from lbsap_docx.template import Template
from lbsap_docx.words import WORDS, Words

_NOT_IN_NAMES = re.compile(r"\W", re.ASCII)
_LONGEST_NAME = 40


class Entry(NamedTuple):
    """A heading as the contents list it: depth from 0, number as printed (may be empty), words, bookmark."""

    depth: int
    number: str
    words: str
    bookmark: str


@dataclass(slots=True)
class Draft:
    """Counters, side parts and relations of one document. ``landscape`` is the state of the section being filled."""

    lang: Lang
    template: Template
    landscape: bool = False
    parts: dict[str, bytes] = field(default_factory=dict)
    types: dict[str, str] = field(default_factory=dict)
    relations: list[Relation] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)
    pictures: dict[bytes, str] = field(default_factory=dict)
    lists: list[str] = field(default_factory=list)
    _counts: Counter[str] = field(default_factory=Counter)
    _names: set[str] = field(default_factory=set)

    @property
    def words(self) -> Words:
        """The exporter's own words in the language of this document."""
        return WORDS[self.lang]

    @property
    def text_width(self) -> int:
        """The width between the margins of the section being filled, in twentieths of a point."""
        return self.template.page.text_width(self.landscape)

    def count(self, what: str) -> int:
        """The next number of a row: figures, tables, boxes, charts."""
        self._counts[what] += 1
        return self._counts[what]

    def new_id(self) -> int:
        """An id that nothing else in the document has (drawings and bookmarks)."""
        return self.count("id")

    def relate(self, kind: str, target: str) -> str:
        """Tie a side part to the document; returns the relationship id."""
        relation = Relation(f"rIdL{len(self.relations) + 1}", f"{OFFICE}/{kind}", target)
        self.relations.append(relation)
        return relation.id

    def add_part(self, name: str, data: bytes, content_type: str = "") -> None:
        """Put a part into the package; a type is needed where the suffix does not tell it."""
        self.parts[name] = data
        if content_type:
            self.types[name] = content_type

    def bookmark_name(self, key: str) -> str:
        """A hidden bookmark name for a key: letters, digits and underscores, at most 40, and not taken yet."""
        name = f"_lbsap_{_NOT_IN_NAMES.sub('_', key)}"
        if len(name) > _LONGEST_NAME or name.casefold() in self._names:
            name = f"{name[: _LONGEST_NAME - 9]}_{zlib.crc32(f'{key}{len(self._names)}'.encode('utf-8', 'replace')):08x}"
        self._names.add(name.casefold())
        return name

    def new_list(self, parent: int) -> int:
        """A list that starts again at 1, in the look of list ``parent``; returns its id."""
        number = scheme.FIRST_FREE_LIST + len(self.lists)
        self.lists.append(
            f'<w:num w:numId="{number}"><w:abstractNumId w:val="{parent}"/><w:lvlOverride w:ilvl="0">'
            '<w:startOverride w:val="1"/></w:lvlOverride></w:num>'
        )
        return number
