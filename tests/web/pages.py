"""What every page of this program must be, checked on every answer that tests get."""

from __future__ import annotations

import re
from typing import Final

from lxml import html
from lxml.html import HtmlElement

LANGUAGES: Final = {"zh-Hans": "错误：", "en": "Error: "}
"""The languages of pages, and how the title of a page with errors begins."""
UNLABELLED: Final = frozenset({"hidden", "submit", "button", "image", "reset"})


def check_page(text: str) -> HtmlElement:
    """Check an HTML page, and give it back parsed. Raises ``AssertionError`` naming every fault at once."""
    page = html.document_fromstring(text)
    found = [
        *_frame(page, text),
        *_ids(page),
        *_controls(page),
        *_errors(page),
        *_inline(page),
        *_forms(page),
    ]
    assert not found, "\n".join(found)
    return page


def _frame(page: HtmlElement, text: str) -> list[str]:
    faults = [] if text.lstrip().lower().startswith("<!doctype html>") else ["no doctype"]
    if page.get("lang") not in LANGUAGES:
        faults.append(f"lang is {page.get('lang')!r}")
    if not "".join(page.xpath("//head/title/text()")).strip():
        faults.append("no title")
    headings = page.xpath("//h1")
    if len(headings) != 1 or not headings[0].text_content().strip():
        faults.append(f"{len(headings)} h1")
    if len(page.xpath("//main")) != 1:
        faults.append("not exactly one main")
    return faults


def _ids(page: HtmlElement) -> list[str]:
    ids = page.xpath("//@id")
    return [f"id {one!r} stands twice" for one in {one for one in ids if ids.count(one) > 1}]


def _controls(page: HtmlElement) -> list[str]:
    faults = []
    for control in page.xpath("//input | //select | //textarea"):
        kind = control.get("type", "text") if control.tag == "input" else control.tag
        if kind in UNLABELLED:
            continue
        if not _labelled(page, control):
            faults.append(f"no label: {_show(control)}")
        if kind == "radio" and not control.xpath("ancestor::fieldset[.//legend]"):
            faults.append(f"no fieldset with legend: {_show(control)}")
        described = control.get("aria-describedby", "").split()
        faults += [
            f"described by missing {one!r}: {_show(control)}" for one in described if not _by_id(page, one)
        ]
    faults += [
        f"no words: {_show(button)}"
        for button in page.xpath("//button")
        if not (button.text_content().strip() or button.get("aria-label"))
    ]
    return faults


def _labelled(page: HtmlElement, control: HtmlElement) -> bool:
    if control.get("aria-label"):
        return True
    by = control.get("aria-labelledby", "").split()
    labels = control.xpath("ancestor::label") or [
        label
        for label in page.xpath("//label")
        if control.get("id") and label.get("for") == control.get("id")
    ]
    labels += [one for name in by for one in _by_id(page, name)]
    return any(label.text_content().strip() for label in labels)


def _errors(page: HtmlElement) -> list[str]:
    summaries = page.find_class("govuk-error-summary")
    title = "".join(page.xpath("//head/title/text()")).strip()
    begins = title.startswith(LANGUAGES.get(page.get("lang", ""), "?"))
    if bool(summaries) != begins:
        return [f"title {title!r}, but {len(summaries)} error summaries"]
    links = [link for summary in summaries for link in summary.xpath(".//a/@href")]
    faults = [] if links or not summaries else ["an error summary without links"]
    return faults + [
        f"error summary leads nowhere: {link!r}" for link in links if not _by_id(page, link.removeprefix("#"))
    ]


def _inline(page: HtmlElement) -> list[str]:
    faults = [f"style element: {_show(one)}" for one in page.xpath("//style")]
    faults += [f"inline style: {_show(one)}" for one in page.xpath("//*[@style]")]
    faults += [
        f"inline script: {_show(one)}"
        for one in page.xpath("//script[not(@src)]")
        if one.get("type") != "application/json"
    ]
    faults += [
        f"handler: {_show(one)}" for one in page.iter() for name in one.attrib if str(name).startswith("on")
    ]
    for attribute in ("src", "srcset", "action", "formaction", "poster", "data"):
        faults += [f"other host: {value}" for value in page.xpath(f"//@{attribute}") if _outside(value)]
    return faults + [f"other host: {value}" for value in page.xpath("//link/@href") if _outside(value)]


def _forms(page: HtmlElement) -> list[str]:
    faults = []
    for form in page.xpath("//form"):
        posts = form.get("method", "get").lower() == "post"
        if posts and len(form.xpath(".//input[@name='csrf_token'][string-length(@value) > 20]")) != 1:
            faults.append(f"a form without a token: {_show(form)}")
        if not form.xpath(".//button | .//input[@type='submit']"):
            faults.append(f"a form without a button: {_show(form)}")
    return faults


def _outside(address: str) -> bool:
    return bool(re.match(r"\s*(?:[a-z]+:)?//", address, re.IGNORECASE))


def _by_id(page: HtmlElement, name: str) -> list[HtmlElement]:
    return [one for one in page.xpath("//*[@id]") if one.get("id") == name]


def _show(element: HtmlElement) -> str:
    return str(html.tostring(element, encoding="unicode", with_tail=False))[:160]
