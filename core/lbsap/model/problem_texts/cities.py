"""Messages about what cities enter together."""

from __future__ import annotations

from typing import Final

from lbsap.model.text import Text

TEXTS: Final = {
    "part_changed": Text(
        "您打开之后，他人已修改并保存此处内容；请对照现有内容后再保存。",
        "Someone else has changed and saved this since you opened it; compare with what stands there now, then save.",
    ),
}
