"""Wording beside each section: a TOML file of the module's own name, read once.

A file holds ``title``, ``[[needs]]`` (what is asked of the city) and named passages in both languages; a passage in
double brackets may have several paragraphs, and one marked ``run_on`` goes on with the paragraph before it. Words in
braces are filled in by ``pen.Pen``; ``{n:action|actions}`` says only which of two forms goes with the number ``n``.
``otherwise`` is what a submission says where one of them is missing: qualitative, without a number.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
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
    zh_words, zh_gaps = _parts(template.zh, "zh", values, Text.show)
    en_words, en_gaps = _parts(template.en, "en", values, Text.show)
    if zh_gaps != en_gaps:
        raise ValueError(f"the languages name their gaps differently: {template.zh}")
    rich: list[Text | Gap] = []
    for position, (zh, en) in enumerate(zip(zh_words, en_words, strict=True)):
        rich += [Text(zh, en)] if zh or en else []
        rich += [zh_gaps[position]] if position < len(zh_gaps) else []
    return tuple(rich)


def filled(template: Text, values: Mapping[str, Text]) -> Text:
    """The same for a title or a caption, which holds no gap; a language that is missing takes the other's words."""
    return Text(
        "".join(_parts(template.zh, "zh", values, Text.plain)[0]),
        "".join(_parts(template.en, "en", values, Text.plain)[0]),
    )


def _parts(
    template: str, lang: Lang, values: Mapping[str, Value], told: Callable[[Text, Lang], str]
) -> tuple[list[str], list[Gap]]:
    words, gaps = [""], []
    for literal, name, forms, _ in _FORMATTER.parse(template):
        words[-1] += literal
        if name is None:
            continue
        value = values[name]
        if forms:
            words[-1] += _form(value, *forms.split("|"))
        elif isinstance(value, Gap):
            gaps.append(value)
            words.append("")
        else:
            words[-1] += told(value, lang)
    return words, gaps


def _form(value: Value, one: str, several: str) -> str:
    """The form of a word that goes with a number; with one that is missing, the plural."""
    return one if isinstance(value, Text) and value.en.partition(" ")[0] == "1" else several
