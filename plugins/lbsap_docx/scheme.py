"""How headings count, once for both sides: the numbering part of the templates and the labels cached in the contents."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from lbsap.model.text import Lang

Counting = Literal["decimal", "chineseCountingThousand"]
Row = Literal["chapter", "annex"]

CHAPTER_LIST: Final = 1
ANNEX_LIST: Final = 2
BULLET_LIST: Final = 3
STEP_LIST: Final = 4
BOX_BULLET_LIST: Final = 5
BOX_STEP_LIST: Final = 6
FIRST_FREE_LIST: Final = 7
DEEPEST: Final = 5
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


class Counter:
    """Counts headings as Word will: a level starts again after any higher one."""

    def __init__(self, lang: Lang) -> None:
        self._schemes = SCHEMES[lang]
        self._counts: dict[Row, list[int]] = {"chapter": [0] * DEEPEST, "annex": [0] * DEEPEST}

    def label(self, row: Row, depth: int) -> str:
        """The number of the next heading at ``depth`` (0 is a chapter or an annex), as Word prints it."""
        counts = self._counts[row]
        counts[depth] += 1
        counts[depth + 1 :] = [0] * (DEEPEST - depth - 1)
        levels = self._schemes[row]
        label = levels[depth].pattern
        for place in range(depth + 1):
            written = han(counts[place]) if levels[place].counting != "decimal" else str(counts[place])
            label = label.replace(f"%{place + 1}", written)
        return label


def han(number: int) -> str:
    """A number from 0 to 9999 in Chinese words, as Word's ``chineseCountingThousand`` writes it."""
    digits = "零一二三四五六七八九"
    words = ""
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // unit % 10
        if digit:
            words += digits[digit] + name
        elif words and not words.endswith("零"):
            words += "零"
    words = words.rstrip("零") or "零"
    return words[1:] if words.startswith("一十") else words
