from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from lbsap.model.catalogue import Catalogue
from lbsap.model.errors import BadInput, PluginFailed
from lbsap.model.scoring import Reading, Scorecard, ScoringVariant, Total
from lbsap.model.text import same
from lbsap.steps.scoring.score import make_scorecard
from tests.steps.indices import area_ratio, cbi, index_of, ladder, report, value


def count_scored(index: Catalogue, readings: tuple[Reading, ...]) -> Scorecard:
    scored = Decimal(sum(reading.state == "scored" for reading in readings))
    return Scorecard(index.id, index.version, "count", (), (), Total(scored, scored, scored, "points", False))


COUNT = ScoringVariant("count", "1", same("Count"), same("How many are scored"), count_scored)


def call(item: Any, *arguments: Any) -> Any:
    return getattr(item, item.work)(*arguments)


def test_the_variant_gets_the_index_and_one_reading_per_indicator() -> None:
    card = make_scorecard(cbi(2021), report(value("1", 15), value("8", 5)), COUNT, call)
    assert (card.variant, card.total.score) == ("count", Decimal(2))


def test_faults_of_observations_stop_the_scoring() -> None:
    with pytest.raises(BadInput) as caught:
        make_scorecard(cbi(2021), report(value("1", -15)), COUNT, call)
    assert caught.value.problems[0].code == "obs_below"


def test_a_failing_variant_gives_no_card() -> None:
    def refuse(item: Any, *arguments: Any) -> Any:
        raise PluginFailed("p", item.id, "no")

    with pytest.raises(PluginFailed):
        make_scorecard(cbi(2021), report(value("1", 15)), COUNT, refuse)


@pytest.mark.parametrize(
    ("index", "named"),
    [
        (index_of(area_ratio(), points=5), "points: 5"),
        (index_of(ladder(), replace(ladder(), bands=(replace(ladder().bands[4], score=5),))), "2"),
    ],
)
def test_a_variant_refuses_an_index_it_does_not_fit(index: Catalogue, named: str) -> None:
    with pytest.raises(BadInput) as caught:
        make_scorecard(index, report(), COUNT, call)
    (fault,) = caught.value.problems
    assert fault.code == "variant_misfit"
    assert f"({named})" in fault.message.en
    assert f"（{named}）" in fault.message.zh


def test_an_outline_cannot_be_scored() -> None:
    with pytest.raises(BadInput) as caught:
        make_scorecard(replace(cbi(2021), kind="outline"), report(), COUNT, call)
    assert caught.value.problems[0].code == "index_expected"
