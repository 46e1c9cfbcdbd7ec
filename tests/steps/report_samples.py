"""Small consultations to report on. All invented."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from lbsap.model.blocks import Chart, Document, Table
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
from lbsap.model.report import (
    ConsultationReport,
    FixedRule,
    Leaving,
    Remark,
    RoundReport,
    Sensitivity,
    StratumResponse,
)
from lbsap.model.text import Text
from lbsap.model.validate import texts
from lbsap.steps.catalogues.revise import revise
from lbsap.steps.measures.ratings import summarise_counts
from lbsap.steps.measures.round_input import overall_agreement, reasons_in, supplements_in
from lbsap.steps.measures.rounds import Paired, change_between

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


def tables(document: Document) -> Iterator[Table]:
    """The tables of a document."""
    return (block for part in document.parts for block in part.blocks if isinstance(block, Table))


def charts(document: Document) -> list[Chart]:
    """The charts of a document."""
    return [block for part in document.parts for block in part.blocks if isinstance(block, Chart)]


def said(document: Document, lang: str) -> str:
    """Everything that a document says in a language."""
    return "\n".join(getattr(text, lang) for _, text in texts(document))


def rows(document: Document, caption: str) -> list[list[str]]:
    """The cells in English of the table whose caption holds ``caption``."""
    [found] = [table for table in tables(document) if caption in table.caption.en]
    return [
        ["".join(text.en for text in cell if isinstance(text, Text)) for cell in row] for row in found.rows
    ]


CHANGE = change_between(
    1,
    2,
    ["i1", "i2"],
    Paired(
        {"ecology": (20, 14), "planning": (9, 8), "law": (3, 2)},
        26,
        {
            ("i1", "keep", "keep"): 19,
            ("i1", "keep", "drop"): 2,
            ("i2", "drop", "drop"): 10,
            ("i2", "drop", "keep"): 10,
        },
        {("i1", "relevance", 5, 7): 6, ("i1", "relevance", 8, 8): 4},
    ),
)


def two_rounds() -> ConsultationReport:
    """The report of a consultation with two rounds."""
    value = full()
    [first] = value.rounds
    second = replace(first, number=2, turned=(Remark("i1", "数据确实难以获取", "drop"),), agreement=())
    left = Leaving(1, 2, 8, 24, Counts(keep=6, drop=10), Counts(keep=60, drop=12), 10, 12)
    keep, drop = Verdict("keep", SHORT), Verdict("drop", SHORT)
    return replace(
        value,
        rounds=(replace(first, tallies=value.tallies), replace(second, tallies=value.tallies[:2])),
        changes=(CHANGE,),
        leaving=(left,),
        sensitivity=(Sensitivity(2, "against", 8, (("i1", keep, drop),)), Sensitivity(2, "carried", 8, ())),
    )
