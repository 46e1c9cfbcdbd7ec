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
    "settings_unchanged": Text(
        "请修改至少一项设置或定义，或改选“保留”。",
        "Change at least one setting or the definition, or choose “keep”.",
    ),
    "outcome_differs": Text(
        "名称或设置已有改动：请选“更名”或“调整设置”，或恢复原样。",
        "The name or a setting differs: choose “rename” or “change settings”, or restore it.",
    ),
    "name_also_changed": Text(
        "名称也有改动：请选“更名”（设置的改动一并保存），或恢复原名。",
        "The name differs too: choose “rename” (changed settings are saved with it), or restore the name.",
    ),
    "decided_when_published": Text(
        "修订版已经发布，处理结果不再更改。", "The revision is published; decisions no longer change."
    ),
    "no_round_closed": Text(
        "还没有一轮咨询截止，暂不能作出处理。", "No round has closed yet, so nothing is decided."
    ),
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
    "report_too_early": Text(
        "第一轮截止后方可生成报告和统计结果。",
        "There is a report, and there are tallies, only once the first round has closed.",
    ),
    "rows_too_many": Text(
        "共 {rows} 行，超出 XLSX 文件的上限 {most} 行，请改用 CSV。",
        "These are {rows} rows; an XLSX file is made of {most} at most. Take the CSV file.",
    ),
    "legal_ground_wanted": Text(
        "请写明导出联系方式的依据和用途。",
        "Say on what legal ground and for what use the contact data are exported.",
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
    # proposed names and tags
    "names_wanted": Text("请至少勾选两个名称。", "Tick at least two names."),
    "names_moved": Text(
        "所选名称中，有的已归入其他组或已被撤回；请对照下方当前情况重新勾选。",
        "Some of these names stand in another group by now, or were taken back; please tick again below.",
    ),
    "face_wanted": Text(
        "请填写该组使用的名称，中文或英文填写一种即可。",
        "Enter the name the group goes by; Chinese or English is enough.",
    ),
    "reasons_wanted": Text("请至少勾选一条理由。", "Tick at least one reason."),
    "tag_wanted": Text("请填写标签。", "Enter a tag."),
    # what was said elsewhere, comments and what became of them
    "said_in_wanted": Text(
        "请注明出处，如“2026年5月8日研讨会纪要”。",
        "Say where this was said, such as “minutes of the workshop of 8 May 2026”.",
    ),
    "persons_wrong": Text(
        "人数须为 1 至 {most} 的整数。", "The number of persons must be a whole number from 1 to {most}."
    ),
    "speaker_wanted": Text(
        "请用一个词区分作答人，如“来函3”。", "Give a word that tells who answered, such as “letter 3”."
    ),
    "words_wanted": Text("请填写意见内容。", "Enter the words of the comment."),
    "comments_wanted": Text("请先勾选至少一条意见。", "Tick at least one comment first."),
    "fate_wanted": Text("请选择处理意见。", "Choose what becomes of the comment."),
    "comment_number": Text(
        "没有序号为 {number} 的意见；新意见的序号请留空。",
        "There is no comment no. {number}; leave the number of a new comment empty.",
    ),
    "comment_differs": Text(
        "第 {number} 号意见的内容或条目与原记录不符，请核对序号。",
        "The words or the item of comment no. {number} are not those on record; check the number.",
    ),
    "comment_answered": Text(
        "第 {number} 号意见已有不同的处理意见，如需更改，请在该意见的页面上修改。",
        "Comment no. {number} has another response already; to change it, open the comment's own page.",
    ),
    "rationale_wanted": Text(
        "请写明处理理由，中文或英文填写一种即可。", "Give the reason; Chinese or English is enough."
    ),
    # publication
    "revision_changed": Text(
        "您打开之后，处理结果已有变动，未予发布；请重新核对后再发布。",
        "Decisions have changed since you opened this page, so nothing was published; look at the changes again.",
    ),
    "published_meanwhile": Text(
        "他人已发布 {reference}，内容与您所见不同；已发布的版本不能更改。",
        "Someone else has published {reference}, which differs from what you saw; a published version never changes.",
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
