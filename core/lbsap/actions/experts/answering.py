"""Saving what an expert says: answers on items, proposals, closing questions. One durable commit per call."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Final

from sqlalchemy import Engine

from lbsap.actions.experts.desk import Desk
from lbsap.actions.experts.writing import writing
from lbsap.model.consultation import Answer
from lbsap.model.errors import BadInput
from lbsap.model.problems import problem
from lbsap.model.response import Proposal
from lbsap.model.text import Lang, Text
from lbsap.store.answers import KeptAnswer, write_answers
from lbsap.store.faults import not_found
from lbsap.store.proposals import KeptProposal, keep_proposal, remove_proposal
from lbsap.store.remarks import keep_remarks, remarks_of

MOST_REVISIONS: Final = 1_000_000
MOST_PROPOSALS: Final = 50
LONGEST_KEY: Final = 64


@dataclass(frozen=True, slots=True)
class Saved:
    """What came of a save. ``revisions``: what stands now, by item. ``standing``: newer answers that stand instead.

    A repetition of what stands counts as saved. A page's next save goes under the item's revision here plus one.
    """

    at: datetime
    revisions: Mapping[str, int] = field(default_factory=dict)
    standing: Mapping[str, KeptAnswer] = field(default_factory=dict)

    @property
    def ok(self) -> bool:
        """Whether all of it was saved."""
        return not self.standing


def save_item(
    engine: Engine, desk: Desk, item_id: str, answer: Answer, revision: int, language: Lang, at: datetime
) -> Saved:
    """Save an answer (of ``steps.asking.answers.read_answer``) under ``revision``: ``desk.revision(item)`` of the page's load.

    Raises ``NotFound`` for an item that is not asked, ``BadInput`` where the round is closed (``round_closed``, the
    words of message 12), the item settled (``item_settled``), or consent does not stand (``consent_needed``).
    """
    return _save(engine, desk, {item_id: answer}, {item_id: revision}, language, at)


def save_items(
    engine: Engine,
    desk: Desk,
    answers: Mapping[str, Answer],
    revisions: Mapping[str, int],
    language: Lang,
    at: datetime,
) -> Saved:
    """Save the answers of one page by item, each under its own revision, in one commit; those that newer answers
    stand against are told, the others saved. What has not changed is not written. Raises as ``save_item``."""
    changed = {item: answer for item, answer in answers.items() if not _stands(desk, item, answer)}
    saved = _save(engine, desk, changed, revisions, language, at)
    untouched = {item: desk.answers[item].revision for item in answers if item not in changed}
    return replace(saved, revisions=untouched | dict(saved.revisions))


def clear_item(
    engine: Engine, desk: Desk, item_id: str, revision: int, language: Lang, at: datetime
) -> Saved:
    """Clear an answer: the item was shown and is left blank. As ``save_item``."""
    return save_item(engine, desk, item_id, Answer("", item_id), revision, language, at)


def save_proposal(
    engine: Engine,
    desk: Desk,
    key: str,
    proposal: Proposal,
    language: Lang,
    at: datetime,
    revision: int = 1,
) -> KeptProposal:
    """Keep a proposed item under ``key``, a random word of the form's load: posted again it replaces, never doubles.

    Returns what stands then: another proposal where one of this revision or a later one was kept before. Raises
    ``BadInput``: no key or too long a one, too many proposals, and as ``save_item``.
    """
    _check_revision("revision", revision)
    known = {one.key for one in desk.proposals}
    if not 0 < len(key) <= LONGEST_KEY or (key not in known and len(known) >= MOST_PROPOSALS):
        raise BadInput([problem("revision_wrong", "key")])
    with writing(engine, desk, at) as session:
        return keep_proposal(
            session,
            desk.round.id,
            desk.respondent.id,
            key,
            proposal,
            revision=revision,
            language=language,
            at=at,
        )


def drop_proposal(engine: Engine, desk: Desk, key: str, at: datetime) -> None:
    """Take a proposal back; nothing where there is none."""
    with writing(engine, desk, at) as session:
        remove_proposal(session, desk.round.id, desk.respondent.id, key)


def save_closing(
    engine: Engine, desk: Desk, words: Mapping[str, str], revision: int, language: Lang, at: datetime
) -> Mapping[str, str]:
    """Keep the words on closing questions, by question id (empty: taken back), under ``desk.closing_revision``.

    Returns the newer words that stand instead, by question; empty where all was saved.
    """
    known = {question.id for question in desk.consultation.questionnaire.closing}
    if unknown := sorted(words.keys() - known):
        raise not_found(Text("问题", "question"), unknown[0], known)
    _check_revision("closing", revision)
    changed = {one: said for one, said in words.items() if said != _said(desk, one)}
    if not changed:
        return {}
    with writing(engine, desk, at) as session:
        keep_remarks(
            session,
            desk.round.id,
            desk.respondent.id,
            changed,
            revision=revision,
            language=language,
            at=at,
        )
        kept = remarks_of(session, desk.round.id, desk.respondent.id)
    return {one: kept[one].words for one, said in changed.items() if kept[one].words != said}


def _save(
    engine: Engine,
    desk: Desk,
    answers: Mapping[str, Answer],
    revisions: Mapping[str, int],
    language: Lang,
    at: datetime,
) -> Saved:
    for item in answers:
        _check_asked(desk, item)
        _check_revision(item, revisions[item])
    own = [
        replace(answer, respondent=desk.respondent.code, item=item, stratum=desk.respondent.stratum)
        for item, answer in answers.items()
    ]
    with writing(engine, desk, at) as session:
        refused = write_answers(session, desk.round.id, own, revision=revisions, language=language)
    stands = {item: revisions[item] for item in answers}
    stands |= {one.given.item: one.standing.revision for one in refused}
    return Saved(at, stands, {one.given.item: one.standing for one in refused if one.differs})


def _stands(desk: Desk, item: str, answer: Answer) -> bool:
    """Whether an answer says what stands already."""
    kept = desk.answers.get(item)
    if kept is None:
        return False
    whose = kept.answer
    return replace(answer, respondent=whose.respondent, item=item, stratum=whose.stratum) == whose


def _said(desk: Desk, question: str) -> str:
    return desk.remarks[question].words if question in desk.remarks else ""


def _check_asked(desk: Desk, item_id: str) -> None:
    item = desk.item(item_id)
    if item is None:
        raise not_found(Text("条目", "item"), item_id)
    if item_id in desk.settled:
        raise BadInput([problem("item_settled", item_id, item=item.title)])


def _check_revision(where: str, revision: int) -> None:
    if not 1 <= revision <= MOST_REVISIONS:
        raise BadInput([problem("revision_wrong", where)])
