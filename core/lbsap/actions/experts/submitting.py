"""Submitting, and the copy of one's answers."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from sqlalchemy import Engine

from lbsap.actions.experts.desk import Desk
from lbsap.actions.experts.writing import writing
from lbsap.actions.files import File, written
from lbsap.model.blocks import Document
from lbsap.model.errors import BadInput
from lbsap.model.problems import problem
from lbsap.model.text import Lang
from lbsap.registry import Registry
from lbsap.steps.asking.opinion_form import TITLE, OpinionForm, opinion_form
from lbsap.store.audit import record
from lbsap.store.submissions import Submission, keep_submission


def submit(engine: Engine, desk: Desk, at: datetime) -> Submission:
    """Submit the answers of this round; they stay changeable until it closes. Submitting again gives the same back.

    Raises ``BadInput``: the round is closed, consent does not stand, nothing is answered (``nothing_answered``), or
    items need attention (each problem placed at its item id).
    """
    if desk.submission is not None:
        return desk.submission
    lacking = [replace(one, where=item) for item, task in desk.tasks.items() for one in task.problems]
    if lacking:
        raise BadInput(lacking)
    if not desk.progress.answered:
        raise BadInput([problem("nothing_answered")])
    with writing(engine, desk, at) as session:
        kept = keep_submission(session, desk.round.id, desk.respondent.id, at)
        record(session, "expert", "answers submitted", f"round {desk.round.id}", reference=kept.reference)
    return kept


def copy_of_answers(desk: Desk) -> Document:
    """The expert opinion form (专家意见表) of this round, as a document to show or to write. No database."""
    told = desk.consultation
    return opinion_form(
        OpinionForm(
            title=told.title,
            host=told.host,
            round=desk.round.number,
            questionnaire=told.questionnaire,
            catalogue=told.catalogue,
            groups=desk.groups,
            answers={item: kept.answer for item, kept in desk.answers.items()},
            profile=desk.respondent.profile,
            proposals=tuple(kept.proposal for kept in desk.proposals),
            remarks={question: kept.words for question, kept in desk.remarks.items()},
            reference=desk.submission.reference if desk.submission else "",
            submitted_at=desk.submission.submitted_at if desk.submission else None,
        )
    )


def copy_as_word(desk: Desk, lang: Lang, registry: Registry) -> File:
    """The same as a Word file. Raises ``PluginFailed``, ``NotFound`` where no exporter writes it. No database."""
    reference = f"-{desk.submission.reference}" if desk.submission else ""
    return written("opinion", copy_of_answers(desk), f"{TITLE.plain(lang)}{reference}", lang, registry)
