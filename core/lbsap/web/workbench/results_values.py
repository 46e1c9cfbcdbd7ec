"""What the panel said, as values for the templates of results: words of one language and figures ready to print."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from lbsap.model.consultation import ConsensusRule, Counts, ProposedName, Tally
from lbsap.model.measures import Measure
from lbsap.model.questionnaire import Questionnaire
from lbsap.model.text import Lang, Text
from lbsap.steps.common.printed import day, figure, interval
from lbsap.steps.common.report_words import VERDICTS
from lbsap.steps.drawing.item_charts import SIDES, Chart, interval_ends, parts_of
from lbsap.steps.editing.contested import ItemResult
from lbsap.steps.editing.naming import Arranged, key_of
from lbsap.steps.reports.method import strata_title
from lbsap.steps.reports.results import proposal, retained
from lbsap.store.worded import Worded
from lbsap.web.language import HTML, lang
from lbsap.web.language import gettext as _

Values = dict[str, Any]


def result_values(one: ItemResult, href: str, elsewhere: Tally | None = None) -> Values:
    """A row of the table of all items."""
    counts = one.tally.counts
    return {
        "href": href,
        "number": one.item.number,
        "title": one.item.title.show(lang()),
        "other": getattr(one.item.title, other_lang()),
        "told": retained(counts).show(lang()),
        "bar": bar_values(counts),
        "interval": interval(counts).show(lang()),
        "rule": rule_values(one),
        "contested": one.contested and not one.settled,
        "settled": one.number if one.settled else 0,
        "before": before_values(one),
        "elsewhere": elsewhere_words(elsewhere),
    }


def bar_values(counts: Counts) -> Values:
    """A bar of ``components/chart_shares.html``: its parts, and the interval drawn on it."""
    low, high = interval_ends(counts)
    return {"parts": _parts(parts_of(counts)), "low": low, "high": high}


def rule_values(one: ItemResult) -> Values:
    """What the rule says: its verdict, whether its threshold is met and the outcome robust, and why."""
    found, failed = one.verdict, one.failure
    if found is None:
        reason = (
            _("The plugin %(plugin)s failed: %(cause)s", plugin=failed.plugin, cause=failed.cause)
            if failed
            else ""
        )
        return {"words": proposal(None).show(lang()), "open": True, "failed": reason}
    return {
        "words": proposal(found).show(lang()),
        "open": found.verdict == "undecided",
        "met": found.met,
        "robust": found.robust,
        "reason": found.reason.show(lang()),
    }


def before_values(one: ItemResult) -> Values:
    """The result of the round before; empty in a first round and for what is settled."""
    if one.tally_before is None:
        return {}
    was = one.verdict_before
    return {
        "told": retained(one.tally_before.counts).show(lang()),
        "turned": proposal(was).show(lang()) if one.turned else "",
        "shift": signed_points(one.shift),
    }


def signed_points(shift: float | None) -> str:
    """A change of a share in percentage points, with its sign; empty for none."""
    if shift is None:
        return ""
    points = figure(100 * shift).replace("-", "−")
    return points if shift <= 0 else f"+{points}"


def elsewhere_words(tally: Tally | None) -> str:
    """The answers that did not come online, counted by themselves; empty where there are none."""
    if tally is None:
        return ""
    told = [(title.show(lang()), getattr(tally.counts, kind)) for kind, title in SIDES]
    told += [(_("Outside expertise"), tally.counts.outside)]
    said = _(", ").join(f"{words} {count}" for words, count in told if count)
    number = tally.counts.judged + tally.counts.outside + tally.counts.skipped
    return _("From elsewhere: %(number)s (%(said)s)", number=number, said=said or "—")


def chart_values(chart: Chart, csv: str) -> Values:
    """A chart of ``components/chart_figure.html``, with the address of its CSV file."""
    return {
        "id": f"chart-{chart.name}",
        "kind": chart.kind,
        "finding": chart.finding.show(lang()),
        "note": chart.note.show(lang()),
        "bars": [
            {
                "title": bar.title.show(lang()),
                "told": bar.told.show(lang()),
                "parts": _parts(bar.parts),
                "low": bar.low,
                "high": bar.high,
            }
            for bar in chart.bars
        ],
        "heads": [head.show(lang()) for head in chart.heads],
        "rows": [[_cell(cell) for cell in row] for row in chart.rows],
        "csv": csv,
    }


def counts_line(counts: Counts) -> str:
    """Those who judged and those who did not, in one line."""
    told = (
        (_("Judged"), counts.judged),
        (_("Outside expertise"), counts.outside),
        (_("Left blank"), counts.skipped),
        (_("Not shown"), counts.not_shown),
    )
    return " · ".join(f"{words} {count}" for words, count in told)


def measure_percent(measure: Measure) -> str:
    """A measure that is a share, in percent; empty where it is not defined."""
    return "" if measure.value is None else figure(100 * measure.value)


def name_values(names: Arranged, part_href: Callable[[int], str]) -> Values:
    """Proposed names: under confirmed groups, in suggested ones, and alone. ``part_href`` takes a group back."""
    return {
        "confirmed": [
            {
                "part_href": part_href(one.group.id),
                "face": _both(one.group.face),
                "count": one.count,
                "names": [_name(name) for name in one.names],
                "by": one.group.made_by,
                "on": day(one.group.made_at).show(lang()) if one.group.made_at else "",
            }
            for one in names.confirmed
        ],
        "suggested": [[_name(one) for one in group] for group in names.suggested],
        "alone": [_name(one) for one in names.alone],
        "free": [_name(one) for one in names.free],
        "apart": [
            {
                "part_href": part_href(one.id),
                "names": [_both(name) for name in one.members],
                "by": one.made_by,
                "on": day(one.made_at).show(lang()) if one.made_at else "",
            }
            for one in names.apart
        ],
        "any": bool(names.confirmed or names.suggested or names.alone),
    }


def _name(one: ProposedName) -> Values:
    return {"key": key_of(one.name), "name": _both(one.name), "count": one.count}


def _both(name: Text) -> Values:
    return {"zh": name.zh, "en": name.en}


def rule_title(rule: ConsensusRule | None, parameters: Iterable[tuple[str, float]]) -> str:
    """The rule of a round and how it was set, in one line; empty where its plugin is missing."""
    if rule is None:
        return ""
    titles = {one.id: one.title.show(lang()) for one in rule.parameters}
    said = [f"{titles.get(name, name)} {value:g}" for name, value in parameters]
    return _("%(rule)s (%(parameters)s)", rule=rule.title.show(lang()), parameters=_(", ").join(said))


def worded_values(
    words: Sequence[Worded], groups: Sequence[Sequence[str]], questionnaire: Questionnaire
) -> list[Values]:
    """Words of experts, each with its verdict, its group where that may be told, its language and tags."""
    titles = {stratum: strata_title(group, questionnaire) for group in groups for stratum in group}
    return [
        {
            "id": one.answer,
            "item": one.item,
            "lines": one.words.split("\n"),
            "verdict": verdict_word(one.verdict),
            "group": titles.get(one.stratum, Text()).show(lang()),
            "lang": one.language,
            "tags": one.tags,
        }
        for one in words
    ]


def verdict_word(verdict: str | None) -> str:
    """An expert's verdict in a word."""
    if verdict == "outside":
        return _("Outside expertise")
    return VERDICTS[verdict].show(lang()) if verdict else _("No judgement")


def other_lang() -> Lang:
    """The language that the page is not in."""
    return "en" if lang() == "zh" else "zh"


def html_other() -> str:
    """The same as HTML names it."""
    return HTML[other_lang()]


def _parts(parts: Iterable[Any]) -> list[Values]:
    return [
        {
            "kind": one.kind,
            "words": one.title.show(lang()),
            "count": one.count,
            "start": one.start,
            "length": one.length,
            "labelled": one.labelled,
            "top": one.top,
        }
        for one in parts
    ]


def _cell(cell: Text | str | int) -> str | int:
    return cell.show(lang()) if isinstance(cell, Text) else cell
