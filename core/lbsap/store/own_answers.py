"""The answers of one respondent, as every page of an expert reads them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import Row, Select, bindparam, select
from sqlmodel import Session

from lbsap.store.answers import AnswerRow, KeptAnswer, kept_answer
from lbsap.store.columns import table_of
from lbsap.store.respondents import RespondentRow


def _of() -> Select[Any]:
    """The answers of a respondent in a round. Made once, as the statements of ``rows_by``."""
    answer, person = (table_of(row).c for row in (AnswerRow, RespondentRow))
    asked = (answer.respondent_id == bindparam("respondent_id"), answer.round_id == bindparam("round_id"))
    columns = (column for column in answer if column.name not in ("round_id", "respondent_id"))
    answers = select(*columns, person.code).join_from(answer.id.table, person.id.table)
    return answers.where(*asked).order_by(answer.item)


_OF = _of()


def answers_of(session: Session, respondent_id: int, round_id: int) -> Mapping[str, KeptAnswer]:
    """The answers of one respondent that stand in a round, by item."""
    of = {"respondent_id": respondent_id, "round_id": round_id}
    return _Answers({row.item: row for row in session.connection().execute(_OF, of)})


class _Answers(Mapping[str, KeptAnswer]):
    """Answers by item. Each row becomes a value when it is asked for: most pages ask for a few, or only how many."""

    def __init__(self, rows: Mapping[str, Row[Any]]) -> None:
        self._rows = rows
        self._made: dict[str, KeptAnswer] = {}

    def __getitem__(self, item: str) -> KeptAnswer:
        if item not in self._made:
            row = self._rows[item]
            self._made[item] = kept_answer(row, row.code)
        return self._made[item]

    def __contains__(self, item: object) -> bool:
        return item in self._rows

    def __iter__(self) -> Iterator[str]:
        return iter(self._rows)

    def __len__(self) -> int:
        return len(self._rows)
