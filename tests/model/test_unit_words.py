"""Every unit that a shipped definition uses has words in both languages."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

import lbsap_cbi
import lbsap_sections
from lbsap.model.text import HAN, Text
from lbsap.model.unit_words import UNITS, unit_text


def used() -> Iterator[str]:
    for index in lbsap_cbi.catalogues():
        for item in index.items:
            if item.indicator:
                yield from (item.indicator.unit, *(one.unit for one in item.indicator.inputs))
    for section in lbsap_sections.plan_sections():
        yield from (need.unit for need in section.needs)


@pytest.mark.parametrize("unit", sorted({*used()} - {""}))
def test_a_unit_of_a_shipped_definition_reads_in_chinese(unit: str) -> None:
    assert HAN.search(unit_text(unit).zh) or unit_text(unit).zh == "%"


def test_other_names_of_a_unit_read_like_it_and_an_unknown_one_as_it_is_written() -> None:
    assert unit_text("公顷") == unit_text("ha") == UNITS["ha"]
    assert unit_text("person") == UNITS["persons"]
    assert unit_text("parsec") == Text("parsec", "parsec")
