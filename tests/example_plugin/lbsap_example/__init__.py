"""Coasts and the sea, for lbsap: four hooks, each in a module of its own."""

from __future__ import annotations

from lbsap_example.coast import plan_sections
from lbsap_example.questions import questionnaires
from lbsap_example.two_thirds import consensus_rules
from lbsap_example.weakest import scoring_variants

LBSAP_API = 1

__all__ = ["LBSAP_API", "consensus_rules", "plan_sections", "questionnaires", "scoring_variants"]
