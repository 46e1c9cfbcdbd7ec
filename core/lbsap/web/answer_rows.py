"""An answer as rows to read: what was asked, and what was said."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from lbsap.model.consultation import Answer
from lbsap.model.questionnaire import Choice, Questionnaire
from lbsap.model.text import Lang
from lbsap.web.language import gettext as _

Row = dict[str, Any]


def answer_rows(answer: Answer, questionnaire: Questionnaire, lang: Lang) -> list[Row]:
    """The rows of a summary list (``components/summary_list.html``); only what was said, but always the judgement."""
    return list(_rows(answer, questionnaire, lang))


def _rows(answer: Answer, questionnaire: Questionnaire, lang: Lang) -> Iterator[Row]:
    asked = questionnaire.items
    verdict = _titles(asked.verdicts, (answer.verdict or "",), lang)
    yield {"key": _("Your judgement"), "value": verdict[0] if verdict else _("Not answered")}
    if answer.name.zh:
        yield {"key": _("New name in Chinese"), "value": answer.name.zh, "lang": "zh"}
    if answer.name.en:
        yield {"key": _("New name in English"), "value": answer.name.en, "lang": "en"}
    if answer.reason:
        yield {"key": _("Reason"), "lines": answer.reason.split("\n")}
    if answer.supplement:
        yield {"key": asked.supplements.show(lang), "lines": answer.supplement.split("\n")}
    if settings := _titles(asked.settings, answer.settings, lang):
        yield {"key": _("What should change, apart from the name?"), "lines": settings}
    if troubles := _titles(asked.troubles, answer.troubles, lang):
        yield {"key": _("Trouble met"), "lines": troubles}
    if answer.applied is not None:
        yield {"key": asked.applied.show(lang), "value": _("Yes") if answer.applied else _("No")}
    for one in asked.ratings if answer.ratings else ():
        if one.id in answer.ratings:
            yield {"key": one.title.show(lang), "value": str(answer.ratings[one.id])}


def _titles(choices: tuple[Choice, ...], chosen: tuple[str, ...], lang: Lang) -> list[str]:
    return [one.title.show(lang) for one in choices if one.id in chosen] if chosen else []
