"""The wording of charts on the pages of results. Braces are filled with figures and names."""

from __future__ import annotations

from typing import Final

from lbsap.model.report import LEAST_GROUP
from lbsap.model.text import Text

ROUND: Final = Text("第 {number} 轮", "Round {number}")
ROUND_HEAD: Final = Text("轮次", "Round")
STRATUM: Final = Text("专家类别", "Group of experts")
RETAIN: Final = Text("主张保留", "Retain")
INTERVAL: Final = Text("95% 区间", "95% interval")
EXPERTS: Final = Text("人数", "Experts")
SHARE: Final = Text("比例", "Share")
SETTINGS: Final = Text("调整设置", "Changes of settings")
TROUBLES: Final = Text("应用困难", "Troubles met")
INTERVAL_NOTE: Final = Text(
    "横线为主张保留比例的 95% Wilson 区间，竖线为一半。",
    "The line is the 95% Wilson interval of the share who retain; the stroke marks one half.",
)
STRATA: Final = Text(
    "主张保留的比例从{least}的 {low}% 到{most}的 {high}%",
    "From {low}% of {least} to {high}% of {most} retain",
)
STRATA_ALIKE: Final = Text(
    "{groups} 类专家中主张保留的比例均为 {low}%", "In all {groups} groups, {low}% retain"
)
SMALL_GROUPS: Final = Text(
    f"不足 {LEAST_GROUP} 人的类别不单独列出，与其他类别合并统计。",
    f"Groups of fewer than {LEAST_GROUP} are not shown by themselves; they are counted together with others.",
)
RATED: Final = Text(
    "{rating}：中位数 {median}，{zone}，{disagreement}", "{rating}: median {median}, {zone}, {disagreement}"
)
ZONES: Final = {
    "low": Text("低分段（1—3）", "low third (1–3)"),
    "middle": Text("中间段（4—6）", "middle third (4–6)"),
    "high": Text("高分段（7—9）", "high third (7–9)"),
}
DISAGREEMENT: Final = {
    True: Text("存在分歧", "disagreement"),
    False: Text("无分歧", "no disagreement"),
    None: Text("分歧不作判定", "no verdict on disagreement"),
}
SPREAD: Final = Text(
    "{n} 人评分，四分位距 {iqr}（{q1}—{q3}）", "n = {n}; interquartile range {iqr} ({q1} to {q3})"
)
ENDS: Final = Text("1 分为“{low}”，9 分为“{high}”。", "1 is “{low}”, 9 is “{high}”.")
MOST_NAMED: Final = Text(
    "{what}：提出最多的是{first}（{count} 人）", "{what}: most named is {first} ({count})"
)
SEVERAL: Final = Text("数字为人数，一人可选多项。", "Numbers of experts, each of whom may name several.")
