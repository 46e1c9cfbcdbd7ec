"""Chapter on the status of biodiversity: conclusions only; surveys and lists belong to the research report."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from lbsap.model.blocks import Block, Paragraph, Rich, Table
from lbsap.model.city import Fact
from lbsap.model.text import Text, same
from lbsap_sections import wording
from lbsap_sections.figures import quantity, rounded, year
from lbsap_sections.pen import NOTHING, Pen, or_gap, run_on, section

GROUPS: Final = ("plants", "mammals", "birds", "reptiles", "amphibians", "fishes", "arthropods")
WORDS: Final = wording.read(__file__)


def write(pen: Pen) -> Iterator[Block]:
    if pen.own:
        yield from pen.own
        yield from _tables(pen)
        return
    yield pen.heading("setting")
    where = "setting_municipality" if pen.profile.level == "municipality" else "setting_place"
    yield Paragraph(run_on((pen.rich(where), pen.rich("setting_text"))))
    yield from _own_words(pen, "setting")
    yield pen.heading("ecosystems_head")
    yield from _told(pen, "ecosystems")
    yield pen.heading("species_head")
    yield from _species_told(pen)
    yield from _tables(pen)
    yield pen.heading("genes_head")
    yield from _told(pen, "genes")
    yield from _index(pen)
    yield pen.heading("threats_head")
    yield from pen.list_or("threats_text", "threats", "threats_qualitative")
    yield pen.paragraph("invasive_text")


def _told(pen: Pen, topic: str) -> Iterator[Block]:
    """A topic in figures, then what the city says of it."""
    yield pen.paragraph(f"{topic}_text")
    yield from _own_words(pen, topic)


def _own_words(pen: Pen, topic: str) -> Iterator[Block]:
    own = pen.given(f"{topic}_words")
    if isinstance(own, Text):
        yield from pen.lines(own)


def _species_told(pen: Pen) -> Iterator[Block]:
    counted = any(pen.given(group) is not None for group in GROUPS)
    if pen.submission and not counted:
        yield pen.paragraph("species_qualitative")
    else:
        yield from _told(pen, "species")


def _tables(pen: Pen) -> Iterator[Block]:
    yield _species(pen)
    if pen.profile.facts:
        yield _facts(pen)


def _species(pen: Pen) -> Table:
    columns = pen.columns(("head_group", 2), ("head_species", 2, "right"))
    labels = {need.id: need.label for need in WORDS.needs}
    return pen.table(
        "species_caption", columns, (((labels[group],), (pen.field(group),)) for group in GROUPS)
    )


def _index(pen: Pen) -> Iterator[Block]:
    """The finding of the index on its first component, native biodiversity; nothing where it has no score."""
    components = {component.id: component.title for component in pen.ctx.index.components}
    found = next((one for one in pen.ctx.scorecard.components if one.score is not None), None)
    if found and found.score is not None and found.id == next(iter(components), ""):
        yield pen.paragraph(
            "index_text",
            index=pen.ctx.index.title,
            component=components[found.id],
            score=quantity(rounded(found.score), "points"),
            attainable=quantity(rounded(found.attainable), "points"),
        )


def _facts(pen: Pen) -> Table:
    columns = pen.columns(
        ("head_item", 2.4),
        ("head_value", 2.1, "right"),
        ("head_year", 1.2, "center"),
        ("head_source", 2.4),
        ("head_note", 2.4),
    )
    rows = (_fact(pen, fact) for fact in pen.profile.facts)
    return pen.table("facts_caption", columns, rows, sparse=True)


def _fact(pen: Pen, fact: Fact) -> tuple[Rich, ...]:
    where = f"profile.facts.{fact.key}"
    value: Rich = or_gap(fact.wording, pen.missing("facts_missing", where, fact.unit))
    if fact.doubtful:
        value = (pen.missing("facts_gap", where, fact.unit),)
    elif fact.value is not None:
        value = (quantity(fact.value, fact.unit),)
    when = (year(fact.year),) if fact.year else NOTHING
    source: Rich = (same(fact.source),) if fact.source else NOTHING
    return (fact.title,), value, when, source, (fact.note,) if fact.note else NOTHING


STATUS: Final = section(WORDS, write)
