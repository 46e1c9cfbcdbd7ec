"""What a city enters: CITY.yaml is how it is written down, rows are how it is kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from lbsap.model.catalogue import Link
from lbsap.model.city_plan import (
    CaseExample,
    DatedText,
    Department,
    FundingLine,
    Layer,
    MonitoringTask,
    Picture,
    PriorityArea,
    Shareable,
    SignOff,
    StepState,
)
from lbsap.model.policy import Operator, PolicyFramework
from lbsap.model.text import Text

Level = Literal["municipality", "prefecture", "city", "county", "district"]
Absence = Literal["no_data", "not_applicable", "not_collected", "planned_survey", ""]
"""Why there is no figure."""
InputValue = Decimal | tuple[Decimal, ...]
FieldValue = Decimal | int | bool | Text | tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Fact:
    """A reported figure or statement that is not an indicator, with where it comes from."""

    key: str
    title: Text
    value: Decimal | None = None
    wording: Text = Text()
    unit: str = ""
    year: int | None = None
    source: str = ""
    note: Text = Text()
    doubtful: bool = False


@dataclass(frozen=True, slots=True)
class Profile:
    """Who the plan is for. ``plan_title`` is the title the government chose; ``period`` first and last year.

    ``index`` is the version of the index (``id@version``) that the city reports its figures under, once it has chosen.
    """

    level: Level = "city"
    code: str = ""
    province: Text = Text()
    prefecture: Text = Text()
    plan_title: Text = Text()
    period: tuple[int, int] | None = None
    base_year: int | None = None
    issuer: Text = Text()
    lead_department: Text = Text()
    area_km2: Decimal | None = None
    population: int | None = None
    population_year: int | None = None
    demonstration: bool = False
    facts: tuple[Fact, ...] = ()
    index: str = ""


@dataclass(frozen=True, slots=True)
class Observation:
    """A city's figures for one indicator (its number or id).

    Exactly one of ``inputs`` (symbol: number, or numbers for a list), ``value``, ``level`` or ``missing`` (the
    reason why there is none, with ``absence`` for its kind) says what is known. ``method`` where the handbook offers
    alternatives. ``error`` is the relative error of the figures, plus or minus percent.
    """

    indicator: str
    inputs: Mapping[str, InputValue] = field(default_factory=dict)
    value: Decimal | None = None
    level: int | None = None
    unit: str = ""
    year: int | None = None
    source: str = ""
    note: str = ""
    method: str = ""
    missing: Text = Text()
    absence: Absence = ""
    error: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Observations:
    """The input of scoring: ``first_application`` is stated by the city, never guessed."""

    city: Text
    year: int
    first_application: bool
    observations: tuple[Observation, ...] = ()


@dataclass(frozen=True, slots=True)
class YearRecord:
    """The observations of a year that is over; kept for comparison, never changed by a later one."""

    year: int
    first_application: bool | None = None
    observations: tuple[Observation, ...] = ()


@dataclass(frozen=True, slots=True)
class CityTarget:
    """Target = metric, operator, value, unit, year, baseline and source; or qualitative with a check method."""

    id: str
    metric: Text
    action: str = ""
    indicator: str = ""
    operator: Operator = ""
    value: Decimal | None = None
    unit: str = ""
    year: int | None = None
    baseline: Decimal | None = None
    baseline_year: int | None = None
    source: Text = Text()
    milestones: Mapping[int, Decimal] = field(default_factory=dict)
    nature: Literal["binding", "anticipated", ""] = ""
    department: Text = Text()
    check: Text = Text()
    framework: str = ""
    wording: Text = Text()
    unreadable: bool = False


@dataclass(frozen=True, slots=True)
class CityAction:
    """A local action: title, what is done, who leads, which targets of frameworks it serves (once confirmed)."""

    id: str
    title: Text
    area: str = ""
    description: Text = Text()
    local_features: Text = Text()
    result: Text = Text()
    department: Text = Text()
    partners: tuple[Text, ...] = ()
    deadline: int | None = None
    indicators: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()
    reason: Text = Text()
    baseline: Text = Text()
    unreadable: tuple[Literal["description", "baseline"], ...] = ()
    source: str = ""


@dataclass(frozen=True, slots=True)
class Project:
    """A priority project card. ``cost`` in ten thousand yuan (万元)."""

    id: str
    title: Text
    action: str = ""
    content: Text = Text()
    place: Text = Text()
    department: Text = Text()
    partners: tuple[Text, ...] = ()
    years: tuple[int, int] | None = None
    cost: Decimal | None = None
    funding: Text = Text()
    output: Text = Text()
    indicator: str = ""


@dataclass(frozen=True, slots=True)
class Seat:
    """Who sits on which of the four layers of coordination."""

    layer: Layer
    body: Text
    role: Text = Text()


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why an indicator with a low score, or a framework target, has no action."""

    about: str
    reason: Text


@dataclass(frozen=True, slots=True)
class CityData:
    """All that one city has entered for its plan.

    ``observations`` are those of ``year``: the input of scoring; ``earlier`` are those of years before. ``sharing`` is
    what other cities may see.
    """

    city: Text
    year: int | None = None
    first_application: bool | None = None
    profile: Profile = Profile()
    observations: tuple[Observation, ...] = ()
    actions: tuple[CityAction, ...] = ()
    targets: tuple[CityTarget, ...] = ()
    projects: tuple[Project, ...] = ()
    roster: tuple[Seat, ...] = ()
    explanations: tuple[Explanation, ...] = ()
    wording: Mapping[str, Text] = field(default_factory=dict)
    fields: Mapping[str, Mapping[str, FieldValue]] = field(default_factory=dict)
    frameworks: tuple[PolicyFramework, ...] = ()
    sources: tuple[str, ...] = ()
    earlier: tuple[YearRecord, ...] = ()
    guiding: DatedText = field(default_factory=DatedText)
    vision: Text = Text()
    departments: tuple[Department, ...] = ()
    areas: tuple[PriorityArea, ...] = ()
    signoffs: tuple[SignOff, ...] = ()
    monitoring: tuple[MonitoringTask, ...] = ()
    funding: tuple[FundingLine, ...] = ()
    cases: tuple[CaseExample, ...] = ()
    pictures: tuple[Picture, ...] = ()
    steps: tuple[StepState, ...] = ()
    sharing: tuple[Shareable, ...] = ()
