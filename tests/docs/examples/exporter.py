"""Writes a scorecard as a plain list: number and score, or the state of an indicator that has none."""

from lbsap.hooks import hookimpl
from lbsap.model.plugin_items import Exporter
from lbsap.model.scoring import Scorecard, State
from lbsap.model.text import Lang, Text

LBSAP_API = 1
UNSCORED: dict[State, Text] = {
    "no_data": Text("暂无数据", "no data"),
    "not_scorable": Text("不评分", "not scorable"),
    "not_started": Text("尚未填报", "not started"),
}


def write(card: Scorecard, lang: Lang) -> bytes:
    lines = [
        f"{one.number}\t{UNSCORED[one.state].show(lang) if one.score is None else one.score}\n"
        for one in card.indicators
    ]
    return "".join(lines).encode("utf-8")


@hookimpl
def exporters() -> list[Exporter]:
    title = Text("评分清单", "Plain list of scores")
    return [Exporter("example.score-list", title, "scorecard", ".txt", "text/plain", write)]
