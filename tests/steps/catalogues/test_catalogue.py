"""A catalogue is refused where it could not be scored by or shown."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from lbsap.model.catalogue import Band, Catalogue, Component, Indicator, Item
from lbsap.model.errors import BadInput
from lbsap.model.text import Text
from lbsap.steps.catalogues.catalogue import refuse_faulty

TITLE = Text("名称", "Title")


def index(*bands: Band, parent: str = "") -> Catalogue:
    one = Item("one", "1", TITLE, parent=parent, indicator=Indicator("a", "ratio", bands=bands))
    two = replace(one, id="two", number="2", parent="one" if parent else "")
    return Catalogue("tiny", "1", "index", TITLE, (one, two), components=(Component("a", TITLE),))


def codes(catalogue: Catalogue) -> set[str]:
    with pytest.raises(BadInput) as caught:
        refuse_faulty(catalogue)
    return {one.code for one in caught.value.problems}


def test_sound_bands_may_leave_gaps() -> None:
    refuse_faulty(index(Band(0, upper=Decimal("6.9")), Band(1, lower=Decimal(7), lower_inclusive=True)))


def test_bands_that_claim_one_value_or_run_backwards_are_refused() -> None:
    assert codes(index(Band(0, upper=Decimal(9)), Band(1, lower=Decimal(5)))) == {"band_overlap"}
    assert codes(index(Band(0, lower=Decimal(9), upper=Decimal(5)))) == {"band_reversed"}
    assert codes(index(Band(1, upper=Decimal(5)), Band(0, lower=Decimal(5)))) == {"band_order"}


@pytest.mark.parametrize("parent", ["one", "two"])
def test_an_item_under_itself_is_refused(parent: str) -> None:
    assert codes(index(parent=parent)) == {"parent_circle"}
