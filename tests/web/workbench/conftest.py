"""The workbench on a sample consultation whose first round has closed with the answers of 36 sample experts."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

import pytest
from sqlalchemy import Engine

from lbsap.actions.consultations import close_round, enter_answers, open_consultation
from lbsap.actions.editors.catalogue_drafts import begin_draft
from lbsap.actions.resolve import import_file, resolve
from lbsap.data import shipped
from lbsap.model.actor import Actor
from lbsap.model.catalogue import Catalogue
from lbsap.model.consultation import ConsensusRule
from lbsap.model.plugin_items import Row
from lbsap.model.questionnaire import Questionnaire
from lbsap.model.text import Text
from lbsap.registry import Registry
from lbsap.steps.asking.answers import read_answers
from lbsap.store.consultations import Consultation
from lbsap.store.respondents import Respondent
from tests.web.conftest import Client, Sample

EDITOR = Actor("editor@example.org", frozenset({"editor"}))


def make_answered(engine: Engine, registry: Registry, *, close: bool = True, name: str = "cbi") -> Sample:
    """A consultation with the demo's answers (``cbi`` or ``framework``) in its first round: its ids, without links."""
    questionnaire = registry.get(
        Questionnaire, {"cbi": "cbi-2021-review", "framework": "lbsap-framework-review"}[name]
    )
    catalogue = resolve(Catalogue, questionnaire.about, registry)
    source = shipped("templates", "demo", f"answers-{name}.csv")
    rows = cast(tuple[Row, ...], import_file(source, "rows", registry).value)
    answers = read_answers(rows, questionnaire, catalogue)
    panel = {one.respondent: Respondent(one.respondent, one.stratum) for one in answers}
    consultation = Consultation(
        questionnaire.title, questionnaire, catalogue, host=Text("示例研究院", "Sample Institute")
    )
    rule = registry.get(ConsensusRule, "majority")
    made, round_id = open_consultation(EDITOR, engine, consultation, rule, panel.values())
    enter_answers(EDITOR, engine, round_id, answers)
    if close:
        close_round(EDITOR, engine, round_id)
    return Sample(made, round_id, {})


@pytest.fixture
def answered(engine: Engine, own_registry: Registry) -> Sample:
    """A consultation on the CBI whose first round has closed with 36 sample experts."""
    return make_answered(engine, own_registry)


@pytest.fixture
def draft(engine: Engine, own_registry: Registry) -> int:
    """A draft of the index: its id."""
    return begin_draft(EDITOR, engine, own_registry, "cbi-2021@2021", "cbi-2021", "2026")


@pytest.fixture
def outline(engine: Engine, own_registry: Registry) -> int:
    """A draft of the framework: its id."""
    return begin_draft(EDITOR, engine, own_registry, "lbsap-framework@2026", "lbsap-framework", "2027")


@pytest.fixture
def editor(signed_in: Callable[..., Client]) -> Client:
    """The browser of an editor who reads English."""
    return signed_in("editor")
