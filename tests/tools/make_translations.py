"""Makes the catalogues of the pages' words: ``python tests/tools/make_translations.py`` after any change of words.

English sentences are the keys, taken from the code and the templates. The Chinese stands in
``core/lbsap/web/translations/parts/*.po``, one file for each group of pages; it is the only thing to edit. Both
languages' ``messages.po`` and ``.mo`` are made from them. Prints what lacks a translation and what is no longer used.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT: Final = Path(__file__).resolve().parents[2]
TRANSLATIONS: Final = ROOT / "core" / "lbsap" / "web" / "translations"
SOURCES: Final = {
    ROOT / "core" / "lbsap" / "web": [("**.py", "python")],
    ROOT / "templates" / "web": [("**.html", "jinja2")],
}
KEYWORDS: Final = DEFAULT_KEYWORDS | {"_l": None, "lazy_gettext": None}
LOCALES: Final = ("zh_Hans", "en")
_NEVER: Final = datetime(2026, 1, 1, tzinfo=UTC)
Id = str | tuple[str, str]


def id_of(message: Message) -> Id:
    """The key of an entry: a sentence, or singular and plural."""
    return message.id if isinstance(message.id, str) else (message.id[0], message.id[1])


def used_words() -> dict[Id, set[str]]:
    """The words that code and templates translate, each with the files it stands in."""
    found: dict[Id, set[str]] = {}
    for folder, methods in SOURCES.items():
        for name, _line, words, _comments, _context in extract_from_dir(folder, methods, keywords=KEYWORDS):
            key = (words[0], words[1]) if isinstance(words, tuple) else words
            found.setdefault(key, set()).add((folder.relative_to(ROOT) / name).as_posix())
    return found


def translated_words() -> Iterator[tuple[str, Message]]:
    """What the parts translate: the name of the part, and the entry."""
    for path in sorted((TRANSLATIONS / "parts").glob("*.po")):
        catalog = read_po(io.BytesIO(path.read_bytes()), locale="zh_Hans", abort_invalid=True)
        yield from ((path.name, message) for message in catalog if message.id)


def make_catalog(
    locale: str, used: Mapping[Id, set[str]], words: Mapping[Id, str | tuple[str, ...]]
) -> Catalog:
    """A catalogue in a fixed order; its dates are fixed too, so that equal words give equal bytes."""
    catalog = Catalog(
        locale=locale, header_comment="# Made by tests/tools/make_translations.py; edit parts/*.po instead.",
        project="lbsap", version="1", copyright_holder="-", msgid_bugs_address="-", last_translator="-", language_team="-",
        creation_date=_NEVER, revision_date=_NEVER, fuzzy=False,
    )  # fmt: skip
    for key in sorted(used, key=str):
        catalog.add(key, words.get(key, ""), locations=[(path, 0) for path in sorted(used[key])])
    return catalog


def make_files() -> dict[Path, bytes]:
    """All files to be written, with their content."""
    used = used_words()
    chinese: dict[Id, str | tuple[str, ...]] = {
        id_of(message): message.string if isinstance(message.string, str) else tuple(message.string or ())
        for _part, message in translated_words()
    }
    english: dict[Id, str | tuple[str, ...]] = {key: key for key in used}
    made = {}
    both: tuple[dict[Id, str | tuple[str, ...]], ...] = (chinese, english)
    for locale, words in zip(LOCALES, both, strict=True):
        catalog = make_catalog(locale, used, words)
        folder = TRANSLATIONS / locale / "LC_MESSAGES"
        for name, write in (("messages.po", _po), ("messages.mo", _mo)):
            made[folder / name] = write(catalog)
    return made


def _po(catalog: Catalog) -> bytes:
    out = io.BytesIO()
    write_po(out, catalog, width=110, include_lineno=False)
    return out.getvalue()


def _mo(catalog: Catalog) -> bytes:
    out = io.BytesIO()
    write_mo(out, catalog)
    return out.getvalue()


def main() -> int:
    """Write the catalogues; returns 1 where words lack a translation or translations are no longer used."""
    used, translated = used_words(), {id_of(message): part for part, message in translated_words()}
    for path, content in make_files().items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    missing, unused = used.keys() - translated.keys(), translated.keys() - used.keys()
    for key in sorted(missing, key=str):
        print(f"not translated: {key!r} in {', '.join(sorted(used[key]))}")
    for key in sorted(unused, key=str):
        print(f"no longer used: {key!r} in parts/{translated[key]}")
    return 1 if missing or unused else 0


if __name__ == "__main__":
    sys.exit(main())
