"""The XML vocabularies a Word document speaks: namespaces, relationship kinds and content types."""

from __future__ import annotations

from typing import Final

OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE_RELATIONS: Final = "http://schemas.openxmlformats.org/package/2006/relationships"
CONTENT_TYPES: Final = "http://schemas.openxmlformats.org/package/2006/content-types"
W: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
WP: Final = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
A: Final = "http://schemas.openxmlformats.org/drawingml/2006/main"
C: Final = "http://schemas.openxmlformats.org/drawingml/2006/chart"
PIC: Final = "http://schemas.openxmlformats.org/drawingml/2006/picture"

DECLARATION: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
WORD_ROOT: Final = (
    f'xmlns:w="{W}" xmlns:r="{OFFICE}" xmlns:wp="{WP}" xmlns:a="{A}" xmlns:c="{C}" xmlns:pic="{PIC}"'
)

_WORD: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml"
DOCX_TYPE: Final = f"{_WORD}.document"
DOCUMENT_TYPE: Final = f"{_WORD}.document.main+xml"
HEADER_TYPE: Final = f"{_WORD}.header+xml"
FOOTER_TYPE: Final = f"{_WORD}.footer+xml"
CHART_TYPE: Final = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
WORKBOOK_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
