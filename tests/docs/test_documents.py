"""What a newcomer reads is true: examples run as shown, links lead somewhere, both languages say the same."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, get_args

import pytest
from click.testing import CliRunner
from openpyxl import Workbook

import bootstrap
from lbsap.cli import base
from lbsap.cli.main import lbsap
from lbsap.registry import Registry
from lbsap.settings import Settings
from lbsap.steps.checking.findings import CHECKS
from tests.docs.documents import (
    ENGLISH,
    FILES,
    GUIDE_FOR_PLUGINS,
    PAPERS,
    ROOT,
    Example,
    chinese,
    differences,
    examples,
    headings,
    links,
    prose,
    snippets,
    tables,
)
from tests.glossary import HALF_WIDTH, REFUSED

EVERY = [*ENGLISH, *map(chinese, ENGLISH), *PAPERS]
TOLD = [path for path in ENGLISH if path.name != GUIDE_FOR_PLUGINS]
each = pytest.mark.parametrize("path", EVERY, ids=lambda path: path.name)
each_english = pytest.mark.parametrize("path", ENGLISH, ids=lambda path: path.name)
Run = Callable[[Sequence[str]], tuple[int, str]]


@pytest.fixture
def run(own_registry: Registry, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run the words of an example in a folder that holds the example files; gives exit code and output."""
    shutil.copytree(FILES, tmp_path, dirs_exist_ok=True)
    shutil.copy(ROOT / "tests" / "data" / "citieswithnature_sample.txt", tmp_path / "profile.txt")
    _as_workbook(tmp_path / "observations.csv", tmp_path / "observations.xlsx")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(base.Session, "registry", own_registry)
    for name in [name for name in os.environ if name.startswith("LBSAP_")]:
        monkeypatch.delenv(name)

    def run(words: Sequence[str]) -> tuple[int, str]:
        if words[0] == "python":
            done = subprocess.run([sys.executable, *words[1:]], capture_output=True, text=True, check=False)
            return done.returncode, done.stdout + done.stderr
        settings = [word.split("=", 1) for word in words[: words.index("lbsap")]]
        with monkeypatch.context() as patched:
            for name, value in settings:
                patched.setenv(name, value)
            result = CliRunner().invoke(lbsap, list(words[words.index("lbsap") + 1 :]))
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result.exit_code, result.stdout if "--json" in words else result.output

    return run


def _as_workbook(table: Path, workbook: Path) -> None:
    book = Workbook()
    for line in table.read_text(encoding="utf-8").splitlines():
        book.worksheets[0].append([float(cell) if cell.isdigit() else cell for cell in line.split(",")])
    book.save(workbook)


# --- examples ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("path", TOLD, ids=lambda path: path.stem)
def test_every_example_runs_as_shown(
    path: Path, lang: str, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = path if lang == "en" else chinese(path)
    monkeypatch.setenv("LBSAP_LANG", lang)
    runnable = [one for one in examples(document) if one.words[1:2] != ("bootstrap.py",)]
    assert [fault for one in runnable for fault in _faults(one, run)] == []


def _faults(one: Example, run: Run) -> list[str]:
    try:
        code, output = run(one.words)
    except Exception as error:  # noqa: BLE001 - the fault is told with the example it belongs to
        return [f"$ {one.line}: {type(error).__name__}: {error}"]
    if code != one.code:
        return [f"$ {one.line}: exit code {code}, promised {one.code}: {output[-600:]}"]
    wrong = _not_shown(one.shown, output)
    if one.shape is not None:
        wrong += differences(one.shape, json.loads(output))
    return [f"$ {one.line}: {fault}" for fault in wrong]


def _not_shown(shown: Sequence[str], output: str) -> list[str]:
    """The lines of a document that a command does not print, or not in this order; ``…`` stands for any words."""
    printed = iter([" ".join(line.split()) for line in output.splitlines()])
    patterns = {line: ".*".join(map(re.escape, line.split("…"))) for line in shown}
    return [
        f"not printed here: {line}"
        for line, pattern in patterns.items()
        if not any(re.fullmatch(pattern, one) for one in printed)
    ]


@pytest.mark.parametrize("name", ["README.md", "README.zh.md"])
def test_the_demo_makes_every_file_the_readme_names(name: str, run: Run, tmp_path: Path) -> None:
    assert run(["lbsap", "demo", "--out", "made"])[0] == 0
    rows = [row[0] for row in tables(ROOT / name) if len(row) == 2 and not row[0].startswith("`lbsap ")]
    told = [word for row in rows for word in re.findall(r"`([^`]+)`", row)]
    assert len(told) > 10
    assert [word for word in told if not (tmp_path / "made" / word).exists()] == []


@pytest.mark.parametrize("path", TOLD, ids=lambda path: path.stem)
def test_every_json_command_shows_what_it_prints(path: Path) -> None:
    asked = [one for one in examples(path) if "--json" in one.words]
    assert [one.line for one in asked if one.shape is None] == []


def test_every_command_has_an_example() -> None:
    told = [" ".join(one.words) for one in examples(ROOT / "docs" / "command-line.md")]
    wanted = [f"lbsap {' '.join(name)}" for name in _commands(lbsap)]
    assert [name for name in wanted if not any(line.startswith(name) for line in told)] == []


def test_every_command_that_prints_json_shows_its_shape() -> None:
    shown = [
        " ".join(one.words) for one in examples(ROOT / "docs" / "command-line.md") if one.shape is not None
    ]
    wanted = [
        f"lbsap {' '.join(name)}" for name, command in _commands(lbsap).items() if _prints_json(command)
    ]
    assert [name for name in wanted if not any(line.startswith(f"{name} ") for line in shown)] == []


def _commands(group: Any, above: tuple[str, ...] = ()) -> dict[tuple[str, ...], Any]:
    found: dict[tuple[str, ...], Any] = {}
    for name, command in group.commands.items():
        found |= (
            _commands(command, (*above, name)) if hasattr(command, "commands") else {(*above, name): command}
        )
    return found


def _prints_json(command: Any) -> bool:
    return any("--json" in option.opts for option in command.params)


@pytest.mark.parametrize("path", [*TOLD, *map(chinese, TOLD)], ids=lambda path: path.name)
def test_every_line_shown_of_a_file_stands_in_an_example_file(path: Path) -> None:
    real = {
        line.split("  #")[0].strip()
        for one in FILES.iterdir()
        for line in one.read_text("utf-8").splitlines()
    }
    assert [line for line in snippets(path) if line not in real] == []


@each
def test_the_bootstrap_is_called_by_commands_it_has(path: Path) -> None:
    told = re.findall(r"python3 bootstrap\.py (\w+)", path.read_text(encoding="utf-8"))
    assert [word for word in told if f"\n{word} " not in (bootstrap.__doc__ or "")] == []


# --- the documents among themselves ------------------------------------------------------------------------------


@each
def test_links_lead_to_files_that_exist(path: Path) -> None:
    local = [link.split("#")[0] for link in links(path) if "://" not in link and not link.startswith("#")]
    assert [link for link in local if not (path.parent / link).exists()] == []


@each_english
def test_both_languages_have_the_same_headings(path: Path) -> None:
    levels = [[line.split(" ")[0] for line in headings(one)] for one in (path, chinese(path))]
    assert levels[0] == levels[1]


@each_english
def test_both_languages_have_the_same_examples(path: Path) -> None:
    told = [[(one.words, one.code) for one in examples(document)] for document in (path, chinese(path))]
    assert told[0] == told[1]


@each_english
def test_both_languages_link_to_each_other(path: Path) -> None:
    assert chinese(path).name in links(path)
    assert path.name in links(chinese(path))


def test_the_index_leads_to_every_document() -> None:
    for index in (ROOT / "docs" / "index.md", ROOT / "docs" / "index.zh.md"):
        wanted = {
            one.name for one in index.parent.glob("*.md") if (".zh." in one.name) == (".zh." in index.name)
        }
        assert wanted - {index.name} - set(links(index)) == set()


@each
def test_no_line_of_a_document_names_a_word_the_glossary_refuses(path: Path) -> None:
    assert REFUSED.findall(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("path", [chinese(path) for path in ENGLISH], ids=lambda path: path.name)
def test_chinese_is_set_with_full_width_punctuation(path: Path) -> None:
    words = re.sub(r"\]\([^)]*\)", "", prose(path))
    assert HALF_WIDTH.findall(words) == []


@pytest.mark.parametrize("path", [*TOLD, *PAPERS], ids=lambda path: path.name)
def test_english_sentences_are_short(path: Path) -> None:
    text = re.sub(r"\]\([^)]*\)", "]", prose(path))
    paragraphs = re.split(r"\n\s*\n|\n(?=\s*(?:[-*|#]|\d+\.))|\|", text)
    sentences = [one for words in paragraphs for one in re.split(r"(?<=[.:;!?])\s+", " ".join(words.split()))]
    assert [one for one in sentences if len(one.split()) > 25] == []


# --- documents and code ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["plan-checks.md", "plan-checks.zh.md"])
def test_the_plan_checks_are_those_of_the_code(name: str) -> None:
    rows = [row for row in tables(ROOT / "docs" / name) if row[0].startswith("`")]
    assert [(row[0].strip("`"), row[1]) for row in rows] == [
        (code, severity) for code, (severity, _) in CHECKS.items()
    ]


@pytest.mark.parametrize("name", ["administrators.md", "administrators.zh.md"])
def test_every_setting_is_documented_by_its_name_in_the_environment(name: str) -> None:
    rows = [row[0].strip("`") for row in tables(ROOT / "docs" / name) if row[0].startswith("`LBSAP_")]
    assert rows == [f"LBSAP_{field.upper()}" for field in Settings.model_fields]


@pytest.mark.parametrize("name", ["command-line.md", "command-line.zh.md"])
def test_every_field_of_a_city_is_documented(name: str) -> None:
    from lbsap.model import city

    kinds = (city.CityData, city.Profile, city.Fact, city.Observation, city.CityAction, city.CityTarget,
             city.Project, city.Seat, city.Explanation)  # fmt: skip
    rows = [row[0].strip("`") for row in tables(ROOT / "docs" / name) if row[0].startswith("`")]
    told = {field for row in rows for field in re.split(r"`, `|`、`", row)}
    wanted = {f"{kind.__name__}.{field}" for kind in kinds for field in kind.__dataclass_fields__}
    assert {field.split(".")[1] for field in wanted} - told == set()


@pytest.mark.parametrize("name", ["consensus.md", "consensus.zh.md", "scoring.md", "scoring.zh.md"])
def test_every_shipped_rule_and_variant_is_documented(name: str, own_registry: Registry) -> None:
    from lbsap.model.consultation import ConsensusRule
    from lbsap.model.scoring import ScoringVariant, State

    kind: type[Any] = ConsensusRule if name.startswith("consensus") else ScoringVariant
    wanted = {one.id for one in own_registry.all(kind)} | (
        set(get_args(State)) if kind is ScoringVariant else set()
    )
    told = {row[0].strip("`") for row in tables(ROOT / "docs" / name)}
    assert wanted - told == set()
