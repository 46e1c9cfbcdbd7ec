"""Wording beside each section: a TOML file of the module's own name, read once.

A file holds ``title``, ``[[needs]]`` (what is asked of the city) and named passages in both languages; a passage in
double brackets may have several paragraphs, and one marked ``run_on`` goes on with the paragraph before it. Words in
braces are filled in by ``pen.Pen``. ``otherwise`` is what a submission says where one of them is missing: qualitative,
without a number.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from string import Formatter
from typing import Final

from lbsap.model.blocks import Gap, Rich
from lbsap.model.codec import from_plain
from lbsap.model.plugin_items import Need
from lbsap.model.text import Lang, Text

Value = Text | Gap
_FORMATTER: Final = Formatter()


@dataclass(frozen=True, slots=True)
class Phrase:
    """A sentence or paragraph of a passage, and what stands in its place where something it needs is missing."""

    zh: str
    en: str
    otherwise: Text = Text()
    run_on: bool = False

    @property
    def text(self) -> Text:
        """Its words, with braces to fill."""
        return Text(self.zh, self.en)


@dataclass(frozen=True, slots=True)
class Wording:
    """The words of one section: ``id`` (the file's name in kebab-case), title, needs and passages by name."""

    id: str
    title: Text
    needs: tuple[Need, ...]
    passages: Mapping[str, tuple[Phrase, ...]]

    def one(self, name: str) -> Text:
        """The first (or only) phrase of a passage. Raises ``KeyError`` for an unknown name: a bug."""
        return self.passages[name][0].text

    def paragraphs(self, name: str) -> tuple[tuple[Phrase, ...], ...]:
        """The phrases of a passage by paragraph."""
        made: list[list[Phrase]] = []
        for phrase in self.passages[name]:
            if phrase.run_on and made:
                made[-1].append(phrase)
            else:
                made.append([phrase])
        return tuple(tuple(phrases) for phrases in made)


def read(module: str) -> Wording:
    """The wording that lies beside ``module`` (its ``__file__``)."""
    path = Path(module).with_suffix(".toml")
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    return Wording(
        id=path.stem.replace("_", "-"),
        title=from_plain(Text, data.pop("title")),
        needs=from_plain(tuple[Need, ...], data.pop("needs", [])),
        passages={name: _phrases(given) for name, given in data.items()},
    )


def _phrases(given: object) -> tuple[Phrase, ...]:
    return from_plain(tuple[Phrase, ...], given if isinstance(given, list) else [given])


def fill(template: Text, values: Mapping[str, Value]) -> Rich:
    """The template with its braces filled. A gap stays a gap between the words before and after it.

    One sequence serves both languages, so both name their gaps in the same order; else ``ValueError``: a bug.
    """
    zh_words, zh_gaps = _parts(template.zh, "zh", values)
    en_words, en_gaps = _parts(template.en, "en", values)
    if zh_gaps != en_gaps:
        raise ValueError(f"the languages name their gaps differently: {template.zh}")
    rich: list[Text | Gap] = []
    for position, (zh, en) in enumerate(zip(zh_words, en_words, strict=True)):
        rich += [Text(zh, en)] if zh or en else []
        rich += [zh_gaps[position]] if position < len(zh_gaps) else []
    return tuple(rich)


def _parts(template: str, lang: Lang, values: Mapping[str, Value]) -> tuple[list[str], list[Gap]]:
    words, gaps = [""], []
    for literal, name, _, _ in _FORMATTER.parse(template):
        words[-1] += literal
        if name is None:
            continue
        value = values[name]
        if isinstance(value, Gap):
            gaps.append(value)
            words.append("")
        else:
            words[-1] += value.show(lang)
    return words, gaps
