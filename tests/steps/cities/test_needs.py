"""What a city enters is read as the kind that was asked for, or refused with its place."""

from __future__ import annotations

from decimal import Decimal

import pytest

from lbsap.model.city import FieldValue
from lbsap.model.plugin_items import Need, NeedKind, PlanSection
from lbsap.model.text import Text, same
from lbsap.steps.cities.needs import read_fields

CHOICES = (("all", Text("全部", "all of it")), ("part", Text("部分", "a part")))


def asking(kind: NeedKind) -> dict[str, PlanSection]:
    need = Need("n", Text("数", "N"), kind, choices=CHOICES if kind == "choice" else ())
    return {"s": PlanSection("s", same("S"), lambda ctx: (), needs=(need,))}


@pytest.mark.parametrize(
    ("kind", "given", "read"),
    [
        ("number", Decimal("3.5"), Decimal("3.5")),
        ("number", 4, Decimal(4)),
        ("integer", Decimal("12.0"), 12),
        ("year", Decimal(2026), 2026),
        ("yesno", True, True),
        ("yesno", Text("否", ""), False),
        ("yesno", Text("", "Yes"), True),
        ("text", Text("甲", "A"), Text("甲", "A")),
        ("text", Decimal(12), same("12")),
        ("choice", same("part"), same("part")),
        ("list", (same("a"), same("b")), (same("a"), same("b"))),
        ("list", same("a"), (same("a"),)),
    ],
)
def test_an_answer_is_read_as_the_kind_asked_for(kind: NeedKind, given: FieldValue, read: FieldValue) -> None:
    fields, problems = read_fields(asking(kind), {"s": {"n": given}})
    assert fields == {"s": {"n": read}}
    assert type(fields["s"]["n"]) is type(read)
    assert problems == ()


@pytest.mark.parametrize(
    ("kind", "given", "code"),
    [
        ("number", Text("很多", "many"), "value_type"),
        ("number", Decimal(-1), "value_type"),
        ("number", True, "value_type"),
        ("integer", Decimal("2.5"), "value_type"),
        ("year", Decimal(26), "value_type"),
        ("year", (same("2026"),), "value_type"),
        ("yesno", Text("也许", "maybe"), "value_type"),
        ("yesno", Decimal(1), "value_type"),
        ("text", (same("a"),), "value_type"),
        ("text", Text(), "value_type"),
        ("choice", same("none"), "value_choice"),
        ("list", Decimal(3), "value_type"),
    ],
)
def test_an_answer_of_another_kind_is_refused_with_its_place(
    kind: NeedKind, given: FieldValue, code: str
) -> None:
    fields, problems = read_fields(asking(kind), {"s": {"n": given}})
    assert fields == {}
    assert [(one.code, one.where, one.severity) for one in problems] == [(code, "fields.s.n", "error")]
    assert not problems[0].message.missing


def test_unknown_sections_and_fields_are_warnings_that_say_what_is_known() -> None:
    fields, problems = read_fields(asking("number"), {"gone": {"n": 1}, "s": {"m": 1, "n": 2}})
    assert fields == {"s": {"n": Decimal(2)}}
    assert [(one.code, one.where, one.severity) for one in problems] == [
        ("unknown_id", "fields.gone", "warning"),
        ("unknown_id", "fields.s.m", "warning"),
    ]
    assert "s" in problems[0].message.en
    assert "n" in problems[1].message.en
