"""The first chapter of a consultation report: purpose, panel, questions, and the rule fixed before the round."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lbsap.model.blocks import Block, Bullets, Gap, Paragraph, Part, Strong, Table
from lbsap.model.questionnaire import Choice, Questionnaire
from lbsap.model.report import LEAST_GROUP, ConsultationReport, RoundReport, publishable
from lbsap.model.text import Text, same
from lbsap.steps.common import report_words as words
from lbsap.steps.common.printed import day, figure, joined, minute, share, table
from lbsap.steps.reports.round_words import (
    FEEDBACK,
    FEEDBACK_GIVEN,
    NO_FEEDBACK,
    ROUND_NAME,
    STATEMENT,
    UNKNOWN,
)
from lbsap.steps.reports.round_words import STATEMENTS as HOST_STATEMENTS
from lbsap.steps.reports.statements import LATER, STATEMENTS

_STAGES = ("invited", "opened", "started", "submitted")


def method_parts(value: ConsultationReport) -> tuple[Part, ...]:
    """The chapter on how the consultation was made."""
    stated = words.STATED_PURPOSE.format(purpose=value.questionnaire.purpose)
    purpose = (Paragraph((stated,)), Paragraph((words.BASIS,)))
    return (
        Part("method", words.METHOD, 0),
        Part("method-purpose", words.PURPOSE, 1, purpose),
        Part("method-panel", words.PANEL, 1, tuple(_panel(value))),
        Part(
            "method-questions", words.QUESTIONS, 1, (Bullets(tuple((line,) for line in _questions(value))),)
        ),
        Part("method-rule", words.RULE, 1, tuple(_rule(value))),
        Part("method-feedback", FEEDBACK, 1, (Paragraph((_feedback(value),)),)),
        Part("method-host", HOST_STATEMENTS, 1, tuple(_statements(value))),
    )


def strata_title(group: Sequence[str], questionnaire: Questionnaire) -> Text:
    """The words for a group of strata shown together."""
    asked = [question for question in questionnaire.profile if question.stratum]
    titles = {choice.id: choice.title for question in asked for choice in question.choices}
    named = [titles.get(one, same(one)) if one else words.UNSTATED for one in group]
    return named[0] if len(named) == 1 else words.TOGETHER.format(groups=joined(named, "、", ", "))


def _panel(value: ConsultationReport) -> Iterator[Block]:
    yield _stated(value, "selection")
    for one in value.rounds:
        yield Paragraph((_told(one),))
        yield _response(one, value)
    yield Paragraph((words.SMALL_GROUPS.format(least=LEAST_GROUP),), "note")
    for one in value.rounds:
        opened, closed = day(one.opened) if one.opened else UNKNOWN, day(one.closed)
        dates = words.ROUND_DAY if opened == closed else words.ROUND_DATES
        yield Paragraph((dates.format(number=one.number, opened=opened, closed=closed),))
    yield _stated(value, "stopping")
    yield Paragraph((value.anonymity,))
    yield _stated(value, "funding")


def _feedback(value: ConsultationReport) -> Text:
    return FEEDBACK_GIVEN.format(least=LEAST_GROUP) if len(value.rounds) > 1 else NO_FEEDBACK


def _statements(value: ConsultationReport) -> Iterator[Block]:
    for name in LATER:
        title, said = STATEMENTS[name], value.statements.get(name)
        yield Paragraph((Strong(STATEMENT.format(title=title)), said)) if said else Gap(title, where=name)


def _stated(value: ConsultationReport, name: str) -> Block:
    given = value.statements.get(name)
    return Paragraph((given,)) if given else Gap(STATEMENTS[name], where=name)


def _told(one: RoundReport) -> Text:
    """The response to a round in one or two sentences."""
    number = ROUND_NAME.format(number=one.number)
    sums = {stage: sum(getattr(group, stage) for group in one.response) for stage in _STAGES}
    rate = share(sums["submitted"], sums["invited"])
    told = words.RESPONSE if sums["invited"] else words.NO_INVITATIONS
    sentences = [told.format(round=number, share=rate, **sums)]
    if one.uninvited and sums["invited"]:
        sentences.append(words.UNINVITED.format(n=one.uninvited))
    return joined(sentences, "", " ")


def _response(one: RoundReport, value: ConsultationReport) -> Table:
    by_id = {group.stratum: group for group in one.response}
    sizes = {name: max(getattr(group, stage) for stage in _STAGES) for name, group in by_id.items()}
    shown = [
        (strata_title(group, value.questionnaire), [by_id[name] for name in group])
        for group in publishable(sizes)
    ]
    rows = []
    for title, members in (*shown, (words.ALL_EXPERTS, list(one.response))):
        counts = [sum(getattr(group, stage) for group in members) for stage in _STAGES]
        rows.append((title, *counts, share(counts[-1], counts[0])))
    return table(
        words.RESPONSE_TABLE.format(round=ROUND_NAME.format(number=one.number)),
        (
            (words.GROUP, 4, "left"),
            (words.INVITED, 1.1, "right"),
            (words.OPENED, 1.1, "right"),
            (words.STARTED, 1.1, "right"),
            (words.SUBMITTED, 1.3, "right"),
            (words.SUBMITTED_SHARE, 2, "right"),
        ),
        rows,
    )


def _questions(value: ConsultationReport) -> Iterator[Text]:
    asked = value.questionnaire.items
    yield words.VERDICT_ASKED.format(choices=_choices(asked.verdicts))
    if asked.settings:
        yield words.SETTINGS_ASKED.format(choices=_choices(asked.settings))
    if asked.troubles:
        yield words.TROUBLES_ASKED.format(choices=_choices(asked.troubles))
    for rating in asked.ratings:
        yield words.RATING_ASKED.format(title=rating.title, low=rating.low, high=rating.high)
    closing = [question.title for question in value.questionnaire.closing]
    for question in (asked.applied, asked.supplements, value.questionnaire.new_items, *closing):
        if question:
            yield words.OPEN_ASKED.format(question=question)


def _choices(choices: Sequence[Choice]) -> Text:
    return joined((choice.title for choice in choices), "；", "; ")


def _rule(value: ConsultationReport) -> Iterator[Block]:
    fixed = value.rule
    rule = fixed.rule
    named = {"title": rule.title, "id": rule.id, "version": fixed.version or rule.version}
    moment = minute(fixed.fixed) if fixed.fixed else UNKNOWN
    yield Paragraph((words.RULE_FIXED.format(**named, fixed=moment),))
    if rule.description:
        yield Paragraph((rule.description,))
    if rule.parameters:
        values = rule.values(fixed.parameters)
        given = (
            words.PARAMETER.format(title=one.title, value=figure(values[one.id], 4))
            for one in rule.parameters
        )
        yield Paragraph((words.PARAMETERS.format(parameters=joined(given)),))
    if rule.denominator:
        yield Paragraph((words.DENOMINATOR.format(denominator=rule.denominator),))
    yield Paragraph((words.OUTSIDE_RULE,))
    definitions = {one.percentile for tally in value.tallies for one in tally.ratings.values()}
    if not rule.percentile and definitions:
        yield Paragraph((words.PERCENTILES_OF_RATINGS,))
    for definition in sorted(definitions | ({rule.percentile} - {""})):
        yield Paragraph((words.PERCENTILES[definition],))
    yield Paragraph((words.INTERVAL_RULE,))
