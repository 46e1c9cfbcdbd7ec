"""How headings count, once for both sides: the numbering part of the templates and the labels cached in the contents."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

from lbsap.model.numbering import Row, han
from lbsap.model.text import Lang

Counting = Literal["decimal", "chineseCountingThousand"]

CHAPTER_LIST: Final = 1
ANNEX_LIST: Final = 2
BULLET_LIST: Final = 3
STEP_LIST: Final = 4
BOX_BULLET_LIST: Final = 5
BOX_STEP_LIST: Final = 6
FIRST_FREE_LIST: Final = 7
LIST_OF: Final[dict[Row, int]] = {"chapter": CHAPTER_LIST, "annex": ANNEX_LIST}


@dataclass(frozen=True, slots=True)
class Level:
    """One level of headings: how it counts, Word's pattern (``%2`` is the count of level 2), what follows the number
    (Word's ``suff``) and, where a tab follows, the hanging indent in twentieths of a point."""

    counting: Counting
    pattern: str
    follows: Literal["nothing", "space", "tab"] = "nothing"
    hanging: int = 0


_HAN_BELOW: Final = (
    Level("chineseCountingThousand", "%2、"),
    Level("chineseCountingThousand", "（%3）"),
    Level("decimal", "%4."),
    Level("decimal", "（%5）"),
)
SCHEMES: Final[dict[Lang, dict[Row, tuple[Level, ...]]]] = {
    "zh": {
        "chapter": (Level("chineseCountingThousand", "第%1章", "space"), *_HAN_BELOW),
        "annex": (Level("decimal", "附件%1", "space"), *_HAN_BELOW),
    },
    "en": {
        "chapter": (
            Level("decimal", "%1", "tab", 567),
            Level("decimal", "%1.%2", "tab", 680),
            Level("decimal", "%1.%2.%3", "tab", 794),
            Level("decimal", "%1.%2.%3.%4", "tab", 964),
            Level("decimal", "%1.%2.%3.%4.%5", "tab", 1134),
        ),
        "annex": (
            Level("decimal", "Annex %1", "tab", 1588),
            Level("decimal", "A%1.%2", "tab", 794),
            Level("decimal", "A%1.%2.%3", "tab", 964),
            Level("decimal", "A%1.%2.%3.%4", "tab", 1134),
            Level("decimal", "A%1.%2.%3.%4.%5", "tab", 1304),
        ),
    },
}


def label(lang: Lang, row: Row, counts: Sequence[int]) -> str:
    """The number of a heading with these counts from the top level down to its own, as Word prints it."""
    levels = SCHEMES[lang][row]
    printed = levels[len(counts) - 1].pattern
    for place, count in enumerate(counts):
        written = han(count) if levels[place].counting != "decimal" else str(count)
        printed = printed.replace(f"%{place + 1}", written)
    return printed
