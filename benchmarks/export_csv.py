#!/usr/bin/env python3
"""How fast the answers of a round are written as CSV, beside the time the csv module takes to read the same rows.

  python benchmarks/export_csv.py [--experts 1000 10000] [--repeat 3]

Each expert answers the 28 indicators of the CBI in its shipped questionnaire: a verdict, three ratings, now and then a
new name, a reason, a change of settings. The export is the one of the workbench: long table, labels in both languages,
read from the store on SQLite a few hundred experts at a time and encoded. Its text is then read by ``csv.reader``, and
by ``csv.DictReader``. Processor time of one run; the two ways take turns. Loading the answers is not timed.
"""

from __future__ import annotations

import argparse
import csv
import io
import tempfile
import time
import tracemalloc
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
from sqlalchemy import Engine, text
from tally_limits import ANSWER, CONSULTATION, RESPONDENT, ROUND

from lbsap.actions.resolve import resolve
from lbsap.model.catalogue import Catalogue
from lbsap.model.questionnaire import Questionnaire
from lbsap.registry import Registry, files, installed
from lbsap.steps.asking.questionnaire import asked_items
from lbsap.steps.editing.export_answers import AnswerTable
from lbsap.store import schema
from lbsap.store.answer_stream import stream_made
from lbsap.store.engine import make_engine

VERDICTS = ("keep", "drop", "rename", "outside")
MARK = """insert into answer_mark (answer_id, round_id, item, kind, mark, value) values (:n, 1, :i, :k, :m, :v)"""
NAMED = (
    """update answer set name_zh = '新的指标名称', name_en = 'A new name of it' where verdict = 'rename'"""
)
MARKED = """update answer set marks = coalesce((select group_concat(substr(kind, 1, 1) || mark || value)
 from answer_mark where answer_id = answer.id), '')"""
REASONED = "update answer set reason = '数据难以获取，各部门口径也不统一。' where id % 5 = 0"


def registry() -> Registry:
    """The built-in plugins."""
    found = Registry()
    for candidate in (*(one for one in installed() if one.own), files()):
        found.admit(candidate)
    return found


def load(engine: Engine, experts: int, rated: bool, asked: Questionnaire, catalogue: Catalogue) -> None:
    """Put the answers of ``experts`` into the store's own tables; three ratings with each verdict if ``rated``."""
    items = [item.id for item in asked_items(asked, catalogue)]
    strata = [choice.id for question in asked.profile if question.stratum for choice in question.choices]
    draw = np.random.default_rng(11)
    with engine.begin() as connection:
        connection.execute(text(CONSULTATION))
        connection.execute(text(ROUND))
        people = [{"r": r + 1, "s": strata[r % len(strata)]} for r in range(experts)]
        connection.execute(text(RESPONDENT), people)
        for first in range(0, experts, 1000):
            answers, marks = [], []
            for r in range(first, min(first + 1000, experts)):
                chosen = draw.choice(4, len(items), p=[0.65, 0.12, 0.15, 0.08])
                values = draw.integers(1, 10, (len(items), len(asked.items.ratings)))
                for place, item in enumerate(items):
                    number = r * len(items) + place + 1
                    verdict = VERDICTS[chosen[place]]
                    answers.append(
                        {"n": number, "r": r + 1, "i": item, "s": strata[r % len(strata)], "v": verdict}
                    )
                    if verdict == "outside":
                        continue
                    marks += [
                        {"n": number, "i": item, "k": "rating", "m": rating.id, "v": int(value)}
                        for rating, value in zip(asked.items.ratings, values[place], strict=True)
                        if rated
                    ]
                    if number % 7 == 0:
                        setting = asked.items.settings[number % len(asked.items.settings)].id
                        marks.append({"n": number, "i": item, "k": "setting", "m": setting, "v": 1})
            connection.execute(text(ANSWER), answers)
            connection.execute(text(MARK), marks)
        connection.execute(text(MARKED))
        connection.execute(text(NAMED))
        connection.execute(text(REASONED))


def exported(engine: Engine, asked: Questionnaire, catalogue: Catalogue) -> Iterator[bytes]:
    """The file as it is sent, in chunks."""
    table = AnswerTable(asked, catalogue, 1)
    yield (",".join(table.long_heads) + "\r\n").encode("utf-8-sig")
    for lines in stream_made(engine, 1, 1, table.long_csv):
        yield b"".join(lines)


def seconds(work: Callable[[], object]) -> float:
    """Processor time of one run."""
    start = time.process_time()
    work()
    return time.process_time() - start


def compare(experts: int, rated: bool, repeat: int, folder: Path) -> None:
    """Print one line of the table."""
    found = registry()
    asked = found.get(Questionnaire, "cbi-2021-review")
    catalogue = resolve(Catalogue, asked.about, found)
    url = f"sqlite:///{folder / f'{experts}-{rated}.db'}"
    schema.upgrade(url)
    engine = make_engine(url)
    load(engine, experts, rated, asked, catalogue)
    whole = b"".join(exported(engine, asked, catalogue))

    def read(reader: Callable[[io.TextIOWrapper], object]) -> None:
        with io.TextIOWrapper(io.BytesIO(whole), "utf-8-sig", newline="") as file:
            for _ in reader(file):  # type: ignore[attr-defined]
                pass

    times: dict[str, list[float]] = {"ours": [], "reader": [], "dict": []}
    for _ in range(repeat):
        times["ours"].append(seconds(lambda: [len(chunk) for chunk in exported(engine, asked, catalogue)]))
        times["reader"].append(seconds(lambda: read(csv.reader)))
        times["dict"].append(seconds(lambda: read(csv.DictReader)))
    ours, reader, by_name = (min(times[name]) for name in times)
    tracemalloc.start()
    for _ in exported(engine, asked, catalogue):
        pass
    most = tracemalloc.get_traced_memory()[1] / 1e6
    tracemalloc.stop()
    rows = whole.count(b"\r\n") - 1
    what = "verdicts, words and three ratings" if rated else "verdicts and words"
    size, ratios = (
        f"{rows:,} | {len(whole) / 1e6:.0f} | {most:.0f}",
        f"{ours / reader:.1f} | {ours / by_name:.1f}",
    )
    print(f"| {experts:,} | {what} | {size} | {ratios} |", flush=True)
    engine.dispose()


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--experts", type=int, nargs="+", default=[1_000, 10_000])
    parser.add_argument("--repeat", type=int, default=3)
    given = parser.parse_args()
    print(
        "| experts | answers | rows | MB | most memory (MB) | export / csv.reader | export / csv.DictReader |"
    )
    print("|---|---|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        for experts in given.experts:
            for rated in (False, True):
                compare(experts, rated, given.repeat, Path(folder))


if __name__ == "__main__":
    main()
