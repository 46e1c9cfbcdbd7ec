"""A consultation from its first page to its last, by pages alone: what editors and experts open, fill in and press."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final
from urllib.parse import urlsplit

from flask import Flask
from werkzeug.test import TestResponse

from tests.web.conftest import Client
from tests.web.workbench.drafting import TITLES, begin, complete
from tests.web.workbench.scenes import fields_of, send

WORDS: Final = {
    "title_zh": TITLES["title_zh"], "title_en": TITLES["title_en"], "host_zh": TITLES["host_zh"],
    "host_en": TITLES["host_en"], "institution": "某大学", "name_zh": "新的名称", "name_en": "A new name",
    "reason": "数据难以获得。", "fate_zh": "已研究采纳。", "fate_en": "Taken up.", "rationale_zh": "采纳专家意见。",
    "rationale_en": "As the panel says.", "tag": "数据", "comment": "请补充数据来源。", "said_in": "座谈会纪要",
    "funding_zh": "财政经费", "piloting_zh": "样本有限。",
}  # fmt: skip
"""What people type at each place, unless a test says otherwise."""
ASKED: Final = tuple(f"cbi2021_{number:02}" for number in range(1, 29))
KEPT, DROPPED, RENAMED = ASKED[0], ASKED[1], ASKED[2]


def fill(
    client: Client, address: str, given: Mapping[str, Any], code: int | None = None, *, tick: bool = False
) -> TestResponse:
    """Open a page, fill in its form that has the fields given (of one radio group each the first, with ``tick``), and
    send it as a browser does."""
    client.get(address)
    assert client.page is not None
    form = next(
        one
        for one in client.page.xpath("//main//form[@method='post']")
        if set(given) - {"go"} <= {str(name) for name in one.xpath(".//@name")}
    )
    fields = fields_of(form, ticked=tick)
    to = urlsplit(form.get("action") or address)
    where = to.path + (f"?{to.query}" if to.query else "") if to.path else address
    return post(client, where, fields | dict(given), code)


def post(client: Client, address: str, fields: Mapping[str, Any], code: int | None = None) -> TestResponse:
    """Send fields and expect the code; without one, to be sent on."""
    return client._checked(send(client, address, fields), code)


def set_up(editor: Client, words: Mapping[str, str]) -> str:
    """A consultation on the index with a generated questionnaire, its first round open. The address of its overview."""
    here = begin(editor, **{name: words[name] for name in ("title_zh", "title_en", "host_zh", "host_en")})
    complete(editor, here)
    fill(editor, f"{here}setup/words", {"funding_zh": words["funding_zh"]})
    fill(editor, f"{here}round/1/open", {})
    return here


def invite(editor: Client, here: str, people: Iterable[str], institution: str) -> list[str]:
    """Paste a panel and make a link for each. The links, as paths."""
    pasted = "".join(f"{name}\t{institution}\t\t\tzh\n" for name in people)
    fill(editor, f"{here}panel/add", {"pasted": pasted}, 200)
    assert editor.page is not None
    form = editor.page.xpath("//main//form[.//input[@name='key']]")[0]
    editor.follow(post(editor, f"{here}panel/add", fields_of(form)))
    fill(editor, f"{here}panel/send?to=waiting&by=page", {}, 200)
    return [urlsplit(str(one)).path for one in editor.page.xpath("//input[@readonly]/@value")]


def come_in(app: Flask, link: str) -> Client:
    """Begin by a link, agree to the notice and tell the profile."""
    expert = Client(app, lang="zh")
    expert.get(link)
    expert.follow(expert.post(link))
    fill(expert, "/e/consent", {"agreed": "y"})
    fill(expert, "/e/profile", {}, tick=True)
    return expert


def answer(expert: Client, verdicts: Mapping[str, str], words: Mapping[str, str]) -> None:
    """Answer items, with a reason and, where they are to be renamed, a name; then submit."""
    for item, verdict in verdicts.items():
        named = {name: words[name] for name in ("name_zh", "name_en")} if verdict == "rename" else {}
        fill(
            expert,
            f"/e/item/{item}",
            {"verdict": verdict, "reason": words["reason"], "go": "save"} | named,
        )
    fill(expert, "/e/review", {})


def respond(editor: Client, here: str, words: Mapping[str, str], fate: str = "accepted") -> str:
    """Take online comments over, add one from a meeting, and answer the first. The address of that one."""
    editor.get(f"{here}comments")
    assert editor.page is not None
    if editor.page.xpath("//form[contains(@action,'take-over')]"):
        editor.follow(post(editor, f"{here}comments/take-over", {}))
    fill(
        editor,
        f"{here}comments/new",
        {"words": words["comment"], "source": "workshop", "said_in": words["said_in"]},
    )
    editor.get(f"{here}comments")
    first = str(editor.page.xpath("//input[@name='chosen']/@value")[0])
    one = f"{here}comments/{first.partition(':')[0]}"
    fill(editor, one, {"fate": fate, "reason_zh": words["fate_zh"], "reason_en": words["fate_en"]})
    return one


def decide(editor: Client, here: str, words: Mapping[str, str], items: Iterable[str] = ASKED) -> None:
    """Decide every item: one is dropped, one renamed, all others kept."""
    for item in items:
        outcome = {DROPPED: "drop", RENAMED: "rename"}.get(item, "keep")
        given = {name: words[name] for name in ("rationale_zh", "rationale_en")} | {"outcome": outcome}
        if outcome == "rename":
            given |= {"title_zh": words["name_zh"], "title_en": words["name_en"]}
        fill(editor, f"{here}decide/{item}", given | {"go": "save"})


def publish(editor: Client, here: str, version: str) -> None:
    """Go through the last look, and publish."""
    fill(editor, f"{here}publication/confirm?version={version}", {})
