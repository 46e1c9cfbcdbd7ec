"""Numbers in the Chinese of pages and reports stand apart by one blank, in the same way everywhere.

Dates are written solid (2026年5月8日), and so are plans, which follow the form of official papers.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
REPORTS = ROOT / "core/lbsap/steps"
PAGES = ROOT / "core/lbsap/web/translations/parts"
WORDS = sorted({*REPORTS.glob("report_*.py"), *REPORTS.glob("*_words.py"), *PAGES.glob("*.po")})
NUMBERS = "n|num|number|count|items|share|earlier|later|quorum|before|both|new|left|stayed"
PLACE = rf"(?:\{{(?:{NUMBERS})\}}%?|%\((?:{NUMBERS})\)s(?:%%)?|[0-9]+%?)"
SOLID = re.compile(rf"[\u4e00-\u9fff]{PLACE}|{PLACE}(?![年月日])[\u4e00-\u9fff]")
DATE = re.compile(r"[0-9]+年(?:[0-9]+月)?(?:[0-9]+日)?|[0-9]+月[0-9]+日")
EXAMPLES = ("来函3", "手册2021年版第34页", "（2024）0650号")
"""What people write themselves, shown as an example."""


@pytest.mark.parametrize("path", WORDS, ids=lambda path: path.name)
def test_a_number_beside_chinese_words_stands_apart(path: Path) -> None:
    solid = []
    for line in path.read_text(encoding="utf-8").splitlines():
        words = DATE.sub("", line)
        for example in EXAMPLES:
            words = words.replace(DATE.sub("", example), "")
        solid += [line.strip()] if SOLID.search(words) else []
    assert solid == []
