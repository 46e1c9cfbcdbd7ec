"""A profile that is written and read again says the same."""

from __future__ import annotations

import io
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

import lbsap_cwn
from lbsap.data import read_value, shipped
from lbsap.model.catalogue import Link
from lbsap.model.city import CityAction, CityData, CityTarget
from lbsap.model.plugin_items import Imported
from lbsap.model.text import LANGS, Lang, Text
from lbsap_cwn.baselines import patterns
from lbsap_cwn.export import _SENTENCES

DATA = Path(__file__).parents[2] / "data"
(IMPORTER,) = lbsap_cwn.importers()
(EXPORTER,) = lbsap_cwn.exporters()


def read(content: bytes, name: str = "profile.txt") -> CityData:
    imported: Imported = IMPORTER.read(io.BytesIO(content), name)
    assert isinstance(imported.value, CityData)
    return imported.value


def again(city: CityData, lang: Lang = "zh") -> CityData:
    return read(EXPORTER.write(city, lang))


def without_places(city: CityData) -> CityData:
    """The data without file names and lines, which differ from file to file."""
    facts = tuple(replace(one, source="") for one in city.profile.facts)
    return replace(
        city,
        profile=replace(city.profile, facts=facts),
        actions=tuple(replace(one, source="") for one in city.actions),
        targets=tuple(replace(one, source=Text()) for one in city.targets),
        sources=(),
    )


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("name", ["citieswithnature_congjiang.txt", "citieswithnature_sample.txt"])
def test_a_profile_that_is_read_written_and_read_says_the_same(name: str, lang: Lang) -> None:
    city = read((DATA / name).read_bytes(), name)
    unknown = [one for one in city.actions if one.id.startswith("profile-")]
    found = again(city, lang)
    assert [(one.title, one.description) for one in found.actions[-len(unknown) :] if unknown] == [
        (one.title, one.description) for one in unknown
    ]
    named = replace(city, actions=tuple(one for one in city.actions if one not in unknown))
    kept = replace(found, actions=tuple(one for one in found.actions if not one.id.startswith("profile-")))
    assert without_places(kept) == without_places(named)


def test_the_days_of_the_last_update_come_back() -> None:
    city = read((DATA / "citieswithnature_congjiang.txt").read_bytes())
    assert [one.source.en.rpartition(", ")[2] for one in again(city).targets] == [
        one.source.en.rpartition(", ")[2] for one in city.targets
    ]
    assert {one.year for one in again(city).profile.facts} == {one.year for one in city.profile.facts}


def test_every_fixed_sentence_of_the_platform_can_be_written() -> None:
    assert _SENTENCES.keys() == patterns().keys()


def test_a_baseline_in_words_of_its_own_is_written_as_it_stands() -> None:
    action = CityAction(
        "CWN-01", Text("", "Increase protected areas"), baseline=Text("", "Two sites are protected.")
    )
    city = CityData(Text("", "Sample County"), actions=(action,))
    assert again(city).actions[0].baseline == Text("", "Two sites are protected.")


def test_own_actions_stand_under_the_platform_action_that_people_confirmed_and_else_under_their_title() -> (
    None
):
    def own(name: str, *links: Link) -> CityAction:
        return CityAction(name, Text(name), description=Text(f"{name}的内容"), links=links)

    confirmed = Link("citieswithnature", "CWN-02", status="confirmed")
    city = CityData(
        Text("示例市"),
        actions=(own("甲", confirmed), own("乙", Link("citieswithnature", "CWN-01")), own("丙", confirmed)),
        targets=(
            CityTarget(
                "t",
                Text("建成的生态廊道", "Corridors"),
                "甲",
                operator=">=",
                value=Decimal(12),
                unit="km",
                year=2030,
            ),
        ),
    )
    first, second = again(city).actions
    assert (first.id, first.description) == ("CWN-02", Text("甲的内容 丙的内容"))
    assert (second.title, second.description) == (Text("乙"), Text("乙的内容"))
    assert again(city).targets[0].wording == Text("建成的生态廊道：>= 12 km, 2030")


def test_the_sample_city_can_be_written_for_the_platform() -> None:
    city = read_value(CityData, shipped("templates", "demo", "sample-city.yaml"))
    assert len(again(city).actions) == len(city.actions)
