"""Questionnaires, answers, decisions, consultations, and what is published of them."""

from __future__ import annotations

from typing import Final

from lbsap.model.text import Text

TEXTS: Final[dict[str, Text]] = {
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
