"""The neutral content that every way of writing a plan gets: plain blocks, bilingual text, pictures, charts.

Scale 1: 40 headings, 300 paragraphs, tables of 27, 112 and 500 rows x 6 columns, 6 pictures, 6 charts with a
workbook each, one landscape section. Scale N repeats that N times.
"""

from __future__ import annotations

import struct
import zlib
from typing import Any

Content = list[dict[str, Any]]

ZH = (
    "本市开展了重点区域的生物多样性本底调查，并建立了年度更新的物种名录。",
    "湿地与河岸带的生态廊道被纳入国土空间规划，由园林与水务部门共同管理。",
    "社区志愿者参与鸟类与昆虫监测，数据经专家核验后进入城市指标数据库。",
    "到二〇三〇年，建成区原生植被覆盖比例应不低于基准年水平。",
    "外来入侵物种的早期预警与快速响应由市级联席会议统筹。",
)
EN = (
    "The city completed a baseline survey of its key habitats and updates the species list every year.",
    "Ecological corridors along rivers and wetlands are part of the spatial plan and are jointly managed.",
    "Volunteers record birds and insects; specialists check each record before it enters the database.",
    "By 2030 native vegetation in the built-up area should not fall below the level of the base year.",
    "Early warning and rapid response to invasive species are coordinated by a city-level meeting.",
)
HEAD = ("指标", "名称 Name", "行动 Action", "责任部门 Lead", "期限 Due", "状态 Status")
TABLES = {6: 27, 18: 112, 30: 500}
LANDSCAPE = 18
PICTURES = 6


def content(scale: int = 1) -> Content:
    """A flat list of blocks; every method writes these and nothing else."""
    blocks: Content = []
    paragraphs = 0
    for part in range(scale):
        for place in range(40):
            number = part * 40 + place + 1
            level = 1 if place % 5 == 0 else 2 if place % 5 in (1, 3) else 3
            blocks.append({"t": "h", "level": level, "text": f"第{number}节 Section {number}"})
            for _ in range(8 if place % 2 else 7):
                k = paragraphs % 5
                blocks.append({"t": "p", "text": f"{ZH[k]} {EN[(k + 3) % 5]}"})
                paragraphs += 1
            if place in TABLES:
                blocks.append(_table(place))
            if place % 7 == 3:
                blocks.append({"t": "pic", "i": place // 7, "caption": f"趋势 Trend {place // 7 + 1}"})
                blocks.append(_chart(place))
    return blocks


def _table(place: int) -> dict[str, Any]:
    rows = [
        [
            f"{r + 1}",
            f"指标 CBI {r + 1}",
            f"{ZH[r % 5][:5]} {EN[r % 5][:7]}",
            "生态环境局",
            str(2026 + r % 5),
            "进行中 on" if r % 3 else "计划 new",
        ]
        for r in range(TABLES[place])
    ]
    caption = f"行动清单 Action list {place}"
    return {"t": "table", "head": HEAD, "rows": rows, "landscape": place == LANDSCAPE, "caption": caption}


def _chart(place: int) -> dict[str, Any]:
    categories = [f"指标 {n + 1}" for n in range(8)]
    series = [
        [f"系列 {s + 1}", [float((place * 7 + n * 13 + s * 29) % 90) for n in range(8)]] for s in range(3)
    ]
    return {"t": "chart", "categories": categories, "series": series, "caption": f"得分 Score {place}"}


def png(number: int, width: int = 900, height: int = 520) -> bytes:
    """A small bar-chart picture made with the standard library only."""
    values = [(37 * (number + 1) * (k + 3)) % 90 + 10 for k in range(10)]
    rows = []
    for y in range(height):
        row = bytearray(b"\xff\xff\xff" * width)
        for k, value in enumerate(values):
            if height - 20 - value * (height - 60) // 100 < y < height - 20:
                left = 30 + k * (width - 60) // 10
                right = left + (width - 60) // 14
                row[3 * left : 3 * right] = bytes((30 + 15 * k, 110 + (y * 60) // height, 90)) * (
                    right - left
                )
        rows.append(b"\0" + bytes(row))
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = zlib.compress(b"".join(rows), 6)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", head) + _chunk(b"IDAT", body) + _chunk(b"IEND", b"")


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
