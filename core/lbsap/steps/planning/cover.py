"""The covers of a plan's documents: the title the government chose, or the one offered for its level."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from lbsap.model.blocks import Cover, Gap, Rich
from lbsap.model.city import CityData, Level
from lbsap.model.draft import DocumentKind, DraftSettings, Stage
from lbsap.model.plugin_items import PlanContext
from lbsap.model.text import Text

STAGES: Final[Mapping[Stage, Text]] = {
    "working": Text("征求意见稿", "Draft for comment"),
    "submission": Text("送审稿", "Draft for review"),
}
NOTICE: Final = Text("演示稿，非正式文件", "Demonstration, not an official document")
ISSUER: Final = Gap(Text("发布机关", "issuing authority"), where="profile.issuer")
DATE: Final = Gap(Text("发布日期", "date of issue"), where="signoffs")
PERIOD: Final = Gap(Text("实施期限", "period of the plan"), where="profile.period")
NUMBER: Final = Gap(Text("发文字号", "document number"))
DRAFTED_BY: Final = Text("编制单位：{drafter}", "Drafted by: {drafter}")
TITLES: Final[Mapping[DocumentKind, Text]] = {
    "plan": Text("{title}", "{title}"),
    "research": Text("{title}", "{title}"),
    "note": Text("《{title}》编制说明", "Drafting note: {title}"),
    "notice": Text("{government}关于印发《{title}》的通知", "Notice on issuing the {title}"),
    "letter": Text(
        "关于征求《{title}（征求意见稿）》意见的函", "Letter asking for comments on the {title} (draft)"
    ),
    "request": Text("关于提供《{title}》编制所需数据资料的函", "Data request for the {title}"),
    "summary": Text("《{title}》摘要", "Executive summary: {title}"),
}
SUBTITLES: Final[Mapping[DocumentKind, Text]] = {"research": Text("研究报告", "Research report")}
SHEETS: Final[tuple[DocumentKind, ...]] = ("note", "notice", "letter", "request", "summary")
"""Documents whose text begins below the title, without cover page and contents."""
LETTERS: Final[tuple[DocumentKind, ...]] = ("notice", "letter", "request")
"""Documents in the form of a letter, with a number."""
SUFFIXES: Final[Mapping[Level, Text]] = {
    "municipality": Text("市", " Municipality"),
    "prefecture": Text("州", " Prefecture"),
    "city": Text("市", " City"),
    "county": Text("县", " County"),
    "district": Text("区", " District"),
}
_NAMED: Final = tuple("市县区旗盟")
_PREFECTURE: Final = "州"
"""The word for a prefecture; in 杭州 and 通州 it belongs to the name."""
_NAMED_EN: Final = ("Municipality", "Prefecture", "City", "County", "District", "League", "Banner")
_MONTHS: Final = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Names:
    """What a cover says: title, who issues and who drafted."""

    title: Text
    issuer: Text
    drafter: Text


def cover(context: PlanContext, kind: DocumentKind) -> Cover:
    """The cover of a document; letters and other sheets have its lines above their text."""
    city, settings = context.city, context.settings
    names = _Names(
        plan_title(city, settings),
        settings.issuer or city.profile.issuer,
        settings.drafter or city.profile.lead_department,
    )
    title = TITLES[kind].format(title=names.title, government=names.issuer)
    notice = NOTICE if city.profile.demonstration else Text()
    if kind in LETTERS:
        return Cover(title=title, lines=((NUMBER,),), notice=notice)
    if kind in SHEETS:
        return Cover(title=title, notice=notice)
    return Cover(
        title=title,
        subtitle=SUBTITLES.get(kind, Text()),
        lines=_lines(context, names),
        issuer=(names.issuer or ISSUER,),
        date=(issued(city) or DATE,),
        notice=notice,
        stage=STAGES[settings.stage],
    )


def _lines(context: PlanContext, names: _Names) -> tuple[Rich, ...]:
    profile, settings = context.city.profile, context.settings
    known = profile.period or profile.plan_title or settings.title
    period: tuple[Rich, ...] = () if known else ((PERIOD,),)
    drafted: tuple[Rich, ...] = ((DRAFTED_BY.format(drafter=names.drafter),),) if names.drafter else ()
    return (*period, *drafted)


def issued(city: CityData) -> Text:
    """The month in which the leadership agreed; empty before."""
    days = [one.on for one in city.signoffs if one.layer == "leadership" and one.on]
    return month(max(days)) if days else Text()


def month(day: date) -> Text:
    """A month in words: 2026年3月, March 2026."""
    return Text(f"{day.year}年{day.month}月", f"{_MONTHS[day.month - 1]} {day.year}")


def plan_title(city: CityData, settings: DraftSettings | None = None) -> Text:
    """The title of the draft or that the government chose; else a strategy and action plan, never a statutory 规划,
    with its period."""
    profile = city.profile
    chosen = (settings.title if settings else Text()) or profile.plan_title
    if chosen:
        return chosen
    name = place_name(city.city, profile.level)
    first_last = profile.period
    zh = f"（{first_last[0]}—{first_last[1]}年）" if first_last else ""
    en = f" ({first_last[0]}–{first_last[1]})" if first_last else ""
    of = f" of {name.en}" if name.en else ""
    return Text(
        f"{name.zh}生物多样性保护战略与行动计划{zh}",
        f"Biodiversity Conservation Strategy and Action Plan{of}{en}",
    )


def place_name(name: Text, level: Level) -> Text:
    """A place's name with the word for its level, where it lacks one: 从江 becomes 从江县, 杭州 becomes 杭州市."""
    suffix = SUFFIXES[level]
    named = (*_NAMED, _PREFECTURE) if level == "prefecture" else _NAMED
    zh = name.zh if not name.zh or name.zh.endswith(named) else name.zh + suffix.zh
    en = name.en if not name.en or name.en.endswith(_NAMED_EN) else name.en + suffix.en
    return Text(zh, en)
