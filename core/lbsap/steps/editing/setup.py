"""What editors type to set up a consultation, to values; and what a draft lacks before its round may open.

Each function takes the fields of one page by name and raises ``BadInput`` with every fault, placed at its field.
A text in both languages stands in two fields: ``title_zh`` and ``title_en``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import Final, TypeVar, cast, get_args

from lbsap.model.consultation import ConsensusRule
from lbsap.model.errors import BadInput
from lbsap.model.notice import Abroad, Anonymity, Notice
from lbsap.model.problems import Problem, problem
from lbsap.model.questionnaire import Questionnaire
from lbsap.model.text import LANGS, Text
from lbsap.steps.asking.answers import LONGEST_COMMENT, LONGEST_NAME, Cells, cell, fit
from lbsap.steps.common.moments import END, START, read_day, read_moment
from lbsap.steps.common.words import clean, clean_line, narrow
from lbsap.steps.measures.judge import checked_parameters

T = TypeVar("T")
REPORT_WORDS: Final = ("selection", "stopping", "funding")
"""The host's own words for the report: how experts were chosen, when rounds end, who pays."""
YES: Final = "yes"


@dataclass(frozen=True, slots=True)
class Titles:
    """The head of a consultation: its title, its host, and whom experts may write to."""

    title: Text
    host: Text
    contact: str


@dataclass(frozen=True, slots=True)
class Dates:
    """When a round opens (``None``: as soon as it is opened) and when it closes."""

    opens_at: datetime | None
    closes_at: datetime | None


def read_titles(cells: Cells) -> Titles:
    """Title and host in both languages, and a contact; all of it is needed."""
    fields = _Fields(cells)
    titles = Titles(
        fields.pair("title", clean_line, LONGEST_NAME, needed=True),
        fields.pair("host", clean_line, LONGEST_NAME, needed=True),
        fields.words("contact", clean_line, LONGEST_NAME, needed=True),
    )
    return fields.finish(titles)


def read_anonymity(cells: Cells) -> Anonymity:
    """The level of anonymity."""
    chosen = cell(cells, "anonymity")
    if chosen not in get_args(Anonymity):
        raise BadInput([problem("choice_wanted", "anonymity")])
    return cast(Anonymity, chosen)


def read_notice(cells: Cells, version: str) -> Notice:
    """The parts of the notice. ``abroad`` says ``yes`` or ``no``; with ``yes`` all about the recipient is needed."""
    fields = _Fields(cells)
    notice = Notice(
        version=version,
        controller=fields.pair("controller", clean_line, LONGEST_NAME),
        purpose=fields.pair("purpose", clean, LONGEST_COMMENT, needed=True),
        kinds=fields.pair("kinds", clean, LONGEST_COMMENT, needed=True),
        kept_until=fields.read("kept_until", lambda words: read_day(words, "kept_until"), needed=True),
        place=fields.pair("place", clean_line, LONGEST_NAME, needed=True),
        rights_contact=fields.words("rights_contact", clean_line, LONGEST_NAME),
        abroad=_abroad(fields) if cell(cells, "abroad") == YES else None,
    )
    if cell(cells, "abroad") not in (YES, "no"):
        fields.problems.append(problem("choice_wanted", "abroad"))
    return fields.finish(notice)


def _abroad(fields: _Fields) -> Abroad:
    return Abroad(
        recipient=fields.pair("abroad_recipient", clean_line, LONGEST_NAME, needed=True),
        contact=fields.words("abroad_contact", clean_line, LONGEST_NAME, needed=True),
        purpose=fields.pair("abroad_purpose", clean, LONGEST_COMMENT, needed=True),
        means=fields.pair("abroad_means", clean, LONGEST_COMMENT, needed=True),
        kinds=fields.pair("abroad_kinds", clean, LONGEST_COMMENT, needed=True),
    )


def read_report_words(cells: Cells) -> dict[str, Text]:
    """The host's own words for the report by name; what is left empty shows as a gap there."""
    fields = _Fields(cells)
    return fields.finish({name: fields.pair(name, clean, LONGEST_COMMENT) for name in REPORT_WORDS})


def read_reason(cells: Cells) -> str:
    """The reason for what an editor is about to do."""
    fields = _Fields(cells)
    return fields.finish(fields.words("reason", clean, LONGEST_COMMENT, needed=True))


def read_dates(cells: Cells, at: datetime) -> Dates:
    """The dates of a draft round: it closes after it opens, and not before now."""
    fields = _Fields(cells)
    opens = fields.read("opens_at", lambda words: read_moment(words, "opens_at", START))
    closes = fields.read("closes_at", lambda words: read_moment(words, "closes_at", END), needed=True)
    fields.problems += _date_faults(Dates(opens, closes), at)
    return fields.finish(Dates(opens, closes))


def read_deadline(cells: Cells, before: datetime | None, at: datetime) -> datetime:
    """A later deadline for an open round than the one ``before``."""
    fields = _Fields(cells)
    closes = fields.read("closes_at", lambda words: read_moment(words, "closes_at", END), needed=True)
    if closes and before and closes <= before:
        fields.problems.append(problem("deadline_earlier", "closes_at"))
    elif closes and closes <= at:
        fields.problems.append(problem("moment_past", "closes_at"))
    return cast(datetime, fields.finish(closes))


def read_rule(
    cells: Cells, rules: Iterable[ConsensusRule], questionnaire: Questionnaire
) -> tuple[ConsensusRule, dict[str, float]]:
    """The rule chosen (field ``rule``) and its parameters (fields ``RULE.PARAMETER``; a share may be in per cent)."""
    rule = {one.id: one for one in rules}.get(cell(cells, "rule"))
    if rule is None:
        raise BadInput([problem("choice_wanted", "rule")])
    fields = _Fields(cells)
    fields.problems += rule_faults(rule, questionnaire)
    given = {}
    for one in rule.parameters:
        name = f"{rule.id}.{one.id}"
        number = fields.read(name, lambda words, name=name: _number(words, name), needed=True)  # type: ignore[misc]
        if number is not None:
            given[one.id] = number
    try:
        values = checked_parameters(rule, given)
    except BadInput as error:
        fields.problems += error.problems
        values = {}
    return rule, fields.finish(values)


def rule_faults(rule: ConsensusRule, questionnaire: Questionnaire) -> list[Problem]:
    """The ratings that a rule reads and the questionnaire does not ask."""
    asked = {"verdict", *(one.id for one in questionnaire.items.ratings)}
    return [problem("rule_reads", "rule", rating=one) for one in rule.reads if one not in asked]


def _number(words: str, where: str) -> float:
    plain = narrow(words).replace(" ", "")
    try:
        number = Decimal(plain.removesuffix("%")) / (100 if plain.endswith("%") else 1)
        if not number.is_finite():
            raise InvalidOperation
    except InvalidOperation:
        raise BadInput([problem("not_a_number", where, value=words.strip()[:LONGEST_NAME])]) from None
    return float(number)


def _date_faults(dates: Dates, at: datetime) -> Iterator[Problem]:
    if dates.closes_at and dates.closes_at <= at:
        yield problem("moment_past", "closes_at")
    elif dates.opens_at and dates.closes_at and dates.closes_at <= dates.opens_at:
        yield problem("closes_too_early", "closes_at")


@dataclass(slots=True)
class _Fields:
    """Reads the fields of a page one by one and collects what is wrong with them."""

    cells: Cells
    problems: list[Problem] = field(default_factory=list)

    def words(
        self, name: str, tidy: Callable[[str], tuple[str, bool]], longest: int, *, needed: bool = False
    ) -> str:
        tidied, _removed = tidy(cell(self.cells, name))
        self.problems += fit(name, tidied, removed=False, longest=longest)[0]
        if needed and not tidied:
            self.problems.append(problem("field_wanted", name))
        return tidied

    def pair(
        self, name: str, tidy: Callable[[str], tuple[str, bool]], longest: int, *, needed: bool = False
    ) -> Text:
        return Text(*(self.words(f"{name}_{lang}", tidy, longest, needed=needed) for lang in LANGS))

    def read(self, name: str, work: Callable[[str], T | None], *, needed: bool = False) -> T | None:
        words = cell(self.cells, name)
        if not words:
            if needed:
                self.problems.append(problem("field_wanted", name))
            return None
        try:
            return work(words)
        except BadInput as error:
            self.problems += error.problems
            return None

    def finish(self, value: T) -> T:
        """The value, unless a field is at fault."""
        if self.problems:
            raise BadInput(self.problems)
        return value


def lacking(
    titles: Titles,
    notice: Notice,
    questionnaire: Questionnaire,
    rule: ConsensusRule | None,
    dates: Dates,
    at: datetime,
) -> dict[str, tuple[Problem, ...]]:
    """What must be mended before a round may open, by part: titles, notice, rule (``None``: none to be had), dates."""
    found = {
        "titles": [
            *_wanted({"title": titles.title, "host": titles.host}),
            *_empty("contact", titles.contact),
        ],
        "notice": [
            *_wanted({"purpose": notice.purpose, "kinds": notice.kinds, "place": notice.place}),
            *_empty("kept_until", notice.kept_until),
        ],
        "rule": rule_faults(rule, questionnaire) if rule else [problem("choice_wanted", "rule")],
        "dates": [*_empty("closes_at", dates.closes_at), *_date_faults(dates, at)],
    }
    return {part: tuple(problems) for part, problems in found.items() if problems}


def _wanted(texts: Mapping[str, Text]) -> list[Problem]:
    return [
        problem("field_wanted", f"{name}_{lang}") for name, text in texts.items() for lang in text.missing
    ]


def _empty(name: str, value: object) -> list[Problem]:
    return [] if value else [problem("field_wanted", name)]
