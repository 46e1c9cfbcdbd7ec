"""A city's CitiesWithNature profile (text export of 2026, OCR noise included) as city data.

What cannot be read is marked and reported with its line; nothing is guessed, and no residue of OCR is kept as the
city's words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import BinaryIO, Final

from rapidfuzz import fuzz

from lbsap.data import MAX_BYTES, decode
from lbsap.model.catalogue import Link
from lbsap.model.city import CityAction, CityData, CityTarget, Fact, Level, Profile
from lbsap.model.errors import BadInput
from lbsap.model.plugin_items import Fragment, Imported, Question
from lbsap.model.problems import Problem, Severity, problem
from lbsap.model.text import Text, text_of
from lbsap_cwn.baselines import Baseline, Blank, read_baseline, readable
from lbsap_cwn.catalogue import framework
from lbsap_cwn.layout import FieldName, Passage, Record, records, section_lines

PDF: Final = b"%PDF"
"""How a PDF file begins."""
ALIKE: Final = 85.0
"""Likeness (0 to 100) from which on a target only repeats the description."""
FIELDS: Final[dict[FieldName, Text]] = {
    "description": Text("行动描述", "description"),
    "baseline": Text("基线", "baseline"),
    "target": Text("目标", "target"),
}
LANGUAGES: Final = {"zh": Text("中文", "Chinese"), "en": Text("英文", "English")}
LEVELS: Final[dict[str, Level]] = {"county": "county", "district": "district", "prefecture": "prefecture"}
"""What the last word of an English place name says of its level; anything else is a city."""
_NAMED: Final = (
    re.compile(r"(?:Mayor|Governor|Head|Chief) of (.+)$"),
    re.compile(r"^(.+?) has not (?:started on this biodiversity|yet posted any tools)"),
)
_NOT_STARTED: Final = re.compile(r"has not started on this biodiversity index section")
_CBI_TOTAL: Final = re.compile(r"total CBI score out of (\d+) points:\s*(\d+)\s*po[il]nts", re.IGNORECASE)
_COUNT: Final = re.compile(r"\d[\d,]*$")


@dataclass(slots=True)
class _Reading:
    """The file being read, and what was met so far: problems, fragments, questions."""

    name: str
    problems: list[Problem] = field(default_factory=list)
    fragments: list[Fragment] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)

    def at(self, line: int) -> str:
        return f"{self.name}:{line}"

    def say(
        self, code: str, line: int | None = None, severity: Severity = "warning", **values: object
    ) -> None:
        self.problems.append(problem(code, self.at(line) if line else self.name, severity=severity, **values))

    def keep(self, about: str, name: FieldName, passage: Passage, clear: bool) -> None:
        """Keep the words of a passage as they stand."""
        self.fragments.append(Fragment(about, name, passage.text, self.at(passage.line), clear))


def read(stream: BinaryIO, name: str) -> Imported:
    """City data and problems from a profile; ``name`` stands before the line in every place.

    The value is ``None`` where the file is no such profile.
    """
    raw = stream.read(MAX_BYTES + 1)
    if len(raw) > MAX_BYTES:
        return Imported(None, (problem("value_refused", name, reason=f"> {MAX_BYTES} bytes"),))
    if raw.startswith(PDF):
        return Imported(None, (problem("profile_pdf", name),))
    try:
        text = decode(raw, name)
    except BadInput as fault:
        return Imported(None, fault.problems)
    found = records(text)
    if not found:
        return Imported(None, (problem("profile_layout", name),))
    reading = _Reading(name)
    city = _city(text, found, reading)
    return Imported(city, tuple(reading.problems), tuple(reading.fragments), tuple(reading.questions))


def _city(text: str, found: list[Record], reading: _Reading) -> CityData:
    place = _place(text, reading)
    population = _population(text, reading)
    people = None if population is None or population.value is None else int(population.value)
    facts = [] if population is None else [population]
    actions, targets = list[CityAction](), list[CityTarget]()
    for record in _once(found, reading):
        action, baseline = _action(record, reading)
        actions.append(action)
        if baseline:
            facts += _facts(baseline, record.passages["baseline"], people, reading)
        targets += _target(record, action, reading)
    _city_biodiversity_index(text, reading)
    reading.say(
        "profile_not_stated",
        field=Text("是否首次应用城市生物多样性指数", "first application of the CBI or not"),
    )
    profile = Profile(level=_level(place), population=people, facts=tuple(facts))
    return CityData(
        place, profile=profile, actions=tuple(actions), targets=tuple(targets), sources=(reading.name,)
    )


# --- the place ----------------------------------------------------------------------------------------------------


def _place(text: str, reading: _Reading) -> Text:
    names = (match for line in text.splitlines() for form in _NAMED if (match := form.search(line.strip())))
    first = next(names, None)
    place = text_of(first[1].strip(" .")) if first else Text()
    for lang in place.missing:
        reading.say("language_missing", field=Text("市县名称", "name of the city"), lang=LANGUAGES[lang])
    return place


def _level(place: Text) -> Level:
    words = place.en.lower().split()
    return LEVELS.get(words[-1], "city") if words else "city"


def _population(text: str, reading: _Reading) -> Fact | None:
    """The first bare number under "Overview": the platform shows the population there, and OCR loses its label."""
    lines = section_lines(text, "Profile overview", "Achievements")
    for _, words in lines:
        if words == "Overview":
            break
    for line, words in lines:
        if _COUNT.match(words):
            note = Text(
                "原文标签缺失，据所在位置判定为人口。",
                "The label is lost; read as population from its place.",
            )
            value = Decimal(words.replace(",", ""))
            return Fact(
                "population",
                Text("人口", "Population"),
                value,
                unit="person",
                source=reading.at(line),
                note=note,
            )
    return None


# --- the actions --------------------------------------------------------------------------------------------------


def _once(found: list[Record], reading: _Reading) -> Iterator[Record]:
    """The records, without those whose action stood before."""
    seen: set[str] = set()
    for record in found:
        key = record.action.id if record.action else f"{record.line}"
        if key in seen:
            reading.say("profile_action_twice", record.line, action=key)
        else:
            seen.add(key)
            yield record


def _action(record: Record, reading: _Reading) -> tuple[CityAction, Baseline | None]:
    action = _catalogued(record, reading)
    description, baseline = Text(), None
    unreadable: list[FieldName] = []
    passage = _passage(record, "description", reading)
    if passage:
        clear = readable(passage.text)
        description = text_of(passage.text) if clear else Text()
        unreadable += [] if clear else ["description"]
        reading.keep(action.id, "description", passage, clear)
    passage = _passage(record, "baseline", reading)
    if passage:
        baseline = read_baseline(action.id, passage.text)
        unreadable += ["baseline"] if baseline is None else []
        reading.keep(action.id, "baseline", passage, baseline is not None)
    for name in unreadable:
        reading.say("profile_unreadable", record.passages[name].line, field=FIELDS[name], action=action.title)
    done = replace(
        action,
        description=description,
        baseline=baseline.sentence if baseline else Text(),
        unreadable=tuple(name for name in unreadable if name != "target"),
    )
    return done, baseline


def _catalogued(record: Record, reading: _Reading) -> CityAction:
    """The action with what the catalogue knows of it; its own heading where the catalogue does not know it."""
    source = reading.at(record.line)
    known = record.action
    if known is None:
        heading = record.heading if readable(record.heading) else ""
        reading.say("profile_action_unknown", record.line, heading=heading or "…")
        return CityAction(f"profile-{record.line}", text_of(heading), source=source)
    group = next(group for group in framework().groups if group.id == known.group)
    own = Link(framework().id, known.id, "primary", "confirmed")
    return CityAction(known.id, known.title, area=group.parent, links=(own, *known.links), source=source)


def _passage(record: Record, name: FieldName, reading: _Reading) -> Passage | None:
    """The text under a label, if there is any."""
    passage = record.passages.get(name)
    if passage is None:
        return None
    if passage.bad_date:
        reading.say("profile_date", passage.line, date=passage.bad_date)
    if not passage.text:
        reading.say("profile_field_empty", passage.line, field=FIELDS[name])
        return None
    return passage


# --- facts and targets --------------------------------------------------------------------------------------------


def _facts(baseline: Baseline, passage: Passage, population: int | None, reading: _Reading) -> Iterator[Fact]:
    """The figures of a baseline with year, place and doubts; words without a title stay in the sentence."""
    for blank, value in baseline.values:
        if isinstance(value, Decimal):
            doubtful = blank.doubtful(value, population)
            if doubtful:
                reading.say(
                    "profile_value_doubtful", passage.line, title=blank.title, value=f"{value:f} {blank.unit}"
                )
            fact = replace(_fact(blank, passage, reading), value=value, unit=blank.unit, doubtful=doubtful)
            _ask(blank, fact, passage, reading)
            yield fact
        elif blank.title:
            yield replace(_fact(blank, passage, reading), wording=value)


def _ask(blank: Blank, fact: Fact, passage: Passage, reading: _Reading) -> None:
    """Ask what a figure means where it may be something else; the first meaning is what its label says."""
    if blank.asked != "always" and not (blank.asked and fact.doubtful):
        return
    meanings = (Fact(blank.name, blank.title, unit=blank.unit), *blank.meanings)
    reading.questions.append(Question(fact.key, blank.why, meanings))
    others = [one.title for one in blank.meanings]
    reading.say(
        "profile_meaning",
        passage.line,
        title=blank.title,
        value=f"{fact.value:f} {blank.unit}",
        others=Text("、".join(one.zh for one in others), ", ".join(one.en for one in others)),
    )


def _fact(blank: Blank, passage: Passage, reading: _Reading) -> Fact:
    day = passage.updated
    note = (
        Text("平台更新日期：{day}。", "Last update on the platform: {day}.").format(day=_day(day))
        if day
        else Text()
    )
    return Fact(
        blank.name, blank.title, year=day.year if day else None, source=reading.at(passage.line), note=note
    )


def _day(day: date) -> Text:
    return Text(f"{day.year}年{day.month}月{day.day}日", day.isoformat())


def _target(record: Record, action: CityAction, reading: _Reading) -> Iterator[CityTarget]:
    """The target of an action. Free text: figures are never taken out of it, a person enters them."""
    passage = _passage(record, "target", reading)
    if passage is None:
        return
    clear = readable(passage.text)
    reading.keep(action.id, "target", passage, clear)
    description = record.passages.get("description", Passage(0)).text
    if not clear:
        reading.say("profile_unreadable", passage.line, field=FIELDS["target"], action=action.title)
    elif fuzz.ratio(passage.text, description) >= ALIKE:
        reading.say("profile_target_repeats", passage.line, action=action.title)
    else:
        reading.say("profile_target_words", passage.line, action=action.title)
    place = reading.at(passage.line)
    source = Text("“城市与自然”平台档案（{place}）", "CitiesWithNature profile ({place})").format(place=place)
    if passage.updated:
        day = _day(passage.updated)
        source = Text(f"{source.zh}，{day.zh}更新", f"{source.en}, last update {day.en}")
    yield CityTarget(
        f"target-{action.id}",
        action.title,
        action.id,
        source=source,
        framework=framework().id,
        wording=text_of(passage.text) if clear else Text(),
        unreadable=not clear,
    )


def _city_biodiversity_index(text: str, reading: _Reading) -> None:
    """Say how far the City Biodiversity Index is: the platform shows totals only, which are no observations."""
    lines = list(section_lines(text, "City Biodiversity Index"))
    total = next(((line, match) for line, words in lines if (match := _CBI_TOTAL.search(words))), None)
    idle = next((line for line, words in lines if _NOT_STARTED.search(words)), None)
    if total and int(total[1][2]):
        reading.say("profile_cbi_totals", total[0], "info", score=total[1][2], maximum=total[1][1])
    elif idle:
        reading.say("profile_cbi_not_started", idle, "info")
