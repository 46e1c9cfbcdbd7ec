"""What a policy framework's workbook looks like: sheets, columns and the field each column holds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from lbsap.model.policy import Operator
from lbsap.model.text import Text
from lbsap_tables.catalogue_sheets import Column


@dataclass(frozen=True, slots=True)
class Layout:
    """One sheet by its machine ``key`` and Chinese ``label``."""

    key: str
    label: str
    columns: tuple[Column, ...]
    required: bool = True

    @property
    def title(self) -> str:
        """The sheet's name as written; only the key is read."""
        return f"{self.key} {self.label}"

    @property
    def paths(self) -> dict[str, str]:
        """Field paths by column key, for the columns that fill one field as they stand."""
        return {column.key: column.path for column in self.columns if column.path}


def _both(key: str, label: str) -> tuple[Column, Column]:
    return Column(f"{key}_zh", f"{label}（中文）", f"{key}.zh"), Column(
        f"{key}_en", f"{label}（英文）", f"{key}.en"
    )


_ID: Final = Column("id", "编号", "id", required=True)
FRAMEWORK: Final = Layout(
    "framework",
    "框架",
    (
        _ID,
        Column("version", "版本", "version", required=True),
        Column("layer", "层级", "layer", required=True),
        *_both("title", "名称"),
        *_both("short", "简称"),
        *_both("issuer", "发布机关"),
        Column("published", "发布日期", "published"),
    ),
)
GROUPS: Final = Layout(
    "groups",
    "优先领域",
    (
        _ID,
        Column("number", "序号", "number", required=True),
        *_both("title", "名称"),
        Column("parent", "上级", "parent"),
    ),
    required=False,
)
TARGETS: Final = Layout(
    "targets",
    "目标或行动",
    (
        _ID,
        Column("number", "序号", "number"),
        Column("group", "优先领域", "group"),
        *_both("title", "名称"),
        *_both("summary", "摘要"),
        Column("keywords_zh", "关键词（中文）", ""),
        Column("keywords_en", "关键词（英文）", ""),
        Column("metric", "指标", ""),
        Column("description_zh", "指标说明（中文）", ""),
        Column("description_en", "指标说明（英文）", ""),
        Column("operator", "关系", ""),
        Column("value", "目标值", ""),
        Column("unit", "单位", ""),
        Column("year", "年份", ""),
        Column("baseline", "基期值", ""),
        Column("baseline_year", "基准年", ""),
        Column("links", "衔接", ""),
    ),
)
LAYOUTS: Final = (FRAMEWORK, GROUPS, TARGETS)
MEASURE: Final[Mapping[str, str]] = {
    "metric": "metric", "description_zh": "description.zh", "description_en": "description.en", "operator": "operator",
    "value": "value", "unit": "unit", "year": "year", "baseline": "baseline", "baseline_year": "baseline_year",
}  # fmt: skip
"""The columns of a measured result, and their fields."""
OPERATORS: Final[Mapping[str, Operator]] = {
    "≥": ">=", "不低于": ">=", "不少于": ">=", "at least": ">=", "≤": "<=", "不高于": "<=", "不超过": "<=", "at most": "<=",
    "约": "~", "左右": "~", "≈": "~", "about": "~", "大于": ">", "more than": ">", "小于": "<", "less than": "<",
    "等于": "=", "达到": ">=", "equal to": "=",
}  # fmt: skip
"""Customary words for an operator; the signs of the value type itself are read as they are."""

GUIDE: Final = (
    Text("framework 表填一行。", "The sheet “framework” takes one row."),
    Text(
        "layer 填 province（省级）或 prefecture（地市级）；id 用小写字母、数字和连字符。",
        "layer is province or prefecture; the id is lower-case letters, digits and hyphens.",
    ),
    Text(
        "targets 表每行一个目标或行动，可带一项量化结果；同一目标的其他结果另起一行，重复 id，名称留空。",
        "Each row of “targets” is a target or action with one measured result at most; further results take rows that "
        "repeat the id and leave the title empty.",
    ),
    Text(
        "operator 可填 >=、<=、~、>、<、= 或 不低于、不超过、约 等；value 可填数字，也可填文字（如“全覆盖”）。",
        "operator takes >=, <=, ~, >, <, = or words such as “at least”; value takes a number, or words such as “all”.",
    ),
    Text(
        "links 写成“框架:目标”，多项用分号隔开，如 gbf:GBF-T03; nbsap-2023-2030:NBSAP-09。",
        "links are written framework:target and parted by semicolons, as in gbf:GBF-T03; nbsap-2023-2030:NBSAP-09.",
    ),
    Text(
        "groups 表可以不填；不填时按 targets 表的 group 列列出。",
        "“groups” may be left out; then the column “group” lists them.",
    ),
    Text("示例行请删除后再填写。", "Delete the example rows before you begin."),
)
