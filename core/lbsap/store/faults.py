"""What the store tells people: its part of the catalogue of messages, by code, in both languages."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from lbsap.model.errors import NotFound
from lbsap.model.problems import Problem, problem
from lbsap.model.text import Text

TEXTS: Final[dict[str, Text]] = {
    # the database itself
    "database_kind": Text(
        "数据库地址应以 sqlite:/// 或 postgresql:// 开头。",
        "The database address begins with sqlite:/// or postgresql://.",
    ),
    "database_driver": Text(
        "缺少 PostgreSQL 驱动，请安装 lbsap[postgres]。",
        "The PostgreSQL driver is missing; install lbsap[postgres].",
    ),
    "database_setting": Text(
        "数据库未接受设置 {name}：应为 {expected}，实际为 {found}；数据库文件须放在本机磁盘上。",
        "The database did not take the setting {name}: expected {expected}, found {found}; keep it on a local disk.",
    ),
    "database_closed": Text("无法打开数据库：{reason}。", "The database cannot be opened: {reason}."),
    "schema_missing": Text(
        "数据库尚未建立，请先运行：{command}", "The database is not set up yet; run: {command}"
    ),
    "schema_older": Text(
        "数据库结构（{found}）早于本程序（{expected}），请先备份，再运行：{command}",
        "The database schema ({found}) is older than this program ({expected}); back it up, then run: {command}",
    ),
    "schema_newer": Text(
        "数据库结构（{found}）不是本程序（{expected}）所能识别的，请升级程序：{command}",
        "This program ({expected}) does not know the database schema ({found}); update the program: {command}",
    ),
    "content_damaged": Text(
        "已保存的内容与其摘要不符，不能使用。",
        "The stored content does not match its digest and cannot be used.",
    ),
    # consultations
    "round_state": Text(
        "本轮咨询的状态为“{state}”，不能进行此操作。",
        "This round is in the state “{state}”; this cannot be done now.",
    ),
    "answer_twice": Text(
        "专家“{respondent}”对条目“{item}”的答复重复出现。",
        "There are two answers of “{respondent}” on “{item}”.",
    ),
    "decided_meanwhile": Text(
        "条目“{item}”已由他人作出新的决定，请比较两者后再定。",
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


def fault(code: str, where: str = "", **values: object) -> Problem:
    """The problem ``code`` of the store with its words, filled with ``values``."""
    return Problem(code, where, TEXTS[code].format(**values))


def not_found(kind: Text, sought: object, known: Iterable[str] = ()) -> NotFound:
    """The error that no ``kind`` goes by the id ``sought``; ``known`` only where the list is short and public."""
    return NotFound(problem("unknown_id", kind=kind, id=sought, known=", ".join(known) or "—"))
