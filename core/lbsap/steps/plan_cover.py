"""The cover of a plan: the title the government chose, or the one offered for its level."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from lbsap.model.blocks import Cover, Gap
from lbsap.model.city import CityData, Level
from lbsap.model.text import Text

STAGE: Final = Text("征求意见稿", "Draft for comment")
NOTICE: Final = Text("演示稿，非正式文件", "Demonstration, not an official document")
ISSUER: Final = Gap(Text("发布机关", "issuing authority"), where="profile.issuer")
DATE: Final = Gap(Text("发布日期", "date of issue"))
PERIOD: Final = Gap(Text("实施期限", "period of the plan"), where="profile.period")
SUFFIXES: Final[Mapping[Level, Text]] = {
    "municipality": Text("市", " Municipality"),
    "prefecture": Text("州", " Prefecture"),
    "city": Text("市", " City"),
    "county": Text("县", " County"),
    "district": Text("区", " District"),
}
_NAMED: Final = tuple("市州盟县区旗")
_NAMED_EN: Final = ("Municipality", "Prefecture", "City", "County", "District", "League", "Banner")


def cover(city: CityData) -> Cover:
    """The cover of a city's plan in its stage of a draft for comment."""
    profile = city.profile
    return Cover(
        title=plan_title(city),
        lines=() if profile.period or profile.plan_title else ((PERIOD,),),
        issuer=(profile.issuer or ISSUER,),
        date=(DATE,),
        notice=NOTICE if profile.demonstration else Text(),
        stage=STAGE,
    )


def plan_title(city: CityData) -> Text:
    """The title the government chose; else a strategy and action plan, never a statutory 规划, with its period."""
    profile = city.profile
    if profile.plan_title:
        return profile.plan_title
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
    """A place's name with the word for its level, where it lacks one: 从江 becomes 从江县."""
    suffix = SUFFIXES[level]
    zh = name.zh if not name.zh or name.zh.endswith(_NAMED) else name.zh + suffix.zh
    en = name.en if not name.en or name.en.endswith(_NAMED_EN) else name.en + suffix.en
    return Text(zh, en)
