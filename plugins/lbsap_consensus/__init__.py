"""The shipped consensus rules. Each is a versioned value, fixed before a round opens."""

from __future__ import annotations

from lbsap.hooks import hookimpl
from lbsap.model.consultation import ConsensusRule
from lbsap_consensus import comet, lawshe, majority, rand_ucla

LBSAP_API = 1


@hookimpl
def consensus_rules() -> list[ConsensusRule]:
    """Majority of verdicts, RAND/UCLA appropriateness, COMET 70/15, Lawshe's content validity ratio."""
    return [majority.RULE, rand_ucla.RULE, comet.RULE, lawshe.RULE]
