"""Reading an XLSForm that was written here, and perhaps changed in KoboToolbox or ODK, back to a questionnaire.

The questionnaire is taken from the rows by their names; then the rows that it would be written as are compared with
those that were read, so that nothing which a questionnaire cannot say is passed over.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import BinaryIO, Final, cast

from lbsap.model.errors import BadInput
from lbsap.model.plugin_items import FormGroup, FormItem, Imported, QuestionnaireForm
from lbsap.model.problems import Problem, problem
from lbsap.model.questionnaire import (
    VERDICTS,
    Choice,
    ItemQuestions,
    OpenQuestion,
    ProfileQuestion,
    Questionnaire,
    Rating,
    VerdictWord,
)
from lbsap.model.text import LANGS, Text
from lbsap_tables.xlsform_sheets import FormSheet, Line
from lbsap_tables.xlsform_survey import (
    ENDS,
    GROUPS,
    JUDGEMENTS,
    YES_NO,
    Question,
    choices,
    read_scale,
    spoken_of,
    survey,
)
from lbsap_tables.xlsx_sheets import Sheet, read_sheets

_SURVEY: Final = frozenset(
    {"type", "name", "required", "relevant", "parameters", "calculation", "appearance"}
)
_CHOICES: Final = frozenset({"list_name", "name"})
_METADATA: Final = frozenset({
    "start", "end", "today", "username", "deviceid", "phonenumber", "email", "audit", "start-geopoint", "simserial",
    "subscriberid",
})  # fmt: skip
"""Types of rows that survey programs add by themselves; they ask nothing."""
_VERSION_OF_KOBO: Final = "__version__"
_EXACT: Final = ("type", "required", "relevant", "parameters", "calculation")
_QUOTED: Final = re.compile(r"'(\w+)'")
_YES: Final = frozenset({"yes", "true", "true()"})
_MOST_SHOWN: Final = 12
_NO: Final = frozenset({"no", "false", "false()"})


def read(stream: BinaryIO, name: str) -> Imported:
    """The questionnaire in a workbook, with its items; every fault names sheet and cell. No value where an error stands."""
    try:
        sheets = read_sheets(stream, name)
    except BadInput as fault:
        return Imported(None, fault.problems)
    missing = [one for one in ("survey", "choices") if not (one in sheets and sheets[one].rows)]
    if missing:
        return Imported(None, tuple(problem("sheet_missing", name, sheet=one) for one in missing))
    reading = _Reading(sheets["survey"], sheets["choices"], name)
    form = reading.form()
    faulty = any(one.severity == "error" for one in reading.problems)
    return Imported(None if faulty else form, tuple(reading.problems))


class _Reading:
    """One form while it is read; ``problems`` grows."""

    def __init__(self, asked: Sheet, listed: Sheet, name: str) -> None:
        self.problems: list[Problem] = []
        self.survey = FormSheet(asked, name, _SURVEY, self.problems)
        self.listed = FormSheet(listed, name, _CHOICES, self.problems)
        self.lines = [line for line in self.survey.lines() if not _asks_nothing(line)]
        self.options: dict[str, list[Line]] = {}
        for line in self.listed.lines():
            self.options.setdefault(line.get("list_name"), []).append(line)
        self.rows: dict[str, Line] = {}
        self.items: dict[str, None] = {}
        for line in self.lines:
            if line.get("name") and line.kind not in ENDS:
                self._once(line)

    def _once(self, line: Line) -> None:
        earlier = self.rows.setdefault(line.get("name"), line)
        if earlier is not line:
            self.problems.append(problem("id_twice", line.place("name"), id=line.get("name")))

    def form(self) -> QuestionnaireForm | None:
        """The form, compared with what was read; ``None`` where it asks about no item."""
        groups = tuple(self._groups())
        self.items = {item.id: None for group in groups for item in group.items}
        if not self.items:
            self.problems.append(problem("nothing_asked", self.survey.head))
            return None
        places = {item: self.rows[f"Item__{item}"].where for item in self.items}
        form = QuestionnaireForm(self._questionnaire(), self._fact("catalogue"), groups, places)
        self._compare(form)
        self._compare_choices(form)
        return form

    # --- what the rows say ---

    def _groups(self) -> Iterator[FormGroup]:
        """The items in order, by the group that they stand in."""
        members: dict[str, list[FormItem]] = {}
        group = ""
        for name, line in self.rows.items():
            kind, _, bare = name.partition("__")
            if line.kind == "begin_group" and kind == "Group":
                group = bare
                members[group] = []
            elif line.kind == "begin_group" and kind == "Item":
                about = self._text(f"About__{bare}")
                members.setdefault(group, []).append(FormItem(bare, line.text("label"), about))
        for name, found in members.items():
            yield FormGroup(name, self._text(f"Group__{name}"), tuple(found))

    def _questionnaire(self) -> Questionnaire:
        return Questionnaire(
            id=self._fact("id"),
            version=self._fact("version"),
            title=self._text("Form__title"),
            about=self._fact("about"),
            purpose=self._text("Form__purpose"),
            items=self._items(),
            profile=tuple(self._profile()),
            closing=tuple(
                OpenQuestion(name.removeprefix("Closing__"), line.text("label"), line.text("hint"))
                for name, line in self.rows.items()
                if name.startswith("Closing__")
            ),
            new_items=self._text("Form__proposals"),
            minutes=self._minutes(),
        )

    def _items(self) -> ItemQuestions:
        """What the first item with each question is asked; that all are asked the same is compared afterwards."""
        verdicts = self._choices_of(self._name_of("verdict"))
        reason = self.rows.get(self._name_of("reason"))
        needed = _QUOTED.findall(reason.get("required")) if reason else []
        return ItemQuestions(
            verdicts=verdicts,
            reason_for=tuple(cast(VerdictWord, one) for one in needed if one in VERDICTS),
            settings=self._choices_of(self._name_of("settings")),
            troubles=self._choices_of(self._name_of("troubles")),
            applied=self._text(self._name_of("applied")),
            ratings=tuple(self._ratings()),
            supplements=self._text(self._name_of("supplement")),
        )

    def _name_of(self, question: str) -> str:
        """The row that asks a question of the first item that is asked it."""
        names = (f"{question}__{item}" for item in self.items)
        return next((name for name in names if name in self.rows), "")

    def _ratings(self) -> Iterator[Rating]:
        ratings: dict[str, Line] = {}
        for name, line in self.rows.items():
            rating, _, item = name.partition("__")
            if line.kind == "range" and item in self.items:
                ratings.setdefault(rating, line)
        for rating, line in ratings.items():
            low, high, hint = read_scale(line.text("hint"))
            yield Rating(rating, line.text("label"), low, high, hint)

    def _profile(self) -> Iterator[ProfileQuestion]:
        for name, line in self.rows.items():
            kind, _, question = name.partition("__")
            if kind in ("Profile", "Stratum"):
                several = line.kind.startswith("select_multiple")
                yield ProfileQuestion(
                    question,
                    line.text("label"),
                    self._choices_of(name),
                    stratum=kind == "Stratum",
                    several=several,
                )

    def _choices_of(self, question: str) -> tuple[Choice, ...]:
        line = self.rows.get(question)
        if line is None:
            return ()
        listed = line.kind.partition(" ")[2].strip()
        found = [(one.get("name"), one.text("label")) for one in self.options.get(listed, ())]
        said = spoken_of(line.text("hint"), [title for _, title in found])
        return tuple(Choice(name, title, hint) for (name, title), hint in zip(found, said, strict=True))

    def _text(self, name: str) -> Text:
        return self.rows[name].text("label") if name in self.rows else Text()

    def _fact(self, name: str) -> str:
        line = self.rows.get(f"Form__{name}")
        return line.get("calculation").strip().strip("'") if line else ""

    def _minutes(self) -> int:
        words = self._fact("minutes")
        if words.isascii() and words.isdigit() and len(words) < 5:
            return int(words)
        where = (
            self.rows["Form__minutes"].place("calculation")
            if "Form__minutes" in self.rows
            else self.survey.head
        )
        self.problems.append(problem("not_a_number", where, value=words))
        return 0

    # --- what a questionnaire cannot say ---

    def _compare(self, form: QuestionnaireForm) -> None:
        expected = {one.name: one for one in survey(form) if one.name}
        for name in expected:
            if name not in self.rows:
                self.problems.append(problem("value_missing", self.survey.head, field=name))
        for line in self.lines:
            name, kind = line.get("name"), line.kind
            if kind in ENDS:
                continue
            if name not in expected:
                self.problems.append(problem("xlsform_question", line.place("name"), name=name, type=kind))
                continue
            self.problems += _differences(line, expected[name])
            self.survey.missing_words(line, "label")
            self.survey.missing_words(line, "hint")

    def _compare_choices(self, form: QuestionnaireForm) -> None:
        expected: dict[str, dict[str, Text]] = {}
        for listed, choice in choices(form):
            expected.setdefault(listed, {})[choice.id] = choice.title
        for listed, lines in self.options.items():
            if listed in expected:
                self.problems += self._choice_faults(listed, lines, expected[listed])
            else:
                where = lines[0].place("list_name")
                self.problems.append(problem("value_unknown_field", where, severity="warning", field=listed))
        for listed in expected:
            given = {line.get("name") for line in self.options.get(listed, ())}
            self.problems += [
                problem("value_missing", self.listed.head, field=f"{listed}.{name}")
                for name in expected[listed]
                if name not in given
            ]

    def _choice_faults(
        self, listed: str, lines: Sequence[Line], expected: Mapping[str, Text]
    ) -> Iterator[Problem]:
        allowed = dict.fromkeys(VERDICTS if listed == JUDGEMENTS else expected)
        seen: set[str] = set()
        for line in lines:
            name = line.get("name")
            self.listed.missing_words(line, "label")
            if name not in allowed:
                known = ", ".join(list(allowed)[:_MOST_SHOWN])
                yield problem("value_choice", line.place("name"), value=name, allowed=known)
            elif name in seen:
                yield problem("id_twice", line.place("name"), id=name)
            elif listed in (YES_NO, GROUPS) and not _alike(line.text("label"), expected[name]):
                yield _fixed(line, expected[name])
            seen.add(name)


def _asks_nothing(line: Line) -> bool:
    return line.kind in _METADATA or line.get("name") == _VERSION_OF_KOBO


def _differences(line: Line, expected: Question) -> Iterator[Problem]:
    for key in _EXACT:
        wanted = getattr(expected, key)
        found = line.kind if key == "type" else _spelled(line.get(key))
        if found != _spelled(wanted):
            yield problem("xlsform_differs", line.place(key), expected=wanted or Text("空白", "empty"))
    for key in ("label", "hint"):
        words = getattr(expected, key)
        if not _alike(line.text(key), words):
            yield replace(_fixed(line, words), where=_place_of_words(line, key, words))


def _place_of_words(line: Line, key: str, words: Text) -> str:
    """The cell whose words differ."""
    for lang in LANGS:
        found = line.cells.get((key, lang), "")
        if found and found.split() != getattr(words, lang).split():
            return line.place((key, lang))
    return line.where


def _fixed(line: Line, words: Text) -> Problem:
    return problem("xlsform_words", line.where, severity="warning", expected=words)


def _alike(found: Text, expected: Text) -> bool:
    """Whether the words are the same in each language that was found, however they are spaced."""
    pairs = ((getattr(found, lang), getattr(expected, lang)) for lang in LANGS)
    return all(not one or one.split() == other.split() for one, other in pairs)


def _spelled(words: str) -> str:
    """An expression however it is spaced, and yes or no however they are written."""
    plain = " ".join(words.replace(";", " ").split())
    if plain.lower() in _YES | _NO:
        return "yes" if plain.lower() in _YES else ""
    return plain
