"""Tags on the reasons of experts."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from sqlalchemy import Engine

from lbsap.actions.permissions import allowed_to
from lbsap.model.actor import Actor
from lbsap.model.errors import BadInput
from lbsap.model.problems import problem
from lbsap.steps.asking.answers import fit
from lbsap.steps.common.words import clean_line
from lbsap.store.audit import record
from lbsap.store.consultations import Round
from lbsap.store.engine import session_scope
from lbsap.store.tags import add_tag, remove_tag

LONGEST_TAG: Final = 40


@allowed_to("administrator", "editor")
def tag_reasons(actor: Actor, engine: Engine, shown: Round, answers: Collection[int], tag: str) -> int:
    """Put a tag on reasons of a round, by the ids of their answers. Returns how many got it; others bear it already.

    Raises ``BadInput``: no reason, no tag, a tag that is too long.
    """
    words = clean_line(tag)[0]
    problems = [] if answers else [problem("reasons_wanted", "choices")]
    problems += fit("tag", words, False, LONGEST_TAG)[0] if words else [problem("tag_wanted", "tag")]
    if problems:
        raise BadInput(problems)
    with session_scope(engine) as session:
        tagged = add_tag(session, shown.id, answers, words, actor.name)
        record(session, actor.name, "reasons tagged", f"round {shown.id}", reasons=tagged)
    return tagged


@allowed_to("administrator", "editor")
def untag_reason(actor: Actor, engine: Engine, shown: Round, answer: int, tag: str) -> None:
    """Take a tag from a reason; nothing where it is gone already."""
    with session_scope(engine) as session:
        if remove_tag(session, shown.id, answer, tag):
            record(session, actor.name, "tag removed", f"round {shown.id}", answer=answer)
