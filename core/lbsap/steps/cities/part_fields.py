"""The lists that a city fills for its plan, field by field: from one description come page, spreadsheet column and checks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final, Literal

from lbsap.model.city import CityAction, CityTarget, Explanation, Project, Seat
from lbsap.model.city_plan import (
    CaseExample,
    Department,
    FundingLine,
    MonitoringTask,
    Picture,
    PriorityArea,
    SignOff,
    StepState,
)
from lbsap.model.text import Text
from lbsap.steps.cities.part_choices import (
    FUNDING_KINDS,
    FUNDING_SOURCES,
    LAYERS,
    NATURES,
    OPERATORS,
    RHYTHMS,
    STATES,
)

PartKind = Literal[
    "text",
    "texts",
    "word",
    "unit",
    "number",
    "year",
    "yesno",
    "choice",
    "date",
    "span",
    "id",
    "ids",
    "milestones",
]
"""``text`` and ``texts`` are bilingual, ``span`` is two years, ``id`` and ``ids`` refer to other entries."""
Refs = Literal[
    "", "actions", "areas", "departments", "projects", "indicators", "frameworks", "national_actions",
    "national_areas", "subjects", "sections", "steps",
]  # fmt: skip
"""What an id names. Of a ``text``, the list that suggests words for it."""
WAN: Final = Text("万元", "CNY 10,000")


@dataclass(frozen=True, slots=True)
class PartField:
    """A field of an entry. ``long``: several lines. ``required`` of a text: in one language at least. ``unconfirmed``: the
    code of what is told where a yes is wanted and not given."""

    name: str
    label: Text
    kind: PartKind = "text"
    required: bool = False
    long: bool = False
    help: Text = Text()
    unit: Text = Text()
    choices: tuple[tuple[str, Text], ...] = ()
    refs: Refs = ""
    unconfirmed: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """A list of ``CityData``: its attribute, its title, the type of an entry and the entry's fields.

    ``key`` is the field that tells entries apart; empty where only the whole content does. New entries get ids that
    begin with ``letter``. ``apart`` is what a new entry must have although no field shows it.
    """

    name: str
    title: Text
    of: type[Any]
    fields: tuple[PartField, ...]
    key: str = "id"
    letter: str = ""
    apart: str = ""

    def field(self, name: str) -> PartField:
        """The field of this name. Raises ``KeyError``."""
        return {one.name: one for one in self.fields}[name]


_ID: Final = PartField(
    "id",
    Text("编号", "Id"),
    "word",
    help=Text(
        "供其他表引用；新增时可留空，由程序编号。",
        "Other sheets refer to it. Leave it empty for a new entry.",
    ),
)
_LEAD: Final = PartField("department", Text("牵头单位", "Lead department"), refs="departments")
_PARTNERS: Final = PartField(
    "partners", Text("配合单位", "Partner departments"), "texts", refs="departments",
    help=Text("每行一个单位，两种语言按行对应。", "One department a line, line by line in both languages."),
)  # fmt: skip
_SOURCE: Final = PartField("source", Text("资料来源", "Source"), "word")
_INDICATOR: Final = PartField("indicator", Text("服务的指标", "Indicator served"), "id", refs="indicators")
_LAYER: Final = PartField("layer", Text("层次", "Layer"), "choice", True, choices=LAYERS)
_NOTE: Final = PartField("note", Text("备注", "Note"), long=True)
_FEATURES: Final = PartField(
    "local_features", Text("本地特点", "Local features"), long=True,
    help=Text(
        "写明本地与国家要求不同之处，例如特有的生态系统、物种和问题。",
        "What sets this place apart from the national plan: its ecosystems, species and problems.",
    ),
)  # fmt: skip

_DEPARTMENTS: Final = Part(
    "departments",
    Text("部门名录", "Directory of departments"),
    Department,
    (
        _ID,
        PartField("name", Text("部门名称", "Name of the department"), required=True),
        PartField(
            "contact",
            Text("联络岗位", "Contact post"),
            help=Text("填写处（科）室或岗位，不填个人姓名。", "A section or a post, never a person's name."),
        ),
        PartField(
            "leads", Text("建议牵头的国家优先行动", "National actions it leads here"), "ids",
            refs="national_actions",
        ),
    ),
    letter="d",
)  # fmt: skip
_AREAS: Final = Part(
    "areas",
    Text("优先领域", "Priority areas"),
    PriorityArea,
    (
        _ID,
        PartField("title", Text("优先领域名称", "Title of the area"), required=True),
        _FEATURES,
        PartField(
            "follows", Text("对应的国家优先领域", "National area behind it"), "id", refs="national_areas"
        ),
        PartField(
            "reason", Text("与国家计划不同的理由", "Reason for differing from the national plan"), long=True
        ),
    ),
    letter="area",
)
_ACTIONS: Final = Part(
    "actions",
    Text("优先行动", "Priority actions"),
    CityAction,
    (
        _ID,
        PartField("title", Text("行动名称", "Title of the action"), required=True),
        PartField("area", Text("所属优先领域", "Priority area"), "id", refs="areas"),
        PartField("description", Text("主要措施", "Measures"), long=True),
        _FEATURES,
        PartField(
            "result", Text("2030年预期成果", "Result by 2030"), long=True,
            help=Text("以“到2030年，”开头，写明可以核查的成果。", "Begin with “By 2030” and name a result that can be checked."),
        ),
        _LEAD,
        _PARTNERS,
        PartField("deadline", Text("完成年份", "Year of completion"), "year"),
        PartField("indicators", Text("服务的指标", "Indicators served"), "ids", refs="indicators"),
        PartField("baseline", Text("工作基础", "Starting point"), long=True),
        PartField(
            "reason", Text("与国家行动不同的理由", "Reason for differing from the national actions"), long=True
        ),
        _SOURCE,
    ),
    letter="a",
)  # fmt: skip
_TARGETS: Final = Part(
    "targets",
    Text("目标指标", "Targets"),
    CityTarget,
    (
        _ID,
        PartField("metric", Text("指标名称", "Metric"), required=True),
        PartField("action", Text("所属优先行动", "Priority action"), "id", refs="actions"),
        PartField("indicator", Text("对应的评价指标", "Indicator of the index"), "id", refs="indicators"),
        PartField("operator", Text("目标要求", "Operator"), "choice", choices=OPERATORS),
        PartField("value", Text("目标值", "Target value"), "number"),
        PartField(
            "unit",
            Text("计量单位", "Unit"),
            "unit",
            help=Text("例如 %、平方千米、公顷、种、处。", "Such as %, km2, ha, species, sites."),
        ),
        PartField("year", Text("目标年", "Target year"), "year"),
        PartField("baseline", Text("基期值", "Base value"), "number"),
        PartField("baseline_year", Text("基期年份", "Year of the base value"), "year"),
        PartField("milestones", Text("阶段目标值", "Value on the way"), "milestones"),
        PartField("nature", Text("指标属性", "Nature"), "choice", choices=NATURES),
        PartField("department", Text("责任单位", "Department in charge"), refs="departments"),
        PartField("source", Text("目标依据", "Where the target comes from")),
        PartField("framework", Text("来源框架", "Source framework"), "id", refs="frameworks"),
        PartField(
            "wording", Text("定性目标", "Target in words"), long=True,
            help=Text("没有数值的目标，用文字写明。", "For a target without a figure."),
        ),
        PartField(
            "check", Text("核查方式", "How it is checked"), long=True,
            help=Text("定性目标须写明如何核查。", "A target in words needs a way of checking."),
        ),
    ),
    letter="t",
)  # fmt: skip
_PROJECTS: Final = Part(
    "projects",
    Text("优先项目", "Priority projects"),
    Project,
    (
        _ID,
        PartField("title", Text("项目名称", "Title of the project"), required=True),
        PartField("action", Text("所属优先行动", "Priority action"), "id", refs="actions"),
        PartField("content", Text("建设内容", "Content"), long=True),
        PartField("place", Text("实施地点", "Place")),
        _LEAD,
        _PARTNERS,
        PartField("years", Text("实施年限", "Years"), "span"),
        PartField("cost", Text("估算投资", "Cost"), "number", unit=WAN),
        PartField("funding", Text("资金来源", "Funding source")),
        PartField("output", Text("预期产出", "Output"), long=True),
        _INDICATOR,
    ),
    letter="p",
)
_ROSTER: Final = Part(
    "roster",
    Text("协调机制成员", "Coordination roster"),
    Seat,
    (
        _LAYER,
        PartField("body", Text("单位或岗位", "Body or post"), required=True),
        PartField("role", Text("职责", "Role"), long=True),
    ),
    key="",
)
_SIGNOFFS: Final = Part(
    "signoffs",
    Text("各层审签", "Sign-offs"),
    SignOff,
    (
        _LAYER,
        PartField("body", Text("审签单位", "Body that signed"), required=True),
        PartField("on", Text("日期", "Date"), "date"),
        _NOTE,
    ),
    key="",
)
_MONITORING: Final = Part(
    "monitoring",
    Text("监测评估安排", "Monitoring"),
    MonitoringTask,
    (
        _ID,
        PartField("rhythm", Text("周期", "Rhythm"), "choice", True, choices=RHYTHMS),
        PartField("task", Text("工作内容", "Task"), required=True, long=True),
        PartField(
            "year", Text("年份", "Year"), "year",
            help=Text("只开展一次的工作填写年份。", "For a task that is done once."),
        ),
        PartField("department", Text("责任单位", "Department in charge"), refs="departments"),
        PartField("output", Text("成果形式", "Output")),
    ),
    letter="m",
)  # fmt: skip
_FUNDING: Final = Part(
    "funding",
    Text("资金安排", "Financing table"),
    FundingLine,
    (
        _ID,
        PartField("kind", Text("类别", "Kind"), "choice", True, choices=FUNDING_KINDS),
        PartField("source", Text("资金渠道", "Source of money"), "choice", choices=FUNDING_SOURCES),
        PartField("year", Text("年份", "Year"), "year"),
        PartField("amount", Text("金额", "Amount"), "number", unit=WAN),
        PartField("project", Text("用于项目", "For the project"), "id", refs="projects"),
        _NOTE,
    ),
    letter="f",
)
_CASES: Final = Part(
    "cases",
    Text("案例", "Case examples"),
    CaseExample,
    (
        _ID,
        PartField("title", Text("案例名称", "Title of the case"), required=True),
        PartField("place", Text("地点", "Place")),
        PartField("content", Text("主要做法", "What was done"), long=True),
        PartField("lesson", Text("可借鉴之处", "What can be learnt"), long=True),
        _SOURCE,
    ),
    letter="c",
)
_PICTURES: Final = Part(
    "pictures",
    Text("图件", "Maps and pictures"),
    Picture,
    (
        replace(_ID, help=Text(
            "图件须在网页上连同文件添加；本表只能修改已有图件的说明。",
            "A picture is added on its page, with its file; a sheet changes what is said of those that are there.",
        )),
        PartField("caption", Text("图题", "Caption"), required=True),
        PartField(
            "alt", Text("图的文字说明", "Description in words"), long=True,
            help=Text("供看不到图的读者使用。", "For readers who cannot see the picture."),
        ),
        PartField("section", Text("所在章节", "Section"), "id", refs="sections"),
        PartField(
            "approval_number", Text("审图号", "Map approval number"), "word",
            help=Text("公开使用的地图须有审图号，例如 GS（2024）0650号。", "A map that is made public needs one."),
        ),
        _SOURCE,
        PartField(
            "no_exact_sites",
            Text(
                "已核对：图中没有敏感物种的精确位置",
                "Checked: it shows no exact place of a sensitive species",
            ),
            "yesno",
            unconfirmed="sites_unconfirmed",
        ),
    ),
    letter="pic",
    apart="file",
)  # fmt: skip
_EXPLANATIONS: Final = Part(
    "explanations",
    Text("未设行动的说明", "Reasons for having no action"),
    Explanation,
    (
        PartField(
            "about", Text("指标或框架目标", "Indicator or framework target"), "id", True, refs="subjects"
        ),
        PartField("reason", Text("理由", "Reason"), required=True, long=True),
    ),
    key="about",
)
_STEPS: Final = Part(
    "steps",
    Text("编制进度", "Formulation steps"),
    StepState,
    (
        PartField("step", Text("步骤", "Step"), "id", True, refs="steps"),
        PartField("state", Text("进展", "State"), "choice", choices=STATES),
        PartField("on", Text("日期", "Date"), "date"),
        _NOTE,
    ),
    key="step",
)
PARTS: Final[Mapping[str, Part]] = {
    one.name: one
    for one in (
        _DEPARTMENTS, _AREAS, _ACTIONS, _TARGETS, _PROJECTS, _ROSTER, _SIGNOFFS, _MONITORING, _FUNDING, _CASES,
        _PICTURES, _EXPLANATIONS, _STEPS,
    )
}  # fmt: skip
"""The lists by the name of their attribute in ``CityData``."""
