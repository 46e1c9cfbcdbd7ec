"""Plain tables as a workbook, by whatever plugin writes them."""

from __future__ import annotations

from lbsap.actions.permissions import allowed_to
from lbsap.model.actor import Actor
from lbsap.model.errors import NotFound
from lbsap.model.plugin_items import Exporter, Sheets
from lbsap.model.problems import problem
from lbsap.model.text import Lang, Text
from lbsap.registry import Registry


@allowed_to("administrator", "editor")
def write_workbook(actor: Actor, registry: Registry, sheets: Sheets, lang: Lang) -> tuple[bytes, Exporter]:
    """The file and the exporter that wrote it. Raises ``NotFound`` where no plugin writes tables, ``PluginFailed``."""
    exporter = next((one for one in registry.all(Exporter) if one.of == "sheets"), None)
    if exporter is None:
        kind = Text("导出格式", "exporter")
        raise NotFound(problem("unknown_id", "sheets", id="sheets", kind=kind, known="-"))
    content: bytes = registry.call(exporter, sheets, lang)
    return content, exporter
