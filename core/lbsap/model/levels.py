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
