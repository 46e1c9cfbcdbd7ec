"""Outside programs that some tests need: a test is left out where one is missing, but fails on CI."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

MARK = "not on this machine: "


def find(program: str, *places: str) -> Path | None:
    """Return where a program is: on the path, or else in the last of the places (patterns below /) that hold it."""
    on_path = shutil.which(program)
    if on_path:
        return Path(on_path)
    found = sorted(path for place in places for path in Path("/").glob(place.lstrip("/")))
    return found[-1] if found else None


def need(name: str, found: Path | None) -> Path:
    """Return what was found, or leave the test out; on CI, where all of them must be, fail it."""
    if found is not None:
        return found
    if os.environ.get("CI"):
        pytest.fail(MARK + name, pytrace=False)
    pytest.skip(MARK + name)


def left_out(skip_reasons: list[str]) -> dict[str, int]:
    """Count, for each missing program, the tests that were left out for want of it."""
    names = [reason.split(MARK, 1)[1] for reason in skip_reasons if MARK in reason]
    return {name: names.count(name) for name in sorted(set(names))}
