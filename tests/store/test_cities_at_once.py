"""What is asked of many cities at once: what they share, their cases, how much they have entered."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import Engine

from lbsap.model.blocks import Cover, Document
from lbsap.model.city import CityAction, CityData, Observation
from lbsap.model.city_plan import CaseExample
from lbsap.model.plugin_items import Plan
from lbsap.model.text import Text
from lbsap.store.cities import (
    add_city,
    cases_of,
    entry_counts,
    load_city,
    save_city,
    sharing_cities,
)
from lbsap.store.engine import session_scope
from lbsap.store.plans import Draft, draft_counts, save_draft

ONE, TWO = (CaseExample(name, Text(name), content=Text("内容", "content")) for name in ("甲", "乙"))


def test_only_cities_that_share_something_are_named_with_what_they_share(engine: Engine) -> None:
    with session_scope(engine) as session:
        shut = add_city(session, CityData(Text("不共享县")))
        half = add_city(session, CityData(Text("共享县"), sharing=("score",)))
        whole = add_city(session, CityData(Text("全共享县"), sharing=("profile", "score", "cases")))
    with session_scope(engine, write=False) as session:
        found = sharing_cities(session)
    assert found == {half: {"score"}, whole: {"profile", "score", "cases"}}
    assert shut not in found


def test_what_is_no_longer_shared_is_gone_with_the_next_save(engine: Engine) -> None:
    with session_scope(engine) as session:
        city = add_city(session, CityData(Text("县"), sharing=("cases",)))
        kept = load_city(session, city)
        save_city(session, city, replace(kept.data, sharing=()), seen=kept.version)
        assert sharing_cities(session) == {}


def test_cases_come_in_order_and_only_of_the_cities_asked_for(engine: Engine) -> None:
    with session_scope(engine) as session:
        first = add_city(session, CityData(Text("一"), cases=(TWO, ONE)))
        second = add_city(session, CityData(Text("二"), cases=(ONE,)))
        bare = add_city(session, CityData(Text("三")))
        assert cases_of(session, {first, bare}) == {first: (TWO, ONE)}
        assert cases_of(session, {second}) == {second: (ONE,)}
        assert cases_of(session, ()) == {}


def test_entries_and_drafts_are_counted_by_city(engine: Engine) -> None:
    data = CityData(
        Text("县"),
        observations=(Observation("1", level=1), Observation("2", level=2)),
        actions=(CityAction("a", Text("行动")),),
    )
    with session_scope(engine) as session:
        full, bare = add_city(session, data), add_city(session, CityData(Text("空县")))
        for _ in range(2):
            save_draft(session, full, Plan(Document(Cover(Text("稿")), ())), Draft(data))
        counted = entry_counts(session, [full, bare])
        assert (counted[full]["observations"], counted[full]["actions"]) == (2, 1)
        assert bare not in counted
        assert draft_counts(session, [full, bare]) == {full: 2}
