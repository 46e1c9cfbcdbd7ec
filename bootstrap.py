"""The one door to a fresh checkout: python3 bootstrap.py demo | test | check  [further arguments].

demo   installs what the program needs and runs the whole job:  lbsap demo
test   installs the development tools too and runs the tests:   pytest
check  style, types, import contracts, declared dependencies, and the wheel in an empty environment

Needs Python 3.11 or newer and nothing else; everything goes into the folder .venv beside this file.
"""

# No syntax newer than Python 3.7 in this file: an old Python must get as far as the message below.
from __future__ import annotations

import hashlib
import locale
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = str(BIN / "python")
RUNTIME, DEVELOPMENT = ROOT / "requirements.lock", ROOT / "requirements-dev.lock"
UV = "uv==0.13.8"

CHECKS = [
    ["ruff", "check", "."],
    ["ruff", "format", "--check", "."],
    ["mypy"],
    ["lint-imports"],
    ["deptry", "core", "plugins", "plan_sections"],
    ["python", str(Path("tests", "tools", "wheel_trial.py"))],
]


def main(arguments: list[str]) -> int:
    """Return the exit code of the command that `arguments` name."""
    command, rest = (arguments[0], arguments[1:]) if arguments else ("", [])
    if command not in ("demo", "test", "check"):
        print(__doc__)
        return 2
    refuse_what_cannot_work()
    set_up(RUNTIME if command == "demo" else DEVELOPMENT)
    if command == "demo":
        return run("lbsap", "demo", *rest)
    if command == "test":
        return run("python", "-m", "pytest", *rest)
    failed = [" ".join(check) for check in CHECKS if run(*check) != 0]
    print("\n".join("FAILED: " + check for check in failed) or "All checks passed.")
    return 1 if failed else 0


def refuse_what_cannot_work() -> None:
    """Leave with an explanation where this Python cannot run the program."""
    if sys.version_info < (3, 11):
        sys.exit("lbsap needs Python 3.11 or newer; this is Python " + sys.version.split()[0] + ".")
    # Up to Python 3.12 the link to a checkout is read in the system's encoding, which then must hold its path.
    utf8 = locale.getencoding().lower().replace("-", "") == "utf8"
    if sys.version_info < (3, 13) and not str(ROOT).isascii() and not utf8:
        sys.exit(
            "Python before 3.13 cannot read the name of the folder " + ascii(str(ROOT)) + " on this system. "
            "Move it to a folder with a plain ASCII name, or use Python 3.13."
        )


def set_up(lock: Path) -> None:
    """Install the versions of `lock` and the checkout itself into .venv, unless that was done before."""
    stamp = VENV / (lock.name + ".done")
    decisive = str(ROOT).encode() + lock.read_bytes() + (ROOT / "pyproject.toml").read_bytes()
    wanted = hashlib.sha256(decisive).hexdigest()
    if stamp.is_file() and stamp.read_text() == wanted:
        return
    if not Path(PYTHON + (".exe" if os.name == "nt" else "")).exists():
        make_environment()
    must("python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check", UV)
    must("uv", "pip", "install", "--quiet", "--require-hashes", "-r", str(lock))
    must("uv", "pip", "install", "--quiet", "--no-deps", "-e", ".")
    stamp.write_text(wanted)


def make_environment() -> None:
    """Make an empty .venv, or none: a half-made one would stand in the way of the next try."""
    print("Setting up .venv (once; it takes a minute or two) ...", flush=True)
    if subprocess.call([sys.executable, "-m", "venv", "--clear", str(VENV)]) != 0:
        shutil.rmtree(str(VENV), ignore_errors=True)
        sys.exit("Python could not make a virtual environment; its own message stands above.")


def must(*command: str) -> None:
    """Run one command of the environment, and leave with its exit code if it fails."""
    code = run(*command)
    if code != 0:
        sys.exit(code)


def run(program: str, *arguments: str) -> int:
    """Run a program of the environment in the checkout, and return its exit code."""
    # The folder of the environment first, so that every tool started from there finds the others.
    path = str(BIN) + os.pathsep + os.environ.get("PATH", "")
    environment = dict(os.environ, VIRTUAL_ENV=str(VENV), PATH=path)
    return subprocess.call([str(BIN / program), *arguments], cwd=str(ROOT), env=environment)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
