"""What a city enters for its plan beside indicators, actions, targets and projects."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from lbsap.model.text import Text

Layer = Literal["formulation", "expert", "sectoral", "leadership"]
"""The four layers of coordination: formulation team, expert, sectoral and leadership level, in this order."""
FundingSource = Literal[
    "budget", "transfer", "compensation", "bond", "eod", "private", "ecosystem_value", "foundation",
    "international", "",
]  # fmt: skip
"""Where money comes from: 财政预算, 转移支付, 生态补偿, 专项债或绿色债券, EOD, 社会资本, 碳汇或生态产品收益, 公益基金, 国际资金."""
Shareable = Literal["profile", "score", "cases"]
"""What a city may publish to the other cities."""


@dataclass(frozen=True, slots=True)
class Department:
    """A department of the city's government. ``leads`` are ids of national priority actions it leads here.

    ``contact`` names a post or a section, never a person.
    """

    id: str
    name: Text
    contact: Text = Text()
    leads: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PriorityArea:
    """A priority area of the city's own plan, in its own order; ``follows`` is the id of the national area behind it."""

    id: str
    title: Text
    local_features: Text = Text()
    follows: str = ""
    reason: Text = Text()


@dataclass(frozen=True, slots=True)
class DatedText:
    """A standing text as of a day, such as the guiding thought; ``source`` is the document it follows."""

    text: Text = Text()
    on: date | None = None
    source: str = ""


@dataclass(frozen=True, slots=True)
class SignOff:
    """A layer of coordination has agreed to the plan: which body, on which day."""

    layer: Layer
    body: Text
    on: date | None = None
    note: Text = Text()


@dataclass(frozen=True, slots=True)
class MonitoringTask:
    """Who looks at progress in which rhythm, and what comes of it; ``year`` where it is due once."""

    id: str
    rhythm: Literal["yearly", "midterm", "final", ""]
    task: Text
    year: int | None = None
    department: Text = Text()
    output: Text = Text()


@dataclass(frozen=True, slots=True)
class FundingLine:
    """Money spent before or planned, in ten thousand yuan (万元), by source and year; ``project`` is an id."""

    id: str
    kind: Literal["spent", "planned", ""]
    source: FundingSource = ""
    year: int | None = None
    amount: Decimal | None = None
    project: str = ""
    note: Text = Text()


@dataclass(frozen=True, slots=True)
class CaseExample:
    """A case to learn from; ``origin`` is the id in the shared library it was picked from, else it is the city's own."""

    id: str
    title: Text
    place: Text = Text()
    content: Text = Text()
    lesson: Text = Text()
    source: str = ""
    origin: str = ""


@dataclass(frozen=True, slots=True)
class Picture:
    """A map or picture: ``file`` is the SHA-256 of its bytes, kept apart.

    ``approval_number`` is the map approval number (审图号). ``no_exact_sites``: somebody has confirmed that it shows no
    exact place of a sensitive species.
    """

    id: str
    caption: Text
    alt: Text = Text()
    section: str = ""
    file: str = ""
    media_type: Literal["image/png", "image/jpeg", ""] = ""
    approval_number: str = ""
    source: str = ""
    no_exact_sites: bool = False


@dataclass(frozen=True, slots=True)
class StepState:
    """Where the city stands with a formulation step or an item of a checklist (``step`` is its id)."""

    step: str
    state: Literal["open", "under_way", "done", "not_applicable", ""] = ""
    on: date | None = None
    note: Text = Text()
