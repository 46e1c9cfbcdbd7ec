"""A document with every kind of block, for the tests of the Word exporter. All of it is made up."""

from __future__ import annotations

import struct
import zlib

from lbsap.model.blocks import (
    Box,
    Bullets,
    Chart,
    ChartKind,
    Column,
    Cover,
    Document,
    Figure,
    Gap,
    Heading,
    Paragraph,
    Part,
    Rich,
    Series,
    Strong,
    Table,
)
from lbsap.model.text import Text, same

NOTICE = Text("演示稿，非正式文件", "demonstration, not an official document")
GAP = Gap(
    Text("湿地保护率", "Share of wetlands protected"),
    Text("%", "%"),
    "2025",
    Text("县林业局", "County Forestry Bureau"),
)
BODY = Text(
    "全县以都柳江流域生态廊道为骨架，统筹推进自然保护地、重要湿地和稻鱼鸭农业文化遗产系统的保护；"
    "到2030年，重点物种“本底清楚、变化可知”，生境恢复面积不低于1 200公顷。",
    "The county builds on the Duliu River corridor and joins up the care for protected areas, wetlands and the "
    "rice-fish-duck heritage system; by 2030 key species are known and at least 1,200 hectares of habitat restored.",
)


def text(zh: str, en: str) -> Rich:
    """One piece of bilingual text as paragraph or cell content."""
    return (Text(zh, en),)


def png(width: int = 60, height: int = 30) -> bytes:
    """A small, plain picture."""
    rows = (b"\0" + bytes((120, 170 + y % 60, 140)) * width for y in range(height))

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(b"".join(rows)))
        + chunk(b"IEND", b"")
    )


def table(rows: int = 6, *, landscape: bool = False) -> Table:
    """A task table whose last cell is a gap in every fourth row."""
    columns = (
        Column(Text("序号", "No."), 0.6, "center"),
        Column(Text("行动", "Action"), 3),
        Column(Text("牵头部门", "Lead"), 2),
        Column(Text("目标值", "Target"), 1.4, "right"),
    )
    lines = tuple(
        (
            (same(str(n)),),
            text("开展重点区域生物多样性本底调查与监测", "Survey and monitor biodiversity in key areas"),
            text("生态环境局、林业局", "Ecology Bureau, Forestry Bureau"),
            (GAP,) if n % 4 == 0 else (same(f"{n * 12}.5"),),
        )
        for n in range(1, rows + 1)
    )
    source = Text("资料来源：各部门2025年度工作总结。", "Source: annual reports of the departments, 2025.")
    return Table(Text("重点任务分工", "Division of tasks"), columns, lines, source, landscape)


def chart(kind: ChartKind = "column", *, series: int = 2) -> Chart:
    """Scores by component; one point is missing."""
    names = (Text("现状得分", "Score"), Text("可评满分", "Attainable"), Text("满分", "Maximum"))
    values = ((18.0, None, 31.0, 12.0), (28.0, 16.0, 40.0, 20.0), (36.0, 20.0, 56.0, 24.0))
    return Chart(
        kind,
        Text(
            "治理与管理得分最高，生态系统服务数据不足",
            "Governance scores highest; data on services are short",
        ),
        (
            Text("本地生物多样性", "Native biodiversity"),
            Text("生态系统服务", "Ecosystem services"),
            Text("治理与管理", "Governance"),
            Text("公众参与", "Participation"),
        ),
        tuple(Series(name, points) for name, points in zip(names[:series], values, strict=False)),
        Text("按核心要素列出的得分。", "Scores by core component."),
        Text("分", "points"),
    )


def document(*parts: Part, cover: Cover | None = None) -> Document:
    """A document around parts; without any, the whole sample."""
    return Document(
        cover or COVER,
        parts or PARTS,
        Text("示例县生物多样性行动计划", "Sample County action plan"),
        ("sample@1",),
    )


COVER = Cover(
    Text("示例县生物多样性保护战略与行动计划", "Sample County Biodiversity Strategy and Action Plan"),
    Text("（2026—2030年）", "2026–2030"),
    (
        text(
            "编制依据：《中国生物多样性保护战略与行动计划（2023—2030年）》",
            "Based on the national plan 2023–2030",
        ),
    ),
    text("示例县人民政府", "People's Government of Sample County"),
    text("2026年11月", "November 2026"),
    NOTICE,
    Text("（征求意见稿）", "Draft for comment"),
)
BOX = Box(
    Text("稻鱼鸭农业文化遗产系统", "The rice-fish-duck heritage system"),
    (
        Paragraph(
            text(
                "当地群众在稻田中养鱼、放鸭，形成一田多用的传统农业。", "Fish and ducks live in the paddies."
            )
        ),
        Bullets(
            (
                text("保护传统品种", "Keep traditional varieties"),
                text("开展社区监测", "Monitor with the community"),
            )
        ),
        Bullets((text("选点", "Choose sites"), text("布设样线", "Lay transects")), numbered=True),
    ),
)
PARTS = (
    Part("foreword", Text("前言", "Foreword"), 0, (Paragraph(text(BODY.zh, BODY.en)),), "none"),
    Part(
        "state",
        Text("生物多样性现状", "State of biodiversity"),
        0,
        (
            Paragraph((BODY, Strong(Text("生态优先。", "Nature first.")), GAP)),
            Paragraph(text(BODY.zh, BODY.en), "lead"),
        ),
    ),
    Part(
        "state.species",
        Text("物种多样性", "Species"),
        1,
        (
            Heading(Text("维管植物", "Vascular plants")),
            Paragraph((BODY,)),
            Heading(Text("苔藓植物", "Bryophytes"), 2),
            Paragraph((BODY,)),
            Heading(Text("调查方法", "Methods"), 3),
            Paragraph((BODY,)),
            Bullets((text("鸟类样线调查", "Bird transects"), text("红外相机监测", "Camera traps"))),
            Bullets((text("编制名录", "Make the list"), (BODY,)), numbered=True),
            GAP,
            table(),
            Paragraph((BODY,), "note"),
            chart("column"),
        ),
    ),
    Part(
        "state.index",
        Text("指数评价", "Index"),
        1,
        (
            chart("bar", series=1),
            chart("stacked_bar"),
            chart("line"),
            chart("radar"),
            chart("pie", series=1),
            BOX,
        ),
    ),
    Part(
        "actions",
        Text("优先行动", "Priority actions"),
        0,
        (
            Paragraph((BODY,)),
            Figure(
                Text("生态廊道示意图", "Ecological corridors"),
                Text("绿色底图", "A green map"),
                png(),
                "image/png",
            ),
            Figure(Text("自然保护地分布图", "Protected areas"), Text("尚无", "Not yet")),
        ),
    ),
    Part(
        "annex.tasks", Text("重点任务分工表", "Division of tasks"), 0, (table(40, landscape=True),), "annex"
    ),
    Part(
        "annex.notes",
        Text("指标说明", "Indicator notes"),
        0,
        (
            Heading(Text("计算方法", "Calculation")),
            Paragraph((BODY,)),
            Heading(Text("数据来源", "Data sources")),
            Paragraph((BODY,)),
        ),
        "annex",
    ),
)
