"""Small values to try items out with: an index, an outline, a city, tallies, readings, documents. All invented."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from itertools import cycle
from typing import Final, get_args

from lbsap.model.blocks import Column as TableColumn
from lbsap.model.blocks import Cover, Document, Gap, Heading, Paragraph, Part, Table
from lbsap.model.catalogue import Band, Catalogue, Component, Indicator, Input, Item, Link, Section
from lbsap.model.cells import Cell
from lbsap.model.city import CityAction, CityData, CityTarget, Fact, FieldValue, Profile, Project, Seat
from lbsap.model.consultation import Counts, ProposedName, Tally
from lbsap.model.draft import USUAL
from lbsap.model.plugin_items import Need, NeedKind, QuestionnaireForm, Sheets, Tallies
from lbsap.model.policy import MeasurableTarget, PolicyFramework, PolicyTarget
from lbsap.model.scoring import ComponentScore, IndicatorScore, Reading, Scorecard, State, Total
from lbsap.model.text import Text, same
from lbsap.steps.asking.questionnaire_form import make_form
from lbsap.steps.asking.questionnaire_making import make_questionnaire
from lbsap.steps.measures.ratings import summarise_counts

CITY: Final = Text("样例市", "Sample City")


def index() -> Catalogue:
    """An index of two components: a share that should be high, a count that should be low, a level."""
    share = Indicator(
        component="nature",
        kind="ratio",
        unit="percent",
        inputs=(
            Input("A", Text("自然区域面积", "natural area"), "ha"),
            Input("T", Text("总面积", "total area"), "ha"),
        ),
        formula="100 * A / T",
        bands=tuple(_band(score, 10 * score, None if score == 4 else 10 * score + 9) for score in range(5)),
        minimum=Decimal(0),
        maximum=Decimal(100),
    )
    count = Indicator(
        component="nature",
        kind="count",
        unit="species",
        bands=(*(_band(4 - step, 5 * step, 5 * step + 4) for step in range(4)), _band(0, 20, None)),
        higher_is_better=False,
        minimum=Decimal(0),
    )
    meanings = (Text(f"第 {score} 级", f"level {score}") for score in range(5))
    level = Indicator(
        component="governance",
        kind="ordinal",
        unit="level",
        bands=tuple(
            Band(score, meaning=meaning, provenance="provisional") for score, meaning in enumerate(meanings)
        ),
        in_first_application=False,
    )
    titles = (
        Text("自然区域比例", "share of natural areas"),
        Text("外来入侵物种数", "invasive alien species"),
        Text("公众参与", "participation"),
    )
    settings = (share, count, level)
    return Catalogue(
        id="sample-index",
        version="1",
        kind="index",
        title=Text("样例指数", "Sample index"),
        items=tuple(
            Item(f"sample_{i}", str(i), title, indicator=one)
            for i, (title, one) in enumerate(zip(titles, settings, strict=True), start=1)
        ),
        components=(
            Component("nature", Text("自然", "nature")),
            Component("governance", Text("治理", "governance")),
        ),
    )


def _band(score: int, lower: int, upper: int | None) -> Band:
    end = None if upper is None else Decimal(upper)
    return Band(score, "", Decimal(lower), True, end, True, provenance="editor")


def outline(writer: str = "", place: str = "") -> Catalogue:
    """An outline of two chapters, the second written by ``writer`` under the item ``place``."""
    parent = place or "sample-chapter"
    items = (
        Item(parent, "1", Text("样例章", "Sample chapter"), section=Section(level="chapter")),
        Item(
            "sample-section", "1.1", Text("样例节", "Sample section"), parent=parent, section=Section(writer)
        ),
    )
    return Catalogue("sample-outline", "1", "outline", Text("样例框架", "Sample outline"), items)


# --- consultations ---

_PANELS: Final[Mapping[str, Counts]] = {
    "nobody was shown it": Counts(not_shown=9),
    "nobody judged": Counts(outside=4, skipped=5),
    "one alone": Counts(keep=1),
    "all keep": Counts(keep=9),
    "all drop": Counts(drop=9),
    "all rename": Counts(rename=9),
    "keep and drop tied": Counts(keep=6, drop=6),
    "keep and rename tied": Counts(keep=6, rename=6),
    "all three tied": Counts(keep=4, drop=4, rename=4),
    "a panel of 36": Counts(keep=16, rename=14, drop=6),
    "a large panel": Counts(keep=20_000, drop=9_000, rename=1_000, outside=500, skipped=400, not_shown=100),
}
_RATED: Final[Mapping[str, Mapping[float, int]]] = {
    "no ratings": {},
    "one rating": {5: 1},
    "rated 9 by all": {9: 12},
    "rated 1 by all": {1: 12},
    "rated 1 and 9": {1: 6, 9: 6},
    "rated 1 to 9": dict.fromkeys(range(1, 10), 1),
    "rated by thousands": {2: 3_000, 7: 11_000, 8: 16_000},
}


def tallies(rating_ids: tuple[str, ...] = ("relevance",)) -> Iterator[tuple[str, Tally]]:
    """Named tallies: each panel with each spread of ratings."""
    for panel, counts in _PANELS.items():
        for spread, given in _RATED.items() if counts.judged else [("no ratings", {})]:
            ratings = {name: summarise_counts(given) for name in rating_ids if given}
            names = (ProposedName(Text("新名称", "New name"), counts.rename),) if counts.rename else ()
            yield f"{panel}, {spread}", Tally("sample_1", counts, ratings=ratings, names=names)


# --- scoring ---


def readings(of: Catalogue) -> Iterator[tuple[str, tuple[Reading, ...]]]:
    """Named sets of readings, one per indicator of the index in order: every state, every band, and a mixture."""
    for state in get_args(State):
        if state != "scored":
            yield f"all {state}", tuple(_reading(item, state) for item in of.items)
    for score in range(of.points + 1):
        yield f"all scored {score}", tuple(_reading(item, "scored", score) for item in of.items)
    states, scores = cycle(get_args(State)), cycle(range(of.points + 1))
    yield "mixed", tuple(_reading(item, next(states), next(scores)) for item in of.items)
    alone = tuple(_reading(item, "scored" if i == 0 else "no_data") for i, item in enumerate(of.items))
    yield "one scored", alone


def _reading(item: Item, state: State, score: int = 0) -> Reading:
    settings = item.indicator or Indicator("", "ordinal")
    band = next((one for one in settings.bands if one.score == score), None)
    if state != "scored" or band is None:
        state = "not_scorable" if state == "scored" else state
        return Reading(item.number, item.id, settings.component, state, notes=(Text("样例", "sample"),))
    value = Decimal(score) if settings.kind == "ordinal" else _within(band)
    return Reading(
        item.number, item.id, settings.component, "scored", value, score, band.provenance, band.verified
    )


def _within(band: Band) -> Decimal:
    """A value that the band holds."""
    if band.lower is None or band.upper is None:
        return Decimal(0) if band.lower is None and band.upper is None else _beyond(band)
    return band.lower if band.lower_inclusive else (band.upper if band.upper_inclusive else _halfway(band))


def _beyond(band: Band) -> Decimal:
    return band.lower + 1 if band.lower is not None else (band.upper or Decimal(0)) - 1


def _halfway(band: Band) -> Decimal:
    return ((band.lower or Decimal(0)) + (band.upper or Decimal(0))) / 2


def scorecard(of: Catalogue, name: str = "mixed") -> Scorecard:
    """A plain sum over the readings of that name."""
    found = dict(readings(of))[name]
    lines = tuple(
        IndicatorScore(
            one.number,
            one.id,
            one.component,
            one.state,
            one.value,
            None if one.score is None else Decimal(one.score),
            one.provenance,
            one.notes,
        )
        for one in found
    )
    parts = tuple(
        _sum(of, part.id, [ln for ln in lines if ln.component == part.id]) for part in of.components
    )
    whole = _sum(of, "", list(lines))
    total = Total(whole.score, whole.attainable, whole.maximum, "points", provisional=True)
    return Scorecard(of.id, of.version, USUAL.variant, lines, parts, total)


def _sum(of: Catalogue, name: str, lines: list[IndicatorScore]) -> ComponentScore:
    scores = [line.score for line in lines if line.score is not None]
    maximum = Decimal(of.points * len(lines))
    return ComponentScore(
        name, sum(scores, Decimal(0)) if scores else None, Decimal(of.points * len(scores)), maximum
    )


# --- plans ---


def field_values(needs: tuple[Need, ...]) -> Mapping[str, FieldValue]:
    """A value for every need, of its kind."""
    sample: Mapping[NeedKind, FieldValue] = {
        "number": Decimal("12.5"),
        "integer": 12,
        "year": 2024,
        "yesno": True,
        "text": Text("样例内容", "sample words"),
        "list": (Text("其一", "first"), Text("其二", "second")),
    }
    return {
        need.id: same(need.choices[0][0])
        if need.kind == "choice" and need.choices
        else sample.get(need.kind, CITY)
        for need in needs
    }


def framework() -> PolicyFramework:
    """A small framework with a target that states a result."""
    title = Text("样例省行动计划", "Sample Province plan")
    measure = MeasurableTarget("sites", Text("保护地数量", "Protected sites"), ">=", Decimal(3), year=2030)
    target = PolicyTarget("S-01", "1", "", Text("自然保护地", "Protected areas"), measures=(measure,))
    return PolicyFramework("sample-province", "1", "province", title, title, (target,))


def city(section: str, needs: tuple[Need, ...]) -> CityData:
    """A city that has entered something of everything, and all needs of one section."""
    words = Text("样例内容。", "Sample words.")
    return CityData(
        city=CITY,
        year=2025,
        first_application=False,
        profile=Profile(
            level="county",
            province=Text("样例省", "Sample Province"),
            prefecture=Text("样例州", "Sample Prefecture"),
            plan_title=Text("样例县生物多样性保护战略与行动计划", "Sample County LBSAP"),
            period=(2026, 2030),
            base_year=2025,
            issuer=Text("样例县人民政府", "Sample County government"),
            lead_department=Text("生态环境部门", "ecology and environment department"),
            area_km2=Decimal("3244.5"),
            population=350_000,
            facts=(
                Fact(
                    "forest",
                    Text("森林覆盖率", "forest cover rate"),
                    Decimal("69.4"),
                    unit="percent",
                    year=2024,
                ),
            ),
        ),
        actions=(
            CityAction(
                "a1",
                Text("修复样例湿地", "Restore the sample wetland"),
                description=words,
                links=(Link("gbf", "GBF-T02", status="confirmed"), Link("nbsap-2023-2030", "NBSAP-08")),
            ),
        ),
        targets=(
            CityTarget(
                "t1",
                Text("湿地保护率", "protected wetlands"),
                "a1",
                "",
                ">=",
                Decimal(60),
                "percent",
                2030,
                Decimal(52),
                2025,
            ),
        ),
        projects=(
            Project("p1", Text("样例湿地修复工程", "Sample wetland restoration"), "a1", cost=Decimal(1200)),
        ),
        roster=(Seat("leadership", Text("领导小组", "leading group")),),
        fields={section: field_values(needs)},
    )


def document() -> Document:
    """A document with a heading, a paragraph, a table and a gap."""
    gap = Gap(Text("红树林面积", "mangrove area"), unit=Text("公顷", "ha"), where="fields.sample.mangrove")
    columns = (TableColumn(Text("项目", "Item"), 2), TableColumn(Text("数值", "Value"), 1, "right"))
    table = Table(Text("样例表", "Sample table"), columns, (((CITY,), (same("1"),)), ((CITY,), (gap,))))
    part = Part(
        "sample",
        Text("样例章", "Sample chapter"),
        0,
        (
            Heading(Text("样例节", "Sample section")),
            Paragraph((Text("样例内容。", "Sample words."), gap)),
            table,
        ),
    )
    return Document(
        Cover(Text("样例文本", "Sample document")), (part,), Text("样例", "Sample"), ("sample-index@1",)
    )


def sheets() -> Sheets:
    """Two plain tables, with a text that a spreadsheet program would take for a formula."""
    rows: list[list[Cell]] = [[1, "=1+1", None, True], [2, "生物多样性", 0.5, False]]
    return Sheets("Sample", {"one": (("a", "b", "c", "d"), rows), "two": (("a",), ())})


def form() -> QuestionnaireForm:
    """A questionnaire on the sample index, in standard wording, as a form."""
    return make_form(make_questionnaire(index()), index())


def panel_result() -> Tallies:
    """A round's result on the sample index."""
    counts = Counts(keep=5, drop=1, rename=2, outside=1)
    found = tuple(
        Tally(item.id, counts, ratings={"relevance": summarise_counts({7: 1, 8: 2})})
        for item in index().items
    )
    return Tallies(index(), 9, found)
