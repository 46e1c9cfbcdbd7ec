"""Setting up a consultation: its texts, its questionnaire, the dates and the rule of a round."""

from __future__ import annotations

from typing import Final

from lbsap.model.text import Text

TEXTS: Final[dict[str, Text]] = {
    "field_wanted": Text("请填写此项。", "Please fill this in."),
    "moment_form": Text(
        "“{value}”不是有效的日期和时间，请按“2026-12-01 18:00”的格式填写。",
        "“{value}” is not a date and time; write it like “2026-12-01 18:00”.",
    ),
    "day_form": Text(
        "“{value}”不是有效的日期，请按“2027-12-31”的格式填写。",
        "“{value}” is not a date; write it like “2027-12-31”.",
    ),
    "closes_too_early": Text("截止时间必须晚于开始时间。", "The round must close after it opens."),
    "moment_past": Text("该时间已过。", "This time is past."),
    "deadline_earlier": Text(
        "已开放的轮次只能延长截止时间；如需提前结束，请关闭本轮。",
        "The deadline of an open round can only be extended; to end it earlier, close the round.",
    ),
    "rule_reads": Text(
        "该规则依据问卷中的“{rating}”评分，但所用问卷没有此项评分。",
        "This rule reads the rating “{rating}”, which the questionnaire does not ask.",
    ),
    "nothing_asked": Text("本轮没有需要征询的条目。", "This round has no items to ask."),
    "verdicts_wanted": Text(
        "问卷至少须提供“保留”和“删除”两个选项（keep、drop）。",
        "A questionnaire offers at least the verdicts keep and drop.",
    ),
    "choices_wanted": Text("此问题至少须有两个选项。", "This question needs at least two choices."),
    "id_reserved": Text(
        "编号“{id}”已由程序占用，请改用其他编号。", "The program uses the id “{id}” itself; choose another."
    ),
    "draft_changed": Text(
        "您打开本页之后，草稿已被修改。以下为最新内容，请核对后再确认。",
        "The draft has been changed since you opened this page. What stands now is shown; check it, then confirm.",
    ),
    "item_not_settled": Text(
        "“{item}”不在已达成共识的条目之列。", "“{item}” is not among the settled items."
    ),
}
