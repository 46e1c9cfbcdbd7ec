"""One style of a template as data, and the few properties styles are put together from.

Lengths are in twentieths of a point, sizes in half points, as Word counts them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

Kind = Literal["paragraph", "character", "table"]
GRID: Final = 579
"""Line pitch of the official Chinese page: 22 lines on 225 mm."""
GREEN: Final = "1F4E3D"
GREY: Final = "7F8C85"


@dataclass(frozen=True, slots=True)
class Style:
    """One style: Word's id and name, the style it is based on, and the inside of its properties as XML."""

    id: str
    name: str
    paragraph: str = ""
    run: str = ""
    based_on: str = "Normal"
    following: str = ""
    kind: Kind = "paragraph"
    rest: str = ""
    own: bool = True

    def xml(self) -> str:
        """The ``w:style`` element."""
        own = ' w:customStyle="1"' if self.own else ""
        default = ' w:default="1"' if self.id in ("Normal", "TableNormal", "DefaultParagraphFont") else ""
        return "".join(
            (
                f'<w:style w:type="{self.kind}"{default}{own} w:styleId="{self.id}"><w:name w:val="{self.name}"/>',
                f'<w:basedOn w:val="{self.based_on}"/>' if self.based_on else "",
                f'<w:next w:val="{self.following}"/>' if self.following else "",
                '<w:uiPriority w:val="99"/><w:semiHidden/>'
                if self.id in ("TableNormal", "DefaultParagraphFont")
                else "",
                "<w:qFormat/>" if self.kind == "paragraph" else "",
                f"<w:pPr>{self.paragraph}</w:pPr>" if self.paragraph else "",
                f"<w:rPr>{self.run}</w:rPr>" if self.run else "",
                self.rest,
                "</w:style>",
            )
        )


def letters(latin: str, han: str, size: int, *, bold: bool = False, color: str = "") -> str:
    """Run properties: all four font slots (Word keeps a theme font in any slot left out), weight, colour, size."""
    weight = "<w:b/><w:bCs/>" if bold else '<w:b w:val="0"/><w:bCs w:val="0"/>'
    fonts = f'<w:rFonts w:ascii="{latin}" w:hAnsi="{latin}" w:eastAsia="{han}" w:cs="{latin}"/>'
    tint = f'<w:color w:val="{color}"/>' if color else ""
    return f'{fonts}{weight}{tint}<w:sz w:val="{size}"/><w:szCs w:val="{size}"/>'


def gaps(before: int = 0, after: int = 0, line: int = 240, rule: str = "auto") -> str:
    """Space before and after a paragraph, and its line spacing."""
    return f'<w:spacing w:before="{before}" w:after="{after}" w:line="{line}" w:lineRule="{rule}"/>'


def listed(number: int, level: int = 0) -> str:
    place = f'<w:ilvl w:val="{level}"/>' if level else ""
    return f'<w:numPr>{place}<w:numId w:val="{number}"/></w:numPr>'


def jc(value: str) -> str:
    return f'<w:jc w:val="{value}"/>'


FREE: Final = '<w:snapToGrid w:val="0"/>'
FRAME: Final = "".join(
    f'<w:{side} w:val="single" w:sz="6" w:space="12" w:color="{GREY}"/>'
    for side in ("top", "left", "bottom", "right")
)
RULE_BELOW: Final = f'<w:pBdr><w:bottom w:val="single" w:sz="4" w:space="3" w:color="{GREY}"/></w:pBdr>'


def toc(level: int, paragraph: str, run: str) -> Style:
    return Style(f"TOC{level}", f"toc {level}", paragraph, run, following="Normal", own=False)


def heading(level: int, paragraph: str, run: str) -> Style:
    outline = f'<w:outlineLvl w:val="{level - 1}"/>'
    return Style(
        f"Heading{level}", f"heading {level}", paragraph + outline, run, following="BodyText", own=False
    )
