"""The form on one item. It only holds words: what they mean is read by ``steps.asking.answers``, as for a table."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from wtforms import Form, HiddenField, StringField, TextAreaField

from lbsap.model.catalogue import Catalogue, Item
from lbsap.model.consultation import Answer
from lbsap.model.errors import BadInput
from lbsap.model.problems import Problem, problem
from lbsap.model.questionnaire import Choice, Questionnaire
from lbsap.model.text import Lang
from lbsap.steps.asking.answers import Reading, read_answer
from lbsap.store.answers import KeptAnswer
from lbsap.web.forms.fields import AnyOf, OneOf
from lbsap.web.language import gettext as _

Cells = dict[str, list[str]]
"""The fields of an answer that hold something, as a form sends them."""
SHORT: Final = ("verdict", "name_zh", "name_en", "reason")
"""The fields of the compact mode."""
SEVERAL: Final = ("settings", "troubles")
"""The fields that take several values."""
REVISION: Final = "revision"
"""The field that holds the revision of the answer shown."""
LONGEST_REVISION: Final = 9


class AnswerForm(Form):
    """The fields of an answer; made by ``answer_form`` for the questions of one questionnaire in one language."""

    revision = HiddenField()

    @property
    def cells(self) -> Cells:
        """What was sent, by the plain name of each field."""
        return {one.short_name: one.raw_data or [] for one in self if one.short_name != "revision"}

    @property
    def base(self) -> int:
        """The revision of the answer that the page showed. Raises ``BadInput`` as ``read_revision``."""
        return read_revision(self.revision.data or "")

    def place(self, problems: Iterable[Problem], lang: Lang) -> list[str]:
        """Put each problem at its field. Returns what is to be told of no field."""
        told = []
        for one in problems:
            words = one.message.show(lang)
            if (
                one.where == "revision"
            ):  # sent again, it is saved where nothing stands; else both answers are shown
                self.revision.data = "0"
            elif one.where in self and one.severity != "info":
                self[one.where].errors = [*self[one.where].errors, words]
                continue
            if words not in told:
                told.append(words)
        return told


def answer_form(questionnaire: Questionnaire, lang: Lang, *, short: bool = False) -> type[AnswerForm]:
    """The form class for a questionnaire; ``short``: only the fields of the compact mode."""
    fields = _fields(questionnaire, lang)
    chosen = {name: field for name, field in fields.items() if name in SHORT} if short else fields
    return type("AnswerForm", (AnswerForm,), chosen)


def show_answer(form: type[AnswerForm], kept: KeptAnswer | None, prefix: str = "") -> AnswerForm:
    """The form filled with the answer that stands, if there is one."""
    cells = cells_of(kept.answer if kept else None)
    data: dict[str, Any] = {name: values if name in SEVERAL else values[0] for name, values in cells.items()}
    return form(prefix=prefix, data=data | {"revision": str(kept.revision if kept else 0)})


def read_cells(
    cells: Cells, item: Item, questionnaire: Questionnaire, catalogue: Catalogue, below: Answer | None
) -> Reading:
    """The answer that a form holds. Fields that it does not show keep what ``below`` says: the answer that stands."""
    return read_answer(item, cells_of(below) | cells, questionnaire, catalogue)


def read_revision(word: str) -> int:
    """The revision that a page said. Raises ``BadInput`` where it is none."""
    if not (word.isascii() and word.isdigit() and len(word) <= LONGEST_REVISION):
        raise BadInput([problem("revision_wrong", "revision")])
    return int(word)


def cells_of(answer: Answer | None) -> Cells:
    """An answer as the form sends it; only fields that are filled."""
    if answer is None:
        return {}
    applied = {None: "", True: "yes", False: "no"}[answer.applied]
    single = {
        "verdict": answer.verdict or "",
        "name_zh": answer.name.zh,
        "name_en": answer.name.en,
        "applied": applied,
        "reason": answer.reason,
        "supplement": answer.supplement,
        **{rating: str(value) for rating, value in answer.ratings.items()},
    }
    several = {"settings": list(answer.settings), "troubles": list(answer.troubles)}
    return {name: [word] for name, word in single.items() if word} | {k: v for k, v in several.items() if v}


def _fields(questionnaire: Questionnaire, lang: Lang) -> dict[str, Any]:
    asked = questionnaire.items
    fields: dict[str, Any] = {
        "verdict": OneOf(_("Your judgement"), choices=_pairs(asked.verdicts, lang)),
        "name_zh": StringField(_("New name in Chinese")),
        "name_en": StringField(_("New name in English")),
        "reason": TextAreaField(_("Reason"), description=_reason_hint(questionnaire, lang)),
    }
    if asked.supplements:
        fields["supplement"] = TextAreaField(asked.supplements.show(lang))
    if asked.settings:
        label = _("What should change, apart from the name?")
        fields["settings"] = AnyOf(label, choices=_pairs(asked.settings, lang))
    if asked.troubles:
        fields["troubles"] = AnyOf(_("Trouble met"), choices=_pairs(asked.troubles, lang))
    if asked.applied:
        choices = [("yes", _("Yes")), ("no", _("No")), ("", _("No answer"))]
        fields["applied"] = OneOf(asked.applied.show(lang), choices=choices)
    for rating in asked.ratings:
        hint = rating.hint.show(lang)
        fields[rating.id] = OneOf(
            rating.title.show(lang), choices=[(str(n), str(n)) for n in range(1, 10)], description=hint
        )
    return fields


def _pairs(choices: Iterable[Choice], lang: Lang) -> list[tuple[str, str]]:
    return [(one.id, one.title.show(lang)) for one in choices]


def _reason_hint(questionnaire: Questionnaire, lang: Lang) -> str:
    asked = questionnaire.items
    names = [one.title.show(lang) for one in asked.verdicts if one.id in asked.reason_for]
    if not names:
        return ""
    quoted = (
        "".join(f"“{name}”" for name in names)
        if lang == "zh"
        else " and ".join(f"“{name}”" for name in names)
    )
    return _("Please give one for %(verdicts)s.", verdicts=quoted)
