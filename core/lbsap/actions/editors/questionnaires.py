"""The questionnaire of a consultation: one of those offered, one made from the catalogue, or a file of the host's."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from lbsap.actions.permissions import allowed_to
from lbsap.data import decode, dump, parse, placed
from lbsap.model.actor import Actor
from lbsap.model.catalogue import Catalogue
from lbsap.model.codec import from_plain, to_plain
from lbsap.model.errors import BadInput
from lbsap.model.problems import Problem
from lbsap.model.questionnaire import Questionnaire
from lbsap.registry import Registry
from lbsap.steps.questionnaire import asked_items
from lbsap.steps.questionnaire_making import refuse_unfit


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
def read_questionnaire(actor: Actor, name: str, content: bytes, catalogue: Catalogue) -> Questionnaire:
    """The questionnaire that a YAML file holds, which problems call ``name``.

    Raises ``BadInput`` naming line and field of every fault: wrong values, a language that is missing, another
    catalogue.
    """
    text = decode(content, name)
    data = parse(text, name)
    try:
        made = from_plain(Questionnaire, data)
        refuse_unfit(made, catalogue)
    except BadInput as fault:
        raise BadInput(_in_file(one, text, name) for one in fault.problems) from None
    return made


def _in_file(fault: Problem, text: str, name: str) -> Problem:
    return placed(fault, text, name) if fault.where else replace(fault, where=name)


def questionnaire_file(questionnaire: Questionnaire) -> bytes:
    """A questionnaire as a YAML file: to read, to change elsewhere and to bring back."""
    return dump(to_plain(questionnaire)).encode("utf-8")
