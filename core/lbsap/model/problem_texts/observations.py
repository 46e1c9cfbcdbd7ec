"""A city's observations and scores."""

from __future__ import annotations

from typing import Final

from lbsap.model.text import Text

TEXTS: Final[dict[str, Text]] = {
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
    "obs_number_moved": Text(
        "本版本中该序号是“{title}”（{id}）；序号随版本变化，请改用编号填写。",
        "In this version that number is “{title}” ({id}); numbers change between versions, so name it by its id.",
    ),
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
    "obs_error_range": Text(
        "误差须大于等于 0% 且小于 100%，现为 {error}%。",
        "An error is at least 0% and less than 100%; it is {error}%.",
    ),
    "obs_empty": Text("请填写数据，或说明没有数据的原因。", "Enter the figures, or say why there are none."),
    "obs_both": Text(
        "已选“没有数据”，但仍填有数据；请删去数据，或改选“填报下列数据”。",
        "You say that there is no figure, but figures are filled in. Clear them, or choose “Figures as below”.",
    ),
    "obs_plan_words": Text(
        "请写明计划何时、由谁开展调查。", "Say when the survey is planned, and who will carry it out."
    ),
    "obs_list_comma": Text(
        "多个数值请用分号或换行隔开，数值中不要加逗号。",
        "Part several figures by semicolons or new lines, and write them without commas.",
    ),
    "year_unnamed": Text("请先填写现在的填报年份。", "Name the present reporting year first."),
    "year_not_later": Text(
        "新的填报年份须晚于 {last} 年，现为 {year}。",
        "A new reporting year comes after {last}; {year} does not.",
    ),
    "year_reported": Text(
        "{year} 年已在以往年份中，请填写其他年份。",
        "The year {year} is among the earlier years; name another one.",
    ),
    "year_in_use": Text(
        "该年份已有数据，不能撤回。", "This year holds figures already, so it cannot be taken back."
    ),
    # asked about, not refused
    "obs_no_band": Text(
        "数值 {value} 不在赋分标准的任何一档之内，无法评分。",
        "No score band takes the value {value}, so it is not scored.",
    ),
    "obs_far_from_last": Text(
        "数值 {value} 与上一年的 {was} 相差一倍以上。",
        "{value} is more than twice, or less than half, last year’s {was}.",
    ),
    "obs_area_larger": Text(
        "面积 {value} 平方公里大于城市概况中的行政区域面积 {whole} 平方公里。",
        "The area of {value} km² is larger than the whole city in its profile, {whole} km².",
    ),
    "obs_people_more": Text(
        "人口 {value} 人多于城市概况中的常住人口 {whole} 人。",
        "{value} people are more than the whole population in the city profile, {whole}.",
    ),
    "obs_year_later": Text(
        "数据年份 {year} 晚于填报年份 {now}。",
        "The year of the figures, {year}, is after the reporting year {now}.",
    ),
    "obs_year_old": Text(
        "数据年份 {year} 比填报年份 {now} 早五年以上。",
        "The figures of {year} are more than five years older than the reporting year {now}.",
    ),
    "obs_error_large": Text("误差 ±{error}% 很大。", "An error of ±{error}% is very large."),
    "index_expected": Text("“{id}”不是指数，不能评分。", "“{id}” is not an index and cannot be scored."),
    "variant_misfit": Text(
        "计分方案“{variant}”要求每项指标按 0—4 分分档，指数“{index}”不符合（{items}）。",
        "The scoring variant “{variant}” needs score bands from 0 to 4; the index “{index}” has others ({items}).",
    ),
}
