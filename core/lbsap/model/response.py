"""What an expert says beside the answers on items: proposals of new items."""

from __future__ import annotations

from dataclasses import dataclass

from lbsap.model.text import Text


@dataclass(frozen=True, slots=True)
class Proposal:
    """A new indicator or section that an expert proposes; one language of ``name`` is enough.

    ``parent`` is the id of the group (core component, chapter) it would stand in, or empty. ``content`` says how it
    is calculated or what it holds, ``data_source`` where its data come from.
    """

    name: Text = Text()
    parent: str = ""
    content: str = ""
    data_source: str = ""
    reason: str = ""
