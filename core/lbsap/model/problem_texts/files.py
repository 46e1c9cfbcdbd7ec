"""Files, tables and looking things up."""

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
    "xlsform_reference": Text(
        "“{name}”的文字中有“${{”，XLSForm 会将其当作对另一问题的引用；请改写后再导出。",
        "The words of “{name}” hold “${{”, which XLSForm takes for a reference to another question; reword them first.",
    ),
    "xlsform_name": Text(
        "XLSForm 不接受名称“{name}”：须以字母开头，只含字母、数字、连字符、下划线和点。",
        "XLSForm does not take the name “{name}”: it begins with a letter; letters, digits, -, _ and dots only.",
    ),
    "xlsform_hint": Text(
        "“{name}”的选项说明或评分两端说明写入 XLSForm 后无法与其他文字分开，请去掉其中的冒号或换行。",
        "In an XLSForm the hints or ends of “{name}” could not be told from other words; take colons and line breaks out.",
    ),
    "xlsform_question": Text(
        "问卷中没有与“{name}”（类型：{type}）对应的内容，请从表单中删去。",
        "A questionnaire has no place for “{name}” (type: {type}); remove it from the form.",
    ),
    "xlsform_differs": Text(
        "此处应为“{expected}”，其他写法问卷无法表达。",
        "This should be “{expected}”; a questionnaire cannot say anything else here.",
    ),
    "xlsform_words": Text(
        "此处文字固定为“{expected}”，改动不予采用。",
        "The words here are always “{expected}”; the change is not taken over.",
    ),
    "form_lossy": Text(
        "列出的文字不会保留。如可接受，请勾选此项，并重新选择文件。",
        "The words listed would be lost. If that is acceptable, tick this box and choose the file again.",
    ),
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
}
