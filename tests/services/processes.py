"""Running outside programs so that none outlives its time."""

from __future__ import annotations

import os
import signal
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path


def run(
    command: Sequence[str | Path], *, seconds: float, cwd: Path | None = None, user: str | None = None
) -> str:
    """Run a command to its end and return what it printed; RuntimeError with its words if it fails or is late.

    `user` runs it as somebody else (root only). A late program is ended together with its children, because the
    commands of LibreOffice and Chromium are only wrappers around the real program.
    """
    # Not a pipe: a server that the command leaves behind would keep it open, and reading would never end.
    with tempfile.TemporaryFile() as output:
        process = subprocess.Popen(
            [str(part) for part in command],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            cwd=cwd,
            user=user,
            extra_groups=[] if user else None,
            start_new_session=True,
        )
        try:
            code = process.wait(seconds)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
            raise RuntimeError(f"{command[0]} had not ended after {seconds} s") from None
        output.seek(0)
        printed = output.read().decode("utf-8", "replace")
    if code != 0:
        raise RuntimeError(f"{command[0]} ended with {code}:\n{printed}")
    return printed
