"""Bilingual text: Simplified Chinese and English side by side, neither second-class."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, Literal, get_args

Lang = Literal["zh", "en"]
LANGS: Final[tuple[Lang, ...]] = get_args(Lang)

HAN: Final = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_ONLY: Final[dict[Lang, str]] = {"zh": "［暂无中文］", "en": "[no English yet]"}


@dataclass(frozen=True, slots=True)
class Text:
    """The same words in Chinese (``zh``) and English (``en``); an empty string means missing."""

    zh: str = ""
    en: str = ""

    def __post_init__(self) -> None:
        if {type(self.zh), type(self.en)} != {str}:
            raise TypeError("Text takes strings")

    def __bool__(self) -> bool:
        return bool(self.zh or self.en)

    @property
    def missing(self) -> tuple[Lang, ...]:
        """The languages this text lacks."""
        return tuple(lang for lang in LANGS if not getattr(self, lang))

    def plain(self, lang: Lang) -> str:
        """The words in ``lang`` or, without a mark, in the other language; for sorting and look-up."""
        return (self.zh or self.en) if lang == "zh" else (self.en or self.zh)

    def show(self, lang: Lang) -> str:
        """The words in ``lang``; where they are missing, the other language with a visible mark."""
        own: str = getattr(self, lang)
        if own or not self:
            return own
        return f"{_ONLY[lang]}{self.plain(lang)}"

    def format(self, **values: object) -> Text:
        """Fill ``{name}`` in both languages; a ``Text`` value fills each side with its own words."""
        return Text(*(_fill(getattr(self, lang), lang, values) for lang in LANGS))


def _fill(template: str, lang: Lang, values: dict[str, object]) -> str:
    words = {key: value.plain(lang) if isinstance(value, Text) else value for key, value in values.items()}
    return template.format(**words) if template else ""


def text_of(words: str) -> Text:
    """A text from words in one unknown language: Chinese where any Han character stands in them."""
    return Text(zh=words) if HAN.search(words) else Text(en=words)


def same(words: str) -> Text:
    """A text that reads alike in both languages: codes, numbers, units."""
    return Text(words, words)
