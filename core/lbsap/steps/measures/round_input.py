"""Answers of a round to what its report needs beside the tallies: agreement over all items, words without names."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import fields
from typing import Final

from lbsap.model.consultation import Answer
from lbsap.model.questionnaire import Questionnaire
from lbsap.model.ratings import Cell, Level, RatingTable
from lbsap.model.report import Agreement, Remark
from lbsap.steps.measures.consensus import consensus

VERDICT: Final = "verdict"
_JUDGEMENTS: Final = ("keep", "rename", "drop")
_SCALE: Final = tuple(float(rating) for rating in range(1, 10))


def overall_agreement(
    answers: Sequence[Answer], items: Sequence[str], questionnaire: Questionnaire
) -> tuple[Agreement, ...]:
    """Agreement over ``items`` in the verdicts, then in each rating of the questionnaire.

    "Outside my expertise" and blank answers are missing judgements.
    """
    verdicts = _agreement(VERDICT, answers, items, _judgement, _JUDGEMENTS, "nominal")
    ratings = (
        _agreement(rating.id, answers, items, _rating_of(rating.id), _SCALE, "ordinal")
        for rating in questionnaire.items.ratings
    )
    return (verdicts, *ratings)


def reasons_in(answers: Iterable[Answer]) -> tuple[Remark, ...]:
    """The reasons given, in an order that tells nothing of who gave them."""
    return shuffled(Remark(one.item, one.reason, one.verdict) for one in answers if one.reason)


def supplements_in(answers: Iterable[Answer]) -> tuple[Remark, ...]:
    """The contents that experts would add, in an order that tells nothing of who named them."""
    return shuffled(Remark(one.item, one.supplement, one.verdict) for one in answers if one.supplement)


def shuffled(remarks: Iterable[Remark]) -> tuple[Remark, ...]:
    """Words in an order that tells nothing of who said them."""
    return tuple(sorted(remarks, key=lambda one: (hashlib.sha256(one.words.encode()).hexdigest(), one.item)))


def _agreement(
    of: str,
    answers: Sequence[Answer],
    items: Sequence[str],
    judgement: Callable[[Answer], Cell],
    categories: tuple[str | float, ...],
    level: Level,
) -> Agreement:
    experts = tuple(dict.fromkeys(one.respondent for one in answers))
    given = {(one.item, one.respondent): judgement(one) for one in answers}
    cells = tuple(tuple(given.get((item, expert)) for expert in experts) for item in items)
    found = consensus(RatingTable(tuple(items), experts, cells, categories, level))
    measures = {one.name: getattr(found.overall, one.name) for one in fields(found.overall)}
    judging = sum(any(column) for column in zip(*cells, strict=True))
    return Agreement(of, judging, found.complete_raters, measures)


def _judgement(one: Answer) -> Cell:
    return one.verdict if one.verdict in _JUDGEMENTS else None


def _rating_of(rating: str) -> Callable[[Answer], Cell]:
    def read(one: Answer) -> Cell:
        value = one.ratings.get(rating)
        return None if value is None else float(value)

    return read
