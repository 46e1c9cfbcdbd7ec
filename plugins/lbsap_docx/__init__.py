"""Writes plans, consultation reports, opinion forms and guides as Word files (.docx) in Chinese and English."""

from __future__ import annotations

from lbsap.hooks import hookimpl
from lbsap.model.blocks import Document
from lbsap.model.plugin_items import Exporter
from lbsap.model.text import Lang, Text
from lbsap_docx.names import DOCX_TYPE

LBSAP_API = 1


def write(document: Document, lang: Lang) -> bytes:
    """The document as a Word file in one language; see ``lbsap_docx.writer``."""
    # Loaded only when a file is written, so that the command line starts without lxml.
    from lbsap_docx import writer

    if not isinstance(document, Document):
        raise TypeError("the Word exporter takes a Document")
    return writer.write(document, lang)


@hookimpl
def exporters() -> list[Exporter]:
    """One writer for every kind of document."""
    report = Text("咨询报告（Word）", "Consultation report (Word)")
    opinion = Text("专家意见表（Word）", "Expert opinion form (Word)")
    guide = Text("指南（Word）", "Guide (Word)")
    return [
        Exporter("docx", Text("Word 文档", "Word document"), "plan", ".docx", DOCX_TYPE, write),
        Exporter("docx-consultation", report, "consultation", ".docx", DOCX_TYPE, write),
        Exporter("docx-opinion", opinion, "opinion", ".docx", DOCX_TYPE, write),
        Exporter("docx-guide", guide, "guide", ".docx", DOCX_TYPE, write),
    ]
