"""What stands before the first chapter: the cover page and the contents."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from lbsap.model.blocks import Cover, Rich
from lbsap.model.text import Text
from lbsap_docx.draft import Draft, Entry
from lbsap_docx.gate import attribute
from lbsap_docx.headings import IN_CONTENTS
from lbsap_docx.inline import plain, runs
from lbsap_docx.paragraphs import styled
from lbsap_docx.scheme import SCHEMES

_BEGIN: Final = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve">'
    f' TOC \\o "1-{IN_CONTENTS}" \\h \\z \\u </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
)
_TITLE_LINE: Final = 20
_CLOSE: Final = '<w:spacing w:before="60" w:after="60"/>'
_END: Final = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'


def cover(draft: Draft, block: Cover) -> str:
    """The paragraphs of the cover, without the end of its section."""
    return "".join(styled(style, inside) for style, inside in _lines(draft, block))


def title_lines(draft: Draft, block: Cover) -> str:
    """The same lines above a text that begins on the page: close together, as they are no page of their own."""
    return "".join(styled(style, inside, _CLOSE) for style, inside in _lines(draft, block))


def _lines(draft: Draft, block: Cover) -> Iterator[tuple[str, str]]:
    lang = draft.lang
    rows: list[tuple[str, Rich]] = [
        ("LbsapNotice", (block.notice,)),
        ("Title", (_by_sense(block.title),)),
        ("Subtitle", (block.subtitle,)),
        ("LbsapStage", (block.stage,)),
        *(("LbsapCoverLine", line) for line in block.lines),
        ("LbsapIssuer", block.issuer),
        ("LbsapDate", block.date),
    ]
    made = ((style, runs(rich, lang)) for style, rich in rows)
    return ((style, inside) for style, inside in made if inside)


def _by_sense(title: Text) -> Text:
    """A Chinese title too long for one line breaks before the years in brackets that end it, not within them."""
    head, bracket, years = title.zh.rpartition("（")
    ends = head and years.endswith("）")
    return replace(title, zh=f"{head}\n{bracket}{years}") if ends and len(title.zh) > _TITLE_LINE else title


def contents(draft: Draft) -> str:
    """The contents: a real field over entries we computed, so that they show at once and can be refreshed in Word.

    Page numbers come with the first refresh, since only Word's own layout knows them. A line above the entries says how;
    it stands inside the field, so that the refresh takes it away.
    """
    title = styled("TOCHeading", plain(draft.words.contents, draft.lang))
    entries = [
        ("LbsapNote", plain(draft.words.refresh, draft.lang)),
        *(_entry(draft, entry) for entry in draft.entries),
    ]
    inside = [body for _, body in entries]
    inside[0] = _BEGIN + inside[0]
    inside[-1] += _END
    lines = "".join(styled(style, body) for (style, _), body in zip(entries, inside, strict=True))
    return (
        '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/><w:docPartUnique/></w:docPartObj>'
        f"</w:sdtPr><w:sdtContent>{title}{lines}</w:sdtContent></w:sdt>"
    )


def _entry(draft: Draft, entry: Entry) -> tuple[str, str]:
    follows = SCHEMES[draft.lang]["chapter"][entry.depth].follows
    between = {"nothing": "", "space": "　", "tab": "\t"}[follows] if entry.number else ""
    words = plain(f"{entry.number}{between}{entry.words}", draft.lang)
    link = f'<w:hyperlink w:anchor="{attribute(entry.bookmark)}" w:history="1">{words}</w:hyperlink>'
    return f"TOC{entry.depth + 1}", link
