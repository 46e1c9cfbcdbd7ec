"""The texts sent to experts: placeholders are filled in once, and nothing else is touched."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lbsap.model.text import LANGS, Text, same
from lbsap.steps.editing.messages import (
    LONGEST_BODY,
    LONGEST_SUBJECT,
    PLACES,
    USUAL,
    holds_link,
    letter,
    read_texts,
    text_in_force,
)

VALUES = {
    "name": same("王小明"),
    "title": Text("指数修订咨询", "Revising the index"),
    "host": Text("某中心", "A centre"),
    "link": same("https://example.org/e/i/abc"),
    "deadline": Text("2026年12月1日18:00（北京时间）", "1 December 2026, 18:00 (Beijing time)"),
    "contact": same("help@example.org"),
}


def body(words: str) -> dict[str, Text]:
    """The host's own text of the invitation, alike in both languages."""
    return {"invitation.body": same(words)}


def faults(name: str, words: Text) -> list[tuple[str, str]]:
    return [(one.where, one.code) for one in read_texts({name: words})[1]]


@pytest.mark.parametrize("kind", ["invitation", "reminder"])
@pytest.mark.parametrize("language", ["zh", "en", ""])
def test_the_usual_texts_hold_all_that_a_reader_needs(kind: str, language: str) -> None:
    made = letter({}, kind, language, VALUES)
    for lang in LANGS if not language else (language,):
        for place in ("title", "link", "deadline", "contact", "host"):
            assert VALUES[place].plain("zh" if lang == "zh" else "en") in made.body
    assert "王小明" in made.body
    assert "{" not in made.body + made.subject


def test_the_usual_texts_are_in_order_themselves() -> None:
    assert read_texts(USUAL) == ({name: Text() for name in USUAL}, ())


def test_a_message_without_a_language_comes_in_both_chinese_first() -> None:
    made = letter({}, "invitation", "", VALUES)
    assert made.subject == "邀请您参加“指数修订咨询” / Invitation: Revising the index"
    assert made.body.index("您好") < made.body.index("Dear")


def test_a_language_the_host_has_not_written_is_the_usual_one() -> None:
    own = {"reminder.subject": Text("请答复")}
    assert text_in_force(own, "reminder.subject") == Text("请答复", USUAL["reminder.subject"].en)


@pytest.mark.parametrize(
    "words", ["{{7*7}}", "{% raw %}", "${7*7}", "%(name)s", "{0}", "{{name}}", "{}", "{name.__class__}"]
)
def test_what_is_no_placeholder_stays_as_typed(words: str) -> None:
    shown = letter(body(f"{words} {{link}}"), "invitation", "zh", VALUES).body
    assert shown == f"{words} https://example.org/e/i/abc"


def test_a_value_that_looks_like_a_placeholder_stays_as_it_is() -> None:
    made = letter(body("{name} {link}"), "invitation", "zh", VALUES | {"name": same("{link}{{7*7}}")})
    assert made.body == "{link}{{7*7}} https://example.org/e/i/abc"


def test_a_subject_is_one_line_whatever_the_values_hold() -> None:
    values = VALUES | {"title": same("第一行\r\nBcc: all@example.org")}
    assert letter({}, "invitation", "zh", values).subject == "邀请您参加“第一行 Bcc: all@example.org”"


@pytest.mark.parametrize(
    ("name", "words", "found"),
    [
        ("invitation.body", Text("{nam} {link}", "{link}"), [("invitation.body.zh", "placeholder_unknown")]),
        ("invitation.body", Text("{link}", "no link"), [("invitation.body.en", "placeholder_wanted")]),
        ("invitation.subject", Text("{link}"), [("invitation.subject.zh", "placeholder_unknown")]),
        ("invitation.subject", Text("a\nb"), [("invitation.subject.zh", "one_line")]),
        ("reminder.subject", Text("王" * (LONGEST_SUBJECT + 1)), [("reminder.subject.zh", "too_long")]),
        ("reminder.body", Text("王" * (LONGEST_BODY + 1)), [("reminder.body.zh", "too_long")]),
        ("reminder.body", Text("no link is needed here", "nor here"), []),
        ("invitation.body", Text("{{7*7}} {link}", ""), []),
    ],
)
def test_faults_of_a_text_are_told_at_its_language(
    name: str, words: Text, found: list[tuple[str, str]]
) -> None:
    assert faults(name, words) == found


def test_an_unknown_placeholder_is_told_with_those_there_are() -> None:
    (fault,) = read_texts({"invitation.body": Text("{nmae} {link}")})[1]
    assert "{nmae}" in fault.message.zh
    assert all(f"{{{place}}}" in fault.message.zh for place in PLACES)


def test_a_word_in_chinese_in_braces_is_told_as_no_placeholder_of_ours() -> None:
    assert faults("invitation.body", Text("{姓名} {link}")) == [("invitation.body.zh", "placeholder_unknown")]
    assert faults("invitation.body", Text("{% x %} ${7*7} {0} {link}")) == []


def test_braces_typed_in_chinese_are_braces() -> None:
    texts, problems = read_texts({"invitation.body": Text("｛name｝：{ link ｝")})
    assert not problems
    assert texts["invitation.body"].zh == "{name}：{link}"


def test_whether_a_reminder_needs_a_new_link_follows_from_its_text() -> None:
    assert holds_link({}, "reminder")
    assert not holds_link({"reminder.body": same("请用原有链接作答。")}, "reminder")


@given(st.text(max_size=60), st.text(max_size=20))
def test_any_text_of_a_host_is_filled_in_without_harm(words: str, name: str) -> None:
    made = letter(body(words), "invitation", "zh", VALUES | {"name": same(name)})
    if "{" not in words:
        assert made.body == (words or letter({}, "invitation", "zh", VALUES | {"name": same(name)}).body)
