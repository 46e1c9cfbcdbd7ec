"""Kill -9 under load: no answer that was acknowledged is lost, none stands twice.

  python benchmarks/kill_nine.py [--rounds 50] [--writers 16] [--processes 4] [--seed 1] [--url postgresql://...]

Writers, an expert each, save answers over loopback as fast as they are taken. The server's whole process group is
killed at a random moment and started again, round by round. An answer counts as acknowledged on 2xx or 3xx only.
Afterwards what stands on each item is the answer acknowledged last, or one sent after it whose reply the kill cut off.
Without ``--url`` the database is SQLite in a folder of its own; ``--processes`` above 1 needs gunicorn.
"""

from __future__ import annotations

import argparse
import http.client
import os
import random
import re
import signal
import sys
import tempfile
import threading
import time
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from pathlib import Path
from urllib.parse import urlencode

from deployment import OURS, end, environment, free_port, gunicorn, prepare, serve, start
from sqlalchemy import text

from lbsap.store.engine import make_engine

ITEMS = [f"cbi2021_{n:02d}" for n in range(1, 29)]
EARLIEST, LATEST = 0.3, 2.0
"""Seconds of load before a kill."""


@dataclass
class Writer:
    """One expert: what was sent and acknowledged, by item; words are told apart by a running number."""

    name: str
    port: int
    cookies: dict[str, str] = field(default_factory=dict)
    token: str = ""
    count: int = 0
    revisions: dict[str, int] = field(default_factory=dict)
    acknowledged: dict[str, str] = field(default_factory=dict)
    in_doubt: dict[str, set[str]] = field(default_factory=dict)

    def enter(self, link: str) -> None:
        """Come in by a personal link: begin, agree, tell the profile."""
        self._ask("GET", link)
        self._ask("POST", link, {})
        self._ask("GET", "/e/consent")
        self._ask("POST", "/e/consent", {"agreed": "y"})
        self._ask("GET", "/e/profile")
        told = {"profile-field": "planning", "profile-institution": "research", "profile-experience": "new"}
        self._ask("POST", "/e/profile", told)
        self._ask("GET", f"/e/item/{ITEMS[0]}")

    def write(self, stop: threading.Event) -> None:
        """Save answers, one after the other, until told to stop or the server is gone."""
        while not stop.is_set():
            item = ITEMS[self.count % len(ITEMS)]
            self.count += 1
            try:
                self._save(item, f"{self.name}/{self.count}")
            except (OSError, http.client.HTTPException):
                return

    def _save(self, item: str, words: str) -> None:
        """Save an answer; where a save in doubt was kept after all, the next goes over it."""
        self.in_doubt.setdefault(item, set()).add(words)
        fields = {"verdict": "keep", "reason": words, "revision": str(self.revisions.get(item, 0))}
        status, body = self._ask("POST", f"/e/item/{item}/save", fields)
        found = re.search(r'"revision":\s*(\d+)', body)
        if found:
            self.revisions[item] = int(found[1])
        if status < 400:
            self.acknowledged[item], self.in_doubt[item] = words, set()
        elif status == 409:
            self.in_doubt[item].discard(words)
        else:
            raise RuntimeError(f"{status}: {body[:300]}")

    def _ask(self, method: str, path: str, fields: dict[str, str] | None = None) -> tuple[int, str]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            head = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
            body = None
            if fields is not None:
                body = urlencode(fields | {"csrf_token": self.token})
                head["Content-Type"] = "application/x-www-form-urlencoded"
            connection.request(method, path, body, head)
            answer = connection.getresponse()
            text = answer.read().decode("utf-8", "replace")
        finally:
            connection.close()
        for line in answer.headers.get_all("Set-Cookie", []):
            self.cookies.update({name: one.value for name, one in SimpleCookie(line).items()})
        token = re.search(r'name="csrf_token" value="([^"]+)"', text)
        self.token = token[1] if token else self.token
        return answer.status, text


def attack(command: list[str], given: dict[str, str], writers: list[Writer], seconds: float) -> float:
    """One round: let all write for ``seconds``, then kill. Returns the seconds that starting took."""
    began = time.monotonic()
    server = start(command, writers[0].port, given)
    back = time.monotonic() - began
    stop = threading.Event()
    threads = [threading.Thread(target=one.write, args=(stop,)) for one in writers]
    for one in threads:
        one.start()
    time.sleep(seconds)
    end(server, signal.SIGKILL)
    stop.set()
    for one in threads:
        one.join()
    return back


def faults(url: str, writers: list[Writer]) -> list[str]:
    """What is missing, doubled or damaged."""
    engine = make_engine(url)
    with engine.connect() as connection:
        rows = connection.execute(text("SELECT respondent_id, item, reason FROM answer")).all()
        sound = connection.execute(text("PRAGMA integrity_check")).scalar() if "sqlite" in url else "ok"
    engine.dispose()
    found = [] if sound == "ok" else [f"integrity_check: {sound}"]
    places = [(person, item) for person, item, _ in rows]
    found += [f"doubled: {place}" for place in set(places) if places.count(place) > 1]
    standing = {(words.split("/")[0], item): words for _, item, words in rows}
    for one in writers:
        for item, words in one.acknowledged.items():
            stands = standing.get((one.name, item), "nothing")
            if stands != words and stands not in one.in_doubt[item]:
                found.append(f"missing: {words} on {item}; {stands} stands")
    return found


def run(url: str, folder: Path, given: argparse.Namespace) -> list[str]:
    """All rounds. Prints a line for each."""
    port, rng = free_port(), random.Random(given.seed)  # noqa: S311 - moments of a test
    tokens = prepare(url, given.writers)
    command = serve(port) if given.processes == 1 else gunicorn(OURS, port, given.processes)
    settings = environment(folder, url, port)
    writers = [Writer(f"w{n}", port) for n in range(given.writers)]
    server = start(command, port, settings)
    for one, token in zip(writers, tokens, strict=True):
        one.enter(f"/e/i/{token}")
    end(server)
    for number in range(1, given.rounds + 1):
        seconds = rng.uniform(EARLIEST, LATEST)
        back = attack(command, settings, writers, seconds)
        found = faults(url, writers)
        kept = sum(len(one.acknowledged) for one in writers)
        print(f"round {number}: up in {back:.1f} s, killed after {seconds:.2f} s, {sum(one.count for one in writers)} saves sent, "
              f"{kept} items acknowledged, {len(found)} faults", flush=True)  # fmt: skip
        if found:
            return found
    return [] if all(one.acknowledged for one in writers) else ["a writer was never acknowledged"]


def main() -> None:
    """The command line; exit code 1 where a fault was found."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rounds", type=int, default=50)
    parser.add_argument("--writers", type=int, default=16)
    parser.add_argument("--processes", type=int, default=1)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--url", default="", help="an empty database; SQLite where it is not given")
    given = parser.parse_args()
    os.environ["LBSAP_LANG"] = "en"
    with tempfile.TemporaryDirectory(prefix="lbsap-kill-") as name:
        found = run(given.url or f"sqlite:///{Path(name) / 'lbsap.db'}", Path(name), given)
    print("\n".join(found) or "nothing lost, nothing doubled")
    sys.exit(1 if found else 0)


if __name__ == "__main__":
    main()
