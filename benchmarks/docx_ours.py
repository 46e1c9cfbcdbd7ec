"""This program's Word exporter on the neutral content: ``python benchmarks/docx_ours.py CONTENT.json OUT.docx``.

Prints BUILD_SECONDS: from the blocks of the content in memory, through our own values, to the closed file.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from pathlib import Path
from typing import Any

from docx_content import PICTURES, Content, png

from lbsap.model.blocks import (
    Block,
    Chart,
    Column,
    Cover,
    Document,
    Figure,
    Heading,
    Paragraph,
    Part,
    Series,
    Table,
)
from lbsap.model.text import Text, same
from lbsap_docx.writer import write

COVER = Cover(Text("生物多样性行动计划", "Biodiversity action plan"))
ALT = Text("示意图", "A picture")


def document(blocks: Content, pictures: list[bytes]) -> Document:
    """The content as our value: each first-level heading opens a part."""
    parts: list[tuple[Text, list[Block]]] = []
    for block in blocks:
        if block["t"] == "h" and block["level"] == 1:
            parts.append((same(block["text"]), []))
        else:
            parts[-1][1].append(_block(block, pictures))
    return Document(
        COVER, tuple(Part(f"part{n}", t, 0, tuple(inside)) for n, (t, inside) in enumerate(parts))
    )


def _block(block: dict[str, Any], pictures: list[bytes]) -> Block:
    match block["t"]:
        case "h":
            return Heading(same(block["text"]), block["level"] - 1)
        case "p":
            return Paragraph((same(block["text"]),))
        case "pic":
            return Figure(same(block["caption"]), ALT, pictures[block["i"]], "image/png")
        case "chart":
            series = tuple(Series(same(name), tuple(values)) for name, values in block["series"])
            return Chart("column", same(block["caption"]), tuple(map(same, block["categories"])), series, ALT)
        case _:
            rows = tuple(tuple((same(cell),) for cell in row) for row in block["rows"])
            columns = tuple(Column(same(head)) for head in block["head"])
            return Table(same(block["caption"]), columns, rows, landscape=block["landscape"])


def main(source: str, target: str) -> None:
    blocks = json.loads(Path(source).read_text(encoding="utf-8"))
    pictures = [png(number) for number in range(PICTURES)]
    start = time.perf_counter()
    Path(target).write_bytes(write(document(blocks, pictures), "zh"))
    print(f"BUILD_SECONDS={time.perf_counter() - start:.6f}")
    print(f"PEAK_KB={resource.getrusage(resource.RUSAGE_SELF).ru_maxrss}")


if __name__ == "__main__":
    main(*sys.argv[1:])
