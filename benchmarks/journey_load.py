"""A bounded load generator for loopback: an expert's whole journey, many times.

A journey opens a personal link, fills and posts every page it is led to, and submits. It drives any survey whose pages
work without JavaScript; a ``Profile`` says which forms and links are the journey's.

  python benchmarks/journey_load.py walk --base http://127.0.0.1:8000 --links links.txt --profile lbsap
  python benchmarks/journey_load.py weight http://127.0.0.1:8000/e/i/TOKEN

Needs aiohttp and psutil. ``journeys_ours.py`` prepares everything and compares with the floor.
"""

from __future__ import annotations

import argparse
import asyncio
import gzip
import html
import ipaddress
import json
import random
import re
import socket
import statistics
import time
import zlib
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode, urljoin, urlsplit

import aiohttp
import psutil

MOST_PAGES = 60
MOST_REDIRECTS = 6
WEIGHTS = (7, 1, 2, 2, 1, 1)
"""How often the first, second ... choice of a question is taken."""
WORDS = [
    "habitat",
    "corridor",
    "canopy",
    "wetland",
    "budget",
    "district",
    "baseline",
    "湿地",
    "绿地",
    "连通性",
    "指标",
    "物种",
    "survey",
    "remote",
    "sensing",
    "threshold",
    "monitoring",
    "城市",
    "community",
    "park",
    "native",
]


@dataclass(frozen=True, slots=True)
class Profile:
    """How a survey is walked.

    ``form`` matches the beginning of the tags of the journey's forms; each address is posted to once. Of the buttons
    called ``button`` the first value of ``prefer`` is pressed. A page without such a form is left by the first link
    that ``follow`` matches and that was not opened before; ``home`` may be opened again and again. ``leave_empty``
    matches names of fields. ``done`` proves on the last page that the answers were taken.
    """

    form: str
    done: str
    button: str = "go"
    prefer: tuple[str, ...] = ("next", "submit")
    follow: tuple[str, ...] = ()
    home: str = ""
    leave_empty: str = r"$^"


_OURS = r'<form[^>]*action="/e/(?:i/|consent|profile|closing|submit|%s)'
_THANKS = r"lbsap-notice.{0,200}(?:Thank you|感谢)"
_AT_THE_END = (r"/e/closing", r"/e/review")
_BEYOND_THE_FLOOR = r"name_en$|^(?:settings|troubles|applied|relevance|availability|clarity)$"
PROFILES = {
    "floor": Profile(r"<form\b", r'data-journey="done"'),
    # The floor's fields by those who have agreed to the notice: from the link straight to the compact pages.
    "lbsap": Profile(
        _OURS % "all/",
        _THANKS,
        follow=(r"/e/all/\w+", *_AT_THE_END),
        home="/e/",
        leave_empty=_BEYOND_THE_FLOOR,
    ),
    # All that a first visit asks: notice, first item, profile, components, then the compact pages.
    "lbsap-visit": Profile(
        _OURS % "item/cbi2021_01|components|all/",
        _THANKS,
        follow=(r"/e/all/\w+", *_AT_THE_END),
        home="/e/",
        leave_empty=rf"{_BEYOND_THE_FLOOR}|^several$",
    ),
    "lbsap-items": Profile(
        _OURS % "item/",
        _THANKS,
        follow=(r"/e/item/\w+", *_AT_THE_END),
        home="/e/",
        leave_empty=r"name_en$|^several$",
    ),
}
TAG = re.compile(r"<(input|textarea|select|option|button)\b([^>]*)>", re.IGNORECASE)
ATTRIBUTE = re.compile(r"""([\w:-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+))""")


@dataclass
class Form:
    """A form of a page: fields are (kind, values) by name, kind ``choice``, ``several``, ``line`` or ``words``."""

    action: str
    hidden: list[tuple[str, str]] = field(default_factory=list)
    fields: dict[str, tuple[str, list[str]]] = field(default_factory=dict)
    buttons: list[tuple[str, str]] = field(default_factory=list)

    def fill(self, profile: Profile, rng: random.Random) -> list[tuple[str, str]]:
        """An answer to every field: the worst case, nothing is skipped."""
        data = list(self.hidden)
        for name, (kind, values) in self.fields.items():
            if re.search(profile.leave_empty, name):
                continue
            if kind == "choice":
                weights = [*WEIGHTS, *[1] * len(values)][: len(values)]
                data.append((name, rng.choices(values, weights)[0]))
            elif kind == "several":
                data.extend((name, value) for value in values)
            else:
                data.append((name, phrase(rng, *((10, 30) if kind == "line" else (60, 220)))))
        pressed = [
            (profile.button, value) for value in profile.prefer if (profile.button, value) in self.buttons
        ]
        return data + pressed[:1]


def phrase(rng: random.Random, shortest: int, longest: int) -> str:
    """Words of a length in between."""
    wanted, chosen = rng.randint(shortest, longest), []
    while sum(map(len, chosen)) + len(chosen) < wanted:
        chosen.append(rng.choice(WORDS))
    return " ".join(chosen)[:longest]


def attributes(tag: str) -> dict[str, str]:
    """The attributes of a tag."""
    return {m[1].lower(): html.unescape(m[2] or m[3] or m[4] or "") for m in ATTRIBUTE.finditer(tag)}


def find_form(body: str, here: str, profile: Profile, posted: set[str]) -> Form | None:
    """The first of the journey's forms on a page that was not posted yet."""
    for found in re.finditer(profile.form, body, re.IGNORECASE):
        end = body.find("</form>", found.start())
        chunk = body[found.start() : end if end > 0 else len(body)]
        action = urljoin(here, attributes(chunk[: chunk.index(">")]).get("action", ""))
        if urlsplit(action).path not in posted:
            return _read_form(chunk, action)
    return None


def _read_form(chunk: str, action: str) -> Form:
    form, select = Form(action), ""
    for tag in TAG.finditer(chunk):
        kind, given = tag[1].lower(), attributes(tag[2])
        name, value = given.get("name", ""), given.get("value", "")
        if kind == "option":
            if select and value:
                form.fields[select][1].append(value)
        elif name and kind == "select":
            select = name
            form.fields[name] = ("choice", [])
        elif name:
            _add_control(form, given.get("type", "text").lower() if kind == "input" else kind, name, value)
    return form


def _add_control(form: Form, kind: str, name: str, value: str) -> None:
    if kind == "hidden":
        form.hidden.append((name, value))
    elif kind in ("button", "submit"):
        form.buttons.append((name, value))
    elif kind in ("radio", "checkbox"):
        _, values = form.fields.setdefault(name, ("choice" if kind == "radio" else "several", []))
        values.extend([value] if value else [])
    else:
        form.fields[name] = ("words" if kind == "textarea" else "line", [])


def find_link(body: str, here: str, profile: Profile, opened: set[str]) -> str:
    """The next link of the journey on a page without a form of it. Raises ``RuntimeError`` where there is none."""
    links = [urljoin(here, html.unescape(one)) for one in re.findall(r'<a[^>]+href="([^"]+)"', body)]
    for wanted in profile.follow:
        for link in links:
            if re.fullmatch(wanted, urlsplit(link).path) and urlsplit(link).path not in opened:
                return link
    if any(urlsplit(link).path == profile.home for link in links):
        return urljoin(here, profile.home)
    words = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", body))
    raise RuntimeError(f"neither form nor link at {here}: {words[-200:]}")


class Wire:
    """One person's browser: counts bytes with their headers (as HTTP/1.1 text) and requests."""

    def __init__(self, session: aiohttp.ClientSession) -> None:
        self.session, self.sent, self.received, self.requests = session, 0, 0, 0

    async def call(self, method: str, url: str, data: list[tuple[str, str]] | None = None) -> tuple[str, str]:
        """The address one ends at, and the page there. Raises ``RuntimeError`` for an error of the server."""
        for _ in range(MOST_REDIRECTS):
            body = urlencode(data).encode() if data is not None else None
            head = {"Content-Type": "application/x-www-form-urlencoded"} if body is not None else {}
            async with self.session.request(
                method, url, data=body, headers=head, allow_redirects=False
            ) as answer:
                raw = await answer.read()
            self._count(url, body, raw, answer)
            if answer.status in (301, 302, 303, 307) and "Location" in answer.headers:
                url, method, data = urljoin(url, answer.headers["Location"]), "GET", None
                continue
            if answer.status >= 400:
                raise RuntimeError(f"{answer.status} at {urlsplit(url).path}")
            return url, _unpack(raw, answer.headers.get("Content-Encoding", "")).decode("utf-8", "replace")
        raise RuntimeError("too many redirects")

    def _count(self, url: str, body: bytes | None, raw: bytes, answer: aiohttp.ClientResponse) -> None:
        asked = answer.request_info.headers.items()
        self.requests += 1
        self.sent += len(body or b"") + len(url) + 20 + sum(len(k) + len(v) + 4 for k, v in asked)
        self.received += len(raw) + 17 + sum(len(k) + len(v) + 4 for k, v in answer.raw_headers)


def _unpack(raw: bytes, encoding: str) -> bytes:
    return {"gzip": gzip.decompress, "deflate": zlib.decompress}.get(encoding, bytes)(raw)


@dataclass
class Record:
    """What a level of load measured; times in seconds."""

    times: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    sent: list[int] = field(default_factory=list)
    received: list[int] = field(default_factory=list)
    requests: list[int] = field(default_factory=list)
    fields: list[int] = field(default_factory=list)
    errors: dict[str, int] = field(default_factory=lambda: defaultdict(int))


async def journey(link: str, profile: Profile, seed: int, record: Record, timeout: float) -> None:
    """One journey, recorded. Every second person reads Chinese. Raises ``RuntimeError`` where it does not end well."""
    rng = random.Random(seed)  # noqa: S311 - answers, not secrets
    headers = {"Accept-Encoding": "gzip", "Accept-Language": "zh-CN" if seed % 2 else "en"}
    async with aiohttp.ClientSession(
        connector=aiohttp.TCPConnector(limit=1),
        auto_decompress=False,
        cookie_jar=aiohttp.CookieJar(unsafe=True),
        timeout=aiohttp.ClientTimeout(total=timeout),
        headers=headers,
    ) as session:
        wire, began = Wire(session), time.perf_counter()
        opened, posted, filled = set(), set(), 0
        url, body = await _timed(record, "open", wire.call("GET", link))
        for _ in range(MOST_PAGES):
            if re.search(profile.done, body, re.DOTALL) and posted:
                break
            opened.add(urlsplit(url).path)
            form = find_form(body, url, profile, posted)
            if form is None:
                next_link = find_link(body, url, profile, opened)
                url, body = await _timed(record, "link", wire.call("GET", next_link))
                continue
            data = form.fill(profile, rng)
            posted.add(urlsplit(form.action).path)
            filled += len(data) - len(form.hidden)
            url, body = await _timed(record, "post", wire.call("POST", form.action, data))
        else:
            raise RuntimeError(f"no end after {MOST_PAGES} pages")
    record.times["journey"].append(time.perf_counter() - began)
    record.sent.append(wire.sent)
    record.received.append(wire.received)
    record.requests.append(wire.requests)
    record.fields.append(filled)


async def _timed(record: Record, what: str, call: object) -> tuple[str, str]:
    began = time.perf_counter()
    answer = await call  # type: ignore[misc]
    record.times[what].append(time.perf_counter() - began)
    return answer


def cpu_seconds(pid: int) -> float:
    """What a process and its children have used."""
    parent, used = psutil.Process(pid), 0.0
    for one in (parent, *parent.children(recursive=True)):
        try:
            times = one.cpu_times()
            used += times.user + times.system
        except psutil.NoSuchProcess:
            pass
    return used


def quantile(values: list[float], share: float) -> float:
    """A quantile; 0 of nothing."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else 0.0


async def level(
    links: Iterator[str],
    experts: int,
    profile: Profile,
    *,
    seconds: float,
    most: int,
    pid: int,
    seed: int = 1,
) -> dict[str, object]:
    """Let ``experts`` walk side by side; no journey begins after ``seconds`` or beyond ``most``. Times in ms."""
    record, stop, left = Record(), time.monotonic() + seconds, iter(range(most))

    async def expert() -> None:
        while time.monotonic() < stop and (number := next(left, None)) is not None:
            link = next(links, None)
            if link is None:
                raise SystemExit("too few links")
            try:
                await journey(link, profile, seed + number, record, timeout=60)
            except (RuntimeError, aiohttp.ClientError, TimeoutError) as error:  # counted, never hidden
                record.errors[f"{type(error).__name__}: {error}"[:240]] += 1

    began, used = time.perf_counter(), cpu_seconds(pid) if pid else 0.0
    await asyncio.gather(*(expert() for _ in range(experts)))
    wall, used = time.perf_counter() - began, (cpu_seconds(pid) if pid else 0.0) - used
    done = len(record.requests)
    mean = {
        name: round(statistics.mean(getattr(record, name))) if done else 0
        for name in ("requests", "fields", "sent", "received")
    }
    return {
        "experts": experts,
        "journeys": done,
        "per_second": done / wall,
        "errors": dict(record.errors),
        "cpu_ms": 1000 * used / done if done else 0.0,
        "cpu_ms_per_request": 1000 * used / max(1, sum(record.requests)),
        "cpu_ms_per_post": 1000 * used / max(1, len(record.times["post"])),
        "ms": {
            what: {f"p{round(100 * p)}": round(1000 * quantile(values, p), 1) for p in (0.5, 0.95, 0.99)}
            for what, values in record.times.items()
        },
        **mean,
    }  # fmt: skip


async def weight(url: str) -> list[tuple[str, int]]:
    """The bytes that the first view of a page costs: the document and each style sheet, script and icon it names."""
    async with aiohttp.ClientSession(
        auto_decompress=False, headers={"Accept-Encoding": "gzip"}, cookie_jar=aiohttp.CookieJar(unsafe=True)
    ) as session:
        wire = Wire(session)
        here, body = await wire.call("GET", url)
        found = [("document", wire.received)]
        named = re.findall(r'<(?:script|img)[^>]+src="([^"]+)"', body) + re.findall(
            r'<link[^>]+href="([^"]+)"', body
        )
        for name in dict.fromkeys(html.unescape(one) for one in named if not one.startswith("data:")):
            address = urljoin(here, name)
            if urlsplit(address).netloc != urlsplit(here).netloc:
                raise SystemExit(f"from another host: {address}")
            before = wire.received
            await wire.call("GET", address)
            found.append((urlsplit(address).path.rsplit("/", 1)[-1], wire.received - before))
    return found


def require_loopback(url: str) -> None:
    """Refuse any host but this machine."""
    host = urlsplit(url).hostname or ""
    for *_, address in socket.getaddrinfo(host, None):
        if not ipaddress.ip_address(address[0]).is_loopback:
            raise SystemExit(f"refused: {host} is not loopback")


async def walk(given: argparse.Namespace) -> None:
    """Print one JSON line for each number of experts."""
    links = iter(Path(given.links).read_text("utf-8").split())
    for experts in given.experts:
        measured = await level(
            links, experts, PROFILES[given.profile], seconds=given.seconds, most=given.journeys, pid=given.pid
        )
        print(json.dumps(measured, ensure_ascii=False), flush=True)


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    commands = parser.add_subparsers(dest="command", required=True)
    walking = commands.add_parser("walk")
    walking.add_argument("--base", required=True)
    walking.add_argument("--links", required=True, help="a file of personal links, each used once")
    walking.add_argument("--profile", default="lbsap", choices=PROFILES)
    walking.add_argument("--experts", type=int, nargs="+", default=[1, 8, 32])
    walking.add_argument("--journeys", type=int, default=200, help="at most, a level")
    walking.add_argument("--seconds", type=float, default=60)
    walking.add_argument("--pid", type=int, default=0, help="the server, for its CPU time")
    commands.add_parser("weight").add_argument("base")
    given = parser.parse_args()
    require_loopback(given.base)
    if given.command == "walk":
        asyncio.run(walk(given))
    else:
        for name, size in asyncio.run(weight(given.base)):
            print(f"{size:8}  {name}")


if __name__ == "__main__":
    main()
