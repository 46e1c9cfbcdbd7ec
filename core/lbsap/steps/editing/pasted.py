"""A pasted list as the table it stands for: copied cells, or lines parted by commas, with or without headings."""

from __future__ import annotations

import re
from typing import Final

from lbsap.steps.editing.panel_rows import COLUMNS, column_of

_PARTS: Final = re.compile("[\t,;]")
_WIDE: Final = str.maketrans("，；", ",;")


def as_table(pasted: str) -> tuple[str, int]:
    """The lines under a line of headings, and how many lines were put before them: one where they bring none."""
    lines = pasted.strip("\n\r\ufeff").splitlines()
    if not lines:
        return "", 0
    if not _PARTS.search(lines[0]):  # parted as one types in Chinese, if at all
        lines = [line.translate(_WIDE) for line in lines]
    cells = [cell.strip('" ') for cell in _PARTS.split(lines[0])]
    mark = next(iter(_PARTS.findall(lines[0])), ",")
    heads = [] if any(map(column_of, cells)) else [mark.join(COLUMNS)]
    return "\n".join([*heads, *lines]) + "\n", len(heads)
