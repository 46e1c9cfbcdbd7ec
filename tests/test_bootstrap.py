"""The one door to a fresh checkout: what it refuses, and what it does twice or not twice."""

from __future__ import annotations

import ast
import sys
from pathlib import Path

import pytest

import bootstrap


@pytest.fixture
def commands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, ...]]:
    """Commands that were run in an environment that is already made, instead of running them."""
    python = tmp_path / "python"
    python.touch()
    (tmp_path / "python.exe").touch()
    ran: list[tuple[str, ...]] = []

    def run(*command: str) -> int:
        ran.append(command)
        return 0

    monkeypatch.setattr(bootstrap, "VENV", tmp_path)
    monkeypatch.setattr(bootstrap, "PYTHON", str(python))
    monkeypatch.setattr(bootstrap, "run", run)
    return ran


def test_an_old_python_can_read_the_file_and_is_told_what_is_needed(monkeypatch: pytest.MonkeyPatch) -> None:
    ast.parse(Path(bootstrap.__file__).read_text(encoding="utf-8"), feature_version=(3, 7))
    monkeypatch.setattr(sys, "version_info", (3, 10, 14))
    with pytest.raises(SystemExit, match=r"needs Python 3\.11 or newer"):
        bootstrap.main(["demo"])


@pytest.mark.parametrize(
    ("version", "encoding", "refused"),
    [((3, 12), "cp936", True), ((3, 12), "UTF-8", False), ((3, 13), "cp936", False)],
)
def test_a_folder_whose_name_this_python_could_not_read_is_refused(
    monkeypatch: pytest.MonkeyPatch, version: tuple[int, int], encoding: str, refused: bool
) -> None:
    monkeypatch.setattr(sys, "version_info", version)
    monkeypatch.setattr("locale.getencoding", lambda: encoding)
    monkeypatch.setattr(bootstrap, "ROOT", Path("/家/lbsap"))
    if not refused:
        return bootstrap.refuse_what_cannot_work()
    with pytest.raises(SystemExit, match=r"Move it to a folder with a plain ASCII name"):
        bootstrap.refuse_what_cannot_work()
    return None


@pytest.mark.parametrize("arguments", [[], ["deploy"]])
def test_an_unknown_command_gets_the_list_of_those_there_are(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert bootstrap.main(arguments) == 2
    assert "demo | test | check" in capsys.readouterr().out


def test_the_second_run_installs_nothing(commands: list[tuple[str, ...]]) -> None:
    assert bootstrap.main(["demo", "--out", "here"]) == 0
    installs = [command for command in commands if "install" in command]
    assert [command[-1] for command in installs] == [bootstrap.UV, str(bootstrap.RUNTIME), "."]
    assert all("--require-hashes" in command for command in installs if str(bootstrap.RUNTIME) in command)
    commands.clear()
    bootstrap.main(["demo"])
    assert commands == [("lbsap", "demo")]


def test_a_changed_lock_is_installed(
    commands: list[tuple[str, ...]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lock = tmp_path / "some.lock"
    lock.write_bytes(b"one==1")
    bootstrap.set_up(lock)
    commands.clear()
    lock.write_bytes(b"one==2")
    bootstrap.set_up(lock)
    assert len(commands) == 3


def test_a_failed_check_is_named_and_the_others_still_run(
    commands: list[tuple[str, ...]], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def run(*command: str) -> int:
        commands.append(command)
        return 1 if command == ("mypy",) else 0

    monkeypatch.setattr(bootstrap, "run", run)
    assert bootstrap.main(["check"]) == 1
    assert [list(command) for command in commands[-len(bootstrap.CHECKS) :]] == bootstrap.CHECKS
    assert "FAILED: mypy" in capsys.readouterr().out
