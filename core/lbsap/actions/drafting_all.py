"""Draft the plans of all cities: one file a city and language, each whole or not at all."""

from __future__ import annotations

import logging
import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Final

from sqlalchemy import Engine

from lbsap import registry as registries
from lbsap.actions.cities.drafts import DraftDesk, choices_for, material_for, open_desk
from lbsap.actions.cities.workspace import cities_of
from lbsap.actions.crew import Crew, cluster, own_cores, work_off
from lbsap.actions.permissions import allowed_to
from lbsap.actions.plans import WORD, Material, make_document, write_document
from lbsap.data import write_bytes
from lbsap.model.actor import Actor
from lbsap.model.city import CityData
from lbsap.model.draft import DocumentKind, DraftSettings
from lbsap.model.errors import BadInput, NotFound, PluginFailed
from lbsap.model.problems import Problem, problem
from lbsap.model.text import Lang, Text
from lbsap.registry import Registry

_UNFIT: Final = re.compile(r'[\\/:*?"<>|\x00-\x1f\x7f]+')
"""What a file system may refuse in a name."""
_LONGEST: Final = 60
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Batch:
    """Drafts wanted: the folder, which document, in which languages (none: those that each city's settings name).

    They are made by ``processes`` of this machine (0: one for each core) or by the workers of the Dask ``scheduler``,
    each of which loads the plugins that are not ``off`` and the ``definitions`` of the deployment.
    """

    folder: Path
    kind: DocumentKind = "plan"
    langs: tuple[Lang, ...] = ()
    processes: int = 0
    scheduler: str = ""
    off: tuple[str, ...] = ()
    definitions: Path | None = None


@dataclass(frozen=True, slots=True)
class Made:
    """What came of a city: the files written and the number of gaps, or the problems for which there are none."""

    id: int
    name: Text
    files: tuple[str, ...] = ()
    gaps: int = 0
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class _Job:
    """All that a worker needs for a city, wherever it runs: no database, no folder. ``problems``: it cannot be read."""

    id: int
    name: Text
    batch: Batch
    data: CityData = field(default_factory=lambda: CityData(Text()))
    settings: DraftSettings = field(default_factory=DraftSettings)
    material: Material = field(default_factory=Material)
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class _Drafted:
    """What a worker gives back."""

    gaps: int = 0
    contents: Mapping[Lang, bytes] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()


@allowed_to("administrator", "editor")
def draft_all(
    actor: Actor, engine: Engine, registry: Registry, batch: Batch, tell: Callable[[Made, int], None]
) -> tuple[Made, ...]:
    """Draft every city of the database with the settings of its next draft. Returns what came of each, in their order.

    ``tell`` hears of each city as it is done, with how many there are in all. A city that fails is among the results with
    its problems. Raises ``BadInput`` where the folder cannot be made or the scheduler does not answer.
    """
    try:
        batch.folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise BadInput(
            [problem("file_unwritable", str(batch.folder), reason=error.strerror or error)]
        ) from None
    known, results = cities_of(actor, engine), []
    choices = choices_for(actor, engine, registry)

    def opened(city_id: int) -> tuple[DraftDesk, Material]:
        desk = open_desk(actor, engine, registry, city_id, choices)
        return desk, material_for(actor, engine, desk)

    jobs = (_job(batch, one, name, opened) for one, name in known)
    for job, result in work_off(_crew(batch), _drafted, jobs):
        made = _written(job, result)
        results.append(made)
        tell(made, len(known))
    return tuple(sorted(results, key=lambda one: one.id))


def _crew(batch: Batch) -> Crew:
    if batch.scheduler:
        return cluster(batch.scheduler)
    return own_cores(batch.processes or os.cpu_count() or 1, _registry, batch.off, batch.definitions)


@cache
def _registry(off: tuple[str, ...], definitions: Path | None) -> Registry:
    """What plugins offer, loaded once in each worker."""
    return registries.load(off, definitions)


def _job(
    batch: Batch, city_id: int, name: Text, open_one: Callable[[int], tuple[DraftDesk, Material]]
) -> _Job:
    try:
        desk, material = open_one(city_id)
    except (BadInput, NotFound) as error:
        return _Job(city_id, name, batch, problems=_problems_of(error))
    return _Job(city_id, name, batch, desk.city.data, desk.settings, material)


def _drafted(job: _Job) -> _Drafted:
    """The work itself, done by a worker."""
    if job.problems:
        return _Drafted(problems=job.problems)
    batch, registry = job.batch, _registry(job.batch.off, job.batch.definitions)
    try:
        plan = make_document(batch.kind, job.data, job.settings, registry, material=job.material)
        langs = batch.langs or job.settings.langs
        return _Drafted(len(plan.gaps), {lang: write_document(plan, lang, registry) for lang in langs})
    except (BadInput, NotFound, PluginFailed) as error:
        return _Drafted(problems=_problems_of(error))


def _written(job: _Job, result: Callable[[], _Drafted]) -> Made:
    """Put what a worker gave back into the folder."""
    try:
        found = result()
        names = {lang: _file_name(job, lang) for lang in found.contents}
        for lang, content in found.contents.items():
            write_bytes(content, job.batch.folder / names[lang])
    except BadInput as error:
        return Made(job.id, job.name, problems=error.problems)
    except Exception as error:  # noqa: BLE001 - whatever became of this city, the others go on
        _log.warning("city %s could not be drafted", job.id, exc_info=error)
        cause = f"{type(error).__name__}: {error}"
        return Made(job.id, job.name, problems=(problem("drafting_broke", f"city {job.id}", cause=cause),))
    return Made(job.id, job.name, tuple(names.values()), found.gaps, found.problems)


def _file_name(job: _Job, lang: Lang) -> str:
    name = _UNFIT.sub("_", job.name.plain(lang)).strip(" .")[:_LONGEST]
    return f"{job.id:04}-{name}-{job.batch.kind}-{lang}{WORD}"


def _problems_of(error: BadInput | NotFound | PluginFailed) -> tuple[Problem, ...]:
    match error:
        case BadInput():
            return error.problems
        case NotFound():
            return (error.problem,)
        case PluginFailed():
            return (problem("plugin_failed", plugin=error.plugin, item=error.item, cause=error.cause),)
