"""An item of a catalogue as the words of a form, and the item that such words mean."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import fields, replace
from itertools import zip_longest
from typing import Any, Final

from lbsap.model.catalogue import Catalogue, Indicator, Item, Section
from lbsap.model.codec import from_plain, to_plain
from lbsap.model.errors import BadInput
from lbsap.model.problems import Problem, problem
from lbsap.model.text import LANGS, Text
from lbsap.steps.catalogues.catalogue import band_faults, formula_faults
from lbsap.steps.catalogues.revise import unchecked
from lbsap.steps.common.merge import Cells
from lbsap.steps.common.words import clean, clean_line, narrow

LONGEST: Final = 8000
TEXTS: Final[dict[str, tuple[str, ...]]] = {
    "index": ("title", "definition", "description", "scope"),
    "outline": ("title", "definition", "guidance"),
}
"""Fields in both languages: a cell for each language, ``title_zh`` and ``title_en``."""
LINES: Final[dict[str, tuple[str, ...]]] = {"index": ("data_sources", "notes"), "outline": ("supplements",)}
"""Lists in both languages: a line for each entry, Chinese and English line by line."""
PLAIN: Final[dict[str, tuple[str, ...]]] = {
    "index": ("component", "kind", "unit", "formula", "decimals", "minimum", "maximum", "higher_is_better",
              "in_first_application"),
    "outline": ("parent", "level", "writer"),
}  # fmt: skip
"""Fields of one cell."""
ROWS: Final[dict[str, tuple[str, ...]]] = {
    "inputs": ("symbol", "meaning_zh", "meaning_en", "unit", "many", "optional", "aliases"),
    "methods": ("id", "title_zh", "title_en", "formula"),
}
"""Lists of an indicator: a row for each entry, its cells ``inputs-0-symbol`` and so on. An empty row is none."""
REASON: Final = ("reason_zh", "reason_en")
"""Why the item differs from the version before."""
_FLAGS: Final = frozenset({"higher_is_better", "in_first_application", "many", "optional"})
_NUMBERS: Final = frozenset({"decimals", "minimum", "maximum"})
_NEEDED: Final = {"inputs": ("symbol",), "methods": ("id", "formula")}
_KEYS: Final = {"inputs": "symbol", "methods": "id"}
_PLACE: Final = re.compile(r"\[(\d+)\]\.?")
FIELD_NAMES: Final = {
    "symbol": Text("符号", "symbol"),
    "id": Text("代号", "short name"),
    "formula": Text("计算方法", "formula"),
}


def item_cells(item: Item, catalogue: Catalogue) -> dict[str, str]:
    """An item as a form shows it; empty cells of rows are left out."""
    kind, settings = catalogue.kind, _plain_settings(item)
    cells: dict[str, str] = {}
    for name in TEXTS[kind]:
        value = getattr(item, name, None) if name in ("title", "definition") else settings[name]
        cells |= {f"{name}_{lang}": getattr(value, lang) for lang in LANGS}
    for name in LINES[kind]:
        cells |= {
            f"{name}_{lang}": "\n".join(_line(one, lang) for one in settings[name]).rstrip() for lang in LANGS
        }
    for name in PLAIN[kind]:
        cells[name] = item.parent if name == "parent" else _word(settings[name])
    if kind == "index":
        cells["citations"] = "\n".join(_titles(catalogue).get(one, one) for one in settings["citations"])
        cells |= dict(_row_cells(settings))
    return cells | reason_cells(catalogue, item.id)


def reason_cells(catalogue: Catalogue, item_id: str) -> dict[str, str]:
    """The reason that a draft keeps for what became of an item."""
    reason = reason_for(catalogue, item_id)
    return {f"reason_{lang}": getattr(reason, lang) for lang in LANGS}


def reason_for(catalogue: Catalogue, item_id: str) -> Text:
    """Why an item differs from the version before, as far as the draft's lineage says."""
    found = (one.rationale for one in catalogue.lineage if item_id in (one.item, *one.into))
    return next(found, Text())


def read_item(cells: Cells, item: Item, catalogue: Catalogue) -> tuple[Item | None, tuple[Problem, ...]]:
    """The item that the words of a form mean, or ``None`` where they cannot be kept, and what is wrong with them.

    The ``where`` of a problem is the name of the cell. What no cell shows (score bands, links) stays as it is.
    """
    found: list[Problem] = []
    words = {name: _clean(name, said, found) for name, said in cells.items()}
    try:
        read = _read(words, item, catalogue)
    except BadInput as fault:
        return None, (*found, *(replace(one, where=_cell_of(one.where)) for one in fault.problems))
    for rows in ROWS if catalogue.kind == "index" else ():
        found.extend(_row_faults(words, rows))
    found.extend(_faults(read, catalogue))
    return (None if found else read), tuple(found)


def row_cells(settings: Indicator) -> dict[str, str]:
    """The rows of an indicator's lists, by cell; empty cells are left out."""
    return dict(_row_cells({rows: getattr(settings, rows) for rows in ROWS}))


def read_rows(words: Mapping[str, str], rows: str) -> tuple[list[dict[str, Any]], tuple[Problem, ...]]:
    """The entries of a list that the cells of its rows hold, as plain data, and what is wrong with them by cell."""
    return [record for _, record in _records(words, rows)], tuple(_row_faults(words, rows))


def read_reason(cells: Cells) -> Text:
    """The reason as it was typed, without what no text may hold."""
    return Text(*(clean(cells.get(name, ""))[0][:LONGEST] for name in REASON))


def _plain_settings(item: Item) -> dict[str, Any]:
    settings = item.indicator or item.section or Section()
    return {one.name: getattr(settings, one.name) for one in fields(settings)}


def _line(text: Text, lang: str) -> str:
    return " ".join(getattr(text, lang).split())


def _word(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else str(value)


def _row_cells(settings: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for rows, names in ROWS.items():
        for number, one in enumerate(settings[rows]):
            for name in names:
                if words := _row_word(one, name):
                    yield f"{rows}-{number}-{name}", words


def _row_word(one: Any, name: str) -> str:
    stem, _, lang = name.rpartition("_")
    if lang in LANGS:
        return str(getattr(getattr(one, stem), lang))
    value = getattr(one, name)
    if isinstance(value, bool):
        return "y" if value else ""
    return ", ".join(value) if isinstance(value, tuple) else str(value)


def _clean(name: str, said: str, found: list[Problem]) -> str:
    several = name.startswith(
        ("definition", "description", "scope", "guidance", *LINES["index"], "supplements")
    )
    words, _ = clean(said) if several or name in ("citations", *REASON) else clean_line(said)
    if len(words) > LONGEST:
        found.append(problem("too_long", name, length=len(words), longest=LONGEST))
    return words


def _read(words: Mapping[str, str], item: Item, catalogue: Catalogue) -> Item:
    kind = catalogue.kind
    plain: dict[str, Any] = {
        name: {lang: words.get(f"{name}_{lang}", "") for lang in LANGS} for name in TEXTS[kind]
    }
    plain |= {name: _entries(words, name) for name in LINES[kind]}
    plain |= {name: _typed(name, words.get(name, "")) for name in PLAIN[kind]}
    head = {name: plain.pop(name) for name in ("title", "definition")}
    parent = plain.pop("parent", "") or ""
    if kind == "index":
        ids = {title: one for one, title in _titles(catalogue).items()}
        plain["citations"] = [
            ids.get(one, one) for one in words.get("citations", "").split("\n") if one.strip()
        ]
        plain |= {rows: [record for _, record in _records(words, rows)] for rows in ROWS}
    settings = to_plain(item.indicator or item.section or Section())
    kept = {name: value for name, value in (settings | plain).items() if value is not None}
    made: Any = from_plain(Indicator if kind == "index" else Section, kept)
    read = replace(
        item,
        title=from_plain(Text, head["title"], "title"),
        definition=from_plain(Text, head["definition"], "definition"),
        parent=parent,
        indicator=made if kind == "index" else None,
        section=made if kind == "outline" else None,
    )
    return unchecked(read, item)


def _typed(name: str, word: str) -> Any:
    """The word of a plain cell; ``None`` stands for no number."""
    if name in _FLAGS:
        return word != "no"
    if name in _NUMBERS:
        return word or None
    return narrow(word) if name == "formula" else word


def _entries(words: Mapping[str, str], name: str) -> list[dict[str, str]]:
    both = zip_longest(*(words.get(f"{name}_{lang}", "").split("\n") for lang in LANGS), fillvalue="")
    lines = (tuple(" ".join(one.split()) for one in pair) for pair in both)
    return [dict(zip(LANGS, pair, strict=True)) for pair in lines if any(pair)]


def _records(words: Mapping[str, str], rows: str) -> Iterator[tuple[int, dict[str, Any]]]:
    """The rows that hold something, each with its number in the form."""
    numbers = {int(name.split("-")[1]) for name in words if re.fullmatch(rf"{rows}-\d{{1,3}}-\w+", name)}
    for number in sorted(numbers):
        row = {name: words.get(f"{rows}-{number}-{name}", "") for name in ROWS[rows]}
        if any(value for name, value in row.items() if name not in _FLAGS):
            yield number, _record(row)


def _record(row: Mapping[str, str]) -> dict[str, Any]:
    record: dict[str, Any] = {}
    for name, word in row.items():
        stem, _, lang = name.rpartition("_")
        if lang in LANGS:
            record.setdefault(stem, {})[lang] = word
        elif name in _FLAGS:
            record[name] = bool(word)
        elif name == "aliases":
            record[name] = [one.strip() for one in re.split("[,，、]", word) if one.strip()]
        else:
            record[name] = narrow(word) if name in ("symbol", "id", "formula") else word
    return record


def _titles(catalogue: Catalogue) -> dict[str, str]:
    return {one.id: one.title for one in reversed(catalogue.sources) if one.title}


def _cell_of(where: str) -> str:
    """The cell that a path of the value stands for: ``inputs[0].symbol`` is ``inputs-0-symbol``."""
    return _PLACE.sub(r"-\1-", where).strip("-").replace(".", "_")


def _row_faults(words: Mapping[str, str], rows: str) -> Iterator[Problem]:
    keys = set[str]()
    for number, record in _records(words, rows):
        for name in _NEEDED[rows]:
            if not record[name]:
                yield problem("value_missing", f"{rows}-{number}-{name}", field=FIELD_NAMES[name])
        key = record[_KEYS[rows]]
        if key and key in keys:
            yield problem("id_twice", f"{rows}-{number}-{_KEYS[rows]}", id=key)
        keys.add(key)


def _faults(item: Item, catalogue: Catalogue) -> Iterator[Problem]:
    if not item.title:
        yield problem("name_wanted", "title_zh")
    settings = item.indicator
    if settings is None:
        yield from _parent_faults(item, catalogue)
        return
    if settings.component not in {one.id for one in catalogue.components}:
        yield problem("choice_wanted", "component")
    for one in formula_faults(settings, ""):
        yield replace(one, where=one.where.removeprefix(".").partition("[")[0])
    yield from (replace(one, where="kind") for one in band_faults(settings, ""))


def _parent_faults(item: Item, catalogue: Catalogue) -> Iterator[Problem]:
    above, known = item.parent, {one.id: one.parent for one in catalogue.items}
    if above and above not in known:
        yield problem("choice_wanted", "parent")
    for _ in known:
        if above == item.id:
            break
        above = known.get(above, "")
    if above:
        yield problem("parent_circle", "parent", item=item.title.plain("en"))
