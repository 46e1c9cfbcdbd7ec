"""The documents a newcomer meets, and what stands in them: headings, links, tables, examples of the command line."""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

ROOT: Final = Path(__file__).resolve().parents[2]
FILES: Final = Path(__file__).with_name("files")
ENGLISH: Final = sorted(
    path for path in [ROOT / "README.md", *(ROOT / "docs").glob("*.md")] if ".zh." not in path.name
)
PAPERS: Final = [ROOT / name for name in ("ARCHITECTURE.md", "CHANGELOG.md")]
GUIDE_FOR_PLUGINS: Final = "plugins.md"
"""Has tests of its own, test_plugins_guide.py, for its examples."""
_BLOCK: Final = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_CODE: Final = re.compile(r"#\D*(\d)\s*$")


@dataclass(frozen=True, slots=True)
class Example:
    """A command with the exit code it promises, the output shown under it, and the JSON shown in the next block."""

    line: str
    words: tuple[str, ...]
    code: int
    shown: tuple[str, ...]
    shape: Any = None


def chinese(path: Path) -> Path:
    """The Chinese document beside an English one."""
    return path.with_name(f"{path.stem}.zh.md")


def headings(path: Path) -> list[str]:
    """The headings of a document, outside code."""
    return re.findall(r"^#+ .+$", _BLOCK.sub("", path.read_text(encoding="utf-8")), re.MULTILINE)


def links(path: Path) -> list[str]:
    """The targets of the links in a document."""
    return re.findall(r"\]\(([^)\s]+)\)", _BLOCK.sub("", path.read_text(encoding="utf-8")))


def prose(path: Path) -> str:
    """A document without its code."""
    return re.sub(r"`[^`\n]*`", "", _BLOCK.sub("", path.read_text(encoding="utf-8")))


def tables(path: Path) -> list[list[str]]:
    """The rows of all tables of a document, cells without blanks; heads and rulers included."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if line.startswith("|")]


def snippets(path: Path) -> list[str]:
    """The lines shown of files: YAML and CSV blocks."""
    found = _BLOCK.findall(path.read_text(encoding="utf-8"))
    return [line.strip() for kind, body in found if kind in ("yaml", "csv") for line in body.splitlines()]


def examples(path: Path) -> list[Example]:
    """Every ``$ …`` line of the console blocks, in order."""
    found: list[Example] = []
    before = ""
    for kind, body in _BLOCK.findall(path.read_text(encoding="utf-8")):
        if kind == "console":
            found.extend(_commands(body))
        elif kind == "json" and before == "console":
            last = found.pop()
            found.append(Example(last.line, last.words, last.code, last.shown, json.loads(body)))
        before = kind
    return found


def _commands(body: str) -> Iterator[Example]:
    for chunk in re.split(r"^\$ ", body, flags=re.MULTILINE)[1:]:
        line, *shown = chunk.splitlines()
        code = _CODE.search(line)
        words = tuple(shlex.split(_CODE.sub("", line)))
        yield Example(
            line,
            words,
            int(code.group(1)) if code else 0,
            tuple(" ".join(s.split()) for s in shown if s.strip()),
        )


def differences(shown: Any, real: Any, place: str = "") -> list[str]:
    """Where JSON shown in a document differs from what a command prints.

    Keys are the same; a list may be cut, but each element shown is one of the real ones; numbers may be rounded to
    two places; the string ``…`` stands for any string.
    """
    if isinstance(shown, dict) and isinstance(real, dict):
        if shown.keys() != real.keys():
            return [f"{place}: {sorted(shown)} is not {sorted(real)}"]
        return [one for key in shown for one in differences(shown[key], real[key], f"{place}.{key}")]
    if isinstance(shown, list) and isinstance(real, list):
        if not shown and real:
            return [f"{place}: [] is not {real}"]
        return [fault for i, one in enumerate(shown) for fault in _nearest(one, real, f"{place}[{i}]")]
    if shown == "…" and isinstance(real, str):
        return []
    if _is_number(shown) and _is_number(real):
        return [] if abs(shown - real) <= 0.005 else [f"{place}: {shown} is not {real}"]
    return [] if type(shown) is type(real) and shown == real else [f"{place}: {shown!r} is not {real!r}"]


def _nearest(shown: Any, real: list[Any], place: str) -> list[str]:
    if not real:
        return [f"{place}: the real list is empty"]
    return min((differences(shown, one, place) for one in real), key=len)


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
