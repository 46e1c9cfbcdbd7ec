"""The Chinese look, after GB/T 9704-2012: FangSong 16 pt on a grid of 22 lines, SimHei and KaiTi headings."""

from __future__ import annotations

from typing import Final

from lbsap_docx.scheme import ANNEX_LIST, BOX_BULLET_LIST, BOX_STEP_LIST, BULLET_LIST, CHAPTER_LIST, STEP_LIST
from lbsap_docx.style import FRAME, FREE, GRID, RULE_BELOW, Style, gaps, heading, jc, letters, listed, toc

_TWO_CHARACTERS: Final = '<w:ind w:firstLineChars="200" w:firstLine="640"/>'
_EXACT: Final = gaps(line=GRID, rule="exact")
_LATIN, _SONG, _FANG, _HEI, _KAI = "Times New Roman", "SimSun", "FangSong", "SimHei", "KaiTi"
_KEEP: Final = "<w:keepNext/><w:keepLines/>"
_TOC_TAB: Final = '<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="8844"/></w:tabs>'
_MIDDLE: Final = f"{FREE}{gaps(20, 20, 260, 'exact')}"

STYLES: Final = (
    Style(
        "Normal",
        "Normal",
        f"<w:widowControl/>{jc('both')}",
        letters(_LATIN, _FANG, 32),
        based_on="",
        own=False,
    ),
    Style("BodyText", "Body Text", f"{_EXACT}{_TWO_CHARACTERS}{jc('both')}", own=False),
    Style("LbsapLead", "lbsap lead", _EXACT + _TWO_CHARACTERS + jc("both"), letters(_LATIN, _KAI, 32)),
    Style(
        "LbsapNote",
        "lbsap note",
        f"{FREE}{gaps(60, 120, 320, 'exact')}{jc('left')}",
        letters(_LATIN, _SONG, 21),
    ),
    Style("LbsapSource", "lbsap source", f"{FREE}{gaps(60, 240)}{jc('left')}", letters(_LATIN, _SONG, 18)),
    Style("LbsapCenter", "lbsap center", _EXACT + jc("center")),
    Style("LbsapFlush", "lbsap flush", _EXACT + jc("left")),
    Style("LbsapRight", "lbsap right", f'{_EXACT}<w:ind w:rightChars="200" w:right="640"/>{jc("right")}'),
    Style("LbsapGapBlock", "lbsap gap block", _EXACT + _TWO_CHARACTERS + jc("left")),
    heading(
        1,
        f"{_KEEP}<w:pageBreakBefore/>{listed(CHAPTER_LIST)}{gaps(0, 400, 640, 'exact')}{jc('center')}",
        letters(_LATIN, _HEI, 36),
    ),
    heading(
        2, f"{_KEEP}{listed(CHAPTER_LIST, 1)}{_EXACT}{_TWO_CHARACTERS}{jc('left')}", letters(_LATIN, _HEI, 32)
    ),
    heading(
        3, f"{_KEEP}{listed(CHAPTER_LIST, 2)}{_EXACT}{_TWO_CHARACTERS}{jc('left')}", letters(_LATIN, _KAI, 32)
    ),
    heading(
        4,
        f"{_KEEP}{listed(CHAPTER_LIST, 3)}{_EXACT}{_TWO_CHARACTERS}{jc('left')}",
        letters(_LATIN, _FANG, 32, bold=True),
    ),
    heading(
        5,
        f"{_KEEP}{listed(CHAPTER_LIST, 4)}{_EXACT}{_TWO_CHARACTERS}{jc('left')}",
        letters(_LATIN, _FANG, 32),
    ),
    Style(
        "LbsapAnnex",
        "lbsap annex",
        f"{_KEEP}<w:pageBreakBefore/>{listed(ANNEX_LIST)}{gaps(0, 300, 640, 'exact')}{jc('left')}"
        '<w:outlineLvl w:val="0"/>',
        letters(_LATIN, _HEI, 32),
        following="BodyText",
    ),
    Style(
        "TOCHeading",
        "TOC Heading",
        gaps(0, 400, 640, "exact") + jc("center"),
        letters(_LATIN, _HEI, 36),
        own=False,
    ),
    toc(1, f"{_TOC_TAB}{FREE}{gaps(100, 0, 400, 'exact')}{jc('left')}", letters(_LATIN, _HEI, 28)),
    toc(
        2,
        f'{_TOC_TAB}{FREE}{gaps(0, 0, 400, "exact")}<w:ind w:left="480"/>{jc("left")}',
        letters(_LATIN, _FANG, 28),
    ),
    toc(
        3,
        f'{_TOC_TAB}{FREE}{gaps(0, 0, 360, "exact")}<w:ind w:left="960"/>{jc("left")}',
        letters(_LATIN, _FANG, 24),
    ),
    Style(
        "Caption",
        "caption",
        f"<w:keepLines/>{FREE}{gaps(160, 80)}{jc('center')}",
        letters(_LATIN, _HEI, 24),
        own=False,
    ),
    Style("LbsapFigure", "lbsap figure", f"<w:keepNext/>{FREE}{gaps(160, 0)}{jc('center')}"),
    Style(
        "LbsapFrame",
        "lbsap frame",
        f"<w:keepNext/><w:pBdr>{FRAME}</w:pBdr>{FREE}{gaps(240, 120, 560)}"
        f'<w:ind w:left="567" w:right="567"/>{jc("center")}',
        letters(_LATIN, _FANG, 24),
    ),
    Style(
        "LbsapTableHead",
        "lbsap table head",
        f"<w:keepNext/>{_MIDDLE}{jc('center')}",
        letters(_LATIN, _HEI, 21),
    ),
    Style("LbsapTableText", "lbsap table text", f"{_MIDDLE}{jc('left')}", letters(_LATIN, _SONG, 21)),
    Style(
        "LbsapBoxTitle",
        "lbsap box title",
        f"<w:keepNext/>{FREE}{gaps(40, 40)}{jc('left')}",
        letters(_LATIN, _HEI, 24),
    ),
    Style(
        "LbsapBoxText",
        "lbsap box text",
        f'{FREE}{gaps(20, 20, 380, "exact")}<w:ind w:firstLineChars="200" w:firstLine="480"/>{jc("both")}',
        letters(_LATIN, _KAI, 24),
    ),
    Style("ListBullet", "List Bullet", f"{listed(BULLET_LIST)}{_EXACT}{jc('left')}", own=False),
    Style("ListNumber", "List Number", f"{listed(STEP_LIST)}{_EXACT}{jc('both')}", own=False),
    Style(
        "LbsapBoxBullet",
        "lbsap box bullet",
        f"{listed(BOX_BULLET_LIST)}{FREE}{gaps(20, 20, 380, 'exact')}{jc('left')}",
        letters(_LATIN, _KAI, 24),
    ),
    Style(
        "LbsapBoxNumber",
        "lbsap box number",
        f"{listed(BOX_STEP_LIST)}{FREE}{gaps(20, 20, 380, 'exact')}{jc('left')}",
        letters(_LATIN, _KAI, 24),
    ),
    Style(
        "Title",
        "Title",
        f"{FREE}{gaps(2800, 240, 720, 'exact')}{jc('center')}",
        letters(_LATIN, _SONG, 44, bold=True),
        own=False,
    ),
    Style(
        "Subtitle",
        "Subtitle",
        f"{FREE}{gaps(60, 60, 560, 'exact')}{jc('center')}",
        letters(_LATIN, _KAI, 32),
        own=False,
    ),
    Style(
        "LbsapStage",
        "lbsap stage",
        f"{FREE}{gaps(160, 160, 560, 'exact')}{jc('center')}",
        letters(_LATIN, _KAI, 32),
    ),
    Style(
        "LbsapCoverLine",
        "lbsap cover line",
        f"{FREE}{gaps(60, 60, 480, 'exact')}{jc('center')}",
        letters(_LATIN, _FANG, 28),
    ),
    Style(
        "LbsapIssuer",
        "lbsap issuer",
        f"{FREE}{gaps(3800, 0, 560, 'exact')}{jc('center')}",
        letters(_LATIN, _HEI, 32),
    ),
    Style(
        "LbsapDate",
        "lbsap date",
        f"{FREE}{gaps(120, 0, 560, 'exact')}{jc('center')}",
        letters(_LATIN, _FANG, 32),
    ),
    Style(
        "LbsapNotice",
        "lbsap notice",
        f'<w:pBdr>{FRAME}</w:pBdr>{FREE}{gaps(0, 240)}<w:ind w:left="1701" w:right="1701"/>{jc("center")}',
        letters(_LATIN, _HEI, 28, color="9C2A00"),
    ),
    Style(
        "Header", "header", f"{RULE_BELOW}{FREE}{gaps()}{jc('center')}", letters(_LATIN, _SONG, 18), own=False
    ),
    Style(
        "Footer",
        "footer",
        f'{FREE}{gaps()}<w:ind w:left="320" w:right="320"/>',
        letters(_LATIN, _SONG, 28),
        own=False,
    ),
)
