"""The sample city's plan as it comes out of the printer: a whole document of 30 to 60 pages in each language."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from lbsap.actions.plans import draft_plan
from lbsap.data import shipped
from lbsap.model.actor import Actor
from lbsap.model.draft import DocumentKind, DraftSettings
from lbsap.model.text import Lang
from lbsap.registry import Registry
from tests.services import outside
from tests.services.plugins import built_in

LENGTHS: list[tuple[DocumentKind, Lang, int, int]] = [
    ("plan", "zh", 30, 60),
    ("plan", "en", 30, 60),
    ("note", "zh", 3, 10),
    ("summary", "zh", 1, 3),
    ("summary", "en", 1, 2),
]


@pytest.fixture(scope="module")
def registry() -> Registry:
    return built_in()


def pages(pdf: Path) -> int:
    program = outside.need("pdfinfo", Path(found) if (found := shutil.which("pdfinfo")) else None)
    told = subprocess.run([program, pdf], capture_output=True, text=True, check=True, timeout=60).stdout
    return next(int(line.split()[1]) for line in told.splitlines() if line.startswith("Pages:"))


@pytest.mark.parametrize(("kind", "lang", "fewest", "most"), LENGTHS)
def test_a_document_of_the_sample_city_has_the_length_it_should(
    kind: DocumentKind,
    lang: Lang,
    fewest: int,
    most: int,
    registry: Registry,
    tmp_path: Path,
    libreoffice: Any,
) -> None:
    out, settings = tmp_path / f"{kind}-{lang}.docx", DraftSettings(stage="submission")
    source = shipped("templates", "demo", "sample-city.yaml")
    made = draft_plan(Actor.local(), registry, source, lang, out, kind=kind, settings=settings)
    assert made.gaps == ()
    assert fewest <= pages(libreoffice.to_pdf(out)) <= most
