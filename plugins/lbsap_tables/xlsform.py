"""Questionnaires as XLSForm workbooks, which KoboToolbox and ODK read: the sheets survey, choices and settings."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Final

from lbsap.model.errors import BadInput
from lbsap.model.plugin_items import QuestionnaireForm
from lbsap.model.problems import Problem, problem
from lbsap.model.questionnaire import Questionnaire
from lbsap.model.text import LANGS, Lang, Text
from lbsap_tables.cells import xlsx_bytes
from lbsap_tables.xlsform_survey import Question, choices, hints, read_scale, scale, spoken_of, survey

LANGUAGES: Final[dict[Lang, str]] = {"zh": "中文 (zh)", "en": "English (en)"}
PLAIN: Final = ("required", "relevant", "parameters", "calculation", "appearance")
LONGEST: Final = 32_767
_NAME: Final = re.compile(r"[A-Za-z][A-Za-z0-9._-]*", re.ASCII)
_CHOICE: Final = re.compile(r"[A-Za-z0-9._-]+", re.ASCII)
_FACT: Final = re.compile(r"'[^'\n]*'")
_APART: Final = "__"


def write(form: QuestionnaireForm, lang: Lang) -> bytes:
    """The form as a workbook that opens in ``lang``; the same bytes for the same value.

    Raises ``BadInput`` with everything that XLSForm would read otherwise than it is meant, or cannot hold.
    """
    questions, listed = list(survey(form)), list(choices(form))
    faults = [
        *_faults(form, questions),
        *(one for name, choice in listed for one in _choice_faults(name, choice.id, choice.title)),
    ]
    if faults:
        raise BadInput(faults)
    asked = form.questionnaire
    heads = ["type", "name", *_heads("label"), *_heads("hint"), *PLAIN]
    rows = [
        [one.type, one.name, *_cells(one.label), *_cells(one.hint), *(getattr(one, name) for name in PLAIN)]
        for one in questions
    ]
    head = {
        "form_title": " / ".join(filter(None, _cells(asked.title))),
        "form_id": asked.id,
        "version": f"{asked.version} {form.catalogue}",
        "default_language": LANGUAGES[lang],
        "style": "pages",
    }
    sheets = {
        "survey": (heads, rows),
        "choices": (
            ["list_name", "name", *_heads("label")],
            [[name, one.id, *_cells(one.title)] for name, one in listed],
        ),
        "settings": (list(head), [list(head.values())]),
    }
    return xlsx_bytes(asked.title.plain(lang), sheets)


def _heads(kind: str) -> list[str]:
    return [f"{kind}::{LANGUAGES[lang]}" for lang in LANGS]


def _cells(text: Text) -> list[str]:
    return [getattr(text, lang) for lang in LANGS]


def _faults(form: QuestionnaireForm, questions: list[Question]) -> Iterator[Problem]:
    for one in questions:
        if one.name and not _NAME.fullmatch(one.name):
            yield problem("xlsform_name", one.name, name=one.name)
        if one.calculation and not _FACT.fullmatch(one.calculation):
            yield problem("value_refused", one.name, reason=one.calculation)
        yield from _text_faults(one.name, one.label)
        yield from _text_faults(one.name, one.hint)
    for name, times in Counter(one.name for one in questions if one.name).items():
        if times > 1:
            yield problem("id_twice", name, id=name)
    yield from _hint_faults(form.questionnaire)
    for rating in form.questionnaire.items.ratings:
        if _APART in rating.id or rating.id[:1].isupper():
            yield problem("xlsform_name", f"items.ratings[{rating.id}]", name=rating.id)


def _hint_faults(asked: Questionnaire) -> Iterator[Problem]:
    """Hints of choices and ends of scales that could not be read again from the lines they are written as."""
    lists = {
        "verdicts": asked.items.verdicts,
        "settings": asked.items.settings,
        "troubles": asked.items.troubles,
    }
    for name, members in (lists | {one.id: one.choices for one in asked.profile}).items():
        read = spoken_of(hints(members), [one.title for one in members])
        if [one.hint for one in members] != list(read):
            yield problem("xlsform_hint", name, name=name)
    for rating in asked.items.ratings:
        if (rating.low, rating.high, rating.hint) != read_scale(scale(rating)):
            yield problem("xlsform_hint", rating.id, name=rating.id)


def _choice_faults(listed: str, name: str, title: Text) -> Iterator[Problem]:
    where = f"{listed}.{name}"
    if not _CHOICE.fullmatch(name):
        yield problem("xlsform_name", where, name=name)
    yield from _text_faults(where, title)


def _text_faults(where: str, text: Text) -> Iterator[Problem]:
    words = _cells(text)
    if any("${" in one for one in words):
        yield problem("xlsform_reference", where, name=where)
    if any(len(one) > LONGEST for one in words):
        yield problem("xlsx_too_long", where)
