"""One run of the command line in this process, with the built-in plugins loaded once."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from click.testing import CliRunner

from lbsap.cli import base
from lbsap.cli.main import lbsap
from lbsap.registry import Registry


@dataclass(frozen=True)
class Run:
    """What a command left: exit code and what it wrote."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """Standard output as JSON."""
        return json.loads(self.out)


@pytest.fixture
def run(own_registry: Registry, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Run]:
    """Run ``lbsap`` with the words given."""
    monkeypatch.setattr(base.Session, "registry", own_registry)
    monkeypatch.delenv("LBSAP_LANG", raising=False)
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.setenv(name, "C.UTF-8")

    def run(*words: object) -> Run:
        result = CliRunner().invoke(lbsap, [str(word) for word in words])
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        return Run(result.exit_code, result.stdout, result.stderr)

    return run
