"""The database, the key of a deployment and its accounts."""

from __future__ import annotations

from typing import Final

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
    "database_foreign": Text(
        "数据库中已有不是本程序建立的同名表（{tables}），未作改动；请另用一个数据库。",
        "This database holds tables of another program under our names ({tables}); nothing was changed. Use another.",
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
    # where it listens
    "port_closed": Text(
        "无法在此端口提供服务（{reason}）。可能已有程序占用；请先停止该程序，或用 --port 另选端口。",
        "This port cannot be served on ({reason}). Another program may be using it: stop it, or choose another by --port.",
    ),
    # the key of a deployment and its accounts
    "key_missing": Text("没有密钥文件，请先运行：lbsap init", "There is no key file; run: lbsap init"),
    "key_exists": Text(
        "密钥文件已存在：本系统已经初始化。",
        "The key file is there already: this deployment has been set up.",
    ),
    "key_weak": Text(
        "该密钥是示例密钥或过短，不能使用。请删除该文件，再运行：lbsap init",
        "This key is the sample key or too short, and is refused. Remove the file and run: lbsap init",
    ),
    "key_open": Text(
        "密钥文件可被他人读取，请将权限改为 600。",
        "The key file can be read by others; change its mode to 600.",
    ),
    "email_form": Text("“{email}”不是有效的电子邮箱地址。", "“{email}” is not an e-mail address."),
    "account_exists": Text("邮箱“{email}”已有账号。", "There is an account for “{email}” already."),
    "last_administrator": Text(
        "“{email}”是唯一可用的管理员账号，请先设立另一个管理员。",
        "“{email}” is the only administrator who can sign in; make another one first.",
    ),
    "erasure_line": Text(
        "删除台账中的这一行无法读取。请用备份恢复该文件，不要删除任何一行。",
        "This line of the ledger of deletions cannot be read. Restore the file from a backup; never remove a line.",
    ),
    "account_unknown": Text("邮箱“{email}”没有账号。", "There is no account for “{email}”."),
    "content_damaged": Text(
        "已保存的内容与其摘要不符，不能使用。",
        "The stored content does not match its digest and cannot be used.",
    ),
}
