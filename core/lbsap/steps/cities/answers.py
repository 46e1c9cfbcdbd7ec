"""What a person adds to an import: the originals of words that could not be read, and what doubtful figures mean."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Final

from lbsap.model.city import CityAction, CityData, CityTarget, Fact
from lbsap.model.plugin_items import Fragment, Question
from lbsap.model.problems import Problem, problem
from lbsap.model.text import Text, text_of
from lbsap.steps.common.words import clean

Answers = Mapping[str, str]
"""By ``original_key`` the words that a person pasted, by ``meaning_key`` the number of the meaning or ``UNKNOWN``."""
UNKNOWN: Final = "unknown"
ORIGINAL: Final = "original."
"""How the keys of originals begin."""
_TO_CHECK: Final = Text("（待核实）", " (to be checked)")


def original_key(fragment: Fragment) -> str:
    """Under which the original of a fragment is answered."""
    return f"{ORIGINAL}{fragment.about}.{fragment.field}"


def meaning_key(question: Question) -> str:
    """Under which a question is answered."""
    return f"meaning.{question.fact}"


def unanswered(data: CityData, questions: Iterable[Question], answers: Answers) -> Iterator[Problem]:
    """A problem for each question without one of its answers, at its key."""
    titles = {one.key: one.title for one in data.profile.facts}
    for question in questions:
        if answers.get(meaning_key(question), "") not in possible(question):
            yield problem("meaning_wanted", meaning_key(question), title=titles[question.fact])


def possible(question: Question) -> tuple[str, ...]:
    """What a question may be answered with."""
    return (*map(str, range(len(question.meanings))), UNKNOWN)


def answered(
    data: CityData, fragments: Iterable[Fragment], questions: Iterable[Question], answers: Answers
) -> CityData:
    """What was read, with the answers in it. A question that is not answered leaves its figure as it was read."""
    for fragment in fragments:
        words, _ = clean(answers.get(original_key(fragment), ""))
        if words:
            data = _with_original(data, fragment, text_of(words))
    for question in questions:
        given = answers.get(meaning_key(question), "")
        if given in possible(question):
            data = _with_meaning(data, question, given)
    return data


def _with_original(data: CityData, fragment: Fragment, words: Text) -> CityData:
    if fragment.field == "target":
        targets = (
            replace(one, wording=words, unreadable=False) if one.action == fragment.about else one
            for one in data.targets
        )
        return replace(data, targets=tuple[CityTarget, ...](targets))
    actions = (_written(one, fragment, words) if one.id == fragment.about else one for one in data.actions)
    return replace(data, actions=tuple[CityAction, ...](actions))


def _written(action: CityAction, fragment: Fragment, words: Text) -> CityAction:
    still = tuple(name for name in action.unreadable if name != fragment.field)
    if fragment.field == "baseline":
        return replace(action, baseline=words, unreadable=still)
    return replace(action, description=words, unreadable=still)


def _with_meaning(data: CityData, question: Question, given: str) -> CityData:
    before = next(one for one in data.profile.facts if one.key == question.fact)
    if given == UNKNOWN:
        after = replace(before, doubtful=True)
        words = Text(f"{before.title.zh}{_TO_CHECK.zh}", f"{before.title.en}{_TO_CHECK.en}")
    else:
        meant = question.meanings[int(given)]
        after = replace(before, key=meant.key, title=meant.title, unit=meant.unit, doubtful=False)
        words = meant.title
    facts = (after if one == before else one for one in data.profile.facts)
    return replace(
        data,
        profile=replace(data.profile, facts=tuple[Fact, ...](facts)),
        actions=tuple(
            replace(one, baseline=_renamed(one.baseline, before.title, words)) for one in data.actions
        ),
    )


def _renamed(sentence: Text, old: Text, new: Text) -> Text:
    """A baseline with a figure called by its meaning."""
    return Text(
        *(getattr(sentence, lang).replace(getattr(old, lang), getattr(new, lang)) for lang in ("zh", "en"))
    )
