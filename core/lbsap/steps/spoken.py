"""One answer that was given elsewhere, typed in by an editor."""

from __future__ import annotations

from dataclasses import replace

from lbsap.model.catalogue import Catalogue
from lbsap.model.consultation import Answer
from lbsap.model.errors import BadInput
from lbsap.model.problems import problem
from lbsap.model.questionnaire import Questionnaire
from lbsap.steps.answers import LONGEST_NAME, Cells, cell, fit, read_answer
from lbsap.steps.words import clean_line


def read_spoken(data: Cells, questionnaire: Questionnaire, catalogue: Catalogue) -> Answer:
    """The answer in the fields speaker, item (id) and those of ``read_answer``. Raises ``BadInput``, placed at fields.

    A verdict is needed; a reason is not, for minutes often give none.
    """
    found, speaker = fit("speaker", *clean_line(cell(data, "speaker")), LONGEST_NAME)
    problems = [one for one in found if one.severity == "error"]
    if not speaker:
        problems.append(problem("speaker_wanted", "speaker"))
    item = catalogue.item(cell(data, "item"))
    if item is None:
        raise BadInput([*problems, problem("choice_wanted", "item")])
    reading = read_answer(item, data, questionnaire, catalogue)
    problems += [one for one in reading.problems if one.severity == "error"]
    if reading.answer is None or reading.answer.verdict is None:
        problems.append(problem("verdict_wanted", "verdict"))
    if problems or reading.answer is None:
        raise BadInput(problems)
    return replace(reading.answer, respondent=speaker)
