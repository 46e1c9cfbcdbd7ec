"""The comment-response matrix as a file: Word or XLSX."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal

from sqlalchemy import Engine

from lbsap.actions.editors.commenting import numbered
from lbsap.actions.files import File, written
from lbsap.actions.permissions import allowed_to
from lbsap.model.actor import Actor
from lbsap.model.text import Lang
from lbsap.registry import Registry
from lbsap.steps.reports.comment_matrix import TITLE, Matrix, matrix_document, matrix_sheets
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
) -> File:
    """The matrix of all comments as one file. Reads only.

    Raises ``NotFound`` where there is no such consultation or no plugin writes the file, ``PluginFailed``.
    """
    with session_scope(engine, write=False) as session:
        found = recall_consultation(session, consultation_id)
        entries = numbered(session, found)
    matrix = Matrix(found.title, found.host, found.catalogue, entries, at)
    value: Any = matrix_sheets(matrix, lang) if of == "sheets" else matrix_document(matrix)
    return written(of, value, f"{TITLE.plain(lang)}-{found.catalogue.id}", lang, registry)
