"""The cities of the demo: their data, pictures, first draft, and one review of it that has finished."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import timedelta
from typing import Final

from sqlalchemy import Engine

from lbsap.actions.cities.reviews import answer_review_comment, ask_bodies, begin_review, end_review
from lbsap.actions.cities.workspace import new_city
from lbsap.actions.permissions import allowed_to
from lbsap.actions.reviewing import finish, say
from lbsap.data import read_value, shipped
from lbsap.model.actor import Actor
from lbsap.model.city import CityData
from lbsap.model.draft import DraftSettings
from lbsap.model.plugin_items import Plan
from lbsap.model.text import Text
from lbsap.store.cities import load_city
from lbsap.store.city_files import keep_file
from lbsap.store.columns import now
from lbsap.store.engine import session_scope
from lbsap.store.plans import Draft, save_draft

SAMPLE: Final = "sample-city"
"""The city that the demo's account of the role city works for; wholly invented."""
CITIES: Final = ("congjiang", SAMPLE)
SAMPLE_NAME: Final = Text("示例市", "Sample City")
FIRST_DRAFT: Final = "编制组讨论稿"
_OPEN_FOR: Final = timedelta(days=14)
_SAID: Final = (
    (
        Text("编制组调查评估小组", "survey group of the formulation team"),
        "建议明确示例河生态流量的监测断面和责任分工。",
        (
            "accepted",
            "已补充监测断面，由市水利局牵头。",
            "Monitoring sections are named now; the water bureau leads.",
        ),
    ),
    (
        Text("编制组行动小组", "actions group of the formulation team"),
        "建议将外来入侵物种普查周期由每年调整为每两年。",
        ("rejected", "上级方案要求每年普查，周期不作调整。", "The higher plan asks for a survey every year."),
    ),
    (
        Text("编制组资金小组", "funding group of the formulation team"),
        "建议与年度预算衔接，资金安排表述为“统筹安排”。",
        (
            "part",
            "已注明分年度安排，资金来源仍逐项列出。",
            "Years are given now; sources stay listed one by one.",
        ),
    ),
)
"""Comments on the sample city's first draft: who, what, and what became of it."""


def sample_city(name: str) -> tuple[CityData, dict[str, bytes]]:
    """A city of the demo, and the bytes of its pictures by their SHA-256. Congjiang shows the others what is public."""
    city = read_value(CityData, shipped("templates", "demo", f"{name}.yaml"))
    folder = shipped("templates", "demo", f"{name}-pictures")
    contents = [path.read_bytes() for path in sorted(folder.iterdir())] if folder.is_dir() else []
    sharing = city.sharing if name == SAMPLE else ("profile", "score")
    marked = replace(city, profile=replace(city.profile, demonstration=True), sharing=sharing)
    return marked, {hashlib.sha256(one).hexdigest(): one for one in contents}


@allowed_to("administrator")
def add_sample_city(
    actor: Actor,
    engine: Engine,
    city: CityData,
    pictures: dict[str, bytes],
    settings: DraftSettings,
    plan: Plan,
) -> tuple[int, int]:
    """Keep a city with its pictures and its first draft. Returns the ids of city and draft."""
    made = new_city(actor, engine, city)
    media = {one.file: one.media_type for one in city.pictures}
    with session_scope(engine) as session:
        for digest, content in pictures.items():
            keep_file(session, made, content, media.get(digest, "image/png"))
        version = load_city(session, made).version
        draft = Draft(city, settings, version, FIRST_DRAFT, actor.name)
        return made, save_draft(session, made, plan, draft)


@allowed_to("administrator")
def run_review(actor: Actor, engine: Engine, city_id: int, plan_id: int) -> None:
    """The formulation team has looked at a draft; each of its comments has an answer, and the review has ended."""
    at = now()
    asked = {
        "draft": str(plan_id),
        "layer": "formulation",
        "closes_on": f"{(at + _OPEN_FOR).date():%Y-%m-%d}",
    }
    review = begin_review(actor, engine, city_id, asked, at)
    links = ask_bodies(actor, engine, city_id, review, [body for body, _words, _answer in _SAID])
    for link, (_body, words, (fate, reason_zh, reason_en)) in zip(links, _SAID, strict=True):
        comment = say(engine, link.token, {"words": words}, at)
        finish(engine, link.token, at)
        answer = {"fate": fate, "reason_zh": reason_zh, "reason_en": reason_en}
        answer_review_comment(actor, engine, city_id, comment, answer, 0)
    end_review(actor, engine, city_id, review)
