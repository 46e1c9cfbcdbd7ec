"""The answers to the profile questions, and the stratum that follows from them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from lbsap.model.problems import Problem, problem
from lbsap.model.questionnaire import ProfileQuestion, Questionnaire
from lbsap.steps.asking.answers import Cells


@dataclass(frozen=True, slots=True)
class ProfileReading:
    """What a form says: choices by question id (a list where several may be chosen), stratum, problems by question."""

    profile: dict[str, Any]
    stratum: str
    problems: tuple[Problem, ...]


def read_profile(data: Cells, questionnaire: Questionnaire) -> ProfileReading:
    """The profile in the fields of a form. A question that gives the stratum must be answered, the others may."""
    profile: dict[str, Any] = {}
    problems: list[Problem] = []
    for question in questionnaire.profile:
        given = data.get(question.id) or ()
        chosen = [one for one in ((given,) if isinstance(given, str) else given) if one]
        problems.extend(_problems(question, chosen))
        if chosen:
            profile[question.id] = chosen if question.several else chosen[-1]
    flagged = next((one.id for one in questionnaire.profile if one.stratum), "")
    stratum = profile.get(flagged, "")
    return ProfileReading(profile, stratum if isinstance(stratum, str) else stratum[0], tuple(problems))


def _problems(question: ProfileQuestion, chosen: list[str]) -> list[Problem]:
    known = {choice.id for choice in question.choices}
    if question.stratum and not chosen:
        return [problem("choice_wanted", question.id)]
    allowed = ", ".join(choice.id for choice in question.choices)
    return [
        problem("value_choice", question.id, value=one[:60], allowed=allowed)
        for one in chosen
        if one not in known
    ]
