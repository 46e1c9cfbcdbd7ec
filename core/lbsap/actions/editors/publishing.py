"""What a publication would freeze, shown before it is done, and the publishing itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from sqlalchemy import Engine
from sqlmodel import Session

from lbsap.actions.consultations import publish_revision
from lbsap.actions.editors.catalogues import versions_in
from lbsap.actions.editors.folder import Folder
from lbsap.actions.permissions import allowed_to
from lbsap.model.actor import Actor
from lbsap.model.catalogue import Catalogue, Item
from lbsap.model.codec import digest
from lbsap.model.comments import Comment
from lbsap.model.consultation import Decision
from lbsap.model.errors import BadInput
from lbsap.model.problems import Problem, problem
from lbsap.registry import Registry
from lbsap.steps.catalogues.catalogue import refuse_faulty
from lbsap.steps.catalogues.changes import ItemChange, change_list
from lbsap.steps.catalogues.revise import next_version, revise, undecided
from lbsap.store.catalogues import Published, load_catalogue, published_from
from lbsap.store.comments import comments_on
from lbsap.store.decisions import decisions_in
from lbsap.store.engine import session_scope

_OF_THE_VERSION: Final = frozenset({"version_form", "version_same", "version_taken"})


@dataclass(frozen=True, slots=True)
class Revision:
    """The version that the decisions taken so far make of a catalogue; items without a decision stay as they are.

    ``new`` is ``None`` where the decisions do not fit together; ``problems`` say why. ``version_problems`` are those
    of the version asked for; the next free one then stands in its place. ``published`` is what was frozen in the end.
    """

    old: Catalogue
    new: Catalogue | None
    suggested: str
    digest: str = ""
    undecided: tuple[Item, ...] = ()
    problems: tuple[Problem, ...] = ()
    version_problems: tuple[Problem, ...] = ()
    changes: tuple[ItemChange, ...] = ()
    unanswered: int = 0
    published: Published | None = None

    @property
    def ready(self) -> bool:
        """Whether nothing in the decisions stands in the way of publishing."""
        return self.new is not None and not self.undecided and not self.problems and not self.published


@allowed_to("administrator", "editor", "viewer")
def open_revision(
    actor: Actor, engine: Engine, registry: Registry, folder: Folder, version: str = ""
) -> Revision:
    """The revision of a consultation as it stands, under ``version`` or the next one free. Reads only."""
    old = folder.consultation.catalogue
    with session_scope(engine, write=False) as session:
        made = tuple(kept.decision for kept in decisions_in(session, folder.consultation.id))
        comments = comments_on(session, folder.consultation.id)
        published = published_from(session, folder.latest.id)
        frozen = load_catalogue(session, published.reference) if published else None
        taken = _taken(session, registry, old)
    suggested = next_version(old.version, taken)
    if frozen is not None and published is not None:
        changes = change_list(old, frozen, made, comments)
        unanswered = _unanswered(comments)
        return Revision(
            old,
            frozen,
            suggested,
            published.digest,
            changes=changes,
            unanswered=unanswered,
            published=published,
        )
    return _made(old, made, comments, version or suggested, suggested, taken)


@allowed_to("administrator", "editor")
def publish(
    actor: Actor, engine: Engine, registry: Registry, folder: Folder, version: str, seen: str
) -> Catalogue:
    """Publish the revision whose digest the editor saw; sent twice, it is one publication.

    Raises ``BadInput``: decisions are missing or have changed, the version is taken, the round is not closed, or
    somebody else has published another version.
    """
    revision = open_revision(actor, engine, registry, folder, version)
    if revision.version_problems:
        raise BadInput(revision.version_problems)
    return publish_revision(actor, engine, folder.latest.id, version, seen)


def _made(
    old: Catalogue,
    made: tuple[Decision, ...],
    comments: tuple[Comment, ...],
    version: str,
    suggested: str,
    taken: frozenset[str],
) -> Revision:
    left = undecided(old, made)
    open_items = tuple(item for item in old.items if item.id in left)
    new, found = _revised(old, made, version)
    wrong = [one for one in found if one.code in _OF_THE_VERSION]
    if version in taken and not wrong:
        wrong = [problem("version_taken", old.reference, reference=f"{old.id}@{version}")]
    if wrong:
        new, found = _revised(old, made, suggested)
    return Revision(
        old,
        new,
        suggested,
        digest(new) if new else "",
        open_items,
        tuple(found),
        tuple(wrong),
        change_list(old, new, made, comments) if new else (),
        _unanswered(comments),
    )


def _revised(
    old: Catalogue, made: tuple[Decision, ...], version: str
) -> tuple[Catalogue | None, tuple[Problem, ...]]:
    try:
        new = revise(old, made, version)
    except BadInput as fault:
        return None, fault.problems
    try:
        refuse_faulty(new)
    except BadInput as fault:
        return new, fault.problems
    return new, ()


def _unanswered(comments: tuple[Comment, ...]) -> int:
    return sum(one.fate is None for one in comments)


def _taken(session: Session, registry: Registry, old: Catalogue) -> frozenset[str]:
    """The versions of this catalogue that are published or shipped."""
    references = (one.reference.partition("@") for one in versions_in(session, registry))
    return frozenset(version for name, _, version in references if name == old.id)
