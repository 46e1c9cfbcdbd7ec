"""Answers as rows to export: long (a row for each respondent and item) and wide (a row for each respondent).

Codes stand beside their words in both languages. The long table is one that ``read_answers`` takes: read back, it
gives the same answers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from typing import Any, Final, cast

from lbsap.model.catalogue import Catalogue
from lbsap.model.cells import quoted
from lbsap.model.consultation import Answer
from lbsap.model.questionnaire import Questionnaire, VerdictWord
from lbsap.model.said import Said, Speaker, marks_in
from lbsap.model.text import Text
from lbsap.steps.asking.questionnaire import asked_items
from lbsap.steps.common.report_words import YES_NO
from lbsap.steps.editing.export_labels import NOT_SHOWN, SKIPPED, Labels, coded, in_languages, several

CELL_END, LINE_END = b",", b"\r\n"
_WHO: Final = ("respondent", *in_languages("stratum"), "round", "instrument")
_ITEM: Final = ("item", "item_number", "item_zh", "item_en")
_MOST_KEPT: Final = 20_000
_YES_OR_NO: Final = {"yes": YES_NO[True], "no": YES_NO[False], "": Text()}
Cells = tuple[str, ...]


def long_columns(questionnaire: Questionnaire) -> Cells:
    """The columns of the long table."""
    return (*_WHO, *_ITEM, *answer_columns(questionnaire))


def answer_columns(questionnaire: Questionnaire) -> Cells:
    """The columns of one answer, in both tables."""
    named = in_languages("verdict"), ("name_zh", "name_en"), in_languages("settings")
    ratings = tuple(rating.id for rating in questionnaire.items.ratings)
    marked = in_languages("troubles"), ratings, in_languages("applied")
    return tuple(chain(*named, *marked, ("reason", "supplement", "language")))


class AnswerTable:
    """The rows of one round's answers, for one questionnaire and catalogue."""

    def __init__(self, questionnaire: Questionnaire, catalogue: Catalogue, round_number: int) -> None:
        self.labels = Labels(questionnaire, catalogue)
        self._questionnaire = questionnaire
        self._round = str(round_number)
        self._instrument = f"{questionnaire.id}@{questionnaire.version}"
        self._ratings = tuple(rating.id for rating in questionnaire.items.ratings)
        self._answered = answer_columns(questionnaire)
        self.items = tuple(item.id for item in asked_items(questionnaire, catalogue))
        self._kept = (
            _Kept(self.labels.item),
            _Kept(lambda verdict: coded(verdict, self.labels.verdicts)),
            _Kept(self._marked),
            _Kept(_applied),
            _Kept(lambda language: (language,), LINE_END),
        )

    @property
    def long_heads(self) -> Cells:
        """The columns of the long table."""
        return long_columns(self._questionnaire)

    def long_rows(self, speakers: Iterable[Speaker]) -> Iterator[Cells]:
        """The rows of the long table: as many for each respondent as items were shown."""
        for speaker in speakers:
            who = self._who(speaker)
            for said in speaker.answers:
                yield (*who, *self.labels.item(said[1]), *self._cells(said))

    def wide_heads(self, *, profile: bool) -> Cells:
        """The columns of the wide table; those of the profile where ``profile`` says so."""
        asked = [one.id for one in self._questionnaire.profile if profile and not one.stratum]
        about = chain(*(in_languages(f"profile.{name}") for name in asked))
        answers = (f"{item}.{column}" for item in self.items for column in self._answered)
        return (*_WHO, *about, *answers)

    def wide_rows(self, speakers: Iterable[Speaker], *, profile: bool) -> Iterator[Cells]:
        """The rows of the wide table. Skipped and not shown are told apart in the columns of the verdict."""
        not_shown = (*coded("not_shown", {"not_shown": NOT_SHOWN}), *[""] * (len(self._answered) - 3))
        for speaker in speakers:
            said = {one[1]: self._cells(one) for one in speaker.answers}
            skipped = coded("skipped", {"skipped": SKIPPED})
            cells = (said.get(item, not_shown) for item in self.items)
            told = (one if one[0] else (*skipped, *one[3:]) for one in cells)
            about = self._profile(speaker) if profile else ()
            yield (*self._who(speaker), *about, *chain(*told))

    def _who(self, speaker: Speaker) -> Cells:
        return (speaker.code, *coded(speaker.stratum, self.labels.strata), self._round, self._instrument)

    def _cells(self, said: Said) -> Cells:
        _, _, verdict, name_zh, name_en, applied, reason, supplement, language, marks = said
        named = (*coded(verdict, self.labels.verdicts), name_zh, name_en)
        return (*named, *self._marked(marks), *_applied(applied), reason, supplement, language)

    def _marked(self, marks: str) -> Cells:
        settings, troubles, ratings = marks_in(marks)
        changed = several(settings, self.labels.settings)
        return (
            *changed,
            *several(troubles, self.labels.troubles),
            *(str(ratings.get(one, "")) for one in self._ratings),
        )

    def _profile(self, speaker: Speaker) -> Cells:
        cells: list[str] = []
        for question in self._questionnaire.profile:
            if not question.stratum:
                given = speaker.profile.get(question.id) or ()
                codes = [given] if isinstance(given, str) else given
                cells += several(codes, {choice.id: choice.title for choice in question.choices})
        return tuple(cells)

    def long_csv(self, speaker: Speaker) -> bytes:
        """The same rows as lines of CSV: what many answers have in common is written once and kept."""
        who = _csv(self._who(speaker))
        items, verdicts, marked, applied, languages = self._kept
        parts: list[bytes] = []
        for _, item, verdict, zh, en, used, reason, more, language, marks in speaker.answers:
            parts += (
                who,
                items[item],
                verdicts[verdict],
                _csv((zh, en)) if zh or en else _TWO_EMPTY,
                marked[marks],
                applied[used],
                _csv((reason, more)) if reason or more else _TWO_EMPTY,
                languages[language],
            )
        return b"".join(parts)


class _Kept(dict[Any, bytes]):
    """Cells as CSV by what they are made from; after them stands ``end``."""

    def __init__(self, make: Callable[[Any], Cells], end: bytes = CELL_END) -> None:
        self._make, self._end = make, end

    def __missing__(self, key: Any) -> bytes:
        if len(self) >= _MOST_KEPT:
            self.clear()
        text = self[key] = _csv(self._make(key), self._end)
        return text


def answer_of(speaker: Speaker, said: Said) -> Answer:
    """An answer as the value that steps work on."""
    _, item, verdict, name_zh, name_en, applied, reason, supplement, _, marks = said
    settings, troubles, ratings = marks_in(marks)
    return Answer(
        speaker.code,
        item,
        cast("VerdictWord | None", verdict or None),
        Text(name_zh, name_en),
        settings,
        troubles,
        None if applied is None else bool(applied),
        ratings,
        reason,
        supplement,
        speaker.stratum,
    )


def _applied(used: bool | int | None) -> Cells:
    return coded("" if used is None else "yes" if used else "no", _YES_OR_NO)


def _csv(cells: Iterable[str], end: bytes = CELL_END) -> bytes:
    return ",".join(map(quoted, cells)).encode() + end


_TWO_EMPTY: Final = _csv(("", ""))
