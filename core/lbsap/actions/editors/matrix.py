"""The comment-response matrix as a file: Word or XLSX."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal

from sqlalchemy import Engine

from lbsap.actions.editors.commenting import numbered
from lbsap.actions.permissions import allowed_to
from lbsap.model.actor import Actor
from lbsap.model.errors import NotFound
from lbsap.model.plugin_items import Exporter
from lbsap.model.problems import problem
from lbsap.model.text import Lang, Text
from lbsap.registry import Registry
from lbsap.steps.comment_matrix import Matrix, matrix_document, matrix_sheets
from lbsap.store.consultations import recall_consultation
from lbsap.store.engine import session_scope

Shape = Literal["consultation", "sheets"]
"""The kinds of value that it is exported as: a document, or plain tables."""


@allowed_to("administrator", "editor", "viewer")
def write_matrix(
    actor: Actor,
    engine: Engine,
    registry: Registry,
    consultation_id: int,
    of: Shape,
    lang: Lang,
    at: datetime,
) -> tuple[bytes, Exporter]:
    """The matrix of all comments as one file, and the exporter that wrote it. Reads only.

    Raises ``NotFound`` where there is no such consultation or no plugin writes the file, ``PluginFailed``.
    """
    with session_scope(engine, write=False) as session:
        found = recall_consultation(session, consultation_id)
        entries = numbered(session, found)
    matrix = Matrix(found.title, found.host, found.catalogue, entries, at)
    value: Any = matrix_sheets(matrix, lang) if of == "sheets" else matrix_document(matrix)
    exporter = next((one for one in registry.all(Exporter) if one.of == of), None)
    if exporter is None:
        kind = Text("导出格式", "exporter")
        raise NotFound(problem("unknown_id", of, id=of, kind=kind, known="-"))
    content: bytes = registry.call(exporter, value, lang)
    return content, exporter
