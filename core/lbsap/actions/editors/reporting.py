"""The report of a consultation, made from all that is kept of it: the one way, for pages and the demo alike."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from sqlalchemy import Engine
from sqlmodel import Session

from lbsap import __version__
from lbsap.actions.counting import groups_of
from lbsap.actions.editors.stability import change_of
from lbsap.actions.permissions import allowed_to
from lbsap.model.actor import Actor
from lbsap.model.catalogue import Catalogue
from lbsap.model.consultation import Answer, ConsensusRule, Tally, Verdict
from lbsap.model.errors import BadInput, NotFound
from lbsap.model.problems import problem
from lbsap.model.report import (
    Assumption,
    ConsultationReport,
    FixedRule,
    Leaving,
    Remark,
    RoundReport,
    Sensitivity,
    StratumResponse,
)
from lbsap.model.response import Proposal
from lbsap.model.text import Text, same
from lbsap.registry import Registry
from lbsap.steps.asking.questionnaire import asked_items, strata_in_order
from lbsap.steps.measures.aggregate import Groups, make_tallies
from lbsap.steps.measures.judge import judge
from lbsap.steps.measures.round_input import overall_agreement, reasons_in, shuffled, supplements_in
from lbsap.steps.reports.absent import against, carried, flips, leaving
from lbsap.steps.reports.statements import ANONYMITY, STATEMENTS
from lbsap.store import pairs
from lbsap.store.answers import load_answers
from lbsap.store.audit import record
from lbsap.store.brought import brought_in
from lbsap.store.catalogues import load_catalogue, published_from
from lbsap.store.columns import now
from lbsap.store.consultations import Consultation, Round, change_words, load_consultation, rounds_of
from lbsap.store.decisions import decisions_in
from lbsap.store.engine import session_scope
from lbsap.store.progress import count_stages, count_uninvited
from lbsap.store.proposals import proposals_in
from lbsap.store.remarks import remarks_in
from lbsap.store.respondents import panel

DEMONSTRATION: Final = "demonstration"
"""The name among a consultation's words that says: its experts are invented, and every report tells so."""


@allowed_to("administrator", "editor")
def change_statements(
    actor: Actor, engine: Engine, consultation_id: int, statements: Mapping[str, Text]
) -> None:
    """Keep the host's own words for the report, at any time; an empty one is taken out. Raises ``NotFound``."""
    with session_scope(engine) as session:
        change_words(session, consultation_id, statements)
        record(session, actor.name, "statements changed", f"consultation {consultation_id}")


@dataclass(frozen=True, slots=True)
class _Counted:
    """A closed round: the items it asked, its counts, and what they come to."""

    round: Round
    items: tuple[str, ...]
    groups: Groups
    tallies: tuple[Tally, ...]
    verdicts: Mapping[str, Verdict]
    answers: tuple[Answer, ...]


@dataclass(frozen=True, slots=True)
class _Left:
    """Who answered in a round and not in the next: by stratum those who answered and who answered again, and what
    those who left had said."""

    strata: Mapping[str, tuple[int, int]]
    groups: Groups


@allowed_to("administrator", "editor", "viewer")
def consultation_report(
    actor: Actor, engine: Engine, registry: Registry, consultation_id: int
) -> ConsultationReport:
    """All that is reported of a consultation, over the rounds that have closed. Reads only.

    Raises ``NotFound``, and ``BadInput`` where no round has closed yet.
    """
    with session_scope(engine, write=False) as session:
        consultation = load_consultation(session, consultation_id)
        rounds = rounds_of(session, consultation_id)
        closed = [one for one in rounds if one.state in ("closed", "published")]
        if not closed:
            raise BadInput([problem("report_too_early")])
        return _Reporter(session, registry, consultation, closed).report(rounds[-1])


class _Reporter:
    """Puts a report together within one unit of work."""

    def __init__(
        self, session: Session, registry: Registry, consultation: Consultation, closed: Sequence[Round]
    ) -> None:
        self._session, self._consultation, self._registry = session, consultation, registry
        self._asked = [item.id for item in asked_items(consultation.questionnaire, consultation.catalogue)]
        self._rounds = [self._counted(one) for one in closed]
        self._last = {item: one for one in self._rounds for item in one.items}
        self._left = [self._between(one, after) for one, after in pairwise(self._rounds)]

    def report(self, newest: Round) -> ConsultationReport:
        """The whole report; ``newest`` is the newest round, whatever its state."""
        consultation, first, last = self._consultation, self._rounds[0].round, self._rounds[-1].round
        tallies = {tally.item: tally for one in self._rounds for tally in one.tallies}
        words = [said for one in self._rounds for said in one.answers if self._last[said.item] is one]
        rule = self._rule(last)
        return ConsultationReport(
            title=consultation.title,
            host=consultation.host,
            questionnaire=consultation.questionnaire,
            catalogue=consultation.catalogue,
            rounds=tuple(map(self._round, range(len(self._rounds)))),
            anonymity=ANONYMITY[consultation.anonymity],
            rule=replace(rule, fixed=first.opened_at or first.opens_at),
            tallies=tuple(tallies[item] for item in self._asked if item in tallies),
            verdicts={item: one.verdicts[item] for item, one in self._last.items() if item in one.verdicts},
            reasons=reasons_in(words),
            supplements=supplements_in(words),
            closing=tuple(self._closing()),
            proposals=tuple(self._proposals()),
            changes=tuple(
                change_of(self._session, consultation, before.round, after.round)
                for before, after in pairwise(self._rounds)
            ),
            leaving=tuple(self._leaving()),
            sensitivity=tuple(self._sensitivity(rule.rule.reads)),
            elsewhere=sum(len(brought_in(self._session, one.round.id)) for one in self._rounds),
            decisions=tuple(kept.decision for kept in decisions_in(self._session, consultation.id)),
            revised=self._revised(),
            statements={name: said for name, said in consultation.words.items() if name in STATEMENTS},
            still_open=newest.number if newest.state == "open" else None,
            software=__version__,
            demonstration=DEMONSTRATION in consultation.words,
        )

    def _counted(self, one: Round) -> _Counted:
        items = tuple(item for item in self._asked if item not in one.settled)
        groups = groups_of(self._session, one.id)
        tallies = make_tallies(items, groups)
        kept = (answer.answer for answer in load_answers(self._session, one.id))
        answers = tuple(answer for answer in kept if answer.item in items)
        return _Counted(one, items, groups, tallies, self._judged(items, groups, one), answers)

    def _judged(self, items: Sequence[str], groups: Groups, one: Round) -> Mapping[str, Verdict]:
        rule = self._rule(one)
        if rule.missing:
            return {}
        return judge(make_tallies(items, groups), rule.rule, self._registry.call, one.parameters)[0]

    def _rule(self, one: Round) -> FixedRule:
        """The rule of a round; where its plugin is gone, its name alone."""
        try:
            rule = self._registry.get(ConsensusRule, one.rule)
        except NotFound:
            gone = ConsensusRule(one.rule, one.rule_version, same(one.rule), (), Text(), _nothing)
            return FixedRule(gone, {}, None, missing=True)
        version = "" if rule.version == one.rule_version else one.rule_version
        return FixedRule(rule, one.parameters, None, version)

    def _between(self, before: _Counted, after: _Counted) -> _Left:
        ids = before.round.id, after.round.id
        strata = pairs.count_retained(self._session, *ids)
        gone = Groups(
            strata={stratum: was - both for stratum, (was, both) in strata.items()},
            verdicts=pairs.left_verdicts(self._session, *ids),
            ratings=pairs.left_ratings(self._session, *ids),
        )
        return _Left(strata, gone)

    def _round(self, place: int) -> RoundReport:
        one = self._rounds[place]
        turned: Iterable[Answer] = ()
        if place:
            ids = self._rounds[place - 1].round.id, one.round.id
            turned = pairs.turned_reasons(self._session, *ids)
        return RoundReport(
            number=one.round.number,
            opened=one.round.opened_at or one.round.opens_at,
            closed=one.round.ended(now()) or now(),
            response=tuple(self._response(one.round)),
            experts=one.groups.respondents,
            uninvited=count_uninvited(self._session, one.round),
            tallies=one.tallies,
            verdicts=one.verdicts,
            agreement=overall_agreement(one.answers, one.items, self._consultation.questionnaire),
            turned=reasons_in(turned),
        )

    def _response(self, one: Round) -> Iterator[StratumResponse]:
        stages = count_stages(self._session, one)
        strata = {stratum for by_stratum in stages.values() for stratum in by_stratum}
        for stratum in strata_in_order(self._consultation.questionnaire, strata):
            yield StratumResponse(
                stratum, **{stage: by_stratum.get(stratum, 0) for stage, by_stratum in stages.items()}
            )

    def _closing(self) -> Iterable[Remark]:
        found = (remark for one in self._rounds for remark in remarks_in(self._session, one.round.id))
        return shuffled(Remark(question, said) for question, said in found)

    def _proposals(self) -> Iterable[Proposal]:
        found = (made for one in self._rounds for made in proposals_in(self._session, one.round.id))
        return dict.fromkeys(found)

    def _leaving(self) -> Iterator[Leaving]:
        for (before, after), left in zip(pairwise(self._rounds), self._left, strict=True):
            numbers = before.round.number, after.round.number
            yield leaving(*numbers, before.groups, left.groups, left.strata)

    def _sensitivity(self, reads: Collection[str]) -> Iterator[Sensitivity]:
        invited = sum(count_stages(self._session, self._rounds[0].round)["invited"].values())
        asked = max(invited, len(panel(self._session, self._consultation.id)))
        for place, one in enumerate(self._rounds):
            items = [item for item in one.items if self._last[item] is one]
            absent = asked - one.groups.respondents
            yield self._judged_otherwise(
                one, items, "against", absent, against(one.groups, items, absent, reads)
            )
            if place:
                left = self._left[place - 1].groups
                yield self._judged_otherwise(
                    one, items, "carried", left.respondents, carried(one.groups, left)
                )

    def _judged_otherwise(
        self, one: _Counted, items: Sequence[str], assumption: Assumption, absent: int, groups: Groups
    ) -> Sensitivity:
        otherwise = self._judged(items, groups, one.round)
        return Sensitivity(one.round.number, assumption, absent, flips(items, one.verdicts, otherwise))

    def _revised(self) -> Catalogue | None:
        published = published_from(self._session, self._rounds[-1].round.id)
        return load_catalogue(self._session, published.reference) if published else None


def _nothing(tally: Tally, values: Mapping[str, float]) -> Verdict:
    """What a rule judges that is not there. Never called: no verdicts are asked of it."""
    raise NotImplementedError
