"""Small consultations to report on. All invented."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from lbsap.model.catalogue import Catalogue, Component, Indicator, Item, Section
from lbsap.model.consultation import Answer, ConsensusRule, Counts, Decision, ProposedName, Tally, Verdict
from lbsap.model.questionnaire import (
    Choice,
    ItemQuestions,
    OpenQuestion,
    ProfileQuestion,
    Questionnaire,
    Rating,
)
from lbsap.model.report import ConsultationReport, FixedRule, Remark, RoundReport, StratumResponse
from lbsap.model.text import Text
from lbsap.steps.ratings import summarise_counts
from lbsap.steps.report_input import overall_agreement, reasons_in, supplements_in
from lbsap.steps.revise import revise

SHORT = Text("短", "short")
LONG = Text("长", "long")


def both(name: str) -> Text:
    return Text(f"{name}（中文）", name)


def index(items: int = 3) -> Catalogue:
    made = tuple(
        Item(
            f"i{n}",
            str(n),
            both(f"indicator {n}"),
            definition=both(f"definition {n}"),
            indicator=Indicator("nature", "ratio", scope=SHORT),
        )
        for n in range(1, items + 1)
    )
    return Catalogue(
        "index", "1", "index", both("the index"), made, components=(Component("nature", both("nature")),)
    )


def outline() -> Catalogue:
    chapters = tuple(Item(f"c{n}", str(n), both(f"chapter {n}"), section=Section()) for n in (1, 2))
    sections = tuple(
        Item(f"c1-{n}", f"1.{n}", both(f"section {n}"), "c1", section=Section()) for n in range(1, 18)
    )
    items = (chapters[0], *sections, chapters[1])
    return Catalogue("outline", "1", "outline", both("the outline"), items)


def questionnaire(about: str) -> Questionnaire:
    fields = ("ecology", "planning", "law")
    return Questionnaire(
        "review",
        "1",
        both("the review"),
        about,
        both("why we ask"),
        ItemQuestions(
            verdicts=tuple(Choice(word, both(word)) for word in ("keep", "drop", "rename", "outside")),
            settings=(Choice("scope", both("scope")),),
            troubles=(Choice("data", both("data hard to obtain")),),
            ratings=(Rating("relevance", both("relevance"), both("low"), both("high")),),
        ),
        profile=(
            ProfileQuestion(
                "field", both("field"), tuple(Choice(one, both(one)) for one in fields), stratum=True
            ),
        ),
        closing=(OpenQuestion("overall", both("anything else?")),),
    )


RULE = ConsensusRule(
    "majority",
    "1",
    both("the rule"),
    ("verdict",),
    both("those who judged"),
    lambda *_: Verdict("keep", SHORT),
)
DECIDED = Counts(keep=16, rename=14, drop=6)
TALLY = Tally(
    "i1",
    DECIDED,
    settings={"scope": 7},
    troubles={"data": 11},
    ratings={"relevance": summarise_counts({2: 4, 9: 5})},
    names=(
        ProposedName(Text(zh="新名"), 3, (2,)),
        ProposedName(Text(en="other"), 2),
        ProposedName(Text(zh="新名称"), 1, (0,)),
    ),
    strata={
        "ecology": Counts(keep=9, rename=9, drop=3),
        "planning": Counts(keep=5, rename=4, drop=3),
        "law": Counts(keep=2, rename=1),
    },
)
TALLIES = (
    TALLY,
    replace(TALLY, item="i2", counts=Counts(keep=3, drop=31, outside=2)),
    Tally("i3", Counts(outside=36)),
)


RESPONSE = (
    StratumResponse("ecology", 25, 24, 22, 21),
    StratumResponse("planning", 14, 13, 12, 12),
    StratumResponse("law", 4, 4, 3, 3),
)


def report(catalogue: Catalogue | None = None, **changes: Any) -> ConsultationReport:
    about = catalogue or index()
    opened = datetime(2026, 9, 1, 1, tzinfo=UTC)
    value = ConsultationReport(
        title=both("the consultation"),
        host=both("the host"),
        questionnaire=questionnaire(about.id),
        catalogue=about,
        rounds=(RoundReport(1, opened, datetime(2026, 9, 30, 1, tzinfo=UTC), RESPONSE, experts=36),),
        anonymity=both("names are known to the editors only"),
        rule=FixedRule(RULE, {}, datetime(2026, 8, 31, 6, 32, tzinfo=UTC)),
        tallies=TALLIES,
        verdicts={"i1": Verdict("keep", SHORT, True, True), "i2": Verdict("drop", SHORT, True, True)},
    )
    return replace(value, **changes)


def full() -> ConsultationReport:
    """A report with everything in it."""
    catalogue = index()
    decisions = (
        Decision(
            "1",
            "keep",
            both("why kept"),
            title=both("indicator one"),
            settings={"scope": {"zh": "长", "en": "long"}},
        ),
        Decision("i2", "keep", both("why kept all the same")),
        Decision("i3", "merge", both("why merged"), into=("i1",)),
        Decision(
            "i4",
            "new",
            both("why added"),
            title=both("indicator four"),
            settings={"component": "nature", "kind": "count"},
        ),
    )
    answers = [
        Answer("zhang@example.org", item, "keep", ratings={"relevance": 8}, reason="理由", supplement="more")
        for item in ("i1", "i2")
    ]
    value = report(catalogue)
    agreement = overall_agreement(answers, ["i1", "i2", "i3"], questionnaire("index"))
    return replace(
        value,
        rounds=(replace(value.rounds[0], agreement=agreement),),
        decisions=decisions,
        revised=revise(catalogue, decisions),
        reasons=(Remark("i1", "数据难以获取", "drop"), *reasons_in(answers)),
        supplements=supplements_in(answers),
        software="9.9",
        demonstration=True,
    )
