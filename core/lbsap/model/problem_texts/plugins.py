"""Plugins, their contract, and the settings of the program."""

from __future__ import annotations

from typing import Final

from lbsap.model.text import Text

TEXTS: Final[dict[str, Text]] = {
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
}
