"""What the demo's consultations are made from: shipped sample answers, and whose data they are said to be."""

from __future__ import annotations

from typing import Final, cast

from lbsap.actions.resolve import import_file, resolve
from lbsap.data import shipped
from lbsap.model.catalogue import Catalogue
from lbsap.model.consultation import Answer
from lbsap.model.plugin_items import Row
from lbsap.model.questionnaire import Questionnaire
from lbsap.model.text import Text
from lbsap.registry import Registry
from lbsap.steps.asking.answers import read_answers

HOST: Final = Text("演示数据，无实际主办单位", "Sample data, no real host")
CONSULTATIONS: Final = (("cbi-2021-review", "cbi"), ("lbsap-framework-review", "framework"))
"""The questionnaires of the demo, and what the files of its sample answers are called."""


def sample_basis(registry: Registry, questionnaire_id: str) -> tuple[Questionnaire, Catalogue]:
    """A shipped questionnaire and the catalogue it is about."""
    questionnaire = registry.get(Questionnaire, questionnaire_id)
    return questionnaire, resolve(Catalogue, questionnaire.about, registry)


def sample_answers(
    registry: Registry, questionnaire: Questionnaire, catalogue: Catalogue, name: str
) -> tuple[Answer, ...]:
    """The sample answers in ``answers-NAME.csv``."""
    source = shipped("templates", "demo", f"answers-{name}.csv")
    rows = cast(tuple[Row, ...], import_file(source, "rows", registry).value)
    return read_answers(rows, questionnaire, catalogue)
