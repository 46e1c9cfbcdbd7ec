"""An editor's form on one item to a decision: what stands in its fields, and what the fields say when they come back.

The form has one choice for each outcome that editors speak of; a decision knows ``rename`` and a change of settings as
ways to keep an item.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import zip_longest
from typing import Any, Final, Literal, cast, get_args

from lbsap.model.catalogue import Band, Catalogue, Indicator, IndicatorKind, Input, Item, Method, Section
from lbsap.model.codec import from_plain, to_plain
from lbsap.model.consultation import Decision, Outcome
from lbsap.model.errors import BadInput
from lbsap.model.problems import Problem, problem
from lbsap.model.response import Proposal
from lbsap.model.text import LANGS, Text, text_of
from lbsap.steps.asking.answers import LONGEST_COMMENT, LONGEST_NAME, Cells, cell, fit
from lbsap.steps.catalogues.catalogue import refuse_faulty
from lbsap.steps.catalogues.cells import read_rows, row_cells
from lbsap.steps.catalogues.revise import as_decided, as_new, revise
from lbsap.steps.common.item_words import source_titles
from lbsap.steps.common.words import clean, clean_line

Chosen = Literal["keep", "rename", "settings", "drop", "merge", "split"]
OUTCOMES: Final[tuple[Chosen, ...]] = ("keep", "rename", "settings", "drop", "merge", "split")
"""The choices of the form on an item that exists."""
INTO: Final = ("into_1", "into_2", "into_3", "into_4")
"""The fields for the items that a merged or split item goes into."""
TEXTS: Final = ("description", "scope", "guidance")
LINES: Final = ("data_sources", "supplements")
PLAIN: Final = ("component", "formula", "citations")
OF_INDICATOR: Final = ("component", "description", "scope", "formula", "data_sources", "citations")
OF_SECTION: Final = ("guidance", "supplements")
"""The settings that the form can change, beside bands."""
ROWS: Final[dict[str, Any]] = {"inputs": tuple[Input, ...], "methods": tuple[Method, ...]}
"""The lists of an indicator that the form edits row by row."""
KINDS: Final[tuple[IndicatorKind, ...]] = get_args(IndicatorKind)
_LEFT: Final = ("decision_orphan", "decision_into_unknown")
"""What a decision may leave to be settled by another one."""
ID: Final = re.compile(r"[a-z0-9][a-z0-9_-]{0,63}")


@dataclass(frozen=True, slots=True)
class DecisionReading:
    """The decision a form says (``None`` where a problem keeps it from being one), and problems placed at a field."""

    decision: Decision | None
    problems: tuple[Problem, ...] = ()


def settings_of(item: Item) -> tuple[str, ...]:
    """The settings of an item that the form can change; the formula only where there is one for all."""
    if item.indicator is None:
        return OF_SECTION if item.section else ()
    methods = bool(item.indicator.methods)
    return tuple(name for name in OF_INDICATOR if not (methods and name == "formula"))


def chosen(decision: Decision) -> Chosen:
    """The choice of the form that a decision on an existing item was."""
    if decision.outcome != "keep":
        return cast(Chosen, decision.outcome)
    return "rename" if decision.title else "settings" if _changes(decision) else "keep"


def form_cells(item: Item, decision: Decision | None, catalogue: Catalogue) -> dict[str, str]:
    """What the fields show: the item as it stands, with what the decision that holds changes of it."""
    stays = decision if decision and decision.outcome in ("keep", "new") else None
    shown = as_decided(item, stays)
    cells = {"outcome": chosen(decision) if decision else "", "parent": shown.parent}
    cells |= _in_both("title", shown.title) | _in_both("definition", shown.definition)
    cells |= _in_both("rationale", decision.rationale if decision else Text())
    cells |= dict(zip(INTO, decision.into if decision else (), strict=False))
    for name in settings_of(item):
        cells |= _setting_cells(name, getattr(shown.indicator or shown.section, name), catalogue)
    return cells | (row_cells(shown.indicator) if shown.indicator else {})


def computable(item: Item) -> bool:
    """Whether a city can report on an item: an indicator by levels needs nothing more, others inputs and a formula."""
    settings = item.indicator
    if settings is None or settings.kind == "ordinal":
        return True
    return bool(settings.inputs and (settings.formula or settings.methods))


def blank_item(catalogue: Catalogue, item_id: str = "") -> Item:
    """The item that the form on a new one starts from."""
    if catalogue.kind == "outline":
        return Item(item_id, "", Text(), section=Section())
    return Item(item_id, "", Text(), indicator=Indicator(catalogue.components[0].id, KINDS[0]))


def free_id(catalogue: Catalogue, decisions: Iterable[Decision]) -> str:
    """An id for a new item that nothing had before."""
    taken = {item.id for item in catalogue.items} | set(catalogue.retired) | {one.item for one in decisions}
    number = 1
    while f"{catalogue.id}_new{number}" in taken:
        number += 1
    return f"{catalogue.id}_new{number}"


def new_cells(decision: Decision, catalogue: Catalogue) -> dict[str, str]:
    """What the fields of the form on a new item show of the decision that added it."""
    item = as_new(catalogue, decision)
    cells = form_cells(item, None, catalogue) | _in_both("rationale", decision.rationale)
    if item.indicator:
        cells |= {"kind": item.indicator.kind, "unit": item.indicator.unit}
    return cells | {"id": item.id, "after": decision.after, "parent": decision.parent}


def proposed_cells(proposal: Proposal, catalogue: Catalogue) -> dict[str, str]:
    """What the fields of the form on a new item take over from an expert's proposal."""
    place = "component" if catalogue.kind == "index" else "parent"
    cells = _in_both("title", proposal.name) | _in_both("definition", text_of(proposal.content))
    return cells | _in_both("data_sources", text_of(proposal.data_source)) | {place: proposal.parent}


def read_new(data: Cells, catalogue: Catalogue, bands: tuple[Band, ...] | None = None) -> DecisionReading:
    """The decision to add an item: the fields of ``read_decision`` and id, after and, in an index, kind and unit."""
    item = blank_item(catalogue, clean_line(cell(data, "id"))[0])
    form = _Form(item, data, catalogue)
    decision = form.new(bands)
    errors = any(one.severity == "error" for one in form.problems)
    return DecisionReading(None if errors else decision, tuple(form.problems))


def read_decision(
    item: Item, data: Cells, catalogue: Catalogue, bands: tuple[Band, ...] | None = None
) -> DecisionReading:
    """The decision that the fields of a form hold; a field that was not sent changes nothing.

    Fields: outcome, title, definition, rationale (``_zh``, ``_en``), into_1 … into_4, parent, comments (ids), and the
    settings by name. ``bands`` are those of the form's own editor of bands; ``None`` where it was not shown.
    """
    form = _Form(item, data, catalogue)
    decision = form.decision(bands)
    errors = any(one.severity == "error" for one in form.problems)
    return DecisionReading(None if errors else decision, tuple(form.problems))


def new_faults(catalogue: Catalogue, others: Iterable[Decision], one: Decision) -> tuple[Problem, ...]:
    """What a decision would make wrong in the next version, given the ``others`` that hold.

    What it leaves to be settled of other items (a section whose chapter is dropped) is no fault of it.
    """
    sound = _sound(catalogue, others)
    before = revision_faults(catalogue, sound)
    faults = [fault for fault in revision_faults(catalogue, (*sound, one)) if fault not in before]
    return tuple(_own(fault, one, catalogue) for fault in faults if not _is_left(fault, one, catalogue))


def _is_left(fault: Problem, one: Decision, catalogue: Catalogue) -> bool:
    return fault.code in _LEFT and not _is_on(fault, one, catalogue)


def _own(fault: Problem, one: Decision, catalogue: Catalogue) -> Problem:
    """A name that another item has is told of the item decided on, whichever of the two comes first."""
    if fault.code != "decision_name_twice" or _is_on(fault, one, catalogue):
        return fault
    holder = catalogue.item(fault.where)
    return problem("name_taken", "title_zh", number=holder.number if holder else fault.where)


def revision_faults(catalogue: Catalogue, decisions: Iterable[Decision]) -> tuple[Problem, ...]:
    """Why decisions do not make a next version yet; items without one are taken as kept."""
    try:
        refuse_faulty(revise(catalogue, decisions))
    except BadInput as fault:
        return fault.problems
    return ()


def _sound(catalogue: Catalogue, decisions: Iterable[Decision]) -> tuple[Decision, ...]:
    """The decisions without those at fault, which would hide what is wrong with another."""
    left = tuple(decisions)
    while faults := revision_faults(catalogue, left):
        sound = tuple(one for one in left if not any(_is_on(fault, one, catalogue) for fault in faults))
        if len(sound) == len(left):
            return ()
        left = sound
    return left


def _is_on(fault: Problem, one: Decision, catalogue: Catalogue) -> bool:
    place = fault.where.removeprefix(f"{catalogue.id}.")
    return place == one.item or place.startswith((f"{one.item}.", f"{one.item}["))


def _changes(decision: Decision) -> bool:
    return bool(decision.settings or decision.definition or decision.parent)


class _Form:
    """Reads the fields of a form against the item it is on; collects problems as it goes."""

    def __init__(self, item: Item, data: Cells, catalogue: Catalogue) -> None:
        self.item, self.data, self.catalogue = item, data, catalogue
        self.problems: list[Problem] = []
        self._shown = form_cells(item, None, catalogue)

    def decision(self, bands: tuple[Band, ...] | None) -> Decision | None:
        word = cell(self.data, "outcome")
        rationale = self.both("rationale", LONGEST_COMMENT)
        if not rationale:
            self._tell("rationale_wanted", "rationale_zh")
        if word not in OUTCOMES:
            self._tell("choice_wanted", "outcome")
            return None
        made = Decision(self.item.id, "keep", rationale, comments=self.comments())
        if word in ("drop", "merge", "split"):
            return replace(made, outcome=cast(Outcome, word), into=self._into() if word != "drop" else ())
        made = replace(made, title=self._title(), definition=self._definition(), parent=self._parent())
        made = replace(made, settings=self.settings(bands))
        self._fits(word, made)
        return made

    def new(self, bands: tuple[Band, ...] | None) -> Decision:
        rationale = self.both("rationale", LONGEST_COMMENT)
        title = self.both("title", LONGEST_NAME, line=True)
        for wanted, code, where in (
            (rationale, "rationale_wanted", "rationale_zh"),
            (title, "name_wanted", "title_zh"),
        ):
            if not wanted:
                self._tell(code, where)
        if not ID.fullmatch(self.item.id):
            self.problems.append(problem("id_form", "id", id=self.item.id))
        return Decision(
            self.item.id,
            "new",
            rationale,
            title=title,
            definition=self.both("definition", LONGEST_COMMENT) or None,
            settings=self.settings(bands) | self._kind(),
            parent=self._parent(),
            after=cell(self.data, "after"),
            comments=self.comments(),
        )

    def _kind(self) -> dict[str, Any]:
        """What an indicator must say of itself; nothing in an outline."""
        if self.item.indicator is None:
            return {}
        component, kind = cell(self.data, "component"), cell(self.data, "kind")
        if component not in {one.id for one in self.catalogue.components}:
            self._tell("choice_wanted", "component")
        if kind not in KINDS:
            self._tell("choice_wanted", "kind")
        return {"component": component, "kind": kind, "unit": self._words("unit", LONGEST_NAME, line=True)}

    def both(self, name: str, longest: int, *, line: bool = False) -> Text:
        """The words of a field in both languages."""
        return Text(*(self._words(f"{name}_{lang}", longest, line=line) for lang in LANGS))

    def comments(self) -> tuple[str, ...]:
        """The ids of the comments that the decision answers."""
        given = self.data.get("comments") or ()
        return tuple(one for one in dict.fromkeys([given] if isinstance(given, str) else given) if one)

    def settings(self, bands: tuple[Band, ...] | None) -> dict[str, Any]:
        """The settings that differ from those of the item, as plain data by name."""
        before = self.item.indicator or self.item.section
        found = {name: self._setting(name) for name in settings_of(self.item) if self._touched(name)}
        found |= self._rows() if self.item.indicator else {}
        if bands is not None:
            found["bands"] = bands
        return {name: to_plain(value) for name, value in found.items() if value != getattr(before, name)}

    def _fits(self, word: str, made: Decision) -> None:
        changed = _changes(made)
        if word == "rename" and not made.title:
            self._tell("name_unchanged", "title_zh")
        elif word == "settings" and not changed:
            self._tell("settings_unchanged", "outcome")
        elif word == "keep" and (made.title or changed):
            self._tell("outcome_differs", "outcome")
        elif word == "settings" and made.title:
            self._tell("name_also_changed", "outcome")

    def _title(self) -> Text | None:
        old = self.item.title
        title = self._filled(self.both("title", LONGEST_NAME, line=True), old)
        return title if self._touched("title") and title != old else None

    def _definition(self) -> Text | None:
        old = self.item.definition
        words = self._filled(self.both("definition", LONGEST_COMMENT), old)
        return words if self._touched("definition") and words != old else None

    @staticmethod
    def _filled(new: Text, old: Text) -> Text:
        """The words sent; a language that was left empty stays as it was."""
        return Text(new.zh or old.zh, new.en or old.en)

    def _parent(self) -> str:
        name = cell(self.data, "parent")
        if not name or name == self.item.parent:
            return ""
        if self.catalogue.item(name) is None:
            self._tell("choice_wanted", "parent")
        return name

    def _into(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(word for name in INTO if (word := cell(self.data, name))))

    def _touched(self, name: str) -> bool:
        """Whether a field was sent with other words than the page shows of the item as it is."""
        keys = [key for key in (name, f"{name}_zh", f"{name}_en") if key in self.data and key in self._shown]
        return any(clean(cell(self.data, key))[0] != clean(self._shown[key])[0] for key in keys)

    def _setting(self, name: str) -> Any:
        if name in TEXTS:
            return self.both(name, LONGEST_COMMENT)
        if name in LINES:
            pairs = zip_longest(*(self._lines(f"{name}_{lang}") for lang in LANGS), fillvalue="")
            return tuple(Text(*pair) for pair in pairs if any(pair))
        if name == "citations":
            ids = {one.title: one.id for one in reversed(self.catalogue.sources)}
            return tuple(dict.fromkeys(ids.get(line, line) for line in self._lines(name) if line))
        return self._words(name, LONGEST_NAME, line=True)

    def _rows(self) -> dict[str, Any]:
        """The lists whose rows were sent."""
        words = {
            key: self._words(key, LONGEST_COMMENT, line=True)
            for key in self.data
            if key.startswith(tuple(ROWS))
        }
        found = {}
        for rows, kind in ROWS.items():
            if any(key.startswith(f"{rows}-") for key in words):
                records, problems = read_rows(words, rows)
                self.problems += problems
                found[rows] = from_plain(kind, records, rows)
        return found

    def _lines(self, name: str) -> list[str]:
        """The lines of a field, empty ones too: both languages stand side by side."""
        self._words(name, LONGEST_COMMENT)
        given = self.data.get(name) or ""
        words = given if isinstance(given, str) else given[-1]
        return [clean_line(line)[0] for line in words.splitlines()]

    def _words(self, name: str, longest: int, *, line: bool = False) -> str:
        tidy = clean_line if line else clean
        found, words = fit(name, *tidy(cell(self.data, name)), longest)
        self.problems += found
        return words

    def _tell(self, code: str, where: str) -> None:
        self.problems.append(problem(code, where))


def _in_both(name: str, words: Text) -> dict[str, str]:
    return {f"{name}_{lang}": getattr(words, lang) for lang in LANGS}


def _setting_cells(name: str, value: Any, catalogue: Catalogue) -> dict[str, str]:
    if name in TEXTS:
        return _in_both(name, value)
    if name in LINES:
        return {f"{name}_{lang}": _joined(getattr(one, lang) for one in value) for lang in LANGS}
    return {name: _joined(source_titles(catalogue, value)) if name == "citations" else value}


def _joined(lines: Iterable[str]) -> str:
    """Lines one under the other; an empty one keeps its place, so that both languages stay side by side."""
    return "\n".join(" ".join(line.split()) for line in lines).rstrip("\n")
