"""Which contract each hook's items keep."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from lbsap.testing import definitions, files, judging, writing
from lbsap.testing.bench import Bench

CONTRACTS: Final[Mapping[str, Callable[[Bench, Any], None]]] = {
    "policy_frameworks": definitions.framework,
    "catalogues": definitions.catalogue,
    "questionnaires": definitions.questionnaire,
    "consensus_rules": judging.consensus_rule,
    "scoring_variants": judging.scoring_variant,
    "plan_sections": writing.plan_section,
    "importers": files.importer,
    "exporters": files.exporter,
}
