"""The answers of one respondent, as every page of an expert reads them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Row, Select, bindparam, select
from sqlmodel import Session

from lbsap.store.answers import AnswerRow, KeptAnswer, Mark, MarkRow, kept_answer
from lbsap.store.columns import table_of
from lbsap.store.respondents import RespondentRow


def _of() -> tuple[Select[Any], Select[Any]]:
    """The answers of a respondent in a round, and the marks on them. Made once, as the statements of ``rows_by``."""
    answer, mark, person = (table_of(row).c for row in (AnswerRow, MarkRow, RespondentRow))
    asked = (answer.respondent_id == bindparam("respondent_id"), answer.round_id == bindparam("round_id"))
    columns = (column for column in answer if column.name not in ("round_id", "respondent_id"))
    answers = select(*columns, person.code).join_from(answer.id.table, person.id.table).where(*asked)
    marks = select(mark.answer_id, mark.kind, mark.mark, mark.value).join_from(mark.id.table, answer.id.table)
    return answers.order_by(answer.item), marks.where(*asked).order_by(mark.id)


_OF, _MARKS_OF = _of()


def answers_of(session: Session, respondent_id: int, round_id: int) -> Mapping[str, KeptAnswer]:
    """The answers of one respondent that stand in a round, by item."""
    of = {"respondent_id": respondent_id, "round_id": round_id}
    found = session.connection().execute(_OF, of).all()
    marks: dict[int, list[Mark]] = defaultdict(list)
    for answer_id, kind, mark, value in session.connection().execute(_MARKS_OF, of) if found else ():
        marks[answer_id].append((kind, mark, value))
    return _Answers({row.item: row for row in found}, marks)


class _Answers(Mapping[str, KeptAnswer]):
    """Answers by item. Each row becomes a value when it is asked for: most pages ask for a few, or only how many."""

    def __init__(self, rows: Mapping[str, Row[Any]], marks: Mapping[int, Sequence[Mark]]) -> None:
        self._rows, self._marks = rows, marks
        self._made: dict[str, KeptAnswer] = {}

    def __getitem__(self, item: str) -> KeptAnswer:
        if item not in self._made:
            row = self._rows[item]
            self._made[item] = kept_answer(row, row.code, self._marks.get(row.id, ()))
        return self._made[item]

    def __contains__(self, item: object) -> bool:
        return item in self._rows

    def __iter__(self) -> Iterator[str]:
        return iter(self._rows)

    def __len__(self) -> int:
        return len(self._rows)
