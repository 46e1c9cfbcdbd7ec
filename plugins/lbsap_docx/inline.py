"""What stands inside a paragraph: words, strong words, gaps and fields, as runs."""

from __future__ import annotations

from typing import Final

from lbsap.model.blocks import Gap, Inline, Rich
from lbsap.model.text import Lang, Text
from lbsap_docx.gate import run_text

# Without the hint, Word sets quotation marks, dashes and ellipses of Chinese text in the Latin font.
_HINT: Final[dict[Lang, str]] = {"zh": '<w:rFonts w:hint="eastAsia"/>', "en": ""}
_OPEN: Final[dict[Lang, str]] = {
    lang: f'<w:r>{f"<w:rPr>{hint}</w:rPr>" if hint else ""}<w:t xml:space="preserve">'
    for lang, hint in _HINT.items()
}
_OPEN_STRONG: Final[dict[Lang, str]] = {
    lang: f'<w:r><w:rPr><w:rStyle w:val="Strong"/>{hint}</w:rPr><w:t xml:space="preserve">'
    for lang, hint in _HINT.items()
}
# Highlighting in a style is ignored by Word, so it is set on the run: a person finds it by "find highlight".
_OPEN_GAP: Final[dict[Lang, str]] = {
    lang: f'<w:r><w:rPr><w:rStyle w:val="LbsapGap"/>{hint}<w:highlight w:val="yellow"/></w:rPr>'
    '<w:t xml:space="preserve">'
    for lang, hint in _HINT.items()
}
_CLOSE: Final = "</w:t></w:r>"


def plain(words: str, lang: Lang) -> str:
    """Words as one run."""
    return f"{_OPEN[lang]}{run_text(words)}{_CLOSE}" if words else ""


def runs(rich: Rich, lang: Lang) -> str:
    """Words and gaps in order, as runs."""
    return "".join([_run(item, lang) for item in rich])


def _run(item: Inline, lang: Lang) -> str:
    if isinstance(item, Text):
        return plain(item.show(lang), lang)
    if isinstance(item, Gap):
        return f"{_OPEN_GAP[lang]}{run_text(item.show(lang))}{_CLOSE}"
    return f"{_OPEN_STRONG[lang]}{run_text(item.show(lang))}{_CLOSE}"


def field(instruction: str, shown: str) -> str:
    """A field with its cached result. ``instruction`` is ours alone, never a user's text."""
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {instruction} </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        f'<w:r><w:t xml:space="preserve">{shown}</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
