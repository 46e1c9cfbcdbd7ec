"""Binding a questionnaire to the catalogue version it is asked about."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lbsap.model.catalogue import Catalogue, Item
from lbsap.model.errors import BadInput
from lbsap.model.problems import problem
from lbsap.model.questionnaire import Questionnaire


def asked_items(questionnaire: Questionnaire, catalogue: Catalogue) -> tuple[Item, ...]:
    """The items of ``catalogue`` that experts judge, in order.

    Raises ``BadInput`` where the questionnaire is about another catalogue or another version of it.
    """
    name, _, version = questionnaire.about.partition("@")
    if name != catalogue.id or version not in ("", catalogue.version):
        raise BadInput(
            [
                problem(
                    "questionnaire_about",
                    questionnaire.id,
                    about=questionnaire.about,
                    given=catalogue.reference,
                )
            ]
        )
    return tuple(_leaves(catalogue) if catalogue.kind == "index" else catalogue.items)


def strata_in_order(questionnaire: Questionnaire, strata: Iterable[str]) -> list[str]:
    """Strata in the order of the questionnaire's choices; others, the unstated one among them, last."""
    asked = (question for question in questionnaire.profile if question.stratum)
    order = [choice.id for question in asked for choice in question.choices]
    given = set(strata)
    return [*(one for one in order if one in given), *sorted(given.difference(order), reverse=True)]


def _leaves(catalogue: Catalogue) -> Iterator[Item]:
    return (item for item in catalogue.items if item.indicator is not None)
