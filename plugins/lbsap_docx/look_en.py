"""The English look: a public report, 11 pt serif at 1.15 lines under green sans-serif headings."""

from __future__ import annotations

from typing import Final

from lbsap_docx.scheme import ANNEX_LIST, BOX_BULLET_LIST, BOX_STEP_LIST, BULLET_LIST, CHAPTER_LIST, STEP_LIST
from lbsap_docx.style import FRAME, GREEN, RULE_BELOW, Style, gaps, heading, jc, letters, listed, toc

_SERIF, _SANS, _SONG, _HEI = "Times New Roman", "Arial", "SimSun", "SimHei"
_KEEP: Final = "<w:keepNext/><w:keepLines/>"
_DOTS: Final = '<w:tab w:val="right" w:leader="dot" w:pos="9070"/>'
_BODY: Final = gaps(0, 120, 276)


def _head(size: int) -> str:
    return letters(_SANS, _HEI, size, bold=True, color=GREEN)


def _contents(level: int, left: int, hanging: int, before: int, run: str) -> Style:
    # The second stop is for "Annex 1", which reaches past the first.
    stops = "".join(f'<w:tab w:val="left" w:pos="{left + hanging + more}"/>' for more in (0, 567))
    tabs = f"<w:tabs>{stops}{_DOTS}</w:tabs>"
    ind = f'<w:ind w:left="{left + hanging}" w:right="567" w:hanging="{hanging}"/>'
    return toc(level, f"{tabs}{gaps(before, 20, 259)}{ind}", run)


STYLES: Final = (
    Style("Normal", "Normal", "<w:widowControl/>", letters(_SERIF, _SONG, 22), based_on="", own=False),
    Style("BodyText", "Body Text", _BODY + jc("both"), own=False),
    Style("LbsapLead", "lbsap lead", _BODY, letters(_SANS, _HEI, 22, color=GREEN)),
    Style("LbsapNote", "lbsap note", gaps(60, 160), letters(_SERIF, _SONG, 18)),
    Style("LbsapSource", "lbsap source", gaps(60, 240), letters(_SERIF, _SONG, 17, color="55605A")),
    Style("LbsapCenter", "lbsap center", _BODY + jc("center")),
    Style("LbsapFlush", "lbsap flush", _BODY),
    Style("LbsapRight", "lbsap right", _BODY + jc("right")),
    Style("LbsapGapBlock", "lbsap gap block", _BODY),
    heading(1, f"{_KEEP}<w:pageBreakBefore/>{listed(CHAPTER_LIST)}{gaps(0, 280)}", _head(36)),
    heading(2, f"{_KEEP}{listed(CHAPTER_LIST, 1)}{gaps(320, 120)}", _head(28)),
    heading(3, f"{_KEEP}{listed(CHAPTER_LIST, 2)}{gaps(260, 100)}", _head(24)),
    heading(4, f"{_KEEP}{listed(CHAPTER_LIST, 3)}{gaps(220, 80)}", _head(22)),
    heading(5, f"{_KEEP}{listed(CHAPTER_LIST, 4)}{gaps(200, 80)}", letters(_SANS, _HEI, 21, color=GREEN)),
    Style(
        "LbsapAnnex",
        "lbsap annex",
        f'{_KEEP}<w:pageBreakBefore/>{listed(ANNEX_LIST)}{gaps(0, 240)}<w:outlineLvl w:val="0"/>',
        _head(32),
        following="BodyText",
    ),
    Style("TOCHeading", "TOC Heading", gaps(0, 280), _head(36), own=False),
    _contents(1, 0, 567, 160, letters(_SANS, _HEI, 21, bold=True)),
    _contents(2, 567, 680, 0, letters(_SERIF, _SONG, 22)),
    _contents(3, 1247, 794, 0, letters(_SERIF, _SONG, 20)),
    Style(
        "Caption",
        "caption",
        f"<w:keepLines/>{gaps(200, 100)}",
        letters(_SANS, _HEI, 19, bold=True),
        own=False,
    ),
    Style("LbsapFigure", "lbsap figure", f"<w:keepNext/>{gaps(200, 0)}{jc('center')}"),
    Style(
        "LbsapFrame",
        "lbsap frame",
        f'<w:keepNext/><w:pBdr>{FRAME}</w:pBdr>{gaps(240, 120, 480)}<w:ind w:left="567" w:right="567"/>{jc("center")}',
    ),
    Style(
        "LbsapTableHead",
        "lbsap table head",
        f"<w:keepNext/>{gaps(20, 20)}",
        letters(_SANS, _HEI, 18, bold=True),
    ),
    Style("LbsapTableText", "lbsap table text", gaps(20, 20), letters(_SERIF, _SONG, 19)),
    Style("LbsapBoxTitle", "lbsap box title", f"<w:keepNext/>{gaps(40, 40)}", _head(21)),
    Style("LbsapBoxText", "lbsap box text", gaps(20, 80, 259), letters(_SANS, _HEI, 19)),
    Style("ListBullet", "List Bullet", listed(BULLET_LIST) + gaps(0, 60, 276), own=False),
    Style("ListNumber", "List Number", listed(STEP_LIST) + gaps(0, 60, 276), own=False),
    Style(
        "LbsapBoxBullet",
        "lbsap box bullet",
        listed(BOX_BULLET_LIST) + gaps(0, 40, 259),
        letters(_SANS, _HEI, 19),
    ),
    Style(
        "LbsapBoxNumber",
        "lbsap box number",
        listed(BOX_STEP_LIST) + gaps(0, 40, 259),
        letters(_SANS, _HEI, 19),
    ),
    Style("Title", "Title", gaps(2400, 240), letters(_SANS, _HEI, 56, bold=True, color=GREEN), own=False),
    Style("Subtitle", "Subtitle", gaps(60, 120), letters(_SANS, _HEI, 30), own=False),
    Style("LbsapStage", "lbsap stage", gaps(160, 160), letters(_SANS, _HEI, 26, color="55605A")),
    Style("LbsapCoverLine", "lbsap cover line", gaps(40, 40), letters(_SERIF, _SONG, 24)),
    Style("LbsapIssuer", "lbsap issuer", gaps(4600, 60), letters(_SANS, _HEI, 26, bold=True)),
    Style("LbsapDate", "lbsap date", gaps(0, 0), letters(_SANS, _HEI, 24)),
    Style(
        "LbsapNotice",
        "lbsap notice",
        f'<w:pBdr>{FRAME}</w:pBdr>{gaps(0, 240)}<w:ind w:left="170" w:right="170"/>{jc("center")}',
        letters(_SANS, _HEI, 26, bold=True, color="9C2A00"),
    ),
    Style(
        "Header",
        "header",
        f"{RULE_BELOW}{gaps()}{jc('left')}",
        letters(_SANS, _HEI, 17, color="55605A"),
        own=False,
    ),
    Style("Footer", "footer", gaps() + jc("center"), letters(_SANS, _HEI, 18), own=False),
)
