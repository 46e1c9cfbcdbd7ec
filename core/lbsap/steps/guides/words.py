"""The wording of guides: the evaluation guide of an index, the guidelines of a framework, and their comparisons."""

from __future__ import annotations

from typing import Final

from lbsap.model.text import Text

# --- cover ---
SUBTITLES: Final = {
    "index": Text("评价指南", "Evaluation guide"),
    "outline": Text("编制指南", "Guidelines"),
}
COMPARISONS: Final = {
    "index": Text("评价指南（新旧对照）", "Evaluation guide, old beside new"),
    "outline": Text("编制指南（新旧对照）", "Guidelines, old beside new"),
}
VERSION: Final = Text("版本：{reference}", "Version: {reference}")
REVISED_FROM: Final = Text("修订前版本：{previous}", "Revised from: {previous}")
DRAFT: Final = Text("草案，尚未发布", "Draft, not published")

# --- notes on use ---
USE: Final = Text("使用说明", "Notes on use")
ABOUT_INDEX: Final = Text(
    "本指南逐项说明“{title}”的 {items} 项指标。指标分属 {components} 个核心要素，每项最高 {points} 分，满分 {maximum} 分。",
    "This guide explains the {items} indicators of the {title}. They stand in {components} core components; each scores up "
    "to {points} points, {maximum} in all.",
)
ABOUT_OUTLINE: Final = Text(
    "本指南逐节说明“{title}”的 {items} 个条目：写什么（定义）、怎样写（编写指引），以及可以增加的补充内容。",
    "These guidelines explain the {items} items of the {title}: what each is to say (definition), how to write it "
    "(guidance), and what may be added (supplementary contents).",
)
LINEAGE: Final = Text(
    "本版依据 {previous} 修订：{changes}。", "This version was revised from {previous}: {changes}."
)
FIRST: Final = Text("本版没有修订前的版本。", "There is no earlier version that this one was revised from.")
PUBLISHER: Final = Text("原发布单位：{publisher}。", "Original publisher: {publisher}.")
NOT_THE_HANDBOOK: Final = Text(
    "部分赋分标准尚未与手册原文核对，据此算出的总分为暂定得分，暂不宜对外引用。",
    "Some score bands have not been checked against the handbook. Totals computed with them are provisional and should not "
    "be quoted yet.",
)
RULES: Final = Text("使用规则", "Rules of use")
UNCHECKED: Final = Text("（尚未核对）", " (not checked yet)")
BOUNDARY: Final = Text("分界取值", "Values at band ends")
BOUNDARIES: Final = {
    "printed": Text(
        "先用十进制运算算出数值，四舍五入到赋分标准所列的小数位，再查包含该数值的分档；没有分档包含时，取其上方相邻一档并注明。",
        "Values are computed in decimal arithmetic, rounded half up to the decimals of the bands, and looked up in the band "
        "that holds them. Where none does, the next band above is taken, and this is said.",
    ),
    "half-open": Text(
        "各分档含较差一端的界限、不含较好一端的界限（数值越高得分越高的含下限，越低得分越高的含上限）；数值不先取整。",
        "A band holds the end at which it begins and not the next band's: its lower end, or, where a lower value scores "
        "more, its upper end. Values are not rounded first.",
    ),
}
PROVENANCE: Final = Text("赋分标准的来源", "Where the score bands come from")
MEANINGS: Final = {
    "primary": Text("直接见于手册", "The band was read in the handbook itself"),
    "secondary_source": Text(
        "见于其他公开资料的转述，未与手册核对", "Restated by a publication; not checked against the handbook"
    ),
    "editor": Text(
        "编辑组对照手册录入，注明出处", "Entered by an editor who had the handbook at hand, with the source"
    ),
    "provisional": Text(
        "由其他版本沿用或由编辑组提出，有待核对或试用", "Carried over or proposed; to be checked or tried out"
    ),
    "memory": Text("依据一般知识，未见出处", "General knowledge; no source was seen"),
    "none": Text("没有注明来源", "No source is stated"),
    "": Text("没有赋分标准，指标不评分", "There are no bands, so the indicator is not scored"),
}
ABSENT: Final = Text("未提供", "Not supplied")
MARK: Final = Text("来源", "Source")
MEANING: Final = Text("含义", "What it means")
INDICATORS: Final = Text("指标", "Indicators")
NUMBER_OF: Final = Text("项数", "Number")
OVERVIEW: Final = Text("指标总览", "Overview of indicators")
COMPONENT: Final = Text("核心要素", "Core component")
MAXIMUM: Final = Text("满分", "Points")
TOTAL: Final = Text("合计", "All")
OTHER_NOTES: Final = Text("其他说明", "Further notes")
UNRESOLVED: Final = Text("待核事项", "Still to be checked")

# --- the sheet of an indicator ---
SHEET: Final = Text("指标 {number}　{title}", "Indicator {number}: {title}")
NUMBER: Final = Text("序号", "No.")
CODE: Final = Text("编号", "Code")
FIELD: Final = Text("项目", "Subject")
CONTENT: Final = Text("内容", "Contents")
FACTS: Final = Text("指标 {number}：概要", "Indicator {number}: summary")
NAME_ZH: Final = Text("中文名称", "Name in Chinese")
NAME_EN: Final = Text("英文名称", "Name in English")
DEFINITION: Final = Text("定义", "Definition")
DESCRIPTION: Final = Text("指标说明", "Description")
SCOPE: Final = Text("评价范围", "Scope")
KIND: Final = Text("类型和评分", "Kind and scoring")
UNIT: Final = Text("单位：{unit}", "unit: {unit}")
UNIT_HEAD: Final = Text("单位", "Unit")
FIRST_APPLICATION: Final = Text("首次评价", "First application")
SCORED_AT_FIRST: Final = {
    True: Text("首次评价即可评分", "scored in a first application"),
    False: Text(
        "首次评价不评分，须有上一次调查作比较",
        "not scored in a first application: it needs an earlier survey",
    ),
}
SCORED_OR_NOT: Final = {True: Text("评分", "scored"), False: Text("不评分", "not scored")}
DIRECTIONS: Final = {
    True: Text("数值越高得分越高", "a higher value scores more"),
    False: Text("数值越低得分越高", "a lower value scores more"),
}
INPUTS: Final = Text("指标 {number}：所需数据", "Indicator {number}: figures needed")
SYMBOL: Final = Text("符号", "Symbol")
MEANT: Final = Text("数据", "Figure")
NEEDED: Final = Text("说明", "Remark")
MANY: Final = Text("一组数值", "a list of figures")
OPTIONAL: Final = Text("可不填", "optional")
NO_INPUTS: Final = Text(
    "本指标按等级描述评定，不需要计算数据。",
    "This indicator is assigned by the description of levels and needs no figures.",
)
INPUTS_MISSING: Final = Text("所需数据：未提供。", "Figures needed: not supplied.")
FORMULA: Final = Text("计算方法", "Calculation")
NO_FORMULA: Final = Text("对照赋分标准的等级描述评定", "the level whose description fits is assigned")
BANDS: Final = Text("指标 {number}：赋分标准", "Indicator {number}: score bands")
SCORE: Final = Text("得分", "Score")
BAND: Final = Text("分档", "Band")
BANDS_MISSING: Final = Text(
    "赋分标准：未提供，本指标暂不评分。", "Score bands: not supplied; this indicator is not scored yet."
)
BASIS: Final = Text(
    "指标 {number}：数据来源、引用资料和说明", "Indicator {number}: data sources, publications, notes"
)
DATA_SOURCES: Final = Text("数据来源", "Data sources")
CITED: Final = Text("引用资料", "Publications")
NOTES: Final = Text("计算和使用说明", "Notes on calculation and use")
NOT_SUPPLIED: Final = Text("未提供。", "not supplied.")
NONE: Final = Text("无。", "none.")
SOURCES: Final = Text("资料来源", "Sources")
SOURCE_TABLE: Final = Text("引用的资料及其查阅情况", "Publications used, and how far they could be read")
PUBLICATION: Final = Text("资料", "Publication")
ACCESS: Final = Text("查阅情况", "How far it was read")
NO_SOURCES: Final = Text("没有列出资料来源。", "No sources are listed.")

# --- guidelines ---
DEFINITION_LABEL: Final = Text("内容：", "Contents: ")
GUIDANCE: Final = Text("编写指引：", "Guidance: ")
GUIDANCE_BELOW: Final = Text("见以下各节。", "see the sections below.")
SUPPLEMENTS: Final = Text("补充内容：", "Supplementary contents: ")
OTHER_NAME: Final = Text("英文名称：", "Name in Chinese: ")
STRUCTURE: Final = Text("篇章结构", "Structure")
LEVEL: Final = Text("层级", "Level")
TITLE: Final = Text("名称", "Title")

# --- old beside new ---
ABOUT_COMPARISON: Final = Text(
    "本对照稿逐项列出 {previous} 与 {reference} 的差异：{changes}。",
    "This comparison sets out, item by item, how {reference} differs from {previous}: {changes}.",
)
HOW_TO_READ: Final = Text(
    "每个有变动的条目依次列出：新旧对照表、处理理由、专家意见的统计、收到的意见及其处理。全部条目的去向和理由见最后的版本沿革表。",
    "For each item that changed there follow: old beside new, the rationale, what experts said in numbers, and the comments "
    "with what became of them. The lineage at the end says what became of every item, and why.",
)
NOTHING_CHANGED: Final = Text("没有变动的条目。", "No item changed.")
CHANGED: Final = Text("变动的条目", "Items that changed")
LINEAGE_TABLE: Final = Text("版本沿革", "Lineage")
SIDE_BY_SIDE: Final = Text("{item}：新旧对照", "{item}: old beside new")
OLD: Final = Text("修订前", "Old")
NEW: Final = Text("修订后", "New")
WENT: Final = {
    "merged": Text("并入：{titles}", "Merged into: {titles}"),
    "split": Text("拆分为：{titles}", "Split into: {titles}"),
}
TAKEN_OUT: Final = Text("（删除）", "(dropped)")
NOT_THERE: Final = Text("（原无）", "(not there before)")
RATIONALE: Final = Text("处理理由：", "Rationale: ")
NO_RATIONALE: Final = Text("未写明。", "not stated.")
EXPERTS: Final = Text("专家意见：", "What experts said: ")
SAID: Final = Text(
    "{retained}；其中保留原名 {keep} 人、更名 {rename} 人，另有 {drop} 人主张删除，{outside} 人表示超出本人专业范围。",
    "{retained}: keep {keep}, rename {rename}; {drop} drop it, and {outside} put it outside their expertise.",
)
NOT_COUNTED: Final = Text("没有逐项表决的统计。", "there are no counts of votes on it.")
COMMENTS: Final = Text("{item}：意见及其处理", "{item}: comments and what became of them")
COMMENT: Final = Text("意见", "Comment")
FROM: Final = Text("来源", "From")
FATE: Final = Text("处理", "Response")
FATE_REASON: Final = Text("说明", "Reason")
UNANSWERED: Final = Text("尚未答复", "not answered yet")
MORE_COMMENTS: Final = Text(
    "另有 {n} 条在线意见未逐条处理，见意见汇总处理表。",
    "Another {n} online comments were not answered one by one; see the comment-response matrix.",
)
NO_COMMENTS: Final = Text("收到的意见：没有登记的意见。", "Comments: none on record.")
CHANGE: Final = Text("变动", "Change")
OLD_ITEM: Final = Text("修订前条目", "Old item")
NEW_ITEM: Final = Text("修订后条目", "New item")
REASON: Final = Text("处理理由", "Rationale")
CHANGED_SETTINGS: Final = Text("调整的设置", "Settings changed")
