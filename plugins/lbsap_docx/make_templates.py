"""Make the style templates shipped in ``templates/docx``: ``python -m lbsap_docx.make_templates FOLDER``.

For developers. python-docx carries the package; styles, numbering, settings and page are ours. A city may change
the result in Word, as long as the style names and lists stay.
"""

from __future__ import annotations

import io
import sys
import zipfile
from pathlib import Path
from typing import Final

import docx
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.oxml import parse_xml

from lbsap.model.text import LANGS, Lang
from lbsap_docx.names import W
from lbsap_docx.package import EPOCH, pack
from lbsap_docx.scheme import (
    ANNEX_LIST,
    BOX_BULLET_LIST,
    BOX_STEP_LIST,
    BULLET_LIST,
    CHAPTER_LIST,
    SCHEMES,
    STEP_LIST,
    Level,
)
from lbsap_docx.style import GRID
from lbsap_docx.styles import LOOKS, styles_xml

_KEPT: Final = (
    RT.OFFICE_DOCUMENT,
    RT.CORE_PROPERTIES,
    RT.EXTENDED_PROPERTIES,
    RT.STYLES,
    RT.NUMBERING,
    RT.SETTINGS,
    RT.FONT_TABLE,
    RT.THEME,
)
# A4 in twentieths of a point; Chinese margins 37/26/35/28 mm (top, right, bottom, left) give the 156 x 225 mm type area.
_PAGES: Final[dict[Lang, str]] = {
    "zh": '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="2098" w:right="1474" w:bottom="1984" w:left="1588"'
    f' w:header="1021" w:footer="1361" w:gutter="0"/><w:docGrid w:type="lines" w:linePitch="{GRID}"/>',
    "en": '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1531" w:right="1418" w:bottom="1418" w:left="1418"'
    ' w:header="737" w:footer="680" w:gutter="0"/>',
}
# Word's own lists for mainland Chinese, with the dash of ranges (2026—2030) kept off the start of a line.
_NOT_LAST: Final = "$([{£¥·‘“〈《「『【〔〖〝﹙﹛﹝＄（．［｛￡￥"
_NOT_FIRST: Final = (
    "—!%),.:;>?]}¢¨°·ˇˉ―‖’”…‰′″›℃∶、。〃〉》」』】〕〗〞︶︺︾﹀﹄﹚﹜﹞！＂％＇），．：；？］｀｜｝～￠"
)
_SETTINGS: Final[dict[Lang, str]] = {
    "zh": '<w:evenAndOddHeaders/><w:drawingGridVerticalSpacing w:val="289"/>'
    '<w:characterSpacingControl w:val="compressPunctuation"/>'
    f'<w:noLineBreaksAfter w:lang="zh-CN" w:val="{_NOT_LAST}"/>'
    f'<w:noLineBreaksBefore w:lang="zh-CN" w:val="{_NOT_FIRST}"/>',
    "en": '<w:characterSpacingControl w:val="doNotCompress"/>',
}
_FONTS: Final = (
    ("Times New Roman", "", "00", "roman"),
    ("Arial", "", "00", "swiss"),
    ("SimSun", "宋体", "86", "auto"),
    ("SimHei", "黑体", "86", "modern"),
    ("FangSong", "仿宋", "86", "modern"),
    ("KaiTi", "楷体", "86", "modern"),
    ("Symbol", "", "02", "roman"),
)
_STEPS: Final[dict[Lang, str]] = {"zh": "（%1）", "en": "%1."}


def make(lang: Lang) -> bytes:
    """One template as the bytes of a Word file; the same bytes each time."""
    document = docx.Document()
    for part in (document.part.package, document.part):
        for key in [key for key, relation in part.rels.items() if relation.reltype not in _KEPT]:
            del part.rels[key]
    parts = ((RT.STYLES, styles_xml(lang)), (RT.NUMBERING, _numbering(lang)), (RT.SETTINGS, _settings(lang)))
    for kind, xml in parts:
        document.part.part_related_by(kind)._element = parse_xml(xml)  # type: ignore[attr-defined]
    document.part.part_related_by(RT.FONT_TABLE)._blob = _font_table().encode("utf-8")
    _fill_body(document, lang)
    _set_properties(document, lang)
    out = io.BytesIO()
    document.save(out)
    with zipfile.ZipFile(out) as made:
        return pack({name: made.read(name) for name in made.namelist()})


def _numbering(lang: Lang) -> str:
    chapters, annexes = SCHEMES[lang]["chapter"], SCHEMES[lang]["annex"]
    chapter_styles = [f"Heading{level}" for level in range(1, len(chapters) + 1)]
    lists = {
        CHAPTER_LIST: _outline_levels(chapters, chapter_styles),
        ANNEX_LIST: _outline_levels(annexes, ["LbsapAnnex"]),
        BULLET_LIST: _list_level(lang, "bullet", "\u2022", "ListBullet"),
        STEP_LIST: _list_level(lang, "decimal", _STEPS[lang], "ListNumber"),
        BOX_BULLET_LIST: _list_level(lang, "bullet", "\u2022", "LbsapBoxBullet"),
        BOX_STEP_LIST: _list_level(lang, "decimal", _STEPS[lang], "LbsapBoxNumber"),
    }
    kinds = {CHAPTER_LIST: "multilevel", ANNEX_LIST: "multilevel"}
    abstracts = "".join(
        f'<w:abstractNum w:abstractNumId="{number}"><w:multiLevelType w:val="{kinds.get(number, "singleLevel")}"/>'
        f"{levels}</w:abstractNum>"
        for number, levels in lists.items()
    )
    nums = "".join(
        f'<w:num w:numId="{number}"><w:abstractNumId w:val="{number}"/></w:num>' for number in lists
    )
    return f'<w:numbering xmlns:w="{W}">{abstracts}{nums}</w:numbering>'


def _outline_levels(levels: tuple[Level, ...], styles: list[str]) -> str:
    named = [*styles, *[""] * (len(levels) - len(styles))]
    return "".join(_outline_level(place, *pair) for place, pair in enumerate(zip(levels, named, strict=True)))


def _outline_level(place: int, level: Level, style: str) -> str:
    link = f'<w:pStyle w:val="{style}"/>' if style else ""
    hanging = f'<w:ind w:left="{level.hanging}" w:hanging="{level.hanging}"/>'
    tab = f'<w:tabs><w:tab w:val="num" w:pos="{level.hanging}"/></w:tabs>'
    return (
        f'<w:lvl w:ilvl="{place}"><w:start w:val="1"/><w:numFmt w:val="{level.counting}"/>{link}'
        f'<w:suff w:val="{level.follows}"/><w:lvlText w:val="{level.pattern}"/><w:lvlJc w:val="left"/>'
        f"{f'<w:pPr>{tab}{hanging}</w:pPr>' if level.hanging else ''}</w:lvl>"
    )


def _list_level(lang: Lang, counting: str, pattern: str, style: str) -> str:
    return (
        f'<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="{counting}"/><w:pStyle w:val="{style}"/>'
        f"{_list_shape(lang, counting, in_box=style.startswith('LbsapBox'), pattern=pattern)}</w:lvl>"
    )


def _list_shape(lang: Lang, counting: str, *, in_box: bool, pattern: str) -> str:
    """Chinese steps run on like a paragraph, two characters in; bullets and English steps hang."""
    character = 240 if in_box else 320
    follows, ind = "tab", 'w:left="567" w:hanging="340"'
    if lang == "zh" and counting == "decimal":
        follows, ind = "nothing", f'w:left="0" w:firstLine="{2 * character}"'
    elif lang == "zh":
        ind = f'w:left="{3 * character}" w:hanging="{character}"'
    return f'<w:suff w:val="{follows}"/><w:lvlText w:val="{pattern}"/><w:lvlJc w:val="left"/><w:pPr><w:ind {ind}/></w:pPr>'


def _settings(lang: Lang) -> str:
    return (
        f'<w:settings xmlns:w="{W}"><w:zoom w:percent="100"/><w:defaultTabStop w:val="720"/>{_SETTINGS[lang]}<w:compat>'
        '<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>'
        f'</w:compat><w:themeFontLang w:val="en-GB" w:eastAsia="zh-CN"/><w:decimalSymbol w:val="."/>'
        '<w:listSeparator w:val=","/></w:settings>'
    )


def _font_table() -> str:
    fonts = "".join(
        f'<w:font w:name="{name}">{f"""<w:altName w:val="{other}"/>""" if other else ""}'
        f'<w:charset w:val="{charset}"/><w:family w:val="{family}"/></w:font>'
        for name, other, charset, family in _FONTS
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:fonts xmlns:w="{W}">{fonts}</w:fonts>'
    )


def _fill_body(document: docx.document.Document, lang: Lang) -> None:
    """One paragraph in each style, so that a designer sees in Word what there is to change."""
    lines = "".join(
        f'<w:p><w:pPr><w:pStyle w:val="{style.id}"/></w:pPr><w:r><w:t>{style.name}</w:t></w:r></w:p>'
        for style in LOOKS[lang]
        if style.kind == "paragraph"
    )
    body = f"<w:body>{lines}<w:sectPr>{_PAGES[lang]}</w:sectPr></w:body>"
    document.part._element = parse_xml(f'<w:document xmlns:w="{W}">{body}</w:document>')


def _set_properties(document: docx.document.Document, lang: Lang) -> None:
    properties = document.core_properties
    properties.title = f"lbsap style template ({lang})"
    properties.author = properties.last_modified_by = "lbsap"
    properties.language = {"zh": "zh-CN", "en": "en-GB"}[lang]
    properties.comments = properties.keywords = ""
    properties.created = properties.modified = EPOCH
    properties.revision = 1


def main(folder: str) -> None:
    """Write both templates into ``folder``."""
    for lang in LANGS:
        Path(folder, f"plan-{lang}.docx").write_bytes(make(lang))


if __name__ == "__main__":
    main(sys.argv[1])
