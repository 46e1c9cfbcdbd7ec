"""Content validity: published tables."""

from __future__ import annotations

import pytest

from lbsap.steps.measures.validity import item_validity, scale_validity


def test_the_published_set_of_12_items_and_6_experts_is_reproduced() -> None:
    # PMC7253559, table 4: items 6 and 9 have one rating of 2 each, all others 3 or 4.
    items = {str(item): [4, 3, 4, 4, 3, 2] if item in {6, 9} else [4, 4, 3, 4, 3, 4] for item in range(1, 13)}
    found = scale_validity(items)
    assert sorted(round(item.i_cvi.value or 0, 2) for item in found.items.values()) == [0.83] * 2 + [1.0] * 10
    assert found.average.value == pytest.approx(0.97, abs=5e-3)
    assert found.universal.value == pytest.approx(0.83, abs=5e-3)


@pytest.mark.parametrize(("ratings", "kappa"), [([3, 4, 4, 3], 1.0), ([3, 4, 4, 3, 2], 0.76)])
def test_modified_kappa_has_the_values_of_polit_beck_and_owen(ratings: list[int], kappa: float) -> None:
    assert item_validity(ratings).kappa.value == pytest.approx(kappa, abs=5e-3)


def test_items_nobody_rated_do_not_count_in_a_set() -> None:
    assert scale_validity({"a": [4, 4], "b": [], "c": [2, 4]}).average.value == pytest.approx(0.75)


def test_without_ratings_nothing_is_defined() -> None:
    item, scale = item_validity([]), scale_validity({"a": [], "b": []})
    for measure in (item.i_cvi, item.kappa, scale.average, scale.universal):
        assert measure.value is None
        assert measure.undefined
        assert measure.undefined.missing == ()
