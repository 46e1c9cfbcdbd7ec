"""What an import brought, in numbers."""

from __future__ import annotations

from lbsap.model.city import CityData


def counts(city: CityData) -> dict[str, int]:
    """Actions, actions with a baseline (one marked unreadable counts), and targets."""
    return {
        "actions": len(city.actions),
        "baselines": sum(bool(action.baseline) or "baseline" in action.unreadable for action in city.actions),
        "targets": len(city.targets),
    }
