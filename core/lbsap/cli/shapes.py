"""The JSON shapes of results: a contract, because others script it. What has no score is null, never 0."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lbsap.cli.base import failure
from lbsap.model.consultation import Counts, ProposedName, Verdict
from lbsap.model.measures import Interval
from lbsap.model.problems import Problem
from lbsap.model.ratings import RatingSummary, category_label
from lbsap.model.scoring import Scorecard
from lbsap.model.text import Lang

if TYPE_CHECKING:
    from lbsap.actions.panel import Tallied
    from lbsap.steps.aligning.align import Proposal


def scorecard_shape(card: Scorecard, lang: Lang) -> dict[str, Any]:
    """``lbsap score``."""
    return {
        "index": card.index,
        "version": card.version,
        "variant": card.variant,
        "indicators": [
            {
                "number": int(one.number) if one.number.isdigit() else one.number,
                "id": one.id,
                "value": one.value,
                "score": one.score,
                "state": one.state,
                "provenance": one.provenance,
                "notes": [note.plain(lang) for note in one.notes],
            }
            for one in card.indicators
        ],
        "components": [
            {"id": one.id, "score": one.score, "attainable": one.attainable, "maximum": one.maximum}
            for one in card.components
        ],
        "total": {
            "score": card.total.score,
            "attainable": card.total.attainable,
            "maximum": card.total.maximum,
            "unit": card.total.unit,
            "provisional": card.total.provisional,
        },
    }


def tally_shape(result: Tallied, lang: Lang) -> dict[str, Any]:
    """``lbsap tally``."""
    tallies = result.tallies
    return {
        "respondents": tallies.respondents,
        "items": [
            {
                "item": tally.item,
                "counts": _counts(tally.counts),
                "n": tally.counts.judged,
                "retain": _retain(tally.counts),
                "settings": dict(tally.settings),
                "troubles": dict(tally.troubles),
                "ratings": {name: _rating(summary) for name, summary in tally.ratings.items()},
                "rule": _rule(result, tally.item, lang),
                "names": [_name(one, tally.names) for one in tally.names],
                "strata": {
                    stratum: {"counts": _counts(counts), "n": counts.judged, "retain": _retain(counts)}
                    for stratum, counts in tally.strata.items()
                },
            }
            for tally in tallies.tallies
        ],
    }


def proposal_shape(one: Proposal, lang: Lang) -> dict[str, Any]:
    """One proposal of ``lbsap align``."""
    return {
        "target": one.target,
        "title": one.title.show(lang),
        "score": one.score,
        "because": list(one.because),
    }


def problem_shape(one: Problem, lang: Lang, *, severity: bool = False) -> dict[str, Any]:
    """One problem or finding."""
    middle = {"severity": one.severity} if severity else {}
    return {"code": one.code, **middle, "where": one.where, "message": one.message.plain(lang)}


def _counts(counts: Counts) -> dict[str, int]:
    return {
        name: getattr(counts, name) for name in ("keep", "drop", "rename", "outside", "skipped", "not_shown")
    }


def _retain(counts: Counts) -> dict[str, Any]:
    share = counts.retained / counts.judged if counts.judged else None
    return {"count": counts.retained, "share": share, "interval": _interval(counts.interval)}


def _interval(interval: Interval | None) -> list[float] | None:
    return [interval.low, interval.high] if interval else None


def _rating(summary: RatingSummary) -> dict[str, Any]:
    figures = ("n", "median", "q1", "q3", "iqr", "p30", "p70", "ipr", "ipras", "disagreement", "percentile")
    counts = {category_label(value): n for value, n in summary.counts}
    return {name: getattr(summary, name) for name in figures} | {"counts": counts}


def _rule(result: Tallied, item: str, lang: Lang) -> dict[str, Any]:
    failed = result.failures.get(item)
    if failed:
        return {
            "id": result.tallies.rule,
            "verdict": None,
            "met": None,
            "robust": None,
            "reason": failure(failed).message.plain(lang),
        }
    verdict: Verdict = result.tallies.verdicts[item]
    return {
        "id": result.tallies.rule,
        "verdict": verdict.verdict,
        "met": verdict.met,
        "robust": verdict.robust,
        "reason": verdict.reason.plain(lang),
    }


def _name(one: ProposedName, names: tuple[ProposedName, ...]) -> dict[str, Any]:
    near = [{"zh": names[i].name.zh, "en": names[i].name.en} for i in one.near]
    return {"zh": one.name.zh, "en": one.name.en, "count": one.count, "near": near}
