"""What a round's answers come to in counts: the input of the tally step, from a few grouped queries."""

from __future__ import annotations

from collections.abc import Collection

from sqlmodel import Session

from lbsap.steps.measures.aggregate import Groups
from lbsap.store import counts


def groups_of(session: Session, round_id: int, item: str | None = None) -> Groups:
    """All that is counted of a round, on every item or on one."""
    return Groups(
        strata=counts.count_respondents(session, round_id),
        verdicts=counts.count_verdicts(session, round_id, item),
        settings=counts.count_settings(session, round_id, item),
        troubles=counts.count_troubles(session, round_id, item),
        ratings=counts.count_ratings(session, round_id, item),
        names=counts.count_names(session, round_id, item),
    )


def groups_for_rule(session: Session, round_id: int, reads: Collection[str]) -> Groups:
    """What a rule judges by, and no more: verdicts, and the ratings among those that it ``reads``.

    A page on all items asks for this: names and marks are for the pages on one item, and cost more than all the rest.
    """
    return Groups(
        strata=counts.count_respondents(session, round_id),
        verdicts=counts.count_verdicts(session, round_id),
        ratings=counts.count_ratings(session, round_id, ratings=reads),
    )
