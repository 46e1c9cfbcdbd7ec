"""The form of a decision on one item. It only holds words: what they mean is read by ``steps.editing.decision_form``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from wtforms import Field, HiddenField, StringField, TextAreaField

from lbsap.model.catalogue import Band, Catalogue, Item
from lbsap.model.errors import BadInput
from lbsap.model.problems import Problem, problem
from lbsap.steps.asking.answers import Cells
from lbsap.steps.catalogues.cells import ROWS as ROW_CELLS
from lbsap.steps.common.item_words import KINDS as KIND_WORDS
from lbsap.steps.common.item_words import setting_title
from lbsap.steps.common.words import whole_number
from lbsap.steps.editing.decision_form import INTO, KINDS, LINES, OUTCOMES, ROWS, TEXTS, settings_of
from lbsap.web.forms.bands import BandsForm
from lbsap.web.forms.fields import AnyOf, OneOf
from lbsap.web.forms.rows import RowsForm, formula_hint, numbers, row_fields
from lbsap.web.language import N_, lang
from lbsap.web.language import gettext as _

CHOICES: Final = {
    "keep": N_("Keep"),
    "rename": N_("Rename"),
    "settings": N_("Change settings"),
    "drop": N_("Drop"),
    "merge": N_("Merge"),
    "split": N_("Split"),
}
Pairs = list[tuple[str, str]]
_AT: Final = {
    "decision_name_twice": "title_zh",
    "decision_into": INTO[0],
    "decision_into_unknown": INTO[0],
    "decision_orphan": "parent",
    "parent_circle": "parent",
    "decision_id_used": "id",
    "decision_id_number": "id",
}
"""The field at which a fault of the whole decision is shown."""


class DecisionForm(RowsForm):
    """The fields of a decision on an item, or on a new one; ``bands`` is the editor of its score bands.

    ``names`` are those of the cells to be shown: there are as many rows of inputs and methods as they speak of.
    """

    def __init__(
        self,
        item: Item,
        catalogue: Catalogue,
        targets: Pairs,
        comments: Pairs,
        names: Iterable[str],
        *,
        new: bool = False,
    ) -> None:
        self.item, self.catalogue, self.new = item, catalogue, new
        self.bands: BandsForm | None = None
        fields = _of_new(catalogue, targets) if new else _of_item(item, catalogue, targets)
        taken = tuple(names)
        self.row_cells = {rows: ROW_CELLS[rows] for rows in ROWS if item.indicator}
        self.rows = {rows: numbers(rows, taken) for rows in self.row_cells}
        super().__init__(fields | _of_all(item, comments) | row_fields(self.rows, self.row_cells))

    def show(
        self, cells: Mapping[str, str], comments: Iterable[str], seen: int, round_id: int
    ) -> DecisionForm:
        """The form filled with what stands."""
        hidden = {"seen": str(seen), "round": str(round_id)}
        self.process(data={**cells, **hidden, "comments": list(comments)})
        if self.item.indicator:
            self.bands = BandsForm.of(self.item.indicator, points=self.catalogue.points)
        return self

    def take(self, sent: Any) -> DecisionForm:
        """The form as it was sent."""
        self.process(sent)
        if self.item.indicator:
            self.bands = BandsForm.sent(self.item.indicator, sent, points=self.catalogue.points)
        return self

    @property
    def cells(self) -> Cells:
        """What was sent, by field; a field that was not sent is left out."""
        return {one.short_name: one.raw_data for one in self if one.raw_data}

    @property
    def told(self) -> list[tuple[str, str]]:
        """What is wrong with all bands together, as the error summary takes it."""
        return self.bands.told if self.bands else []

    @property
    def fields_at_fault(self) -> list[Field]:
        """All fields, those of the bands too, as the error summary takes them."""
        return [*self, *(self.bands or ())]

    @property
    def settings_at_fault(self) -> bool:
        """Whether a fault stands among the settings, which are folded away otherwise."""
        names = [f"definition{end}" for end in _BOTH]
        names += [f"{name}{end}" for name in settings_of(self.item) for end in ("", *_BOTH)]
        own = any(self[name].errors for name in (*names, "parent") if name in self)
        return own or self.row_errors() or bool(self.told) or any(field.errors for field in self.bands or ())

    def read_bands(self) -> tuple[tuple[Band, ...] | None, tuple[Problem, ...]]:
        """The bands as sent, ``None`` where there are none to be edited, and what is wrong with them."""
        return self.bands.read() if self.bands else (None, ())

    def number(self, name: str) -> int:
        """A number that the page carries. Raises ``BadInput`` where it is none."""
        number = whole_number(self[name].data or "")
        if number is None:
            raise BadInput([problem("revision_wrong", name)])
        return number

    def place(self, problems: Iterable[Problem]) -> list[tuple[str, str]]:
        """Put each problem at its field. Returns the others, as the error summary takes them."""
        told = []
        for one in problems:
            name = one.where if one.where in self else _AT.get(one.code, _last(one.where))
            words = one.message.show(lang())
            if name in self and not isinstance(self[name], HiddenField):
                self[name].errors = [*self[name].errors, words]
            else:
                told.append(("main", words))
        return told


def _last(where: str) -> str:
    """The field that a place such as ``birds.settings.component`` ends with."""
    return where.rpartition(".")[2]


def _of_all(item: Item, comments: Pairs) -> dict[str, Any]:
    """The fields that every decision has: names, definition, settings, rationale, comments answered."""
    fields: dict[str, Any] = {"title_zh": StringField(_("Final name in Chinese"))}
    fields["title_en"] = StringField(_("Final name in English"))
    fields |= _both("definition", _("Definition (Chinese)"), _("Definition (English)"))
    for name in settings_of(item):
        fields |= _setting(name)
    fields |= _both("rationale", _("Rationale (Chinese)"), _("Rationale (English)"))
    fields["comments"] = AnyOf(_("Comments that this decision answers"), choices=comments)
    return fields | {"seen": HiddenField(), "round": HiddenField()}


def _of_item(item: Item, catalogue: Catalogue, targets: Pairs) -> dict[str, Any]:
    outcomes = [(word, _(CHOICES[word])) for word in OUTCOMES]
    fields: dict[str, Any] = {"outcome": OneOf(_("Outcome"), choices=outcomes)}
    labels = (_("Goes into"), _("Second item"), _("Third item"), _("Fourth item"))
    for name, label in zip(INTO, labels, strict=True):
        fields[name] = OneOf(label, choices=[("", "—"), *targets])
    return fields | _place(catalogue, targets, top=not item.parent)


def _of_new(catalogue: Catalogue, targets: Pairs) -> dict[str, Any]:
    hint = _("Small letters, digits, - and _. It is never used again for anything else.")
    fields: dict[str, Any] = {"id": StringField(_("Id"), description=hint)}
    if catalogue.kind == "index":
        kinds = [(one, KIND_WORDS[one].show(lang())) for one in KINDS]
        fields["kind"] = OneOf(_("Kind of indicator"), choices=[("", "—"), *kinds])
        fields["unit"] = StringField(_("Unit"))
    fields["after"] = OneOf(_("Stands after"), choices=[("", _("The last of its group")), *targets])
    return fields | _place(catalogue, targets, top=True)


def _place(catalogue: Catalogue, targets: Pairs, *, top: bool) -> dict[str, Any]:
    """What says where an item stands."""
    if catalogue.kind == "index":
        groups = [(one.id, one.title.show(lang())) for one in catalogue.components]
        return {"component": OneOf(_("Core component"), choices=groups)}
    above = [("", _("At the top")), *targets] if top else targets
    return {"parent": OneOf(_("Stands under"), choices=above)}


def _setting(name: str) -> dict[str, Any]:
    if name == "component":
        return {}
    title = setting_title(name).show(lang())
    title = title[:1].upper() + title[1:]
    if name in TEXTS or name in LINES:
        hint = _("One entry a line, Chinese and English side by side.") if name in LINES else ""
        zh, en = (_(words, title=title) for words in _IN)
        return _both(name, zh, en, hint)
    if name == "citations":
        return {name: TextAreaField(title, description=_("One source a line."))}
    return {name: StringField(title, description=formula_hint() if name == "formula" else "")}


_BOTH: Final = ("_zh", "_en")
_IN: Final = (N_("%(title)s (Chinese)"), N_("%(title)s (English)"))


def _both(name: str, zh: str, en: str, hint: str = "") -> dict[str, Any]:
    return {
        f"{name}_zh": TextAreaField(zh, description=hint),
        f"{name}_en": TextAreaField(en, description=hint),
    }
