"""The public door for plugins: eight hooks, one rule.

A hook is a plural noun, takes no arguments and returns an iterable of values of one type. It is called once, at
start. Work happens later, when the core calls the item that somebody chose by its id. A plugin imports this module,
``lbsap.model`` and, where it reads definition files, ``lbsap.data``; nothing else of the core.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

import pluggy

from lbsap.model.catalogue import Catalogue
from lbsap.model.consultation import ConsensusRule
from lbsap.model.plugin_items import Exporter, Importer, PlanSection
from lbsap.model.policy import PolicyFramework
from lbsap.model.questionnaire import Questionnaire
from lbsap.model.scoring import ScoringVariant

API: Final = 1
"""Counts breaking changes of the door. A plugin says ``LBSAP_API = 1``."""

hookspec = pluggy.HookspecMarker("lbsap")
hookimpl = pluggy.HookimplMarker("lbsap")


@hookspec
def policy_frameworks() -> Iterable[PolicyFramework]:
    """Policy frameworks a city can align with. Data only."""
    return ()


@hookspec
def catalogues() -> Iterable[Catalogue]:
    """Indices and LBSAP outlines. Data only."""
    return ()


@hookspec
def questionnaires() -> Iterable[Questionnaire]:
    """Questionnaires, each about one catalogue. Data only."""
    return ()


@hookspec
def consensus_rules() -> Iterable[ConsensusRule]:
    """Rules that judge a tally: ``judge(tally, parameters) -> Verdict``."""
    return ()


@hookspec
def scoring_variants() -> Iterable[ScoringVariant]:
    """Ways to score a city: ``score(index, readings) -> Scorecard``."""
    return ()


@hookspec
def plan_sections() -> Iterable[PlanSection]:
    """Sections of a plan: ``write(context) -> blocks``."""
    return ()


@hookspec
def importers() -> Iterable[Importer]:
    """Readers of files: ``read(stream, name) -> Imported``."""
    return ()


@hookspec
def exporters() -> Iterable[Exporter]:
    """Writers of files: ``write(value, lang) -> bytes``."""
    return ()
