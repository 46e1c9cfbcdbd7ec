"""What stands under everything: the wheel, the lock files, the folders, and who may import whom."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[1]
SOURCE_ROOTS = ("core", "plugins", "plan_sections")
DATA_ROOMS = ("questionnaires", "templates")
PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
IMPORT_RULES: dict[str, Any] = PROJECT["tool"]["importlinter"]
CONTRACTS: dict[str, dict[str, Any]] = {contract["id"]: contract for contract in IMPORT_RULES["contracts"]}
DOOR = {"hooks", "data", "model"}


def files_below(folder: Path) -> set[str]:
    """Return the files below a folder, as paths from there, without what Python leaves behind when it runs."""
    paths = (path for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    return {path.relative_to(folder).as_posix() for path in paths}


def packages_in(*roots: str) -> set[str]:
    return {path.parent.name for root in roots for path in (ROOT / root).glob("*/__init__.py")}


def plugins() -> set[str]:
    return packages_in("plugins", "plan_sections")


def core_modules() -> set[str]:
    below = (ROOT / "core" / "lbsap").iterdir()
    return {path.stem for path in below if path.suffix == ".py" or (path / "__init__.py").is_file()} - {
        "__init__"
    }


# --- the wheel ---------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def in_wheel(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """The files of a freshly built wheel, its own metadata left aside."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    (wheel,) = folder.glob("*.whl")
    return {name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name}


def test_the_wheel_puts_nothing_but_lbsap_packages_beside_other_peoples(in_wheel: set[str]) -> None:
    assert {name.split("/")[0] for name in in_wheel} == packages_in(*SOURCE_ROOTS)
    assert all(name.startswith("lbsap") for name in in_wheel)


def test_the_wheel_carries_every_file_of_the_packages_and_the_data_rooms(in_wheel: set[str]) -> None:
    sources = {name for root in SOURCE_ROOTS for name in files_below(ROOT / root)}
    shipped = {f"lbsap/_shipped/{room}/{name}" for room in DATA_ROOMS for name in files_below(ROOT / room)}
    assert in_wheel == sources | shipped


def test_every_package_says_that_it_is_typed(in_wheel: set[str]) -> None:
    assert {f"{package}/py.typed" for package in packages_in(*SOURCE_ROOTS)} <= in_wheel


# --- the lock files ----------------------------------------------------------------------------------------------


def pinned(lock: str) -> dict[str, set[str]]:
    """Return the versions (one for each range of Pythons) of each distribution in a lock file."""
    versions: dict[str, set[str]] = {}
    for name, version in re.findall(
        r"^([\w.-]+)==(\S+)", (ROOT / lock).read_text(encoding="utf-8"), re.MULTILINE
    ):
        versions.setdefault(name, set()).add(version)
    return versions


def distribution_name(requirement: str) -> str:
    return re.split(r"[^\w.-]", requirement)[0].lower().replace("_", "-").replace(".", "-")


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-dev.lock"])
def test_a_lock_file_names_versions_and_hashes_but_no_address(lock: str) -> None:
    text = (ROOT / lock).read_text(encoding="utf-8")
    assert "://" not in text
    assert "index-url" not in text
    entries = re.split(r"^(?=\w)", text, flags=re.MULTILINE)[1:]
    assert entries
    assert [entry.split(" ")[0] for entry in entries if "--hash=sha256:" not in entry] == []


def test_each_declared_dependency_is_locked() -> None:
    extras = PROJECT["project"]["optional-dependencies"]["postgres"]
    development = PROJECT["dependency-groups"]["dev"]
    needed = {distribution_name(requirement) for requirement in PROJECT["project"]["dependencies"]}
    assert needed - pinned("requirements.lock").keys() == set()
    needed |= {distribution_name(requirement) for requirement in [*extras, *development]}
    assert needed - pinned("requirements-dev.lock").keys() == set()


def test_the_tests_run_with_the_versions_that_users_get() -> None:
    tested = pinned("requirements-dev.lock")
    assert {name: tested.get(name) for name in pinned("requirements.lock")} == pinned("requirements.lock")


# --- the folders -------------------------------------------------------------------------------------------------


def test_the_top_level_holds_only_what_the_architecture_names() -> None:
    if not (ROOT / ".git").exists():
        pytest.skip("not a git checkout")
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True, encoding="utf-8"
    )
    top = {name.split("/")[0] for name in listed.stdout.split("\0") if name}
    rooms = {*SOURCE_ROOTS, *DATA_ROOMS, "tests", "docs", "benchmarks"}
    papers = {"README.md", "README.zh.md", "ARCHITECTURE.md", "CHANGELOG.md", "LICENSE"}
    machinery = {"pyproject.toml", "bootstrap.py", "requirements.lock", "requirements-dev.lock"}
    assert {name for name in top if not name.startswith(".")} - rooms - papers - machinery == set()


def test_no_file_of_code_has_grown_too_long_to_read() -> None:
    files = [path for root in (*SOURCE_ROOTS, "tests", "benchmarks") for path in (ROOT / root).rglob("*.py")]
    assert [str(path) for path in files if path.read_text(encoding="utf-8").count("\n") > 800] == []


def test_every_plugin_folder_is_an_entry_point_and_every_entry_point_a_folder() -> None:
    entry_points = PROJECT["project"]["entry-points"]["lbsap"]
    assert entry_points == {package.removeprefix("lbsap_"): package for package in sorted(plugins())}


# --- who may import whom -----------------------------------------------------------------------------------------


def test_the_import_contracts_know_every_plugin() -> None:
    lists = {
        "root packages": set(IMPORT_RULES["root_packages"]) - {"lbsap"},
        "core never imports": set(CONTRACTS["core"]["forbidden_modules"]) - {"docx"},
        "use the door only": set(CONTRACTS["door"]["source_modules"]),
        "are independent": set(CONTRACTS["independence"]["modules"]),
        "are our own": set(PROJECT["tool"]["deptry"]["known_first_party"]) - {"lbsap"},
    }
    assert lists == dict.fromkeys(lists, plugins())


def test_the_import_contracts_know_every_module_of_core() -> None:
    layers = {module for layer in CONTRACTS["layers"]["layers"] for module in re.findall(r"\w+", layer)}
    assert layers == core_modules()
    behind_the_door = {f"lbsap.{module}" for module in core_modules() - DOOR}
    assert set(CONTRACTS["door"]["forbidden_modules"]) == behind_the_door


@pytest.mark.parametrize(
    ("file", "line", "broken"),
    [
        ("core/lbsap/model/__init__.py", "import lbsap.actions", "core is layered"),
        ("core/lbsap/stray.py", "", "core is layered"),
        ("core/lbsap/actions/__init__.py", "import lbsap_cbi", "core never imports a plugin"),
        ("core/lbsap/actions/__init__.py", "import docx", "core never imports a plugin"),
        ("plugins/lbsap_cbi/__init__.py", "import lbsap.store", "plugins use the door only"),
        (
            "plan_sections/lbsap_sections/__init__.py",
            "import lbsap_docx",
            "plugins know nothing of one another",
        ),
        ("core/lbsap/steps/__init__.py", "import sqlmodel", "steps, hooks and values are pure"),
    ],
)
def test_a_forbidden_import_is_found(tmp_path: Path, file: str, line: str, broken: str) -> None:
    for root in SOURCE_ROOTS:
        shutil.copytree(ROOT / root, tmp_path / root, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    with (tmp_path / file).open("a", encoding="utf-8") as module:
        module.write(f"\n{line}\n")
    search = os.pathsep.join(str(tmp_path / root) for root in SOURCE_ROOTS)
    linter = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run(
        [linter, "--no-cache"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": search, "COLUMNS": "200", "NO_COLOR": "1"},
        capture_output=True,
        encoding="utf-8",
    )
    assert done.returncode == 1
    assert re.search(rf"{broken}.* BROKEN", done.stdout + done.stderr)
