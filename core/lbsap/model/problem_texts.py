"""The catalogue of every message a person can meet about bad input, by code, in both languages."""

from __future__ import annotations

from typing import Final

from lbsap.model.text import Text

TEXTS: Final[dict[str, Text]] = {
    # files and their form
    "file_missing": Text("找不到文件。", "There is no such file."),
    "file_unreadable": Text("无法读取文件：{reason}。", "The file cannot be read: {reason}."),
    "file_unwritable": Text("无法写入：{reason}。", "This place cannot be written: {reason}."),
    "file_type": Text(
        "不支持该文件类型；可用类型：{allowed}。", "This type of file is not read here; use {allowed}."
    ),
    "file_encoding": Text(
        "文件编码无法识别，请另存为 UTF-8 或 GB18030。",
        "The encoding is neither UTF-8 nor GB18030; save it as one of them.",
    ),
    "yaml_syntax": Text("YAML 格式有误：{reason}。", "This is not valid YAML: {reason}."),
    "yaml_duplicate": Text("“{key}”重复出现。", "“{key}” stands twice."),
    "value_type": Text("此处应为{expected}，实际为{found}。", "Expected {expected}, found {found}."),
    "value_missing": Text("缺少“{field}”。", "“{field}” is missing."),
    "value_unknown_field": Text("不认识的字段“{field}”。", "“{field}” is not a known field."),
    "value_choice": Text("“{value}”不在可选值之内：{allowed}。", "“{value}” is not one of {allowed}."),
    "value_refused": Text("内容不合要求：{reason}。", "This cannot be used: {reason}."),
    "not_a_number": Text("“{value}”不是数字。", "“{value}” is not a number."),
    "year_impossible": Text("年份 {year} 有误。", "{year} cannot be the year."),
    "number_range": Text(
        "应在 {low} 与 {high} 之间，现为 {value}。", "{value} is not between {low} and {high}."
    ),
    "text_broken": Text(
        "文字中有残缺的字符，请重新输入。", "The text holds a broken character; please type it again."
    ),
    "parent_circle": Text("“{item}”的上级又在它之下。", "“{item}” stands under itself."),
    "decision_id_number": Text(
        "编号“{item}”形似序号，会与条目的序号混淆。",
        "The id “{item}” looks like a number in the catalogue and would be taken for one.",
    ),
    "version_same": Text(
        "新版本的版本号不能与原版本相同（{version}）。",
        "The new version needs a number of its own, not {version}.",
    ),
    "version_form": Text(
        "版本号“{version}”只能用字母、数字、连字符、下划线和点。",
        "The version “{version}” is not allowed: letters, digits, -, _ and dots.",
    ),
    "number_negative": Text("不能为负，现为 {value}。", "This cannot be negative; it is {value}."),
    "period_impossible": Text(
        "起止年份 {first}—{last} 有误。", "A period cannot run from {first} to {last}."
    ),
    "number_absurd": Text("“{value}”的数量级不可能。", "“{value}” is of an impossible size."),
    "column_missing": Text("缺少“{column}”列。", "The column “{column}” is missing."),
    "column_differs": Text(
        "“{value}”与前面的“{other}”不一致；一个文件只能是一个城市的一次评价。",
        "“{value}” differs from “{other}” above; a file holds one application of one city.",
    ),
    "column_unknown": Text("不认识的列“{column}”。", "“{column}” is not a known column."),
    "file_empty": Text("文件中没有内容。", "There is nothing in this file."),
    "column_twice": Text("列“{column}”重复出现。", "The column “{column}” stands twice."),
    "row_wider": Text(
        "本行超出表头的 {columns} 列。", "This row is wider than the {columns} columns of the head."
    ),
    "sheet_missing": Text("缺少工作表“{sheet}”。", "The sheet “{sheet}” is missing."),
    # looking things up
    "unknown_id": Text(
        "没有编号为“{id}”的{kind}；现有：{known}。", "There is no {kind} “{id}”; known: {known}."
    ),
    "ambiguous_id": Text("“{id}”对应多个{kind}：{known}。", "“{id}” fits several of {kind}: {known}."),
    "language_missing": Text("“{field}”缺少{lang}。", "“{field}” lacks {lang}."),
    # tables of ratings
    "rater_duplicate": Text("专家列“{rater}”重复出现。", "The rater column “{rater}” stands twice."),
    "item_duplicate": Text("条目“{item}”重复出现。", "The item “{item}” stands twice."),
    "category_duplicate": Text("选项“{category}”重复出现。", "The category “{category}” stands twice."),
    "column_unnamed": Text("第 {place} 列没有列名。", "Column {place} has no name."),
    "row_too_long": Text(
        "本行有 {found} 个评判，表头只有 {expected} 名专家。",
        "This row has {found} judgements for {expected} raters.",
    ),
    "table_no_items": Text("表中没有条目。", "The table holds no items."),
    "table_no_raters": Text("表中没有专家列。", "The table has no rater columns."),
    # ids, settings of the program, plugins
    "id_form": Text(
        "编号“{id}”不合规则：只能用小写字母、数字、连字符和下划线，至多一个点。",
        "The id “{id}” is not allowed: lower-case letters, digits, - and _, with at most one dot.",
    ),
    "id_twice": Text("编号“{id}”重复出现。", "The id “{id}” stands twice."),
    "setting_wrong": Text("设置有误：{reason}。", "This setting is wrong: {reason}."),
    "not_allowed": Text("您没有进行此项操作的权限：{action}。", "You are not allowed to do this: {action}."),
    "plugin_raised": Text("加载插件时出错：{reason}。", "The plugin failed while it was loaded: {reason}."),
    "plugin_api": Text(
        "插件的接口版本为 {found}，本程序支持 {supported}。",
        "The plugin says LBSAP_API = {found}; this program supports {supported}.",
    ),
    "plugin_type": Text(
        "钩子 {hook} 返回了不符合约定的内容：{found}。",
        "The hook {hook} gave something it must not: {found}.",
    ),
    "plugin_prefix": Text("编号“{id}”应以“{prefix}”开头。", "The id “{id}” must begin with “{prefix}”."),
    "plugin_id_taken": Text(
        "编号“{id}”已由插件 {holder} 使用。", "The id “{id}” is already taken by the plugin {holder}."
    ),
    "plugin_failed": Text(
        "插件 {plugin} 的“{item}”未能完成：{cause}。", "The plugin {plugin} failed at “{item}”: {cause}."
    ),
    "plugin_empty": Text(
        "插件没有登记任何内容；请检查是否遗漏了 @hookimpl。",
        "The plugin registers nothing; is an @hookimpl missing?",
    ),
    "plugin_name": Text(
        "插件名“{name}”不合规则：以小写字母开头，只含小写字母、数字和单个连字符，至多 {most} 个字符。",
        "“{name}” cannot name a plugin: begin with a lower-case letter; use lower-case letters, digits and single "
        "hyphens, at most {most} characters.",
    ),
    "plugin_name_taken": Text(
        "已有名为 {package} 的程序包，请另取插件名。",
        "A package {package} exists already; take another name.",
    ),
    "folder_taken": Text("文件夹已存在，未作改动。", "This folder exists already; nothing was changed."),
    # the contract of each kind of plugin item (lbsap.testing)
    "band_ends": Text(
        "{score} 分档既无上下限，也无等级说明。",
        "The band of score {score} has neither an end nor a meaning.",
    ),
    "band_reversed": Text("{score} 分档的下限大于上限。", "The band of score {score} ends before it begins."),
    "band_overlap": Text(
        "{first} 分档与 {second} 分档重叠。", "The bands of scores {first} and {second} overlap."
    ),
    "band_order": Text(
        "赋分标准的高低次序与指标方向（higher_is_better）相反。",
        "The bands run against the indicator's higher_is_better.",
    ),
    "contract_round_trip": Text(
        "写成文件再读回后，内容与原来不同。",
        "Written down and read back, the value is not the same.",
    ),
    "contract_raised": Text("处理“{case}”时出错：{cause}。", "It failed at “{case}”: {cause}."),
    "contract_differs": Text(
        "对“{case}”处理两次，结果不同。", "Done twice, “{case}” gave two different results."
    ),
    "contract_result": Text(
        "处理“{case}”的结果不合约定：{reason}。", "What “{case}” gave is not allowed: {reason}."
    ),
    "contract_nobody": Text(
        "无人作答时须为“暂不判定”（undecided）。", "Where nobody answered, the verdict must be undecided."
    ),
    "contract_made_from": Text(
        "评分结果表的 {field} 须为“{expected}”，现为“{found}”。",
        "The scorecard's {field} must be “{expected}”; it is “{found}”.",
    ),
    "contract_lines": Text(
        "评分结果表须按指数的次序逐项列出指标，并保留各项的状态（{case}）。",
        "The scorecard must list every indicator in the index's order, with its state ({case}).",
    ),
    "contract_unscored": Text(
        "指标 {item} 未评分，得分须留空（{case}）。",
        "Indicator {item} is not scored and must have no score ({case}).",
    ),
    "contract_total": Text(
        "总分 {score} 不在 0 至满分 {maximum} 之间（{case}）。",
        "The total {score} is not between 0 and the maximum {maximum} ({case}).",
    ),
    "contract_provisional": Text(
        "用到尚未核对的赋分标准时，总分须标为暂定（{case}）。",
        "Where a band that was used has not been checked, the total must be provisional ({case}).",
    ),
    "contract_no_gap": Text(
        "必填数据未填，章节中却没有待补充处。", "A required need is not met, and the section shows no gap."
    ),
    "contract_cells": Text(
        "“{caption}”中每行（每个系列）的项数须与列数（类别数）相同。",
        "In “{caption}” every row or series must match the head.",
    ),
    "contract_suffix": Text(
        "后缀“{suffix}”须以点开头并用小写字母。",
        "The suffix “{suffix}” must begin with a dot and be lower-case.",
    ),
    "contract_nothing_read": Text(
        "读取“{case}”没有结果，也没有说明原因。",
        "Nothing was read from “{case}”, and no problem says why.",
    ),
    "contract_empty_file": Text("写出的文件是空的（{case}）。", "The file written is empty ({case})."),
    # observations and scores
    "formula_syntax": Text(
        "公式有误：{reason}。公式只能含数字、+ - * / **、括号和 sum()。",
        "This is not a formula: {reason}. Use numbers, + - * / **, parentheses and sum().",
    ),
    "formula_symbol": Text(
        "公式中的“{symbol}”没有数据。", "The formula needs “{symbol}”, which has no figure."
    ),
    "formula_undefined": Text(
        "按所填数据无法计算：除数为零或结果没有意义。",
        "Cannot be computed from these figures: division by zero, or no meaning.",
    ),
    "formula_too_large": Text("计算结果过大。", "The result is too large."),
    "formula_power": Text("乘方的指数不得超过 {most}。", "An exponent may be at most {most}."),
    "formula_list": Text("一列数字只能写在 sum() 中。", "A list of numbers may stand inside sum() only."),
    "formula_lengths": Text("两列数字的个数不同。", "Two lists differ in length."),
    "obs_duplicate": Text("该指标在 {first} 已填过。", "This indicator already stands at {first}."),
    "obs_answers": Text(
        "inputs、value、level、missing 须填且只填一项，现有：{found}。",
        "Give exactly one of inputs, value, level or missing; found: {found}.",
    ),
    "obs_level_wanted": Text("该指标须填等级（level）。", "This indicator is answered with a level."),
    "obs_figure_wanted": Text(
        "该指标须填数值，不填等级。", "This indicator is answered with figures, not a level."
    ),
    "obs_level_unknown": Text("没有等级 {level}；可填：{known}。", "There is no level {level}; use {known}."),
    "obs_symbol_missing": Text("缺少数据：{symbols}。", "These inputs are missing: {symbols}."),
    "obs_symbol_unknown": Text(
        "没有名为“{symbol}”的数据项；可填：{known}。", "“{symbol}” is not an input; use {known}."
    ),
    "obs_no_formula": Text(
        "该指标没有公式，请直接填 value。", "This indicator has no formula; give its value."
    ),
    "obs_one_number": Text("“{symbol}”只能填一个数。", "“{symbol}” takes one number."),
    "obs_empty_list": Text("“{symbol}”没有数字。", "“{symbol}” holds no number."),
    "obs_method_missing": Text(
        "须注明采用哪种方法（method）：{known}。", "Say which method was used: {known}."
    ),
    "obs_method_unknown": Text(
        "没有方法“{method}”；可选：{known}。", "There is no method “{method}”; use {known}."
    ),
    "obs_unit": Text("单位“{unit}”与“{wanted}”不可换算。", "The unit “{unit}” cannot be told in “{wanted}”."),
    "obs_number": Text(
        "数值须为有限且不过大的数，现为 {value}。", "A finite number of sensible size is needed, not {value}."
    ),
    "obs_negative": Text(
        "“{symbol}”不能为负，现为 {value}。", "“{symbol}” cannot be negative; it is {value}."
    ),
    "obs_fraction": Text(
        "“{symbol}”须为整数，现为 {value}。", "“{symbol}” must be a whole number; it is {value}."
    ),
    "obs_below": Text(
        "数值 {value} 低于可能的最小值 {limit}。", "{value} is below the least possible value, {limit}."
    ),
    "obs_above": Text(
        "数值 {value} 高于可能的最大值 {limit}。", "{value} is above the greatest possible value, {limit}."
    ),
    "index_expected": Text("“{id}”不是指数，不能评分。", "“{id}” is not an index and cannot be scored."),
    "variant_misfit": Text(
        "计分方案“{variant}”要求每项指标按 0—4 分分档，指数“{index}”不符合（{items}）。",
        "The scoring variant “{variant}” needs score bands from 0 to 4; the index “{index}” has others ({items}).",
    ),
    # questionnaires and answers
    "questionnaire_about": Text(
        "问卷针对的是 {about}，与所给的 {given} 不符。",
        "The questionnaire is about {about}, not about {given}.",
    ),
    "answer_twice": Text(
        "专家 {respondent} 对 {item} 的答复已在 {earlier} 出现。",
        "{respondent} has already answered {item} at {earlier}.",
    ),
    "stratum_differs": Text(
        "专家 {respondent} 的类别前后不一：“{stratum}”与“{earlier}”。",
        "{respondent} stands in two strata: “{stratum}” here, “{earlier}” before.",
    ),
    "rating_range": Text("“{value}”不是 1 至 9 的整数。", "“{value}” is not a whole number from 1 to 9."),
    "verdict_wanted": Text(
        "请选择一项意见，或清除本项填写的内容。", "Choose a verdict, or clear this answer."
    ),
    "reason_wanted": Text("选择“{verdict}”时请写明理由。", "Please give a reason for “{verdict}”."),
    "name_wanted": Text(
        "请填写新名称，中文或英文填写一种即可。", "Enter the new name; Chinese or English is enough."
    ),
    "name_unchanged": Text("新名称与现有名称相同。", "The new name is the same as the present one."),
    "name_taken": Text(
        "该名称已用于第 {number} 项，请另取名称。", "Item {number} has this name; choose another."
    ),
    "characters_removed": Text(
        "已去掉无法保存或不可见的字符，其余内容未变。",
        "Characters that cannot be kept or seen were taken out; all else is as you typed it.",
    ),
    "too_long": Text("共 {length} 字，上限为 {longest} 字。", "{length} characters; at most {longest}."),
    # decisions
    "decision_missing": Text(
        "“{item}”尚无处理结果，不能发布。", "“{item}” has no decision, so nothing is published."
    ),
    "decision_twice": Text("“{item}”有两条处理结果。", "“{item}” is decided twice."),
    "decision_id_used": Text(
        "编号“{item}”已经用过；编号不重复使用。", "The id “{item}” has been used; ids are never used again."
    ),
    "decision_into": Text(
        "“合并”须指明一个去向，“拆分”须指明至少两个去向，其他处理不填去向（当前：{outcome}）。",
        "merge needs one item to go into, split at least two, other outcomes none (here: {outcome}).",
    ),
    "decision_into_unknown": Text(
        "去向“{into}”不在新版本中。", "“{into}” is not an item of the new version."
    ),
    "decision_name_twice": Text("“{name}”与 {other} 同名。", "“{name}” is also the name of {other}."),
    "decision_orphan": Text(
        "上级“{parent}”已删除，须对本条目另作处理。",
        "Its parent “{parent}” is gone; this item needs a decision of its own.",
    ),
    # catalogue files
    "xlsx_unreadable": Text(
        "无法作为 XLSX 工作簿读取，请另存为不加密的 .xlsx 文件。",
        "This is not a readable XLSX workbook; save it as .xlsx without a password.",
    ),
    "xlsx_too_large": Text(
        "工作簿解压后过大，未予读取。", "This workbook would unpack to too much; it was not read."
    ),
    "xlsx_too_long": Text("文字超过一个单元格的容量。", "The text is longer than a cell can hold."),
    "xlsx_one_row": Text(
        "本表除列名外须恰有一行，实际为 {found} 行。",
        "This sheet takes exactly one row under the head; it has {found}.",
    ),
    "xlsx_cell": Text(
        "单元格中是{what}，请改填文字或数值。", "The cell holds {what}; give a text or a number."
    ),
    "xlsx_flag": Text("“{value}”应为 是 或 否。", "“{value}” should be yes or no."),
    "sheet_unknown": Text(
        "不认识的工作表“{sheet}”，未读取。", "“{sheet}” is not a known sheet; it was not read."
    ),
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
    "department_nowhere": Text(
        "行动、目标和项目都没有写明责任单位。", "No action, target or project names a responsible department."
    ),
    "budget_nowhere": Text("没有一个项目写明投资估算。", "No project states a cost."),
    "project_no_action": Text("项目“{title}”没有对应的行动。", "The project “{title}” belongs to no action."),
    "reference_unknown": Text("没有编号为“{id}”的{kind}。", "There is no {kind} “{id}”."),
    "research_in_plan": Text(
        "本段含有调查方法、物种名录或分析论证（{words}），建议移入研究报告，文本中只保留结论。是否移动由您决定。",
        "This passage holds survey methods, species lists or analysis ({words}). We suggest moving it to the research "
        "report and keeping only the conclusion in the plan text. The choice is yours.",
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
    # the database itself
    "database_kind": Text(
        "数据库地址应以 sqlite:/// 或 postgresql:// 开头。",
        "The database address begins with sqlite:/// or postgresql://.",
    ),
    "database_driver": Text(
        "缺少 PostgreSQL 驱动，请安装 lbsap[postgres]。",
        "The PostgreSQL driver is missing; install lbsap[postgres].",
    ),
    "database_setting": Text(
        "数据库未接受设置 {name}：应为 {expected}，实际为 {found}；数据库文件须放在本机磁盘上。",
        "The database did not take the setting {name}: expected {expected}, found {found}; keep it on a local disk.",
    ),
    "database_foreign": Text(
        "数据库中已有不是本程序建立的同名表（{tables}），未作改动；请另用一个数据库。",
        "This database holds tables of another program under our names ({tables}); nothing was changed. Use another.",
    ),
    "database_closed": Text("无法打开数据库：{reason}。", "The database cannot be opened: {reason}."),
    "schema_missing": Text(
        "数据库尚未建立，请先运行：{command}", "The database is not set up yet; run: {command}"
    ),
    "schema_older": Text(
        "数据库结构（{found}）早于本程序（{expected}），请先备份，再运行：{command}",
        "The database schema ({found}) is older than this program ({expected}); back it up, then run: {command}",
    ),
    "schema_newer": Text(
        "数据库结构（{found}）不是本程序（{expected}）所能识别的，请升级程序：{command}",
        "This program ({expected}) does not know the database schema ({found}); update the program: {command}",
    ),
    # the key of a deployment and its accounts
    "key_missing": Text("没有密钥文件，请先运行：lbsap init", "There is no key file; run: lbsap init"),
    "key_exists": Text(
        "密钥文件已存在：本系统已经初始化。",
        "The key file is there already: this deployment has been set up.",
    ),
    "key_weak": Text(
        "该密钥是示例密钥或过短，不能使用。请删除该文件，再运行：lbsap init",
        "This key is the sample key or too short, and is refused. Remove the file and run: lbsap init",
    ),
    "key_open": Text(
        "密钥文件可被他人读取，请将权限改为 600。",
        "The key file can be read by others; change its mode to 600.",
    ),
    "email_form": Text("“{email}”不是有效的电子邮箱地址。", "“{email}” is not an e-mail address."),
    "account_exists": Text("邮箱“{email}”已有账号。", "There is an account for “{email}” already."),
    "account_unknown": Text("邮箱“{email}”没有账号。", "There is no account for “{email}”."),
    "content_damaged": Text(
        "已保存的内容与其摘要不符，不能使用。",
        "The stored content does not match its digest and cannot be used.",
    ),
    # consultations
    "round_state": Text(
        "本轮咨询的状态为“{state}”，不能进行此操作。",
        "This round is in the state “{state}”; this cannot be done now.",
    ),
    "link_not_yet": Text("本轮咨询尚未开始。", "This round is not open yet."),
    "code_needed": Text(
        "已有人通过此链接开始作答，请输入续答码继续。",
        "Answering has begun by this link; enter the code to resume.",
    ),
    "consent_needed": Text(
        "请先阅读并同意个人信息处理说明。", "Please read the notice and give your consent first."
    ),
    "item_settled": Text(
        "“{item}”已在上一轮达成共识，本轮不再征询。",
        "“{item}” was settled in the last round and is not asked again.",
    ),
    "nothing_answered": Text(
        "尚未填写任何意见，暂不能提交。", "Nothing is answered yet, so there is nothing to submit."
    ),
    "revision_wrong": Text(
        "页面内容已失效，请重新打开本页。", "This page is out of date; please open it again."
    ),
    "name_missing": Text("请填写姓名。", "Enter your name."),
    "choice_wanted": Text("请选择一项。", "Choose one of the options."),
    "round_closed": Text(
        "本轮咨询已于{date}{time}（北京时间）截止，感谢您的参与。您仍可查看和下载自己的答复；如需补充意见，请联系{contact}。",
        "This round closed on {date} at {time} (Beijing time). Thank you for taking part. You can still view and download your answers. "
        "To add a comment, please contact {contact}.",
    ),
    "round_followed": Text("该轮之后已有新的轮次。", "Another round follows this one already."),
    "answers_twice": Text(
        "专家“{respondent}”对条目“{item}”的答复重复出现。",
        "There are two answers of “{respondent}” on “{item}”.",
    ),
    "decided_meanwhile": Text(
        "条目“{item}”已由他人另作处理，请比较两者后再定。",
        "Someone else has decided on “{item}” since you opened it; compare both, then choose.",
    ),
    # catalogues, cities
    "version_taken": Text(
        "{reference} 已发布，内容不同；已发布的版本不能更改，请使用新的版本号。",
        "{reference} is published with other content; a published version never changes, so give a new version.",
    ),
    "changed_meanwhile": Text(
        "您打开之后，他人已修改并保存（版本 {found}，您所见为 {seen}）；请比较两者后再保存。",
        "Someone else has saved this since you opened it (version {found}, you saw {seen}); compare both, then save.",
    ),
}
