"""The lint finds what the SDK validator misses, each defect put into a sound file."""

from __future__ import annotations

import io
import zipfile

import pytest

from lbsap.model.blocks import Paragraph
from lbsap.model.text import same
from lbsap_docx.lint import Finding, lint
from tests.plugins.docx.reading import file_of, parts, with_part
from tests.plugins.docx.samples import chart, table

BODY = "word/document.xml"


@pytest.fixture(scope="module")
def sound() -> bytes:
    return file_of(table(1), chart(), chart())


def spoiled(data: bytes, old: bytes, new: bytes) -> list[str]:
    content = parts(data)[BODY]
    assert old in content
    return sorted({finding.code for finding in lint(with_part(data, BODY, content.replace(old, new, 1)))})


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        (
            b"</w:body>",
            b"<w:tbl><w:tblPr/><w:tblGrid/><w:tr><w:tc/></w:tr></w:tbl></w:body>",
            "cell-without-paragraph",
        ),
        (b"</w:body>", b"<w:tbl><w:tblPr/><w:tblGrid/></w:tbl></w:body>", "table-without-rows"),
        (
            b"</w:body>",
            b"<w:tbl><w:tblPr/><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl></w:body>",
            "table-without-grid",
        ),
        (b"</w:body>", b'<w:bookmarkEnd w:id="987"/></w:body>', "bookmark-without-start"),
        (b"</w:body>", b'<w:bookmarkStart w:id="987" w:name="x"/></w:body>', "bookmark-never-ended"),
        (
            b"</w:body>",
            b'<w:sdt><w:sdtPr><w:id w:val="5"/></w:sdtPr></w:sdt><w:sdt><w:sdtPr><w:id w:val="5"/></w:sdtPr></w:sdt></w:body>',
            "id-twice",
        ),
        (
            b"</w:body>",
            b'<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r></w:p></w:body>',
            "field-never-ended",
        ),
        (b"</w:body>", b'<w:p><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p></w:body>', "field-marks"),
        (b'w:val="BodyText"', b'w:val="Nowhere"', "unknown-style"),
        (b'<c:chart r:id="', b'<c:chart r:id="no', "unknown-relation"),
        (
            b"</w:body>",
            b'<w:p><w:r><w:footnoteReference w:id="1"/></w:r></w:p></w:body>',
            "note-without-part",
        ),
    ],
)
def test_a_defect_is_found_by_its_name(old: bytes, new: bytes, code: str) -> None:
    assert spoiled(file_of(Paragraph((same("文"),)), chart()), old, new) == [code]


def test_two_drawings_with_one_id_are_found(sound: bytes) -> None:
    content = parts(sound)[BODY].decode()
    first, second = (piece.split('"')[0] for piece in content.split('<wp:docPr id="')[1:3])
    spoilt = content.replace(f'<wp:docPr id="{second}"', f'<wp:docPr id="{first}"')
    assert lint(with_part(sound, BODY, spoilt.encode())) == [Finding("id-twice", f"{BODY}: docPr {first}")]


def test_a_part_without_a_content_type_is_found(sound: bytes) -> None:
    assert lint(with_part(sound, "word/stray.bin", b"")) == [Finding("part-without-type", "word/stray.bin")]


def test_a_relation_to_nothing_is_found(sound: bytes) -> None:
    rels = "word/charts/_rels/chart1.xml.rels"
    spoilt = parts(sound)[rels].replace(b"chart1.xlsx", b"gone.xlsx")
    assert lint(with_part(sound, rels, spoilt)) == [
        Finding("relation-without-part", f"{rels}: ../embeddings/gone.xlsx")
    ]


def test_two_parts_of_one_name_are_found(sound: bytes) -> None:
    out = io.BytesIO(sound)
    with zipfile.ZipFile(out, "a") as package, pytest.warns(UserWarning, match="Duplicate"):
        package.writestr(BODY, parts(sound)[BODY])
    assert lint(out.getvalue()) == [Finding("part-twice", BODY)]
