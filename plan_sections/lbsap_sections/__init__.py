"""The sections of a plan that are shipped: one module each, with its wording in both languages beside it."""

from __future__ import annotations

from lbsap.hooks import hookimpl
from lbsap.model.plugin_items import PlanSection
from lbsap_sections.achievements import ACHIEVEMENTS
from lbsap_sections.actions import ACTIONS
from lbsap_sections.annex_alignment import ANNEX_ALIGNMENT
from lbsap_sections.annex_cbi import ANNEX_CBI
from lbsap_sections.annex_coordination import ANNEX_COORDINATION
from lbsap_sections.annex_gaps import ANNEX_GAPS
from lbsap_sections.annex_indicators import ANNEX_INDICATORS
from lbsap_sections.annex_maps import ANNEX_MAPS
from lbsap_sections.annex_projects import ANNEX_PROJECTS
from lbsap_sections.annex_tasks import ANNEX_TASKS
from lbsap_sections.annex_terms import ANNEX_TERMS
from lbsap_sections.foreword import FOREWORD
from lbsap_sections.letter import LETTER
from lbsap_sections.note_background import NOTE_BACKGROUND
from lbsap_sections.note_basis import NOTE_BASIS
from lbsap_sections.note_consultation import NOTE_CONSULTATION
from lbsap_sections.note_content import NOTE_CONTENT
from lbsap_sections.note_gaps import NOTE_GAPS
from lbsap_sections.note_process import NOTE_PROCESS
from lbsap_sections.notice import NOTICE
from lbsap_sections.request import REQUEST
from lbsap_sections.research_alignment import RESEARCH_ALIGNMENT
from lbsap_sections.research_basis import RESEARCH_BASIS
from lbsap_sections.research_gaps import RESEARCH_GAPS
from lbsap_sections.research_index import RESEARCH_INDEX
from lbsap_sections.research_indicators import RESEARCH_INDICATORS
from lbsap_sections.research_missing import RESEARCH_MISSING
from lbsap_sections.research_robustness import RESEARCH_ROBUSTNESS
from lbsap_sections.research_trend import RESEARCH_TREND
from lbsap_sections.safeguards_finance import SAFEGUARDS_FINANCE
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
from lbsap_sections.summary import SUMMARY

LBSAP_API = 1


@hookimpl
def plan_sections() -> list[PlanSection]:
    """The plan text, then the other documents, each in the order of its parts."""
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
        SAFEGUARDS_FINANCE,
        ANNEX_PROJECTS,
        ANNEX_TASKS,
        ANNEX_COORDINATION,
        ANNEX_ALIGNMENT,
        ANNEX_INDICATORS,
        ANNEX_CBI,
        ANNEX_MAPS,
        ANNEX_TERMS,
        ANNEX_GAPS,
        RESEARCH_BASIS,
        RESEARCH_INDEX,
        RESEARCH_INDICATORS,
        RESEARCH_TREND,
        RESEARCH_MISSING,
        RESEARCH_ROBUSTNESS,
        RESEARCH_GAPS,
        RESEARCH_ALIGNMENT,
        NOTE_BACKGROUND,
        NOTE_PROCESS,
        NOTE_BASIS,
        NOTE_CONTENT,
        NOTE_CONSULTATION,
        NOTE_GAPS,
        NOTICE,
        LETTER,
        REQUEST,
        SUMMARY,
    ]
