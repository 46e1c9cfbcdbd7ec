"""The desk: what each page of an expert needs, read in one unit of work, and what some pages need beside."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property, partial

from sqlalchemy import Engine
from sqlmodel import Session

from lbsap.actions.experts.link import round_at
from lbsap.model.catalogue import Item
from lbsap.model.consultation import RuleVerdict
from lbsap.model.text import Lang
from lbsap.steps.asking.feedback import Feedback, feedback_of
from lbsap.steps.asking.notice import NoticeText, notice_text
from lbsap.steps.asking.questionnaire import asked_items
from lbsap.steps.asking.tasks import Progress, Task, minutes_for, progress_of, tasks_of
from lbsap.steps.common.groups import Group, groups_of
from lbsap.store.answers import KeptAnswer, reasons_on
from lbsap.store.consents import Consent
from lbsap.store.consultations import Consultation, Round, recall_with_rounds
from lbsap.store.counts import count_verdicts_on
from lbsap.store.engine import session_scope
from lbsap.store.own_answers import answers_of
from lbsap.store.proposals import KeptProposal, proposals_of
from lbsap.store.remarks import KeptRemark, remarks_of
from lbsap.store.respondents import Respondent
from lbsap.store.submissions import Submission, submission_of
from lbsap.store.visits import Visit, find_visit


@dataclass(frozen=True, slots=True)
class Beside:
    """What a respondent did in a round beside answering on items; ``remarks`` by closing question."""

    submission: Submission | None = None
    proposals: tuple[KeptProposal, ...] = ()
    remarks: Mapping[str, KeptRemark] = field(default_factory=dict)


@dataclass(frozen=True)
class Desk:
    """The desk of one respondent in the newest round that has begun, as it was at the moment ``at``.

    ``last_consent`` is the one given last; ``consent`` tells whether it stands. ``answers`` are those of this round
    by item, ``earlier`` the respondent's own of the round that asked the item last, ``feedback`` the group's answers of
    that round on the items asked for; ``asked_last`` is its number where it is not the round before. ``read_beside``
    is called once, when a page first asks for any of what it gives.
    """

    visit: Visit
    at: datetime
    consultation: Consultation
    round: Round
    respondent: Respondent
    last_consent: Consent | None
    answers: Mapping[str, KeptAnswer]
    earlier: Mapping[str, KeptAnswer]
    feedback: Mapping[str, Feedback] = field(default_factory=dict)
    asked_last: Mapping[str, int] = field(default_factory=dict)
    read_beside: Callable[[], Beside] = field(default=Beside, repr=False, compare=False)

    @cached_property
    def _beside(self) -> Beside:
        return self.read_beside()

    @property
    def submission(self) -> Submission | None:
        """The submission of this round, if there is one."""
        return self._beside.submission

    @property
    def proposals(self) -> tuple[KeptProposal, ...]:
        """The respondent's own proposals of this round, in the order they were first made."""
        return self._beside.proposals

    @property
    def remarks(self) -> Mapping[str, KeptRemark]:
        """The words on the closing questions of this round, by question."""
        return self._beside.remarks

    @property
    def language(self) -> Lang | None:
        """The language the respondent prefers, if known."""
        found: dict[str, Lang] = {"zh": "zh", "en": "en"}
        return found.get(self.respondent.language)

    @property
    def judged_groups(self) -> tuple[str, ...] | None:
        """Ids of the groups chosen as within one's expertise; ``None``: no choice made yet."""
        return self.respondent.judged

    @property
    def settled(self) -> Mapping[str, RuleVerdict]:
        """The items that the rule has settled, with its verdict; they are not asked again."""
        return self.round.settled

    @property
    def notice(self) -> NoticeText:
        """The words of the notice, with version and digest."""
        told = self.consultation
        return notice_text(told.notice, told.title, told.host, told.contact, told.anonymity)

    @property
    def consent(self) -> Consent | None:
        """The consent that stands: given to the notice as it reads now, and not withdrawn."""
        last = self.last_consent
        stands = last is not None and last.withdrawn_at is None and last.digest == self.notice.digest
        return last if stands else None

    @property
    def withdrawn(self) -> bool:
        """Whether consent was given and then withdrawn."""
        return self.last_consent is not None and self.last_consent.withdrawn_at is not None

    @property
    def open(self) -> bool:
        """Whether the round takes answers."""
        return self.round.takes_answers(self.at)

    @property
    def closed_at(self) -> datetime | None:
        """When the round closed, ``None`` while it takes answers."""
        return self.round.ended(self.at)

    @property
    def may_write(self) -> bool:
        """Whether answers are taken: the round is open and consent stands."""
        return self.open and self.consent is not None

    @cached_property
    def all_items(self) -> tuple[Item, ...]:
        """The items of the questionnaire in order, settled ones included."""
        return asked_items(self.consultation.questionnaire, self.consultation.catalogue)

    @cached_property
    def items(self) -> tuple[Item, ...]:
        """The items asked in this round, in order; settled ones left out."""
        return tuple(item for item in self.all_items if item.id not in self.settled)

    @cached_property
    def groups(self) -> tuple[Group, ...]:
        """The items asked by core component or, in an outline, by part."""
        return groups_of(self.consultation.catalogue, self.items)

    @cached_property
    def tasks(self) -> Mapping[str, Task]:
        """The task of each item asked: its state (not_started, answered, attention, outside) and what it lacks."""
        given = {item: kept.answer for item, kept in self.answers.items()}
        return tasks_of(self.items, given, self.consultation.questionnaire, self.consultation.catalogue)

    @cached_property
    def progress(self) -> Progress:
        """How far the respondent has come: counts of tasks, and an honest estimate of the minutes left."""
        done = [
            self.answers[item].saved_at
            for item, task in self.tasks.items()
            if task.state != "not_started" and not self.answers[item].by_group
        ]
        minutes = self.consultation.questionnaire.minutes
        return progress_of(
            self.tasks.values(), minutes_for(minutes, len(self.items), len(self.all_items)), done
        )

    @property
    def next_item(self) -> Item | None:
        """The first item that is not started or needs attention; where one lands on coming back."""
        waiting = (task.item for task in self.tasks.values() if task.state in ("not_started", "attention"))
        return next(waiting, None)

    def item(self, item_id: str) -> Item | None:
        """An item of the questionnaire, settled ones included."""
        return next((one for one in self.all_items if one.id == item_id), None)

    def revision(self, item_id: str) -> int:
        """The number a page of this item saves under: one more than what stands."""
        kept = self.answers.get(item_id)
        return 1 + (kept.revision if kept else 0)

    def round_before(self, item_id: str) -> int:
        """The number of the earlier round that asked an item last."""
        return self.asked_last.get(item_id, self.round.number - 1)

    @property
    def closing_revision(self) -> int:
        """The number a page of the closing questions saves under."""
        return 1 + max((one.revision for one in self.remarks.values()), default=0)


def load_desk(engine: Engine, visit: str, at: datetime, *, feedback_on: Collection[str] = ()) -> Desk | None:
    """The desk that the token of a visit opens; ``None`` where the visit is unknown, ended, idle or outlived.

    ``feedback_on`` names the items whose feedback a page of a later round shows. Reads only, in one unit of work.
    """
    with session_scope(engine, write=False) as session:
        opened = find_visit(session, visit, at)
        if opened is None:
            return None
        person = opened.respondent
        consultation, rounds = recall_with_rounds(session, opened.consultation)
        current = round_at(rounds, at)
        if current is None:
            return None
        past = [one for one in reversed(rounds) if one.number < current.number]
        asked_last = _asked_last(past, current, feedback_on)
        return Desk(
            visit=opened.visit,
            at=at,
            consultation=consultation,
            round=current,
            respondent=person,
            last_consent=opened.consent,
            answers=answers_of(session, person.id, current.id),
            earlier=_earlier(session, person.id, past, asked_last),
            feedback=_feedback(session, past, asked_last, feedback_on),
            asked_last=asked_last,
            read_beside=partial(_beside, engine, current.id, person.id),
        )


def _asked_last(past: Sequence[Round], current: Round, shown: Collection[str]) -> dict[str, int]:
    """The items shown or asked again that the round before did not ask, with the number of the round that did."""
    skipped = past[0].settled.keys() if past else ()
    wanted = [item for item in skipped if item in shown or item not in current.settled]
    numbers = {item: [one.number for one in past if item not in one.settled] for item in wanted}
    return {item: asked[0] for item, asked in numbers.items() if asked}


def _earlier(
    session: Session, person: int, past: Sequence[Round], asked_last: Mapping[str, int]
) -> Mapping[str, KeptAnswer]:
    """A respondent's own answers of the round before and, on some items, of the rounds that asked them last."""
    before = answers_of(session, person, past[0].id) if past else {}
    numbers = set(asked_last.values())
    said = {one.number: answers_of(session, person, one.id) for one in past if one.number in numbers}
    older = {item: kept for item, number in asked_last.items() if (kept := said[number].get(item))}
    return {**before, **older} if older else before


def _feedback(
    session: Session, past: Sequence[Round], asked_last: Mapping[str, int], items: Collection[str]
) -> dict[str, Feedback]:
    """What the group said of some items in the rounds that asked them last."""
    found: dict[str, Feedback] = {}
    for one in past:
        asked = [item for item in items if asked_last.get(item, past[0].number) == one.number]
        found |= feedback_in(session, one.id, asked) if asked else {}
    return found


def _beside(engine: Engine, round_id: int, respondent_id: int) -> Beside:
    with session_scope(engine, write=False) as session:
        return Beside(
            submission_of(session, round_id, respondent_id),
            proposals_of(session, round_id, respondent_id),
            remarks_of(session, round_id, respondent_id),
        )


def feedback_in(session: Session, round_id: int, items: Collection[str]) -> dict[str, Feedback]:
    """What the group said of some items in a round, by item."""
    counted = count_verdicts_on(session, round_id, items)
    worded = reasons_on(session, round_id, items)
    return {item: feedback_of(item, counted.get(item, {}), worded) for item in items}
