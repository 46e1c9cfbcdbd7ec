"""Officials see their score: honest about what is missing, firm where it is firm, by the variants that are open."""

from __future__ import annotations

import csv
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from io import BytesIO, StringIO

import pytest
from openpyxl import load_workbook
from sqlalchemy import Engine

from lbsap.model.actor import Actor
from lbsap.model.catalogue import Catalogue, Change
from lbsap.model.city import Observation, YearRecord
from lbsap.model.text import Text
from lbsap.registry import Registry
from lbsap.store.catalogues import publish_catalogue
from lbsap.store.engine import session_scope
from tests.web.city.indicator_pages import data_of, set_city
from tests.web.conftest import CITY, Client

LOCAL = Actor.local()
PAGE = f"/city/{CITY}/score"
VARIANTS = "/w/admin/variants"
Maker = Callable[..., Client]


@pytest.fixture(autouse=True)
def _first_year(engine: Engine) -> None:
    """The sample city with its present year only; tests that need an earlier one say so."""
    set_city(engine, earlier=())


def enable(signed_in: Maker, *variants: str) -> None:
    administrator = signed_in("administrator")
    administrator.get(VARIANTS)
    administrator.post(VARIANTS, {"chosen": list(variants), "seen": seen_by(administrator)})


def seen_by(administrator: Client) -> str:
    """The stamp that the page bears."""
    assert administrator.page is not None
    (seen,) = administrator.page.xpath("//input[@name='seen']/@value")
    return str(seen)


def test_the_total_stands_beside_what_could_be_attained(official: Client) -> None:
    official.get(PAGE)
    words = official.text()
    assert "70 points of 112 attainable (62.5%)" in words
    assert "Provisional" in words
    assert "The total as it stands" not in words


def test_missing_data_are_told_with_the_range_of_the_total(official: Client, engine: Engine) -> None:
    rows = data_of(engine).observations
    gone = sum(one.level or 0 for one in rows[25:])
    set_city(engine, observations=rows[:25])
    official.get(PAGE)
    words = official.text()
    # indicators 26 to 28 score 3, 2 and 2; without them 63 of 100
    assert gone == 5
    assert "63 points of 100 attainable (63.0%)" in words
    assert "3 indicators have no data. They are not scored and do not count as 0." in words
    assert "the total would be 63 of 112; if all scored 4, it would be 75." in words


def test_a_city_without_data_is_told_what_to_do(neighbour: Client) -> None:
    neighbour.get(f"/city/{CITY + 1}/score")
    assert "There is no total yet" in neighbour.text()
    assert "Enter indicator data" in neighbour.text()


def test_data_that_cannot_be_scored_are_named_on_every_page_of_scores(
    official: Client, engine: Engine
) -> None:
    wrong = Observation("cbi2021_01", value=Decimal(-5))
    set_city(engine, observations=(wrong,))
    for page in (PAGE, f"{PAGE}/robustness"):
        official.get(page)
        assert "Indicator 1: -5 is below the least possible value" in official.text()
    official.get(f"{PAGE}/scorecard.csv", 400)


def test_the_pages_of_scores_are_hidden_from_the_neighbour(neighbour: Client) -> None:
    for page in ("", "/robustness", "/revision", "/scorecard.csv", "/scorecard.xlsx", "/components.csv"):
        neighbour.get(f"{PAGE}{page}", 404)


# --- variants ---


def test_cities_have_the_handbook_variant_only_until_another_is_enabled(
    signed_in: Maker, official: Client
) -> None:
    official.get(PAGE)
    assert "Scoring variants side by side" not in official.text()
    for path in (
        PAGE,
        f"{PAGE}/robustness",
        f"{PAGE}/revision",
        f"{PAGE}/scorecard.csv",
        f"{PAGE}/components.csv",
    ):
        official.get(f"{path}?variant=continuous", 404)
    enable(signed_in, "continuous", "geometric")
    official.get(PAGE)
    assert "Scoring variants side by side" in official.text()
    assert "Continuous (not official)" in official.text()
    assert "Equal components" not in official.text()
    official.get(f"{PAGE}?variant=continuous")
    assert "Not the handbook's own method." in official.text()
    enable(signed_in)
    official.get(f"{PAGE}?variant=continuous", 404)


def test_editors_have_every_variant_on_the_pages_of_a_city(signed_in: Maker) -> None:
    editor = signed_in("editor")
    editor.get(PAGE)
    assert "Equal components" in editor.text()


def test_the_page_of_variants_says_which_are_the_handbooks_and_what_is_enabled(signed_in: Maker) -> None:
    enable(signed_in, "attainable")
    administrator = signed_in("administrator")
    administrator.get(VARIANTS)
    assert "People of cities always have: Handbook." in administrator.text()
    assert administrator.page is not None
    ticked = administrator.page.xpath("//input[@name='chosen'][@checked]/@value")
    assert ticked == ["attainable"]
    assert administrator.text().count("Not the handbook's own method.") == 4
    administrator.get("/w/admin/trail")
    assert "scoring variants enabled" in administrator.text()


def test_variants_that_another_administrator_enabled_meanwhile_stand(signed_in: Maker) -> None:
    administrator = signed_in("administrator")
    administrator.get(VARIANTS)
    seen = seen_by(administrator)
    enable(signed_in, "attainable")
    administrator.post(VARIANTS, {"chosen": ["geometric"], "seen": seen}, 409)
    assert "Someone else has changed and saved this since you opened it" in administrator.text()
    assert "Also open to people of cities Share of the attainable maximum" in administrator.text()
    administrator.post(VARIANTS, {"chosen": ["geometric"], "seen": seen_by(administrator)})
    administrator.get(VARIANTS)
    assert administrator.page is not None
    assert administrator.page.xpath("//input[@name='chosen'][@checked]/@value") == ["geometric"]


def test_a_variant_that_is_not_there_cannot_be_enabled(signed_in: Maker, official: Client) -> None:
    administrator = signed_in("administrator")
    administrator.get(VARIANTS)
    administrator.post(VARIANTS, {"chosen": ["no-such"]}, 404)
    official.get(f"{PAGE}?variant=no-such", 404)


# --- years, index versions ---


def test_years_stand_in_a_trend_and_can_be_looked_at(official: Client, engine: Engine) -> None:
    rows = data_of(engine).observations
    lower = Observation("cbi2021_01", value=Decimal(5), year=2024, source="s")
    set_city(engine, earlier=(YearRecord(2024, False, (lower, *rows[1:])),))
    official.get(PAGE)
    # indicator 1 scored 1 in place of 4: 67 of 112
    assert "From 59.8% of the points in 2024 to 62.5% in 2026" in official.text()
    official.get(f"{PAGE}?year=2024")
    assert "67 points of 112 attainable (59.8%)" in official.text()
    official.get(f"{PAGE}?year=2023", 404)
    official.get(f"{PAGE}?year=x", 404)


def test_a_year_that_cannot_be_scored_is_left_out_with_its_reason(official: Client, engine: Engine) -> None:
    set_city(engine, earlier=(YearRecord(2024, False, (Observation("cbi2021_01", value=Decimal(-5)),)),))
    official.get(PAGE)
    assert "The year 2024 cannot be scored" in official.text()
    assert "70 points of 112" in official.text()


def test_another_index_version_scores_what_it_knows(official: Client) -> None:
    official.get(f"{PAGE}?index=cbi-2014@2014")
    assert "There is no total yet" in official.text()
    official.get(f"{PAGE}?index=lbsap-framework", 404)
    official.get(f"{PAGE}?index=no-such", 404)


def test_the_effect_of_the_revised_index_is_seen_from_both_versions(
    official: Client, engine: Engine, own_registry: Registry
) -> None:
    official.get(f"{PAGE}/revision")
    assert "This index has not been revised here" in official.text()
    old = own_registry.get(Catalogue, "cbi-2021")
    change = Change("dropped", "cbi2021_01", rationale=Text("理由", "Reason"))
    new = replace(
        old,
        version="r1",
        previous=old.reference,
        items=old.items[1:],
        retired=("cbi2021_01",),
        lineage=(change,),
    )
    with session_scope(engine) as session:
        publish_catalogue(session, new)
    for index in ("cbi-2021@2021", "cbi-2021@r1"):
        official.get(f"{PAGE}/revision?index={index}")
        words = official.text()
        assert "Old: cbi-2021@2021. New: cbi-2021@r1." in words
        assert "70 of 112 attainable" in words
        assert "66 of 108 attainable" in words
        assert "Taken out" in words


# --- robustness ---


def test_an_error_that_crosses_a_border_is_told_with_what_it_does_to_the_total(
    official: Client, engine: Engine
) -> None:
    rows = data_of(engine).observations
    # indicator 10: 62.36 percent within 3 percent is 58.73 to 66.22; the bands change at 60
    set_city(
        engine,
        observations=tuple(
            replace(one, error=Decimal(3)) if one.indicator == "cbi2021_10" else one for one in rows
        ),
    )
    official.get(f"{PAGE}/robustness")
    words = official.text()
    assert "58.73% to 66.22%" in words
    assert "1 indicator reaches into another score band." in words
    assert "the total lies between 69 and 70." in words


def test_leaving_one_out_tells_total_share_and_difference(official: Client) -> None:
    official.get(f"{PAGE}/robustness")
    assert official.page is not None
    cells = {
        " ".join(line.xpath("string(th)").split()): [cell.text_content() for cell in line.xpath("td")]
        for line in official.page.xpath("//tbody/tr")
    }
    # 70 of 112 without the first component's 25 of 36, and without the 4 points of indicator 1
    assert cells["Native biodiversity in the city"] == ["45", "76", "59.2%", "−3.3"]
    assert cells["1 Proportion of natural areas in the city"] == ["66", "108", "61.1%", "−1.4"]


# --- files ---


def test_the_scorecard_is_a_file_in_both_shapes(official: Client) -> None:
    answer = official.get(f"{PAGE}/scorecard.csv")
    rows = list(csv.reader(StringIO(answer.get_data(as_text=True).removeprefix("\ufeff"))))
    assert (rows[-1][0], float(rows[-1][6])) == ("total", 70)
    book = load_workbook(BytesIO(official.get(f"{PAGE}/scorecard.xlsx").data))
    assert book.active is not None
    assert book.active.max_row == len(rows)


def test_the_table_of_a_chart_is_a_file(official: Client) -> None:
    answer = official.get(f"{PAGE}/components.csv")
    rows = list(csv.reader(StringIO(answer.get_data(as_text=True).removeprefix("\ufeff"))))
    assert rows[1] == ["Native biodiversity in the city", "25", "36", "36", "69.4%", "32.1%"]
    official.get(f"{PAGE}/years.csv", 404)


def test_the_pages_speak_chinese(signed_in: Maker) -> None:
    client = signed_in("city", lang="zh")
    client.get(PAGE)
    assert "70 分，可评满分 112 分（62.5%）" in client.text()
    client.get(f"{PAGE}/robustness")
    assert "剔除一个核心要素" in client.text()
