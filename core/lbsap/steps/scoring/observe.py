"""A city's observations to one reading per indicator: checked, in the indicator's unit, and banded."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from lbsap.model.catalogue import BoundaryPolicy, Catalogue, Indicator, Item
from lbsap.model.city import Observation, Observations
from lbsap.model.errors import BadInput
from lbsap.model.problems import Problem, problem
from lbsap.model.scoring import Reading, State
from lbsap.model.text import Text
from lbsap.steps.scoring.bands import find_band
from lbsap.steps.scoring.figures import of_indicator, value_of

NOTHING_REPORTED: Final = Text("尚未开始填报。", "Nothing has been reported yet.")
COMPONENT_NOT_STARTED: Final = Text(
    "所属核心要素尚未开始填报。", "Nothing of its component has been reported yet."
)
NO_ROW: Final = Text("暂无数据：未填报该指标。", "No data: this indicator was not reported.")
NEEDS_EARLIER: Final = Text(
    "须与上一次调查比较，首次评价不评分。",
    "It compares with an earlier survey, so a first application does not score it.",
)
KEPT_FOR_NEXT: Final = Text(
    "须与上一次调查比较，首次评价不评分；所填数值留作下次评价的比较基础。",
    "It compares with an earlier survey, so a first application does not score it; "
    "the value is kept for the next application.",
)
NO_BANDS: Final = Text("赋分标准尚未提供，不评分。", "Not scored: its score bands are not supplied.")
OUTSIDE_BANDS: Final = Text(
    "数值不在赋分标准的任何一档之内，不评分。", "Not scored: no score band can take this value."
)


@dataclass(frozen=True, slots=True)
class _Row:
    """What a city says of one indicator, and the value that comes of it."""

    observation: Observation
    value: Decimal | None


def readings(index: Catalogue, data: Observations) -> tuple[Reading, ...]:
    """One reading per indicator of ``index``, in order. The order of the observations does not matter.

    Values are exact and in the indicator's unit. Raises ``BadInput`` with every fault: its place is
    ``observations[i].field``, its words begin with the indicator's number.
    """
    rows = _rows(index, data)
    reported = {settings.component for item, settings in _indicators(index) if item.id in rows}
    found = []
    for item, settings in _indicators(index):
        row = rows.get(item.id)
        outcome = _outcome(settings, row, data, reported)
        if isinstance(outcome, Decimal):
            found.append(_banded(item, settings, outcome, index.boundary))
        else:
            state, note = outcome
            value = row.value if row else None
            found.append(Reading(item.number, item.id, settings.component, state, value, notes=(note,)))
    return tuple(found)


def _indicators(index: Catalogue) -> Iterator[tuple[Item, Indicator]]:
    return ((item, item.indicator) for item in index.items if item.indicator is not None)


def _rows(index: Catalogue, data: Observations) -> Mapping[str, _Row]:
    """What the city says, by indicator id. Raises ``BadInput`` with the faults of all observations.

    An indicator that a revision has retired is passed over: a city's data serve every version of the index.
    """
    places: dict[str, str] = {}
    rows: dict[str, _Row] = {}
    faults: list[Problem] = []
    for i, row in enumerate(data.observations):
        place = f"observations[{i}]"
        if row.indicator in index.retired:
            continue
        try:
            item, settings = _wanted(index, row, place)
            if item.id in places:
                fault = problem("obs_duplicate", "indicator", first=places[item.id])
                raise BadInput([of_indicator(item, fault, place)])
            places[item.id] = place
            rows[item.id] = _Row(row, value_of(item, settings, row, place))
        except BadInput as bad:
            faults.extend(bad.problems)
    if faults:
        raise BadInput(faults)
    return rows


def _wanted(index: Catalogue, row: Observation, place: str) -> tuple[Item, Indicator]:
    item = index.find(row.indicator)
    if item is None or item.indicator is None:
        known = ", ".join(one.number for one, _ in _indicators(index))
        kind = Text("指标", "indicator")
        raise BadInput(
            [problem("unknown_id", f"{place}.indicator", kind=kind, id=row.indicator, known=known)]
        )
    return item, item.indicator


def _outcome(
    settings: Indicator, row: _Row | None, data: Observations, reported: set[str]
) -> Decimal | tuple[State, Text]:
    """The value to look up in the bands, or the state without a score and its reason."""
    if not data.observations:
        return "not_started", NOTHING_REPORTED
    if data.first_application and not settings.in_first_application:
        return "not_scorable", KEPT_FOR_NEXT if row and row.value is not None else NEEDS_EARLIER
    if row is None:
        started = settings.component in reported
        return ("no_data", NO_ROW) if started else ("not_started", COMPONENT_NOT_STARTED)
    if row.value is None:
        return "no_data", row.observation.missing
    return row.value if settings.bands else ("not_scorable", settings.bands_note or NO_BANDS)


def _banded(item: Item, settings: Indicator, value: Decimal, boundary: BoundaryPolicy) -> Reading:
    head = (item.number, item.id, settings.component)
    found = find_band(settings, value, boundary)
    if found is None:
        return Reading(*head, "not_scorable", value, notes=(OUTSIDE_BANDS,))
    band = found.band
    return Reading(*head, "scored", value, band.score, band.provenance, band.verified, found.notes)
