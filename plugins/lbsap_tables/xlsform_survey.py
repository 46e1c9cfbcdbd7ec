"""What the rows of an XLSForm say of a questionnaire: writing makes them, reading compares with them.

Names are made of ids and never of numbers or labels: ``verdict__cbi2021_09`` in the group ``Item__cbi2021_09``. What is
not asked of an item begins with a capital letter, which no id has.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from typing import Final

from lbsap.model.plugin_items import FormItem, QuestionnaireForm
from lbsap.model.questionnaire import Choice, Questionnaire, Rating
from lbsap.model.text import LANGS, Text

ENDS: Final = ("end_group", "end_repeat")
JUDGEMENTS, SETTINGS, TROUBLES, YES_NO, GROUPS = "verdicts", "settings", "troubles", "yes_no", "groups"
"""The lists of choices beside those of the questions on the expert."""
SCALE: Final = "start=1 end=9 step=1"
YES: Final = Text("是", "Yes")
NO: Final = Text("否", "No")
VERDICT: Final = Text("您的意见", "Your judgement")
NAME_ZH: Final = Text("新名称（中文）", "New name in Chinese")
NAME_EN: Final = Text("新名称（英文）", "New name in English")
NAME_HINT: Final = Text("中文或英文填写一种即可。", "One language suffices.")
REASON: Final = Text("理由", "Reason")
SETTINGS_LABEL: Final = Text("除名称外，还应调整哪些设置？", "What should change, apart from the name?")
TROUBLES_LABEL: Final = Text("使用中遇到的困难", "Trouble met")
ABOUT_YOU: Final = Text("专家情况", "About you")
CLOSING: Final = Text("总体意见", "Closing questions")
PROPOSED: Final = (
    ("name_zh", Text("中文名称", "Name in Chinese")),
    ("name_en", Text("英文名称", "Name in English")),
    ("parent", Text("所属核心要素或章", "Component or chapter it belongs to")),
    ("content", Text("计算方法或内容要求", "How it is calculated, or what it holds")),
    ("data_source", Text("数据从何处取得", "Where the data come from")),
    ("reason", REASON),
)
_ENDS_OF_SCALE: Final = ("1", "9")
_COLON: Final = Text("：", ": ")
_COLONS: Final = re.compile("[:：]")
_MOST_COLONS: Final = 10


@dataclass(frozen=True, slots=True)
class Question:
    """A row of the sheet ``survey``: a question, a note, a fact (``calculation``), or where a group begins or ends."""

    type: str
    name: str = ""
    label: Text = Text()
    hint: Text = Text()
    required: str = ""
    relevant: str = ""
    parameters: str = ""
    calculation: str = ""
    appearance: str = ""


def survey(form: QuestionnaireForm) -> Iterator[Question]:
    """The rows of the sheet ``survey``, in order."""
    asked = form.questionnaire
    yield from _facts(form)
    yield Question("note", "Form__title", asked.title)
    if asked.purpose:
        yield Question("note", "Form__purpose", asked.purpose)
    profile = [
        Question(
            f"{'select_multiple' if one.several else 'select_one'} profile_{one.id}",
            f"{'Stratum' if one.stratum else 'Profile'}__{one.id}",
            one.title,
            hints(one.choices),
            required="yes" if one.stratum else "",
        )
        for one in asked.profile
    ]
    yield from _within("Form__profile", ABOUT_YOU, profile)
    for group in form.groups:
        items = (
            _within(f"Item__{item.id}", item.title, _item(asked, item), "field-list") for item in group.items
        )
        yield from _within(f"Group__{group.id}", group.title, chain.from_iterable(items))
    if asked.new_items:
        proposed = [Question(_proposed_type(field), f"Proposal__{field}", label) for field, label in PROPOSED]
        yield Question("begin_repeat", "Form__proposals", asked.new_items)
        yield from proposed
        yield Question("end_repeat")
    closing = [Question("text", f"Closing__{one.id}", one.title, one.hint) for one in asked.closing]
    yield from _within("Form__closing", CLOSING, closing)


def choices(form: QuestionnaireForm) -> Iterator[tuple[str, Choice]]:
    """The rows of the sheet ``choices``: the list and the choice, in order."""
    asked = form.questionnaire
    lists: dict[str, Sequence[Choice]] = {
        JUDGEMENTS: asked.items.verdicts,
        SETTINGS: asked.items.settings,
        TROUBLES: asked.items.troubles,
        YES_NO: (Choice("yes", YES), Choice("no", NO)) if asked.items.applied else (),
        **{f"profile_{one.id}": one.choices for one in asked.profile},
        GROUPS: [Choice(one.id, one.title) for one in form.groups] if asked.new_items else (),
    }
    return ((name, one) for name, members in lists.items() for one in members)


def hints(members: Sequence[Choice]) -> Text:
    """The hints of choices as that of their question, a line for each, since XLSForm has none for choices."""
    return _lines([(one.title, one.hint) for one in members])


def scale(rating: Rating) -> Text:
    """The hint of a rating: what its ends mean, then its own hint."""
    ends = _lines(
        [
            (Text(number, number), end)
            for number, end in zip(_ENDS_OF_SCALE, (rating.low, rating.high), strict=True)
        ]
    )
    return Text(
        *("\n".join(filter(None, (getattr(ends, lang), getattr(rating.hint, lang)))) for lang in LANGS)
    )


def spoken_of(hint: Text, titles: Sequence[Text]) -> tuple[Text, ...]:
    """What the lines of a hint say of each title: ``title: words``; the other way round than ``hints``."""
    said = {lang: _said(getattr(hint, lang)) for lang in LANGS}
    return tuple(Text(*(said[lang].get(_flat(title.plain(lang)), "") for lang in LANGS)) for title in titles)


def read_scale(hint: Text) -> tuple[Text, Text, Text]:
    """The low end, the high end and the hint of a rating."""
    low, high = spoken_of(hint, [Text(number, number) for number in _ENDS_OF_SCALE])
    rest = (
        "\n".join(line for line in getattr(hint, lang).split("\n") if not _is_end(line)) for lang in LANGS
    )
    return low, high, Text(*rest)


def _is_end(line: str) -> bool:
    return any(number in _said(line) for number in _ENDS_OF_SCALE)


def _lines(pairs: Sequence[tuple[Text, Text]]) -> Text:
    return Text(
        *(
            "\n".join(
                f"{_flat(title.plain(lang))}{getattr(_COLON, lang)}{_flat(words)}"
                for title, text in pairs
                if (words := getattr(text, lang))
            )
            for lang in LANGS
        )
    )


def _said(lines: str) -> dict[str, str]:
    """The words after a colon by the words before it; of several colons in a line each may be the one that is meant."""
    said: dict[str, str] = {}
    for line in lines.split("\n"):
        for colon in islice(_COLONS.finditer(line), _MOST_COLONS):
            said.setdefault(line[: colon.start()].strip(), line[colon.end() :].strip())
    return said


def _flat(words: str) -> str:
    return " ".join(words.split())


def _facts(form: QuestionnaireForm) -> Iterator[Question]:
    """What a form must say of itself to be read again; survey programs overwrite the sheet ``settings``."""
    asked = form.questionnaire
    facts = {
        "id": asked.id,
        "version": asked.version,
        "about": asked.about,
        "catalogue": form.catalogue,
        "minutes": str(asked.minutes),
    }
    for name, value in facts.items():
        yield Question("calculate", f"Form__{name}", calculation=f"'{value}'")


def _within(
    name: str, title: Text, rows: Iterator[Question] | Sequence[Question], appearance: str = ""
) -> Iterator[Question]:
    """The rows in a group; nothing where there are none."""
    held = list(rows)
    if held:
        yield Question("begin_group", name, title, appearance=appearance)
        yield from held
        yield Question("end_group")


def _proposed_type(field: str) -> str:
    return f"select_one {GROUPS}" if field == "parent" else "text"


def _item(questionnaire: Questionnaire, item: FormItem) -> Iterator[Question]:
    asked = questionnaire.items
    verdict = f"${{verdict__{item.id}}}"
    if item.about:
        yield Question("note", f"About__{item.id}", item.about)
    yield Question(f"select_one {JUDGEMENTS}", f"verdict__{item.id}", VERDICT, hints(asked.verdicts))
    if "rename" in {one.id for one in asked.verdicts}:
        relevant = f"{verdict} = 'rename'"
        yield Question("text", f"name_zh__{item.id}", NAME_ZH, NAME_HINT, relevant=relevant)
        yield Question("text", f"name_en__{item.id}", NAME_EN, relevant=relevant)
    required = " or ".join(f"{verdict} = '{one}'" for one in asked.reason_for)
    yield Question("text", f"reason__{item.id}", REASON, required=required)
    if asked.supplements:
        yield Question("text", f"supplement__{item.id}", asked.supplements)
    if asked.settings:
        yield Question(
            f"select_multiple {SETTINGS}", f"settings__{item.id}", SETTINGS_LABEL, hints(asked.settings)
        )
    if asked.troubles:
        yield Question(
            f"select_multiple {TROUBLES}", f"troubles__{item.id}", TROUBLES_LABEL, hints(asked.troubles)
        )
    if asked.applied:
        yield Question(f"select_one {YES_NO}", f"applied__{item.id}", asked.applied)
    for rating in asked.ratings:
        yield Question("range", f"{rating.id}__{item.id}", rating.title, scale(rating), parameters=SCALE)
