"""What a panel said: tally a file of answers under a rule, and measure agreement in a table of ratings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import cast

from lbsap.actions.permissions import allowed_to
from lbsap.actions.resolve import import_file, resolve
from lbsap.model.actor import Actor
from lbsap.model.catalogue import Catalogue
from lbsap.model.consultation import ConsensusRule
from lbsap.model.errors import BadInput, PluginFailed
from lbsap.model.plugin_items import Row, Tallies
from lbsap.model.problems import Problem, problem
from lbsap.model.questionnaire import Questionnaire
from lbsap.model.ratings import Level, RatingTable
from lbsap.registry import Registry
from lbsap.steps.asking.answers import read_answers
from lbsap.steps.asking.questionnaire import asked_items
from lbsap.steps.editing.export_answers import long_columns
from lbsap.steps.measures.aggregate import group_answers, make_tallies
from lbsap.steps.measures.consensus import ConsensusResult, consensus
from lbsap.steps.measures.judge import judge
from lbsap.steps.measures.rating_table import read_table

ANSWER_COLUMNS = ("respondent", "item", "verdict", "name_zh", "name_en", "settings", "reason", "stratum")
OPTIONAL_COLUMNS = ("troubles", "applied", "supplement")


@dataclass(frozen=True, slots=True)
class Tallied:
    """The tallies of a file, the items the rule failed at, and warnings about the file."""

    tallies: Tallies
    failures: Mapping[str, PluginFailed]
    warnings: tuple[Problem, ...]


@allowed_to("administrator", "editor", "viewer")
def tally_answers(
    actor: Actor,
    registry: Registry,
    questionnaire_id: str,
    path: Path,
    rule_id: str = "majority",
    parameters: Mapping[str, float] | None = None,
) -> Tallied:
    """Count a long table of answers and judge it by a rule. Raises ``BadInput``, ``NotFound``."""
    questionnaire = registry.get(Questionnaire, questionnaire_id)
    rule = registry.get(ConsensusRule, rule_id)
    catalogue = resolve(Catalogue, questionnaire.about, registry)
    rows = _rows(registry, path)
    warnings = _check_columns(path, rows, questionnaire)
    groups = group_answers(read_answers(rows, questionnaire, catalogue))
    tallies = make_tallies([item.id for item in asked_items(questionnaire, catalogue)], groups)
    verdicts, failures = judge(tallies, rule, registry.call, parameters)
    return Tallied(Tallies(catalogue, groups.respondents, tallies, rule.id, verdicts), failures, warnings)


@allowed_to("administrator", "editor", "viewer")
def measure_consensus(
    actor: Actor,
    registry: Registry,
    path: Path,
    level: Level,
    categories: Sequence[str] = (),
    previous: Path | None = None,
) -> ConsensusResult:
    """Agreement in a table of items by raters, and its change since an earlier one. Raises ``BadInput``."""
    return consensus(
        *(_table(registry, one, level, categories) for one in (path, previous) if one is not None)
    )


def _table(registry: Registry, path: Path, level: Level, categories: Sequence[str]) -> RatingTable:
    rows = _rows(registry, path)
    if not rows:
        raise BadInput([problem("file_empty", str(path))])
    try:
        return read_table(_as_lists(rows), level, categories or None)
    except BadInput as fault:
        raise BadInput(_at_row(one, path, rows) for one in fault.problems) from None


def _at_row(fault: Problem, path: Path, rows: Sequence[Row]) -> Problem:
    """A fault of a table at the line of the file it comes from: blank lines are not in ``rows``."""
    number, _, column = fault.where.partition(":")
    if not number.isdigit():
        return replace(fault, where=fault.where or str(path))
    line = rows[int(number) - 2][0] if int(number) > 1 else f"{path}:1"
    return replace(fault, where=f"{line}: {column}" if column else line)


def _rows(registry: Registry, path: Path) -> tuple[Row, ...]:
    return cast(tuple[Row, ...], import_file(path, "rows", registry).value)


def _as_lists(rows: Sequence[Row]) -> list[list[str]]:
    head = list(rows[0][1])
    return [head, *([row[name] for name in head] for _, row in rows)]


def _check_columns(path: Path, rows: Sequence[Row], questionnaire: Questionnaire) -> tuple[Problem, ...]:
    if not rows:
        raise BadInput([problem("file_empty", str(path))])
    columns = rows[0][1].keys()
    missing = [name for name in ("respondent", "item", "verdict") if name not in columns]
    if missing:
        raise BadInput(problem("column_missing", str(path), column=name) for name in missing)
    known = {*ANSWER_COLUMNS, *OPTIONAL_COLUMNS, *long_columns(questionnaire)}
    return tuple(
        problem("column_unknown", str(path), severity="warning", column=name)
        for name in columns
        if name not in known
    )
