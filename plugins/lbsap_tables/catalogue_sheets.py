"""What a catalogue's workbook looks like: its sheets and columns, and the field of the value each column holds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal, get_args

from lbsap.model.catalogue import BoundaryPolicy, CatalogueKind, IndicatorKind, Provenance
from lbsap.model.text import Text

CellKind = Literal["text", "number", "flag", "ids", "lines"]
"""``ids``: several in one cell, parted by commas; ``lines``: a list, one entry in each line."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column: machine ``key``, Chinese ``label``, and ``path`` to the field (``title.zh``, ``notes[].en``)."""

    key: str
    label: str
    path: str
    kind: CellKind = "text"
    required: bool = False

    @property
    def head(self) -> str:
        """The head as written; only the key is read."""
        return f"{self.key} {self.label}"


@dataclass(frozen=True, slots=True)
class SheetLayout:
    """One sheet: ``into`` is the path of the list its rows fill; ``""`` is the catalogue itself.

    Rows of an ``owned`` sheet belong to the item whose id stands in the column ``item``; ``into`` then starts there.
    ``core`` sheets are always written, the others only where they hold something.
    """

    key: str
    label: str
    into: str
    columns: tuple[Column, ...]
    owned: bool = False
    core: bool = False
    required: bool = False

    @property
    def title(self) -> str:
        """The sheet's name as written; only the key is read."""
        return f"{self.key} {self.label}"


def _both(key: str, label: str, path: str = "", kind: CellKind = "text") -> tuple[Column, Column]:
    path = path or key
    stem = f"{path}[]" if kind == "lines" else path
    return Column(f"{key}_zh", f"{label}（中文）", f"{stem}.zh", kind), Column(
        f"{key}_en", f"{label}（英文）", f"{stem}.en", kind
    )


_ID: Final = Column("id", "编号", "id", required=True)
OWNER: Final = Column("item", "条目编号", "", required=True)

CATALOGUE: Final = SheetLayout(
    "catalogue", "总体信息", "", core=True, required=True,
    columns=(
        _ID,
        Column("version", "版本", "version", required=True),
        Column("kind", "类型", "kind", required=True),
        *_both("title", "名称"), *_both("publisher", "发布机构"),
        Column("boundary", "分界取值方式", "boundary"),
        Column("points", "每项满分", "points", "number"),
        Column("previous", "前一版本", "previous"),
        Column("retired", "已停用编号", "retired[]", "lines"),
        *_both("title_status", "名称说明"), *_both("notes", "备注", kind="lines"), *_both("unresolved", "待核对事项", kind="lines"),
    ),
)  # fmt: skip
COMPONENTS: Final = SheetLayout("components", "核心要素", "components", (_ID, *_both("title", "名称")))
ITEMS: Final = SheetLayout(
    "items", "条目", "items", core=True, required=True,
    columns=(
        _ID,
        Column("number", "序号", "number", required=True),
        *_both("title", "名称"),
        Column("parent", "上级条目", "parent"),
        *_both("definition", "定义"),
        Column("component", "核心要素", "indicator.component"),
        Column("kind", "指标类型", "indicator.kind"),
        Column("unit", "单位", "indicator.unit"),
        Column("formula", "公式", "indicator.formula"),
        Column("decimals", "小数位数", "indicator.decimals", "number"),
        Column("higher_is_better", "越高越好", "indicator.higher_is_better", "flag"),
        Column("minimum", "可能的最小值", "indicator.minimum", "number"),
        Column("maximum", "可能的最大值", "indicator.maximum", "number"),
        Column("in_first_application", "首次评价可评", "indicator.in_first_application", "flag"),
        *_both("bands_note", "赋分标准说明", "indicator.bands_note"),
        *_both("description", "指标说明", "indicator.description"),
        *_both("scope", "评价范围", "indicator.scope"),
        *_both("data_sources", "数据来源", "indicator.data_sources", "lines"),
        Column("citations", "引用文献", "indicator.citations[]", "lines"),
        *_both("notes", "备注", "indicator.notes", "lines"),
        Column("verified", "已核对内容", "indicator.verified", "ids"),
        Column("writer", "章节编写模块", "section.writer"),
        Column("level", "章节层级", "section.level"),
        *_both("guidance", "编写指引", "section.guidance"),
        *_both("supplements", "补充内容", "section.supplements", "lines"),
    ),
)  # fmt: skip
INPUTS: Final = SheetLayout(
    "inputs", "数据项", "indicator.inputs", owned=True, core=True,
    columns=(
        OWNER,
        Column("symbol", "符号", "symbol", required=True),
        *_both("meaning", "含义"),
        Column("unit", "单位", "unit"),
        Column("many", "多个数值", "many", "flag"),
        Column("optional", "可不填", "optional", "flag"), Column("aliases", "其他写法", "aliases[]", "lines"),
    ),
)  # fmt: skip
METHODS: Final = SheetLayout(
    "methods", "可选方法", "indicator.methods", owned=True,
    columns=(OWNER, _ID, *_both("title", "名称"), Column("formula", "公式", "formula", required=True)),
)  # fmt: skip
BANDS: Final = SheetLayout(
    "bands", "赋分标准", "indicator.bands", owned=True, core=True,
    columns=(
        OWNER,
        Column("score", "得分", "score", "number", required=True),
        Column("printed", "原文分档", "printed"),
        Column("lower", "下限", "lower", "number"),
        Column("lower_inclusive", "含下限", "lower_inclusive", "flag"),
        Column("upper", "上限", "upper", "number"),
        Column("upper_inclusive", "含上限", "upper_inclusive", "flag"),
        *_both("meaning", "含义"),
        Column("provenance", "来源性质", "provenance"),
        Column("sources", "来源编号", "sources", "ids"),
    ),
)  # fmt: skip
LINKS: Final = SheetLayout(
    "links", "目标衔接", "indicator.links", owned=True,
    columns=(
        OWNER,
        Column("framework", "政策框架", "framework", required=True),
        Column("target", "目标编号", "target", required=True),
        Column("degree", "主次", "degree"),
        Column("extent", "衔接程度", "extent"),
        Column("status", "确认状态", "status"),
        *_both("note", "备注"),
    ),
)  # fmt: skip
RULES: Final = SheetLayout(
    "rules", "使用规则", "rules",
    (_ID, *_both("text", "内容"), Column("verified", "已核对", "verified", "flag"), Column("sources", "来源编号", "sources", "ids")),
)  # fmt: skip
SOURCES: Final = SheetLayout(
    "sources", "来源", "sources",
    (_ID, Column("title", "名称", "title"), Column("url", "网址", "url"), Column("access", "可读程度", "access")),
)  # fmt: skip
LINEAGE: Final = SheetLayout(
    "lineage", "版本沿革", "lineage",
    columns=(
        Column("kind", "变动", "kind", required=True),
        Column("item", "原条目编号", "item"),
        Column("into", "现条目编号", "into", "ids"),
        *_both("before", "原名称"), *_both("after", "现名称"),
        Column("settings", "调整的设置", "settings", "ids"),
        *_both("rationale", "处理理由"),
    ),
)  # fmt: skip
LAYOUTS: Final = (CATALOGUE, COMPONENTS, ITEMS, INPUTS, METHODS, BANDS, LINKS, RULES, SOURCES, LINEAGE)
"""In this order: items stand before what belongs to them."""

README: Final = ("readme", "填写说明")
NOT_SUPPLIED: Final = Text("暂缺", "not supplied")


def _choices(kind: object) -> str:
    return ", ".join(get_args(kind))


GUIDE: Final = (
    Text(
        "每列列名的第一个词是固定的键，请勿改动；其余文字可以改。空白单元格取默认值。",
        "The first word of each head is a fixed key: leave it. The rest may be changed. A blank cell takes the default.",
    ),
    Text(
        "id 由小写字母、数字、- 和 _ 组成，发布后不得改动或另作他用；number 是本版中的序号。",
        "An id has lower-case letters, digits, - and _; never changed or used again once published. The number is that of this version.",
    ),
    Text(f"catalogue 表的 kind：{_choices(CatalogueKind)}（指数，大纲）；boundary：{_choices(BoundaryPolicy)}。",
         f"kind in the sheet catalogue: {_choices(CatalogueKind)}; boundary: {_choices(BoundaryPolicy)}."),
    Text(f"items 表的 kind：{_choices(IndicatorKind)}。", f"kind in the sheet items: {_choices(IndicatorKind)}."),
    Text(
        "公式用 inputs 表中的符号写成，如 100 * A_nat / A_city；多个数值的数据项写作 sum(A)。",
        "A formula uses the symbols of the sheet inputs, as 100 * A_nat / A_city; a list stands as sum(A).",
    ),
    Text(
        "bands 表：赋分标准尚缺时，可不填行，也可在 score 列填“暂缺”。下限、上限按原文填写，空白表示不设限。",
        "In bands: without bands yet, give no row, or write \"not supplied\" under score. Ends as printed; blank means open.",
    ),
    Text(f"provenance：{_choices(Provenance)}。对照手册原文填写的，填 editor。",
         f"provenance: {_choices(Provenance)}. What you copied with the handbook at hand is \"editor\"."),
    Text("是否类的列填 是 或 否（yes 或 no）；一格多行的列，每行为一条，中文与英文逐行对应。",
         "Yes-or-no columns take yes or no; in lists each line is one entry, Chinese and English line by line."),
)  # fmt: skip
