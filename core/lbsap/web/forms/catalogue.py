"""The forms of drafts: an item, what a draft says as a whole, the texts beside score bands, and how a draft is begun."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from wtforms import BooleanField, FileField, Form, StringField, TextAreaField

from lbsap.actions.editors.catalogues import Version
from lbsap.model.catalogue import Catalogue, Item
from lbsap.model.plugin_items import PlanSection
from lbsap.model.problems import Problem
from lbsap.model.unit_words import UNITS
from lbsap.steps.catalogues.cells import LINES, PLAIN, ROWS, TEXTS, item_cells
from lbsap.steps.catalogues.edit import branch_of
from lbsap.steps.catalogues.head import ROWS as HEAD_ROWS
from lbsap.steps.catalogues.head import TEXTS as HEAD_TEXTS
from lbsap.steps.catalogues.head import head_cells, rows_of
from lbsap.steps.common.item_words import KINDS, LEVELS, setting_title
from lbsap.steps.common.printed import label
from lbsap.web.forms.fields import OneOf, words_of
from lbsap.web.forms.rows import RowsForm, formula_hint, numbers, row_fields, row_title
from lbsap.web.language import gettext as _
from lbsap.web.language import lang
from lbsap.web.language import lazy_gettext as _l

_LONG: Final = (
    "definition",
    "description",
    "scope",
    "guidance",
    "data_sources",
    "notes",
    "supplements",
    "reason",
)


class CellsForm(RowsForm):
    """Fields by the names of cells."""

    @property
    def cells(self) -> dict[str, str]:
        """The words of every field."""
        return {field.short_name: words_of(field) for field in self}

    def place(self, problems: Iterable[Problem]) -> list[tuple[str, str]]:
        """Put each problem at its field. Returns the others, as the error summary takes them."""
        told = []
        for one in problems:
            words = one.message.show(lang())
            if one.where in self:
                self[one.where].errors = [*self[one.where].errors, words]
            elif one.where in self.rows:
                told.append((self.first_of(one.where), words))
            else:
                told.append(("main", words))
        return told

    def title_of(self, name: str) -> str:
        """The name of a field, with that of its row."""
        words = str(self[name].label.text)
        rows, _dash, rest = name.partition("-")
        if rows not in self.rows:
            return words
        row = rest.rpartition("-")[0]
        title = row_title(rows, self.rows[rows].index(row) + 1)
        return _("%(row)s: %(cell)s", row=title, cell=words)

    def words_for(self, name: str, words: str) -> str:
        """What a cell's words mean to a reader: the words of a choice, yes for a ticked box."""
        field = self[name]
        if isinstance(field, BooleanField):
            return _("Yes") if words else _("No")
        choices = dict(field.choices) if isinstance(field, OneOf) else {}
        return str(choices.get(words, words))


class ItemForm(CellsForm):
    """One item of a draft, both languages side by side."""

    def __init__(
        self, draft: Catalogue, item: Item, writers: tuple[PlanSection, ...], sent: Iterable[str]
    ) -> None:
        self.kind = draft.kind
        self.pairs = (*TEXTS[draft.kind], *LINES[draft.kind])
        self.row_cells = ROWS if draft.kind == "index" else {}
        taken = [*sent, *item_cells(item, draft)]
        self.rows = {rows: numbers(rows, taken) for rows in self.row_cells}
        fields = dict(_item_fields(draft, item, writers))
        super().__init__(fields | row_fields(self.rows, self.row_cells) | _reason_fields())

    @classmethod
    def of(cls, draft: Catalogue, item: Item, writers: tuple[PlanSection, ...]) -> ItemForm:
        """The form filled with an item."""
        form = cls(draft, item, writers, ())
        form.process(data=item_cells(item, draft))
        return form

    @classmethod
    def sent(
        cls, draft: Catalogue, item: Item, writers: tuple[PlanSection, ...], sent: Mapping[str, str]
    ) -> ItemForm:
        """The form as it was sent."""
        form = cls(draft, item, writers, sent)
        form.process(sent)
        return form


class HeadForm(CellsForm):
    """What a draft says as a whole."""

    def __init__(self, draft: Catalogue) -> None:
        self.kind = draft.kind
        self.pairs = HEAD_TEXTS
        self.rows = rows_of(draft)
        self.row_cells = {rows: HEAD_ROWS[rows] for rows in self.rows}
        fields: dict[str, Any] = {
            "id": StringField(
                _("Short name"),
                description=_("Small letters, digits, - and _, such as cbi-cn. Cities refer to it."),
            ),
            "version": StringField(
                _("Version"), description=_("Such as 2026 or 2026-r1; it never changes later.")
            ),
        }
        for name, words in zip(HEAD_TEXTS, (_("Title"), _("Publisher"), _("Note on the title")), strict=True):
            fields |= _pair(name, words, StringField)
        if draft.kind == "index":
            fields["points"] = StringField(_("Highest score of an indicator"))
            fields["boundary"] = OneOf(_("Values between two printed bands"), choices=_boundaries())
        super().__init__(fields | row_fields(self.rows, self.row_cells))

    @classmethod
    def of(cls, draft: Catalogue) -> HeadForm:
        """The form filled with what the draft says."""
        form = cls(draft)
        form.process(data=head_cells(draft))
        return form

    @classmethod
    def sent(cls, draft: Catalogue, sent: Mapping[str, str]) -> HeadForm:
        """The form as it was sent."""
        form = cls(draft)
        form.process(sent)
        return form


class NoteForm(CellsForm):
    """The texts beside the score bands of an indicator."""

    rows: Mapping[str, tuple[str, ...]] = {}

    def __init__(self) -> None:
        super().__init__(_pair("bands_note", _title("bands_note"), TextAreaField) | _reason_fields())


class ReasonForm(CellsForm):
    """Why an item goes."""

    rows: Mapping[str, tuple[str, ...]] = {}

    def __init__(self) -> None:
        super().__init__(_reason_fields())


class BeginForm(Form):
    """How a draft is begun: from which version, or from nothing, and what it will be called."""

    start = OneOf(_l("Begin with"))
    id = StringField(
        _l("Short name"),
        description=_l(
            "Leave it empty for a new version of the same index or outline. Otherwise such as cbi-cn."
        ),
    )
    version = StringField(_l("Version"), description=_l("Leave it empty for the next one."))
    title_zh = StringField(_l("Title (Chinese)"), description=_l("Needed only where you begin with nothing."))
    title_en = StringField(_l("Title (English)"), description=_l("Needed only where you begin with nothing."))

    def offer(self, versions: Iterable[Version]) -> BeginForm:
        """The form with the versions to choose from."""
        self.start.choices = [
            *(
                (
                    one.reference,
                    _("%(word)s (%(meaning)s)", word=one.title.show(lang()), meaning=one.reference),
                )
                for one in versions
            ),
            ("index", _("Nothing: a new index")),
            ("outline", _("Nothing: a new outline")),
        ]
        return self


class UploadForm(Form):
    """The file of an index or framework."""

    file = FileField(_l("Workbook (.xlsx) or YAML file"))


def _title(name: str) -> str:
    words = _("Title") if name == "title" else setting_title(name).show(lang())
    return words[:1].upper() + words[1:]


def _pair(name: str, words: str, kind: type[Any]) -> dict[str, Any]:
    return {
        f"{name}_zh": kind(_("%(name)s (Chinese)", name=words)),
        f"{name}_en": kind(_("%(name)s (English)", name=words)),
    }


def _reason_fields() -> dict[str, Any]:
    return _pair("reason", _("Reason for the change"), TextAreaField)


def _item_fields(draft: Catalogue, item: Item, writers: tuple[PlanSection, ...]) -> Iterator[tuple[str, Any]]:
    for name in (*TEXTS[draft.kind], *LINES[draft.kind]):
        kind = TextAreaField if name in _LONG else StringField
        yield from _pair(name, _title(name), kind).items()
    offered = _offered(draft, item, writers)
    for name in PLAIN[draft.kind]:
        if name in offered:
            yield name, OneOf(_title(name), choices=offered[name])
        else:
            yield name, StringField(_title(name), description=_hint(name))
    if draft.kind == "index":
        yield "citations", TextAreaField(_title("citations"), description=_("One source a line."))


def _offered(
    draft: Catalogue, item: Item, writers: tuple[PlanSection, ...]
) -> dict[str, list[tuple[str, str]]]:
    """The choices of fields that have some."""
    own, writer = branch_of(draft, item.id), item.section.writer if item.section else ""
    titles = {one.id: one.title.show(lang()) for one in writers}
    yes_no = [("yes", _("Yes")), ("no", _("No"))]
    return {
        "component": [(one.id, one.title.show(lang())) for one in draft.components],
        "kind": [(name, words.show(lang())) for name, words in KINDS.items()],
        "higher_is_better": yes_no,
        "in_first_application": yes_no,
        "level": [(name, words.show(lang())) for name, words in LEVELS.items()],
        "parent": [
            ("", _("None: at the top")),
            *((one.id, label(one).show(lang())) for one in draft.items if one.id not in own),
        ],
        "writer": [
            ("", _("None: authors write it")),
            *(
                ({writer: writer} if writer else {}) | titles
            ).items(),  # one that no plugin offers here must stay
        ],
    }


def _hint(name: str) -> str:
    if name == "unit":
        known = _(", ").join(
            name
            if words.plain(lang()) == name
            else _("%(word)s (%(meaning)s)", word=name, meaning=words.plain(lang()))
            for name, words in UNITS.items()
        )
        return _("A word the program knows, or any other. Known: %(units)s.", units=known)
    if name == "formula":
        return formula_hint()
    if name in ("minimum", "maximum"):
        return _("In the unit; leave it empty where there is no limit.")
    return _("How many decimal places the printed bands have.") if name == "decimals" else ""


def _boundaries() -> list[tuple[str, str]]:
    return [
        ("printed", _("Round to the printed decimals, then take the band that holds the value")),
        ("half-open", _("Each band reaches up to where the next one begins")),
    ]
