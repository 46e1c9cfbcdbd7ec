"""The contracts of what judges and scores: consensus rules and scoring variants."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial

from lbsap.model.catalogue import Catalogue
from lbsap.model.consultation import ConsensusRule, Verdict
from lbsap.model.scoring import Reading, Scorecard, ScoringVariant
from lbsap.model.validate import missing_languages
from lbsap.steps.scoring.score import misfits
from lbsap.testing import samples
from lbsap.testing.bench import NOTHING, Bench


def consensus_rule(bench: Bench, rule: ConsensusRule) -> None:
    """It gives the same verdict each time for any tally and any parameters within bounds; of nobody it says nothing."""
    for one in rule.parameters:
        if not one.low <= one.default <= one.high:
            reason = f"{one.low:g} <= {one.default:g} <= {one.high:g} ?"
            bench.report("value_refused", f"{rule.id}.parameters.{one.id}", reason=reason)
    read = tuple(name for name in rule.reads if name != "verdict")
    for values in _settings(rule):
        for case, tally in samples.tallies(read or ("relevance",)):
            named = ", ".join([case, *(f"{name} = {value:g}" for name, value in values.items())])
            verdict = bench.try_out(rule, named, partial(tuple, (tally, values)))
            if verdict is NOTHING or not bench.holds_types(Verdict, verdict, rule.id, named):
                return  # one such case tells enough; the others would repeat it
            if tally.counts.judged == 0 and verdict.verdict != "undecided":
                bench.report("contract_nobody", rule.id)
                return
            bench.found.extend(missing_languages(verdict.reason, f"{rule.id}.reason"))


def _settings(rule: ConsensusRule) -> Iterator[Mapping[str, float]]:
    yield rule.values()
    for one in rule.parameters:
        yield rule.values({one.id: one.low})
        yield rule.values({one.id: one.high})


def scoring_variant(bench: Bench, variant: ScoringVariant) -> None:
    """It gives the same honest scorecard each time, for readings in every state, of every index it fits."""
    for index in (samples.index(), *bench.at_hand.all(Catalogue)):
        if misfits(index, variant):
            continue
        for name, readings in samples.readings(index):
            case = f"{index.id}, {name}"
            card = bench.try_out(variant, case, partial(tuple, (index, readings)))
            if card is NOTHING or not bench.holds_types(Scorecard, card, variant.id, case):
                return
            before = len(bench.found)
            _made_from(bench, variant, index, card)
            _lines(bench, variant, readings, card, case)
            _total(bench, variant, readings, card, case)
            bench.found.extend(missing_languages(card, variant.id))
            if len(bench.found) > before:
                return


def _made_from(bench: Bench, variant: ScoringVariant, index: Catalogue, card: Scorecard) -> None:
    expected = {"index": index.id, "version": index.version, "variant": variant.id}
    stated = {name: (value, getattr(card, name)) for name, value in expected.items()}
    stated["total.unit"] = (variant.unit, card.total.unit)
    for field, (wanted, found) in stated.items():
        if wanted != found:
            bench.report("contract_made_from", variant.id, field=field, expected=wanted, found=found)


def _lines(
    bench: Bench, variant: ScoringVariant, readings: tuple[Reading, ...], card: Scorecard, case: str
) -> None:
    wanted = [(one.id, one.number, one.component, one.state) for one in readings]
    if [(one.id, one.number, one.component, one.state) for one in card.indicators] != wanted:
        bench.report("contract_lines", variant.id, case=case)
        return
    for line in card.indicators:
        if line.state != "scored" and line.score is not None:
            bench.report("contract_unscored", variant.id, item=line.id, case=case)
            return


def _total(
    bench: Bench, variant: ScoringVariant, readings: tuple[Reading, ...], card: Scorecard, case: str
) -> None:
    scored = [one for one in readings if one.state == "scored"]
    total = card.total
    if not scored and total.score is not None:
        bench.report("contract_unscored", variant.id, item="total", case=case)
    if total.score is not None and not 0 <= total.score <= total.maximum:
        bench.report("contract_total", variant.id, score=total.score, maximum=total.maximum, case=case)
    if any(not one.verified for one in scored) and not total.provisional:
        bench.report("contract_provisional", variant.id, case=case)
