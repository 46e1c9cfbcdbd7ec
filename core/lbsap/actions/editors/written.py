"""What experts wrote in a round: reasons, contents to add, new items and closing words, and nobody's name beside it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Engine

from lbsap.actions.editors.folder import Folder
from lbsap.actions.permissions import allowed_to
from lbsap.model.actor import Actor
from lbsap.model.report import publishable
from lbsap.model.response import Proposal
from lbsap.model.text import Text
from lbsap.steps.asking.questionnaire import asked_items
from lbsap.steps.common.pages import A_PAGE, Page, page_of
from lbsap.steps.editing.naming import group_proposals
from lbsap.store.consultations import Round
from lbsap.store.counts import count_respondents
from lbsap.store.engine import session_scope
from lbsap.store.faults import not_found
from lbsap.store.proposals import proposals_in
from lbsap.store.remarks import count_remarks, words_on
from lbsap.store.tags import count_tags
from lbsap.store.worded import Sought, Worded, count_words, find_words


@dataclass(frozen=True, slots=True)
class WordsPage:
    """One page of the words that were sought. ``tags`` counts those of the round, or of the item where one is sought.

    ``groups`` are the strata that may be told beside words, joined where they are too small to be told alone.
    """

    words: tuple[Worded, ...]
    page: Page
    tags: Mapping[str, int]
    groups: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class RemarksPage:
    """One page of what was said on a closing question: words with their language. ``counts`` are by question."""

    words: tuple[tuple[str, str], ...]
    page: Page
    counts: Mapping[str, int]


@allowed_to("administrator", "editor", "viewer")
def read_words(
    actor: Actor, engine: Engine, folder: Folder, shown: Round, sought: Sought, page: int = 1
) -> WordsPage:
    """One page of the words of a round. Reads only."""
    asked = asked_items(folder.consultation.questionnaire, folder.consultation.catalogue)
    with session_scope(engine, write=False) as session:
        at = page_of(count_words(session, shown.id, sought), page)
        return WordsPage(
            words=find_words(session, shown.id, sought, [one.id for one in asked], at.start, A_PAGE),
            page=at,
            tags=count_tags(session, shown.id, sought.item),
            groups=publishable(count_respondents(session, shown.id)),
        )


@allowed_to("administrator", "editor", "viewer")
def read_proposals(actor: Actor, engine: Engine, shown: Round) -> tuple[tuple[Proposal, ...], ...]:
    """The new items proposed in a round, those with similar names together. Reads only."""
    with session_scope(engine, write=False) as session:
        return group_proposals(proposals_in(session, shown.id))


@allowed_to("administrator", "editor", "viewer")
def read_remarks(
    actor: Actor, engine: Engine, folder: Folder, shown: Round, question: str, page: int = 1
) -> RemarksPage:
    """One page of what was said on a closing question. Reads only; raises ``NotFound`` for another question."""
    if question not in {one.id for one in folder.consultation.questionnaire.closing}:
        raise not_found(Text("问题", "question"), question)
    with session_scope(engine, write=False) as session:
        counts = count_remarks(session, shown.id)
        at = page_of(counts.get(question, 0), page)
        return RemarksPage(words_on(session, shown.id, question, at.start, A_PAGE), at, counts)
