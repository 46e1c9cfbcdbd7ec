"""Two editors on one item, over and over: one wins, the other is told, and in the end both stand in the history."""

from __future__ import annotations

import random
import time
from concurrent.futures import ThreadPoolExecutor
from typing import Final

from sqlalchemy import Engine

from lbsap.model.consultation import Decision
from lbsap.model.errors import BadInput
from lbsap.model.text import Text
from lbsap.store.decisions import decide, decisions_in, decisions_on
from lbsap.store.engine import session_scope
from tests.store.samples import new_consultation

TURNS: Final = 500
EDITORS: Final = ("editor-1", "editor-2")


def test_in_500_random_interleavings_one_wins_the_other_is_told_and_both_stay(engine: Engine) -> None:
    with session_scope(engine) as session:
        consultation = new_consultation(session)
    dice = random.Random(4)  # noqa: S311 - a sample, no secret

    def try_once(name: str, seen: int, pause: float) -> str:
        time.sleep(pause)
        made = Decision("budget", "keep", Text(en=f"{name} saw {seen}"))
        try:
            with session_scope(engine) as session:
                decide(session, consultation, made, name, seen=seen)
        except BadInput as told:
            return told.problems[0].code
        return "won"

    with ThreadPoolExecutor(2) as pool:
        for turn in range(TURNS):
            seen = 2 * turn
            pauses = [dice.choice((0, 0, 0.0005, 0.002)) for _ in EDITORS]
            outcomes = list(pool.map(try_once, EDITORS, (seen, seen), pauses))
            assert sorted(outcomes) == ["decided_meanwhile", "won"], turn
            loser = EDITORS[outcomes.index("decided_meanwhile")]
            assert try_once(loser, seen + 1, 0) == "won"
    with session_scope(engine, write=False) as session:
        history = decisions_on(session, consultation, "budget")
        [holding] = decisions_in(session, consultation)
    assert [one.number for one in history] == list(range(1, 2 * TURNS + 1))
    pairs = [{one.decided_by for one in history[place : place + 2]} for place in range(0, 2 * TURNS, 2)]
    assert pairs == [set(EDITORS)] * TURNS
    assert holding == history[-1]


def test_a_new_item_that_is_dropped_again_leaves_no_decision(engine: Engine) -> None:
    with session_scope(engine) as session:
        consultation = new_consultation(session)
        decide(session, consultation, Decision("night-sky", "new", title=Text(en="Night sky")), "editor-1")
        decide(session, consultation, Decision("budget", "drop"), "editor-1")
        decide(session, consultation, Decision("night-sky", "drop"), "editor-1", seen=1)
        assert [one.decision.item for one in decisions_in(session, consultation)] == ["budget"]
        decide(
            session, consultation, Decision("night-sky", "new", title=Text(en="Dark sky")), "editor-1", seen=2
        )
        assert [one.decision.outcome for one in decisions_in(session, consultation)] == ["new", "drop"]
        assert len(decisions_on(session, consultation, "night-sky")) == 3
