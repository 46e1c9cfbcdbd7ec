"""Files to hand out, made by the exporters that plugins offer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from lbsap.model.errors import NotFound
from lbsap.model.plugin_items import ExportedKind, Exporter
from lbsap.model.problems import problem
from lbsap.model.text import Lang, Text
from lbsap.registry import Registry


@dataclass(frozen=True, slots=True)
class File:
    """A file to hand out: name, media type, content."""

    name: str
    media_type: str
    content: bytes


def written(of: ExportedKind, value: Any, name: str, lang: Lang, registry: Registry) -> File:
    """``value`` as the first exporter for its kind writes it; ``name`` lacks the suffix. Opens no database.

    Raises ``PluginFailed``, ``NotFound`` where no exporter writes it.
    """
    exporter = next((one for one in registry.all(Exporter) if one.of == of), None)
    if exporter is None:
        raise NotFound(problem("unknown_id", of, id=of, kind=Text("导出格式", "exporter"), known="-"))
    content: bytes = registry.call(exporter, value, lang)
    return File(f"{name}{exporter.suffix}", exporter.media_type, content)
