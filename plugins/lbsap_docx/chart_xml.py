"""The chart part as text: one plot of one kind, its axes, its legend, and cached data beside the workbook's cells."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Final, NamedTuple

from lbsap.model.blocks import ChartKind
from lbsap.model.text import Lang
from lbsap_docx.gate import attribute
from lbsap_docx.names import DECLARATION, OFFICE, A, C
from lbsap_docx.workbooks import SHEET, column

# Told apart by lightness as well as by hue, so that they hold in greyscale print and for colour-blind readers.
_COLORS: Final = ("1F6E54", "E0A030", "2F5D8C", "A9CBB7", "9C4A2F", "7A6FA5", "5B6B65", "C9D36B")
_GREY: Final = "D5DCD8"
_INK: Final = "333D38"
_FONTS: Final[dict[Lang, tuple[str, str, int]]] = {
    "zh": ("Times New Roman", "SimSun", 1050),
    "en": ("Arial", "SimSun", 900),
}
_CATEGORY_AXIS: Final = 111111111
_VALUE_AXIS: Final = 222222222
_MANY: Final = 12
"""From this many points on, values above the marks would run into each other."""


class Data(NamedTuple):
    """Clean words and finite numbers; ``None`` is a missing point. ``format`` is that of the numbers shown."""

    categories: Sequence[str]
    series: Sequence[tuple[str, Sequence[float | None]]]
    unit: str
    maximum: float | None
    format: str = "General"


def chart_xml(kind: ChartKind, data: Data, lang: Lang, workbook: str) -> str:
    """The whole chart part; ``workbook`` is the id of its relationship to the workbook."""
    plot = _PLOTS[kind](data)
    axes = "" if kind == "pie" else _axes(kind, data)
    legend = (
        '<c:legend><c:legendPos val="b"/><c:overlay val="0"/></c:legend>' if _needs_legend(kind, data) else ""
    )
    return (
        f'{DECLARATION}<c:chartSpace xmlns:c="{C}" xmlns:a="{A}" xmlns:r="{OFFICE}"><c:date1904 val="0"/>'
        f'<c:roundedCorners val="0"/><c:chart><c:autoTitleDeleted val="1"/><c:plotArea><c:layout/>{plot}{axes}'
        f'</c:plotArea>{legend}<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart>'
        '<c:spPr><a:solidFill><a:srgbClr val="FFFFFF"/></a:solidFill><a:ln><a:noFill/></a:ln></c:spPr>'
        f'{_text_look(lang)}<c:externalData r:id="{workbook}"><c:autoUpdate val="0"/></c:externalData></c:chartSpace>'
    )


def _needs_legend(kind: ChartKind, data: Data) -> bool:
    return kind == "pie" or len(data.series) > 1


def _text_look(lang: Lang) -> str:
    latin, han, size = _FONTS[lang]
    return (
        f'<c:txPr><a:bodyPr/><a:lstStyle/><a:p><a:pPr><a:defRPr sz="{size}"><a:solidFill><a:srgbClr val="{_INK}"/>'
        f'</a:solidFill><a:latin typeface="{latin}"/><a:ea typeface="{han}"/><a:cs typeface="{latin}"/></a:defRPr>'
        f'</a:pPr><a:endParaRPr lang="{"zh-CN" if lang == "zh" else "en-GB"}"/></a:p></c:txPr>'
    )


def _fill(color: str) -> str:
    return f'<a:solidFill><a:srgbClr val="{color}"/></a:solidFill>'


def _line(color: str, width: int) -> str:
    return f'<a:ln w="{width}">{_fill(color)}</a:ln>'


def _bars(data: Data, direction: str, stacked: bool = False) -> str:
    grouping = ("stacked", 100, 55) if stacked else ("clustered", -5, 60)
    series = "".join(
        _series(
            data,
            place,
            f'<c:spPr>{_fill(_color(place))}</c:spPr><c:invertIfNegative val="0"/>',
            _bar_labels(data, stacked),
        )
        for place in range(len(data.series))
    )
    return (
        f'<c:barChart><c:barDir val="{direction}"/><c:grouping val="{grouping[0]}"/><c:varyColors val="0"/>{series}'
        f'<c:gapWidth val="{grouping[2]}"/><c:overlap val="{grouping[1]}"/>{_AXIS_IDS}</c:barChart>'
    )


def _bar_labels(data: Data, stacked: bool) -> str:
    return (
        ""
        if stacked or len(data.categories) * len(data.series) > 2 * _MANY
        else _labels("showVal", "outEnd", data.format)
    )


def _lines(data: Data) -> str:
    series = "".join(
        _series(
            data,
            place,
            f"<c:spPr>{_line(_color(place), 28575)}</c:spPr>{_marker(place)}",
            "",
            '<c:smooth val="0"/>',
        )
        for place in range(len(data.series))
    )
    return (
        f'<c:lineChart><c:grouping val="standard"/><c:varyColors val="0"/>{series}<c:marker val="1"/>{_AXIS_IDS}'
        "</c:lineChart>"
    )


def _radar(data: Data) -> str:
    series = "".join(
        _series(data, place, f"<c:spPr>{_line(_color(place), 28575)}</c:spPr>{_marker(place)}")
        for place in range(len(data.series))
    )
    return (
        f'<c:radarChart><c:radarStyle val="marker"/><c:varyColors val="0"/>{series}{_AXIS_IDS}</c:radarChart>'
    )


def _pie(data: Data) -> str:
    slices = "".join(
        f'<c:dPt><c:idx val="{place}"/><c:bubble3D val="0"/><c:spPr>{_fill(_color(place))}{_line("FFFFFF", 9525)}</c:spPr></c:dPt>'
        for place in range(len(data.categories))
    )
    series = "".join(
        _series(data, place, slices, _labels("showPercent", "outEnd")) for place in range(len(data.series))
    )
    return f'<c:pieChart><c:varyColors val="1"/>{series}<c:firstSliceAng val="0"/></c:pieChart>'


_PLOTS: Final[dict[ChartKind, Callable[[Data], str]]] = {
    "column": lambda data: _bars(data, "col"),
    "bar": lambda data: _bars(data, "bar"),
    "stacked_bar": lambda data: _bars(data, "bar", stacked=True),
    "line": _lines,
    "pie": _pie,
    "radar": _radar,
}
_AXIS_IDS: Final = f'<c:axId val="{_CATEGORY_AXIS}"/><c:axId val="{_VALUE_AXIS}"/>'


_NO_MARKS: Final = '<c:majorTickMark val="none"/><c:minorTickMark val="none"/>'
_PLAIN_AXIS: Final = f'<c:numFmt formatCode="General" sourceLinked="0"/>{_NO_MARKS}'
_GRID: Final = f"<c:majorGridlines><c:spPr>{_line(_GREY, 6350)}</c:spPr></c:majorGridlines>"


def _color(place: int) -> str:
    return _COLORS[place % len(_COLORS)]


def _marker(place: int) -> str:
    symbol = ("circle", "square", "triangle", "diamond")[place % 4]
    look = f"<c:spPr>{_fill(_color(place))}{_line(_color(place), 9525)}</c:spPr>"
    return f'<c:marker><c:symbol val="{symbol}"/><c:size val="6"/>{look}</c:marker>'


def _labels(what: str, place: str, shape: str = "General") -> str:
    kinds = ("showLegendKey", "showVal", "showCatName", "showSerName", "showPercent", "showBubbleSize")
    shown = "".join(f'<c:{kind} val="{int(kind == what)}"/>' for kind in kinds)
    grouping = "" if shape == "General" else f'<c:numFmt formatCode="{shape}" sourceLinked="0"/>'
    return f'<c:dLbls>{grouping}<c:dLblPos val="{place}"/>{shown}</c:dLbls>'


def _series(data: Data, place: int, look: str, labels: str = "", tail: str = "") -> str:
    name, values = data.series[place]
    letter = column(place + 1)
    last = len(data.categories) + 1
    categories = _points(((n, attribute(c)) for n, c in enumerate(data.categories)), len(data.categories))
    numbers = _points(((n, repr(v)) for n, v in enumerate(values) if v is not None), len(values))
    return (
        f'<c:ser><c:idx val="{place}"/><c:order val="{place}"/><c:tx><c:strRef><c:f>{SHEET}!${letter}$1</c:f><c:strCache>'
        f"{_points([(0, attribute(name))], 1)}</c:strCache></c:strRef></c:tx>{look}{labels}"
        f"<c:cat><c:strRef><c:f>{SHEET}!$A$2:$A${last}</c:f><c:strCache>{categories}</c:strCache></c:strRef></c:cat>"
        f"<c:val><c:numRef><c:f>{SHEET}!${letter}$2:${letter}${last}</c:f><c:numCache><c:formatCode>General</c:formatCode>"
        f"{numbers}</c:numCache></c:numRef></c:val>{tail}</c:ser>"
    )


def _points(points: Iterable[tuple[int, str]], count: int) -> str:
    inside = "".join(f'<c:pt idx="{place}"><c:v>{shown}</c:v></c:pt>' for place, shown in points)
    return f'<c:ptCount val="{count}"/>{inside}'


def _axes(kind: ChartKind, data: Data) -> str:
    """Category and value axis. The first of lying bars stands on top, as in the table it comes from; the values stay
    below."""
    lying = kind in ("bar", "stacked_bar")
    return _category_axis(kind, lying) + _value_axis(kind, data, lying)


def _category_axis(kind: ChartKind, lying: bool) -> str:
    return (
        f'<c:catAx><c:axId val="{_CATEGORY_AXIS}"/><c:scaling><c:orientation val="{"maxMin" if lying else "minMax"}"/>'
        f'</c:scaling><c:delete val="0"/><c:axPos val="{"l" if lying else "b"}"/>{_GRID if kind == "radar" else ""}'
        f'{_PLAIN_AXIS}<c:tickLblPos val="low"/><c:spPr>{_line("8A968F", 9525)}</c:spPr>'
        f'<c:crossAx val="{_VALUE_AXIS}"/><c:crosses val="autoZero"/><c:auto val="0"/><c:lblAlgn val="ctr"/>'
        f'<c:lblOffset val="100"/>{"""<c:tickLblSkip val="1"/>""" if lying else ""}<c:noMultiLvlLbl val="1"/></c:catAx>'
    )


def _value_axis(kind: ChartKind, data: Data, lying: bool) -> str:
    lowest = min((v for _, values in data.series for v in values if v is not None), default=0)
    limits = "" if data.maximum is None else f'<c:max val="{data.maximum!r}"/>'
    limits += '<c:min val="0"/>' if lowest >= 0 and kind != "line" else ""
    return (
        f'<c:valAx><c:axId val="{_VALUE_AXIS}"/><c:scaling><c:orientation val="minMax"/>{limits}</c:scaling>'
        f'<c:delete val="0"/><c:axPos val="{"b" if lying else "l"}"/>{_GRID}{_axis_title(data.unit, kind)}'
        f'<c:numFmt formatCode="{data.format}" sourceLinked="0"/>{_NO_MARKS}'
        '<c:tickLblPos val="nextTo"/><c:spPr><a:ln><a:noFill/></a:ln></c:spPr>'
        f'<c:crossAx val="{_CATEGORY_AXIS}"/><c:crosses val="{"max" if lying else "autoZero"}"/>'
        '<c:crossBetween val="between"/></c:valAx>'
    )


def _axis_title(unit: str, kind: ChartKind) -> str:
    if not unit or kind == "radar":
        return ""
    turned = "" if kind in ("bar", "stacked_bar") else ' rot="-5400000" vert="horz"'
    return (
        f'<c:title><c:tx><c:rich><a:bodyPr{turned}/><a:lstStyle/><a:p><a:pPr><a:defRPr b="0"/></a:pPr>'
        f'<a:r><a:rPr b="0"/><a:t>{attribute(unit)}</a:t></a:r></a:p></c:rich></c:tx><c:overlay val="0"/></c:title>'
    )
