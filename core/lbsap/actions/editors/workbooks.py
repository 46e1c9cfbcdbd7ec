"""Plain tables as a workbook, by whatever plugin writes them."""

from __future__ import annotations

from lbsap.actions.files import File, written
from lbsap.actions.permissions import allowed_to
from lbsap.model.actor import Actor
from lbsap.model.plugin_items import Sheets
from lbsap.model.text import Lang
from lbsap.registry import Registry


@allowed_to("administrator", "editor")
def write_workbook(actor: Actor, registry: Registry, sheets: Sheets, lang: Lang) -> File:
    """The file, named by its title. Raises ``NotFound`` where no plugin writes tables, ``PluginFailed``."""
    return written("sheets", sheets, sheets.title, lang, registry)
