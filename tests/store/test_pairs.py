"""Two rounds of one panel, counted in pairs: the queries say what counting the answers by hand says."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine
from sqlmodel import Session

from lbsap.model.consultation import Answer
from lbsap.store.answers import save_answers
from lbsap.store.consultations import Round, add_round, advance_round, load_round
from lbsap.store.engine import session_scope
from lbsap.store.pairs import count_retained, pair_ratings, pair_verdicts
from tests.store.samples import ITEMS, open_round

PANEL = {"E01": "academia", "E02": "academia", "E03": "government", "E04": ""}


def answers() -> st.SearchStrategy[list[Answer]]:
    one = st.builds(
        Answer,
        respondent=st.sampled_from(sorted(PANEL)),
        item=st.sampled_from(ITEMS),
        verdict=st.sampled_from(("keep", "drop", "rename", "outside", None)),
        ratings=st.dictionaries(st.sampled_from(("relevance", "clarity")), st.integers(1, 9)),
    )
    return st.lists(one, max_size=12, unique_by=lambda answer: (answer.respondent, answer.item))


def two_rounds(session: Session, first: Iterable[Answer], second: Iterable[Answer]) -> tuple[int, int]:
    earlier = open_round(session, PANEL)
    save_answers(session, earlier, first)
    advance_round(session, earlier, "closed")
    later = add_round(session, Round(load_round(session, earlier).consultation, "majority", "1"))
    advance_round(session, later, "open")
    save_answers(session, later, second)
    return earlier, later


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(answers(), answers())
def test_pairs_are_those_of_the_same_expert_on_the_same_item(
    engine: Engine, first: list[Answer], second: list[Answer]
) -> None:
    before = {(one.respondent, one.item): one for one in first}
    both = [(before[one.respondent, one.item], one) for one in second if (one.respondent, one.item) in before]
    with session_scope(engine) as session:
        earlier, later = two_rounds(session, first, second)
        assert pair_verdicts(session, earlier, later) == Counter(
            (was.item, was.verdict or "", now.verdict or "") for was, now in both
        )
        assert pair_ratings(session, earlier, later) == Counter(
            (was.item, name, was.ratings[name], now.ratings[name])
            for was, now in both
            for name in was.ratings.keys() & now.ratings.keys()
        )
        answered = [{one.respondent for one in given} for given in (first, second)]
        strata = {PANEL[code] for code in answered[0]}
        assert count_retained(session, earlier, later) == {
            stratum: (
                sum(PANEL[code] == stratum for code in answered[0]),
                sum(PANEL[code] == stratum for code in answered[0] & answered[1]),
            )
            for stratum in strata
        }
