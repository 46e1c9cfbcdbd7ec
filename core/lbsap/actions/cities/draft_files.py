"""The files of a kept draft: the plan text exactly as it was kept, and the documents that go with it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from typing import Final

from sqlalchemy import Engine
from sqlmodel import Session

from lbsap.actions.cities.drafts import MAY, KeptDraft, material_within, open_draft
from lbsap.actions.cities.spreadsheet import surroundings
from lbsap.actions.cities.variants import variants_open_to
from lbsap.actions.editors.catalogues import version_in
from lbsap.actions.files import File, written
from lbsap.actions.permissions import allowed_to
from lbsap.actions.plans import Material, make_document
from lbsap.model.actor import Actor
from lbsap.model.city_plan import Department
from lbsap.model.draft import DocumentKind, ReviewComment
from lbsap.model.errors import BadInput
from lbsap.model.plugin_items import Plan
from lbsap.model.problems import problem
from lbsap.model.scoring import ScoringVariant
from lbsap.model.text import Lang, Text, same
from lbsap.registry import Registry
from lbsap.steps.cities.request_sheets import request_sheets
from lbsap.steps.cities.sheets import Surroundings
from lbsap.steps.planning.cover import plan_title
from lbsap.store.engine import session_scope
from lbsap.store.faults import not_found
from lbsap.store.reviews import comments_of, reviews_of

NAMES: Final[dict[DocumentKind, Text]] = {
    "plan": Text("文本", "plan text"),
    "research": Text("研究报告", "research report"),
    "summary": Text("摘要", "executive summary"),
    "note": Text("编制说明", "drafting note"),
    "notice": Text("印发通知", "notice"),
    "letter": Text("征求意见函", "letter asking for comments"),
    "request": Text("数据资料清单", "data request"),
}
"""The documents of a plan in the order of the page, by the names of their files."""
FOR_ALL: Final = tuple(kind for kind in NAMES if kind != "request")
ZIP_TYPE: Final = "application/zip"


@allowed_to(*MAY)
def document_file(
    actor: Actor,
    engine: Engine,
    registry: Registry,
    city_id: int,
    plan_id: int,
    kind: DocumentKind,
    lang: Lang,
    department: str = "",
) -> File:
    """One document of a draft as a Word file, for a department (its id) where it is a data request or a letter to one.

    The plan text is the one that was kept; the others are made of the data and settings kept with it, so they are scored
    anew. Raises ``NotFound``, also for an index or outline that there no longer is, ``BadInput``, also
    (``draft_variant_closed``) where the actor may not score with the variant of the draft, and ``PluginFailed``.
    """
    kept = open_draft(actor, engine, city_id, plan_id)
    named = _department(kept, department) if department else None
    material = Material() if kind == "plan" else _material(actor, engine, registry, city_id, kept)
    return _file(kept, kind, lang, registry, material, named)


@allowed_to(*MAY)
def request_sheet(
    actor: Actor, engine: Engine, registry: Registry, city_id: int, plan_id: int, department: str, lang: Lang
) -> File:
    """The workbook that goes with a data request to a department (its id). Raises ``NotFound``, ``PluginFailed``."""
    kept = open_draft(actor, engine, city_id, plan_id)
    with session_scope(engine, write=False) as session:
        around = surroundings(session, registry, kept.draft.data)
    return _sheet(kept, around, _department(kept, department), lang, registry)


@allowed_to(*MAY)
def all_files(
    actor: Actor, engine: Engine, registry: Registry, city_id: int, plan_id: int, at: datetime
) -> File:
    """Every document of a draft in each of its languages, with the data requests of all departments, as one zip file.

    ``at`` dates the files in it. Raises as ``document_file`` does.
    """
    kept = open_draft(actor, engine, city_id, plan_id)
    material = _material(actor, engine, registry, city_id, kept)
    with session_scope(engine, write=False) as session:
        around = surroundings(session, registry, kept.draft.data)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for one in _files(kept, registry, material, around):
            told = zipfile.ZipInfo(one.name, at.timetuple()[:6])
            archive.writestr(told, one.content, zipfile.ZIP_DEFLATED)
    first = kept.draft.settings.langs[0]
    return File(f"{_stem(kept, first)}.zip", ZIP_TYPE, packed.getvalue())


def _files(kept: KeptDraft, registry: Registry, material: Material, around: Surroundings) -> Iterator[File]:
    for lang in kept.draft.settings.langs:
        for kind in FOR_ALL:
            yield _file(kept, kind, lang, registry, material, None)
        for one in kept.draft.data.departments:
            yield _file(kept, "request", lang, registry, material, one)
            yield _sheet(kept, around, one, lang, registry)


def _file(
    kept: KeptDraft,
    kind: DocumentKind,
    lang: Lang,
    registry: Registry,
    material: Material,
    department: Department | None,
) -> File:
    for_whom = f"-{department.name.plain(lang)}" if department else ""
    name = f"{_stem(kept, lang)}-{NAMES[kind].plain(lang)}{for_whom}-{lang}"
    asked = department.name if department else Text()
    plan = _made(kept, kind, registry, material, asked)
    return written("plan", plan.document, _safe(name), lang, registry)


def _sheet(
    kept: KeptDraft, around: Surroundings, department: Department, lang: Lang, registry: Registry
) -> File:
    sheets = request_sheets(kept.draft.data, around, department, lang)
    name = f"{_stem(kept, lang)}-{NAMES['request'].plain(lang)}-{department.name.plain(lang)}-{lang}"
    return written("sheets", sheets, _safe(name), lang, registry)


def _made(kept: KeptDraft, kind: DocumentKind, registry: Registry, material: Material, asked: Text) -> Plan:
    if kind == "plan":
        return kept.plan
    draft = kept.draft
    return make_document(kind, draft.data, draft.settings, registry, material=material, department=asked)


def _material(actor: Actor, engine: Engine, registry: Registry, city_id: int, kept: KeptDraft) -> Material:
    """What the documents of a kept draft are made from beside its data and settings, so that they stay the same: pictures
    are kept as long as a draft names them, versions of catalogues never change, and the guiding thought is in the data."""
    settings = kept.draft.settings
    _require_variant(actor, engine, registry, settings.variant)
    with session_scope(engine, write=False) as session:
        catalogues = {one: version_in(session, registry, one) for one in (settings.index, settings.outline)}
        material = material_within(session, city_id, kept.draft.data, catalogues)
        return replace(material, comments=_comments_until(session, city_id, kept.head.id))


def _comments_until(session: Session, city_id: int, plan_id: int) -> tuple[ReviewComment, ...]:
    """The comments that the drafting note of a draft tells of: those on the drafts before it, which made it what it is,
    and those on itself, which are answered in it as they come. What was said of a later draft is told with that one."""
    until = {one.id for one in reviews_of(session, city_id) if one.plan <= plan_id}
    return tuple(one.comment for one in comments_of(session, city_id) if one.review in until)


def _require_variant(actor: Actor, engine: Engine, registry: Registry, variant: str) -> None:
    if all(one.id != variant for one in variants_open_to(actor, engine, registry)):
        titles = {one.id: one.title for one in registry.all(ScoringVariant)}
        raise BadInput(
            [problem("draft_variant_closed", "variant", variant=titles.get(variant, same(variant)))]
        )


def _department(kept: KeptDraft, department_id: str) -> Department:
    for one in kept.draft.data.departments:
        if one.id == department_id:
            return one
    raise not_found(Text("部门", "department"), department_id)


def _stem(kept: KeptDraft, lang: Lang) -> str:
    title = plan_title(kept.draft.data, kept.draft.settings).plain(lang)
    number = Text(f"第{kept.number}稿", f"draft {kept.number}").plain(lang)
    return _safe(f"{title}-{number}")


def _safe(name: str) -> str:
    """A name that any file system takes: without the signs that part folders or mean something to one."""
    return "".join("-" if sign in '\\/:*?"<>|' or not sign.isprintable() else sign for sign in name)[:150]
