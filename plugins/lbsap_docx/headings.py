"""Headings: Word's own numbering, the label it will print, and the bookmarks that contents and refreshing need."""

from __future__ import annotations

from lbsap.model.blocks import Heading, Part
from lbsap.model.numbering import HeadingCounter, Place, Row
from lbsap_docx.draft import Draft, Entry
from lbsap_docx.inline import plain
from lbsap_docx.paragraphs import styled
from lbsap_docx.scheme import LIST_OF, label

IN_CONTENTS = 3
_FIRST_TOC_NAME = 260101000


class Headings:
    """Writes the headings of a document in order."""

    def __init__(self, draft: Draft) -> None:
        self._draft = draft
        self._counter = HeadingCounter()

    def of_part(self, part: Part) -> str:
        """The heading of a part; one without title has none."""
        place = self._counter.of_part(part)
        if not part.title:
            return ""
        return self._heading(place, part.title.show(self._draft.lang), new_page=part.new_page)

    def inside(self, heading: Heading) -> str:
        """A heading among the blocks of the part written last."""
        return self._heading(self._counter.inside(heading), heading.text.show(self._draft.lang))

    def _heading(self, place: Place, words: str, *, new_page: bool = False) -> str:
        draft, depth, row = self._draft, place.depth, place.row
        style = "LbsapAnnex" if row == "annex" and depth == 0 else f"Heading{depth + 1}"
        inside = plain(words, draft.lang)
        if depth < IN_CONTENTS:
            number = label(draft.lang, row, place.counts) if row else ""
            name = f"_Toc{_FIRST_TOC_NAME + len(draft.entries) + 1}"
            draft.entries.append(Entry(depth, number, words, name))
            inside = bookmarked(draft, name, inside)
        turned = "<w:pageBreakBefore/>" if new_page else ""
        return styled(style, inside, turned + _list_properties(row, depth))


def _list_properties(row: Row | None, depth: int) -> str:
    """Nothing where the style's own numbering is right; else the list to count in, or list 0 for no number."""
    if row == "chapter" or (row == "annex" and depth == 0):
        return ""
    number = LIST_OF[row] if row else 0
    return f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr>'


def bookmarked(draft: Draft, name: str, inside: str) -> str:
    """Content between the two marks of a bookmark."""
    number = draft.new_id()
    return f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>{inside}<w:bookmarkEnd w:id="{number}"/>'
