"""Proves that the wheel works without the checkout: python tests/tools/wheel_trial.py.

Builds the wheel, installs it with the example plugin into an empty environment, and from another folder lists the
plugins and drafts a plan. The versions are those of requirements.lock; which packages are needed, the wheel says.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
EXAMPLE_PLUGIN = ROOT / "tests" / "example_plugin"
CITY = ROOT / "templates" / "demo" / "congjiang.yaml"


def build(project: Path, into: Path) -> Path:
    """Build the wheel of a project into a folder, and return its path."""
    before = set(into.glob("*.whl"))
    command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(into)]
    subprocess.run(command, cwd=project, check=True, stdout=subprocess.DEVNULL)
    (wheel,) = set(into.glob("*.whl")) - before
    return wheel


def install(wheels: list[Path], environment: Path) -> Path:
    """Install wheels into a new environment, and return the folder of its programs."""
    uv = [sys.executable, "-m", "uv"]
    subprocess.run([*uv, "venv", "--quiet", "--python", sys.executable, str(environment)], check=True)
    target = [*uv, "pip", "install", "--quiet", "--python", str(environment)]
    subprocess.run([*target, "--constraint", str(ROOT / "requirements.lock"), *map(str, wheels)], check=True)
    return environment / ("Scripts" if os.name == "nt" else "bin")


def try_out(programs: Path, folder: Path) -> None:
    """Run the installed program in a folder that knows nothing of the checkout."""
    city = Path(shutil.copy(CITY, folder))
    plan = folder / "plan.docx"

    def lbsap(*arguments: str) -> str:
        command = [str(programs / "lbsap"), *arguments]
        # Nothing of the developer's surroundings may help: no PYTHONPATH, no settings.
        surroundings = {
            name: os.environ[name] for name in ("PATH", "SYSTEMROOT", "TMP") if name in os.environ
        }
        done = subprocess.run(command, cwd=folder, env=surroundings, check=True, stdout=subprocess.PIPE)
        return done.stdout.decode("utf-8")

    listed = {
        plugin["name"]: plugin["status"] for plugin in json.loads(lbsap("plugins", "--json"))["plugins"]
    }
    if listed.get("example") != "ok":
        sys.exit(f"The example plugin was not admitted: {listed}")
    lbsap("plan", "draft", city.name, "--lang", "zh", "--out", plan.name)
    if not plan.is_file():
        sys.exit("`lbsap plan draft` ended well but wrote no file.")


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="lbsap-wheel-") as name:
        folder = Path(name)
        wheels = [build(project, folder) for project in (ROOT, EXAMPLE_PLUGIN)]
        programs = install(wheels, folder / "environment")
        elsewhere = folder / "elsewhere"
        elsewhere.mkdir()
        try_out(programs, elsewhere)
    print("The wheel and the example plugin work in an empty environment, away from the checkout.")


if __name__ == "__main__":
    main()
