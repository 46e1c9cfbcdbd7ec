"""The folder of a consultation: what every page of the workbench on it needs, read in one unit of work."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Engine

from lbsap.actions.permissions import allowed_to
from lbsap.model.actor import Actor
from lbsap.store.consultations import Consultation, Round, recall_consultation, rounds_of
from lbsap.store.engine import session_scope


@dataclass(frozen=True, slots=True)
class Folder:
    """A consultation with its rounds in order; it has one at least."""

    consultation: Consultation
    rounds: tuple[Round, ...]

    @property
    def latest(self) -> Round:
        """The newest round, whatever its state."""
        return self.rounds[-1]

    @property
    def judged(self) -> Round | None:
        """The newest round that has closed: the one that decisions rest on."""
        return next((one for one in reversed(self.rounds) if one.state in ("closed", "published")), None)

    @property
    def published(self) -> bool:
        """Whether the revised version has been published; nothing is decided any more."""
        return self.latest.state == "published"

    def round(self, number: int) -> Round | None:
        """The round by its number."""
        return next((one for one in self.rounds if one.number == number), None)


@allowed_to("administrator", "editor", "viewer")
def open_folder(actor: Actor, engine: Engine, consultation_id: int) -> Folder:
    """The folder of a consultation. Raises ``NotFound``. Reads only."""
    with session_scope(engine, write=False) as session:
        return Folder(recall_consultation(session, consultation_id), rounds_of(session, consultation_id))
