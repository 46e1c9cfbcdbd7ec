"""Experts' journeys through our pages beside the framework floor, in one run: ratios as a Markdown table.

  python benchmarks/journeys_ours.py [--seconds 12] [--rounds 3] [--json FILE]

Both are served by gunicorn, 4 processes of 2 threads each, on SQLite with all shipped plugins; every second expert
reads Chinese. The questionnaire asks the floor's 96 fields: 2 in the profile, verdict, name and reason of 28 indicators
in the compact mode, 10 at the end. Measured beside the floor are experts who have agreed to the notice, from the link
to the reference number; they also press "begin" and read the review. Apart stand the whole first
visit, with notice, first item and choice of components, and the way of one item a page.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import statistics
import tempfile
from pathlib import Path
from typing import Any

from deployment import OURS, environment, free_port, gunicorn, prepare, served
from journey_load import PROFILES, level, weight

EXPERTS = (8, 32)
FLOOR = "journey_floor:make_floor()"


def compare(seconds: float, rounds: int) -> dict[str, Any]:
    """Measure floor and ours in turn, ``rounds`` times at each number of experts, then the items one by one."""
    with tempfile.TemporaryDirectory(prefix="lbsap-journeys-") as name:
        folder = Path(name)
        url = f"sqlite:///{folder / 'lbsap.db'}"
        most = int(seconds * 60)
        agreed = iter(prepare(url, most * (rounds * len(EXPERTS) + 2), agreed=True))
        strangers = iter(prepare(url, most * (rounds + 1)))
        ports = free_port(), free_port()
        floor_links = (f"http://127.0.0.1:{ports[0]}/q/t{n}" for n in range(10**9))
        links, first_links = (
            (f"http://127.0.0.1:{ports[1]}/e/i/{token}" for token in tokens) for tokens in (agreed, strangers)
        )
        with (
            served(
                gunicorn(FLOOR, ports[0]), ports[0], os.environ | {"FLOOR_DB": str(folder / "floor.db")}
            ) as floor,
            served(gunicorn(OURS, ports[1]), ports[1], environment(folder, url, ports[1])) as ours,
        ):
            sides = {
                "floor": (floor_links, "floor", floor),
                "ours": (links, "lbsap", ours),
                "visit": (first_links, "lbsap-visit", ours),
                "items": (first_links, "lbsap-items", ours),
            }

            def run(side: str, experts: int, long: float = seconds) -> dict[str, Any]:
                used, profile, pid = sides[side]
                return asyncio.run(level(used, experts, PROFILES[profile], seconds=long, most=most, pid=pid))

            for side in ("floor", "ours"):
                run(side, 8, long=max(seconds, 10))  # each process makes ready what it keeps, per language
            measured = [
                {side: run(side, experts) for side in ("floor", "ours")}
                for _ in range(rounds)
                for experts in EXPERTS
            ]
            return {
                "levels": measured,
                "visit": [{side: run(side, 8) for side in ("floor", "visit")} for _ in range(rounds)],
                "items": run("items", 8),
                "weight": asyncio.run(weight(next(links))),
            }


def report(found: dict[str, Any]) -> str:
    """The measurements as a Markdown table of ratios; medians over the rounds."""
    lines = ["| | floor | ours | ratio | bound |", "|---|---|---|---|---|"]
    for experts in EXPERTS:
        pairs = [one for one in found["levels"] if one["floor"]["experts"] == experts]
        lines += [
            _row(f"journeys per second, {experts} experts", pairs, "per_second", "at least 0.6"),
            _row(f"server CPU a journey (ms), {experts} experts", pairs, "cpu_ms", "at most 1.6"),
            _row(f"server CPU a request (ms), {experts} experts", pairs, "cpu_ms_per_request", ""),
            _tail(
                f"p99 / p50 of a posted page, {experts} experts", pairs, "at most 4" if experts == 8 else ""
            ),
            f"| errors, {experts} experts | {_errors(pairs, 'floor')} | {_errors(pairs, 'ours')} | | 0 |",
        ]
    pairs = found["levels"]
    for what in ("requests", "fields"):
        lines.append(_row(f"{what} a journey", pairs, what, ""))
    size, requests = sum(size for _, size in found["weight"]), len(found["weight"])
    lines.append(f"| first view: bytes on the wire | | {size:,} | | at most 40,000 |")
    lines.append(f"| first view: requests | | {requests} | | at most 6 |")
    visits = [{"floor": one["floor"], "ours": one["visit"]} for one in found["visit"]]
    lines += [
        _row("the whole first visit, 8 experts: journeys per second", visits, "per_second", ""),
        _row("the whole first visit: server CPU a journey (ms)", visits, "cpu_ms", ""),
        _row("the whole first visit: requests", visits, "requests", ""),
    ]
    items = found["items"]
    post = items["ms"]["post"]
    lines.append(
        f"| one item a page, 8 experts: post and next page, p50 / p99 (ms) | | {post['p50']:.0f} / {post['p99']:.0f} | | |"
    )
    lines.append(f"| one item a page: server CPU a page (ms) | | {items['cpu_ms_per_post']:.1f} | | |")
    return "\n".join(lines)


def _row(title: str, pairs: list[Any], what: str, bound: str) -> str:
    floor, ours = (statistics.median(one[side][what] for one in pairs) for side in ("floor", "ours"))
    ratio = statistics.median(one["ours"][what] / one["floor"][what] for one in pairs)
    return f"| {title} | {floor:.1f} | {ours:.1f} | {ratio:.2f} | {bound} |"


def _tail(title: str, pairs: list[Any], bound: str) -> str:
    told = []
    for side in ("floor", "ours"):
        posts = [one[side]["ms"]["post"] for one in pairs]
        told.append(f"{statistics.median(post['p99'] / post['p50'] for post in posts):.1f}")
    return f"| {title} | {told[0]} | {told[1]} | | {bound} |"


def _errors(pairs: list[Any], side: str) -> int:
    return sum(sum(one[side]["errors"].values()) for one in pairs)


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--seconds", type=float, default=12, help="of load, for each side and number of experts"
    )
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--json", type=Path, help="keep all figures here")
    given = parser.parse_args()
    found = compare(given.seconds, given.rounds)
    if given.json:
        given.json.write_text(json.dumps(found, indent=1, ensure_ascii=False), encoding="utf-8")
    print(report(found))


if __name__ == "__main__":
    main()
