"""The tests of a plugin: its contract in one line, and what is particular to it."""

from __future__ import annotations

import lbsap_example
from lbsap_example import coast, two_thirds, weakest

from lbsap.model.blocks import Gap, Paragraph
from lbsap.model.consultation import Counts, Tally
from lbsap.model.plugin_items import PlanContext
from lbsap.testing import assert_plugin, samples

RULE = {"veto": 0.25, "quorum": 5.0}


def test_the_plugin_keeps_the_contract_of_every_hook() -> None:
    assert_plugin(lbsap_example, "example")


def test_two_thirds_retain_an_item() -> None:
    verdict = two_thirds.judge(Tally("reefs", Counts(keep=6, rename=2, drop=1)), RULE)
    assert (verdict.verdict, verdict.met) == ("retain", True)


def test_a_quarter_against_has_a_veto() -> None:
    verdict = two_thirds.judge(Tally("reefs", Counts(keep=9, drop=3)), RULE)
    assert (verdict.verdict, verdict.met) == ("undecided", False)


def test_the_total_is_the_weakest_component() -> None:
    index = samples.index()
    card = weakest.score(index, dict(samples.readings(index))["all scored 2"])
    assert card.total.score == 50


def test_a_component_without_any_score_leaves_no_total() -> None:
    index = samples.index()
    card = weakest.score(index, dict(samples.readings(index))["one scored"])
    assert card.total.score is None


def test_a_figure_the_city_has_not_entered_is_a_gap() -> None:
    index = samples.index()
    city = samples.city(coast.SECTION, coast.plan_sections()[0].needs)
    context = PlanContext(
        city, samples.outline(), index, samples.scorecard(index), {}, fields={"mangrove": 3}
    )
    opening = next(iter(coast.write(context)))
    assert isinstance(opening, Paragraph)
    assert [part.where for part in opening.content if isinstance(part, Gap)] == [
        "fields.example.coast.shoreline"
    ]
