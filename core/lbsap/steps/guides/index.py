"""The evaluation guide of an index: notes on use, a chapter per core component, one sheet per indicator."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from lbsap.model.blocks import Block, Bullets, Heading, Paragraph, Part, Table
from lbsap.model.catalogue import Catalogue, Indicator, Item
from lbsap.model.text import Text, same
from lbsap.model.unit_words import unit_text
from lbsap.steps.catalogues.changes import kind_counts
from lbsap.steps.common.groups import Group, groups_of
from lbsap.steps.common.item_words import (
    KINDS,
    PROVENANCES,
    band_text,
    cited,
    formula_words,
    setting_text,
    source_titles,
)
from lbsap.steps.common.printed import Head, joined, table
from lbsap.steps.guides import words

_FACTS: tuple[Head, ...] = ((words.FIELD, 1, "left"), (words.CONTENT, 4, "left"))
_FIGURES: tuple[Head, ...] = (
    (words.SYMBOL, 1.2, "left"),
    (words.MEANT, 3.6, "left"),
    (words.UNIT_HEAD, 1, "left"),
    (words.NEEDED, 1.2, "left"),
)
_BANDS: tuple[Head, ...] = (
    (words.SCORE, 0.7, "center"),
    (words.BAND, 3.6, "left"),
    (words.PROVENANCE, 1.7, "left"),
)


def index_parts(catalogue: Catalogue) -> tuple[Part, ...]:
    """All parts of the guide of an index."""
    groups = groups_of(catalogue, catalogue.items)
    return (
        Part("use", words.USE, 0, tuple(_use(catalogue, groups))),
        *(part for group in groups for part in _component(catalogue, group)),
        Part("sources", words.SOURCES, 0, (source_table(catalogue),), "annex"),
    )


def about(catalogue: Catalogue, told: Text) -> Iterator[Block]:
    """What the guide is about, and which version this one follows."""
    yield Paragraph((told,))
    if catalogue.lineage:
        changes = kind_counts(catalogue.lineage)
        yield Paragraph((words.LINEAGE.format(previous=catalogue.previous, changes=changes),))
    else:
        yield Paragraph((words.FIRST,))
    if catalogue.publisher and not catalogue.previous:
        yield Paragraph((words.PUBLISHER.format(publisher=catalogue.publisher),))


def listed(heading: Text, lines: Iterable[Text]) -> Iterator[Block]:
    """A heading with a list under it; nothing where there are no lines."""
    found = tuple((line,) for line in lines if line)
    if found:
        yield Heading(heading)
        yield Bullets(found)


def source_table(catalogue: Catalogue) -> Block:
    """The publications a catalogue names."""
    if not catalogue.sources:
        return Paragraph((words.NO_SOURCES,))
    heads: tuple[Head, ...] = ((words.PUBLICATION, 3, "left"), (words.ACCESS, 2, "left"))
    rows = (
        (joined((same(one.title), same(one.url)), " ", " "), same(one.access)) for one in catalogue.sources
    )
    return table(words.SOURCE_TABLE, heads, rows)


def _use(catalogue: Catalogue, groups: Sequence[Group]) -> Iterator[Block]:
    told = words.ABOUT_INDEX.format(
        title=catalogue.title,
        items=len(catalogue.items),
        components=len(groups),
        points=catalogue.points,
        maximum=catalogue.maximum,
    )
    yield from about(catalogue, told)
    if any(not band.verified for _, settings in _indicators(catalogue) for band in settings.bands):
        yield Paragraph((words.NOT_THE_HANDBOOK,))
    unchecked = words.UNCHECKED
    yield from listed(
        words.RULES,
        (one.text if one.verified else joined((one.text, unchecked), "", "") for one in catalogue.rules),
    )
    yield Heading(words.BOUNDARY)
    yield Paragraph((words.BOUNDARIES[catalogue.boundary],))
    yield Heading(words.PROVENANCE)
    yield _provenances(catalogue)
    yield Heading(words.OVERVIEW)
    yield _components(catalogue, groups)
    yield _overview(groups)
    yield from listed(words.OTHER_NOTES, (*catalogue.notes, catalogue.title_status))
    yield from listed(words.UNRESOLVED, catalogue.unresolved)


def _indicators(catalogue: Catalogue) -> Iterator[tuple[Item, Indicator]]:
    return ((item, item.indicator) for item in catalogue.items if item.indicator is not None)


def _provenances(catalogue: Catalogue) -> Table:
    """Which indicators have bands of which provenance; ``""`` stands for no bands."""
    found: dict[str, list[str]] = {}
    for item, settings in _indicators(catalogue):
        marks: tuple[str, ...] = tuple(band.provenance for band in settings.bands) or ("",)
        for mark in dict.fromkeys(marks):
            found.setdefault(mark, []).append(item.number)
    heads: tuple[Head, ...] = (
        (words.MARK, 1.5, "left"),
        (words.MEANING, 3, "left"),
        (words.INDICATORS, 2, "left"),
        (words.NUMBER_OF, 0.7, "right"),
    )
    rows = (
        (
            PROVENANCES.get(mark, words.ABSENT),
            meaning,
            _ranges(found[mark]),
            len(found[mark]),
        )
        for mark, meaning in words.MEANINGS.items()
        if mark in found
    )
    return table(words.PROVENANCE, heads, rows)


def _components(catalogue: Catalogue, groups: Sequence[Group]) -> Table:
    heads: tuple[Head, ...] = (
        (words.COMPONENT, 4, "left"),
        (words.NUMBER_OF, 1, "right"),
        (words.MAXIMUM, 1, "right"),
    )
    rows = [(one.title, len(one.items), len(one.items) * catalogue.points) for one in groups]
    rows.append((words.TOTAL, len(catalogue.items), catalogue.maximum))
    return table(words.COMPONENT, heads, rows)


def _overview(groups: Sequence[Group]) -> Table:
    heads: tuple[Head, ...] = (
        (words.NUMBER, 0.7, "center"),
        (words.INDICATORS, 4, "left"),
        (words.FIRST_APPLICATION, 1.3, "left"),
        (words.PROVENANCE, 2, "left"),
    )
    rows = (
        (
            item.number,
            item.title,
            words.SCORED_OR_NOT[item.indicator.in_first_application],
            _marks(item.indicator),
        )
        for group in groups
        for item in group.items
        if item.indicator
    )
    return table(words.OVERVIEW, heads, rows)


def _marks(settings: Indicator) -> Text:
    marks = dict.fromkeys(PROVENANCES[band.provenance] for band in settings.bands)
    return joined(marks, "、", ", ") or words.ABSENT


def _component(catalogue: Catalogue, group: Group) -> Iterator[Part]:
    heads: tuple[Head, ...] = (
        (words.NUMBER, 0.7, "center"),
        (words.CODE, 2, "left"),
        (words.NAME_ZH, 3, "left"),
        (words.NAME_EN, 3, "left"),
    )
    rows = ((item.number, item.id, same(item.title.zh), same(item.title.en)) for item in group.items)
    yield Part(f"component-{group.id}", group.title, 0, (table(group.title, heads, rows),))
    for item in group.items:
        if item.indicator is not None:
            title = words.SHEET.format(number=item.number, title=item.title)
            blocks = tuple(_sheet(catalogue, item, item.indicator))
            yield Part(f"sheet-{item.id}", title, 1, blocks, "none", new_page=True)


def _sheet(catalogue: Catalogue, item: Item, settings: Indicator) -> Iterator[Block]:
    """Everything on one indicator; what is not supplied is said in words."""
    yield table(words.FACTS.format(number=item.number), _FACTS, _facts(catalogue, item, settings))
    yield from _figures(item, settings)
    yield from _bands(item, settings)
    yield table(words.BASIS.format(number=item.number), _FACTS, _basis(catalogue, settings))


def _facts(catalogue: Catalogue, item: Item, settings: Indicator) -> Iterator[tuple[Text, Text]]:
    yield words.CODE, same(item.id)
    yield words.NAME_ZH, same(item.title.zh) or words.ABSENT
    yield words.NAME_EN, same(item.title.en) or words.ABSENT
    yield words.COMPONENT, setting_text(item, "component", catalogue)
    yield words.DEFINITION, item.definition or words.ABSENT
    if settings.description:
        yield words.DESCRIPTION, settings.description
    yield words.SCOPE, settings.scope or words.ABSENT
    yield words.KIND, _kind(settings)
    yield words.FORMULA, _calculation(settings)


def _kind(settings: Indicator) -> Text:
    """Kind, unit, direction and whether a first application scores it, in one line."""
    told = [KINDS[settings.kind], words.UNIT.format(unit=unit_text(settings.unit) or words.ABSENT)]
    if settings.kind != "ordinal":
        told.append(words.DIRECTIONS[settings.higher_is_better])
    return joined((*told, words.SCORED_AT_FIRST[settings.in_first_application]))


def _figures(item: Item, settings: Indicator) -> Iterator[Block]:
    if not settings.inputs:
        told = words.NO_INPUTS if settings.kind == "ordinal" else words.INPUTS_MISSING
        yield Paragraph((told,))
        return
    rows = []
    for one in settings.inputs:
        marks = ((one.many, words.MANY), (one.optional, words.OPTIONAL))
        remark = joined((told for applies, told in marks if applies), "；", "; ")
        rows.append((same(one.symbol), one.meaning, unit_text(one.unit), remark))
    yield table(words.INPUTS.format(number=item.number), _FIGURES, rows)


def _calculation(settings: Indicator) -> Text:
    if settings.methods:
        return _lines(
            joined((one.title, same(formula_words(one.formula))), "：", ": ") for one in settings.methods
        )
    ordinal = settings.kind == "ordinal"
    return same(formula_words(settings.formula)) or (words.NO_FORMULA if ordinal else words.ABSENT)


def _bands(item: Item, settings: Indicator) -> Iterator[Block]:
    if not settings.bands:
        yield Paragraph((words.BANDS_MISSING,))
        if settings.bands_note:
            yield Paragraph((settings.bands_note,), "note")
        return
    rows = ((band.score, band_text(band), PROVENANCES[band.provenance]) for band in settings.bands)
    made = table(words.BANDS.format(number=item.number), _BANDS, rows)
    yield Table(made.caption, made.columns, made.rows, settings.bands_note)


def _basis(catalogue: Catalogue, settings: Indicator) -> Iterator[tuple[Text, Text]]:
    """Data sources, publications and notes: several in one cell, each on a line of its own."""
    titles = source_titles(catalogue, cited(settings))
    yield words.DATA_SOURCES, _lines(settings.data_sources) or words.ABSENT
    yield words.CITED, _lines(map(same, titles)) or words.ABSENT
    yield words.NOTES, _lines(settings.notes) or words.NONE


def _lines(lines: Iterable[Text]) -> Text:
    found = [line for line in lines if line]
    if len(found) == 1:
        return found[0]
    numbered = (
        joined((Text(f"（{place}）", f"({place})"), line), "", " ") for place, line in enumerate(found, 1)
    )
    return joined(numbered, "\n", "\n")


def _ranges(numbers: Sequence[str]) -> Text:
    """Numbers in order, three and more in a row as a range: ``1～3、7、8``."""
    runs: list[list[str]] = []
    for number in numbers:
        follows = (
            runs and number.isdigit() and runs[-1][-1].isdigit() and int(number) == int(runs[-1][-1]) + 1
        )
        if follows:
            runs[-1].append(number)
        else:
            runs.append([number])
    told: list[Text] = []
    for run in runs:
        first, last = same(run[0]), same(run[-1])
        told += [joined((first, last), "～", "–")] if len(run) > 2 else map(same, run)
    return joined(told, "、", ", ")
