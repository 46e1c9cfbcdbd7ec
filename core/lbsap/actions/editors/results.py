"""What the panel said: the results of a round over all items, and all that was said on one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import Engine

from lbsap.actions.counting import groups_for_rule, groups_of
from lbsap.actions.editors.elsewhere import brought_tallies
from lbsap.actions.editors.folder import Folder
from lbsap.actions.editors.stability import change_of
from lbsap.actions.permissions import allowed_to
from lbsap.model.actor import Actor
from lbsap.model.catalogue import Item
from lbsap.model.consultation import ConsensusRule, Tally
from lbsap.model.errors import NotFound
from lbsap.model.measures import Measure
from lbsap.model.report import publishable
from lbsap.model.rounds import ItemChange
from lbsap.model.text import Text
from lbsap.registry import Registry
from lbsap.steps.asking.questionnaire import asked_items
from lbsap.steps.editing.contested import ItemResult, RoundResult, agreement, item_results, rounds_needed
from lbsap.steps.editing.naming import Arranged, arrange
from lbsap.steps.measures.aggregate import Groups, make_tallies
from lbsap.steps.measures.judge import judge
from lbsap.steps.measures.round_input import VERDICT
from lbsap.store.consultations import Round
from lbsap.store.engine import session_scope
from lbsap.store.faults import not_found
from lbsap.store.names import groups_on
from lbsap.store.worded import WORD_KINDS, Sought, Worded, WordKind, count_words, find_words

FIRST_REASONS: Final = 10
"""How many reasons stand on the page of an item; all of them on a page of their own."""


@dataclass(frozen=True, slots=True)
class Results:
    """The results of a round over all items, in order. ``rule`` is ``None`` where the plugin of the rule is missing.

    ``agreement`` is over the items asked in the round, and rests on ``agreed_on`` of them. ``elsewhere`` tallies the
    answers that did not come online, by item: they are in no other figure.
    """

    respondents: int
    items: tuple[ItemResult, ...]
    rule: ConsensusRule | None
    agreement: Measure
    agreed_on: int
    elsewhere: Mapping[str, Tally]


@dataclass(frozen=True, slots=True)
class ItemView:
    """All that was said on an item up to a round. ``history`` is its result in each round it was asked, the last first.

    ``names`` are those proposed in the last of these rounds, ``reasons`` the first few of the words there, and
    ``written`` counts all reasons and contents to add. ``groups`` are the strata that may be told beside a reason.
    """

    result: ItemResult
    history: tuple[ItemResult, ...]
    names: Arranged
    reasons: tuple[Worded, ...]
    written: Mapping[WordKind, int]
    groups: tuple[tuple[str, ...], ...]
    elsewhere: Tally | None
    change: ItemChange | None


def begun(folder: Folder) -> tuple[Round, ...]:
    """The rounds that have opened, in order."""
    return tuple(one for one in folder.rounds if one.state != "draft")


def asked_item(folder: Folder, item_id: str) -> Item:
    """The item by its id. Raises ``NotFound`` where the questionnaire does not ask for it."""
    asked = {
        one.id: one for one in asked_items(folder.consultation.questionnaire, folder.consultation.catalogue)
    }
    if item_id not in asked:
        raise not_found(Text("条目", "item"), item_id)
    return asked[item_id]


@allowed_to("administrator", "editor", "viewer")
def round_results(actor: Actor, engine: Engine, registry: Registry, folder: Folder, shown: Round) -> Results:
    """The results of a round as they stand. Reads only.

    What it asks of the database does not grow with the panel: grouped counts, one query each.
    """
    asked = asked_items(folder.consultation.questionnaire, folder.consultation.catalogue)
    rounds = _until(folder, shown)
    settled = [one.settled for one in rounds]
    with session_scope(engine, write=False) as session:
        groups = {
            place: groups_for_rule(session, rounds[place].id, _ratings_read(registry, rounds[place]))
            for place in rounds_needed(settled)
        }
    judged = {place: _judged(registry, rounds[place], asked, found) for place, found in groups.items()}
    items = item_results(asked, settled, judged)
    measure, agreed_on = agreement(items, shown.number)
    return Results(
        respondents=groups[len(rounds) - 1].respondents,
        items=items,
        rule=_rule(registry, shown),
        agreement=measure,
        agreed_on=agreed_on,
        elsewhere=brought_tallies(actor, engine, shown.id),
    )


@allowed_to("administrator", "editor", "viewer")
def item_view(
    actor: Actor, engine: Engine, registry: Registry, folder: Folder, shown: Round, item_id: str
) -> ItemView:
    """All that was said on an item up to a round. Reads only; raises ``NotFound`` for an item that is not asked."""
    item = asked_item(folder, item_id)
    rounds = _until(folder, shown)
    settled = [one.settled for one in rounds]
    asked = [place for place in range(len(rounds)) if place == 0 or item_id not in settled[place]]
    last = rounds[asked[-1]]
    with session_scope(engine, write=False) as session:
        groups = {place: groups_of(session, rounds[place].id, item_id) for place in asked}
        confirmed = groups_on(session, folder.consultation.id, item_id)
        written = {kind: count_words(session, last.id, Sought(kind, item_id)) for kind in WORD_KINDS}
        reasons = find_words(session, last.id, Sought(item=item_id), [item_id], 0, FIRST_REASONS)
        change = (
            change_of(session, folder.consultation, rounds[asked[-1] - 1], last, item_id).of(item_id)
            if asked[-1]
            else None
        )
    judged = {place: _judged(registry, rounds[place], [item], found) for place, found in groups.items()}
    history = [item_results([item], settled[: place + 1], judged)[0] for place in reversed(asked)]
    [result] = item_results([item], settled, judged)
    return ItemView(
        result=result,
        history=tuple(history),
        names=arrange(result.tally.names, confirmed),
        reasons=reasons,
        written=written,
        groups=publishable(groups[asked[-1]].strata),
        elsewhere=brought_tallies(actor, engine, last.id).get(item_id),
        change=change,
    )


def _until(folder: Folder, shown: Round) -> list[Round]:
    return [one for one in begun(folder) if one.number <= shown.number]


def _rule(registry: Registry, judged: Round) -> ConsensusRule | None:
    """The rule of a round; ``None`` where its plugin is gone: then there are no verdicts, and decisions stay possible."""
    try:
        return registry.get(ConsensusRule, judged.rule)
    except NotFound:
        return None


def _ratings_read(registry: Registry, judged: Round) -> tuple[str, ...]:
    rule = _rule(registry, judged)
    return tuple(one for one in rule.reads if one != VERDICT) if rule else ()


def _judged(registry: Registry, judged: Round, items: Sequence[Item], groups: Groups) -> RoundResult:
    tallies = make_tallies([one.id for one in items], groups)
    rule = _rule(registry, judged)
    verdicts, failures = judge(tallies, rule, registry.call, judged.parameters) if rule else ({}, {})
    return RoundResult(judged.number, {one.item: one for one in tallies}, verdicts, failures)
