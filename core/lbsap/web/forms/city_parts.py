"""Forms made from the fields of a list part, of a text that stands by itself, or of a plan section's questions.

They hold what was sent; ``steps.cities.part_reading`` judges it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from werkzeug.datastructures import MultiDict
from wtforms import BooleanField, FileField, StringField, TextAreaField
from wtforms.fields.core import UnboundField
from wtforms.form import BaseForm

from lbsap.model.problems import Problem
from lbsap.model.text import LANGS, Text
from lbsap.steps.cities.part_fields import PartField, Refs
from lbsap.steps.cities.part_reading import MILESTONE_YEARS, cell_names
from lbsap.web.forms.fields import AnyOf, OneOf
from lbsap.web.forms.setup import place
from lbsap.web.language import gettext as _
from lbsap.web.language import lang

MOST_RADIOS: Final = 4
"""So many choices stand as radios; more are a list that unfolds."""
Choices = Mapping[Refs, Sequence[tuple[str, Text]]]


@dataclass(frozen=True, slots=True)
class Shown:
    """One field of a page: its name, how it looks, its controls, and what they share."""

    name: str
    look: str
    cells: tuple[Any, ...]
    legend: str = ""
    hint: str = ""
    names: tuple[tuple[str, ...], ...] = ()


@dataclass(slots=True)
class FieldsForm:
    """The form of some fields. ``choices`` are what ids may name, ``names`` what is suggested for names of departments;
    with ``file`` there is a file to choose as well."""

    fields: Sequence[PartField]
    choices: Choices = field(default_factory=dict)
    names: Sequence[Text] = ()
    file: str = ""
    form: BaseForm = field(init=False)

    def __post_init__(self) -> None:
        controls = {name: control for one in self.fields for name, control in self._controls(one)}
        if self.file:
            controls = {"file": FileField(self.file), **controls}
        self.form = BaseForm(controls)
        self.form.process()

    def __iter__(self) -> Iterator[Any]:
        return iter(self.form)

    def fill(self, cells: Mapping[str, str]) -> FieldsForm:
        """Show these cells. What is chosen but no longer on offer stays a choice."""
        known = {name: words for name, words in cells.items() if name in self.form}
        several = {one.name for one in self.fields if one.kind == "ids"}
        data: dict[str, Any] = {
            name: words.split("; ") if name in several and words else words for name, words in known.items()
        }
        data |= {name: [] for name in several if not known.get(name)}
        data |= {one.name: bool(known.get(one.name)) for one in self.fields if one.kind == "yesno"}
        self.form.process(data=data)
        for one in self.fields:
            if one.kind in ("id", "ids", "choice"):
                self._keep_offered(self.form[one.name])
        return self

    def take(self, sent: MultiDict[str, str]) -> FieldsForm:
        """Hold what was sent."""
        self.form.process(sent)
        for one in self.fields:
            if one.kind in ("id", "ids", "choice"):
                self._keep_offered(self.form[one.name])
        return self

    @property
    def cells(self) -> dict[str, str]:
        """What the form holds, by cell."""
        return {one.short_name: _words(one.data) for one in self.form if one.short_name != "file"}

    def place(self, problems: Iterable[Problem]) -> list[tuple[str, str]]:
        """Put each problem at its field. Returns the others for the error summary, with the anchor they name."""
        own = [one for one in problems if one.where in self.form]
        others = [one for one in problems if one.where not in self.form]
        place(self.form, own)
        return [(one.where, one.message.show(lang())) for one in others]

    @property
    def shown(self) -> list[Shown]:
        """The fields as a page lays them out; the file first."""
        first = [Shown("file", "file", (self.form["file"],))] if self.file else []
        return [*first, *(self._shown(one) for one in self.fields)]

    def words_of(self, name: str, words: str) -> str:
        """The words of a cell as people read them: the title of what an id names."""
        control: Any = self.form[name]
        if isinstance(control, BooleanField):
            return _("Yes") if words else _("No")
        offered = dict(getattr(control, "choices", ()))
        return _("; ").join(offered.get(one, one) for one in words.split("; ")) if offered else words

    def label_of(self, name: str) -> str:
        """What a cell is called."""
        return str(self.form[name].label.text)

    def _controls(self, one: PartField) -> Iterator[tuple[str, UnboundField[Any]]]:
        label = _label(one)
        hint = _hint(one)
        names = cell_names(one)
        match one.kind:
            case "text" | "texts":
                kind = TextAreaField if one.long or one.kind == "texts" else StringField
                told = {"zh": _("%(name)s (Chinese)", name=label), "en": _("%(name)s (English)", name=label)}
                for name, language in zip(names, LANGS, strict=True):
                    yield name, kind(told[language], description=hint)
            case "span":
                yield names[0], StringField(_("%(field)s: first year", field=label), description=hint)
                yield names[1], StringField(_("%(field)s: last year", field=label))
            case "milestones":
                for name, year in zip(names, MILESTONE_YEARS, strict=False):
                    yield name, StringField(_("%(field)s, %(year)s", field=label, year=year))
                yield (
                    names[-1],
                    StringField(
                        _("%(field)s, other years", field=label),
                        description=_("Such as “2028: 12.5; 2032: 14”."),
                    ),
                )
            case "choice" | "id":
                yield one.name, OneOf(label, choices=self._offered(one), description=hint)
            case "ids":
                yield one.name, AnyOf(label, choices=self._offered(one), description=hint)
            case "yesno":
                yield one.name, BooleanField(label, description=hint)
            case _:
                kind = TextAreaField if one.long else StringField
                yield one.name, kind(label, description=hint)

    def _offered(self, one: PartField) -> list[tuple[str, str]]:
        offered = one.choices if one.kind == "choice" else self.choices.get(one.refs, ())
        none = [("", _("Not chosen"))] if _unfolds(one) else []
        return [*none, *((value, title.show(lang())) for value, title in offered)]

    def _keep_offered(self, control: Any) -> None:
        chosen = control.data if isinstance(control.data, list) else [control.data]
        known = {value for value, _words in control.choices}
        control.choices = [
            *control.choices,
            *((value, _("%(id)s (not found)", id=value)) for value in chosen if value and value not in known),
        ]

    def _shown(self, one: PartField) -> Shown:
        cells = tuple(self.form[name] for name in cell_names(one))
        match one.kind:
            case "text" if not one.long:
                names = tuple(
                    tuple(
                        dict.fromkeys(
                            getattr(text, language) for text in self.names if getattr(text, language)
                        )
                    )
                    for language in LANGS
                )
                return Shown(one.name, "pair", cells, names=names if one.refs == "departments" else ())
            case "text" | "texts":
                return Shown(one.name, "long_pair", cells)
            case "choice" | "id":
                return Shown(one.name, "select" if _unfolds(one) else "radios", cells)
            case "ids":
                return Shown(one.name, "boxes", cells)
            case "yesno":
                return Shown(one.name, "box", cells)
            case "span" | "milestones":
                return Shown(one.name, "short", cells, _label(one), one.help.show(lang()))
            case "number" | "unit" | "year" | "date":  # they stand side by side where there is room
                return Shown(one.name, "figure", cells)
            case _:
                return Shown(one.name, "lines" if one.long else "line", cells)


def _unfolds(one: PartField) -> bool:
    """Whether a choice is a list that unfolds: one of many, or one that may be taken back."""
    return one.kind == "id" or (one.kind == "choice" and (not one.required or len(one.choices) > MOST_RADIOS))


def _label(one: PartField) -> str:
    words = one.label.show(lang())
    if one.unit:
        words = _("%(field)s (%(unit)s)", field=words, unit=one.unit.show(lang()))
    return str(_("%(field)s (required)", field=words)) if one.required and one.kind != "text" else words


def _hint(one: PartField) -> str:
    needed = (
        _("Required; one language is enough to begin with.") if one.required and one.kind == "text" else ""
    )
    return (" " if lang() == "en" else "").join(words for words in (needed, one.help.show(lang())) if words)


def _words(data: Any) -> str:
    if isinstance(data, bool):
        return "yes" if data else ""
    return "; ".join(data) if isinstance(data, list) else str(data or "")
