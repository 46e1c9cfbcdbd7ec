"""The sections of a plan that are shipped: one module each, with its wording in both languages beside it."""

from __future__ import annotations

from lbsap.hooks import hookimpl
from lbsap.model.plugin_items import PlanSection
from lbsap_sections.achievements import ACHIEVEMENTS
from lbsap_sections.actions import ACTIONS
from lbsap_sections.annex_alignment import ANNEX_ALIGNMENT
from lbsap_sections.annex_cbi import ANNEX_CBI
from lbsap_sections.annex_gaps import ANNEX_GAPS
from lbsap_sections.annex_indicators import ANNEX_INDICATORS
from lbsap_sections.annex_maps import ANNEX_MAPS
from lbsap_sections.annex_projects import ANNEX_PROJECTS
from lbsap_sections.annex_tasks import ANNEX_TASKS
from lbsap_sections.annex_terms import ANNEX_TERMS
from lbsap_sections.foreword import FOREWORD
from lbsap_sections.safeguards_funding import SAFEGUARDS_FUNDING
from lbsap_sections.safeguards_monitoring import SAFEGUARDS_MONITORING
from lbsap_sections.safeguards_organisation import SAFEGUARDS_ORGANISATION
from lbsap_sections.safeguards_responsibility import SAFEGUARDS_RESPONSIBILITY
from lbsap_sections.safeguards_technology import SAFEGUARDS_TECHNOLOGY
from lbsap_sections.status import STATUS
from lbsap_sections.strategy_guiding import STRATEGY_GUIDING
from lbsap_sections.strategy_objectives import STRATEGY_OBJECTIVES
from lbsap_sections.strategy_positioning import STRATEGY_POSITIONING
from lbsap_sections.strategy_principles import STRATEGY_PRINCIPLES
from lbsap_sections.strategy_spatial import STRATEGY_SPATIAL
from lbsap_sections.strategy_tasks import STRATEGY_TASKS

LBSAP_API = 1


@hookimpl
def plan_sections() -> list[PlanSection]:
    """The foreword, the five chapters and the annexes."""
    return [
        FOREWORD,
        STATUS,
        ACHIEVEMENTS,
        STRATEGY_GUIDING,
        STRATEGY_PRINCIPLES,
        STRATEGY_POSITIONING,
        STRATEGY_OBJECTIVES,
        STRATEGY_TASKS,
        STRATEGY_SPATIAL,
        ACTIONS,
        SAFEGUARDS_ORGANISATION,
        SAFEGUARDS_RESPONSIBILITY,
        SAFEGUARDS_MONITORING,
        SAFEGUARDS_TECHNOLOGY,
        SAFEGUARDS_FUNDING,
        ANNEX_PROJECTS,
        ANNEX_TASKS,
        ANNEX_ALIGNMENT,
        ANNEX_INDICATORS,
        ANNEX_CBI,
        ANNEX_MAPS,
        ANNEX_TERMS,
        ANNEX_GAPS,
    ]
