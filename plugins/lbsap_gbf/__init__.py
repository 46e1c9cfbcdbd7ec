"""The Kunming-Montreal Global Biodiversity Framework as a policy framework."""

from __future__ import annotations

from pathlib import Path

from lbsap.data import read_value
from lbsap.hooks import hookimpl
from lbsap.model.policy import PolicyFramework

LBSAP_API = 1


@hookimpl
def policy_frameworks() -> list[PolicyFramework]:
    """The global framework: goals, targets and the indicators its monitoring framework names."""
    return [read_value(PolicyFramework, Path(__file__).with_name("gbf.yaml"))]
