"""The chapter of a consultation report on what editors decided, and what became of the catalogue."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lbsap.model.blocks import Block, Paragraph, Part
from lbsap.model.catalogue import Catalogue, Change, Item
from lbsap.model.consultation import Decision
from lbsap.model.report import ConsultationReport
from lbsap.model.text import Text, same
from lbsap.steps.catalogues.changes import kind_counts
from lbsap.steps.catalogues.revise import undecided
from lbsap.steps.common import report_words as words
from lbsap.steps.common.item_words import setting_text, setting_title
from lbsap.steps.common.printed import NOTHING, Head, grouped, joined, label, table
from lbsap.steps.reports.results import proposal, retained


def decision_parts(value: ConsultationReport) -> tuple[Part, ...]:
    """The chapter on decisions, and on the revised catalogue where there is one."""
    revision = _Revision(value)
    turned = bool(value.decisions)
    parts = [
        Part("revision", words.REVISION, 0, landscape=turned),
        Part(
            "revision-decisions",
            words.DECISIONS,
            1,
            tuple(revision.decisions()),
            landscape=turned,
        ),
    ]
    if value.revised is not None:
        parts.append(Part("revision-changes", words.CHANGES, 1, tuple(revision.changes(value.revised))))
        parts.append(Part("revision-effect", words.EFFECT, 1, tuple(revision.effect(value.revised))))
    return tuple(parts)


class _Revision:
    """Writes the blocks of the chapter; names items by what they were called before and after."""

    def __init__(self, value: ConsultationReport) -> None:
        self._value, self._old = value, value.catalogue
        self._tallies = {tally.item: tally for tally in value.tallies}
        made = {self._id(one): one for one in value.decisions}
        order = [item.id for item in self._old.items if item.id in made]
        self._made = {name: made[name] for name in (*order, *(name for name in made if name not in order))}

    def _id(self, one: Decision) -> str:
        found = None if one.outcome == "new" else self._old.find(one.item)
        return found.id if found else one.item

    def decisions(self) -> Iterator[Block]:
        if not self._made:
            yield Paragraph((words.NOT_DECIDED,))
            return
        new = sum(one.outcome == "new" for one in self._made.values())
        left = len(undecided(self._old, self._value.decisions))
        yield Paragraph((words.DECIDED.format(decided=len(self._made) - new, new=new, open=left),), "lead")
        departing = [label(item) for item in self._old.items if self._departs(item)]
        told = words.DEPARTURES.format(items=joined(departing)) if departing else words.NO_DEPARTURES
        yield Paragraph((told,))
        heads: tuple[Head, ...] = (
            (words.OLD, 3, "left"),
            (words.OUTCOME, 1.4, "left"),
            (words.NEW, 3, "left"),
            (words.RETAIN, 2, "left"),
            (words.PROPOSAL, 1.4, "left"),
            (words.RATIONALE, 6, "left"),
        )
        yield table(
            words.DECISION_TABLE, heads, (self._decision(name, one) for name, one in self._made.items())
        )

    def _decision(self, name: str, one: Decision) -> tuple[Text, ...]:
        item, tally = self._old.item(name), self._tallies.get(name)
        return (
            label(item) if item else NOTHING,
            outcome_text(one),
            self._after(name, one),
            retained(tally.counts) if tally else NOTHING,
            proposal(self._value.verdicts.get(name)) if tally else NOTHING,
            one.rationale,
        )

    def _after(self, name: str, one: Decision) -> Text:
        if one.outcome == "drop":
            return NOTHING
        return joined(self._new_title(target) for target in one.into or (name,))

    def _new_title(self, name: str) -> Text:
        old = self._old.find(name)
        target = old.id if old else name
        revised = self._value.revised.item(target) if self._value.revised else None
        if revised:
            return label(revised)
        decision = self._made.get(target)
        return (decision.title if decision else None) or (old.title if old else same(name))

    def _departs(self, item: Item) -> bool:
        """Whether an item was taken out that the rule would retain, or left in that it would drop."""
        found, one = self._value.verdicts.get(item.id), self._made.get(item.id)
        if found is None or one is None or found.verdict == "undecided":
            return False
        return (found.verdict == "drop") != (one.outcome == "drop")

    def changes(self, revised: Catalogue) -> Iterator[Block]:
        told = kind_counts(revised.lineage)
        yield Paragraph(
            (words.LINEAGE.format(reference=revised.reference, previous=revised.previous, changes=told),),
            "lead",
        )
        heads: tuple[Head, ...] = (
            (words.CHANGE, 1.2, "left"),
            (words.OLD, 3, "left"),
            (words.NEW, 3, "left"),
            (words.CHANGED_SETTINGS, 2, "left"),
        )
        changed = [line for line in revised.lineage if line.kind != "kept"]
        if changed:
            yield table(words.CHANGE_TABLE, heads, (self._change(line, revised) for line in changed))
        rows = [row for line in changed for row in self._settings(line, revised)]
        if rows:
            titles: Sequence[Head] = [(words.ITEM, 2, "left"), (words.SETTING, 1.4, "left")]
            sides: Sequence[Head] = [(words.OLD_WORDS, 3, "left"), (words.NEW_WORDS, 3, "left")]
            yield table(words.SETTING_CHANGES, (*titles, *sides), rows)

    def _change(self, line: Change, revised: Catalogue) -> tuple[Text, ...]:
        before = self._old.item(line.item)
        after = [item for name in line.into if (item := revised.item(name))]
        return (
            words.KINDS[line.kind],
            label(before) if before else NOTHING,
            joined(map(label, after)),
            joined((setting_title(name) for name in line.settings), "、", ", "),
        )

    def _settings(self, line: Change, revised: Catalogue) -> Iterator[tuple[Text, ...]]:
        before, after = self._old.item(line.item), revised.item(line.into[0]) if line.into else None
        if before and after:
            for name in line.settings:
                old = setting_text(before, name, self._old)
                yield label(after), setting_title(name), old, setting_text(after, name, revised)

    def effect(self, revised: Catalogue) -> Iterator[Block]:
        old, is_index = self._old, revised.kind == "index"
        counts = {"old_items": len(old.items), "new_items": len(revised.items)}
        if is_index:
            yield Paragraph(
                (words.INDEX_EFFECT.format(**counts, old=old.maximum, new=revised.maximum),), "lead"
            )
        else:
            yield Paragraph((words.OUTLINE_EFFECT.format(**counts),), "lead")
        heads: list[Head] = [
            (words.COMPONENT if is_index else words.CHAPTER, 4, "left"),
            (words.OLD_ITEMS, 1, "right"),
            (words.NEW_ITEMS, 1, "right"),
        ]
        if is_index:
            heads += [(words.OLD_POINTS, 1, "right"), (words.NEW_POINTS, 1, "right")]
        yield table(words.EFFECT_TABLE, heads, list(_sizes(old, revised)))


def _sizes(old: Catalogue, new: Catalogue) -> Iterator[tuple[Text | str | int, ...]]:
    """Items and, in an index, points by component or chapter, before and after; all together last."""
    before, after = (_members(one) for one in (old, new))
    titles = {key: title for key, (title, _) in (before | after).items()}
    rows = [
        (title, before.get(key, (title, 0))[1], after.get(key, (title, 0))[1])
        for key, title in titles.items()
    ]
    for title, was, is_now in (*rows, (words.ALL_EXPERTS, len(old.items), len(new.items))):
        points = (was * old.points, is_now * new.points) if new.kind == "index" else ()
        yield (title, was, is_now, *points)


def _members(catalogue: Catalogue) -> dict[str, tuple[Text, int]]:
    """Title and number of items of each component or chapter, by its id."""
    found = {}
    for title, items in grouped(catalogue, catalogue.items):
        first = items[0]
        key = first.indicator.component if first.indicator else first.id
        found[key] = (title, len(items))
    return found


def outcome_text(one: Decision) -> Text:
    """What was decided, in words: keeping an item may rename it and change its settings."""
    if one.outcome != "keep":
        return words.OUTCOMES[one.outcome]
    changes = [words.RENAMED] if one.title else []
    changes += [words.ADJUSTED] if one.settings or one.definition else []
    return joined(changes, "、", ", ") if changes else words.OUTCOMES["keep"]
