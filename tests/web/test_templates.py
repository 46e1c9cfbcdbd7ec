"""Templates as they are written: what a page fills in must be asked for by a frame above it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest
from flask import Flask
from jinja2 import nodes

ROOT: Final = Path(__file__).resolve().parents[2] / "templates" / "web"
EXTENDING: Final = sorted(
    path.relative_to(ROOT).as_posix()
    for path in ROOT.rglob("*.html")
    if "{% extends" in path.read_text(encoding="utf-8")
)


def parsed(app: Flask, name: str) -> nodes.Template:
    return app.jinja_env.parse((ROOT / name).read_text(encoding="utf-8"))


def blocks(tree: nodes.Template) -> set[str]:
    return {one.name for one in tree.find_all(nodes.Block)}


def frames(app: Flask, name: str) -> Iterator[str]:
    """The templates that one extends, and those that these extend."""
    for node in parsed(app, name).find_all(nodes.Extends):
        for word in node.find_all(nodes.Const):
            if isinstance(word.value, str) and word.value.endswith(".html"):
                yield word.value
                yield from frames(app, word.value)


@pytest.mark.parametrize("name", EXTENDING)
def test_a_block_that_a_page_fills_is_asked_for_by_its_frame(app: Flask, name: str) -> None:
    above = list(dict.fromkeys(frames(app, name)))
    asked = set().union(*(blocks(parsed(app, one)) for one in above))
    tree = parsed(app, name)
    own = {inner.name for one in tree.find_all(nodes.Block) for inner in one.find_all(nodes.Block)}
    assert blocks(tree) - own <= asked
