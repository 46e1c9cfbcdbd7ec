"""The texts sent to experts: the usual ones, the host's own, and what becomes of their placeholders.

Only the placeholders are filled in; all else is data and stays as it was typed, ``{{7*7}}`` too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from lbsap.model.problems import Problem, problem
from lbsap.model.text import LANGS, Lang, Text
from lbsap.steps.common.words import clean, clean_line

LINK: Final = "link"
PLACES: Final = ("name", "title", "host", LINK, "deadline", "contact")
LONGEST_SUBJECT: Final = 200
LONGEST_BODY: Final = 4_000
INVITATION: Final = "invitation"
REMINDER: Final = "reminder"
USUAL: Final[Mapping[str, Text]] = {
    "invitation.subject": Text("邀请您参加“{title}”", "Invitation: {title}"),
    "invitation.body": Text(
        "{name}：\n\n"
        "您好！{host}邀请您参加“{title}”。请打开下面的链接作答，可随时保存，之后用同一链接继续：\n\n"
        "{link}\n\n"
        "截止时间：{deadline}。\n\n"
        "此链接仅供您本人使用，请勿转发。如有疑问，请联系：{contact}。\n\n"
        "{host}",
        "Dear {name},\n\n"
        "{host} invites you to take part in “{title}”. Please open the link below to answer. You can save at any time "
        "and go on later by the same link:\n\n"
        "{link}\n\n"
        "Please answer by: {deadline}.\n\n"
        "The link is yours alone; please do not pass it on. For questions, write to {contact}.\n\n"
        "{host}",
    ),
    "reminder.subject": Text("敬请答复：“{title}”", "Reminder: {title}"),
    "reminder.body": Text(
        "{name}：\n\n"
        "您好！“{title}”尚未收到您提交的意见。请打开下面的链接作答；已填写的内容都已保存，可接着填写：\n\n"
        "{link}\n\n"
        "此前发给您的链接不再有效，请使用以上链接。截止时间：{deadline}。\n\n"
        "如有疑问，请联系：{contact}。\n\n"
        "{host}",
        "Dear {name},\n\n"
        "We have not yet received your submission to “{title}”. Please open the link below. What you have filled in "
        "is saved, and you can go on from there:\n\n"
        "{link}\n\n"
        "The link sent to you before has ended; please use this one. Please answer by: {deadline}.\n\n"
        "For questions, write to {contact}.\n\n"
        "{host}",
    ),
}
"""The texts in force where the host has written none, by the names under which a consultation keeps its own."""
NO_DEADLINE: Final = Text("另行通知", "to be announced")
_PLACE: Final = re.compile(r"(?<!\{)\{([^\W\d]\w*)\}(?!\})")
"""A word in single braces; anything else in braces is nobody's placeholder."""
_WIDE: Final = re.compile(r"[{｛]\s*(\w+)\s*[}｝]")


@dataclass(frozen=True, slots=True)
class Letter:
    """A message to one person: subject and body as they are read."""

    subject: str
    body: str


def text_in_force(words: Mapping[str, Text], name: str) -> Text:
    """The host's own text of this name; in a language that it lacks, the usual one."""
    own, usual = words.get(name, Text()), USUAL[name]
    return Text(own.zh or usual.zh, own.en or usual.en)


def read_texts(given: Mapping[str, Text]) -> tuple[dict[str, Text], tuple[Problem, ...]]:
    """Texts as typed, cleaned, and their problems at ``name.language``; one that is empty or usual comes out empty."""
    texts: dict[str, Text] = {}
    problems: list[Problem] = []
    for name, typed in given.items():
        cleaned = [_cleaned(getattr(typed, lang)) for lang in LANGS]
        for lang, words in zip(LANGS, cleaned, strict=True):
            problems.extend(_problems(name, f"{name}.{lang}", words))
        own = [
            "" if words == getattr(USUAL[name], lang) else words
            for lang, words in zip(LANGS, cleaned, strict=True)
        ]
        texts[name] = Text(*own)
    return texts, tuple(problems)


def letter(words: Mapping[str, Text], kind: str, language: str, values: Mapping[str, Text]) -> Letter:
    """The message of a kind (``invitation`` or ``reminder``) in a language, or in both where it is empty."""
    subject, body = (text_in_force(words, f"{kind}.{part}") for part in ("subject", "body"))
    langs = [lang for lang in LANGS if language in ("", lang)]
    return Letter(
        clean_line(" / ".join(_filled(subject, lang, values) for lang in langs))[0],
        "\n\n--------\n\n".join(_filled(body, lang, values) for lang in langs),
    )


def holds_link(words: Mapping[str, Text], kind: str) -> bool:
    """Whether the body of this kind of message holds the link, in any language."""
    body = text_in_force(words, f"{kind}.body")
    return any(LINK in _PLACE.findall(getattr(body, lang)) for lang in LANGS)


def _filled(text: Text, lang: Lang, values: Mapping[str, Text]) -> str:
    """One pass over the text, so that a value which looks like a placeholder stays as it is."""
    return _PLACE.sub(
        lambda found: values[found[1]].plain(lang) if found[1] in values else found[0], text.plain(lang)
    )


def _cleaned(words: str) -> str:
    return _WIDE.sub(r"{\1}", clean(words)[0])


def _problems(name: str, where: str, words: str) -> Iterator[Problem]:
    is_subject = name.endswith(".subject")
    allowed = [place for place in PLACES if not (is_subject and place == LINK)]
    for place in dict.fromkeys(_PLACE.findall(words)):
        if place not in allowed:
            listed = " ".join(f"{{{one}}}" for one in allowed)
            yield problem("placeholder_unknown", where, name=f"{{{place}}}", allowed=listed)
    if is_subject and "\n" in words:
        yield problem("one_line", where)
    longest = LONGEST_SUBJECT if is_subject else LONGEST_BODY
    if len(words) > longest:
        yield problem("too_long", where, length=len(words), longest=longest)
    if name == f"{INVITATION}.body" and words and LINK not in _PLACE.findall(words):
        yield problem("placeholder_wanted", where, name=f"{{{LINK}}}")
