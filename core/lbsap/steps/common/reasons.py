"""Why a measure has no value: the words shown in place of the figure."""

from __future__ import annotations

from typing import Final

from lbsap.model.text import Text

NO_VARIATION: Final = Text(
    "无法计算：所有评判完全相同，没有差异可供衡量。",
    "Not defined: all judgements are the same, there is no variation.",
)
NO_PAIRS: Final = Text(
    "无法计算：没有任何条目得到两名及以上专家的评判。",
    "Not defined: no item was judged by two or more raters.",
)
ONE_CATEGORY: Final = Text("无法计算：至少需要两个选项。", "Not defined: at least two categories are needed.")
NEEDS_ORDINAL: Final = Text("无法计算：仅适用于有序数据。", "Not defined: this measure needs ordinal data.")
FEW_COMPLETE: Final = Text(
    "无法计算：需要至少两名专家评判全部条目，且条目不少于两个；现有专家 {raters} 名、条目 {items} 个。",
    "Not defined: at least two raters who judged every item, and two items, are needed; "
    "there are {raters} such raters and {items} items.",
)
NO_RATINGS: Final = Text("无法计算：没有评分。", "Not defined: there are no ratings.")
NOT_NINE_POINT: Final = Text(
    "无法计算：IPRAS 仅适用于 1—9 分制。", "Not defined: IPRAS holds for the 1-9 scale only."
)
SMALL_PANEL: Final = Text(
    "不作判定：评分专家不足 {least} 名。", "No verdict: fewer than {least} experts gave a rating."
)
OUTSIDE_PANEL_SIZES: Final = Text(
    "不作判定：经典规则仅适用于 {least}—{most} 人的专家组，请改用 IPRAS。",
    "No verdict: the classical rule covers panels of {least} to {most}; use IPRAS.",
)
NO_EXPERTS: Final = Text("无法计算：没有专家作出评判。", "Not defined: no expert judged.")
NO_ITEMS: Final = Text("无法计算：没有条目。", "Not defined: there are no items.")
NO_PAIRED: Final = Text(
    "无法计算：没有专家在两轮中评判过同一条目。", "Not defined: nobody judged the same item in both rounds."
)
NO_CHANGE: Final = Text(
    "无法计算：两轮之间没有人改变选择。", "Not defined: nobody changed between the rounds."
)
FEW_CHANGES: Final = Text(
    "不作检验：仅 {changes} 人改变选择，少于 {least} 人时卡方近似不可靠。",
    "Not tested: {changes} changed; with fewer than {least} changes the chi-square approximation does not hold.",
)
SINGULAR: Final = Text(
    "无法计算：变动只发生在彼此不相连的选项之间，协方差矩阵奇异。",
    "Not defined: changes stay within separate groups of categories, so the covariance is singular.",
)
