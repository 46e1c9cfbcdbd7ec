"""The words of the pages: all translated, nothing left over, Chinese as our glossary wants it, and built."""

from __future__ import annotations

import gettext
import re
from collections import Counter
from typing import Final

import pytest
from babel.messages.catalog import Message
from babel.messages.pofile import read_po

from tests.glossary import HALF_WIDTH, REFUSED
from tests.tools.make_translations import (
    LOCALES,
    TRANSLATIONS,
    Id,
    id_of,
    make_files,
    translated_words,
    used_words,
)

USED: Final = used_words()
TRANSLATED: Final = {id_of(message): message for _part, message in translated_words()}
PLACES: Final = re.compile(r"%\(\w+\)s|\{\w+\}")


def _words(message: Message) -> list[str]:
    return [message.string] if isinstance(message.string, str) else list(message.string or ())


def _show(key: Id) -> str:
    return key if isinstance(key, str) else key[1]


def test_all_words_are_translated() -> None:
    lacking = {key for key in USED if key not in TRANSLATED or not all(_words(TRANSLATED[key]))}
    assert not lacking, "run tests/tools/make_translations.py"


def test_nothing_is_translated_that_no_page_says() -> None:
    assert not TRANSLATED.keys() - USED.keys()


def test_no_translation_is_in_doubt() -> None:
    assert [message.id for _part, message in translated_words() if message.fuzzy] == []


def test_each_word_is_translated_once() -> None:
    counted = Counter(id_of(message) for _part, message in translated_words())
    assert [key for key, times in counted.items() if times > 1] == []


@pytest.mark.parametrize("key", sorted(TRANSLATED, key=str), ids=_show)
def test_the_chinese_keeps_the_places_and_the_glossary(key: Id) -> None:
    for words in _words(TRANSLATED[key]):
        assert set(PLACES.findall(words)) == set(PLACES.findall(_show(key)))
        assert not REFUSED.search(words)
        assert not HALF_WIDTH.search(PLACES.sub("", words))
        assert not HALF_WIDTH.search(PLACES.sub("某", words))
        assert not re.search("[!！]", words)


def test_the_catalogues_are_built_from_the_parts() -> None:
    for path, content in make_files().items():
        assert path.is_file(), f"{path}: run tests/tools/make_translations.py"
        if path.suffix == ".po":
            with path.open("rb") as kept:
                found = {id_of(one): one.string for one in read_po(kept) if one.id}
            made = {
                id_of(one): one.string for one in read_po(iter(content.splitlines(keepends=True))) if one.id
            }
            assert found == made, f"{path}: run tests/tools/make_translations.py"


@pytest.mark.parametrize("locale", LOCALES)
def test_the_built_files_say_what_the_catalogues_say(locale: str) -> None:
    folder = TRANSLATIONS / locale / "LC_MESSAGES"
    with (folder / "messages.mo").open("rb") as built, (folder / "messages.po").open("rb") as source:
        said, catalog = gettext.GNUTranslations(built), read_po(source, locale=locale)
    for message in catalog:
        if not message.id:
            continue
        if isinstance(message.id, str):
            assert said.gettext(message.id) == message.string
        else:
            assert [said.ngettext(message.id[0], message.id[1], n) for n in (1, 2)] == [
                _words(message)[0],
                _words(message)[-1],
            ]


def test_pages_in_english_say_the_keys() -> None:
    with (TRANSLATIONS / "en" / "LC_MESSAGES" / "messages.po").open("rb") as source:
        for message in read_po(source, locale="en"):
            assert not message.id or tuple(_words(message)) == (
                (message.id,) if isinstance(message.id, str) else tuple(message.id)
            )
