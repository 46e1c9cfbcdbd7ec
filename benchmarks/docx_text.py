"""The limit to compare with: the same content as XML put together from strings, and a zip around it.

No element tree, no styles work, no checks: charts and their workbooks are written as text too, each with the fewest
parts that open.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable
from typing import Any
from xml.sax.saxutils import escape

import docx
from docx_content import Content

_OOX = "http://schemas.openxmlformats.org"
W = f"{_OOX}/wordprocessingml/2006/main"
R = f"{_OOX}/officeDocument/2006/relationships"
A = f"{_OOX}/drawingml/2006/main"
C = f"{_OOX}/drawingml/2006/chart"
PIC = f"{_OOX}/drawingml/2006/picture"
NS = f'xmlns:w="{W}" xmlns:r="{R}" xmlns:wp="{_OOX}/drawingml/2006/wordprocessingDrawing" xmlns:a="{A}" xmlns:pic="{PIC}"'
SIZE = '<wp:extent cx="5400000" cy="3120000"/>'
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_RELS = f"{_OOX}/package/2006/relationships"
_SHEET = f"{_OOX}/spreadsheetml/2006/main"
_MAIN = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_BOOK = {
    "[Content_Types].xml": f'<Types xmlns="{_OOX}/package/2006/content-types"><Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" '
    f'ContentType="{_MAIN}.worksheet+xml"/><Override PartName="/xl/workbook.xml" '
    f'ContentType="{_MAIN}.sheet.main+xml"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{_RELS}"><Relationship Id="rId1" Type="{R}/officeDocument" '
    'Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml": f'<workbook xmlns="{_SHEET}" xmlns:r="{R}"><sheets><sheet name="Sheet1" sheetId="1" '
    'r:id="rId1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_RELS}"><Relationship Id="rId1" Type="{R}/worksheet" '
    'Target="worksheets/sheet1.xml"/></Relationships>',
}

Parts = list[tuple[str, bytes]]
Chart = dict[str, Any]


def run(text: str, bold: bool = False) -> str:
    """A run of text."""
    look = "<w:rPr><w:b/></w:rPr>" if bold else ""
    return f'<w:r>{look}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def caption(label: str, number: int, text: str, ns: str = "") -> str:
    """A caption with its SEQ field."""
    field = f'<w:fldSimple w:instr=" SEQ {label} \\* ARABIC "><w:r><w:t>{number}</w:t></w:r></w:fldSimple>'
    return f'<w:p{ns}><w:pPr><w:pStyle w:val="Caption"/></w:pPr>{run(label + " ")}{field}{run("  " + text)}</w:p>'


def toc(ns: str = "") -> str:
    """A contents field without entries."""
    return (
        f'<w:p{ns}><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> TOC \\o "1-3" '
        '</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>目录</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
    )


def table(block: dict[str, Any], ns: str = "") -> str:
    """A table whose head row repeats."""
    grid = '<w:gridCol w:w="1500"/>' * 6
    return (
        f'<w:tbl{ns}><w:tblPr><w:tblStyle w:val="TableGrid"/><w:tblW w:w="0" w:type="auto"/></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{_row(block['head'], head=True)}{''.join(map(_row, block['rows']))}</w:tbl>"
    )


def _row(cells: Iterable[str], head: bool = False) -> str:
    properties = f"<w:trPr><w:cantSplit/>{'<w:tblHeader/>' if head else ''}</w:trPr>"
    start = '<w:tc><w:tcPr><w:tcW w:w="1500" w:type="dxa"/></w:tcPr><w:p>'
    return f"<w:tr>{properties}{''.join(f'{start}{run(c, head)}</w:p></w:tc>' for c in cells)}</w:tr>"


def _drawing(number: int, uri: str, inside: str) -> str:
    return (
        f'<w:p><w:r><w:drawing><wp:inline>{SIZE}<wp:docPr id="{number}" name="d{number}" descr="drawing {number}"/>'
        f'<a:graphic><a:graphicData uri="{uri}">{inside}</a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>'
    )


def _picture(number: int, rid: str) -> str:
    inside = (
        f'<pic:pic><pic:nvPicPr><pic:cNvPr id="{number}" name="p"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill>'
        f'<a:blip r:embed="{rid}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" '
        'y="0"/><a:ext cx="5400000" cy="3120000"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr>'
        "</pic:pic>"
    )
    return _drawing(number, PIC, inside)


def document_xml(blocks: Content, rids: list[str], section: str) -> bytes:
    """The document part; chart N is related as ``rIdC<N>``."""
    landscape = re.sub(r"<w:pgSz[^>]*/>", '<w:pgSz w:w="15840" w:h="12240" w:orient="landscape"/>', section)
    out = [f"{HEAD}<w:document {NS}><w:body>", toc()]
    tables = figures = charts = 0
    for block in blocks:
        if block["t"] == "h":
            out.append(
                f'<w:p><w:pPr><w:pStyle w:val="Heading{block["level"]}"/></w:pPr>{run(block["text"])}</w:p>'
            )
        elif block["t"] == "p":
            out.append(f"<w:p>{run(block['text'])}</w:p>")
        elif block["t"] == "pic":
            figures += 1
            out += _picture(figures, rids[block["i"]]), caption("Figure", figures, block["caption"])
        elif block["t"] == "chart":
            figures, charts = figures + 1, charts + 1
            inside = f'<c:chart xmlns:c="{C}" r:id="rIdC{charts}"/>'
            out += _drawing(figures, C, inside), caption("Figure", figures, block["caption"])
        else:
            tables += 1
            breaks = (
                f"<w:p><w:pPr>{s}</w:pPr></w:p>" if block["landscape"] else "" for s in (section, landscape)
            )
            out += (
                next(breaks),
                caption("Table", tables, block["caption"]),
                table(block),
                "<w:p/>",
                next(breaks),
            )
    out.append(f"{section}</w:body></w:document>")
    return "".join(out).encode("utf-8")


def chart_parts(blocks: Content) -> Parts:
    """Chart parts, their relationships and workbooks."""
    made: Parts = []
    for number, block in enumerate((b for b in blocks if b["t"] == "chart"), start=1):
        rels = (
            f'<Relationships xmlns="{_RELS}"><Relationship Id="rId1" Type="{R}/package" '
            f'Target="../embeddings/chart{number}.xlsx"/></Relationships>'
        )
        made.append((f"word/charts/chart{number}.xml", chart_xml(block).encode("utf-8")))
        made.append((f"word/charts/_rels/chart{number}.xml.rels", rels.encode()))
        made.append((f"word/embeddings/chart{number}.xlsx", workbook(block)))
    return made


def chart_xml(block: Chart) -> str:
    """A clustered column chart."""
    last = len(block["categories"]) + 1
    labels = _cache(block["categories"])
    series = "".join(
        f'<c:ser><c:idx val="{n}"/><c:order val="{n}"/><c:tx><c:strRef><c:f>Sheet1!${"BCD"[n]}$1</c:f><c:strCache>'
        f"{_cache([name])}</c:strCache></c:strRef></c:tx><c:cat><c:strRef><c:f>Sheet1!$A$2:$A${last}</c:f><c:strCache>"
        f"{labels}</c:strCache></c:strRef></c:cat><c:val><c:numRef><c:f>Sheet1!${'BCD'[n]}$2:${'BCD'[n]}${last}</c:f>"
        f"<c:numCache>{_cache(map(str, values))}</c:numCache></c:numRef></c:val></c:ser>"
        for n, (name, values) in enumerate(block["series"])
    )
    return (
        f'{HEAD}<c:chartSpace xmlns:c="{C}" xmlns:a="{A}" xmlns:r="{R}"><c:chart><c:plotArea><c:layout/><c:barChart>'
        f'<c:barDir val="col"/><c:grouping val="clustered"/>{series}<c:axId val="1"/><c:axId val="2"/></c:barChart>'
        '<c:catAx><c:axId val="1"/><c:scaling/><c:delete val="0"/><c:axPos val="b"/><c:crossAx val="2"/></c:catAx>'
        '<c:valAx><c:axId val="2"/><c:scaling/><c:delete val="0"/><c:axPos val="l"/><c:crossAx val="1"/></c:valAx>'
        '</c:plotArea><c:legend><c:legendPos val="b"/></c:legend></c:chart><c:externalData r:id="rId1"/></c:chartSpace>'
    )


def _cache(shown: Iterable[str]) -> str:
    points = [f'<c:pt idx="{n}"><c:v>{escape(text)}</c:v></c:pt>' for n, text in enumerate(shown)]
    return f'<c:ptCount val="{len(points)}"/>{"".join(points)}'


def workbook(block: Chart) -> bytes:
    """The workbook of a chart."""
    names = ["", *(name for name, _ in block["series"])]
    columns = [block["categories"], *(values for _, values in block["series"])]
    rows = "".join(f"<row>{''.join(map(_cell, row))}</row>" for row in (names, *zip(*columns, strict=True)))
    sheet = f'<worksheet xmlns="{_SHEET}"><sheetData>{rows}</sheetData></worksheet>'
    parts = {**_BOOK, "xl/worksheets/sheet1.xml": sheet}
    return zipped((name, (HEAD + xml).encode("utf-8")) for name, xml in parts.items())


def _cell(value: str | float) -> str:
    if isinstance(value, float):
        return f"<c><v>{value}</v></c>"
    return f'<c t="inlineStr"><is><t>{escape(value)}</t></is></c>'


def zipped(parts: Iterable[tuple[str, bytes]]) -> bytes:
    """The parts as a zip, all deflated."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in parts:
            package.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), data, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def package(base: Any, blocks: Content, pictures: list[bytes]) -> tuple[Parts, list[str], str]:
    """All parts but those made of the content: styles, header, footer, pictures, types, relations of ``base``."""
    rids = [base.part.get_or_add_image(io.BytesIO(picture))[0] for picture in pictures]
    out = io.BytesIO()
    base.save(out)
    with zipfile.ZipFile(out) as made:
        parts = {name: made.read(name) for name in made.namelist()}
    section = re.search(r"<w:sectPr.*</w:sectPr>", parts.pop("word/document.xml").decode(), re.DOTALL)
    assert section
    charts = range(1, sum(block["t"] == "chart" for block in blocks) + 1)
    kind = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
    types = "".join(f'<Override PartName="/word/charts/chart{n}.xml" ContentType="{kind}"/>' for n in charts)
    types += f'<Default Extension="xlsx" ContentType="{_MAIN}.sheet"/>'
    links = "".join(
        f'<Relationship Id="rIdC{n}" Type="{R}/chart" Target="charts/chart{n}.xml"/>' for n in charts
    )
    for name, end, more in (
        ("[Content_Types].xml", "</Types>", types),
        ("word/_rels/document.xml.rels", "</Relationships>", links),
    ):
        parts[name] = parts[name].decode().replace(end, more + end).encode()
    return list(parts.items()), rids, section.group()


def base_document() -> Any:
    """python-docx's own template with our header and footer."""
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "生物多样性行动计划 Biodiversity action plan"
    document.sections[0].footer.paragraphs[0].text = "1"
    return document
