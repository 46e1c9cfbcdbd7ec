"""Values for the tests of the store: small fixed ones, and any value of a type for properties."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from hypothesis import strategies as st
from sqlmodel import Session

from lbsap.model.catalogue import Catalogue, Indicator, Item
from lbsap.model.questionnaire import Choice, ItemQuestions, Questionnaire
from lbsap.model.text import Text
from lbsap.store.consultations import Consultation, Round, add_consultation, add_round, advance_round
from lbsap.store.respondents import Respondent, enrol

ITEMS = ("native-birds", "green-space", "budget")

CATALOGUE = Catalogue(
    id="small-index",
    version="1",
    kind="index",
    title=Text("小指数", "A small index"),
    items=tuple(
        Item(item, str(number), Text(en=item), indicator=Indicator(component="native", kind="count"))
        for number, item in enumerate(ITEMS, 1)
    ),
)
QUESTIONNAIRE = Questionnaire(
    id="small-questions",
    version="2",
    title=Text("问卷", "Questions"),
    about="small-index@1",
    purpose=Text("试用", "A trial"),
    items=ItemQuestions(
        verdicts=(Choice("keep", Text("保留", "Keep")), Choice("drop", Text("删除", "Drop")))
    ),
)


def new_consultation(session: Session) -> int:
    """A consultation on the small index; its id."""
    return add_consultation(session, Consultation(Text("咨询", "Consultation"), QUESTIONNAIRE, CATALOGUE))


def open_round(session: Session, panel: Mapping[str, str]) -> int:
    """An open round of a new consultation whose panel is given as stratum by code; its id."""
    consultation = new_consultation(session)
    enrol(session, consultation, [Respondent(code, stratum) for code, stratum in panel.items()])
    round_id = add_round(session, Round(consultation, "majority", "1", {"threshold": 0.5}))
    advance_round(session, round_id, "open")
    return round_id


WORDS = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=12)
"""Any words PostgreSQL can hold."""
NUMBERS = st.decimals(-(10**9), 10**9, places=3)


def values_of(kind: Any) -> st.SearchStrategy[Any]:
    """Any value of a type that the value types are made of, and of the value types themselves."""
    plain = {
        str: WORDS,
        Decimal: NUMBERS,
        int: st.integers(0, 10**6),
        bool: st.booleans(),
        NoneType: st.none(),
        date: st.dates(),
    }
    if kind in plain:
        return plain[kind]
    origin, inner = get_origin(kind), get_args(kind)
    if origin is Literal:
        return st.sampled_from(inner)
    if origin in (Union, UnionType):
        return st.one_of(*map(values_of, inner))
    if origin is tuple and inner[-1] is Ellipsis:
        return st.lists(values_of(inner[0]), max_size=2).map(tuple)
    if origin is tuple:
        return st.tuples(*map(values_of, inner))
    if isinstance(kind, type) and is_dataclass(kind):
        hints = get_type_hints(kind)
        return st.builds(kind, **{f.name: values_of(hints[f.name]) for f in fields(kind) if f.init})
    return st.dictionaries(*map(values_of, inner), max_size=2)
