"""The guide for plugin authors says the same in both languages, and nothing that the tests do not run."""

from __future__ import annotations

import inspect
import json
import os
import re
import subprocess
import sys
from functools import partial
from importlib import import_module
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest
from click.testing import CliRunner

from lbsap import hooks
from lbsap.cli.base import Session
from lbsap.cli.main import lbsap
from lbsap.data import read_value
from lbsap.model.city import CityData
from lbsap.registry import KINDS, Candidate, Kind, Registry
from lbsap.settings import Settings
from lbsap.steps.cities.needs import read_fields
from lbsap.testing import check_plugin

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = Path(__file__).with_name("examples")
EXAMPLE_PLUGIN = ROOT / "tests" / "example_plugin"
GUIDES = {lang: ROOT / "docs" / name for lang, name in (("en", "plugins.md"), ("zh", "plugins.zh.md"))}
RUN = [
    path
    for folder in (EXAMPLES, EXAMPLE_PLUGIN)
    for suffix in ("py", "yaml", "toml")
    for path in folder.rglob(f"*.{suffix}")
]
LIMIT = {
    "en": "We isolate mistakes, not malice, endless loops or memory; only an administrator installs plugins.",
    "zh": "程序能隔离插件的差错，不能防范恶意代码、死循环和内存耗尽；只有管理员可以安装插件。",
}


def guide(lang: str) -> str:
    return GUIDES[lang].read_text(encoding="utf-8")


def blocks(lang: str, *kinds: str) -> list[str]:
    """The fenced blocks of these kinds, in order."""
    return re.findall(rf"^```(?:{'|'.join(kinds)})\n(.*?)^```$", guide(lang), re.MULTILINE | re.DOTALL)


@pytest.fixture(scope="module")
def shipped() -> Registry:
    """What the examples refer to: the shipped index, outline and frameworks."""
    registry = Registry()
    for name in ("cbi", "gbf", "outline"):
        registry.admit(Candidate(name, partial(import_module, f"lbsap_{name}"), own=True))
    return registry


def module(path: Path) -> ModuleType:
    spec = spec_from_file_location(f"example_{path.stem}", path)
    assert spec is not None
    assert spec.loader is not None
    loaded = module_from_spec(spec)
    spec.loader.exec_module(loaded)
    return loaded


# --- the examples run --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", sorted(EXAMPLES.glob("*.py")), ids=lambda path: path.stem)
def test_each_example_in_a_file_of_its_own_is_a_plugin_in_order(path: Path, shipped: Registry) -> None:
    assert check_plugin(module(path), "example", at_hand=shipped) == []


def test_the_example_plugin_is_in_order(shipped: Registry, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(EXAMPLE_PLUGIN)
    assert check_plugin("lbsap_example", "example", at_hand=shipped) == []


def test_the_example_plugins_own_tests_pass() -> None:
    search = os.pathsep.join([str(EXAMPLE_PLUGIN), *sys.path])
    command = [sys.executable, "-W", "error", "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests"]
    environment = {**os.environ, "PYTHONPATH": search}
    done = subprocess.run(command, cwd=EXAMPLE_PLUGIN, env=environment, capture_output=True)
    assert done.returncode == 0, done.stdout.decode()


def test_the_citys_file_answers_the_example_sections_needs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(EXAMPLE_PLUGIN)
    (section,) = import_module("lbsap_example.coast").plan_sections()
    city = read_value(CityData, EXAMPLES / "coast_city.yaml")
    fields, problems = read_fields({section.id: section}, city.fields)
    assert problems == ()
    assert set(fields[section.id]) == {need.id for need in section.needs}


# --- the guide shows what runs -----------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", GUIDES)
def test_every_example_in_the_guide_is_part_of_a_file_that_runs(lang: str) -> None:
    sources = ["\n" + path.read_text(encoding="utf-8") + "\n" for path in RUN]
    shown = blocks(lang, "python", "yaml", "toml")
    assert [block for block in shown if not any(f"\n{block}" in source for source in sources)] == []


def test_both_guides_show_the_same_examples() -> None:
    assert blocks("en", "python", "yaml", "toml") == blocks("zh", "python", "yaml", "toml")


# --- every hook is documented and has an example -------------------------------------------------------------------


def signature(kind: Kind) -> str:
    hook = getattr(hooks, kind.hook)
    return f"{kind.hook}() -> {inspect.signature(hook).return_annotation}"


def work(kind: Kind) -> str | None:
    """The item's own work with its signature; data have none."""
    name = getattr(kind.type, "work", None)
    return f"{name}: {kind.type.__annotations__[name]}" if name else None


@pytest.mark.parametrize("lang", GUIDES)
@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.hook)
def test_every_hook_is_documented_with_its_signature_and_an_example(kind: Kind, lang: str) -> None:
    found = re.search(
        rf"^### `{re.escape(signature(kind))}`\n(.*?)(?=^##)", guide(lang), re.MULTILINE | re.DOTALL
    )
    assert found is not None
    chapter = found[1]
    assert work(kind) is None or f"\n`{work(kind)}`\n" in chapter
    assert "```python\n" in chapter


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.hook)
def test_every_hook_has_an_example_that_runs(kind: Kind) -> None:
    assert [path for path in RUN if f"@hookimpl\ndef {kind.hook}()" in path.read_text(encoding="utf-8")]


# --- what else the guide promises --------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", GUIDES)
def test_the_guide_names_the_current_api_and_the_switch_that_exists(lang: str) -> None:
    assert f"`LBSAP_API = {hooks.API}`" in guide(lang)
    (switch,) = set(re.findall(r"LBSAP_PLUGINS_\w+", guide(lang)))
    settings: Any = Settings
    assert switch.removeprefix("LBSAP_").lower() in settings.model_fields


@pytest.mark.parametrize("lang", GUIDES)
def test_the_list_of_plugins_looks_as_the_guide_shows_it(lang: str, monkeypatch: pytest.MonkeyPatch) -> None:
    registry = Registry()
    registry.admit(Candidate("cbi", partial(import_module, "lbsap_cbi"), own=True))
    registry.admit(Candidate("coast-watch", partial(SimpleNamespace, LBSAP_API=0)))
    monkeypatch.setattr(Session, "registry", registry)
    monkeypatch.setenv("LBSAP_LANG", lang)
    listed, told = (CliRunner().invoke(lbsap, ["plugins", *more]) for more in ([], ["--json"]))
    assert (listed.exit_code, told.exit_code) == (1, 1)
    (as_json,) = blocks(lang, "json")
    assert json.loads(told.stdout) == json.loads(as_json)
    (as_table,) = [block for block in blocks(lang, "console") if block.startswith("$ lbsap plugins\n")]
    assert [line.split() for line in listed.stdout.splitlines()] == [
        line.split() for line in as_table.splitlines()[1:]
    ]


@pytest.mark.parametrize("lang", GUIDES)
def test_the_guide_states_the_limit_of_isolation(lang: str) -> None:
    assert LIMIT[lang] in guide(lang).replace("\n", " ")
