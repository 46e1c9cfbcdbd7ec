"""What a draft is made with: titles offered, settings read from a form, sections switched and moved."""

from __future__ import annotations

from dataclasses import replace

import pytest

from lbsap.model.city import CityData, Profile
from lbsap.model.draft import DraftSettings
from lbsap.model.errors import BadInput
from lbsap.model.text import Text
from lbsap.steps.planning.draft_settings import Offered, moved, read_settings, switched
from lbsap.steps.planning.seats import Seat
from lbsap.steps.planning.title_forms import OWN, USUAL, form_of, title_forms

COUNTY = CityData(Text("从江", "Congjiang"), profile=Profile("county", period=(2026, 2030)))
OFFERED = Offered(["cbi-2021@2021"], ["lbsap-framework@2026"], ["handbook"])
SENT = {
    "form": USUAL, "index": "cbi-2021@2021", "outline": "lbsap-framework@2026", "variant": "handbook",
    "stage": "submission", "issuer_zh": "从江县人民政府",
}  # fmt: skip


def read(langs: tuple[str, ...] = ("zh",), **changed: str) -> DraftSettings:
    return read_settings({**SENT, **changed}, langs, COUNTY, OFFERED, DraftSettings(off=("maps",)))


def test_titles_are_made_from_name_level_and_period_and_never_a_statutory_plan_by_habit() -> None:
    forms = title_forms(COUNTY)
    assert forms[USUAL].zh == "从江县生物多样性保护战略与行动计划（2026—2030年）"
    assert [title.zh for title in forms.values()][1:] == [
        "从江县生物多样性保护规划（2026—2030年）",
        "从江县生物多样性保护行动计划（2026—2030年）",
    ]
    assert forms["action"].en == "Biodiversity Action Plan of Congjiang County (2026–2030)"


def test_the_title_of_the_profile_comes_first_and_the_forms_after_it() -> None:
    named = replace(COUNTY, profile=replace(COUNTY.profile, plan_title=Text("从江行动", "Congjiang acts")))
    assert list(title_forms(named)) == [USUAL, "strategy", "plan", "action"]
    assert title_forms(named)[USUAL].zh == "从江行动"


def test_a_title_is_known_by_its_form() -> None:
    forms = title_forms(COUNTY)
    assert form_of(COUNTY, Text()) == USUAL
    assert form_of(COUNTY, forms["plan"]) == "plan"
    assert form_of(COUNTY, Text("从江行动")) == OWN


def test_settings_are_read_and_sections_stay_as_they_were() -> None:
    found = read(form="action")
    assert (found.stage, found.langs, found.off) == ("submission", ("zh",), ("maps",))
    assert found.title == title_forms(COUNTY)["action"]
    assert found.issuer == Text("从江县人民政府")
    assert read().title == Text()


@pytest.mark.parametrize(
    ("changed", "langs", "where"),
    [
        ({"form": OWN}, ("zh",), "title_zh"),
        ({"form": "anything"}, ("zh",), "form"),
        ({"variant": "forbidden"}, ("zh",), "variant"),
        ({"index": "../../etc/passwd.yaml"}, ("zh",), "index"),
        ({"stage": "final"}, ("zh",), "stage"),
        ({}, (), "langs"),
        ({"drafter_en": "x" * 201}, ("zh",), "drafter_en"),
    ],
)
def test_what_is_not_offered_or_too_long_is_refused_at_its_field(
    changed: dict[str, str], langs: tuple[str, ...], where: str
) -> None:
    with pytest.raises(BadInput) as refused:
        read(langs, **changed)
    assert [one.where for one in refused.value.problems] == [where]


def seat(*path: str, annex: bool = False) -> Seat:
    return Seat(path, Text(path[-1]), "annex" if annex else "chapter", None, None, len(path) - 1)


SEATS = (seat("a"), seat("a", "a1"), seat("a", "a2"), seat("b"), seat("c"), seat("x", annex=True))


def test_a_section_moves_among_its_neighbours_only() -> None:
    plain = DraftSettings()
    assert moved(plain, SEATS, "b", -1).order == ("b", "a", "c")
    assert moved(plain, SEATS, "a2", -1).order == ("a2", "a1")
    for key, by in (("a", -1), ("c", 1), ("x", -1), ("x", 1), ("nothing", 1)):
        assert moved(plain, SEATS, key, by) is plain


def test_what_is_not_ticked_is_off_and_what_is_not_offered_now_stays_off() -> None:
    assert switched(DraftSettings(off=("gone", "b")), SEATS, ["a", "a1", "b", "c", "x"]).off == ("gone", "a2")
