"""The contracts of importers and exporters."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from io import BytesIO
from typing import Any, Final

from lbsap.model.plugin_items import IMPORTED, Exporter, Importer
from lbsap.model.text import LANGS
from lbsap.testing import samples
from lbsap.testing.bench import NOTHING, Bench

_GARBAGE: Final[Mapping[str, bytes]] = {
    "an empty file": b"",
    "random bytes": bytes(range(255, -1, -1)) * 8,
    "a torn archive": b"PK\x03\x04" + bytes(40),
    "a line of words": "这不是所要的文件。\n".encode(),
    "a lone quotation mark": b'a,b\n"1,2\n',
}


def importer(bench: Bench, item: Importer) -> None:
    """Whatever the bytes, it gives what it declares or says why not, in problems."""
    for suffix in item.suffixes:
        _suffix(bench, item.id, suffix)
    for case, content in _GARBAGE.items():
        name = f"sample{item.suffixes[0] if item.suffixes else ''}"
        # Refusing is as good as telling: what lbsap.data raises carries its problems.
        imported = bench.try_out(item, case, partial(_opened, content, name), may_refuse=True)
        if imported is NOTHING:
            continue
        if imported.value is None and not imported.problems:
            bench.report("contract_nothing_read", item.id, case=case)
        if imported.value is not None and not isinstance(imported.value, IMPORTED[item.gives]):
            found = type(imported.value).__name__
            bench.report("contract_result", item.id, case=case, reason=f"{item.gives}: {found}")


def _opened(content: bytes, name: str) -> tuple[BytesIO, str]:
    return BytesIO(content), name


def exporter(bench: Bench, item: Exporter) -> None:
    """It writes the same bytes each time, in both languages."""
    _suffix(bench, item.id, item.suffix)
    index = samples.index()
    values: Mapping[str, Any] = {
        "plan": samples.document(),
        "consultation": samples.document(),
        "opinion": samples.document(),
        "guide": samples.document(),
        "catalogue": index,
        "scorecard": samples.scorecard(index),
        "tallies": samples.panel_result(),
        "sheets": samples.sheets(),
        "questionnaire": samples.form(),
        "city": samples.city("sample-section", ()),
        "framework": samples.framework(),
    }
    for lang in LANGS:
        case = f"{item.of}, {lang}"
        written = bench.try_out(item, case, partial(tuple, (values[item.of], lang)))
        if written == b"":
            bench.report("contract_empty_file", item.id, case=case)


def _suffix(bench: Bench, where: str, suffix: str) -> None:
    if not suffix.startswith(".") or suffix != suffix.lower():
        bench.report("contract_suffix", where, suffix=suffix)
