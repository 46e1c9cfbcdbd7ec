"""The command line starts fast, and tells faults in the reader's language with the right exit code."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

HEAVY = (
    "pandas",
    "scipy",
    "sklearn",
    "docx",
    "numpy",
    "sqlmodel",
    "rapidfuzz",
    "lxml",
    "openpyxl",
    "xlsxwriter",
    "flask",
    "waitress",
)


def test_help_loads_nothing_heavy() -> None:
    script = (
        "import sys, click\n"
        "from lbsap.cli.main import lbsap\n"
        "try:\n    lbsap(['--help'])\n"
        "except SystemExit:\n    pass\n"
        f"loaded = [name for name in {HEAVY!r} if name in sys.modules]\n"
        "sys.exit(f'loaded: {loaded}' if loaded else 0)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "From experts' answers" in done.stdout


@pytest.mark.parametrize(("lang", "words"), [("zh", "找不到文件"), ("en", "no such file")])
def test_a_missing_file_is_told_in_the_readers_language(
    run: Callable[..., object], lang: str, words: str
) -> None:
    result = run("--lang", lang, "score", "--index", "cbi-2021", "none.yaml")
    assert (result.code, result.out) == (2, "")  # type: ignore[attr-defined]
    assert words in result.err  # type: ignore[attr-defined]
    assert "none.yaml" in result.err  # type: ignore[attr-defined]


def test_the_language_of_the_machine_is_the_default(
    run: Callable[..., object], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    assert "找不到文件" in run("catalogue", "show", "none.yaml").err  # type: ignore[attr-defined]


def test_a_wrong_setting_is_told_at_the_start(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    environment = {
        "LBSAP_LANG": "klingon",
        "LBSAP_DEFINITIONS": str(tmp_path / "none"),
        "PATH": "/usr/bin:/bin",
    }
    done = subprocess.run(
        [sys.executable, "-c", "from lbsap.cli.main import main; main()", "plugins"],
        capture_output=True, text=True, check=False, env=environment, cwd=tmp_path,
    )  # fmt: skip
    assert done.returncode == 2
    assert "LBSAP_LANG" in done.stderr
    assert "LBSAP_DEFINITIONS" in done.stderr
    assert "Traceback" not in done.stderr


def test_settings_come_from_a_file_and_the_environment_wins(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from lbsap.settings import load_settings

    (tmp_path / "lbsap.toml").write_text('lang = "zh"\nlog_level = "info"\n', encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("LBSAP_LANG", raising=False)
    assert (load_settings().lang, load_settings().log_level) == ("zh", "INFO")
    monkeypatch.setenv("LBSAP_LANG", "en")
    assert load_settings().lang == "en"


def test_an_unknown_setting_in_the_file_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from lbsap.model.errors import BadInput
    from lbsap.settings import load_settings

    (tmp_path / "lbsap.toml").write_text('colour = "green"\n', encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(BadInput, match=r"lbsap\.toml: colour"):
        load_settings()
