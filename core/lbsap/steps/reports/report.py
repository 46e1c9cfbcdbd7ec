"""A consultation to its report: a document in both languages that states all the reporting guideline asks for.

Source of what it states: ACCORD (Gattrell et al. 2024, PLoS Medicine 21, e1004326).
"""

from __future__ import annotations

from collections.abc import Iterator

from lbsap.model.blocks import Block, Bullets, Cover, Document, Part, Rich
from lbsap.model.codec import digest
from lbsap.model.report import ConsultationReport
from lbsap.model.text import Text
from lbsap.steps.common import report_words as words
from lbsap.steps.common.printed import Head, day, table
from lbsap.steps.reports.annex import annex_parts
from lbsap.steps.reports.decisions import decision_parts
from lbsap.steps.reports.method import method_parts
from lbsap.steps.reports.results import result_parts
from lbsap.steps.reports.rounds import round_parts


def make_report(value: ConsultationReport) -> Document:
    """The report of a consultation on an index or an outline.

    Every percentage stands with its numbers; groups of fewer than five experts are not broken down, and nothing in
    it names a person.
    """
    limits = Bullets(tuple((line,) for line in _limits(value)))
    parts = (
        *method_parts(value),
        *result_parts(value),
        *round_parts(value),
        *decision_parts(value),
        Part("limitations", words.LIMITATIONS, 0, (limits,)),
        Part("made-with", words.MADE_WITH, 0, _colophon(value)),
    )
    return Document(
        cover=_cover(value),
        parts=(*parts, *annex_parts(value, parts)),
        header=value.title,
        made_from=tuple(reference for _, reference, _ in _rests_on(value)),
    )


def _cover(value: ConsultationReport) -> Cover:
    about = words.ABOUT.format(catalogue=value.catalogue.title, reference=value.catalogue.reference)
    lines: list[Rich] = [(about,)]
    if value.demonstration:
        lines.append((words.SAMPLE_DATA,))
    return Cover(
        title=value.title,
        subtitle=words.SUBTITLE,
        lines=tuple(lines),
        issuer=(words.HOST.format(host=value.host),) if value.host else (),
        date=(day(value.rounds[-1].closed),) if value.rounds else (),
        notice=words.DEMONSTRATION if value.demonstration else Text(),
    )


def _limits(value: ConsultationReport) -> Iterator[Text]:
    if value.demonstration:
        yield words.SAMPLE_DATA
    yield from words.LIMITS
    rule = value.rule
    if rule.missing:
        yield words.RULE_MISSING.format(rule=rule.rule.id)
    elif rule.version:
        yield words.RULE_CHANGED.format(fixed=rule.version, used=rule.rule.version)
    if len(value.rounds) > 1:
        yield words.LATER_ROUNDS
    else:
        yield words.ONE_ROUND


def _colophon(value: ConsultationReport) -> tuple[Block, ...]:
    heads: tuple[Head, ...] = ((words.WHAT, 2, "left"), (words.VERSION, 3, "left"), (words.DIGEST, 4, "left"))
    return (table(words.COLOPHON_TABLE, heads, _rests_on(value)),)


def _rests_on(value: ConsultationReport) -> list[tuple[Text, str, str]]:
    """What the report rests on: in words, the reference, and the digest where it is a kept value."""
    asked, rule = value.questionnaire, value.rule.rule
    found = [
        (words.SOFTWARE, f"lbsap {value.software}".strip(), ""),
        (words.QUESTIONNAIRE, f"{asked.id}@{asked.version}", digest(asked)),
        (words.CONSULTED, value.catalogue.reference, digest(value.catalogue)),
        (words.RULE, f"{rule.id}@{rule.version}", ""),
    ]
    if value.revised:
        found.append((words.REVISED, value.revised.reference, digest(value.revised)))
    return found
