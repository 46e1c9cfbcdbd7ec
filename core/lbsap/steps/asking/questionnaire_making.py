"""Questionnaires that editors bring: made from a catalogue, checked when uploaded, with the stratum they choose."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import fields, is_dataclass, replace
from typing import Any, Final

from lbsap.model.catalogue import Catalogue
from lbsap.model.errors import BadInput
from lbsap.model.problems import Problem, problem
from lbsap.model.questionnaire import Choice, ItemQuestions, ProfileQuestion, Questionnaire
from lbsap.model.text import LANGS, Text
from lbsap.model.validate import faults
from lbsap.steps.asking.questionnaire import asked_items
from lbsap.steps.asking.questionnaire_words import DROP, KEEP, OUTSIDE, OUTSIDE_HINT, PROFILE, RENAME, WORDING

LONGEST_ID: Final = 64
_SUFFIX: Final = "-review"
_ROUND_TO: Final = 5
_TAKEN: Final = frozenset({
    "verdict", "name_zh", "name_en", "reason", "settings", "troubles", "applied", "supplement", "revision",
    "data", "errors", "form_errors", "meta", "cells", "base", "place", "process", "populate_obj", "validate",
})  # fmt: skip
"""Names that a rating cannot have: other fields of an answer, and what its form has of itself."""
_PART: Final = re.compile(r"[^.\[\]]+|\[[^\]]*\]")


def make_questionnaire(catalogue: Catalogue) -> Questionnaire:
    """A complete questionnaire in both languages about this version of any index or outline, in standard wording."""
    wording = WORDING[catalogue.kind]
    verdicts = (
        Choice("keep", KEEP),
        Choice("drop", DROP),
        Choice("rename", RENAME, wording.rename_hint),
        Choice("outside", OUTSIDE, OUTSIDE_HINT),
    )
    made = Questionnaire(
        id=f"{catalogue.id[: LONGEST_ID - len(_SUFFIX)].rstrip('.')}{_SUFFIX}",
        version=catalogue.version,
        title=wording.title.format(title=_both(catalogue.title)),
        about=catalogue.reference,
        purpose=wording.purpose,
        items=ItemQuestions(
            verdicts,
            reason_for=("drop", "rename"),
            settings=wording.settings,
            troubles=wording.troubles,
            applied=wording.applied,
            ratings=wording.ratings,
            supplements=wording.supplements,
        ),
        profile=PROFILE,
        closing=wording.closing,
        new_items=wording.new_items,
    )
    minutes = len(asked_items(made, catalogue)) * wording.minutes
    return replace(made, minutes=_ROUND_TO * math.ceil(minutes / _ROUND_TO))


def _both(title: Text) -> Text:
    """A title in both languages; one that is missing is taken from the other."""
    return Text(*(title.plain(lang) for lang in LANGS))


def refuse_unfit(questionnaire: Questionnaire, catalogue: Catalogue) -> None:
    """Raise ``BadInput`` with every fault of a questionnaire for this catalogue, placed as its file writes them
    (``items.settings[2].title``): wrong values, a language that is missing, another catalogue."""
    found = [_placed(questionnaire, one) for one in faults(questionnaire)]
    found += [*_lacking(questionnaire), *_twice(questionnaire)]
    try:
        if not asked_items(questionnaire, catalogue):
            found.append(problem("nothing_asked", "about"))
    except BadInput as error:
        found += [replace(one, where="about") for one in error.problems]
    if found:
        raise BadInput(found)


def strata_of(questionnaire: Questionnaire) -> tuple[ProfileQuestion, ...]:
    """The questions of the profile that can give the stratum: those with one answer."""
    return tuple(one for one in questionnaire.profile if not one.several)


def stratum_of(questionnaire: Questionnaire) -> str:
    """The id of the question that gives the stratum, empty where none does."""
    return next((one.id for one in questionnaire.profile if one.stratum), "")


def choose_stratum(questionnaire: Questionnaire, question: str) -> Questionnaire:
    """The same questionnaire with the stratum given by ``question`` (empty: by none). Raises ``BadInput``."""
    known = [one.id for one in strata_of(questionnaire)]
    if question and question not in known:
        allowed = ", ".join(known) or "—"
        raise BadInput([problem("value_choice", "stratum", value=question[:LONGEST_ID], allowed=allowed)])
    profile = tuple(replace(one, stratum=one.id == question) for one in questionnaire.profile)
    return replace(questionnaire, profile=profile)


def _lacking(value: Questionnaire) -> Iterator[Problem]:
    if not {"keep", "drop"} <= {one.id for one in value.items.verdicts}:
        yield problem("verdicts_wanted", "items.verdicts")
    for place, question in enumerate(value.profile):
        if len(question.choices) < 2:
            yield problem("choices_wanted", f"profile[{place}].choices")
    for place, rating in enumerate(value.items.ratings):
        if rating.id in _TAKEN:
            yield problem("id_reserved", f"items.ratings[{place}].id", id=rating.id)


def _twice(value: Questionnaire) -> Iterator[Problem]:
    """Ids that ``faults`` does not look at: of questions on the expert, their choices, and closing questions."""
    groups: dict[str, Iterable[Any]] = {"profile": value.profile, "closing": value.closing}
    groups |= {f"profile[{place}].choices": one.choices for place, one in enumerate(value.profile)}
    for where, members in groups.items():
        for name, times in Counter(one.id for one in members).items():
            if times > 1:
                yield problem("id_twice", where, id=name)


def _placed(value: Questionnaire, fault: Problem) -> Problem:
    """The fault as an error, at its place in the file: without the questionnaire's id, members by number."""
    where = fault.where.removeprefix(value.id).removeprefix(".")
    place = ""
    here: Any = value
    for part in _PART.findall(where):
        if part.startswith("["):
            name = part[1:-1]
            number = next((i for i, one in enumerate(here) if getattr(one, "id", str(i)) == name), None)
            if number is None:
                break
            place, here = f"{place}[{number}]", here[number]
        elif is_dataclass(here) and part in {f.name for f in fields(here)}:
            place, here = f"{place}.{part}" if place else part, getattr(here, part)
        else:
            break
    return replace(fault, where=place, severity="error")
