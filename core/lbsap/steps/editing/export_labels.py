"""The words for the codes in exported answers, in both languages, as the questionnaire of the consultation has them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from lbsap.model.catalogue import Catalogue, Item
from lbsap.model.questionnaire import Choice, Questionnaire
from lbsap.model.text import Text, same
from lbsap.steps.common.report_words import UNSTATED

SKIPPED: Final = Text("未作答", "skipped")
NOT_SHOWN: Final = Text("未显示", "not shown")
LANGUAGES: Final = {"zh": Text("中文", "Chinese"), "en": Text("英文", "English")}
SEPARATOR: Final = ";"
"""Between several codes in one cell; between their words stands the same."""


class Labels:
    """Code to words: ``verdicts``, ``settings``, ``troubles``, ``strata``, and ``items`` by id."""

    def __init__(self, questionnaire: Questionnaire, catalogue: Catalogue) -> None:
        asked = questionnaire.items
        self.verdicts = _titles(asked.verdicts) | {"": SKIPPED}
        self.settings = _titles(asked.settings)
        self.troubles = _titles(asked.troubles)
        self.strata = {"": UNSTATED} | {
            code: title
            for question in questionnaire.profile
            if question.stratum
            for code, title in _titles(question.choices).items()
        }
        self.items: Mapping[str, Item] = {item.id: item for item in catalogue.items}

    def item(self, item_id: str) -> tuple[str, str, str, str]:
        """Id, number, and title in both languages; an item that the catalogue has not stands by its id alone."""
        item = self.items.get(item_id)
        return (item_id, item.number, item.title.zh, item.title.en) if item else (item_id, "", "", "")


def coded(code: str, titles: Mapping[str, Text]) -> tuple[str, str, str]:
    """A code and its words in both languages."""
    words = titles.get(code, same(code))
    return code, words.zh, words.en


def several(codes: Iterable[str], titles: Mapping[str, Text]) -> tuple[str, str, str]:
    """Codes in the order of ``titles`` in one cell, and their words in two more."""
    given = set(codes)
    chosen = [*(code for code in titles if code in given), *sorted(given - titles.keys())]
    cells = [coded(code, titles) for code in chosen]
    code, zh, en = (SEPARATOR.join(parts) for parts in zip(*cells, strict=True)) if cells else ("", "", "")
    return code, zh, en


def in_languages(column: str) -> tuple[str, str, str]:
    """The columns of a code and its words."""
    return column, f"{column}_zh", f"{column}_en"


def _titles(choices: Iterable[Choice]) -> dict[str, Text]:
    return {choice.id: choice.title for choice in choices}
