"""The compact mode: the short form of each item of a component or chapter, sent together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from werkzeug.datastructures import MultiDict

from lbsap.actions.experts.desk import Desk
from lbsap.model.catalogue import Item
from lbsap.model.consultation import Answer
from lbsap.model.problems import Problem
from lbsap.web.forms.item import AnswerForm, read_form, show_answer


@dataclass(frozen=True, slots=True)
class ItemForm:
    """An item with its form and, where it was sent, the answer read from it (``None`` if it cannot be kept)."""

    item: Item
    form: AnswerForm
    answer: Answer | None = None
    problems: tuple[Problem, ...] = ()


def shown_forms(form: type[AnswerForm], desk: Desk, items: Iterable[Item]) -> list[ItemForm]:
    """The forms filled with the answers that stand, and what these lack."""
    return [
        ItemForm(
            one,
            show_answer(form, desk.answers.get(one.id), prefix_of(one.id)),
            problems=desk.tasks[one.id].problems,
        )
        for one in items
    ]


def sent_forms(
    form: type[AnswerForm], desk: Desk, items: Iterable[Item], sent: MultiDict[str, str]
) -> Iterator[ItemForm]:
    """The forms of those items that were sent, each with the answer read from it."""
    questionnaire, catalogue = desk.consultation.questionnaire, desk.consultation.catalogue
    for item in items:
        if f"{prefix_of(item.id)}revision" not in sent:
            continue
        filled, kept = form(sent, prefix=prefix_of(item.id)), desk.answers.get(item.id)
        reading = read_form(filled, item, questionnaire, catalogue, kept.answer if kept else None)
        yield ItemForm(item, filled, reading.answer, reading.problems)


def revisions_of(forms: Iterable[ItemForm]) -> Mapping[str, int]:
    """The revision each answer is to be kept under, by item. Raises ``BadInput`` where the page did not say."""
    return {one.item.id: one.form.base + 1 for one in forms}


def prefix_of(item_id: str) -> str:
    """What the names of an item's fields begin with."""
    return f"{item_id}-"
