"""Reviews of drafts as values for templates: the four layers, who was asked, comments by section."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from flask import url_for

from lbsap.actions.cities.reviews import ReviewBook, ReviewState
from lbsap.model.blocks import Document
from lbsap.model.city import CityData
from lbsap.model.city_plan import Layer
from lbsap.model.text import Text
from lbsap.steps.common.printed import date_words
from lbsap.steps.common.stamp import stamp
from lbsap.steps.planning.part_numbers import Numbers
from lbsap.steps.planning.review_order import LAYERS
from lbsap.steps.reports.comment_rows import FATES, WHOLE
from lbsap.store.reviews import KeptComment, ReviewInvitation
from lbsap.web.city.draft_values import LANGUAGE_WORDS, draft_name
from lbsap.web.documents import spaced
from lbsap.web.expert.frame import beijing
from lbsap.web.forms.city_review import layer_words
from lbsap.web.language import gettext as _
from lbsap.web.language import lang


def layer_rows(book: ReviewBook, city_id: int) -> list[dict[str, Any]]:
    """The four layers in order: their reviews, newest last, and their sign-offs."""
    return [
        {
            "key": layer,
            "title": title,
            "reviews": [review_values(one, city_id) for one in book.reviews if one.review.layer == layer],
            "signoffs": signoff_words(book.city, layer),
        }
        for layer, title in ((one, layer_words(one)) for one in LAYERS)
    ]


def review_values(state: ReviewState, city_id: int) -> dict[str, Any]:
    """A review in a line."""
    found, done = state.review, sum(one.done for one in state.invitations)
    return {
        "id": found.id,
        "layer": layer_words(found.layer),
        "title": _("%(layer)s (%(draft)s)", layer=layer_words(found.layer), draft=_draft(state)),
        "draft": _draft(state),
        "draft_href": url_for("city.kept_draft", city_id=city_id, plan_id=found.plan),
        "href": url_for("city.review_one", city_id=city_id, review_id=found.id),
        "closed": found.closed,
        "until": date_words(found.closes_on).show(lang()),
        "reason": found.reason,
        "asked": len(state.invitations),
        "done": done,
        "comments": len(state.comments),
        "unanswered": state.unanswered,
    }


def asked_rows(state: ReviewState, data: CityData, city_id: int, at: datetime) -> list[dict[str, Any]]:
    """Who was asked: how far each is, how long its link is good, the letter that goes with it."""
    return [
        {
            "id": one.id,
            "name": one.body.plain(lang()),
            "state": _link_state(one, at),
            "usable": not one.revoked and one.expires_at > at,
            "done": one.done,
            "expires": beijing(one.expires_at),
            "comments": sum(said.invitation == one.id for said in state.comments),
            "letters": body_documents(state, data, one.body, city_id),
        }
        for one in state.invitations
    ]


def bodies_for(data: CityData, state: ReviewState) -> list[tuple[str, Text]]:
    """The bodies that a layer would ask, by their stamps: those of the roster, and for the sectoral level the
    departments; without those that were asked already."""
    layer: Layer = state.review.layer
    found = [seat.body for seat in data.roster if seat.layer == layer]
    if layer == "sectoral":
        found += [one.name for one in data.departments]
    asked = {one.body for one in state.invitations}
    return [(stamp(body), body) for body in dict.fromkeys(found) if body not in asked]


def body_documents(state: ReviewState, data: CityData, body: Text, city_id: int) -> list[dict[str, str]]:
    """The letter that goes with the link of a body, in each language of the draft."""
    department = next((one.id for one in data.departments if one.name == body), "")
    address: dict[str, Any] = {"city_id": city_id, "plan_id": state.review.plan, "kind": "letter"}
    endpoint = "city.draft_file"
    if department:
        endpoint, address = "city.department_file", address | {"department": department}
    return [
        {"words": _(LANGUAGE_WORDS[one]), "href": url_for(endpoint, language=one, **address)}
        for one in state.head.settings.langs
    ]


def part_pairs(document: Document) -> list[tuple[str, str]]:
    """The whole and every section, as choices."""
    numbers = Numbers(lang())
    pairs = ((part.key, spaced(numbers.of_part(part)) + part.title.show(lang())) for part in document.parts)
    return [("", WHOLE.show(lang())), *pairs]


def comments_by_part(
    comments: Iterable[KeptComment], document: Document, city_id: int
) -> list[dict[str, Any]]:
    """Comments on the whole first, then section by section, in the order of the text."""
    titles = dict(part_pairs(document))
    groups: dict[str, list[dict[str, Any]]] = {key: [] for key in titles}
    for one in comments:
        groups[one.comment.part].append(comment_values(one, document, city_id))
    return [
        {"key": key or "whole", "title": titles[key], "comments": rows}
        for key, rows in groups.items()
        if rows
    ]


def comment_values(one: KeptComment, document: Document, city_id: int) -> dict[str, Any]:
    """A comment with what became of it."""
    said = one.comment
    return {
        "id": said.id,
        "part": dict(part_pairs(document)).get(said.part, said.part),
        "layer": layer_words(said.layer),
        "body": said.body.plain(lang()),
        "lines": said.words.split("\n"),
        "online": one.invitation is not None,
        "fate": FATES[said.fate].show(lang()) if said.fate else "",
        "reason": said.reason.show(lang()).split("\n") if said.fate else [],
        "href": url_for("city.review_answer", city_id=city_id, comment_id=said.id),
    }


def _draft(state: ReviewState) -> str:
    return draft_name(state.number, state.head.name)


def _link_state(one: ReviewInvitation, at: datetime) -> str:
    if one.done:
        return _("Done")
    if one.revoked:
        return _("Link ended")
    return _("Link expired") if one.expires_at <= at else _("Not done yet")


def signoff_words(data: CityData, layer: Layer) -> list[str]:
    """Who has signed off in a layer, and when."""
    return [
        _("%(body)s, %(day)s", body=one.body.plain(lang()), day=_day(one.on))
        if one.on
        else one.body.plain(lang())
        for one in data.signoffs
        if one.layer == layer
    ]


def _day(day: date) -> str:
    return date_words(day).show(lang())
