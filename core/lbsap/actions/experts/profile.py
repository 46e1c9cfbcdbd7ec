"""The profile of an expert, the components one can judge, and the language preferred."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import Engine

from lbsap.actions.experts.desk import Desk
from lbsap.actions.experts.writing import writing
from lbsap.model.consultation import Answer
from lbsap.model.errors import BadInput
from lbsap.model.problems import problem
from lbsap.model.text import Lang, Text
from lbsap.steps.asking.answers import Cells
from lbsap.steps.asking.profile import read_profile
from lbsap.store.answers import carry_stratum, take_back_group, write_answers
from lbsap.store.engine import session_scope
from lbsap.store.faults import not_found
from lbsap.store.own_answers import answers_of
from lbsap.store.respondents import change
from lbsap.store.visits import keep_seen


def save_profile(engine: Engine, desk: Desk, data: Cells, at: datetime) -> None:
    """Keep the answers to the profile questions, by question id; every stratum question needs one.

    The stratum of the respondent and of all answers follows. A correction is a right, so it is taken after the round
    has closed too. Raises ``BadInput``: each problem placed at the question; consent does not stand.
    """
    if desk.consent is None:
        raise BadInput([problem("consent_needed")])
    read = read_profile(data, desk.consultation.questionnaire)
    if read.problems:
        raise BadInput(read.problems)
    with session_scope(engine) as session:
        change(session, desk.respondent.id, profile=read.profile, stratum=read.stratum)
        if read.stratum != desk.respondent.stratum:
            carry_stratum(session, desk.respondent.id, read.stratum)
        keep_seen(session, desk.visit, at)


def choose_groups(engine: Engine, desk: Desk, judged: Collection[str], language: Lang, at: datetime) -> None:
    """Set which groups (``desk.groups``) one can judge; items of the others become "outside my expertise".

    Only where no verdict stands: a verdict given otherwise stays. Choosing a group again takes back what this
    function had set, and nothing else. Raises ``BadInput`` as ``save_item``, ``NotFound`` for an unknown group.
    """
    known = [group.id for group in desk.groups]
    if unknown := sorted(set(judged) - set(known)):
        raise not_found(Text("核心要素", "component"), unknown[0], known)
    within = [item.id for group in desk.groups if group.id in judged for item in group.items]
    beyond = [item.id for group in desk.groups if group.id not in judged for item in group.items]
    code, person, round_id = desk.respondent.code, desk.respondent.id, desk.round.id
    with writing(engine, desk, at) as session:
        take_back_group(session, round_id, person, within)
        standing = answers_of(session, person, round_id)
        blank = [
            item
            for item in beyond
            if item not in standing
            or standing[item].answer == Answer(code, item, stratum=standing[item].answer.stratum)
        ]
        write_answers(
            session,
            round_id,
            [Answer(code, item, "outside") for item in blank],
            revision={item: 1 + (standing[item].revision if item in standing else 0) for item in blank},
            language=language,
            by_group=True,
        )
        change(session, person, judged=[group for group in known if group in judged])


def prefer_language(engine: Engine, desk: Desk, language: Lang) -> None:
    """Keep the language a respondent prefers."""
    with session_scope(engine) as session:
        change(session, desk.respondent.id, language=language)
