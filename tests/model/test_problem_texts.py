"""Every message a person can meet has one code and stands in both languages."""

from __future__ import annotations

from collections import Counter
from string import Formatter

import pytest

from lbsap.model.problem_texts import PARTS, TEXTS


def test_each_code_stands_once() -> None:
    counts = Counter(code for part in PARTS for code in part.TEXTS)
    assert [code for code, n in counts.items() if n > 1] == []


@pytest.mark.parametrize("code", sorted(TEXTS))
def test_each_message_has_both_languages_with_the_same_blanks(code: str) -> None:
    text = TEXTS[code]
    assert text.missing == ()
    blanks = [{name for _, name, _, _ in Formatter().parse(words) if name} for words in (text.zh, text.en)]
    assert blanks[0] == blanks[1]
