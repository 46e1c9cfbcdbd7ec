"""Reads the figures of a coastal survey, one ``need=number`` per line, into the fields of a plan section."""

from decimal import Decimal
from typing import BinaryIO

from lbsap.data import decode
from lbsap.hooks import hookimpl
from lbsap.model.city import CityData, FieldValue
from lbsap.model.codec import from_plain
from lbsap.model.errors import BadInput
from lbsap.model.plugin_items import Imported, Importer
from lbsap.model.problems import Problem
from lbsap.model.text import Text

LBSAP_API = 1
NO_FIGURES = Text("文件中没有“项目=数值”形式的行。", "The file has no line of the form need=number.")


def read(stream: BinaryIO, name: str) -> Imported:
    figures: dict[str, FieldValue] = {}
    problems: list[Problem] = []
    for number, line in enumerate(decode(stream.read(), name).splitlines(), start=1):
        need, equals, value = line.partition("=")
        if not equals:
            continue
        try:
            figures[need.strip()] = from_plain(Decimal, value, f"{name}:{number}")
        except BadInput as fault:
            problems.extend(fault.problems)
    if not figures:
        return Imported(None, (*problems, Problem("example.no-figures", name, NO_FIGURES)))
    city = CityData(Text("样例市", "Sample City"), fields={"example.coast": figures})
    return Imported(city, tuple(problems))


@hookimpl
def importers() -> list[Importer]:
    title = Text("海岸调查数据", "Coastal survey")
    return [Importer("example.coast-survey", title, gives="city", suffixes=(".survey",), read=read)]
