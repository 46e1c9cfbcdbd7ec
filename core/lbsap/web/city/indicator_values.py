"""Indicators and what a city reports of them, as values for templates: words of one language, figures ready to print."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, Final

from flask import url_for

from lbsap.actions.cities.indicators import ReportedUnder
from lbsap.model.catalogue import Band, Catalogue, Indicator, Item, Provenance
from lbsap.model.city import CityData, Observation, Observations
from lbsap.model.errors import BadInput
from lbsap.model.scoring import Reading
from lbsap.model.unit_words import UNITS, unit_text
from lbsap.steps.common.item_words import band_text, source_titles
from lbsap.steps.common.printed import figure
from lbsap.steps.scoring.next_band import Border, standing
from lbsap.steps.scoring.observation_form import ABSENCES, INPUT, cells_of
from lbsap.steps.scoring.observe import readings
from lbsap.steps.scoring.reported import Reported
from lbsap.web.language import N_, lang
from lbsap.web.language import gettext as _

Values = dict[str, Any]
ORIGINS: Final[dict[Provenance, str]] = {
    "primary": N_("From the handbook: read in its own text."),
    "editor": N_("From the handbook: entered by the editors and checked against its text."),
    "secondary_source": N_("Restated by a secondary source. Not yet checked against the handbook itself."),
    "provisional": N_(
        "Provisional: carried over from an earlier edition, or proposed. The score may change."
    ),
    "memory": N_("From general knowledge. Not yet checked against the handbook."),
    "none": N_("It is not stated where these bands come from."),
}
STATES: Final = {
    "figures": N_("Reported"),
    "absent": N_("No figure, reason given"),
    "open": N_("To be filled in"),
    "fault": N_("Needs mending"),
}
_TAGS: Final = {"figures": "done", "absent": "quiet", "open": "", "fault": "attention"}


def reading_of(index: Catalogue, item: Item, row: Observation | None, data: CityData) -> Reading | None:
    """How the index reads one observation; ``None`` for none. Raises ``BadInput``."""
    if row is None:
        return None
    alone = Observations(data.city, data.year or 0, data.first_application is not False, (row,))
    return next(one for one in readings(index, alone) if one.id == item.id)


def row_values(index: Catalogue, one: Reported, data: CityData, city_id: int) -> Values:
    """A line of the list: number, title, the figure or the reason for none, the score, what is lacking."""
    fault = ""
    reading = None
    try:
        reading = reading_of(index, one.item, one.row, data)
    except BadInput as bad:
        fault = bad.problems[0].message.show(lang())
    state = "fault" if fault else "open" if one.row is None else "absent" if one.row.missing else "figures"
    return {
        "href": url_for("city.indicator", city_id=city_id, item_id=one.item.id),
        "number": one.item.number,
        "title": one.item.title.show(lang()),
        "state": _(STATES[state]),
        "kind": _TAGS[state],
        "open": state == "open",
        "told": fault or _told(one, reading),
        "score": "" if reading is None or reading.score is None else str(reading.score),
        "lacking": "" if one.traceable else _("Year or source is missing"),
    }


def _told(one: Reported, reading: Reading | None) -> str:
    if one.row is None or one.item.indicator is None or reading is None:
        return ""
    if one.row.missing:
        return one.row.missing.show(lang())
    return value_words(one.item.indicator, reading.value)


def value_words(settings: Indicator, value: Decimal | None) -> str:
    """A value with its unit; a level by what it means."""
    if value is None:
        return ""
    if settings.kind == "ordinal":
        band = next((one for one in settings.bands if one.score == value), None)
        return band_text(band).show(lang()) if band else figure(float(value))
    return _with_unit(settings.unit, value)


def _with_unit(unit: str, value: Decimal) -> str:
    number = figure(float(value), 2)
    if unit == "percent":
        return f"{number}%"
    return (
        f"{number} {unit_text(unit).show(lang())}"
        if lang() == "en" or unit not in UNITS
        else (f"{number}{unit_text(unit).zh}")
    )


def score_values(index: Catalogue, item: Item, reading: Reading | None) -> Values:
    """What a figure scores: band, how far the next one is, and why there is no score. Empty without a reading."""
    settings = item.indicator
    if reading is None or settings is None:
        return {}
    values: Values = {
        "value": value_words(settings, reading.value),
        "score": reading.score,
        "points": index.points,
        "notes": [one.show(lang()) for one in reading.notes],
    }
    where = standing(settings, reading.value, index.boundary) if reading.value is not None else None
    if reading.score is None or where is None:
        return values
    return values | {
        "band": band_text(where.band).show(lang()),
        "ordinal": settings.kind == "ordinal",
        "top": where.better is None,
        "better": _border(settings, where.better),
        "worse": _border(settings, where.worse),
    }


def _border(settings: Indicator, border: Border | None) -> Values:
    if border is None:
        return {}
    away = figure(float(border.away), 2)
    points = _("%(n)s percentage points", n=away)
    return {
        "score": border.band.score,
        "band": band_text(border.band).show(lang()),
        "at": _with_unit(settings.unit, border.at),
        "away": points if settings.unit == "percent" else _with_unit(settings.unit, border.away),
    }


def band_values(settings: Indicator) -> list[Values]:
    """The score bands of ``components/bands_table.html``."""
    return [{"score": band.score, "words": band_text(band).show(lang())} for band in settings.bands]


def origin_values(under: ReportedUnder, item: Item) -> list[str]:
    """Where the score bands come from, in plain sentences: the experts who set them, then each provenance."""
    settings = item.indicator
    if settings is None or not settings.bands:
        note = settings.bands_note.show(lang()) if settings else ""
        return [
            _("No score bands are supplied for this indicator, so it is not scored."),
            *([note] if note else []),
        ]
    said = [_by_experts(under)] if _set_by_experts(under.index, item) else []
    for provenance in dict.fromkeys(band.provenance for band in settings.bands):
        said.append(_(ORIGINS[provenance]) + _sources(under.index, settings.bands, provenance))
    return [*said, settings.bands_note.show(lang())] if settings.bands_note else said


def _set_by_experts(index: Catalogue, item: Item) -> bool:
    """Whether this version gave the indicator its bands: it is new, or its scoring was changed."""
    return any(
        item.id in one.into and (one.kind == "new" or "scoring" in one.settings or "bands" in one.settings)
        for one in index.lineage
    )


def _by_experts(under: ReportedUnder) -> str:
    version = under.index.version
    if under.origin is None:
        return _("Set when version %(version)s of the index was made.", version=version)
    return _(
        "Set by experts in the consultation “%(title)s”, round %(round)s, for version %(version)s.",
        title=under.origin.consultation.plain(lang()),
        round=under.origin.round,
        version=version,
    )


def _sources(index: Catalogue, bands: tuple[Band, ...], provenance: Provenance) -> str:
    named = dict.fromkeys(one for band in bands if band.provenance == provenance for one in band.sources)
    titles = source_titles(index, tuple(named))
    if not titles:
        return ""
    words = _("Source: %(titles)s.", titles=("；" if lang() == "zh" else "; ").join(titles))
    return words if lang() == "zh" else f" {words}"


def kept_values(
    settings: Indicator, row: Observation | None, labels: dict[str, str]
) -> list[tuple[str, str]]:
    """What stands of an indicator now, beside the names of its fields."""
    cells = cells_of(settings, row)
    answer = cells.get("answer", "")
    if answer in ABSENCES:
        cells["answer"] = ABSENCES[answer].show(lang())
    elif answer:
        cells["answer"] = _("Figures as below")
    return [(labels[name], words) for name, words in cells.items() if words and name in labels]


def last_hints(settings: Indicator, last: tuple[int, Observation] | None) -> dict[str, str]:
    """What the latest earlier year says of each field, in a few words."""
    if last is None:
        return {}
    year, row = last
    return {
        name: _("%(year)s: %(value)s", year=year, value=words.replace("\n", "; "))
        for name, words in cells_of(settings, row).items()
        if words and (name.startswith(INPUT) or name in ("value", "level", "source"))
    }
