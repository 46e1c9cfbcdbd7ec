"""The first chapter of a consultation report: purpose, panel, questions, and the rule fixed before the round."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lbsap.model.blocks import Block, Bullets, Gap, Paragraph, Part, Table
from lbsap.model.questionnaire import Choice
from lbsap.model.report import LEAST_GROUP, ConsultationReport, publishable
from lbsap.model.text import Text, same
from lbsap.steps import report_words as words
from lbsap.steps.report_format import day, figure, joined, minute, share, table


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
    )


def strata_title(group: Sequence[str], value: ConsultationReport) -> Text:
    """The words for a group of strata shown together."""
    asked = [question for question in value.questionnaire.profile if question.stratum]
    titles = {choice.id: choice.title for question in asked for choice in question.choices}
    named = [titles.get(one, same(one)) if one else words.UNSTATED for one in group]
    return named[0] if len(named) == 1 else words.TOGETHER.format(groups=joined(named, "、", ", "))


def _panel(value: ConsultationReport) -> Iterator[Block]:
    yield _stated(value.selection, words.SELECTION, "selection")
    sums = {
        name: sum(getattr(one, name) for one in value.response) for name in ("invited", "opened", "submitted")
    }
    rate = share(sums["submitted"], sums["invited"])
    yield Paragraph((words.RESPONSE.format(**sums, share=rate),))
    yield _response(value)
    yield Paragraph((words.SMALL_GROUPS.format(least=LEAST_GROUP),), "note")
    for one in value.rounds:
        opened, closed = day(one.opened), day(one.closed)
        dates = words.ROUND_DAY if opened == closed else words.ROUND_DATES
        yield Paragraph((dates.format(number=one.number, opened=opened, closed=closed),))
    yield _stated(value.stopping, words.STOPPING, "stopping")
    yield Paragraph((value.anonymity,))
    yield _stated(value.funding, words.FUNDING, "funding")


def _stated(given: Text, name: Text, where: str) -> Block:
    return Paragraph((given,)) if given else Gap(name, where=where)


def _response(value: ConsultationReport) -> Table:
    by_id = {one.stratum: one for one in value.response}
    groups = publishable({name: one.submitted for name, one in by_id.items()})
    shown = [(strata_title(group, value), [by_id[one] for one in group]) for group in groups]
    rows = []
    for title, members in (*shown, (words.ALL_EXPERTS, list(value.response))):
        invited, opened, submitted = (
            sum(getattr(one, name) for one in members) for name in ("invited", "opened", "submitted")
        )
        rows.append((title, invited, opened, submitted, share(submitted, invited)))
    return table(
        words.RESPONSE_TABLE,
        (
            (words.GROUP, 4, "left"),
            (words.INVITED, 1.1, "right"),
            (words.OPENED, 1.1, "right"),
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
    named = {"title": rule.title, "id": rule.id, "version": rule.version}
    yield Paragraph((words.RULE_FIXED.format(**named, fixed=minute(fixed.fixed)),))
    if rule.description:
        yield Paragraph((rule.description,))
    if rule.parameters:
        values = rule.values(fixed.parameters)
        given = (
            words.PARAMETER.format(title=one.title, value=figure(values[one.id], 4))
            for one in rule.parameters
        )
        yield Paragraph((words.PARAMETERS.format(parameters=joined(given)),))
    yield Paragraph((words.DENOMINATOR.format(denominator=rule.denominator),))
    yield Paragraph((words.OUTSIDE_RULE,))
    definitions = {one.percentile for tally in value.tallies for one in tally.ratings.values()}
    if not rule.percentile and definitions:
        yield Paragraph((words.PERCENTILES_OF_RATINGS,))
    for definition in sorted(definitions | ({rule.percentile} - {""})):
        yield Paragraph((words.PERCENTILES[definition],))
    yield Paragraph((words.INTERVAL_RULE,))
