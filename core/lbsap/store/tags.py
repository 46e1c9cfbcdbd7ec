"""Tags that editors put on the reasons of answers, to find them again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime

from sqlalchemy import UniqueConstraint, literal
from sqlmodel import Field, Session, col, delete, func, select

from lbsap.store.answers import AnswerRow
from lbsap.store.columns import NEVER_REUSED, Table, UtcDateTime, insert_for, now


class TagRow(Table, table=True):
    """A tag on the reason of an answer."""

    __tablename__ = "reason_tag"
    __table_args__ = (UniqueConstraint("answer_id", "tag"), NEVER_REUSED)

    id: int = Field(default=None, primary_key=True)
    answer_id: int = Field(foreign_key="answer.id", ondelete="CASCADE", index=True)
    tag: str
    made_by: str
    made_at: datetime = Field(sa_type=UtcDateTime)


def add_tag(session: Session, round_id: int, answers: Collection[int], tag: str, by: str) -> int:
    """Put a tag on reasons of a round, by the ids of their answers. Returns how many got it: ids of other rounds,
    answers without a reason and those that bear it already are passed over."""
    bearing = select(col(AnswerRow.id), literal(tag), literal(by), literal(now(), type_=UtcDateTime())).where(
        AnswerRow.round_id == round_id, col(AnswerRow.id).in_(answers), AnswerRow.reason != ""
    )
    statement = (
        insert_for(session, TagRow)
        .from_select(["answer_id", "tag", "made_by", "made_at"], bearing)
        .on_conflict_do_nothing(index_elements=["answer_id", "tag"])
        .returning(col(TagRow.id))
    )
    return len(session.connection().execute(statement).all())


def remove_tag(session: Session, round_id: int, answer: int, tag: str) -> bool:
    """Take a tag from a reason of a round; whether there was one."""
    own = select(AnswerRow.id).where(AnswerRow.round_id == round_id, AnswerRow.id == answer)
    gone = session.exec(
        delete(TagRow).where(col(TagRow.answer_id).in_(own), col(TagRow.tag) == tag).returning(col(TagRow.id))
    )
    return bool(gone.all())


def remove_tags_of(session: Session, respondent_id: int) -> None:
    """Take all tags from the reasons of a respondent, whose words are being deleted."""
    own = select(AnswerRow.id).where(AnswerRow.respondent_id == respondent_id)
    session.exec(delete(TagRow).where(col(TagRow.answer_id).in_(own)))


def tags_on(session: Session, answers: Collection[int]) -> dict[int, tuple[str, ...]]:
    """The tags of answers, by the id of the answer, in the order of the alphabet."""
    found: dict[int, list[str]] = defaultdict(list)
    chosen = select(TagRow.answer_id, TagRow.tag).where(col(TagRow.answer_id).in_(answers))
    for answer, tag in session.exec(chosen.order_by(col(TagRow.tag))):
        found[answer].append(tag)
    return {answer: tuple(tags) for answer, tags in found.items()}


def count_tags(session: Session, round_id: int, item: str = "") -> dict[str, int]:
    """How many reasons of a round (of one item, where it is named) bear each tag, in the order of the alphabet."""
    chosen = (
        select(TagRow.tag, func.count())
        .join(AnswerRow, col(AnswerRow.id) == TagRow.answer_id)
        .where(AnswerRow.round_id == round_id, AnswerRow.reason != "")
    )
    chosen = chosen.where(AnswerRow.item == item) if item else chosen
    return dict(session.exec(chosen.group_by(col(TagRow.tag)).order_by(col(TagRow.tag))).all())
