"""The expert opinion form (专家意见表): one expert's answers as a document to read, print and sign."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from lbsap.model.blocks import Block, Bullets, Cover, Document, Paragraph, Part, Table
from lbsap.model.catalogue import Catalogue
from lbsap.model.consultation import Answer
from lbsap.model.questionnaire import Choice, Questionnaire
from lbsap.model.response import Proposal
from lbsap.model.text import Text, same
from lbsap.steps.common.groups import Group
from lbsap.steps.common.printed import NOTHING, Head, joined, label, minute, table

TITLE: Final = Text("专家意见表", "Expert opinion form")
_HEADS: Final[tuple[Head, ...]] = (
    (Text("条目", "Item"), 3.2, "left"),
    (Text("意见", "Verdict"), 1.4, "left"),
    (Text("理由和说明", "Reasons and details"), 4.4, "left"),
)
_PROPOSAL_HEADS: Final[tuple[Head, ...]] = (
    (Text("名称", "Name"), 2.0, "left"),
    (Text("内容或计算方法", "Content or calculation"), 3.0, "left"),
    (Text("数据来源", "Data source"), 2.0, "left"),
    (Text("理由", "Reason"), 2.0, "left"),
)
_FACT_HEADS: Final[tuple[Head, ...]] = (
    (Text("事项", "Subject"), 1.0, "left"),
    (Text("内容", "Entry"), 2.5, "left"),
)
_ABOUT: Final = Text("基本情况", "About this form")
_OPINIONS: Final = Text("逐项意见", "Opinion on each item")
_PROPOSED: Final = Text("建议新增的条目", "Items proposed")
_CLOSING: Final = Text("总体意见", "General views")
_SIGN: Final = Text("签署", "Signature")
_NO_ANSWER: Final = Text("未填写", "Not answered")
_DETAILS: Final = {
    "name": Text("建议名称：{words}", "Proposed name: {words}"),
    "reason": Text("理由：{words}", "Reason: {words}"),
    "settings": Text("建议调整：{words}", "Settings to change: {words}"),
    "troubles": Text("遇到的困难：{words}", "Troubles met: {words}"),
    "rating": Text("{title}：{value} 分", "{title}: {value}"),
    "applied": Text("已在实际工作中使用", "Applied in practice"),
    "not_applied": Text("未在实际工作中使用", "Not applied in practice"),
    "supplement": Text("补充内容：{words}", "Contents to add: {words}"),
}
_LINES: Final = (
    Text("姓名：____________________", "Name: ____________________"),
    Text("签名：____________________", "Signature: ____________________"),
    Text("日期：______年____月____日", "Date: ____________________"),
)


@dataclass(frozen=True, slots=True)
class OpinionForm:
    """What the form is made from; ``answers`` and ``settled`` are by item id, ``remarks`` by closing question.

    It bears no name: who signs writes it in. ``reference`` is empty and ``submitted_at`` ``None`` before submitting.
    """

    title: Text
    host: Text
    round: int
    questionnaire: Questionnaire
    catalogue: Catalogue
    groups: tuple[Group, ...]
    answers: Mapping[str, Answer]
    profile: Mapping[str, Any] = field(default_factory=dict)
    proposals: tuple[Proposal, ...] = ()
    remarks: Mapping[str, str] = field(default_factory=dict)
    reference: str = ""
    submitted_at: datetime | None = None


def opinion_form(form: OpinionForm) -> Document:
    """The document: about the form, opinions by group, proposals, general views, and lines to sign on.

    A sheet whose parts follow one another on the page: one signs right below what is signed.
    """
    sections: tuple[tuple[str, Text, Iterable[Block]], ...] = (
        ("about", _ABOUT, (_about(form),)),
        ("opinions", _OPINIONS, _opinions(form)),
        ("proposed", _PROPOSED, _proposals(form)),
        ("closing", _CLOSING, _closing(form)),
        ("sign", _SIGN, (Paragraph((line,)) for line in _LINES)),
    )
    parts = tuple(Part(key, title, 1, tuple(blocks), "none") for key, title, blocks in sections)
    cover = Cover(form.title, TITLE, issuer=(form.host,) if form.host else ())
    made_from = (f"{form.questionnaire.id}@{form.questionnaire.version}", form.catalogue.reference)
    shown = tuple(part for part in parts if part.blocks)
    return Document(cover, shown, header=form.title, sheet=True, made_from=made_from)


def _about(form: OpinionForm) -> Table:
    rows = [
        (Text("咨询对象", "Consulted on"), form.catalogue.title),
        (Text("轮次", "Round"), Text(f"第 {form.round} 轮", f"Round {form.round}")),
        *_profile(form),
        (Text("回执编号", "Reference number"), same(form.reference)),
        (
            Text("提交时间", "Submitted"),
            minute(form.submitted_at) if form.submitted_at else Text("尚未提交", "Not yet"),
        ),
    ]
    return table(_ABOUT, _FACT_HEADS, rows)


def _profile(form: OpinionForm) -> Iterator[tuple[Text, Text]]:
    for question in form.questionnaire.profile:
        given = form.profile.get(question.id, ())
        yield question.title, _titles(question.choices, [given] if isinstance(given, str) else given)


def _opinions(form: OpinionForm) -> Iterator[Block]:
    for group in form.groups:
        yield table(group.label, _HEADS, [_row(form, item.id, label(item)) for item in group.items])


def _row(form: OpinionForm, item_id: str, name: Text) -> tuple[Text, Text, Text]:
    answer = form.answers.get(item_id)
    if answer is None:
        return name, _NO_ANSWER, NOTHING
    verdict = _titles(form.questionnaire.items.verdicts, (answer.verdict or "",))
    return name, verdict or _NO_ANSWER, joined(_details(answer, form.questionnaire))


def _details(answer: Answer, questionnaire: Questionnaire) -> Iterator[Text]:
    asked = questionnaire.items
    if answer.name:
        yield _DETAILS["name"].format(
            words=joined((same(answer.name.zh), same(answer.name.en)), " / ", " / ")
        )
    if answer.reason:
        yield _DETAILS["reason"].format(words=answer.reason)
    for key, chosen in (("settings", answer.settings), ("troubles", answer.troubles)):
        if chosen:
            yield _DETAILS[key].format(words=_titles(getattr(asked, key), chosen))
    for rating in asked.ratings:
        if rating.id in answer.ratings:
            yield _DETAILS["rating"].format(title=rating.title, value=answer.ratings[rating.id])
    if answer.applied is not None:
        yield _DETAILS["applied" if answer.applied else "not_applied"]
    if answer.supplement:
        yield _DETAILS["supplement"].format(words=answer.supplement)


def _titles(choices: Iterable[Choice], chosen: Sequence[str]) -> Text:
    return joined((one.title for one in choices if one.id in chosen), "、", ", ")


def _proposals(form: OpinionForm) -> Iterator[Block]:
    rows = [
        (
            joined((same(one.name.zh), same(one.name.en)), " / ", " / "),
            one.content,
            one.data_source,
            one.reason,
        )
        for one in form.proposals
    ]
    if rows:
        yield table(_PROPOSED, _PROPOSAL_HEADS, rows)


def _closing(form: OpinionForm) -> Iterator[Block]:
    for question in form.questionnaire.closing:
        words = form.remarks.get(question.id)
        if words:
            yield Paragraph((question.title,), "lead")
            yield Bullets(tuple((same(line),) for line in words.splitlines() if line.strip()))
