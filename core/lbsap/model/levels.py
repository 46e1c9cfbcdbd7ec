"""Words that follow the administrative level: 全市 and 全县, 市人民政府 and 县人民政府, 市生态环境局 and 县生态环境局."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from lbsap.model.city import Level
from lbsap.model.text import Text

LEVEL_WORDS: Final[Mapping[Level, Mapping[str, Text]]] = {
    "municipality": {
        "kind": Text("直辖市", "Municipality directly under the central government"),
        "unit": Text("市", "municipal"),
        "whole": Text("全市", "the whole municipality"),
        "territory": Text("市域", "the municipality's territory"),
        "place": Text("本市", "the municipality"),
        "government": Text("市人民政府", "the municipal people's government"),
        "party": Text("市委、市政府", "the municipal Party committee and government"),
        "departments": Text("市级有关部门", "the municipal departments"),
        "below": Text("各区（县）人民政府", "the governments of the districts and counties"),
    },
    "prefecture": {
        "kind": Text("自治州、地区、盟", "Autonomous prefecture, prefecture or league"),
        "unit": Text("州", "prefecture"),
        "whole": Text("全州", "the whole prefecture"),
        "territory": Text("州域", "the prefecture's territory"),
        "place": Text("本州", "the prefecture"),
        "government": Text("州人民政府", "the prefecture's people's government"),
        "party": Text("州委、州政府", "the prefecture's Party committee and government"),
        "departments": Text("州级有关部门", "the prefecture's departments"),
        "below": Text("各县（市）人民政府", "the governments of the counties and cities"),
    },
    "city": {
        "kind": Text("市（地级市、县级市）", "City at prefecture or county level"),
        "unit": Text("市", "city"),
        "whole": Text("全市", "the whole city"),
        "territory": Text("市域", "the city's territory"),
        "place": Text("本市", "the city"),
        "government": Text("市人民政府", "the city people's government"),
        "party": Text("市委、市政府", "the city Party committee and government"),
        "departments": Text("市级有关部门", "the city's departments"),
        "below": Text("各县（市、区）人民政府", "the governments of the counties, cities and districts"),
    },
    "county": {
        "kind": Text("县、自治县、旗", "County, autonomous county or banner"),
        "unit": Text("县", "county"),
        "whole": Text("全县", "the whole county"),
        "territory": Text("县域", "the county's territory"),
        "place": Text("本县", "the county"),
        "government": Text("县人民政府", "the county people's government"),
        "party": Text("县委、县政府", "the county Party committee and government"),
        "departments": Text("县级有关部门", "the county's departments"),
        "below": Text("各乡镇人民政府（街道办事处）", "the townships and subdistricts"),
    },
    "district": {
        "kind": Text("市辖区", "District of a city"),
        "unit": Text("区", "district"),
        "whole": Text("全区", "the whole district"),
        "territory": Text("全区范围", "the district's territory"),
        "place": Text("本区", "the district"),
        "government": Text("区人民政府", "the district people's government"),
        "party": Text("区委、区政府", "the district Party committee and government"),
        "departments": Text("区级有关部门", "the district's departments"),
        "below": Text("各街道办事处（乡镇人民政府）", "the subdistricts and townships"),
    },
}
_OWN: Final[Mapping[tuple[Level, str], Mapping[str, Text]]] = {
    ("prefecture", "盟"): {
        "unit": Text("盟", "league"),
        "whole": Text("全盟", "the whole league"),
        "territory": Text("全盟范围", "the league's territory"),
        "place": Text("本盟", "the league"),
        "government": Text("盟行政公署", "the league's administrative office"),
        "party": Text("盟委、盟行署", "the league's Party committee and administrative office"),
        "departments": Text("盟直有关部门", "the league's departments"),
        "below": Text("各旗县（市）人民政府", "the governments of the banners, counties and cities"),
    },
    ("prefecture", "地区"): {
        "unit": Text("地区", "prefecture"),
        "whole": Text("全地区", "the whole prefecture"),
        "territory": Text("全地区范围", "the prefecture's territory"),
        "place": Text("本地区", "the prefecture"),
        "government": Text("地区行政公署", "the prefecture's administrative office"),
        "party": Text("地委、行署", "the prefecture's Party committee and administrative office"),
        "departments": Text("地直有关部门", "the prefecture's departments"),
        "below": Text("各县（市）人民政府", "the governments of the counties and cities"),
    },
    ("county", "旗"): {
        "unit": Text("旗", "banner"),
        "whole": Text("全旗", "the whole banner"),
        "territory": Text("旗域", "the banner's territory"),
        "place": Text("本旗", "the banner"),
        "government": Text("旗人民政府", "the banner people's government"),
        "party": Text("旗委、旗政府", "the banner Party committee and government"),
        "departments": Text("旗直有关部门", "the banner's departments"),
        "below": Text("各苏木乡镇人民政府（街道办事处）", "the sumu, townships and subdistricts"),
    },
}
"""Leagues, prefectures under a provincial office and banners, told by the end of their names."""


def words_of(level: Level, name: Text) -> Mapping[str, Text]:
    """The words of a level for a place of this name: 全县 for a county, 全旗 for a banner."""
    own = (words for (of, end), words in _OWN.items() if of == level and name.zh.endswith(end))
    return {**LEVEL_WORDS[level], **next(own, {})}
