"""What experts wrote on items, for editors: found by filters, page by page, and nobody's name or code beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal, cast, get_args

from sqlalchemy import Select, case, func, select
from sqlmodel import Session, col

from lbsap.model.questionnaire import VerdictWord
from lbsap.store.answers import AnswerRow
from lbsap.store.tags import TagRow, tags_on

WordKind = Literal["reason", "supplement"]
WORD_KINDS: Final[tuple[WordKind, ...]] = get_args(WordKind)


@dataclass(frozen=True, slots=True)
class Sought:
    """Which words are wanted: of one kind, and by what else is given. ``verdict`` ``"none"``: no judgement."""

    kind: WordKind = "reason"
    item: str = ""
    verdict: VerdictWord | Literal["", "none"] = ""
    tag: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class Worded:
    """A reason, or contents to add, as it was written. ``answer`` is the id by which editors put tags on it."""

    answer: int
    item: str
    words: str
    verdict: VerdictWord | None
    stratum: str
    language: str
    tags: tuple[str, ...] = ()


def find_words(
    session: Session, round_id: int, sought: Sought, items: Sequence[str], start: int, most: int
) -> tuple[Worded, ...]:
    """At most ``most`` of the words sought, from the place ``start`` on: in the order of ``items``, then by verdict.

    Within a verdict they stand in the order of the alphabet, which tells nothing of who wrote them.
    """
    words = _words_of(sought)
    place = case(
        {item: number for number, item in enumerate(items)}, value=col(AnswerRow.item), else_=len(items)
    )
    chosen = select(
        col(AnswerRow.id), col(AnswerRow.item), words, col(AnswerRow.verdict), col(AnswerRow.stratum),
        col(AnswerRow.language),
    )  # fmt: skip
    ordered = _narrowed(chosen, round_id, sought).order_by(
        place, col(AnswerRow.verdict), words, col(AnswerRow.id)
    )
    found = session.connection().execute(ordered.offset(start).limit(most)).all()
    tags = tags_on(session, [answer for answer, *_ in found])
    return tuple(
        Worded(
            answer, item, said, cast("VerdictWord | None", verdict or None), stratum, language,
            tags.get(answer, ()),
        )
        for answer, item, said, verdict, stratum, language in found
    )  # fmt: skip


def count_words(session: Session, round_id: int, sought: Sought) -> int:
    """How many words are sought."""
    chosen: Select[Any] = select(func.count()).select_from(AnswerRow)
    return int(session.connection().execute(_narrowed(chosen, round_id, sought)).scalar_one())


def _narrowed(chosen: Select[Any], round_id: int, sought: Sought) -> Select[Any]:
    words = _words_of(sought)
    chosen = chosen.where(col(AnswerRow.round_id) == round_id, words != "")
    if sought.item:
        chosen = chosen.where(col(AnswerRow.item) == sought.item)
    if sought.verdict:
        wanted = "" if sought.verdict == "none" else sought.verdict
        chosen = chosen.where(col(AnswerRow.verdict) == wanted)
    if sought.tag:
        tagged = select(col(TagRow.answer_id)).where(col(TagRow.tag) == sought.tag)
        chosen = chosen.where(col(AnswerRow.id).in_(tagged))
    if sought.words:
        chosen = chosen.where(words.icontains(sought.words, autoescape=True))
    return chosen


def _words_of(sought: Sought) -> Any:
    return col(AnswerRow.supplement if sought.kind == "supplement" else AnswerRow.reason)
