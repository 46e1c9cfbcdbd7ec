"""Check a city's plan data, and write its draft plan."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from lbsap.actions.city_files import placing, read_city
from lbsap.actions.permissions import allowed_to
from lbsap.actions.resolve import Published, resolve_catalogue
from lbsap.actions.scores import history_of
from lbsap.data import write_bytes
from lbsap.model.actor import Actor
from lbsap.model.catalogue import Catalogue
from lbsap.model.city import CityData, Observations
from lbsap.model.city_plan import DatedText
from lbsap.model.draft import USUAL, DocumentKind, DraftSettings, ReviewComment
from lbsap.model.errors import BadInput
from lbsap.model.plugin_items import ExportedKind, Exporter, Plan, PlanContext, PlanSection
from lbsap.model.policy import PolicyFramework
from lbsap.model.problems import Problem, problem
from lbsap.model.scoring import Scorecard, ScoringVariant
from lbsap.model.text import Lang, Text
from lbsap.registry import Registry
from lbsap.steps.checking.check import check_city
from lbsap.steps.planning.plan import make_plan
from lbsap.steps.scoring.score import make_scorecard

TELL_GAPS: Final[tuple[DocumentKind, ...]] = ("note", "request")
"""Documents that tell what the plan text still lacks."""
WORD: Final = ".docx"
PICTURES: Final = (".png", ".jpg", ".jpeg")
DEPARTMENT: Final = Text("部门", "department")


@dataclass(frozen=True, slots=True)
class Material:
    """What a draft is made from beside the city's data and settings; all of it may be absent.

    ``earlier`` is the scorecard under the index before its revision, ``pictures`` are bytes by SHA-256, ``comments``
    what was said of an earlier draft. ``guiding`` stands where the city has no guiding thought of its own.
    ``published`` finds published catalogues.
    """

    earlier: Scorecard | None = None
    pictures: Mapping[str, bytes] = field(default_factory=dict)
    comments: tuple[ReviewComment, ...] = ()
    guiding: DatedText = field(default_factory=DatedText)
    published: Published | None = None


NOTHING: Final = Material()
NOBODY: Final = Text()


@allowed_to("administrator", "editor", "viewer", "city")
def check_plan(
    actor: Actor, registry: Registry, path: Path, index: str = USUAL.index, variant: str = USUAL.variant
) -> tuple[Problem, ...]:
    """What a city's plan data still lacks or gets wrong."""
    (city, place), catalogue = read_city(path), resolve_catalogue(index, "index", registry)
    with placing(place):
        return checked(city, catalogue, variant, registry)[1]


@allowed_to("administrator", "editor", "city")
def draft_plan(
    actor: Actor,
    registry: Registry,
    path: Path,
    lang: Lang,
    out: Path,
    *,
    kind: DocumentKind = "plan",
    settings: DraftSettings = USUAL,
    department: str = "",
) -> Plan:
    """Make a document of a city's plan and write it as a Word file in one language.

    ``department`` (an id or a name) is whom a data request is for. Raises ``BadInput`` where it names none.
    """
    city, place = read_city(path)
    asked = department_named(city, department) if department else Text()
    with placing(place):
        material = Material(pictures=pictures_beside(path))
        plan = make_document(kind, city, settings, registry, material=material, department=asked)
    export("plan", plan.document, lang, out, registry)
    return plan


def make_document(
    kind: DocumentKind,
    city: CityData,
    settings: DraftSettings,
    registry: Registry,
    *,
    material: Material = NOTHING,
    department: Text = NOBODY,
) -> Plan:
    """One document of a city's plan, of blocks, with its gaps.

    A drafting note and a data request are told the gaps of the plan text, which is made for them first. Raises
    ``NotFound`` for an unknown index, outline or variant, ``BadInput`` for data that cannot be scored.
    """
    index = resolve_catalogue(settings.index, "index", registry, material.published)
    outline = resolve_catalogue(settings.outline, "outline", registry, material.published)
    context = replace(
        _context(city, index, outline, settings, registry, material),
        comments=material.comments,
        department=department,
    )
    sections = {one.id: one for one in registry.all(PlanSection)}
    if kind in TELL_GAPS:
        context = replace(context, gaps=make_plan(context, sections, registry.call).gaps)
    return make_plan(context, sections, registry.call, kind)


def plan_of(
    city: CityData,
    index: Catalogue,
    outline: Catalogue,
    variant: str,
    registry: Registry,
    earlier: Scorecard | None = None,
) -> Plan:
    """The plan text of a city under an index and an outline that are at hand, and a scoring variant."""
    settings = DraftSettings(index.reference, variant, outline.reference)
    context = _context(city, index, outline, settings, registry, Material(earlier=earlier))
    return make_plan(context, {one.id: one for one in registry.all(PlanSection)}, registry.call)


def _context(
    city: CityData,
    index: Catalogue,
    outline: Catalogue,
    settings: DraftSettings,
    registry: Registry,
    material: Material,
) -> PlanContext:
    return PlanContext(
        city=guided(city, material),
        outline=outline,
        index=index,
        scorecard=plan_scorecard(city, index, settings.variant, registry),
        frameworks=frameworks_of(city, registry),
        earlier=material.earlier,
        settings=settings,
        history=history_of(city, index, settings.variant, registry),
        pictures=material.pictures,
    )


def guided(city: CityData, material: Material) -> CityData:
    """The city's data with the guiding thought that its plan is written under: its own, else that of the material."""
    return city if city.guiding.text else replace(city, guiding=material.guiding)


def pictures_beside(path: Path) -> dict[str, bytes]:
    """The pictures in the folder ``CITY-pictures`` beside ``CITY.yaml``, by the SHA-256 that the data name them by."""
    folder = path.with_name(f"{path.stem}-pictures")
    found = (one.read_bytes() for one in sorted(folder.glob("*")) if one.suffix.lower() in PICTURES)
    return {sha256(data).hexdigest(): data for data in found}


def department_named(city: CityData, name: str) -> Text:
    """The department by its id or one of its names. Raises ``BadInput`` naming those there are."""
    known = {one.id: one.name for one in city.departments}
    names = {words: one for one in _departments(city) for words in (one.zh, one.en) if words}
    found = known.get(name) or names.get(name)
    if found is None:
        listed = ", ".join(known) or ", ".join(words.plain("zh") for words in _departments(city)) or "-"
        raise BadInput([problem("unknown_id", "--department", id=name, kind=DEPARTMENT, known=listed)])
    return found


def _departments(city: CityData) -> tuple[Text, ...]:
    """Every department that the data name, each once: those of the directory, then leads."""
    named = (
        *(one.name for one in city.departments),
        *(one.department for one in city.actions),
        *(one.department for one in city.targets),
        *(one.department for one in city.projects),
    )
    return tuple({name: None for name in named if name})


def write_document(plan: Plan, lang: Lang, registry: Registry) -> bytes:
    """A document as the bytes of a Word file in one language. Raises ``PluginFailed`` where it cannot be written."""
    written: bytes = registry.call(_exporter("plan", WORD, registry), plan.document, lang)
    return written


def export(of: ExportedKind, value: Any, lang: Lang, out: Path, registry: Registry) -> None:
    """Write a value with the exporter for its kind and the suffix of ``out``. Raises ``BadInput``, ``PluginFailed``."""
    write_bytes(registry.call(_exporter(of, str(out), registry), value, lang), out)


def _exporter(of: ExportedKind, name: str, registry: Registry) -> Exporter:
    fitting = [one for one in registry.all(Exporter) if one.of == of]
    chosen = next((one for one in fitting if name.lower().endswith(one.suffix)), None)
    if chosen is None:
        raise BadInput([problem("file_type", name, allowed=", ".join(one.suffix for one in fitting) or "-")])
    return chosen


def plan_scorecard(city: CityData, index: Catalogue, variant: str, registry: Registry) -> Scorecard:
    """The scorecard a plan is written from. A city that has not said whether this is its first application has
    nothing that depends on it scored."""
    data = Observations(city.city, city.year or 0, city.first_application is not False, city.observations)
    return make_scorecard(index, data, registry.get(ScoringVariant, variant), registry.call)


def checked(
    city: CityData, index: Catalogue, variant: str, registry: Registry
) -> tuple[Scorecard, tuple[Problem, ...]]:
    """A city's scorecard, and what its plan data still lack or get wrong. Raises ``BadInput``, ``PluginFailed``."""
    card = plan_scorecard(city, index, variant, registry)
    return card, check_city(city, frameworks_of(city, registry), index, card)


def frameworks_of(city: CityData, registry: Registry) -> dict[str, PolicyFramework]:
    """The frameworks a city aligns with: those that plugins offer and its own, by id. Raises ``BadInput`` for a
    framework of its own under an id that is taken."""
    offered = {one.id for one in registry.all(PolicyFramework)}
    taken = [(i, one.id) for i, one in enumerate(city.frameworks) if one.id in offered]
    if taken:
        raise BadInput(problem("id_twice", f"frameworks[{i}].id", id=name) for i, name in taken)
    return {one.id: one for one in (*registry.all(PolicyFramework), *city.frameworks)}
