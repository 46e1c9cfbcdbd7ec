"""The wording of consultation reports on rounds: response, changes, who left, and what silence may hide."""

from __future__ import annotations

from typing import Final

from lbsap.model.text import Text

ROUNDS: Final = Text("各轮之间的变化", "Changes between rounds")
ROUND_TABLE: Final = Text("各轮次概况", "The rounds")
ROUND: Final = Text("轮次", "Round")
ROUND_NAME: Final = Text("第 {number} 轮", "Round {number}")
WHEN: Final = Text("起止时间", "Open")
DATES: Final = Text("{opened}至{closed}", "{opened} to {closed}")
UNKNOWN: Final = Text("未记录", "not recorded")
ITEMS_ASKED: Final = Text("征询条目数", "Items asked")
EXPERTS: Final = Text("作答专家", "Experts who answered")
AGAIN: Final = Text("其中上一轮也作答", "of them in the round before too")
NEWCOMERS: Final = Text("其中新参加", "of them new")
STILL_OPEN: Final = Text(
    "第 {number} 轮尚未截止，其答复不在本报告之内。",
    "Round {number} is still open; its answers are not in this report.",
)
SETTLED_RULE: Final = Text(
    "每轮截止后，凡达到规则标准且结果稳健的条目不再征询，其数字为最后一次征询该条目的那一轮的结果。",
    "Items that met the rule's threshold robustly when a round closed were not asked again; the figures of each item are "
    "those of the last round that asked it.",
)
FEEDBACK: Final = Text("向专家反馈的内容", "Feedback to the experts")
FEEDBACK_GIVEN: Final = Text(
    "自第二轮起，每名专家在各条目下可以看到：本人上一轮的答复、全体专家主张保留、更名和删除的人数，以及不附姓名和类别的理由。"
    "作答不足 {least} 人的，不显示人数；不足 {least} 人的专家类别，不显示其理由。"
    "专家可以维持原答复，也可以修改。",
    "From round 2 on, experts saw beside each item their own last answer, how many kept, renamed and dropped it, and reasons "
    "without names or groups. No numbers were shown where fewer than {least} answered, and no reasons from groups of fewer "
    "than {least}. They could confirm their answer or change it.",
)
NO_FEEDBACK: Final = Text(
    "只进行了一轮，没有向专家反馈结果。", "There was one round, so no results were fed back to the experts."
)
CHANGE_HEADING: Final = Text("第 {earlier} 轮与第 {later} 轮", "Round {earlier} and round {later}")
PAIRED_RULE: Final = Text(
    "只比较在两轮中都对该条目作出判断的同一批专家。改变判断的比例附 95% Wilson 区间；"
    "不超过 {most}% 的，按惯例视为稳定。人数少时检验的把握度很低，应以变化本身及其区间为准。",
    "Compared are only the same experts, those who judged the item in both rounds. The share who changed is given with its "
    "95% Wilson interval; up to {most}% it counts as stable by convention. With few experts a test has little power, so the "
    "change and its interval tell more.",
)
CAME_BACK: Final = Text(
    "第 {earlier} 轮有 {before} 人作答，其中 {both} 人在第 {later} 轮再次作答，保留率为 {share}；第 {later} 轮另有 {new} 人新参加。",
    "Of {before} experts who answered in round {earlier}, {both} answered again in round {later}, a retention of {share}; "
    "{new} others were new in round {later}.",
)
RETENTION_TABLE: Final = Text(
    "第 {earlier} 轮作答的各类专家在第 {later} 轮的保留情况",
    "Retention from round {earlier} to round {later} by group of experts",
)
ANSWERED: Final = Text("第 {number} 轮作答", "Round {number}")
BOTH: Final = Text("两轮均作答", "Both rounds")
RETENTION: Final = Text("保留率", "Retention")
CHANGE_TABLE: Final = Text(
    "第 {earlier} 轮至第 {later} 轮各条目判断的变化",
    "Changes of judgement from round {earlier} to round {later}",
)
CHANGED: Final = Text("改变判断", "Changed")
BEFORE: Final = Text("此前主张保留", "Retain before")
AFTER: Final = Text("此后主张保留", "Retain after")
STABLE: Final = Text("稳定", "Stable")
TESTS: Final = Text("检验 p 值", "Tests, p")
TESTS_RULE: Final = Text(
    "p 值前后两个：McNemar 检验比较“保留（含更名）”与“删除”，改变者不足 25 人时用精确二项检验；"
    "Stuart-Maxwell 检验比较保留、更名、删除三项，改变者不足 25 人时不作检验（“—”）。未对多重检验作校正。",
    "Two p-values are given. McNemar's test compares retaining (renaming included) with dropping, by the exact binomial "
    "below 25 changes. The Stuart-Maxwell test compares keep, rename and drop; below 25 changes it is not made (“—”). There "
    "is no correction for multiple testing.",
)
RATING_CHANGE_TABLE: Final = Text(
    "第 {earlier} 轮至第 {later} 轮评分的变化", "Changes of ratings from round {earlier} to round {later}"
)
RATING: Final = Text("评分项", "Rating")
PAIRED: Final = Text("配对人数", "Paired")
MEDIAN_BEFORE: Final = Text("此前中位数", "Median before")
MEDIAN_AFTER: Final = Text("此后中位数", "Median after")
KAPPA: Final = Text("加权 κ", "Weighted kappa")
KAPPA_RULE: Final = Text(
    "加权 κ 采用平方权重，反映同一批专家两次评分的一致程度；评分完全相同而没有差异时无法计算（“—”）。",
    "Weighted kappa (quadratic weights) tells how far the same experts' two ratings agree; where all ratings are the same it "
    "is not defined (“—”).",
)
CHANGE_CHART: Final = Text(
    "第 {later} 轮 {items} 个条目中，{count} 个的判断已稳定（改变者不超过 {most}%）",
    "Round {later}: {count} of {items} items stable (at most {most}% changed)",
)
CHANGE_ALT: Final = Text(
    "条形图，显示各条目改变判断的专家所占百分比。{items}",
    "Bars: the share of experts who changed their judgement, by item, in percent. {items}",
)
PERCENT: Final = Text("%", "%")
TURNED_TABLE: Final = Text(
    "第 {later} 轮改变判断者的理由摘录", "A sample of reasons of those who changed in round {later}"
)
LEFT: Final = Text("退出的专家与继续参加的专家", "Those who left and those who stayed")
LEFT_FEW: Final = Text(
    "第 {earlier} 轮至第 {later} 轮有 {left} 人退出，不足 {least} 人，不作比较。",
    "From round {earlier} to round {later}, {left} experts left; fewer than {least} are not compared.",
)
LEFT_COMPARED: Final = Text(
    "第 {earlier} 轮作答、第 {later} 轮未作答的 {left} 人，此前 {left_share} 的判断主张保留，{left_apart} 与该条目的多数意见不同；"
    "两轮均作答的 {stayed} 人，相应为 {stayed_share} 和 {stayed_apart}。退出者中持少数意见的比例较高时，最后的共识会被高估。",
    "The {left} experts who answered in round {earlier} and not in round {later} had been for retaining in {left_share} of "
    "their judgements, and against the item's majority in {left_apart}. For the {stayed} who answered in both the figures "
    "are {stayed_share} and {stayed_apart}. Where more of those who left had been in the minority, the final consensus is "
    "overstated.",
)
NOBODY_LEFT: Final = Text(
    "第 {earlier} 轮作答的专家在第 {later} 轮全部再次作答。",
    "All who answered in round {earlier} answered again in round {later}.",
)
SENSITIVITY: Final = Text("未作答者对结果的可能影响", "What those who did not answer might change")
SENSITIVITY_RULE: Final = Text(
    "以下重新推算规则的建议：一是假定受邀而未作答者全部主张删除；二是假定退出者维持其上一轮的答复。建议因此改变的条目，结论应慎用。",
    "Here the rule is applied again: first as if all who were invited and did not answer had voted to drop, then as if those "
    "who left had repeated their last answer. Where the proposal changes, the conclusion should be used with care.",
)
ASSUMED: Final = {
    "against": Text(
        "第 {number} 轮：假定 {absent} 名未作答者全部主张删除",
        "Round {number}: the {absent} who did not answer vote to drop",
    ),
    "carried": Text(
        "第 {number} 轮：假定 {absent} 名退出者维持上一轮答复",
        "Round {number}: the {absent} who left repeat their last answer",
    ),
}
NO_FLIP: Final = Text("各条目的建议均不改变", "no proposal changes")
NOBODY_ABSENT: Final = Text("没有这样的专家", "there are none")
FLIP: Final = Text("{item}（{was}→{now}）", "{item} ({was} → {now})")
SENSITIVITY_TABLE: Final = Text("建议会改变的条目", "Items whose proposal would change")
ASSUMPTION: Final = Text("假定", "Assumption")
FLIPS: Final = Text("建议会改变的条目", "Items that change")
EARLIER_ROUNDS: Final = Text("各轮逐项答复", "Answers item by item in each round")
EARLIER_TABLE: Final = Text("第 {number} 轮逐项答复", "Round {number}: answers item by item")
RATING_COUNTS: Final = Text("评分分布", "Distribution of ratings")
RATING_COUNTS_TABLE: Final = Text("“{rating}”各分值的人数", "{rating}: how many gave each rating")
NEW_ITEMS: Final = Text("建议新增的条目", "New items proposed")
NEW_ITEM_TABLE: Final = Text("专家建议新增的条目", "Items that experts would add")
NAME: Final = Text("名称", "Name")
PLACE: Final = Text("所属", "Place")
CONTENT: Final = Text("内容、数据来源与理由", "Content, data source and reason")
CLOSING: Final = Text("总体意见", "Closing remarks")
ELSEWHERE: Final = Text(
    "另有 {n} 份通过会议、来函、纸质或电话等方式提出的逐项答复，与网上答复分开保存，不计入任何统计。",
    "A further {n} answers on items were given in meetings, letters, on paper or by telephone. They are kept apart and are "
    "part of no count.",
)
STATEMENTS: Final = Text("组织方说明", "Statements by the host")
STATEMENT: Final = Text("{title}：", "{title}: ")
