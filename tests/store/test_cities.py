from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from sqlalchemy import Engine

from lbsap.model.city import CityAction, CityData, Fact, Observation, Profile
from lbsap.model.codec import digest
from lbsap.model.errors import BadInput, NotFound
from lbsap.model.policy import PolicyFramework, PolicyTarget
from lbsap.model.text import Text
from lbsap.store.cities import add_city, cities, load_city, save_city
from lbsap.store.engine import session_scope
from tests.store.samples import values_of

CITY = CityData(
    city=Text("示例市", "Sample City"),
    year=2025,
    first_application=True,
    profile=Profile(
        code="000000", period=(2026, 2030), facts=(Fact("forest", Text("森林覆盖率"), Decimal("61.25")),)
    ),
    observations=(
        Observation("2", inputs={"A": Decimal("12.5"), "P": (Decimal(1), Decimal("0.1"))}, year=2024),
        Observation("1", missing=Text("无数据", "No data")),
    ),
    actions=(CityAction("a-1", Text("修复湿地", "Restore wetlands")),),
    wording={"foreword": Text("前言", "Foreword")},
    fields={"marine.shore": {"length": Decimal("3.2"), "open": True, "names": (Text("东岸"),)}, "empty": {}},
    frameworks=(
        PolicyFramework(
            "our-province",
            "1",
            "province",
            Text("省级方案"),
            Text("省方案"),
            (PolicyTarget("p1", "1", "", Text("目标")),),
        ),
    ),
    sources=("Yearbook 2024",),
)


def test_a_city_comes_back_with_all_it_has_entered_in_order(engine: Engine) -> None:
    with session_scope(engine) as session:
        city_id = add_city(session, CITY)
    with session_scope(engine, write=False) as session:
        kept = load_city(session, city_id)
        assert cities(session) == ((city_id, CITY.city),)
    assert (kept.id, kept.version, kept.data) == (city_id, 1, CITY)


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(data=values_of(CityData))
def test_any_city_comes_back_with_the_same_digest(engine: Engine, data: CityData) -> None:
    with session_scope(engine) as session:
        city_id = add_city(session, data)
        assert digest(load_city(session, city_id).data) == digest(data)


def test_saving_a_city_puts_the_new_data_in_the_place_of_the_old(engine: Engine) -> None:
    changed = replace(CITY, year=2026, observations=CITY.observations[:1], wording={}, profile=Profile())
    with session_scope(engine) as session:
        other = add_city(session, CITY)
        city_id = add_city(session, CITY)
        assert save_city(session, city_id, changed, seen=1) == 2
        kept = load_city(session, city_id)
        assert load_city(session, other).data == CITY
    assert (kept.version, kept.data) == (2, changed)


def test_of_two_who_save_a_city_the_second_is_told_and_nothing_is_overwritten(engine: Engine) -> None:
    with session_scope(engine) as session:
        city_id = add_city(session, CITY)
        save_city(session, city_id, replace(CITY, year=2026), seen=1)
    with pytest.raises(BadInput) as refusal, session_scope(engine) as session:
        save_city(session, city_id, replace(CITY, year=1999), seen=1)
    assert refusal.value.problems[0].code == "changed_meanwhile"
    with session_scope(engine, write=False) as session:
        assert load_city(session, city_id).data.year == 2026


def test_a_city_that_does_not_exist_is_not_found(engine: Engine) -> None:
    with session_scope(engine) as session:
        with pytest.raises(NotFound):
            load_city(session, 1)
        with pytest.raises(NotFound):
            save_city(session, 1, CITY, seen=1)
