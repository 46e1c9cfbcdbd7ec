"""Questionnaires in files of other programs: a form to ask with elsewhere, and a form that comes back."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import cast

from lbsap.actions.files import File, written
from lbsap.actions.permissions import allowed_to
from lbsap.actions.resolve import import_bytes, resolve
from lbsap.data import read_bytes, read_value, write_bytes, write_value
from lbsap.model.actor import Actor
from lbsap.model.catalogue import Catalogue
from lbsap.model.errors import BadInput
from lbsap.model.plugin_items import QuestionnaireForm
from lbsap.model.problems import Problem
from lbsap.model.questionnaire import Questionnaire
from lbsap.model.text import Lang
from lbsap.model.validate import faults
from lbsap.registry import Registry
from lbsap.steps.asking.questionnaire_form import check_form, make_form

_YAML = (".yaml", ".yml")


@allowed_to("administrator", "editor")
def export_questionnaire(
    actor: Actor, registry: Registry, name: str, out: Path, lang: Lang
) -> QuestionnaireForm:
    """Write a questionnaire (an id or a YAML file) as a form that opens in ``lang``; returns the form.

    Raises ``BadInput`` where the form cannot hold it, ``NotFound``.
    """
    path = Path(name)
    in_file = path.suffix.lower() in _YAML
    asked = read_value(Questionnaire, path) if in_file else registry.get(Questionnaire, name)
    catalogue = resolve(Catalogue, asked.about, registry)
    form = make_form(asked, catalogue)
    write_bytes(form_file(form, lang, registry).content, out)
    return form


@allowed_to("administrator", "editor")
def import_questionnaire(
    actor: Actor, registry: Registry, source: Path, out: Path
) -> tuple[Questionnaire, tuple[Problem, ...]]:
    """Read a questionnaire from a form and write it as YAML; returns it with the warnings. Raises ``BadInput``."""
    form, told = read_form(str(source), read_bytes(source), registry)
    differing = check_form(form, resolve(Catalogue, form.catalogue, registry), str(source))
    wrong = [one for one in faults(form.questionnaire) if one.severity == "error"]
    if wrong:
        raise BadInput(replace(one, where=f"{source}: {one.where}") for one in wrong)
    write_value(form.questionnaire, out)
    return form.questionnaire, (*told, *differing)


def form_file(form: QuestionnaireForm, lang: Lang, registry: Registry) -> File:
    """A form that opens in ``lang`` as a file. Raises ``BadInput`` where the file cannot hold it."""
    asked = form.questionnaire
    return written("questionnaire", form, f"{asked.id}-{asked.version}", lang, registry)


def read_form(name: str, content: bytes, registry: Registry) -> tuple[QuestionnaireForm, tuple[Problem, ...]]:
    """The form in a file that problems call ``name``, and warnings. Raises ``BadInput``."""
    imported = import_bytes(name, content, "questionnaire", registry)
    return cast(QuestionnaireForm, imported.value), imported.problems
