"""All styles of the two templates, and the styles part made of them."""

from __future__ import annotations

from typing import Final

from lbsap.model.text import Lang
from lbsap_docx import look_en, look_zh
from lbsap_docx.names import W
from lbsap_docx.style import FREE, GREEN, Style, gaps


def _properties(side: int, top: int = 0, borders: str = "") -> str:
    """Table properties: space inside cells at the sides and above and below, and the lines."""
    edges = (("top", top), ("left", side), ("bottom", top), ("right", side))
    inside = "".join(f'<w:{edge} w:w="{width}" w:type="dxa"/>' for edge, width in edges)
    return (
        f'<w:tblPr><w:tblInd w:w="0" w:type="dxa"/>{borders}<w:tblCellMar>{inside}</w:tblCellMar></w:tblPr>'
    )


def _borders(edges: dict[str, str]) -> str:
    lines = "".join(f'<w:{edge} w:val="single" {line}/>' for edge, line in edges.items())
    return f"<w:tblBorders>{lines}</w:tblBorders>"


def _first_row(fill: str) -> str:
    shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>'
    return f'<w:tblStylePr w:type="firstRow"><w:tblPr/><w:tcPr>{shade}</w:tcPr></w:tblStylePr>'


_THICK: Final = f'w:sz="8" w:space="0" w:color="{GREEN}"'
_HAIR: Final = 'w:sz="4" w:space="0" w:color="A9B5AE"'
_TABLE_LINES: Final = _borders(
    {"top": _THICK, "left": _HAIR, "bottom": _THICK, "right": _HAIR, "insideH": _HAIR, "insideV": _HAIR}
)
_BOX_LINES: Final = _borders(dict.fromkeys(("top", "left", "bottom", "right"), _THICK))
_TABLE: Final = (
    f'{_properties(85, 40, _TABLE_LINES)}<w:tcPr><w:vAlign w:val="center"/></w:tcPr>{_first_row("E6EFE9")}'
)
_BOX: Final = _properties(142, 60, _BOX_LINES) + _first_row("DCEBE2")

# Characters, tables, and the tiny paragraph that carries section ends.
_SHARED: Final = (
    Style("DefaultParagraphFont", "Default Paragraph Font", based_on="", kind="character", own=False),
    Style("TableNormal", "Normal Table", based_on="", kind="table", own=False, rest=_properties(108)),
    Style(
        "Strong", "Strong", run="<w:b/><w:bCs/>", based_on="DefaultParagraphFont", kind="character", own=False
    ),
    Style("Hyperlink", "Hyperlink", run="", based_on="DefaultParagraphFont", kind="character", own=False),
    Style(
        "LbsapGap",
        "lbsap gap",
        run='<w:color w:val="9C2A00"/>',
        based_on="DefaultParagraphFont",
        kind="character",
    ),
    Style(
        "LbsapBreak",
        "lbsap break",
        f"{FREE}{gaps(line=20, rule='exact')}",
        '<w:sz w:val="2"/><w:szCs w:val="2"/>',
    ),
    Style("LbsapTable", "lbsap table", based_on="TableNormal", kind="table", rest=_TABLE),
    Style("LbsapBox", "lbsap box", based_on="TableNormal", kind="table", rest=_BOX),
)
LOOKS: Final[dict[Lang, tuple[Style, ...]]] = {"zh": look_zh.STYLES + _SHARED, "en": look_en.STYLES + _SHARED}
# Han is Chinese and Latin is English in both: Latin words marked as Chinese break anywhere at the end of a line.
_SPEECH: Final = '<w:lang w:val="en-GB" w:eastAsia="zh-CN" w:bidi="ar-SA"/>'


def styles_xml(lang: Lang) -> str:
    """The whole styles part of a template."""
    normal = next(style for style in LOOKS[lang] if style.id == "Normal")
    defaults = f"<w:rPrDefault><w:rPr>{normal.run}{_SPEECH}</w:rPr></w:rPrDefault><w:pPrDefault/>"
    body = "".join(style.xml() for style in LOOKS[lang])
    return f'<w:styles xmlns:w="{W}"><w:docDefaults>{defaults}</w:docDefaults>{body}</w:styles>'
