#!/usr/bin/env python3
"""How much longer the results of a large panel take to show than those of a small one.

  python benchmarks/results_page.py [--experts 50 2000] [--items 60] [--repeat 15]

Each panel answers two rounds on the same items: a verdict, three ratings and a reason on each, now and then a name, a
setting and a trouble. Half of the items are settled by the first round. What is timed is one GET of a page by an editor
who is signed in, through the whole application in one process, SQLite below. Panels take turns; the medians are compared.
"""

from __future__ import annotations

import argparse
import random
import re
import statistics
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from flask_security import hash_password
from sqlalchemy import Engine, insert

from lbsap import registry as registries
from lbsap.actions.accounts import add_account
from lbsap.actions.resolve import resolve
from lbsap.model.actor import Actor
from lbsap.model.catalogue import Catalogue
from lbsap.model.questionnaire import Questionnaire
from lbsap.model.text import Text
from lbsap.settings import load_settings
from lbsap.store.answers import AnswerRow, MarkRow
from lbsap.store.columns import now, table_of
from lbsap.store.consultations import Consultation, Round, add_consultation, add_round, advance_round
from lbsap.store.engine import make_engine, session_scope
from lbsap.store.respondents import Respondent, enrol
from lbsap.store.schema import upgrade
from lbsap.web.app import create_app
from lbsap.web.keys import make_key

EDITOR, WORDS = "editor@example.org", "four unrelated words here"
STRATA = ("survey", "planning", "conservation", "policy", "other")
RATINGS = ("relevance", "availability", "clarity")
ROUNDS = (1, 2)


def many_items(shipped: Catalogue, items: int) -> Catalogue:
    """The shipped index with as many indicators as wanted, the same ones over and over under new ids."""
    made = [
        replace(shipped.items[n % len(shipped.items)], id=f"item_{n:02}", number=str(n + 1), parent="")
        for n in range(items)
    ]
    return replace(shipped, items=tuple(made), lineage=())


def fill(engine: Engine, experts: int, items: int) -> int:
    """Put a consultation with two rounds of answers into an empty database; its id."""
    registry = registries.load((), None)
    questionnaire = registry.get(Questionnaire, "cbi-2021-review")
    catalogue = many_items(resolve(Catalogue, questionnaire.about, registry), items)
    settled = {one.id: "keep" for one in catalogue.items[::2]}
    with session_scope(engine) as session:
        consultation = add_consultation(
            session, Consultation(Text("大样本", "A large panel"), questionnaire, catalogue)
        )
        enrol(session, consultation, [Respondent(f"E{n}", STRATA[n % len(STRATA)]) for n in range(experts)])
        for number in ROUNDS:
            done = settled if number > 1 else {}
            new = Round(consultation, "majority", "1", {"threshold": 0.75, "quorum": 5}, settled=done)
            round_id = add_round(session, new)
            advance_round(session, round_id, "open")
            asked = [one.id for one in catalogue.items if one.id not in done]
            answer(session, round_id, range(1, experts + 1), asked)
            advance_round(session, round_id, "closed")
    return consultation


def answer(session: Any, round_id: int, people: Sequence[int], items: Sequence[str]) -> None:
    """The answers of a round, the same at every run."""
    chance = random.Random(round_id)  # noqa: S311 - sample data
    answers, marks = [], []
    for place, (person, item) in enumerate((person, item) for person in people for item in items):
        verdict = chance.choices(("keep", "rename", "drop", "outside"), (70, 8, 17, 5))[0]
        name = f"新名称{chance.randrange(40)}" if verdict == "rename" else ""
        key = round_id * 10_000_000 + place
        own = [("rating", rating, chance.randint(1, 9)) for rating in RATINGS]
        own += [("setting", "scope", 1)] if chance.random() < 0.2 else []
        own += [("trouble", "data", 1)] if chance.random() < 0.2 else []
        answers.append(
            {
                "id": key, "round_id": round_id, "respondent_id": person, "item": item,
                "stratum": STRATA[(person - 1) % len(STRATA)], "verdict": verdict, "name_zh": name, "name_en": "",
                "reason": "与现行政策用语不一致，建议调整。", "supplement": "",
                "marks": ",".join(f"{kind[0]}{mark}{value}" for kind, mark, value in own),
                "revision": 1, "saved_at": now(),
                "instrument": "q@1", "language": "zh", "by_group": False,
            }
        )  # fmt: skip
        marks += [
            {"answer_id": key, "round_id": round_id, "item": item, "kind": kind, "mark": mark, "value": value}
            for kind, mark, value in own
        ]
    session.connection().execute(insert(table_of(AnswerRow)), answers)
    session.connection().execute(insert(table_of(MarkRow)), marks)


def application(folder: Path, experts: int, items: int) -> tuple[Flask, int]:
    """The application on a database of its own, with an editor; and the id of the consultation."""
    url = f"sqlite:///{folder / f'{experts}.sqlite3'}"
    upgrade(url)
    engine = make_engine(url)
    consultation = fill(engine, experts, items)
    add_account(Actor.local(), engine, EDITOR, ["editor"])
    engine.dispose()
    make_key(folder / f"{experts}.key")
    app = create_app(load_settings(database_url=url, secret_key_file=folder / f"{experts}.key", lang="zh"))
    with app.app_context():
        datastore = app.extensions["security"].datastore
        datastore.find_user(email=EDITOR).password = hash_password(WORDS)
        datastore.commit()
    return app, consultation


def signed_in(app: Flask) -> FlaskClient:
    """The browser of the editor."""
    browser = app.test_client()
    page = browser.get("/account/sign-in").get_data(as_text=True)
    token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page)
    if token is None:
        raise SystemExit("no form to sign in by")
    browser.post("/account/sign-in", data={"csrf_token": token[1], "email": EDITOR, "password": WORDS})
    return browser


def reader(app: Flask, path: str) -> Callable[[], float]:
    """Opens a page and gives the seconds of processor time it took, SQLite included: others on the machine do not count."""
    browser = signed_in(app)

    def read() -> float:
        start = time.process_time()
        answered = browser.get(path)
        seconds = time.process_time() - start
        if answered.status_code != 200:
            raise SystemExit(f"{path}: {answered.status_code}")
        return seconds

    return read


def main() -> None:
    """Print a line for each page."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--experts", type=int, nargs=2, default=[50, 2000])
    parser.add_argument("--items", type=int, default=60)
    parser.add_argument("--repeat", type=int, default=15)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        made = [application(Path(folder), experts, given.items) for experts in given.experts]
        small, large = given.experts
        print(f"| page | {small:,} experts (ms) | {large:,} experts (ms) | ratio |\n|---|---|---|---|")
        for name, path in (
            ("all items, round 1", "results?round=1"),
            ("all items, round 2", "results?round=2"),
            ("one item, round 1", "results/items/item_01?round=1"),
            ("one item, round 2", "results/items/item_01?round=2"),
            ("reasons", "results/reasons?round=1&item=item_01"),
        ):
            readers = [reader(app, f"/w/c/{consultation}/{path}") for app, consultation in made]
            times: list[list[float]] = [[], []]
            for turn in range(given.repeat + 2):
                for place, read in enumerate(readers):
                    seconds = read()
                    if turn > 1:  # the first ones fill caches
                        times[place].append(seconds)
            few, many = (1000 * statistics.median(one) for one in times)
            print(f"| {name} | {few:.0f} | {many:.0f} | {many / few:.2f} |", flush=True)


if __name__ == "__main__":
    main()
