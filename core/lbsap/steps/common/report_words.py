"""The wording of consultation reports. Braces are filled with figures and names."""

from __future__ import annotations

from typing import Final

from lbsap.model.text import Text

# --- cover and chapters ---
SUBTITLE: Final = Text("专家咨询报告", "Consultation report")
DEMONSTRATION: Final = Text("演示稿，非正式文件", "Demonstration, not an official document")
SAMPLE_DATA: Final = Text(
    "本报告中的专家和答复均为虚构的样例数据，用于演示。",
    "The experts and answers in this report are invented sample data, made for demonstration.",
)
ABOUT: Final = Text("咨询对象：{catalogue}（{reference}）", "About: {catalogue} ({reference})")
HOST: Final = Text("组织单位：{host}", "Host: {host}")
METHOD: Final = Text("咨询目的与方法", "Purpose and method")
PURPOSE: Final = Text("目的", "Purpose")
PANEL: Final = Text("专家组与应答情况", "Panel and response")
QUESTIONS: Final = Text("咨询内容", "What was asked")
RULE: Final = Text("共识判定规则", "Consensus rule")
RESULTS: Final = Text("咨询结果", "Results")
OVERVIEW: Final = Text("总体情况", "Overview")
BY_ITEM: Final = Text("各条目的答复", "Answers item by item")
BY_GROUP: Final = Text("各类专家的意见", "Answers by group of experts")
RATINGS: Final = Text("评分", "Ratings")
SETTINGS: Final = Text("调整设置与应用困难", "Changes of settings and troubles met")
NAMES: Final = Text("建议名称", "Proposed names")
DISSENT: Final = Text("不同意见与理由", "Dissent and reasons")
SUPPLEMENTS: Final = Text("建议补充的内容", "Supplementary contents proposed")
AGREEMENT: Final = Text("全部条目的一致程度", "Agreement over all items")
REVISION: Final = Text("处理结果与修订", "Decisions and revision")
DECISIONS: Final = Text("逐项处理结果", "Decisions item by item")
CHANGES: Final = Text("版本沿革", "Lineage")
EFFECT: Final = Text("对整体结构的影响", "Effect on the whole")
LIMITATIONS: Final = Text("局限", "Limitations")
MADE_WITH: Final = Text("软件版本与数据标识", "Software version and digests")
ASKED: Final = Text("咨询条目原文", "Items as put to the experts")

# --- method ---
STATED_PURPOSE: Final = Text(
    "问卷向专家说明的咨询目的：“{purpose}”",
    "The questionnaire put the purpose to the experts as follows: “{purpose}”",
)
BASIS: Final = Text(
    "本报告按德尔菲类共识研究报告规范（ACCORD）的要求，说明专家组、应答情况、事先确定的规则、各条目的全部答复、不同意见和处理结果。",
    "In line with ACCORD, the reporting guideline for consensus studies, this report sets out the panel, the response, "
    "the rules fixed beforehand, all answers on each item, dissent and decisions.",
)
ROUND_DAY: Final = Text("第 {number} 轮：{opened}。", "Round {number}: {opened}.")
ROUND_DATES: Final = Text("第 {number} 轮：{opened}至{closed}。", "Round {number}: {opened} to {closed}.")
RESPONSE: Final = Text(
    "{round}共邀请 {invited} 名专家，{opened} 人打开问卷，{started} 人作答，{submitted} 人提交，提交率为 {share}。",
    "{round}: {invited} experts were invited, {opened} opened the questionnaire, {started} answered and {submitted} submitted "
    "it, a response of {share}.",
)
NO_INVITATIONS: Final = Text(
    "{round}没有记录个人邀请，{started} 名专家作答。",
    "{round}: no personal invitations are recorded; {started} experts answered.",
)
UNINVITED: Final = Text(
    "作答者中有 {n} 人没有个人邀请：通过公开链接参加、匿名参加，或其答复由文件录入。",
    "Of those who answered, {n} had no invitation of their own: by a public link, anonymously, or from a file.",
)
RESPONSE_TABLE: Final = Text("{round}各类专家的应答情况", "{round}: response by group of experts")
SMALL_GROUPS: Final = Text(
    "不足 {least} 人的专家类别不单独列出，与其他类别合并统计。",
    "Groups of fewer than {least} experts are not shown by themselves; they are counted together with others.",
)
UNSTATED: Final = Text("未说明", "not stated")
TOGETHER: Final = Text("{groups}（合并）", "{groups} (together)")
ALL_EXPERTS: Final = Text("合计", "All")
GROUP: Final = Text("专家类别", "Group")
INVITED: Final = Text("受邀", "Invited")
OPENED: Final = Text("打开", "Opened")
STARTED: Final = Text("作答", "Answered")
SUBMITTED: Final = Text("提交", "Submitted")
SUBMITTED_SHARE: Final = Text("提交／受邀", "Response")
VERDICT_ASKED: Final = Text("对每一条目的判断：{choices}。", "A verdict on each item: {choices}.")
SETTINGS_ASKED: Final = Text(
    "需要调整的设置（可多选）：{choices}。", "Settings to be changed (several possible): {choices}."
)
TROUBLES_ASKED: Final = Text(
    "应用中遇到的困难（可多选）：{choices}。", "Troubles met in use (several possible): {choices}."
)
RATING_ASKED: Final = Text(
    "“{title}”评分：1 分为“{low}”，9 分为“{high}”。", "A rating of {title}: 1 is “{low}”, 9 is “{high}”."
)
OPEN_ASKED: Final = Text("开放问题：{question}", "Open question: {question}")
RULE_FIXED: Final = Text(
    "采用“{title}”（{id}，第 {version} 版），规则及参数在征询前确定，自第一轮开始时锁定，锁定时间：{fixed}。",
    "The rule was “{title}” ({id}, version {version}). Rule and parameters were fixed before anybody was asked, and locked "
    "when round 1 opened: {fixed}.",
)
PARAMETERS: Final = Text("参数：{parameters}。", "Parameters: {parameters}.")
PARAMETER: Final = Text("{title} {value}", "{title} {value}")
DENOMINATOR: Final = Text("比例的分母：{denominator}", "Denominator of every share: {denominator}")
OUTSIDE_RULE: Final = Text(
    "“超出本人专业范围”“未作答”“未显示”分别统计，都不是意见，不计入保留、删除、更名的比例。更名按保留计算。",
    "“Outside my expertise”, “skipped” and “not shown” are counted apart; none of them is an opinion, so none is part of the "
    "shares of keep, drop and rename. Rename counts as retained.",
)
PERCENTILES: Final = {
    "linear": Text(
        "百分位数采用线性插值（R 第 7 类）。", "Percentiles are taken by linear interpolation (R type 7)."
    ),
    "inverted_cdf": Text(
        "百分位数采用经验分布函数的反函数，取实际给出的评分。",
        "Percentiles are taken by the inverted distribution function: always a rating that was given.",
    ),
}
PERCENTILES_OF_RATINGS: Final = Text(
    "规则本身不使用百分位数；评分表中的百分位数如下定义。",
    "The rule uses no percentile; those in the table of ratings are defined thus.",
)
INTERVAL_RULE: Final = Text(
    "主张保留的比例附 95% Wilson 区间。“达到”指比例达到规则的标准；“稳健”指区间下限高于一半。"
    "规则只提出建议，由编辑组作出处理。百分比四舍五入，保留一位小数。",
    "The share who retain is given with its 95% Wilson interval. “Met”: the share reaches the rule's threshold. “Robust”: the "
    "lower bound of the interval lies above one half. The rule only proposes; the editors decide. Percentages are rounded "
    "half up to one decimal.",
)

# --- results ---
RETAINED: Final = Text("{n} 人中 {count} 人主张保留（{share}%）", "{count} of {n} retain ({share}%)")
NOBODY: Final = Text("无人作出判断", "nobody judged")
SPLIT: Final = Text(
    "{item}：{retained}；保留原名 {keep} 人，更名 {rename} 人，删除 {drop} 人；规则建议：{verdict}。",
    "{item}: {retained}; keep {keep}, rename {rename}, drop {drop}; the rule proposes: {verdict}.",
)
ITEMS_ASKED: Final = Text(
    "咨询共 {items} 个条目，{experts} 名专家作答。按规则得出的建议：{verdicts}。",
    "{items} items were put to the panel and {experts} experts answered. The rule proposes: {verdicts}.",
)
VERDICT_COUNT: Final = Text("{verdict} {count} 项", "{verdict} ({count})")
ATTENTION: Final = Text(
    "以下条目须特别关注：规则未建议保留原名，或结果不稳健，或主张保留者中有三分之一以上主张更名。",
    "These items need attention: the rule proposes something other than keeping them as they are, the result is not robust, "
    "or a third or more of those who retain them would rename them.",
)
NO_ATTENTION: Final = Text(
    "规则对全部条目均建议保留原名，结果稳健，更名意见均不足三分之一。",
    "The rule proposes to keep every item as it is, robustly, and fewer than a third would rename any.",
)
CHART: Final = Text(
    "{group}：{items} 个条目中，{count} 个有过半数的判断者主张保留",
    "{group}: {count} of {items} items retained by more than half of those who judged",
)
CHART_ALL: Final = Text(
    "{group}：{items} 个条目均有过半数的判断者主张保留",
    "{group}: all {items} items retained by more than half of those who judged",
)
CHART_ALT: Final = Text(
    "堆叠条形图，逐项显示主张保留原名、更名和删除的人数。{items}",
    "Stacked bars: for each item, how many experts keep, rename and drop it. {items}",
)
CHART_ITEM: Final = Text("{item}：{keep}、{rename}、{drop}", "{item}: {keep}, {rename}, {drop}")
PEOPLE: Final = Text("人", "experts")
ITEM_TABLE: Final = Text("{group}：各条目的答复", "{group}: answers item by item")
ITEM: Final = Text("条目", "Item")
RETAIN: Final = Text("主张保留", "Retain")
INTERVAL: Final = Text("95% 区间", "95% interval")
KEEP: Final = Text("保留", "Keep")
RENAME: Final = Text("更名", "Rename")
DROP: Final = Text("删除", "Drop")
OUTSIDE: Final = Text("超出专业", "Outside")
SKIPPED: Final = Text("未作答", "Skipped")
NOT_SHOWN: Final = Text("未显示", "Not shown")
JUDGED: Final = Text("判断人数", "n")
PROPOSAL: Final = Text("规则建议", "Rule")
MET: Final = Text("达到", "Met")
ROBUST: Final = Text("稳健", "Robust")
YES_NO: Final = {True: Text("是", "yes"), False: Text("否", "no"), None: Text("—", "—")}
VERDICTS: Final = {
    "keep": KEEP,
    "rename": RENAME,
    "retain": Text("保留（名称待定）", "Retain, name open"),
    "drop": DROP,
    "undecided": Text("暂不判定", "Undecided"),
}
NO_VERDICT: Final = Text("规则未能得出", "none: the rule failed")
GROUP_TABLE: Final = Text(
    "各类专家中主张保留的人数（占作出判断者的比例）", "Experts who retain, of those who judged, by group"
)
RATING_TABLE: Final = Text(
    "各项评分：中位数（四分位距；评分人数）", "Ratings: median (interquartile range; number of experts)"
)
RATING_CELL: Final = Text("{median}（{iqr}；{n} 人）", "{median} ({iqr}; n = {n})")
DISAGREEMENT: Final = Text("存在分歧", "Disagreement")
DISAGREEMENT_RULE: Final = Text(
    "分歧按 RAND/UCLA 方法判定：第 30 至第 70 百分位数的间距（IPR）大于经对称性调整的间距（IPRAS）；评分不足 7 人的不作判定。",
    "Disagreement is that of the RAND/UCLA method: the range from P30 to P70 (IPR) exceeds the one adjusted for symmetry "
    "(IPRAS); fewer than seven ratings get no verdict.",
)
NO_RATINGS: Final = Text("没有评分。", "There are no ratings.")
SETTING_TABLE: Final = Text("主张调整各类设置的人数", "Experts who would change settings, by kind")
TROUBLE_TABLE: Final = Text("遇到各类困难的人数", "Experts who met trouble, by kind")
COUNTS_ONLY: Final = Text(
    "数字为人数，一人可选多项；未列出的条目无人提出。",
    "Numbers of experts, each of whom may name several; items not listed were named by nobody.",
)
NONE_NAMED: Final = Text("没有专家提出。", "Nobody named any.")
NAME_TABLE: Final = Text("建议名称（名称相近的列在一起）", "Proposed names, similar ones together")
NAME_COUNT: Final = Text("{name}（{count} 人）", "{name} ({count})")
PROPOSED: Final = Text("建议名称（人数）", "Proposed names (experts)")
NAMES_RULE: Final = Text(
    "名称相近由程序提示，未作合并，由编辑组确认。",
    "Names that look alike are pointed out by the program; nothing has been merged, and the editors decide.",
)
DISSENT_TABLE: Final = Text("不同意见与理由摘录", "Dissent, with a sample of reasons")
DISSENT_COUNT: Final = Text("少数方／判断人数", "Minority / judged")
RATIONALE_OF_EXPERTS: Final = Text("理由", "Reasons")
REASON: Final = Text("（{verdict}）{words}", "({verdict}) {words}")
DISSENT_RULE: Final = Text(
    "“少数方”指主张保留或主张删除两方中人数较少的一方。每条目至多摘录 {most} 条理由，"
    "先列少数方的理由；摘录次序与答复者无关，不附姓名、单位和类别。理由按原文照录。",
    "The minority is the smaller of those who retain and those who drop. At most {most} reasons are shown per item, those of the "
    "minority first; their order tells nothing of who wrote them, and no name, institution or group stands beside them. They "
    "are quoted in the language they were written in.",
)
OTHER_ANSWER: Final = Text("未作判断", "no judgement")
SUPPLEMENT_TABLE: Final = Text("建议补充的内容", "Supplementary contents proposed")
CONTENTS: Final = Text("内容", "Contents")
AGREEMENT_TABLE: Final = Text("{round}全部条目的一致程度", "{round}: agreement over all items")
MEASURE: Final = Text("指标", "Measure")
EXPERTS: Final = Text("作出判断的专家", "Experts who judged")
COMPLETE: Final = Text("判断全部条目的专家", "Experts who judged every item")
VERDICT_KIND: Final = Text("保留、更名、删除", "Keep, rename, drop")
MEASURES: Final = {
    "percent_agreement": Text("一致率", "Percent agreement"),
    "fleiss_kappa": Text("Fleiss κ", "Fleiss' kappa"),
    "krippendorff_alpha": Text("Krippendorff α", "Krippendorff's alpha"),
    "gwet_ac1": Text("Gwet AC1", "Gwet's AC1"),
    "gwet_ac2": Text("Gwet AC2（平方权重）", "Gwet's AC2 (quadratic weights)"),
    "kendall_w": Text("Kendall W", "Kendall's W"),
}
AGREEMENT_LIMITS: Final = (
    Text(
        "一致程度只说明专家之间是否相同，不说明条目是否合适；逐项结论以各条目的答复为准。",
        "Agreement shows whether experts say the same, not whether an item is right; conclusions on an item rest on its own answers.",
    ),
    Text(
        "当几乎所有人都选同一项时，κ 和 α 会很低甚至为负，而一致率很高，应与 AC1 或 AC2 一并阅读。",
        "Where nearly everyone chooses the same, kappa and alpha come out low or negative although percent agreement is high: "
        "read them together with AC1 or AC2.",
    ),
    Text(
        "Kendall W 只依据对全部条目都评分的专家。",
        "Kendall's W uses only the experts who rated every item.",
    ),
)

MEDIAN: Final = Text("中位数", "Median")
IQR: Final = Text("四分位距", "IQR")

# --- decisions ---
NOT_DECIDED: Final = Text("尚无处理结果。", "There are no decisions yet.")
DECIDED: Final = Text(
    "编辑组已处理 {decided} 个条目，新增 {new} 个；尚未处理 {open} 个。",
    "Items decided on by the editors: {decided}; items added: {new}; not decided yet: {open}.",
)
DEPARTURES: Final = Text(
    "处理结果与规则建议不同的条目：{items}。", "Decisions that depart from what the rule proposes: {items}."
)
NO_DEPARTURES: Final = Text(
    "处理结果均未与规则建议相反。", "No decision goes against what the rule proposes."
)
DECISION_TABLE: Final = Text("处理结果及理由（新旧对照）", "Decisions and reasons, old and new")
OLD: Final = Text("原条目", "Old")
NEW: Final = Text("现条目", "New")
OUTCOME: Final = Text("处理结果", "Decision")
RATIONALE: Final = Text("处理理由", "Rationale")
OUTCOMES: Final = {
    "keep": KEEP,
    "drop": DROP,
    "merge": Text("合并", "Merge"),
    "split": Text("拆分", "Split"),
    "new": Text("新增", "New"),
}
RENAMED: Final = Text("更名", "Rename")
ADJUSTED: Final = Text("调整设置", "Change of settings")
LINEAGE: Final = Text(
    "新版为 {reference}，依据 {previous} 修订：{changes}。",
    "The new version is {reference}, revised from {previous}: {changes}.",
)
KINDS: Final = {
    "kept": Text("保持不变", "kept"),
    "renamed": Text("更名", "renamed"),
    "settings": Text("调整设置", "settings changed"),
    "merged": Text("合并", "merged"),
    "split": Text("拆分", "split"),
    "dropped": Text("删除", "dropped"),
    "new": Text("新增", "new"),
}
KIND_COUNT: Final = Text("{kind} {count} 项", "{kind} {count}")
CHANGE_TABLE: Final = Text("变动清单", "Change list")
CHANGE: Final = Text("变动", "Change")
CHANGED_SETTINGS: Final = Text("调整的设置", "Settings changed")
SETTING_CHANGES: Final = Text("设置的新旧对照", "Settings, old and new")
SETTING: Final = Text("设置", "Setting")
OLD_WORDS: Final = Text("原内容", "Old")
NEW_WORDS: Final = Text("现内容", "New")
FIELDS: Final = {
    "definition": Text("定义", "definition"),
    "parent": Text("上级条目", "place"),
    "component": Text("核心要素", "core component"),
    "kind": Text("指标类型", "kind"),
    "unit": Text("单位", "unit"),
    "inputs": Text("数据项", "inputs"),
    "formula": Text("计算方法", "formula"),
    "methods": Text("可选方法", "methods"),
    "bands": Text("赋分标准", "score bands"),
    "bands_note": Text("赋分标准说明", "note on the bands"),
    "decimals": Text("小数位数", "decimals"),
    "higher_is_better": Text("越高越好", "higher is better"),
    "minimum": Text("可能的最小值", "least possible value"),
    "maximum": Text("可能的最大值", "greatest possible value"),
    "in_first_application": Text("首次评价可评", "scored in a first application"),
    "description": Text("指标说明", "description"),
    "scope": Text("评价范围", "scope"),
    "data_sources": Text("数据来源", "data sources"),
    "citations": Text("引用资料", "citations"),
    "links": Text("目标衔接", "links to targets"),
    "notes": Text("备注", "notes"),
    "verified": Text("已核对内容", "what has been checked"),
    "writer": Text("章节编写模块", "writer"),
    "level": Text("章节层级", "level"),
    "guidance": Text("编写指引", "guidance"),
    "supplements": Text("补充内容", "supplementary contents"),
}
INDEX_EFFECT: Final = Text(
    "满分由 {old} 分（{old_items} 项指标）变为 {new} 分（{new_items} 项指标）。新旧版本的总分不能直接比较。",
    "The maximum goes from {old} points ({old_items} indicators) to {new} points ({new_items} indicators). Totals of the two "
    "versions cannot be compared directly.",
)
OUTLINE_EFFECT: Final = Text(
    "条目由 {old_items} 个变为 {new_items} 个。", "The outline goes from {old_items} items to {new_items}."
)
EFFECT_TABLE: Final = Text("修订前后对照", "Before and after the revision")
COMPONENT: Final = Text("核心要素", "Core component")
CHAPTER: Final = Text("章", "Chapter")
OLD_ITEMS: Final = Text("原条目数", "Items before")
NEW_ITEMS: Final = Text("现条目数", "Items after")
OLD_POINTS: Final = Text("原满分", "Points before")
NEW_POINTS: Final = Text("现满分", "Points after")

# --- limitations and colophon ---
LIMITS: Final = (
    Text(
        "专家组不是随机样本，比例和区间只描述本专家组及与其类似的人群。",
        "The panel is not a random sample: shares and intervals describe this panel and people like it.",
    ),
    Text(
        "作出判断的人数因条目而异，比例须连同人数一起阅读；人数少时，达到标准也可能不稳健。",
        "The number who judged differs from item to item, so shares should be read together with it. With few judgements a "
        "threshold that is met need not be robust.",
    ),
    Text(
        "未作答者的意见不明，可能与作答者不同。",
        "The views of those who did not answer are unknown and may differ.",
    ),
    Text(
        "理由为摘录；建议名称的相近程度由程序比对，未经专家确认。",
        "Reasons are a sample; the similarity of proposed names was found by automatic comparison and has not been "
        "confirmed by the experts.",
    ),
)
ONE_ROUND: Final = Text(
    "咨询只进行了一轮，未向专家反馈结果，无法说明意见是否稳定。",
    "There was one round and no feedback to the experts, so nothing can be said about whether opinions had settled.",
)
LATER_ROUNDS: Final = Text(
    "各轮作答的专家不尽相同，不能用各轮人数直接相减得出变化；变化以配对专家的比较为准。",
    "Not all rounds were answered by the same experts, so changes cannot be had by subtracting their counts; they rest on the "
    "paired experts alone.",
)
RULE_CHANGED: Final = Text(
    "规则锁定时为第 {fixed} 版，本报告中的建议由第 {used} 版得出。",
    "The rule was locked in version {fixed}; the proposals in this report were made by version {used}.",
)
RULE_MISSING: Final = Text(
    "提供规则 {rule} 的插件未安装，报告中没有规则建议。",
    "The plugin that offers the rule {rule} is not installed, so the report holds none of its proposals.",
)
COLOPHON_TABLE: Final = Text("报告所依据的数据", "What this report rests on")
WHAT: Final = Text("对象", "Object")
VERSION: Final = Text("版本", "Version")
DIGEST: Final = Text("数据标识（SHA-256）", "Digest (SHA-256)")
SOFTWARE: Final = Text("软件", "Software")
QUESTIONNAIRE: Final = Text("问卷", "Questionnaire")
CONSULTED: Final = Text("咨询所用版本", "Version consulted on")
REVISED: Final = Text("修订后版本", "Revised version")
DEFINITION: Final = Text("定义", "Definition")
ASKED_TABLE: Final = Text("咨询条目的名称和定义", "Titles and definitions of the items")
