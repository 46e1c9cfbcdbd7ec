"""Proposed names brought together by an editor under one face, and parted again."""

from __future__ import annotations

from sqlalchemy import Engine

from lbsap.actions.editors.folder import Folder
from lbsap.actions.editors.results import asked_item
from lbsap.actions.permissions import allowed_to
from lbsap.model.actor import Actor
from lbsap.steps.asking.answers import Cells
from lbsap.steps.editing.naming import read_apart, read_group
from lbsap.store.audit import record
from lbsap.store.engine import session_scope
from lbsap.store.names import add_group, groups_on, names_proposed, part_group


@allowed_to("administrator", "editor")
def group_names(actor: Actor, engine: Engine, folder: Folder, item_id: str, data: Cells) -> int:
    """Confirm that names proposed for an item are one and the same, as a form says: see ``read_group``.

    Returns the id of the group. Raises ``BadInput``; ``NotFound`` for an item that was not asked.
    """
    item, consultation = asked_item(folder, item_id), folder.consultation.id
    with session_scope(engine) as session:
        groups = groups_on(session, consultation, item.id, hold=True)
        new = read_group(item.id, data, names_proposed(session, consultation, item.id), groups)
        group_id = add_group(session, consultation, new, actor.name)
        about = f"consultation {consultation}"
        record(
            session, actor.name, "names grouped", about, item=item.id, group=group_id, names=len(new.members)
        )
    return group_id


@allowed_to("administrator", "editor")
def tell_names_apart(actor: Actor, engine: Engine, folder: Folder, item_id: str, data: Cells) -> int:
    """Keep that names which look alike do not mean the same (``choices``), so that they are not suggested again.

    Returns the id by which ``part_names`` takes it back. Raises ``BadInput`` for names that nobody proposes any more,
    ``NotFound`` for an item that was not asked.
    """
    item, consultation = asked_item(folder, item_id), folder.consultation.id
    with session_scope(engine) as session:
        groups_on(session, consultation, item.id, hold=True)
        new = read_apart(item.id, data, names_proposed(session, consultation, item.id))
        group_id = add_group(session, consultation, new, actor.name)
        about = f"consultation {consultation}"
        record(
            session,
            actor.name,
            "names told apart",
            about,
            item=item.id,
            group=group_id,
            names=len(new.members),
        )
    return group_id


@allowed_to("administrator", "editor")
def part_names(actor: Actor, engine: Engine, folder: Folder, group_id: int) -> None:
    """Take a group back: its names stand alone again, or, where they were told apart, may be suggested again.

    Raises ``NotFound``.
    """
    consultation = folder.consultation.id
    with session_scope(engine) as session:
        gone = part_group(session, consultation, group_id)
        about = f"consultation {consultation}"
        record(session, actor.name, "names parted", about, item=gone.item, group=group_id)
