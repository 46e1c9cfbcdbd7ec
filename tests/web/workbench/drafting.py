"""Short ways through the pages by which a consultation is set up."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, Final

from lbsap.steps.common.moments import write_moment
from lbsap.store.columns import now
from tests.web.conftest import Client

TITLES: Final = {
    "title_zh": "指标修订专家咨询",
    "title_en": "Revising the indicators",
    "host_zh": "示例研究院",
    "host_en": "Sample Institute",
    "contact": "help@example.org",
}
NOTICE: Final = {
    "purpose_zh": "修订评价指南",
    "purpose_en": "Revising the guide",
    "kinds_zh": "姓名、单位和作答内容",
    "kinds_en": "name, institution and answers",
    "kept_until": "2035-12-31",
    "place_zh": "境内服务器",
    "place_en": "A server in the country",
    "abroad": "no",
}


def reference(editor: Client, catalogue: str = "cbi-2021") -> str:
    """The reference of a catalogue's version, as the first page offers it."""
    editor.get("/w/new")
    assert editor.page is not None
    values = editor.page.xpath("//input[@name='catalogue']/@value")
    return next(str(value) for value in values if value.startswith(f"{catalogue}@"))


def begin(editor: Client, catalogue: str = "cbi-2021", **more: Any) -> str:
    """Begin a consultation with a made questionnaire; the address of its overview."""
    address = f"/w/new/consultation?catalogue={reference(editor, catalogue)}"
    editor.get(address)
    return editor.post(address, TITLES | {"source": "made"} | more).headers["Location"]


def send(editor: Client, address: str, data: dict[str, Any], code: int | None = None) -> None:
    """Open a page and send its form, with what it says it has seen."""
    editor.get(address)
    assert editor.page is not None
    seen = editor.page.xpath("//main//input[@name='seen']/@value")
    editor.post(address, data | {"seen": seen[0]} if seen else data, code)


def complete(editor: Client, here: str) -> None:
    """Fill in what a new draft lacks."""
    send(editor, f"{here}setup/notice", NOTICE)
    send(editor, f"{here}round/1/dates", {"closes_at": write_moment(now() + timedelta(days=30))})


def errors(editor: Client) -> list[str]:
    """The lines of the error summary."""
    assert editor.page is not None
    found = editor.page.xpath("//div[contains(@class,'govuk-error-summary')]//a")
    return [" ".join(one.text_content().split()) for one in found]
