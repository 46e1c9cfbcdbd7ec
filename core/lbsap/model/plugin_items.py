"""What plugins register beside data: plan sections, importers, exporters."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, BinaryIO, ClassVar, Final, Literal

from lbsap.model.blocks import Block, Document, Gap
from lbsap.model.catalogue import Catalogue, Item
from lbsap.model.cells import Cell
from lbsap.model.city import CityData, Fact, FieldValue
from lbsap.model.consultation import Tally, Verdict
from lbsap.model.draft import DocumentKind, DraftSettings, ReviewComment
from lbsap.model.policy import PolicyFramework
from lbsap.model.problems import Problem
from lbsap.model.questionnaire import Questionnaire
from lbsap.model.scoring import Scorecard
from lbsap.model.text import Lang, Text

NeedKind = Literal["number", "integer", "year", "yesno", "text", "choice", "list"]
ImportedKind = Literal["city", "catalogue", "framework", "rows", "questionnaire", "sheets"]
Row = tuple[str, Mapping[str, str]]
"""A row of a table: where it stands (file and line, or sheet and row), and its cells by column name."""
ExportedKind = Literal[
    "plan", "catalogue", "scorecard", "consultation", "tallies", "opinion", "guide", "sheets", "questionnaire",
    "city", "framework",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Need:
    """A question a plan section puts to the city: from it come the page, the spreadsheet column, gap and check."""

    id: str
    label: Text
    kind: NeedKind = "text"
    unit: str = ""
    help: Text = Text()
    choices: tuple[tuple[str, Text], ...] = ()
    required: bool = True
    department: Text = Text()


@dataclass(frozen=True, slots=True)
class PlanContext:
    """All that a plan section may read when it writes. ``frameworks`` are by id; ``item`` is its outline item.

    ``history`` are the scorecards of the city by year, oldest first, the present one last; ``pictures`` the bytes of
    pictures by their SHA-256; ``comments`` what was said of an earlier draft; ``department`` whom a data request asks.
    """

    city: CityData
    outline: Catalogue
    index: Catalogue
    scorecard: Scorecard
    frameworks: Mapping[str, PolicyFramework]
    item: Item | None = None
    fields: Mapping[str, FieldValue] = field(default_factory=dict)
    earlier: Scorecard | None = None
    gaps: tuple[tuple[str, Gap], ...] = ()
    settings: DraftSettings = field(default_factory=DraftSettings)
    history: tuple[tuple[int, Scorecard], ...] = ()
    comments: tuple[ReviewComment, ...] = ()
    pictures: Mapping[str, bytes] = field(default_factory=dict)
    department: Text = Text()


@dataclass(frozen=True, slots=True)
class PlanSection:
    """One section of a document of a plan. ``place`` (id of an outline item, its parent) seats it where the outline
    has no item that names it. ``write`` returns the section's blocks. The outline orders the plan text; the sections
    of any other ``document`` stand in the order in which they are offered."""

    work: ClassVar[str] = "write"
    id: str
    title: Text
    write: Callable[[PlanContext], Iterable[Block]]
    place: str = ""
    needs: tuple[Need, ...] = ()
    landscape: bool = False
    last: bool = False
    document: DocumentKind = "plan"


@dataclass(frozen=True, slots=True)
class Plan:
    """A plan: the document, and every gap with the key of the part it stands in."""

    document: Document
    gaps: tuple[tuple[str, Gap], ...] = ()


@dataclass(frozen=True, slots=True)
class FormItem:
    """An item as a form shows it: ``title`` begins with its number; ``about`` says what it is."""

    id: str
    title: Text
    about: Text = Text()


@dataclass(frozen=True, slots=True)
class FormGroup:
    """Items that a form asks about together: those of a core component or of a part of an outline, in order."""

    id: str
    title: Text
    items: tuple[FormItem, ...]


@dataclass(frozen=True, slots=True)
class QuestionnaireForm:
    """A questionnaire as a form that stands by itself: with the version of the catalogue (``id@version``) and the items.

    ``places`` says of a form that was read, by item id, where the item stands in the file.
    """

    questionnaire: Questionnaire
    catalogue: str
    groups: tuple[FormGroup, ...]
    places: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Fragment:
    """The words of a file as they stand there (``where``), by the entry of the city's data they were read for.

    ``about`` is the id of an action. Words that are not ``readable`` stand nowhere else: a person enters the original.
    """

    about: str
    field: Literal["description", "baseline", "target"]
    words: str
    where: str
    readable: bool = True


@dataclass(frozen=True, slots=True)
class Question:
    """A figure of a file that may mean something else than its label says: ``fact`` is the key it was read under.

    ``meanings`` are the facts it may be, by their key, title and unit; a person chooses one, or that it is not known.
    """

    fact: str
    why: Text
    meanings: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Imported:
    """What an importer read: a value of the kind it declares (``None`` if nothing could be read) and problems.

    Importers of cities add the ``fragments`` they read from, and ``questions`` that only a person can answer. Sheets are
    rows by the key of the sheet, the first word of its name.
    """

    value: (
        CityData
        | Catalogue
        | PolicyFramework
        | tuple[Row, ...]
        | QuestionnaireForm
        | Mapping[str, tuple[Row, ...]]
        | None
    )
    problems: tuple[Problem, ...] = ()
    fragments: tuple[Fragment, ...] = ()
    questions: tuple[Question, ...] = ()


@dataclass(frozen=True, slots=True)
class Importer:
    """Reads a file of one of ``suffixes`` into a value of kind ``gives``."""

    work: ClassVar[str] = "read"
    id: str
    title: Text
    gives: ImportedKind
    suffixes: tuple[str, ...]
    read: Callable[[BinaryIO, str], Imported]


IMPORTED: Final[Mapping[ImportedKind, type[Any]]] = {
    "city": CityData,
    "catalogue": Catalogue,
    "framework": PolicyFramework,
    "rows": tuple,
    "questionnaire": QuestionnaireForm,
    "sheets": dict,
}
"""What an importer gives as the value of ``Imported``, by its kind."""


@dataclass(frozen=True, slots=True)
class Tallies:
    """A round's result for export: catalogue, tallies in order, and the verdict of the rule per item id."""

    catalogue: Catalogue
    respondents: int
    tallies: tuple[Tally, ...]
    rule: str = ""
    verdicts: Mapping[str, Verdict] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Sheets:
    """Plain tables for one workbook, by the name of the sheet: heads, and rows with a cell for each."""

    title: str
    tables: Mapping[str, tuple[Sequence[str], Sequence[Sequence[Cell]]]]


@dataclass(frozen=True, slots=True)
class Exporter:
    """Writes a value of kind ``of`` as the bytes of one file in one language."""

    work: ClassVar[str] = "write"
    id: str
    title: Text
    of: ExportedKind
    suffix: str
    media_type: str
    write: Callable[[Any, Lang], bytes]
