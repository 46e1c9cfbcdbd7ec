"""What a revision does to a city: scores and parts of its plan, side by side."""

from __future__ import annotations

from decimal import Decimal

from lbsap.model.blocks import Cover, Document, Paragraph, Part
from lbsap.model.plugin_items import Plan
from lbsap.model.scoring import ComponentScore, IndicatorScore, Scorecard, Total
from lbsap.model.text import same
from lbsap.steps.catalogues.effects import plan_effect, score_effect, share
from tests.steps.indices import cbi

OLD = cbi(2021)


def card(scores: dict[str, str | None], component: str = "c") -> Scorecard:
    lines = tuple(
        IndicatorScore(
            "1",
            name,
            component,
            "scored" if score else "no_data",
            None,
            Decimal(score) if score else None,
            "none",
        )
        for name, score in scores.items()
    )
    whole = ComponentScore(component, Decimal(3), Decimal(8), Decimal(12))
    total = Total(Decimal(3), Decimal(8), Decimal(12), "points", provisional=True)
    return Scorecard("index", "1", "handbook", lines, (whole,), total)


def test_each_way_a_score_can_move_is_told_apart() -> None:
    old = card({"stays": "2", "moves": "2", "loses": "1", "gains": None, "goes": "4", "blank": None})
    new = card({"stays": "2", "moves": "3", "loses": None, "gains": "0", "comes": None, "blank": None})
    effect = score_effect(OLD, OLD, old, new)
    assert {one.id: one.movement for one in effect.indicators} == {
        "stays": "same", "moves": "changed", "loses": "lost", "gains": "gained", "comes": "new", "goes": "gone",
        "blank": "same",
    }  # fmt: skip


def test_indicators_that_newly_lack_a_score_are_listed() -> None:
    old, new = card({"cbi2021_01": "1", "cbi2021_02": None}), card({"cbi2021_01": None, "cbi2021_02": None})
    effect = score_effect(OLD, OLD, old, new)
    assert [one.id for one in effect.lacking] == ["cbi2021_01"]


def test_a_component_that_one_version_lacks_has_an_empty_side() -> None:
    effect = score_effect(OLD, OLD, card({}, "ecosystem_services"), card({}, "native_biodiversity"))
    assert [(one.old is None, one.new is None) for one in effect.components] == [
        (True, False),
        (False, True),
        (True, True),
    ]


def test_a_share_is_of_what_could_be_attained_rounded_half_up() -> None:
    assert share(ComponentScore("", Decimal(1), Decimal(16), Decimal(36))) == Decimal("6.3")
    assert share(ComponentScore("", Decimal(0), Decimal(16), Decimal(36))) == Decimal("0.0")
    assert share(ComponentScore("", None, Decimal(0), Decimal(36))) is None
    assert share(None) is None


def plan(*parts: tuple[str, str, str]) -> Plan:
    made = tuple(Part(key, same(title), 0, (Paragraph((same(words),)),)) for key, title, words in parts)
    return Plan(Document(Cover(same("Plan")), made))


def test_parts_that_come_go_get_another_title_or_other_contents_are_told_in_order() -> None:
    old = plan(("a", "A", "x"), ("b", "B", "x"), ("c", "C", "x"), ("d", "D", "x"))
    new = plan(("a", "A", "x"), ("e", "E", "x"), ("c", "C", "y"), ("b", "Bee", "y"))
    assert [(one.key, one.movement) for one in plan_effect(old, new)] == [
        ("e", "new"),
        ("c", "changed"),
        ("b", "renamed"),
        ("d", "gone"),
    ]
    assert plan_effect(old, old) == ()
