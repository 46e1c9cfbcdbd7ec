"""What a consultation yields: answers, tallies, verdicts of a rule, decisions of editors."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar, Literal

from lbsap.model.measures import Interval, wilson
from lbsap.model.questionnaire import VerdictWord
from lbsap.model.ratings import RatingSummary
from lbsap.model.text import Text

Outcome = Literal["keep", "drop", "merge", "split", "new"]
RuleVerdict = Literal["keep", "rename", "retain", "drop", "undecided"]


@dataclass(frozen=True, slots=True)
class Answer:
    """One expert's answer on one item. ``verdict`` ``None`` means shown and left blank (skipped)."""

    respondent: str
    item: str
    verdict: VerdictWord | None = None
    name: Text = Text()
    settings: tuple[str, ...] = ()
    troubles: tuple[str, ...] = ()
    applied: bool | None = None
    ratings: Mapping[str, int] = field(default_factory=dict)
    reason: str = ""
    supplement: str = ""
    stratum: str = ""


@dataclass(frozen=True, slots=True)
class Counts:
    """How many gave each answer. The states never collapse into one another."""

    keep: int = 0
    drop: int = 0
    rename: int = 0
    outside: int = 0
    skipped: int = 0
    not_shown: int = 0

    @property
    def judged(self) -> int:
        """Those who judged: the denominator of every share."""
        return self.keep + self.drop + self.rename

    @property
    def retained(self) -> int:
        """Those who would keep the item, under its name or another."""
        return self.keep + self.rename

    @property
    def interval(self) -> Interval | None:
        """The 95 % Wilson interval of the share who retain."""
        return wilson(self.retained, self.judged)


@dataclass(frozen=True, slots=True)
class ProposedName:
    """A proposed name, how many proposed it, and the indices of names that look nearly alike."""

    name: Text
    count: int
    near: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Tally:
    """All that a panel said on one item. Shares are of ``counts.judged``; settings and troubles are counts."""

    item: str
    counts: Counts
    settings: Mapping[str, int] = field(default_factory=dict)
    troubles: Mapping[str, int] = field(default_factory=dict)
    ratings: Mapping[str, RatingSummary] = field(default_factory=dict)
    names: tuple[ProposedName, ...] = ()
    strata: Mapping[str, Counts] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a consensus rule proposes for an item, never a decision.

    ``met``: the point estimate reaches the rule's threshold; ``robust``: the lower bound of the 95 % Wilson
    interval lies above one half. ``None`` where the rule cannot say (below quorum, nothing to read).
    """

    verdict: RuleVerdict
    reason: Text
    met: bool | None = None
    robust: bool | None = None


@dataclass(frozen=True, slots=True)
class Parameter:
    """A number a rule can be set by, with its default and bounds."""

    id: str
    title: Text
    default: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class ConsensusRule:
    """A versioned rule, fixed before a round opens.

    ``reads`` names what it looks at (``verdict`` or a rating id); ``denominator`` and ``percentile`` say how it
    counts. ``judge`` takes a ``Tally`` and the parameter values by id, and returns a ``Verdict``.
    """

    work: ClassVar[str] = "judge"
    id: str
    version: str
    title: Text
    reads: tuple[str, ...]
    denominator: Text
    judge: Callable[[Tally, Mapping[str, float]], Verdict]
    parameters: tuple[Parameter, ...] = ()
    percentile: Literal["linear", "inverted_cdf", ""] = ""
    description: Text = Text()

    def values(self, given: Mapping[str, float] | None = None) -> dict[str, float]:
        """All parameter values: the defaults, overridden by ``given``."""
        return {p.id: p.default for p in self.parameters} | dict(given or {})


@dataclass(frozen=True, slots=True)
class Decision:
    """An editor's decision on one item, with its reason.

    ``title`` is a rename, ``settings`` (changed fields of the item's settings) a change of settings, ``definition`` a
    changed definition; each may come with ``keep``. ``into`` names the item(s) a merged or split item goes to. A
    ``new`` item carries ``title``, ``definition``, ``parent`` and ``settings``.
    """

    item: str
    outcome: Outcome
    rationale: Text = Text()
    title: Text | None = None
    definition: Text | None = None
    settings: Mapping[str, Any] = field(default_factory=dict)
    into: tuple[str, ...] = ()
    parent: str = ""
    after: str = ""
    comments: tuple[str, ...] = ()
    tally: Counts | None = None
