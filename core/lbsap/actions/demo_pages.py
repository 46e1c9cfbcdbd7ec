"""What the pages show in the demo beside the finished chain: consultations that are under way, and accounts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Final

from sqlalchemy import Engine

from lbsap.actions.accounts import add_account
from lbsap.actions.cities.workspace import cities_of
from lbsap.actions.consultations import close_round, enter_answers, open_consultation, open_draft
from lbsap.actions.demo_cities import SAMPLE_NAME
from lbsap.actions.demo_inputs import HOST, sample_answers, sample_basis
from lbsap.actions.editors.commenting import add_by_hand
from lbsap.actions.editors.inviting import invite_expert
from lbsap.actions.editors.reporting import DEMONSTRATION
from lbsap.actions.editors.rounds import ask_again, change_dates, draft_next_round
from lbsap.actions.experts import link
from lbsap.actions.experts.later_rounds import open_next_round
from lbsap.actions.permissions import allowed_to
from lbsap.model.actor import Actor, Role
from lbsap.model.comments import Comment
from lbsap.model.consultation import Answer, ConsensusRule
from lbsap.model.notice import Notice
from lbsap.model.text import Text
from lbsap.registry import Registry
from lbsap.steps.common.report_words import SAMPLE_DATA
from lbsap.steps.editing.setup import Dates
from lbsap.store.columns import now
from lbsap.store.consultations import Consultation, recall_consultation
from lbsap.store.engine import session_scope
from lbsap.store.invitations import Contact
from lbsap.store.respondents import Respondent
from lbsap.store.respondents import panel as panel_of
from lbsap.store.submissions import keep_submission

OPEN_FOR: Final = timedelta(days=30)
INDEX_TITLE: Final = Text(
    "城市生物多样性指数（中国版）修订专家咨询",
    "Expert consultation on the Chinese version of the City Biodiversity Index",
)
FRAMEWORK_TITLE: Final = Text(
    "地方生物多样性战略与行动计划编制指南修订专家咨询", "Expert consultation on the LBSAP guidelines"
)
NOTICE: Final = Notice(
    purpose=Text(
        "修订评价指南和编制指南（演示）", "Revising the evaluation guide and the guidelines (demonstration)"
    ),
    place=Text("运行本演示的计算机", "The computer that runs this demonstration"),
    rights_contact="data@example.org",
)
ASKED_AGAIN: Final = ("cbi2021_23", "研讨会建议与指标 24 一并再次征求意见。")
"""An item that the rule had settled and the editors ask again, with their reason."""
_ACCOUNTS: Final[dict[Role, Text]] = {
    "administrator": Text(
        "管理员：账号、个人信息和操作记录", "administrator: accounts, personal data, audit trail"
    ),
    "editor": Text(
        "编辑：指数、咨询、结果，以及各市县", "editor: indices, consultations, results, and all cities"
    ),
    "viewer": Text("查阅者：结果和报告", "viewer: results and reports"),
    "city": Text("城市用户：示例市的数据和计划", "city: the data and the plan of Sample City"),
}
"""What each sample account can be used for."""
_FROM_ELSEWHERE: Final = (
    (
        "cbi2021_24",
        "workshop",
        "2026年10月研讨会纪要（演示）",
        "与会专家认为应先界定“合作机构”，再讨论是否保留。",
    ),
    ("cbi2021_18", "letter", "某省级单位来函（演示）", "建议与自然资源资产清查衔接，避免重复调查。"),
)


@dataclass(frozen=True, slots=True)
class SampleLink:
    """The title of a consultation, and the token of the personal link of a sample expert."""

    title: Text
    token: str


@dataclass(frozen=True, slots=True)
class SampleAccount:
    """The address of a sample account, and what can be done with it."""

    email: str
    use: Text


@dataclass(slots=True)
class _Live:
    """A consultation under way: its ids, and the tokens of its experts by code."""

    actor: Actor
    engine: Engine
    registry: Registry
    id: int
    round: int
    tokens: dict[str, str]

    def answer(self, answers: Iterable[Answer]) -> None:
        """Let experts open their links, answer and submit in the round that is open."""
        given = tuple(answers)
        enter_answers(self.actor, self.engine, self.round, given)
        codes = {one.respondent for one in given}
        for code in codes:
            link.begin(self.engine, self.tokens[code], now(), "")
        with session_scope(self.engine) as session:
            for person in panel_of(session, self.id):
                if person.code in codes:
                    keep_submission(session, self.round, person.id, now())

    def close(self) -> None:
        """Close the round that is open."""
        close_round(self.actor, self.engine, self.round)


@allowed_to("administrator")
def run_live(actor: Actor, engine: Engine, registry: Registry) -> tuple[SampleLink, ...]:
    """The consultations under way: on the index two rounds closed and one open, on the framework one and one.

    Returns a link of a sample expert for each, who answered before and has the open round to do.
    """
    return _index(actor, engine, registry), _framework(actor, engine, registry)


@allowed_to("administrator")
def add_sample_accounts(actor: Actor, engine: Engine) -> tuple[SampleAccount, ...]:
    """An account for each role, without a password as yet; that of the role city works for the sample city."""
    sample = [one for one, name in cities_of(actor, engine) if name == SAMPLE_NAME]
    made = tuple(SampleAccount(f"{role}@example.org", words) for role, words in _ACCOUNTS.items())
    for role, account in zip(_ACCOUNTS, made, strict=True):
        add_account(actor, engine, account.email, [role], sample if role == "city" else ())
    return made


def _index(actor: Actor, engine: Engine, registry: Registry) -> SampleLink:
    questionnaire, catalogue = sample_basis(registry, "cbi-2021-review")
    rounds = [
        sample_answers(registry, questionnaire, catalogue, name)
        for name in ("cbi", "cbi-round2", "cbi-round3")
    ]
    consultation = Consultation(INDEX_TITLE, questionnaire, catalogue)
    live = _open(actor, engine, registry, consultation, rounds[0])
    live.answer(rounds[0])
    live.close()
    live.round = open_next_round(actor, engine, registry, live.round)
    live.answer(rounds[1])
    live.close()
    for item, source, said_in, words in _FROM_ELSEWHERE:
        add_by_hand(actor, engine, Comment(live.id, item, words, source, said_in))  # type: ignore[arg-type]
    live.round = _third_round(live)
    live.answer(rounds[2])
    return _link_of(live, rounds[1], rounds[2])


def _third_round(live: _Live) -> int:
    item, reason = ASKED_AGAIN
    new = draft_next_round(live.actor, live.engine, live.registry, live.round)
    ask_again(live.actor, live.engine, new, item, reason)
    change_dates(live.actor, live.engine, new, Dates(None, now() + OPEN_FOR))
    with session_scope(live.engine) as session:
        open_draft(session, live.actor, new)
    return new


def _framework(actor: Actor, engine: Engine, registry: Registry) -> SampleLink:
    questionnaire, catalogue = sample_basis(registry, "lbsap-framework-review")
    answers = sample_answers(registry, questionnaire, catalogue, "framework")
    live = _open(actor, engine, registry, Consultation(FRAMEWORK_TITLE, questionnaire, catalogue), answers)
    live.answer(answers)
    live.close()
    live.round = open_next_round(actor, engine, registry, live.round, now() + OPEN_FOR)
    return _link_of(live, answers, ())


def _open(
    actor: Actor,
    engine: Engine,
    registry: Registry,
    consultation: Consultation,
    answers: Iterable[Answer],
) -> _Live:
    """Open the first round for a panel of all who answer in it, each invited by a link of their own."""
    kept = replace(
        consultation, host=HOST, contact="help@example.org", notice=NOTICE, words={DEMONSTRATION: SAMPLE_DATA}
    )
    panel = {one.respondent: Respondent(one.respondent, one.stratum) for one in answers}
    rule = registry.get(ConsensusRule, "majority")
    made, first = open_consultation(actor, engine, kept, rule, panel.values())
    live = _Live(actor, engine, registry, made, first, {})
    for code in panel:
        person = Contact(f"示例专家{code}", "演示单位", f"{code.lower()}@example.org")
        live.tokens[code] = invite_expert(actor, engine, made, person, now() + 3 * OPEN_FOR, code)
    return live


def _link_of(live: _Live, before: Iterable[Answer], done: Iterable[Answer]) -> SampleLink:
    """The link of the first expert who answered in the round before and not yet in this one."""
    ready = {one.respondent for one in before} - {one.respondent for one in done}
    with session_scope(live.engine, write=False) as session:
        title = recall_consultation(session, live.id).title
    return SampleLink(title, live.tokens[min(ready)])
