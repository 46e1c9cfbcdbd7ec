"""A deployment to measure: a database with an open consultation, its links, and a server on loopback."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from urllib.error import HTTPError, URLError

from lbsap import registry as registries
from lbsap.actions.consultations import open_consultation
from lbsap.actions.resolve import resolve
from lbsap.model.actor import Actor
from lbsap.model.catalogue import Catalogue
from lbsap.model.consultation import ConsensusRule
from lbsap.model.questionnaire import OpenQuestion, Questionnaire
from lbsap.model.text import Text
from lbsap.steps.asking.notice import notice_text
from lbsap.store.columns import now
from lbsap.store.consents import Consent, keep_consent
from lbsap.store.consultations import Consultation
from lbsap.store.engine import make_engine, session_scope
from lbsap.store.invitations import Contact, invite
from lbsap.store.respondents import enrol_one
from lbsap.store.schema import upgrade
from lbsap.web.keys import make_key

HERE = Path(__file__).parent
CLOSING_QUESTIONS = 10
PROFILE_QUESTIONS = 2
OURS = "lbsap.web.app:from_environment()"


def sample_questionnaire(shipped: Questionnaire) -> Questionnaire:
    """The shipped questionnaire on the index with as many questions before and after as the floor has."""
    numbered = [OpenQuestion(f"q{n}", Text(f"第{n}题", f"Question {n}")) for n in range(CLOSING_QUESTIONS)]
    return replace(shipped, profile=shipped.profile[:PROFILE_QUESTIONS], closing=tuple(numbered))


def prepare(url: str, experts: int, *, agreed: bool = False) -> list[str]:
    """Make the database with an open consultation, whose experts have ``agreed`` to its notice or will be asked.

    Returns the tokens of their personal links.
    """
    upgrade(url)
    engine, registry = make_engine(url), registries.load((), None)
    questionnaire = sample_questionnaire(registry.get(Questionnaire, "cbi-2021-review"))
    consultation = Consultation(
        Text("示例咨询", "Sample consultation"),
        questionnaire,
        resolve(Catalogue, questionnaire.about, registry),
        host=Text("示例研究院", "Sample institute"),
        contact="help@example.org",
    )
    rule = registry.get(ConsensusRule, "majority")
    number, _ = open_consultation(Actor.local(), engine, consultation, rule, ())
    until = now() + timedelta(days=1)
    words = notice_text(
        consultation.notice,
        consultation.title,
        consultation.host,
        consultation.contact,
        consultation.anonymity,
    )
    consent = Consent(words.version, words.digest, "zh", now())
    with session_scope(engine) as session:  # as the action does, but all in one commit
        people = [enrol_one(session, number)[0] for _ in range(experts)]
        for one in people if agreed else ():
            keep_consent(session, one, consent)
        tokens = [invite(session, number, Contact(f"专家{n}"), one, until) for n, one in enumerate(people)]
    engine.dispose()
    return tokens


def environment(folder: Path, url: str, port: int) -> dict[str, str]:
    """The settings of our application for a folder, a database and a port."""
    key = folder / "lbsap.key"
    if not key.exists():
        make_key(key)
    ours = {"DATABASE_URL": url, "SECRET_KEY_FILE": str(key), "BASE_URL": f"http://127.0.0.1:{port}"}
    return {**os.environ, **{f"LBSAP_{name}": value for name, value in ours.items()}}


def free_port() -> int:
    """A port of this machine that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def gunicorn(application: str, port: int, processes: int = 4) -> list[str]:
    """The command that serves an application by several processes of two threads each."""
    return [sys.executable, "-m", "gunicorn", "--no-control-socket", "-w", str(processes), "-k", "gthread", "--threads", "2",
            "-b", f"127.0.0.1:{port}", "--log-level", "error", "--chdir", str(HERE), application]  # fmt: skip


def serve(port: int) -> list[str]:
    """The command that serves our application by one process, as most deployments do."""
    return [sys.executable, "-c", "from lbsap.cli.main import main; main()", "serve", "--port", str(port)]


def start(command: list[str], port: int, given: Mapping[str, str]) -> subprocess.Popen[bytes]:
    """Start a server in a process group of its own, and wait until it answers."""
    server = subprocess.Popen(command, env=given, stdout=subprocess.DEVNULL, start_new_session=True)
    try:
        wait_for(f"http://127.0.0.1:{port}/healthz", server)
    except BaseException:
        end(server, signal.SIGKILL)
        raise
    return server


def wait_for(url: str, server: subprocess.Popen[bytes], seconds: float = 120) -> None:
    """Wait until a server answers, with whatever code."""
    stop = time.monotonic() + seconds
    while time.monotonic() < stop and server.poll() is None:
        try:
            urllib.request.urlopen(url, timeout=2).close()  # noqa: S310 - loopback
            return
        except HTTPError:
            return
        except (URLError, OSError):
            time.sleep(0.05)
    raise RuntimeError(f"no answer from {url}")


def end(server: subprocess.Popen[bytes], sign: signal.Signals = signal.SIGTERM) -> None:
    """End a server and all its processes."""
    with suppress(ProcessLookupError):
        os.killpg(server.pid, sign)
    server.wait(30)


@contextmanager
def served(command: list[str], port: int, given: Mapping[str, str]) -> Iterator[int]:
    """Serve an application; gives the id of its process."""
    server = start(command, port, given)
    try:
        yield server.pid
    finally:
        end(server)
