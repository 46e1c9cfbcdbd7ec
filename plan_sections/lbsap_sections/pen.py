"""What every section writes with: its words, the city's facts and fields, and gaps for what is missing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal
from itertools import zip_longest

from lbsap.model.blocks import (
    Align,
    Block,
    Bullets,
    Column,
    Figure,
    Gap,
    Heading,
    Inline,
    Paragraph,
    Rich,
    Table,
)
from lbsap.model.city import FieldValue
from lbsap.model.city_plan import Picture
from lbsap.model.draft import DocumentKind
from lbsap.model.levels import words_of
from lbsap.model.plugin_items import Need, PlanContext, PlanSection
from lbsap.model.text import Text, same
from lbsap.model.unit_words import unit_text
from lbsap_sections.common import COMMON
from lbsap_sections.figures import listed, quantity, year, years
from lbsap_sections.wording import Phrase, Value, Wording, fill, filled

NOTHING: Rich = (same("—"),)
_ENDS_ZH = tuple("。！？；…）”")
_ENDS_EN = tuple(".!?;…)”")


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
        """The first paragraph of a passage with its braces filled; what is missing stands as a gap."""
        return self._paragraph(self._words_of(passage).paragraphs(passage)[0], more)

    def text(self, passage: str, **more: Text) -> Text:
        """A passage of words only: titles, heads, captions."""
        known = {name: value for name, value in self._values.items() if isinstance(value, Text)}
        return filled(self._words_of(passage).one(passage), {**known, **more})

    def paragraph(self, passage: str, **more: Value) -> Paragraph:
        """The first paragraph of a passage."""
        return Paragraph(self.rich(passage, **more))

    def note(self, passage: str, **more: Value) -> Paragraph:
        """The first paragraph of a passage, set as a note."""
        return Paragraph(self.rich(passage, **more), "note")

    def paragraphs(self, passage: str, **more: Value) -> tuple[Paragraph, ...]:
        """All paragraphs of a passage."""
        return tuple(
            Paragraph(self._paragraph(phrases, more))
            for phrases in self._words_of(passage).paragraphs(passage)
        )

    def varied(self, passage: str, turn: int, **more: Value) -> Paragraph:
        """One paragraph of a passage of several, in turn, so that what recurs does not read alike."""
        phrases = self._words_of(passage).paragraphs(passage)
        return Paragraph(self._paragraph(phrases[turn % len(phrases)], more))

    def bullets(self, passage: str, *, numbered: bool = False, **more: Value) -> Bullets:
        """A passage as a list."""
        return Bullets(
            tuple(one.content for one in self.paragraphs(passage, **more) if one.content), numbered
        )

    def _paragraph(self, phrases: Iterable[Phrase], more: Mapping[str, Value]) -> Rich:
        values = {**self._values, **more}
        return run_on(self._phrase(phrase, values) for phrase in phrases)

    def _phrase(self, phrase: Phrase, values: Mapping[str, Value]) -> Rich:
        """A phrase filled; in a submission, one that lacks something says what it can without it, or nothing."""
        filled = fill(phrase.text, values)
        if not self.submission or not _lacks(filled):
            return filled
        instead = fill(phrase.otherwise, values) if phrase.otherwise else ()
        return () if _lacks(instead) else instead

    @property
    def submission(self) -> bool:
        """Whether this is written for a submission (送审稿), which shows no gaps."""
        return self.ctx.settings.stage == "submission"

    @property
    def own(self) -> tuple[Paragraph, ...]:
        """The city's own wording of this section, one paragraph per line; empty where it gave none."""
        return self.lines(self.city.wording.get(self._words.id, Text()))

    def lead(self, passage: str = "lead", **more: Value) -> tuple[Paragraph, ...]:
        """The city's own wording of this section; failing that, the passage."""
        return self.own or self.paragraphs(passage, **more)

    def lines(self, words: Text) -> tuple[Paragraph, ...]:
        """Words that a city has written, one paragraph a line."""
        sides = [
            [line.strip() for line in side.splitlines() if line.strip()] for side in (words.zh, words.en)
        ]
        return tuple(Paragraph((Text(zh, en),)) for zh, en in zip_longest(*sides, fillvalue=""))

    def heading(self, passage: str, level: int = 1) -> Heading:
        """A passage as a heading of the section."""
        return Heading(self.text(passage), level)

    def titled(self, words: Text, level: int = 1) -> Heading:
        """Words that are not ours as a heading: the title of a component, an area."""
        return Heading(words, level)

    def _words_of(self, passage: str) -> Wording:
        return self._words if passage in self._words.passages else COMMON

    # --- facts ---

    def value(self, name: str) -> Value:
        """A fact of the city's profile or a need, in words; failing that, its gap."""
        return self._values[name]

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

    def list_or(self, announced: str, need_id: str, qualitative: str) -> Iterator[Block]:
        """A list under its announcing sentence; in a submission, the qualitative passage where it was not entered."""
        if self.submission and not self.given(need_id):
            yield self.paragraph(qualitative)
            return
        yield self.paragraph(announced)
        yield self.items(need_id)

    def missing(self, passage: str, where: str, unit: str = "", **values: Text) -> Gap:
        """The gap of something that is not a need; the passage says what."""
        return Gap(self.text(passage, **values), unit=unit_text(unit), where=where)

    def map(self, caption: str, alt: str) -> Figure:
        """The frame of a map still to be supplied; it is a gap of its own."""
        return Figure(self.text(caption), self.text(alt))

    def pictures(self) -> tuple[Figure, ...]:
        """The city's pictures for this section, with source and map approval number (审图号) in their captions."""
        return tuple(self.picture(one) for one in self.city.pictures if one.section == self._words.id)

    def picture(self, one: Picture) -> Figure:
        """A picture of the city; the frame of one whose bytes are not at hand, or that nobody has confirmed to show no exact
        place of a sensitive species."""
        caption = one.caption
        if one.approval_number:
            caption = self.text("approved_map", caption=caption, number=same(one.approval_number))
        elif one.source:
            caption = self.text("sourced_picture", caption=caption, source=same(one.source))
        data = self.ctx.pictures.get(one.file, b"") if one.no_exact_sites else b""
        return Figure(caption, one.alt or one.caption, data, one.media_type if data else "")

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
    document: DocumentKind = "plan",
    place: str = "",
) -> PlanSection:
    """A section of these words. The outline seats those of the plan text; ``place`` seats one that it does not name."""
    return PlanSection(
        id=words.id,
        title=words.title,
        write=lambda ctx: _written(Pen(ctx, words), write),
        needs=words.needs,
        landscape=landscape,
        last=last,
        document=document,
        place=place,
    )


def _written(pen: Pen, write: Callable[[Pen], Iterable[Block]]) -> tuple[Block, ...]:
    """What a section writes, without the paragraphs that a submission leaves empty, and then its pictures."""
    blocks = [one for one in write(pen) if not isinstance(one, Paragraph) or one.content]
    return (*blocks, *pen.pictures())


def need_gap(need: Need, where: str) -> Gap:
    """The gap that stands where a need is not met."""
    return Gap(need.label, unit=unit_text(need.unit), department=need.department, where=where)


def run_on(sentences: Iterable[Rich]) -> Rich:
    """Sentences in one paragraph: one after the other in Chinese, with a space between them in English."""
    made: list[Inline] = []
    for sentence in sentences:
        if made and sentence and isinstance(made[-1], Text):
            made[-1] = Text(made[-1].zh, f"{made[-1].en} ")
        made.extend(sentence)
    return tuple(made)


def _lacks(rich: Rich) -> bool:
    return any(isinstance(inline, Gap) for inline in rich)


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
    return dict(need.choices).get(given.plain("en"), given) if need.kind == "choice" else clause(given)


def clause(words: Text) -> Text:
    """Words without the full stop that may end them, to stand inside a sentence."""
    return Text(words.zh.rstrip("。"), words.en.rstrip("."))


def sentence(words: Text) -> Text:
    """Words with a full stop where they end without any mark, to stand before another sentence."""
    return Text(
        words.zh if not words.zh or words.zh.endswith(_ENDS_ZH) else f"{words.zh}。",
        words.en if not words.en or words.en.endswith(_ENDS_EN) else f"{words.en}.",
    )


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
        **words_of(profile.level, city.city),
        "plan": COMMON.one(named),
        **{name: words or need_gap(labels[name], where) for name, (where, words) in facts.items()},
    }


def place(*larger_first: Text) -> Text:
    """Where a place lies: from large to small in Chinese, from small to large in English."""
    given = [words for words in larger_first if words]
    return Text(
        "".join(words.show("zh") for words in given), ", ".join(words.show("en") for words in reversed(given))
    )
