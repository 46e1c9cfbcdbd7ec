"""What administrators set for the installation, on both databases; first of all which variants cities may use."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import Engine

from lbsap.actions.cities.variants import (
    ENABLED,
    enable_variants,
    enabled_variants,
    variant_open_to,
    variants_open_to,
)
from lbsap.model.actor import Actor
from lbsap.model.errors import BadInput, NotAllowed, NotFound
from lbsap.registry import Registry
from lbsap.steps.common.stamp import stamp
from lbsap.store.audit import trail
from lbsap.store.engine import session_scope
from lbsap.store.installation import keep_setting, setting
from tests.services.plugins import built_in

ADMINISTRATOR = Actor("administrator@example.org", frozenset({"administrator"}))
EDITOR = Actor("editor@example.org", frozenset({"editor"}))
HANDBOOK = stamp(("handbook",))
"""The stamp of what is open before anything is enabled."""
OFFICIAL = Actor("city@example.org", frozenset({"city"}), cities=frozenset({1}))


@pytest.fixture(scope="module")
def registry() -> Registry:
    """The built-in plugins."""
    return built_in()


def ids(actor: Actor, engine: Engine, registry: Registry) -> list[str]:
    return [one.id for one in variants_open_to(actor, engine, registry)]


def enable(engine: Engine, registry: Registry, *variants: str) -> None:
    """Enable these and no others, as an administrator who has seen what stands."""
    seen = stamp(enabled_variants(ADMINISTRATOR, engine))
    enable_variants(ADMINISTRATOR, engine, registry, variants, seen)


def test_a_setting_is_what_was_kept_last(engine: Engine) -> None:
    with session_scope(engine) as session:
        assert setting(session, "name", {"usual": 1}) == {"usual": 1}
        keep_setting(session, "name", ["a"], "somebody")
        keep_setting(session, "name", {"b": [1, None]}, "somebody")
    with session_scope(engine, write=False) as session:
        assert setting(session, "name", None) == {"b": [1, None]}


def test_officials_have_the_handbook_until_an_administrator_enables_more(
    engine: Engine, registry: Registry
) -> None:
    assert ids(OFFICIAL, engine, registry) == ["handbook"]
    with pytest.raises(NotFound):
        variant_open_to(OFFICIAL, engine, registry, "continuous")
    enable(engine, registry, "continuous", "handbook")
    assert ids(OFFICIAL, engine, registry) == ["handbook", "continuous"]
    assert variant_open_to(OFFICIAL, engine, registry, "continuous").id == "continuous"
    assert enabled_variants(ADMINISTRATOR, engine) == ("handbook", "continuous")
    enable(engine, registry)
    assert ids(OFFICIAL, engine, registry) == ["handbook"]


def test_editors_have_every_variant_and_enable_none(engine: Engine, registry: Registry) -> None:
    assert len(ids(EDITOR, engine, registry)) > 1
    for actor in (EDITOR, OFFICIAL):
        with pytest.raises(NotAllowed):
            enable_variants(actor, engine, registry, ["continuous"], HANDBOOK)


def test_the_trail_says_who_enabled_what(engine: Engine, registry: Registry) -> None:
    enable(engine, registry, "geometric", "attainable")
    with session_scope(engine, write=False) as session:
        last = trail(session)[-1]
    assert (last.actor, last.what, last.about) == (ADMINISTRATOR.name, "scoring variants enabled", ENABLED)
    assert last.details == {"variants": "attainable, geometric"}


def test_of_two_administrators_who_enable_at_once_the_second_is_told(
    engine: Engine, registry: Registry
) -> None:
    def save(variant: str) -> str:
        try:
            enable_variants(ADMINISTRATOR, engine, registry, [variant], HANDBOOK)
        except BadInput as error:
            return error.problems[0].code
        return "kept"

    with ThreadPoolExecutor(2) as pool:
        told = list(pool.map(save, ("continuous", "geometric")))
    assert sorted(told) == ["kept", "part_changed"]
    kept = ("continuous", "geometric")[told.index("kept")]
    assert enabled_variants(ADMINISTRATOR, engine) == ("handbook", kept)


def test_a_variant_that_no_plugin_offers_cannot_be_enabled(engine: Engine, registry: Registry) -> None:
    with pytest.raises(NotFound):
        enable(engine, registry, "no-such")
    assert ids(OFFICIAL, engine, registry) == ["handbook"]
