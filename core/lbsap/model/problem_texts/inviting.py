"""People to be invited, the texts sent to them, and the mail server."""

from __future__ import annotations

from typing import Final

from lbsap.model.text import Text

TEXTS: Final[dict[str, Text]] = {
    # rows of a panel
    "person_name": Text(
        "姓名须为 2 至 50 个字，并含有文字。", "A name has 2 to 50 characters, letters among them."
    ),
    "person_line": Text("此格只能有一行。", "This cell must be a single line."),
    "person_twice": Text("与第 {row} 行是同一人。", "This is the same person as in row {row}."),
    "person_known": Text("“{name}”已在专家组中。", "“{name}” is on the panel already."),
    "stratum_none": Text(
        "问卷没有设专家类别，此列须留空。", "The questionnaire has no strata; leave this column empty."
    ),
    "column_passed_over": Text("“{column}”列不会录入。", "The column “{column}” is not taken over."),
    "people_most": Text("一次最多添加 {most} 人。", "At most {most} people can be added at a time."),
    "remind_closed": Text(
        "本轮现在不接收答复，不能发送提醒。", "This round takes no answers now, so nobody can be reminded."
    ),
    # texts
    "placeholder_unknown": Text(
        "不认识的占位符“{name}”；可用：{allowed}。",
        "“{name}” is not a known placeholder; there are {allowed}.",
    ),
    "placeholder_wanted": Text(
        "正文中须有占位符“{name}”，否则收件人没有链接。",
        "The text must hold the placeholder “{name}”, or nobody gets a link.",
    ),
    "one_line": Text("主题只能有一行。", "The subject must be a single line."),
    # mail
    "mail_unset": Text(
        "尚未设置发信服务器，请由管理员设置，或改用其他方式发放链接。",
        "No mail server is set. Ask an administrator to set one, or hand the links out another way.",
    ),
    "mail_away": Text(
        "无法连接发信服务器（{reason}）。没有发出任何邮件，原有链接不变。",
        "The mail server cannot be reached ({reason}). Nothing was sent, and all links are as before.",
    ),
    "mail_tls": Text(
        "发信服务器未能建立加密连接（{reason}）。没有发出任何邮件，原有链接不变。",
        "The mail server offers no safe connection ({reason}). Nothing was sent, and all links are as before.",
    ),
    "mail_login": Text(
        "发信服务器拒绝了用户名或密码（{reason}）。没有发出任何邮件，原有链接不变。",
        "The mail server refused user name or password ({reason}). Nothing was sent, and all links are as before.",
    ),
}
