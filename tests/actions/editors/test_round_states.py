"""Rounds go from draft to open to closed and never back; what an editor has read is what is opened."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import Engine

from lbsap.actions.consultations import close_round
from lbsap.actions.editors import rounds, setup
from lbsap.actions.editors.board import list_cards
from lbsap.actions.editors.folder import Folder, open_folder
from lbsap.model.consultation import ConsensusRule, RuleVerdict
from lbsap.model.errors import BadInput
from lbsap.steps.editing.setup import Dates
from lbsap.store.audit import trail
from lbsap.store.columns import now
from lbsap.store.consultations import change_round
from lbsap.store.engine import session_scope
from tests.actions.editors.test_setting_up import EDITOR, TITLES, complete
from tests.actions.experts.setting import CATALOGUE, ITEMS, QUESTIONNAIRE, Setting, registry

DAY = timedelta(days=1)


@pytest.fixture
def ready(engine: Engine) -> Folder:
    number = setup.start_consultation(EDITOR, engine, registry(), TITLES, CATALOGUE, QUESTIONNAIRE)
    return complete(engine, number)


def codes_of(work: object) -> list[str]:
    with pytest.raises(BadInput) as refusal:
        work()  # type: ignore[operator]
    return [one.code for one in refusal.value.problems]


def seal(opened: Folder) -> str:
    return setup.seal_of(opened.consultation, opened.latest)


def again(engine: Engine, opened: Folder) -> Folder:
    return open_folder(EDITOR, engine, opened.consultation.id)


def test_what_is_wanting_keeps_a_round_from_opening(engine: Engine) -> None:
    number = setup.start_consultation(EDITOR, engine, registry(), TITLES, CATALOGUE, QUESTIONNAIRE)
    drafted = open_folder(EDITOR, engine, number)
    found = codes_of(
        lambda: rounds.open_round(EDITOR, engine, registry(), drafted.latest.id, now(), seal(drafted))
    )
    assert set(found) == {"field_wanted"}
    assert again(engine, drafted).latest.state == "draft"


def test_a_draft_that_somebody_has_changed_since_is_not_opened(engine: Engine, ready: Folder) -> None:
    seen = seal(ready)
    setup.change_anonymity(EDITOR, engine, ready.consultation.id, "anonymous")
    assert codes_of(lambda: rounds.open_round(EDITOR, engine, registry(), ready.latest.id, now(), seen)) == [
        "draft_changed"
    ]
    changed = again(engine, ready)
    assert changed.latest.state == "draft"
    rounds.open_round(EDITOR, engine, registry(), ready.latest.id, now(), seal(changed))
    assert again(engine, ready).latest.state == "open"


def test_an_open_round_keeps_its_rule_and_opens_only_once(engine: Engine, ready: Folder) -> None:
    rounds.open_round(EDITOR, engine, registry(), ready.latest.id, now(), seal(ready))
    opened = again(engine, ready).latest
    rule = registry().get(ConsensusRule, "lawshe")
    for attempt in (
        lambda: rounds.change_rule(EDITOR, engine, opened.id, rule, {}),
        lambda: rounds.change_dates(EDITOR, engine, opened.id, Dates(None, now() + DAY)),
        lambda: rounds.open_round(EDITOR, engine, registry(), opened.id, now(), seal(ready)),
    ):
        assert codes_of(attempt) == ["round_state"]
    assert again(engine, ready).latest == opened


def test_the_rule_of_a_draft_takes_parameters_within_its_bounds(engine: Engine, ready: Folder) -> None:
    rule = registry().get(ConsensusRule, "comet-70-15")
    rounds.change_rule(EDITOR, engine, ready.latest.id, rule, {"most": 0.8})
    kept = again(engine, ready).latest
    assert (kept.rule, kept.rule_version) == ("comet-70-15", rule.version)
    assert kept.parameters == {"most": 0.8, "least": 0.15, "quorum": 5}
    assert codes_of(lambda: rounds.change_rule(EDITOR, engine, kept.id, rule, {"most": 2})) == [
        "number_range"
    ]


def test_a_deadline_is_extended_and_never_brought_forward(engine: Engine, ready: Folder) -> None:
    rounds.open_round(EDITOR, engine, registry(), ready.latest.id, now(), seal(ready))
    before = again(engine, ready).latest
    assert before.closes_at is not None
    rounds.extend_deadline(EDITOR, engine, before.id, before.closes_at + DAY)
    assert again(engine, ready).latest.closes_at == before.closes_at + DAY
    assert codes_of(lambda: rounds.extend_deadline(EDITOR, engine, before.id, now() + DAY)) == [
        "deadline_earlier"
    ]
    with session_scope(engine, write=False) as session:
        last = trail(session)[-1]
    assert (last.what, last.actor) == ("deadline extended", EDITOR.name)
    assert last.details["before"] < last.details["after"]


def test_a_closed_round_neither_opens_nor_closes_again(engine: Engine, ready: Folder) -> None:
    rounds.open_round(EDITOR, engine, registry(), ready.latest.id, now(), seal(ready))
    close_round(EDITOR, engine, ready.latest.id)
    for attempt in (
        lambda: close_round(EDITOR, engine, ready.latest.id),
        lambda: rounds.open_round(EDITOR, engine, registry(), ready.latest.id, now(), seal(ready)),
        lambda: rounds.extend_deadline(EDITOR, engine, ready.latest.id, now() + 99 * DAY),
    ):
        assert codes_of(attempt) == ["round_state"]


@pytest.fixture
def closed(engine: Engine) -> Setting:
    """A round on which eight experts agreed on all items but one."""
    setting = Setting(engine)
    for number in range(8):
        visit = setting.ready()
        for item in ITEMS:
            split = item == "staff" and number % 2
            setting.say(visit, item, "drop" if split else "keep", reason="理由" if split else "")
    setting.close()
    return setting


def test_the_next_round_is_a_draft_of_the_items_that_are_not_settled(closed: Setting) -> None:
    rounds.draft_next_round(EDITOR, closed.engine, closed.registry, closed.round)
    opened = open_folder(EDITOR, closed.engine, closed.consultation)
    assert (opened.latest.number, opened.latest.state, opened.latest.closes_at) == (2, "draft", None)
    assert set(opened.latest.settled) == set(ITEMS) - {"staff"}
    assert setup.left_to_ask(opened.consultation, opened.latest) == ("staff",)
    assert codes_of(
        lambda: rounds.draft_next_round(EDITOR, closed.engine, closed.registry, closed.round)
    ) == ["round_followed"]


def test_only_a_closed_round_is_followed(engine: Engine, ready: Folder) -> None:
    assert codes_of(lambda: rounds.draft_next_round(EDITOR, engine, registry(), ready.latest.id)) == [
        "round_state"
    ]


def test_a_settled_item_is_asked_again_with_a_reason_that_stands_on_record(closed: Setting) -> None:
    second = rounds.draft_next_round(EDITOR, closed.engine, closed.registry, closed.round)
    rounds.ask_again(EDITOR, closed.engine, second, "birds", "有新的调查数据")
    opened = open_folder(EDITOR, closed.engine, closed.consultation)
    assert setup.left_to_ask(opened.consultation, opened.latest) == ("birds", "staff")
    (told,) = rounds.asked_again(EDITOR, closed.engine, second)
    assert (told.item, told.reason, told.editor) == ("birds", "有新的调查数据", EDITOR.name)
    assert rounds.asked_again(EDITOR, closed.engine, closed.round) == ()
    assert codes_of(lambda: rounds.ask_again(EDITOR, closed.engine, second, "birds", "again")) == [
        "item_not_settled"
    ]
    rounds.leave_settled(EDITOR, closed.engine, second, "birds")
    assert set(open_folder(EDITOR, closed.engine, closed.consultation).latest.settled) == set(ITEMS) - {
        "staff"
    }
    for item in ("birds", "staff"):
        assert codes_of(lambda item=item: rounds.leave_settled(EDITOR, closed.engine, second, item)) == [
            "item_not_settled"
        ]


def test_a_round_that_asks_nothing_does_not_open(closed: Setting) -> None:
    second = rounds.draft_next_round(EDITOR, closed.engine, closed.registry, closed.round)
    opened = open_folder(EDITOR, closed.engine, closed.consultation)
    everything: dict[str, RuleVerdict] = dict.fromkeys(ITEMS, "keep")
    with session_scope(closed.engine) as session:
        change_round(session, replace(opened.latest, settled=everything))
    opened = open_folder(EDITOR, closed.engine, closed.consultation)
    found = codes_of(
        lambda: rounds.open_round(EDITOR, closed.engine, closed.registry, second, now(), seal(opened))
    )
    assert "nothing_asked" in found


def test_the_board_tells_how_far_each_has_come_and_what_is_next(closed: Setting) -> None:
    setup.start_consultation(EDITOR, closed.engine, closed.registry, TITLES, CATALOGUE, QUESTIONNAIRE)
    newest, first = list_cards(EDITOR, closed.engine, now())
    assert (newest.waits, newest.answered, newest.panel) == ("set_up", 0, 0)
    assert (first.waits, first.answered, first.panel, first.undecided) == ("decisions", 8, 8, len(ITEMS))
