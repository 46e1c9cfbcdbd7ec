"""The compact mode: the short form of each item of a component or chapter, sent together."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, partial

from werkzeug.datastructures import MultiDict

from lbsap.actions.experts.desk import Desk
from lbsap.model.catalogue import Item
from lbsap.model.consultation import Answer
from lbsap.model.problems import Problem
from lbsap.web.forms.item import (
    REVISION,
    SHORT,
    AnswerForm,
    Cells,
    cells_of,
    read_cells,
    read_revision,
    show_answer,
)


@dataclass(frozen=True)
class ItemForm:
    """An item with what is wrong and, where it was sent, the answer read from it (``None`` if it cannot be kept).

    The form is made when it is first asked for: a page that is saved and left needs none.
    """

    item: Item
    make: Callable[[], AnswerForm]
    problems: tuple[Problem, ...] = ()
    answer: Answer | None = None
    revision: str = ""

    @cached_property
    def form(self) -> AnswerForm:
        """The form, filled with what stands or was sent."""
        return self.make()


def shown_forms(form: type[AnswerForm], desk: Desk, items: Iterable[Item]) -> list[ItemForm]:
    """The forms filled with the answers that stand, and what these lack."""
    return [
        ItemForm(
            one,
            partial(show_answer, form, desk.answers.get(one.id), prefix_of(one.id)),
            desk.tasks[one.id].problems,
        )
        for one in items
    ]


def sent_forms(
    form: type[AnswerForm], desk: Desk, items: Iterable[Item], sent: MultiDict[str, str]
) -> Iterator[ItemForm]:
    """The forms of those items that were sent, each with the answer read from it."""
    questionnaire, catalogue = desk.consultation.questionnaire, desk.consultation.catalogue
    for item in items:
        prefix, kept = prefix_of(item.id), desk.answers.get(item.id)
        revision = sent.get(revision_field(item.id))
        if revision is None:
            continue
        cells = {name: sent.getlist(prefix + name) for name in SHORT}
        reading = read_cells(cells, item, questionnaire, catalogue, kept.answer if kept else None)
        filled = partial(form, sent, prefix=prefix)
        yield ItemForm(item, filled, reading.problems, reading.answer, revision)


def revisions_of(forms: Iterable[ItemForm]) -> Mapping[str, int]:
    """The revision each answer is to be kept under, by item. Raises ``BadInput`` where the page did not say."""
    return {one.item.id: read_revision(one.revision) + 1 for one in forms}


def prefix_of(item_id: str) -> str:
    """What the names of an item's fields begin with."""
    return f"{item_id}-"


def revision_field(item_id: str) -> str:
    """The name of the field that holds the revision of an item's answer."""
    return prefix_of(item_id) + REVISION


def short_cells(answers: Mapping[str, Answer]) -> Cells:
    """Answers, by item, as the page of their group sends them; only fields that are filled."""
    return {
        prefix_of(item) + name: words
        for item, answer in answers.items()
        for name, words in cells_of(answer).items()
        if name in SHORT
    }
