"""Reviews of a draft, layer by layer: opened, closed, links for those who are asked, comments answered."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from sqlalchemy import Engine
from sqlmodel import Session

from lbsap.actions.cities.drafts import KeptDraft, draft_within, numbered
from lbsap.actions.cities.workspace import require_entry
from lbsap.actions.permissions import allowed_to
from lbsap.model.actor import Actor
from lbsap.model.blocks import Document
from lbsap.model.city import CityData
from lbsap.model.city_plan import Layer
from lbsap.model.errors import BadInput
from lbsap.model.problems import Problem, problem
from lbsap.model.text import LANGS, Text
from lbsap.steps.asking.answers import LONGEST_COMMENT, LONGEST_NAME, fit
from lbsap.steps.common.moments import BEIJING, read_day
from lbsap.steps.common.stamp import require_unchanged
from lbsap.steps.common.words import clean, clean_line, whole_number
from lbsap.steps.planning.review_order import LAYERS, link_ends, turn_problems
from lbsap.steps.reports.comment_rows import read_fate
from lbsap.store.audit import record
from lbsap.store.cities import load_city
from lbsap.store.engine import session_scope
from lbsap.store.faults import not_found
from lbsap.store.plans import DraftHead, draft_head, drafts_of
from lbsap.store.reviews import (
    KeptComment,
    Review,
    ReviewInvitation,
    add_comment,
    answer_comment,
    close_review,
    comments_of,
    invitations_of,
    invite_body,
    move_last_day,
    open_review,
    renew_body,
    review,
    reviews_of,
    revoke_body,
)

MAY: Final = ("administrator", "editor", "city")
MOST_BODIES: Final = 60


@dataclass(frozen=True, slots=True)
class ReviewState:
    """A review with the draft it is of (``number`` counts the city's drafts), whom it asked and what was said."""

    review: Review
    number: int
    head: DraftHead
    invitations: tuple[ReviewInvitation, ...]
    comments: tuple[KeptComment, ...]

    @property
    def unanswered(self) -> int:
        """How many comments have no answer yet."""
        return sum(one.comment.fate is None for one in self.comments)


@dataclass(frozen=True, slots=True)
class ReviewBook:
    """All reviews of a city in the order they were opened, and its drafts, the newest first."""

    city: CityData
    reviews: tuple[ReviewState, ...]
    drafts: tuple[tuple[int, DraftHead], ...]

    @property
    def states(self) -> tuple[tuple[Layer, bool], ...]:
        """The layer of each review, and whether it is closed."""
        return tuple((one.review.layer, one.review.closed) for one in self.reviews)


@dataclass(frozen=True, slots=True)
class Handed:
    """A link that was made: for whom, its token (shown this once), how long it is good."""

    invitation: ReviewInvitation
    token: str


@allowed_to(*MAY)
def open_book(actor: Actor, engine: Engine, city_id: int) -> ReviewBook:
    """Where the reviews of a city's drafts stand. Raises ``NotFound``. Reads only."""
    require_entry(actor, city_id)
    with session_scope(engine, write=False) as session:
        drafts = numbered(drafts_of(session, city_id))
        said = comments_of(session, city_id)
        found = (_state(session, one, drafts, said) for one in reviews_of(session, city_id))
        return ReviewBook(load_city(session, city_id).data, tuple(found), drafts)


@allowed_to(*MAY)
def see_review(actor: Actor, engine: Engine, city_id: int, review_id: int) -> tuple[ReviewState, Document]:
    """One review, and the text under review. Raises ``NotFound``, also for another city's. Reads only."""
    require_entry(actor, city_id)
    with session_scope(engine, write=False) as session:
        found = review(session, city_id, review_id)
        drafts = numbered(drafts_of(session, city_id))
        state = _state(session, found, drafts, comments_of(session, city_id))
        return state, draft_within(session, city_id, found.plan).plan.document


@allowed_to(*MAY)
def begin_review(actor: Actor, engine: Engine, city_id: int, cells: Mapping[str, str], at: datetime) -> int:
    """Let a layer look at a draft, by the fields draft (its id), layer, closes_on (the last day for comments) and reason
    (why before its turn). Returns the id of the review. Raises ``BadInput``, placed at fields, and ``NotFound``."""
    require_entry(actor, city_id)
    reason = _line("reason", cells, LONGEST_COMMENT)
    closes_on = _last_day(cells.get("closes_on", ""), at)
    layer = next((one for one in LAYERS if one == cells.get("layer")), None)
    if layer is None:
        raise BadInput([problem("choice_wanted", "layer")])
    with session_scope(engine) as session:
        load_city(session, city_id, lock=True)
        draft = _draft(session, city_id, cells.get("draft", ""))
        states = [(one.layer, one.closed) for one in reviews_of(session, city_id)]
        faults = turn_problems(layer, states, reason)
        if faults:
            raise BadInput(faults)
        early = reason if turn_problems(layer, states, "") else ""
        made = open_review(session, city_id, draft.id, layer, closes_on, actor.name, reason=early)
        told = {"layer": layer, "early": bool(early)}
        record(session, actor.name, "review opened", f"review {made}", city=city_id, **told)
        return made


@allowed_to(*MAY)
def change_last_day(
    actor: Actor, engine: Engine, city_id: int, review_id: int, words: str, seen: str, at: datetime
) -> None:
    """Take comments until another day, as ``closes_on`` of a form says; the links are good accordingly. ``seen`` is the
    stamp of the day that was shown. Raises ``BadInput``, also where the review has closed, and ``NotFound``."""
    require_entry(actor, city_id)
    day = _last_day(words, at)
    with session_scope(engine) as session:
        before = _open(session, city_id, review_id, "closes_on").closes_on
        require_unchanged(before, seen, "newer")
        if day != before:
            move_last_day(session, city_id, review_id, day, link_ends(day))
            told = {"before": before.isoformat(), "after": day.isoformat()}
            record(session, actor.name, "review day changed", f"review {review_id}", **told)


@allowed_to(*MAY)
def end_review(actor: Actor, engine: Engine, city_id: int, review_id: int) -> None:
    """Take no more comments by its links; nothing where it has ended. Raises ``NotFound``."""
    require_entry(actor, city_id)
    with session_scope(engine) as session:
        if not review(session, city_id, review_id).closed:
            close_review(session, city_id, review_id)
            record(session, actor.name, "review closed", f"review {review_id}", city=city_id)


@allowed_to(*MAY)
def ask_bodies(
    actor: Actor, engine: Engine, city_id: int, review_id: int, bodies: Sequence[Text]
) -> tuple[Handed, ...]:
    """A link for each body, each shown this once. Raises ``BadInput`` for one that has a link already, ``NotFound``."""
    require_entry(actor, city_id)
    with session_scope(engine) as session:
        opened = _open(session, city_id, review_id)
        faults = _body_faults(bodies, invitations_of(session, review_id))
        if faults:
            raise BadInput(faults)
        expires_at = link_ends(opened.closes_on)
        tokens = [invite_body(session, review_id, body, expires_at) for body in bodies]
        record(session, actor.name, "review links made", f"review {review_id}", number=len(tokens))
        newest = invitations_of(session, review_id)[-len(tokens) :]
        return tuple(Handed(one, token) for one, token in zip(newest, tokens, strict=True))


@allowed_to(*MAY)
def renew_link(actor: Actor, engine: Engine, city_id: int, review_id: int, invitation_id: int) -> Handed:
    """A new link for a body that was asked: the old one ends, its comments stay. Raises ``BadInput``, ``NotFound``."""
    require_entry(actor, city_id)
    with session_scope(engine) as session:
        opened = _open(session, city_id, review_id)
        token = renew_body(session, review_id, invitation_id, link_ends(opened.closes_on))
        record(session, actor.name, "review link renewed", f"review {review_id}", link=invitation_id)
        found = next(one for one in invitations_of(session, review_id) if one.id == invitation_id)
        return Handed(found, token)


@allowed_to(*MAY)
def end_link(actor: Actor, engine: Engine, city_id: int, review_id: int, invitation_id: int) -> None:
    """Let a link open nothing any more. Raises ``NotFound``."""
    require_entry(actor, city_id)
    with session_scope(engine) as session:
        review(session, city_id, review_id)
        revoke_body(session, review_id, invitation_id)
        record(session, actor.name, "review link ended", f"review {review_id}", link=invitation_id)


@allowed_to(*MAY)
def enter_comment(
    actor: Actor, engine: Engine, city_id: int, review_id: int, cells: Mapping[str, str]
) -> int:
    """Keep a comment that came by letter or in a meeting, by the fields part (a key; empty: the whole), body_zh,
    body_en and words; also after the review has closed. Returns its id. Raises ``BadInput``, ``NotFound``."""
    require_entry(actor, city_id)
    with session_scope(engine) as session:
        opened = review(session, city_id, review_id)
        document = draft_within(session, city_id, opened.plan).plan.document
        part, words = read_comment(cells, document)
        body = Text(*(_line(f"body_{lang}", cells, LONGEST_NAME) for lang in LANGS))
        if not body:
            raise BadInput([problem("body_wanted", "body_zh")])
        made = add_comment(session, review_id, part, body, words, by=actor.name, invitation=None)
        record(session, actor.name, "review comment entered", f"review {review_id}", comment=made)
        return made


@allowed_to(*MAY)
def see_comment(actor: Actor, engine: Engine, city_id: int, comment_id: int) -> tuple[KeptComment, KeptDraft]:
    """A comment and the draft it is on. Raises ``NotFound``, also for another city's. Reads only."""
    require_entry(actor, city_id)
    with session_scope(engine, write=False) as session:
        for one in comments_of(session, city_id):
            if one.comment.id == comment_id:
                plan_id = review(session, city_id, one.review).plan
                return one, draft_within(session, city_id, plan_id)
    raise not_found(Text("意见", "comment"), comment_id)


@allowed_to(*MAY)
def answer_review_comment(
    actor: Actor, engine: Engine, city_id: int, comment_id: int, cells: Mapping[str, str], seen: int
) -> None:
    """Say what becomes of a comment; see ``read_fate``. Raises ``BadInput``, also where it was answered or changed since
    it was seen, and ``NotFound``."""
    require_entry(actor, city_id)
    fate, reason = read_fate(cells)
    with session_scope(engine) as session:
        answer_comment(session, city_id, comment_id, fate, reason, by=actor.name, seen=seen)
        record(session, actor.name, "review comment answered", f"comment {comment_id}", fate=fate)


def read_comment(cells: Mapping[str, str], document: Document) -> tuple[str, str]:
    """The part (empty: the whole) and the words of a comment. Raises ``BadInput``, placed at fields."""
    part = cells.get("part", "")
    problems: list[Problem] = []
    if part and part not in {one.key for one in document.parts}:
        problems.append(problem("choice_wanted", "part"))
    found, words = fit("words", *clean(cells.get("words", "")), LONGEST_COMMENT)
    problems += [one for one in found if one.severity == "error"]
    if not words:
        problems.append(problem("words_wanted", "words"))
    if problems:
        raise BadInput(problems)
    return part, words


def _state(
    session: Session,
    found: Review,
    drafts: Iterable[tuple[int, DraftHead]],
    said: Iterable[KeptComment],
) -> ReviewState:
    number, head = next(pair for pair in drafts if pair[1].id == found.plan)
    comments = tuple(one for one in said if one.review == found.id)
    return ReviewState(found, number, head, invitations_of(session, found.id), comments)


def _open(session: Session, city_id: int, review_id: int, where: str = "bodies") -> Review:
    load_city(session, city_id, lock=True)
    found = review(session, city_id, review_id)
    if found.closed:
        raise BadInput([problem("review_closed", where)])
    return found


def _draft(session: Session, city_id: int, sent: str) -> DraftHead:
    number = whole_number(sent)
    if number is None:
        raise BadInput([problem("choice_wanted", "draft")])
    return draft_head(session, city_id, number)


def _last_day(words: str, at: datetime) -> date:
    day = read_day(words, "closes_on")
    if day is None:
        raise BadInput([problem("date_wanted", "closes_on")])
    if day < at.astimezone(BEIJING).date():
        raise BadInput([problem("date_past", "closes_on")])
    return day


def _body_faults(bodies: Sequence[Text], asked: Iterable[ReviewInvitation]) -> list[Problem]:
    if not bodies:
        return [problem("body_wanted", "bodies")]
    if len(bodies) > MOST_BODIES:
        return [problem("bodies_too_many", "bodies", most=MOST_BODIES)]
    known = {one.body for one in asked}
    return [problem("body_asked", "bodies", body=one) for one in bodies if one in known]


def _line(name: str, cells: Mapping[str, str], longest: int) -> str:
    found, words = fit(name, *clean_line(cells.get(name, "")), longest)
    wrong = [one for one in found if one.severity == "error"]
    if wrong:
        raise BadInput(wrong)
    return words
