"""Style sheet, script and icon: as VENDOR.md tells, small, and asking no other host for anything."""

from __future__ import annotations

import gzip
import hashlib
import re
import subprocess
from pathlib import Path
from typing import Final

import pytest

from lbsap.data import shipped
from tests.services import outside

TEMPLATES: Final = shipped("templates", "web")
STATIC: Final = TEMPLATES / "static"
ASSETS: Final = ("icon.svg", "lbsap.css", "lbsap.js", "workbench.css", "workbench.js")
SCRIPTS: Final = ("lbsap.js", "workbench.js")
NAMESPACE: Final = "http://www.w3.org/2000/svg"
LARGEST_SCRIPT: Final = 15 * 1024
LARGEST_FIRST_VIEW: Final = 40_000 - 10_000  # what a page itself may weigh is left over


def test_every_static_file_is_known_and_has_the_sum_that_vendor_md_tells() -> None:
    told = dict(
        re.findall(
            r"^\| `([\w.]+)` \|.*\| `([0-9a-f]{64})` \|$", (STATIC / "VENDOR.md").read_text("utf-8"), re.M
        )
    )
    assert {path.name for path in STATIC.iterdir()} == {
        "VENDOR.md",
        *ASSETS,
        *(f"{name}.gz" for name in ASSETS),
    }
    assert told == {name: hashlib.sha256((STATIC / name).read_bytes()).hexdigest() for name in ASSETS}


def test_every_class_of_ours_in_a_template_has_its_rule() -> None:
    css = "".join((STATIC / name).read_text("utf-8") for name in ("lbsap.css", "workbench.css"))
    ruled = set(re.findall(r"\.(lbsap-[\w-]+)", css))
    for path in TEMPLATES.rglob("*.html"):
        source = re.sub(r"{#.*?#}", "", path.read_text("utf-8"), flags=re.S)
        used = {
            name for name in re.findall(r"(?<![\w/.-])lbsap-[\w-]+", source) if not name.endswith(("-", "_"))
        }
        assert used <= ruled, f"{path.name}: {used - ruled}"


def test_axe_is_the_file_that_its_vendor_md_tells() -> None:
    vendor = Path(__file__).parents[1] / "browser" / "vendor"
    assert hashlib.sha256((vendor / "axe.min.js").read_bytes()).hexdigest() in (
        vendor / "VENDOR.md"
    ).read_text("utf-8")


@pytest.mark.parametrize("name", ASSETS)
def test_the_compressed_file_holds_the_same(name: str) -> None:
    assert gzip.decompress((STATIC / f"{name}.gz").read_bytes()) == (STATIC / name).read_bytes()


def test_the_files_of_a_first_view_are_small() -> None:
    assert sum((STATIC / f"{name}.gz").stat().st_size for name in ASSETS) < LARGEST_FIRST_VIEW
    assert (STATIC / "lbsap.js").stat().st_size < LARGEST_SCRIPT


@pytest.mark.parametrize(
    "path",
    [
        path
        for path in sorted(TEMPLATES.rglob("*"))
        if path.suffix in (".html", ".css", ".scss", ".js", ".svg")
    ],
    ids=lambda path: path.relative_to(TEMPLATES).as_posix(),
)
def test_nothing_names_another_host(path: Path) -> None:
    assert set(re.findall(r"https?://[^\s\"'<>)]*", path.read_text("utf-8"))) <= {NAMESPACE}


def test_the_style_sheet_loads_nothing_and_brings_no_font() -> None:
    css = (STATIC / "lbsap.css").read_text("utf-8")
    assert not re.search(r"@font-face|@import|url\(|GDS Transport|govuk-crest", css)


def test_our_styles_neither_slant_nor_space_chinese() -> None:
    for path in (TEMPLATES / "styles").glob("*.scss"):
        assert not re.search(r"font-style: (italic|oblique)|letter-spacing", path.read_text("utf-8")), (
            path.name
        )


@pytest.mark.parametrize("name", SCRIPTS)
def test_the_script_runs_under_the_content_security_policy(name: str) -> None:
    script = (STATIC / name).read_text("utf-8")
    assert not re.search(
        r"\beval\(|new Function|\.style\b|setAttribute\(\"(style|on)|document\.write|\balert\(", script
    )


@pytest.mark.parametrize("name", SCRIPTS)
def test_the_script_keeps_to_ecmascript_5(name: str) -> None:
    script = re.sub(r"//[^\n]*|/\*.*?\*/", "", (STATIC / name).read_text("utf-8"), flags=re.S)
    words = re.sub(r'"(?:[^"\\\n]|\\.)*"', '""', script)
    assert not re.search(r"=>|`|\b(let|const|class|async|await|import|export|of)\b|\.\.\.|\?\.|\?\?", words)


@pytest.mark.parametrize("name", SCRIPTS)
def test_the_script_can_be_parsed(name: str) -> None:
    node = outside.need("Node.js", outside.find("node"))
    subprocess.run([node, "--check", STATIC / name], check=True, timeout=60)
