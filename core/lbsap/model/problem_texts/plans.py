"""Policy frameworks, profiles and plan checks."""

from __future__ import annotations

from typing import Final

from lbsap.model.text import Text

TEXTS: Final[dict[str, Text]] = {
    # frameworks and profiles
    "framework_link": Text(
        "“{link}”应写成“框架:目标”，如 gbf:GBF-T03。",
        "“{link}” should read framework:target, as in gbf:GBF-T03.",
    ),
    "profile_layout": Text(
        "文件中没有“行动描述”标题，不是“城市与自然”平台的档案文本。",
        "There is no description heading here: this is not the text of a CitiesWithNature profile.",
    ),
    "profile_unreadable": Text(
        "“{action}”的{field}无法识别，已作标记，请粘贴原文。",
        "The {field} of “{action}” cannot be read; it is marked. Please paste the original.",
    ),
    "profile_action_unknown": Text(
        "行动目录中没有这一标题：“{heading}”。", "The platform's catalogue has no such action: “{heading}”."
    ),
    "profile_action_twice": Text(
        "行动 {action} 重复出现，仅读取第一处。", "The action {action} stands twice; only the first was read."
    ),
    "profile_field_empty": Text("{field}下没有内容。", "Nothing stands under {field}."),
    "profile_date": Text("日期“{date}”无法识别。", "The date “{date}” cannot be read."),
    "profile_value_doubtful": Text(
        "{title}为 {value}，与名称不相称，请核实。",
        "{title} is {value}, which does not fit its label; please check.",
    ),
    "profile_target_repeats": Text(
        "“{action}”的目标只是重复行动描述，不是量化目标。",
        "The target of “{action}” only repeats its description.",
    ),
    "profile_target_words": Text(
        "“{action}”的目标为文字，请填写指标、目标值、单位和年份。",
        "The target of “{action}” is in words; enter its metric, value, unit and year.",
    ),
    "profile_not_stated": Text(
        "文件未说明“{field}”，请补充。", "The file does not state “{field}”; please add it."
    ),
    "profile_cbi_not_started": Text(
        "平台上的城市生物多样性指数尚未开始填报，没有指标数据。",
        "The CBI on the platform has not been started; there are no observations.",
    ),
    "profile_cbi_totals": Text(
        "平台只给出城市生物多样性指数总分（{score}/{maximum}），没有指标数据。",
        "The platform shows a CBI total only ({score} of {maximum}); there are no observations.",
    ),
    # plan checks
    "target_none_quantified": Text("没有一项目标有目标值。", "No target has a value."),
    "target_incomplete": Text("目标“{metric}”缺少：{missing}。", "The target “{metric}” lacks: {missing}."),
    "target_no_baseline": Text("目标“{metric}”没有基期值。", "The target “{metric}” has no baseline."),
    "target_no_check": Text(
        "目标“{metric}”没有目标值，须说明如何检查是否完成。",
        "The target “{metric}” has no value; say how it is checked.",
    ),
    "target_maintain": Text(
        "目标“{metric}”与基期值相同，文本中写作“保持”。",
        "The target “{metric}” equals its baseline; the plan prints “maintain”.",
    ),
    "target_national_share": Text(
        "目标“{metric}”的数值与{framework}的全国比例相同（{share}）。全国比例不直接作为本地目标，请核定本地数值，或说明理由。",
        "The target “{metric}” equals a share that {framework} states for the whole country ({share}). A national share "
        "is no local target by itself: set a local value, or give a reason.",
    ),
    "index_not_started": Text(
        "{index}尚未开始填报，没有评分。", "{index} has not been started; nothing is scored."
    ),
    "low_score_unanswered": Text(
        "指标 {number}“{title}”得 {score} 分，既没有对应的行动，也没有说明理由。",
        "Indicator {number}, “{title}”, scores {score} and leads to no action and no stated reason.",
    ),
    "framework_uncovered_high": Text(
        "{framework}第 {number} 项“{title}”与地方关系密切，没有行动与之衔接，也没有说明理由。",
        "{framework} {number}, “{title}”, matters much to local plans; no action is aligned with it and no reason is given.",
    ),
    "framework_uncovered": Text(
        "{framework}第 {number} 项“{title}”没有行动与之衔接。",
        "No action is aligned with {framework} {number}, “{title}”.",
    ),
    "link_unconfirmed": Text(
        "行动“{title}”的衔接建议尚未确认，确认后方可写入文稿：{targets}。",
        "Proposed alignments of “{title}” are not confirmed; they enter the draft only after a person confirms them: "
        "{targets}.",
    ),
    "action_no_department": Text(
        "行动“{title}”没有牵头单位。", "The action “{title}” has no lead department."
    ),
    "action_no_deadline": Text("行动“{title}”没有完成时限。", "The action “{title}” has no deadline."),
    "action_no_local_features": Text(
        "行动“{title}”没有写明本地特点。",
        "The action “{title}” does not say what is particular to the place.",
    ),
    "action_no_result": Text(
        "行动“{title}”没有可检查的成果：请写明数量或完成时间，或为其设定目标。",
        "Nothing measurable or dated comes of the action “{title}”: give its result a figure or a year, or set a target.",
    ),
    "action_not_aligned": Text(
        "行动“{title}”未与国家优先行动衔接，也没有说明设置理由。",
        "The action “{title}” is aligned with no national priority action, and no reason is given for it.",
    ),
    "department_nowhere": Text(
        "行动、目标和项目都没有写明责任单位。", "No action, target or project names a responsible department."
    ),
    "budget_nowhere": Text("没有一个项目写明投资估算。", "No project states a cost."),
    "project_no_action": Text("项目“{title}”没有对应的行动。", "The project “{title}” belongs to no action."),
    "reference_unknown": Text("没有编号为“{id}”的{kind}。", "There is no {kind} “{id}”."),
    "reference_dropped": Text(
        "{index}修订时已删去指标“{indicator}”。请在此处去掉该指标，或改选现行指标。",
        "The indicator “{indicator}” was dropped when {index} was revised. Take it out here, or choose one that it has now.",
    ),
    "reference_replaced": Text(
        "{index}修订时已将指标“{indicator}”改为“{into}”，请在此处改选。",
        "The indicator “{indicator}” became “{into}” when {index} was revised. Choose that here instead.",
    ),
    "research_in_plan": Text(
        "本段含有调查方法、物种名录或分析论证（{words}），建议移入研究报告，文本中只保留结论。是否移动由您决定。",
        "This passage holds survey methods, species lists or analysis ({words}). We suggest moving it to the research "
        "report and keeping only the conclusion in the plan text. The choice is yours.",
    ),
    "text_like_national": Text(
        "本段约 {share}% 的文字与{framework}相同（“{words}”等）。请写明本地做法和特点，不照搬上级文字。",
        "About {share}% of this passage stands in {framework} as well (such as “{words}”). Say what is done here and what is "
        "particular to the place.",
    ),
    "wording_level": Text(
        "用语“{words}”与本级不符，可改为“{better}”；如确指其他层级，请保留。",
        "“{words}” does not fit the level of this plan; “{better}” would. Keep it where another level is meant.",
    ),
    "fact_doubtful": Text(
        "{title}（{value} {unit}）存疑，请核实。", "{title} ({value} {unit}) is doubtful; please check."
    ),
    "area_implausible": Text(
        "{title}为 {value} {unit}，相对于本地面积或人口过大，与名称不相称，请核实。",
        "{title} is {value} {unit}: too large for its label, given the area or the population. Please check.",
    ),
    "text_unreadable": Text(
        "“{title}”的原文无法识别，请粘贴原文。",
        "The text of “{title}” cannot be read; please paste the original.",
    ),
}
