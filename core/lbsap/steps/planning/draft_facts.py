"""What made a draft, line by line, so that two drafts can be held side by side."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from lbsap.model.draft import DraftSettings, Stage
from lbsap.model.text import Text, same
from lbsap.steps.common.printed import NOTHING, joined
from lbsap.steps.planning.cover import STAGES

LABELS: Final[Mapping[str, Text]] = {
    "index": Text("评价指数", "Index"),
    "outline": Text("提纲", "Outline"),
    "variant": Text("计分方案", "Scoring variant"),
    "framework": Text("政策框架 {id}", "Policy framework {id}"),
    "lbsap": Text("程序版本", "Program version"),
    "version": Text("城市数据版本", "Version of the city’s data"),
    "stage": Text("稿次", "Stage"),
    "title": Text("标题", "Title"),
    "issuer": Text("发布机关", "Issued by"),
    "drafter": Text("编制单位", "Drafted by"),
    "off": Text("未列入的章节", "Sections left out"),
    "order": Text("调整过顺序的章节", "Sections that were moved"),
}
AS_PROFILE: Final = Text("按城市概况", "as in the city’s profile")
SIGNS: Final = 12
"""Signs of a digest that are shown: enough to tell two contents apart."""


@dataclass(frozen=True, slots=True)
class FactLine:
    """One thing that made a draft. ``key`` tells it apart; ``value`` is empty where one of two drafts has none."""

    key: str
    label: Text
    value: Text


def facts(
    made_from: Iterable[str], settings: DraftSettings, version: int, titles: Mapping[str, Text]
) -> tuple[FactLine, ...]:
    """The settings, the version of the data and all names with digests that a draft rests on. ``titles`` are those of
    sections, by key."""
    return tuple(_facts(made_from, settings, version, titles))


def compared(old: Sequence[FactLine], new: Sequence[FactLine]) -> tuple[tuple[Text, Text, Text, bool], ...]:
    """Label, old and new value of every line of either, and whether they differ."""
    before, after = ({one.key: one for one in lines} for lines in (old, new))
    rows = []
    for key, one in (after | {key: line for key, line in before.items() if key not in after}).items():
        was, is_now = (side[key].value if key in side else NOTHING for side in (before, after))
        rows.append((one.label, was, is_now, was != is_now))
    return tuple(rows)


def _facts(
    made_from: Iterable[str], settings: DraftSettings, version: int, titles: Mapping[str, Text]
) -> Iterator[FactLine]:
    stage: Stage = settings.stage
    yield FactLine("stage", LABELS["stage"], STAGES[stage])
    for name in ("title", "issuer", "drafter"):
        yield FactLine(name, LABELS[name], getattr(settings, name) or AS_PROFILE)
    yield FactLine("version", LABELS["version"], same(str(version)))
    for name in ("off", "order"):
        yield FactLine(name, LABELS[name], _listed(getattr(settings, name), titles))
    yield from map(_made, made_from)


def _made(line: str) -> FactLine:
    """A line of what a document rests on: kind, name and, where it has content, its digest."""
    kind, _, rest = line.partition(" ")
    name, _, digest = rest.partition(" sha256:")
    value = same(f"{name} ({digest[:SIGNS]})" if digest else name)
    if kind != "framework":
        return FactLine(kind, LABELS.get(kind, same(kind)), value)
    id_ = name.partition("@")[0]
    return FactLine(f"framework {id_}", LABELS["framework"].format(id=id_), value)


def _listed(keys: Sequence[str], titles: Mapping[str, Text]) -> Text:
    return joined((titles.get(key, same(key)) for key in keys), "；", "; ") or NOTHING
