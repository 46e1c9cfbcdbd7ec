"""The questionnaire of a consultation: one of those offered, one made from the catalogue, or a file of the host's."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from lbsap.actions.files import File
from lbsap.actions.permissions import allowed_to
from lbsap.actions.questionnaires import form_file, read_form
from lbsap.data import decode, dump, parse, placed
from lbsap.model.actor import Actor
from lbsap.model.catalogue import Catalogue
from lbsap.model.codec import from_plain, to_plain
from lbsap.model.errors import BadInput
from lbsap.model.problems import Problem
from lbsap.model.questionnaire import Questionnaire
from lbsap.model.text import Lang
from lbsap.registry import Registry
from lbsap.steps.asking.questionnaire import asked_items
from lbsap.steps.asking.questionnaire_form import check_form, make_form
from lbsap.steps.asking.questionnaire_making import refuse_unfit

_LOST: Final = ("xlsform_words", "language_missing")
"""Warnings of a form that tell of words which would be lost."""


@allowed_to("administrator", "editor")
def questionnaires_about(actor: Actor, registry: Registry, catalogue: Catalogue) -> tuple[Questionnaire, ...]:
    """The questionnaires on offer that are about this version of a catalogue."""
    return tuple(_about(registry, catalogue))


def _about(registry: Registry, catalogue: Catalogue) -> Iterator[Questionnaire]:
    for one in registry.all(Questionnaire):
        try:
            asked_items(one, catalogue)
        except BadInput:
            continue
        yield one


@allowed_to("administrator", "editor")
def read_questionnaire(
    actor: Actor, registry: Registry, name: str, content: bytes, catalogue: Catalogue, *, lossy: bool = False
) -> Questionnaire:
    """The questionnaire that a YAML file or an XLSForm holds, which problems call ``name``.

    Raises ``BadInput`` naming line and field, or sheet and cell, of every fault: wrong values, a language that is
    missing, another catalogue. Words in a form that a questionnaire cannot hold are warned of (``severity`` warning);
    with ``lossy`` they are left out.
    """
    if name.lower().endswith(".xlsx"):
        return _from_form(name, content, catalogue, registry, lossy=lossy)
    text = decode(content, name)
    data = parse(text, name)
    try:
        made = from_plain(Questionnaire, data)
        refuse_unfit(made, catalogue)
    except BadInput as fault:
        raise BadInput(_in_file(one, text, name) for one in fault.problems) from None
    return made


def _from_form(
    name: str, content: bytes, catalogue: Catalogue, registry: Registry, *, lossy: bool
) -> Questionnaire:
    form, told = read_form(name, content, registry)
    lost = [one for one in (*told, *check_form(form, catalogue, name)) if one.code in _LOST]
    if lost and not lossy:  # nothing is to be lost unseen
        raise BadInput(lost)
    refuse_unfit(form.questionnaire, catalogue)
    return form.questionnaire


def _in_file(fault: Problem, text: str, name: str) -> Problem:
    return placed(fault, text, name) if fault.where else replace(fault, where=name)


def questionnaire_file(questionnaire: Questionnaire) -> bytes:
    """A questionnaire as a YAML file: to read, to change elsewhere and to bring back."""
    return dump(to_plain(questionnaire)).encode("utf-8")


@allowed_to("administrator", "editor", "viewer")
def questionnaire_form(
    actor: Actor, registry: Registry, asked: Questionnaire, catalogue: Catalogue, lang: Lang
) -> File:
    """A questionnaire as an XLSForm for KoboToolbox and ODK that opens in ``lang``.

    Raises ``BadInput`` where the form cannot hold it.
    """
    return form_file(make_form(asked, catalogue), lang, registry)
