"""Policy frameworks in layers: the GBF, the national plan, a provincial or prefectural plan."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from lbsap.model.catalogue import Link, Source
from lbsap.model.text import Text

Layer = Literal["global", "nation", "province", "prefecture", "platform"]
Operator = Literal[">=", "<=", "~", ">", "<", "=", "->", "reduction>=", "reduction", "close", "by", ""]
TitleStatus = Literal[
    "confirmed", "contents_page_match", "indirect", "partly_confirmed", "compiled", "unconfirmed"
]


@dataclass(frozen=True, slots=True)
class MeasurableTarget:
    """One stated result: metric, operator, value, unit and year; direction only where ``value`` is ``None``."""

    metric: str
    description: Text
    operator: Operator = ""
    value: Decimal | None = None
    wording: Text = Text()
    unit: str = ""
    year: int | None = None
    kind: Literal[
        "quantified", "coverage", "duration", "frequency", "count", "threshold_qualitative", "qualitative"
    ] = "qualitative"
    baseline: Decimal | None = None
    baseline_year: int | None = None
    caution: Text = Text()


@dataclass(frozen=True, slots=True)
class PolicyProject:
    """A priority project listed under an action."""

    id: str
    title: Text


@dataclass(frozen=True, slots=True)
class PolicyGroup:
    """A priority area, theme or group of targets; ``parent`` where groups nest."""

    id: str
    number: str
    title: Text
    parent: str = ""
    title_status: TitleStatus = "compiled"


@dataclass(frozen=True, slots=True)
class PolicyTarget:
    """What a city aligns with: a GBF target, a priority action, a platform action.

    ``leads`` are departments that may lead it locally, ``{level}`` standing for the city's level (市, 县): a suggestion.
    """

    id: str
    number: str
    group: str
    title: Text
    summary: Text = Text()
    measures: tuple[MeasurableTarget, ...] = ()
    projects: tuple[PolicyProject, ...] = ()
    keywords_zh: tuple[str, ...] = ()
    keywords_en: tuple[str, ...] = ()
    levels: tuple[Text, ...] = ()
    relevance: Literal["high", "medium", "low", ""] = ""
    relevance_reason: Text = Text()
    indicators: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()
    title_status: TitleStatus = "compiled"
    leads: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True)
class Statement:
    """A goal, principle, position, objective, task or safeguard that a framework states."""

    id: str
    kind: Literal[
        "goal", "vision", "mission", "principle", "position", "objective", "task", "safeguard", "step"
    ]
    title: Text
    summary: Text = Text()
    parent: str = ""
    year: int | None = None
    measures: tuple[MeasurableTarget, ...] = ()
    indicators: tuple[str, ...] = ()
    title_status: TitleStatus = "compiled"


@dataclass(frozen=True, slots=True)
class FrameworkIndicator:
    """An indicator the framework itself names (headline, binary, component)."""

    id: str
    kind: Literal["headline", "binary", "component", "complementary"]
    title: Text
    target: str = ""
    status: Literal["confirmed", "proposed"] = "confirmed"
    note: Text = Text()


@dataclass(frozen=True, slots=True)
class PolicyFramework:
    """One framework in one version, with the provenance of its titles and crosswalks."""

    id: str
    version: str
    layer: Layer
    title: Text
    short: Text
    targets: tuple[PolicyTarget, ...]
    groups: tuple[PolicyGroup, ...] = ()
    statements: tuple[Statement, ...] = ()
    indicators: tuple[FrameworkIndicator, ...] = ()
    issuer: Text = Text()
    published: str = ""
    sources: tuple[Source, ...] = ()
    notes: tuple[Text, ...] = ()
    _by_id: dict[str, PolicyTarget] = field(
        init=False, repr=False, compare=False, hash=False, default_factory=dict
    )

    def __post_init__(self) -> None:
        self._by_id.update({target.id: target for target in self.targets})

    def target(self, target_id: str) -> PolicyTarget | None:
        """The target by its id."""
        return self._by_id.get(target_id)
