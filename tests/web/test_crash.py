"""Killed at random moments under load, the server loses nothing it said it had kept. The long run: benchmarks/."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).resolve().parents[2] / "benchmarks" / "kill_nine.py"


@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
def test_no_acknowledged_answer_is_lost_or_doubled_by_kill_nine(
    database: str, request: pytest.FixtureRequest
) -> None:
    more = [] if database == "sqlite" else ["--url", request.getfixturevalue("postgres_url")]
    command = [sys.executable, str(SCRIPT), "--rounds", "2", "--writers", "4", *more]
    done = subprocess.run(command, capture_output=True, text=True, timeout=170)
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.endswith("nothing lost, nothing doubled\n")
