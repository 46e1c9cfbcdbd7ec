"""A small consultation with an open round, and short ways to walk through it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import Engine, text

import lbsap_consensus
from lbsap.actions.consultations import close_round, open_consultation
from lbsap.actions.editors.inviting import invite_expert
from lbsap.actions.experts.answering import Saved, save_item
from lbsap.actions.experts.desk import Desk, load_desk
from lbsap.actions.experts.link import Begun, begin
from lbsap.actions.experts.notice import give_consent
from lbsap.actions.experts.profile import save_profile
from lbsap.model.actor import Actor
from lbsap.model.catalogue import Catalogue, Component, Indicator, Item
from lbsap.model.consultation import Answer, ConsensusRule
from lbsap.model.notice import Abroad, Anonymity, Notice
from lbsap.model.questionnaire import (
    Choice,
    ItemQuestions,
    OpenQuestion,
    ProfileQuestion,
    Questionnaire,
    Rating,
    VerdictWord,
)
from lbsap.model.text import Text
from lbsap.registry import Registry, from_modules
from lbsap.store.consultations import Consultation
from lbsap.store.engine import session_scope
from lbsap.store.invitations import Contact
from lbsap.store.respondents import Respondent, panel
from lbsap.store.tables import METADATA

AT = datetime(2026, 11, 20, 6, 32, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
DAY = timedelta(days=1)
EDITOR = Actor("editor", frozenset({"editor"}))
ADMINISTRATOR = Actor("administrator", frozenset({"administrator"}))
NATIVE = ("plants", "birds", "insects")
GOVERNANCE = ("budget", "staff")
ITEMS = (*NATIVE, *GOVERNANCE)

CATALOGUE = Catalogue(
    id="small-index",
    version="1",
    kind="index",
    title=Text("小指数", "A small index"),
    items=tuple(
        Item(
            item,
            str(number),
            Text(f"{item}的数量", f"Number of {item}"),
            indicator=Indicator("native" if item in NATIVE else "governance", "count"),
        )
        for number, item in enumerate(ITEMS, 1)
    ),
    components=(
        Component("native", Text("本地生物多样性", "Native biodiversity")),
        Component("governance", Text("治理", "Governance")),
    ),
)
QUESTIONNAIRE = Questionnaire(
    id="small-questions",
    version="2",
    title=Text("问卷", "Questions"),
    about="small-index@1",
    purpose=Text("试用", "A trial"),
    minutes=25,
    profile=(
        ProfileQuestion(
            "field",
            Text("专业领域", "Field"),
            (Choice("survey", Text("调查", "Survey")), Choice("policy", Text("政策", "Policy"))),
            stratum=True,
        ),
        ProfileQuestion(
            "languages",
            Text("工作语言", "Languages"),
            (Choice("chinese", Text("中文", "Chinese")), Choice("english", Text("英文", "English"))),
            several=True,
        ),
    ),
    items=ItemQuestions(
        verdicts=(
            Choice("keep", Text("保留", "Keep")),
            Choice("drop", Text("删除", "Drop")),
            Choice("rename", Text("更名", "Rename")),
            Choice("outside", Text("超出本人专业范围", "Outside my expertise")),
        ),
        reason_for=("drop", "rename"),
        settings=(Choice("scope", Text("评价范围", "Scope")), Choice("scoring", Text("赋分标准", "Scoring"))),
        troubles=(Choice("data", Text("数据难以获取", "Data hard to obtain")),),
        applied=Text("是否使用过？", "Applied it?"),
        ratings=(Rating("relevance", Text("相关性", "Relevance"), Text("低", "low"), Text("高", "high")),),
        supplements=Text("补充内容", "Contents to add"),
    ),
    new_items=Text("建议新增", "New ones"),
    closing=(
        OpenQuestion("overall", Text("总体意见", "Overall")),
        OpenQuestion("balance", Text("平衡", "Balance")),
    ),
)
NOTICE = Notice(
    controller=Text("某研究所", "An institute"),
    purpose=Text("修订指数", "To revise the index"),
    kept_until=date(2027, 12, 31),
    place=Text("中国境内服务器", "A server in China"),
    rights_contact="rights@example.org",
    abroad=Abroad(
        Text("某国际组织", "An organisation"),
        "abroad@example.org",
        Text("核对", "Review"),
        Text("加密传输", "Encrypted transfer"),
        Text("作答内容", "Answers"),
    ),
)
WANG = Contact("王小明", "某大学", "wang@example.org")


def registry() -> Registry:
    """The shipped consensus rules."""
    made = Registry()
    for candidate in from_modules([("consensus", lbsap_consensus)], own=True):
        made.admit(candidate)
    return made


@dataclass
class Setting:
    """An open consultation in a database."""

    engine: Engine
    anonymity: Anonymity = "confidential"
    consultation: int = 0
    round: int = 0
    registry: Registry = field(default_factory=registry)

    def __post_init__(self) -> None:
        consultation = Consultation(
            Text("指数修订咨询", "Revising the index"),
            QUESTIONNAIRE,
            CATALOGUE,
            host=Text("某中心", "A centre"),
            contact="help@example.org",
            anonymity=self.anonymity,
            notice=NOTICE,
        )
        rule = self.registry.get(ConsensusRule, "majority")
        self.consultation, self.round = open_consultation(EDITOR, self.engine, consultation, rule, ())

    def invite(self, contact: Contact = WANG, days: int = 60) -> str:
        """The token of a new invitation."""
        return invite_expert(EDITOR, self.engine, self.consultation, contact, AT + days * DAY)

    def begin(self, token: str = "", at: datetime = AT) -> Begun:
        """A visit begun, by a new invitation where no token is given."""
        return begin(
            self.engine, token or self.invite(), at, "Mozilla/5.0 (Linux; Android 13) MicroMessenger/8"
        )

    def desk(self, visit: str, at: datetime = AT, **named: Any) -> Desk:
        """The desk of a visit, which must be open."""
        found = load_desk(self.engine, visit, at, **named)
        assert found is not None
        return found

    def ready(self, field: str = "survey") -> str:
        """The token of a visit whose person has consented and filled in the profile."""
        visit = self.begin().visit
        give_consent(self.engine, self.desk(visit), "zh", AT, agreed=True, abroad=True)
        save_profile(self.engine, self.desk(visit), {"field": field}, AT)
        return visit

    def say(
        self,
        visit: str,
        item: str,
        verdict: VerdictWord | None,
        revision: int | None = None,
        at: datetime = AT,
        **more: Any,
    ) -> Saved:
        """Save an answer of the person whose visit it is."""
        desk = self.desk(visit, at)
        answer = replace(Answer("", item, verdict), **more)
        number = desk.revision(item) if revision is None else revision
        return save_item(self.engine, desk, item, answer, number, "zh", at)

    def close(self) -> None:
        """Close the round."""
        close_round(EDITOR, self.engine, self.round)

    def deadline(self, moment: datetime) -> None:
        """Set the deadline of the round."""
        with self.engine.begin() as connection:
            statement = text("UPDATE round SET closes_at = :moment WHERE id = :id")
            connection.execute(statement, {"moment": self.told(moment), "id": self.round})

    def told(self, moment: datetime) -> Any:
        """A moment as a plain statement takes it."""
        return moment if self.engine.dialect.name == "postgresql" else f"{moment:%Y-%m-%d %H:%M:%S}"

    def panel(self) -> tuple[Respondent, ...]:
        """All respondents."""
        with session_scope(self.engine, write=False) as session:
            return panel(session, self.consultation)

    def content(self) -> dict[str, str]:
        """A digest of every table."""
        with self.engine.connect() as connection:
            return {
                table.name: hashlib.sha256(
                    repr(sorted(map(repr, connection.execute(table.select())))).encode()
                ).hexdigest()
                for table in METADATA.sorted_tables
            }

    def all_text(self) -> str:
        """All that the database holds, as words."""
        with self.engine.connect() as connection:
            return repr(
                [tuple(row) for t in METADATA.sorted_tables for row in connection.execute(t.select())]
            )
