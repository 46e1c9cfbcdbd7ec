"""The words of the notice: who handles the data, what for, the rights, and how anonymous the answers are."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from functools import lru_cache
from typing import Final

from lbsap.model.codec import digest
from lbsap.model.notice import Abroad, Anonymity, Notice
from lbsap.model.report import LEAST_GROUP
from lbsap.model.text import Text, same
from lbsap.steps.common.printed import day

_LEAD: Final = Text(
    "{controller}邀请您就“{matter}”提出意见。为联系您并汇总意见，我们将处理您的{kinds}，{until}；"
    "您可以随时查阅、更正、删除，也可以撤回同意。",
    "{controller} invites your advice on “{matter}”. To contact you and to compile the results we process your "
    "{kinds} {until}. You may see, correct or delete them, or withdraw your consent, at any time.",
)
_UNTIL: Final = Text("保存至{day}", "until {day}")
_NO_DAY: Final = Text("保存至咨询结果公布", "until the results are published")
_SMALL: Final = Text(
    f"不足 {LEAST_GROUP} 人的类别不单独公布结果。",
    f"Results are not shown for groups of fewer than {LEAST_GROUP}.",
)
ANONYMITY: Final[dict[Anonymity, Text]] = {
    "anonymous": Text(
        "本次咨询为匿名：作答内容与您的姓名、邀请之间不留任何对应关系，包括编辑组在内，任何人都无法查到哪份答复出自谁手。",
        "This consultation is anonymous: nothing links your answers to your name or invitation, so nobody, the "
        "editors included, can find out whose answers are whose.",
    ),
    "confidential": Text(
        "其他专家和公开报告中不出现您的姓名和单位；编辑组为跟进作答可以看到您的姓名，并负有保密责任。",
        "Other experts and the public report will not show your name or institution. The editors can see your name "
        "to follow up, and keep it confidential.",
    ),
    "named": Text(
        "本次咨询为实名：编辑组可以看到您的姓名和答复；经您同意，公开报告的专家名单中将列出您的姓名和单位。",
        "This consultation is held under names: the editors can see your name with your answers. With your consent "
        "the public report lists your name and institution among the experts.",
    ),
}
"""One true sentence for each level."""
_HEADS: Final = {
    "controller": Text("个人信息处理者", "Who handles the data"),
    "purpose": Text("处理目的", "Purpose"),
    "kinds": Text("个人信息种类", "Kinds of data"),
    "until": Text("保存期限", "Kept"),
    "place": Text("保存地点", "Where they are kept"),
    "contact": Text("行使权利的联系方式", "Whom to ask about your rights"),
    "recipient": Text("境外接收方", "Recipient abroad"),
    "reach": Text("接收方联系方式", "How to reach the recipient"),
    "means": Text("处理方式", "Means"),
}


@dataclass(frozen=True, slots=True)
class NoticeText:
    """The notice as it is shown: a lead, the sentence on anonymity, and headed lines.

    ``abroad`` is empty where nothing leaves the country; else it wants a consent of its own. Consent is kept with
    ``version`` and ``digest``, which is over every word that is shown.
    """

    version: str
    lead: Text
    anonymity: Text
    lines: tuple[tuple[Text, Text], ...]
    abroad: tuple[tuple[Text, Text], ...] = ()
    digest: str = ""


@lru_cache(maxsize=64)
def notice_text(notice: Notice, title: Text, host: Text, contact: str, anonymity: Anonymity) -> NoticeText:
    """The notice of a consultation in both languages; empty parts are left out."""
    controller = notice.controller or host
    until = _until(notice.kept_until)
    lead = _LEAD.format(controller=controller, matter=title, kinds=notice.kinds, until=until)
    level = ANONYMITY[anonymity]
    lines = _headed(
        controller=controller,
        purpose=notice.purpose,
        kinds=notice.kinds,
        until=until,
        place=notice.place,
        contact=same(notice.rights_contact or contact),
    )
    abroad = _abroad(notice.abroad) if notice.abroad else ()
    sentences = Text(level.zh + _SMALL.zh, f"{level.en} {_SMALL.en}")
    words = NoticeText(notice.version, lead, sentences, lines, abroad)
    return replace(words, digest=digest(words))


def _abroad(abroad: Abroad) -> tuple[tuple[Text, Text], ...]:
    return _headed(
        recipient=abroad.recipient,
        reach=same(abroad.contact),
        purpose=abroad.purpose,
        means=abroad.means,
        kinds=abroad.kinds,
    )


def _headed(**lines: Text) -> tuple[tuple[Text, Text], ...]:
    return tuple((_HEADS[key], words) for key, words in lines.items() if words)


def _until(kept_until: date | None) -> Text:
    if kept_until is None:
        return _NO_DAY
    noon = datetime.combine(kept_until, time(12), UTC)  # the same day in Beijing
    return _UNTIL.format(day=day(noon))
