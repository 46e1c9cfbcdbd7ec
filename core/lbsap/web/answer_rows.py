"""An answer as rows to read: what was asked, and what was said."""

from __future__ import annotations

from typing import Any

from lbsap.model.consultation import Answer
from lbsap.model.questionnaire import Choice, Questionnaire
from lbsap.model.text import Lang
from lbsap.web.language import gettext as _

Row = dict[str, Any]


def answer_rows(answer: Answer, questionnaire: Questionnaire, lang: Lang) -> list[Row]:
    """The rows of a summary list (``components/summary_list.html``); only what was said, but always the judgement."""
    asked = questionnaire.items
    verdict = [one for one in asked.verdicts if one.id == answer.verdict]
    rows: list[Row] = [
        {"key": _("Your judgement"), "value": verdict[0].title.show(lang) if verdict else _("Not answered")},
        {"key": _("New name in Chinese"), "value": answer.name.zh, "lang": "zh"},
        {"key": _("New name in English"), "value": answer.name.en, "lang": "en"},
        {"key": _("Reason"), "lines": answer.reason.split("\n") if answer.reason else []},
        {
            "key": asked.supplements.show(lang),
            "lines": answer.supplement.split("\n") if answer.supplement else [],
        },
        {
            "key": _("What should change, apart from the name?"),
            "lines": _titles(asked.settings, answer.settings, lang),
        },
        {"key": _("Trouble met"), "lines": _titles(asked.troubles, answer.troubles, lang)},
    ]
    if answer.applied is not None:
        rows.append({"key": asked.applied.show(lang), "value": _("Yes") if answer.applied else _("No")})
    rows += [
        {"key": one.title.show(lang), "value": str(answer.ratings[one.id])}
        for one in asked.ratings
        if one.id in answer.ratings
    ]
    return [row for row in rows if row.get("value") or row.get("lines")]


def _titles(choices: tuple[Choice, ...], chosen: tuple[str, ...], lang: Lang) -> list[str]:
    return [one.title.show(lang) for one in choices if one.id in chosen]
