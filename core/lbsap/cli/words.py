"""Words for the codes that tables show to people; JSON keeps the codes."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from lbsap.model.text import Lang, Text

_WORDS: Final = {
    # states of an indicator
    "scored": Text("已评分", "scored"),
    "no_data": Text("暂无数据", "no data"),
    "not_scorable": Text("不评分", "not scorable"),
    "not_started": Text("尚未开始", "not started"),
    # units of a total
    "points": Text("分", "points"),
    "percent": Text("%", "percent"),
    # changes between versions
    "kept": Text("保留", "kept"),
    "renamed": Text("更名", "renamed"),
    "settings": Text("调整设置", "settings"),
    "merged": Text("合并", "merged"),
    "split": Text("拆分", "split"),
    "dropped": Text("删除", "dropped"),
    "new": Text("新增", "new"),
    # verdicts of a rule
    "keep": Text("保留", "keep"),
    "rename": Text("更名", "rename"),
    "retain": Text("保留，名称待定", "retain, name open"),
    "drop": Text("删除", "drop"),
    "undecided": Text("暂不判定", "undecided"),
    # severities
    "info": Text("提示", "info"),
    "warning": Text("注意", "warning"),
    "error": Text("错误", "error"),
    # kinds of catalogue and plugin states
    "index": Text("指数", "index"),
    "outline": Text("框架", "outline"),
    "ok": Text("正常", "ok"),
    "quarantined": Text("已隔离", "quarantined"),
    # layers of policy
    "global": Text("全球", "global"),
    "nation": Text("国家", "nation"),
    "province": Text("省级", "province"),
    "prefecture": Text("市州级", "prefecture"),
    "platform": Text("平台", "platform"),
}


def say(code: str | None, lang: Lang) -> str:
    """A code in words; ``None`` is a dash."""
    return _WORDS[code].plain(lang) if code else "-"


def figure(number: Decimal | None) -> str:
    """A number to four decimals at most, without trailing zeros; nothing where there is none."""
    if number is None:
        return ""
    shown = f"{number:.4f}".rstrip("0").rstrip(".")
    return "0" if shown in ("", "-0") else shown
