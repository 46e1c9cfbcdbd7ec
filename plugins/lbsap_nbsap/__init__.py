"""China's Biodiversity Conservation Strategy and Action Plan (2023-2030) as a policy framework."""

from __future__ import annotations

from pathlib import Path

from lbsap.data import read_value
from lbsap.hooks import hookimpl
from lbsap.model.policy import PolicyFramework

LBSAP_API = 1


@hookimpl
def policy_frameworks() -> list[PolicyFramework]:
    """The national plan: priority areas, actions, projects, results by year, and the crosswalk to the GBF."""
    return [read_value(PolicyFramework, Path(__file__).with_name("nbsap_2023_2030.yaml"))]
