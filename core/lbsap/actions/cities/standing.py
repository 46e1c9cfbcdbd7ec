"""Standing texts of this installation: dated, kept by administrators without a release, used where a city has none."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from sqlalchemy import Engine
from sqlmodel import Session

from lbsap.actions.permissions import allowed_to
from lbsap.model.actor import Actor
from lbsap.model.city_plan import DatedText
from lbsap.model.codec import from_plain, to_plain
from lbsap.steps.cities.parts import read_entry
from lbsap.steps.cities.singles import GUIDING
from lbsap.steps.common.stamp import require_unchanged
from lbsap.store.audit import record
from lbsap.store.engine import session_scope
from lbsap.store.installation import held_setting, keep_setting, setting

GUIDING_THOUGHT: Final = "guiding_thought"


def standing_texts(engine: Engine) -> Mapping[str, DatedText]:
    """The standing texts by name; an empty one where none has been kept. Reads only."""
    with session_scope(engine, write=False) as session:
        return {GUIDING_THOUGHT: guiding_within(session)}


def guiding_within(session: Session) -> DatedText:
    """The guiding thought of this installation, within a unit of work."""
    return from_plain(DatedText, setting(session, GUIDING_THOUGHT, {}), GUIDING_THOUGHT)


@allowed_to("administrator")
def save_guiding_thought(actor: Actor, engine: Engine, seen: str, cells: Mapping[str, str]) -> None:
    """Keep the installation's guiding thought. ``seen`` is the stamp of the text that was shown.

    Raises ``BadInput``: what is wrong with the cells, or ``part_changed``.
    """
    with session_scope(engine) as session:
        before = from_plain(DatedText, held_setting(session, GUIDING_THOUGHT, {}), GUIDING_THOUGHT)
        text = read_entry(GUIDING, cells, before=before)
        require_unchanged(before, seen, "newer")
        if text != before:
            keep_setting(session, GUIDING_THOUGHT, to_plain(text), actor.name)
            record(session, actor.name, "standing text changed", GUIDING_THOUGHT)
