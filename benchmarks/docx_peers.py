"""Ways to write the same bilingual plan as a Word file, measured in one run.

Methods
  addrow   python-docx, ``table.add_row().cells``                                   (no charts)
  lxml     python-docx, each table as one XML string parsed once                     (no charts)
  batch    python-docx package, whole body as one XML string parsed once             (no charts)
  docxtpl  a Jinja template made outside the clock, then rendered                    (no charts)
  strings  XML put together from strings, charts and workbooks included, and zipped  (the limit)
  zip      ready bytes of the same parts, only zipped                                (the floor)
  ours     this program's exporter, ``docx_ours.py``, a process of its own

  python benchmarks/docx_peers.py --methods strings,ours --scales 1,10 --reps 5 [--json FILE] [--keep FOLDER]

Each repetition is a fresh process; the clock runs from content in memory to the closed file, imports are outside it.
``ours`` and any ``--cmd NAME=COMMAND`` (``{content}``, ``{out}``) print BUILD_SECONDS for the same span. Peak memory is
the highest resident set of the process. docxtpl is not among our dependencies; a method that fails is named, not fatal.
"""

from __future__ import annotations

import argparse
import io
import json
import re
import resource
import shlex
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx_text as text
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.oxml import parse_xml
from docx.shared import Cm
from docx_content import HEAD, PICTURES, Content, content, png

HERE = Path(__file__).parent
OURS = f"{sys.executable} {HERE / 'docx_ours.py'} {{content}} {{out}}"
Write = Callable[[], bytes]


def by_python_docx(blocks: Content, pictures: list[bytes], *, rows_as_xml: bool) -> Write:
    def write() -> bytes:
        document = text.base_document()
        for block in blocks:
            if block["t"] == "h":
                document.add_heading(block["text"], block["level"])
            elif block["t"] == "p":
                document.add_paragraph(block["text"])
            elif block["t"] == "pic":
                document.add_picture(io.BytesIO(pictures[block["i"]]), width=Cm(15))
                document.add_paragraph(block["caption"], "Caption")
            elif block["t"] == "table":
                _add_table(document, block, rows_as_xml)
        return _saved(document)

    return write


def _add_table(document: Any, block: dict[str, Any], rows_as_xml: bool) -> None:
    _turn(document, block["landscape"])
    document.add_paragraph(block["caption"], "Caption")
    if rows_as_xml:
        body = document.element.body
        body.insert(len(body) - 1, parse_xml(text.table(block, f" {text.NS}")))
    else:
        made = document.add_table(0, len(HEAD), "Table Grid")
        for row in [block["head"], *block["rows"]]:
            for cell, value in zip(made.add_row().cells, row, strict=True):
                cell.text = value
    document.add_paragraph()
    _turn(document, block["landscape"])


def _turn(document: Any, wanted: bool) -> None:
    if wanted:
        section = document.add_section(WD_SECTION.NEW_PAGE)
        section.orientation = WD_ORIENT(1 - section.orientation)
        section.page_width, section.page_height = section.page_height, section.page_width


def _saved(document: Any) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def batch(blocks: Content, pictures: list[bytes]) -> Write:
    """The body parsed once and put in as the root: moving ready nodes into the old tree costs many times more."""
    blocks = [block for block in blocks if block["t"] != "chart"]

    def write() -> bytes:
        document = text.base_document()
        rids = [document.part.get_or_add_image(io.BytesIO(picture))[0] for picture in pictures]
        document.part._element = parse_xml(text.document_xml(blocks, rids, "<w:sectPr/>"))
        return _saved(document)

    return write


def docxtpl(blocks: Content, pictures: list[bytes]) -> Write:
    import docxtpl as library

    path = Path(tempfile.mkdtemp(), "template.docx")
    _jinja_template().save(str(path))

    def write() -> bytes:
        template = library.DocxTemplate(path)
        filled = [dict(block) for block in blocks]
        for block in filled:
            if block["t"] == "pic":
                block["img"] = library.InlineImage(template, io.BytesIO(pictures[block["i"]]), width=Cm(15))
        template.render({"blocks": filled}, autoescape=True)
        return _saved(template)

    return write


def _jinja_template() -> Any:
    document = text.base_document()
    add = document.add_paragraph
    add("{%p for b in blocks %}")
    for level in (1, 2, 3):
        add(f"{{%p if b.t == 'h' and b.level == {level} %}}")
        document.add_heading("{{ b.text }}", level)
        add("{%p endif %}")
    for kind, line in (("p", "{{ b.text }}"), ("pic", "{{ b.img }} {{ b.caption }}")):
        add(f"{{%p if b.t == '{kind}' %}}")
        add(line)
        add("{%p endif %}")
    add("{%p if b.t == 'table' %}")
    table = document.add_table(4, len(HEAD), "Table Grid")
    for place, head in enumerate(HEAD):
        table.cell(0, place).text = head
        table.cell(2, place).text = f"{{{{ r[{place}] }}}}"
    table.cell(1, 0).text, table.cell(3, 0).text = "{%tr for r in b.rows %}", "{%tr endfor %}"
    add("{%p endif %}")
    add("{%p endfor %}")
    return document


def strings(blocks: Content, pictures: list[bytes]) -> Write:
    ready, rids, section = text.package(text.base_document(), blocks, pictures)

    def write() -> bytes:
        body = ("word/document.xml", text.document_xml(blocks, rids, section))
        return text.zipped([body, *text.chart_parts(blocks), *ready])

    return write


def only_zip(blocks: Content, pictures: list[bytes]) -> Write:
    ready, rids, section = text.package(text.base_document(), blocks, pictures)
    body = ("word/document.xml", text.document_xml(blocks, rids, section))
    parts = [body, *text.chart_parts(blocks), *ready]
    return lambda: text.zipped(parts)


METHODS: dict[str, Callable[[Content, list[bytes]], Write]] = {
    "addrow": lambda blocks, pictures: by_python_docx(blocks, pictures, rows_as_xml=False),
    "lxml": lambda blocks, pictures: by_python_docx(blocks, pictures, rows_as_xml=True),
    "batch": batch,
    "docxtpl": docxtpl,
    "strings": strings,
    "zip": only_zip,
}


def one(method: str, scale: int, out: Path) -> None:
    """One repetition, in this process."""
    write = METHODS[method](content(scale), [png(number) for number in range(PICTURES)])
    start = time.perf_counter()
    out.write_bytes(write())
    print(f"BUILD_SECONDS={time.perf_counter() - start:.6f}")
    print(f"PEAK_KB={resource.getrusage(resource.RUSAGE_SELF).ru_maxrss}")


def measured(command: list[str], out: Path) -> dict[str, float]:
    told = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    numbers = dict(re.findall(r"(BUILD_SECONDS|PEAK_KB)=([0-9.]+)", told))
    seconds, kilobytes = float(numbers["BUILD_SECONDS"]), float(numbers.get("PEAK_KB", "nan"))
    return {"seconds": seconds, "peak_mb": kilobytes / 1024, "bytes": out.stat().st_size}


def run(args: argparse.Namespace) -> list[dict[str, Any]]:
    commands = {"ours": OURS, **dict(pair.split("=", 1) for pair in args.cmd)}
    folder = Path(args.keep or tempfile.mkdtemp())
    folder.mkdir(exist_ok=True)
    results = []
    print(
        "| method | scale | median s | min s | peak MB | file kB | ratio to strings |\n|---|---|---|---|---|---|---|"
    )
    for scale in map(int, args.scales.split(",")):
        (folder / "content.json").write_text(json.dumps(content(scale), ensure_ascii=False), encoding="utf-8")
        limit = 0.0
        for method in args.methods.split(","):
            out = folder / f"{method}-{scale}.docx"
            template = commands.get(method, f"{sys.executable} {__file__} one {method} {scale} {{out}}")
            command = [
                word.format(content=folder / "content.json", out=out) for word in shlex.split(template)
            ]
            try:
                runs = [measured(command, out) for _ in range(args.reps)]
            except subprocess.CalledProcessError as error:
                print(f"| {method} | {scale} | failed: {error.stderr.strip().splitlines()[-1:]} | | | | |")
                continue
            row = {key: statistics.median(one[key] for one in runs) for key in runs[0]}
            limit = row["seconds"] if method == "strings" else limit
            ratio = row["seconds"] / limit if limit else float("nan")
            least = min(one["seconds"] for one in runs)
            print(
                f"| {method} | {scale} | {row['seconds']:.4f} | {least:.4f} | {row['peak_mb']:.0f} "
                f"| {row['bytes'] / 1000:.0f} | {ratio:.2f} |",
                flush=True,
            )
            results.append({"method": method, "scale": scale, "reps": args.reps, "ratio": ratio, **row})
    return results


def main() -> None:
    if sys.argv[1:2] == ["one"]:
        return one(sys.argv[2], int(sys.argv[3]), Path(sys.argv[4]))
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--methods", default="strings,zip,ours,batch,lxml,addrow")
    parser.add_argument("--scales", default="1,10")
    parser.add_argument("--reps", type=int, default=5)
    parser.add_argument("--cmd", action="append", default=[])
    parser.add_argument("--json")
    parser.add_argument("--keep")
    args = parser.parse_args()
    results = run(args)
    if args.json:
        Path(args.json).write_text(json.dumps(results, indent=1), encoding="utf-8")
    return None


if __name__ == "__main__":
    main()
