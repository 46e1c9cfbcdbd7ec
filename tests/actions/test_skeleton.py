"""`lbsap plugin new`: a working plugin from the shipped templates, or nothing at all."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from lbsap.actions import skeleton
from lbsap.actions.skeleton import new_plugin
from lbsap.model.actor import Actor
from lbsap.model.errors import BadInput, NotAllowed
from lbsap.testing import check_plugin

LOCAL = Actor.local()


def refusal(name: str, folder: Path) -> tuple[str, str]:
    with pytest.raises(BadInput) as caught:
        new_plugin(LOCAL, name, folder)
    (problem,) = caught.value.problems
    return problem.code, problem.where


def test_a_new_plugin_is_a_whole_distribution(tmp_path: Path) -> None:
    written = new_plugin(LOCAL, "coast-watch", tmp_path)
    assert [path.relative_to(tmp_path).as_posix() for path in written] == [
        "lbsap-coast-watch/README.md",
        "lbsap-coast-watch/lbsap_coast_watch/__init__.py",
        "lbsap-coast-watch/lbsap_coast_watch/py.typed",
        "lbsap-coast-watch/lbsap_coast_watch/rule.py",
        "lbsap-coast-watch/pyproject.toml",
        "lbsap-coast-watch/tests/test_plugin.py",
    ]


def test_a_new_plugin_keeps_the_contract_as_it_stands(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    new_plugin(LOCAL, "keeps", tmp_path)
    monkeypatch.syspath_prepend(tmp_path / "lbsap-keeps")
    assert check_plugin("lbsap_keeps", "keeps") == []


def test_the_test_of_a_new_plugin_passes(tmp_path: Path) -> None:
    new_plugin(LOCAL, "own-test", tmp_path)
    folder = tmp_path / "lbsap-own-test"
    search = os.pathsep.join([str(folder), *sys.path])
    command = [sys.executable, "-W", "error", "-m", "pytest", "-q", "-p", "no:cacheprovider", str(folder)]
    done = subprocess.run(command, cwd=folder, env={**os.environ, "PYTHONPATH": search}, capture_output=True)
    assert done.returncode == 0, done.stdout.decode()


@pytest.mark.parametrize(
    "name", ["", "Coast", "1st", "a_b", "-a", "a-", "a--b", "a.b", "../up", "海岸", "a" * 41]
)
def test_a_name_that_cannot_be_a_plugins_is_refused(tmp_path: Path, name: str) -> None:
    assert refusal(name, tmp_path) == ("plugin_name", "NAME")
    assert list(tmp_path.iterdir()) == []


def test_the_name_of_a_package_at_hand_is_refused(tmp_path: Path) -> None:
    assert refusal("consensus", tmp_path) == ("plugin_name_taken", "NAME")


def test_a_folder_that_exists_is_left_as_it_is(tmp_path: Path) -> None:
    existing = tmp_path / "lbsap-coast"
    existing.mkdir()
    assert refusal("coast", tmp_path) == ("folder_taken", str(existing))
    assert list(existing.iterdir()) == []


def test_a_place_that_does_not_exist_is_refused(tmp_path: Path) -> None:
    assert refusal("coast", tmp_path / "nowhere")[0] == "file_unwritable"


def test_a_failure_midway_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(draft: Path, words: dict[str, str]) -> None:
        (draft / "pyproject.toml").touch()
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(skeleton, "_fill", full)
    assert refusal("coast", tmp_path)[0] == "file_unwritable"
    assert list(tmp_path.iterdir()) == []


def test_only_an_administrator_or_the_local_command_line_may(tmp_path: Path) -> None:
    with pytest.raises(NotAllowed):
        new_plugin(Actor("e", frozenset({"editor"})), "coast", tmp_path)
