"""Comments: taken over from answers, brought in from elsewhere, listed, and answered one by one or several at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import cast

from sqlalchemy import Engine
from sqlmodel import Session

from lbsap.actions.editors.elsewhere import check_source
from lbsap.actions.permissions import allowed_to
from lbsap.actions.resolve import import_bytes
from lbsap.model.actor import Actor
from lbsap.model.comments import Comment, CommentSource, Fate
from lbsap.model.errors import BadInput, NotFound
from lbsap.model.plugin_items import Row
from lbsap.model.problems import Problem, problem
from lbsap.model.report import publishable
from lbsap.model.text import Text
from lbsap.registry import Registry
from lbsap.steps.reports.comment_rows import Entry, TableRow, entries, read_comments
from lbsap.steps.reports.method import strata_title
from lbsap.store.audit import record
from lbsap.store.comments import CORRECTED, add_comment, answer_comment, comments_on, correct_comment
from lbsap.store.consultations import Consultation, recall_consultation, rounds_of
from lbsap.store.counts import count_respondents
from lbsap.store.decisions import decisions_in
from lbsap.store.engine import session_scope
from lbsap.store.faults import not_found
from lbsap.store.said_online import said_online, take_over, untaken


@dataclass(frozen=True, slots=True)
class CommentBook:
    """All comments of a consultation, numbered, and how much that was said online has not been taken over yet."""

    entries: tuple[Entry, ...]
    untaken: int

    @property
    def unanswered(self) -> int:
        """How many comments wait for an answer."""
        return sum(one.comment.fate is None for one in self.entries)


@dataclass(frozen=True, slots=True)
class TableTaken:
    """What came in with a table: new comments, and answers to comments that were there."""

    added: int
    answered: int


@allowed_to("administrator", "editor", "viewer")
def open_comments(actor: Actor, engine: Engine, consultation_id: int) -> CommentBook:
    """The comments of a consultation. Raises ``NotFound``. Reads only."""
    with session_scope(engine, write=False) as session:
        consultation = recall_consultation(session, consultation_id)
        return CommentBook(numbered(session, consultation), len(untaken(session, consultation_id)))


def numbered(session: Session, consultation: Consultation) -> tuple[Entry, ...]:
    """The comments within a unit of work, each with the group of experts it may be said to come from."""
    comments = comments_on(session, consultation.id)
    decisions = (kept.decision for kept in decisions_in(session, consultation.id))
    return entries(comments, consultation.catalogue, decisions, _groups(session, consultation, comments))


@allowed_to("administrator", "editor")
def take_over_comments(actor: Actor, engine: Engine, consultation_id: int) -> int:
    """Take the words of closed rounds over as comments, each once. Returns how many came in."""
    with session_scope(engine) as session:
        taken = take_over(session, consultation_id)
        if taken:
            record(
                session, actor.name, "comments taken over", f"consultation {consultation_id}", comments=taken
            )
    return taken


@allowed_to("administrator", "editor")
def add_by_hand(actor: Actor, engine: Engine, comment: Comment) -> int:
    """Keep a comment that was made elsewhere, with its source. Returns its id.

    Raises ``BadInput`` where it is not said where it comes from.
    """
    check_source(comment.source, comment.said_in)
    with session_scope(engine) as session:
        made = add_comment(session, replace(comment, entered_by=actor.name))
        record(session, actor.name, "comment added", f"comment {made}", source=comment.source)
    return made


@allowed_to("administrator", "editor")
def correct_by_hand(actor: Actor, engine: Engine, corrected: Comment) -> None:
    """Correct a comment that was entered by hand or with a table; the audit trail keeps which fields, not the words.

    ``corrected.version`` is the one on the screen. Raises ``BadInput`` where it was changed since, or it is not said
    where it comes from; ``NotFound`` for words that were given online, and for a comment of another consultation.
    """
    check_source(corrected.source, corrected.said_in)
    with session_scope(engine) as session:
        known = {
            one.id: one for one in comments_on(session, corrected.consultation) if one.source != "online"
        }
        if corrected.id not in known:
            raise not_found(Text("意见", "comment"), corrected.id)
        before = known[corrected.id]
        correct_comment(session, corrected)
        fields = [one for one in CORRECTED if getattr(before, one) != getattr(corrected, one)]
        record(session, actor.name, "comment corrected", f"comment {corrected.id}", fields=fields)


@allowed_to("administrator", "editor")
def answer_comments(
    actor: Actor, engine: Engine, consultation_id: int, seen: Mapping[int, int], fate: Fate, reason: Text
) -> None:
    """Say what becomes of comments, one or several, and why. ``seen``: the version on the screen, by comment id.

    All or none: raises ``BadInput`` where somebody else has answered one since, or no reason is given; ``NotFound`` for a
    comment of another consultation.
    """
    if not seen:
        raise BadInput([problem("comments_wanted")])
    if not reason:
        raise BadInput([problem("rationale_wanted", "reason_zh")])
    with session_scope(engine) as session:
        own = {one.id for one in comments_on(session, consultation_id)}
        for id_ in seen.keys() - own:
            raise NotFound(problem("unknown_id", str(id_), id=id_, kind=Text("意见", "comment"), known="…"))
        for id_, version in sorted(seen.items()):
            answer_comment(session, id_, fate, reason, seen=version)
        about = f"consultation {consultation_id}"
        record(session, actor.name, "comments answered", about, comments=sorted(seen), fate=fate)


@allowed_to("administrator", "editor")
def bring_comments(
    actor: Actor,
    engine: Engine,
    registry: Registry,
    consultation_id: int,
    name: str,
    content: bytes,
    source: CommentSource,
    said_in: str,
) -> TableTaken:
    """Take in a table of comments, or a matrix that came back with its responses filled in. All or nothing.

    ``source`` and ``said_in`` hold for rows that name none. Raises ``BadInput`` with each fault at its row and column.
    """
    check_source(source, said_in)
    rows = cast(tuple[Row, ...], import_bytes(name, content, "rows", registry).value)
    with session_scope(engine) as session:
        catalogue = recall_consultation(session, consultation_id).catalogue
        read, problems = read_comments(rows, consultation_id, catalogue, source, said_in.strip())
        if problems:
            raise BadInput(replace(one, where=one.where or name) for one in problems)
        known = dict(enumerate(comments_on(session, consultation_id), start=1))
        faults = [fault for row in read for fault in _row_faults(row, known)]
        if faults:
            raise BadInput(faults)
        taken = _keep_table(session, actor, read, known)
        about = f"consultation {consultation_id}"
        record(session, actor.name, "comments brought in", about, added=taken.added, answered=taken.answered)
    return taken


def _keep_table(
    session: Session, actor: Actor, rows: Iterable[TableRow], known: Mapping[int, Comment]
) -> TableTaken:
    added = answered = 0
    for row in rows:
        given = row.comment
        if row.number:
            old = known[row.number]
            id_, version, is_said = old.id, old.version, old.fate == given.fate
        else:
            id_, version, is_said = add_comment(session, replace(given, entered_by=actor.name)), 0, False
            added += 1
        if given.fate and not is_said:
            answer_comment(session, id_, given.fate, given.fate_reason, seen=version)
            answered += bool(row.number)
    return TableTaken(added, answered)


def _row_faults(row: TableRow, known: Mapping[int, Comment]) -> list[Problem]:
    """Why a row that bears a number cannot be about the comment of that number."""
    if not row.number:
        return []
    old, given = known.get(row.number), row.comment
    if old is None:
        return [problem("comment_number", f"{row.where}: number", number=row.number)]
    differs = (given.item, given.words) != (old.item, old.words) and bool(given.words and old.words)
    if differs:
        return [problem("comment_differs", f"{row.where}: comment", number=row.number)]
    if given.fate and old.fate and (given.fate, given.fate_reason) != (old.fate, old.fate_reason):
        return [problem("comment_answered", f"{row.where}: response", number=row.number)]
    return []


def _groups(session: Session, consultation: Consultation, comments: Iterable[Comment]) -> dict[int, Text]:
    """The words for the group of experts by comment id, where the group is large enough to be named."""
    closed = [one.id for one in rounds_of(session, consultation.id) if one.state in ("closed", "published")]
    sizes: dict[str, int] = {}
    for round_id in closed:
        for stratum, n in count_respondents(session, round_id).items():
            sizes[stratum] = max(n, sizes.get(stratum, 0))
    titles = {
        stratum: strata_title(group, consultation.questionnaire)
        for group in publishable(sizes)
        for stratum in group
    }
    strata = {one.origin: one.stratum for one in said_online(session, consultation.id)}
    return {
        one.id: titles[strata[one.origin]]
        for one in comments
        if strata.get(one.origin) in titles and one.words
    }
