"""What every section writes with: its words, the city's facts and fields, and gaps for what is missing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from itertools import zip_longest

from lbsap.model.blocks import Align, Block, Bullets, Column, Figure, Gap, Heading, Paragraph, Rich, Table
from lbsap.model.city import FieldValue
from lbsap.model.plugin_items import Need, PlanContext, PlanSection
from lbsap.model.text import Text, same
from lbsap_sections.common import COMMON
from lbsap_sections.figures import listed, quantity, unit_words, year, years
from lbsap_sections.level import LEVEL_WORDS
from lbsap_sections.wording import Value, Wording, fill

NOTHING: Rich = (same("—"),)


class Pen:
    """One section at work: ``ctx`` is what it may read, ``words`` what it may say."""

    def __init__(self, ctx: PlanContext, words: Wording) -> None:
        self.ctx, self.city, self.profile = ctx, ctx.city, ctx.city.profile
        self._words = words
        self._needs = {need.id: need for need in words.needs}
        self._values: dict[str, Value] = {**_profile_values(ctx)}
        self._values.update({need.id: self.field(need.id) for need in words.needs})

    # --- words ---

    def rich(self, passage: str, **more: Value) -> Rich:
        """A passage's first paragraph with its braces filled; what is missing stands as a gap."""
        return self.filled(self._template(passage), **more)

    def text(self, passage: str, **more: Text) -> Text:
        """A passage of words only: titles, heads, captions."""
        known = {name: value for name, value in self._values.items() if isinstance(value, Text)}
        return self._template(passage).format(**{**known, **more})

    def filled(self, template: Text, **more: Value) -> Rich:
        """Any template filled from the city's values."""
        return fill(template, {**self._values, **more})

    def paragraph(self, passage: str, **more: Value) -> Paragraph:
        """A passage's first paragraph."""
        return Paragraph(self.rich(passage, **more))

    def note(self, passage: str, **more: Value) -> Paragraph:
        """A passage's first paragraph, set as a note."""
        return Paragraph(self.rich(passage, **more), "note")

    def paragraphs(self, passage: str, **more: Value) -> tuple[Paragraph, ...]:
        """All paragraphs of a passage."""
        return tuple(Paragraph(self.filled(template, **more)) for template in self._words.passages[passage])

    def bullets(self, passage: str, *, numbered: bool = False) -> Bullets:
        """A passage as a list."""
        return Bullets(tuple(self.filled(template) for template in self._words.passages[passage]), numbered)

    @property
    def own(self) -> tuple[Paragraph, ...]:
        """The city's own wording of this section, one paragraph per line; empty where it gave none."""
        words = self.city.wording.get(self._words.id, Text())
        sides = [
            [line.strip() for line in side.splitlines() if line.strip()] for side in (words.zh, words.en)
        ]
        return tuple(Paragraph((Text(zh, en),)) for zh, en in zip_longest(*sides, fillvalue=""))

    def lead(self, passage: str = "lead", **more: Value) -> tuple[Paragraph, ...]:
        """The city's own wording of this section; failing that, the passage."""
        return self.own or self.paragraphs(passage, **more)

    def heading(self, passage: str, level: int = 1) -> Heading:
        """A passage as a heading of the section."""
        return Heading(self.text(passage), level)

    def _template(self, passage: str) -> Text:
        return self._words.one(passage) if passage in self._words.passages else COMMON.one(passage)

    # --- facts ---

    def given(self, need_id: str) -> FieldValue | None:
        """What the city entered for a need; ``None`` where it entered nothing."""
        return self.ctx.fields.get(need_id)

    def field(self, need_id: str) -> Value:
        """What the city entered for a need, in words; failing that, its gap."""
        need, given = self._needs[need_id], self.given(need_id)
        return self.gap(need_id) if given is None or given == () else _in_words(need, given)

    def gap(self, need_id: str) -> Gap:
        """The gap of a need: what is asked, in which unit, of whom, and where to enter it."""
        return need_gap(self._needs[need_id], f"fields.{self._words.id}.{need_id}")

    def items(self, need_id: str) -> Bullets | Paragraph:
        """A list that the city entered, as bullets; failing that, its gap."""
        given = self.given(need_id)
        if not isinstance(given, tuple) or not given:
            return Paragraph((self.gap(need_id),))
        return Bullets(tuple((item,) for item in given))

    def missing(self, passage: str, where: str, unit: str = "", **values: Text) -> Gap:
        """The gap of something that is not a need; the passage says what."""
        return Gap(self.text(passage, **values), unit=unit_words(unit), where=where)

    def map(self, caption: str, alt: str) -> Figure:
        """The frame of a map still to be supplied; it is a gap of its own."""
        return Figure(self.text(caption), self.text(alt))

    # --- tables ---

    def columns(self, *heads: tuple[str, float] | tuple[str, float, Align]) -> tuple[Column, ...]:
        """Columns by the passage of their head, width and alignment."""
        return tuple(Column(self.text(head), width, *align) for head, width, *align in heads)

    def table(
        self,
        caption: str,
        columns: tuple[Column, ...],
        rows: Iterable[tuple[Rich, ...]],
        *,
        landscape: bool = False,
        sparse: bool = False,
        **values: Text,
    ) -> Table:
        """A table with a passage as its caption; ``sparse`` leaves out columns in which no row says anything."""
        cells = tuple(rows)
        said = [at for at in range(len(columns)) if not sparse or any(row[at] != NOTHING for row in cells)]
        kept = tuple(columns[at] for at in said)
        shown = tuple(tuple(row[at] for at in said) for row in cells)
        return Table(self.text(caption, **values), kept, shown, landscape=landscape)


def section(
    words: Wording,
    write: Callable[[Pen], Iterable[Block]],
    *,
    landscape: bool = False,
    last: bool = False,
) -> PlanSection:
    """A plan section of these words; the outline seats it, so it names no place of its own."""
    return PlanSection(
        id=words.id,
        title=words.title,
        write=lambda ctx: tuple(write(Pen(ctx, words))),
        needs=words.needs,
        landscape=landscape,
        last=last,
    )


def need_gap(need: Need, where: str) -> Gap:
    """The gap that stands where a need is not met."""
    return Gap(need.label, unit=unit_words(need.unit), department=need.department, where=where)


def or_gap(words: Text, gap: Gap) -> Rich:
    """Words where there are any, else the gap."""
    return (words,) if words else (gap,)


def _in_words(need: Need, given: FieldValue) -> Text:
    if isinstance(given, bool):
        return COMMON.one("yes" if given else "no")
    if isinstance(given, Decimal | int):
        return year(int(given)) if need.kind == "year" else quantity(given, need.unit)
    if isinstance(given, tuple):
        return listed(given)
    return dict(need.choices).get(given.plain("en"), given) if need.kind == "choice" else given


def _profile_values(ctx: PlanContext) -> Mapping[str, Value]:
    city, profile = ctx.city, ctx.city.profile
    facts: dict[str, tuple[str, Text | None]] = {
        "city": ("city", city.city),
        "location": ("profile.province", place(profile.province, profile.prefecture)),
        "area": (
            "profile.area_km2",
            quantity(profile.area_km2, "km2") if profile.area_km2 is not None else None,
        ),
        "population": (
            "profile.population",
            quantity(profile.population, "person") if profile.population else None,
        ),
        "period": ("profile.period", years(*profile.period) if profile.period else None),
        "base_year": ("profile.base_year", year(profile.base_year) if profile.base_year else None),
        "lead_department": ("profile.lead_department", profile.lead_department),
    }
    labels = {need.id: need for need in COMMON.needs}
    named = "plan_statutory" if "规划" in profile.plan_title.zh else "plan_default"
    return {
        **LEVEL_WORDS[profile.level],
        "plan": COMMON.one(named),
        **{name: words or need_gap(labels[name], where) for name, (where, words) in facts.items()},
    }


def place(*larger_first: Text) -> Text:
    """Where a place lies: from large to small in Chinese, from small to large in English."""
    given = [words for words in larger_first if words]
    return Text(
        "".join(words.show("zh") for words in given), ", ".join(words.show("en") for words in reversed(given))
    )
