"""A gap in words, as pages show it: what is to be supplied, and who might supply it."""

from __future__ import annotations

from lbsap.model.blocks import Gap, Rich, Strong
from lbsap.model.text import Lang


def gap_words(gap: Gap, lang: Lang) -> str:
    """The mark of a gap: name, unit and year, suggested source; what is not known is left out."""
    name, unit, department = (text.show(lang) for text in (gap.name, gap.unit, gap.department))
    if lang == "zh":
        year = gap.year and f"{gap.year.removesuffix('年')}年"
        details = "，".join(filter(None, (unit, year)))
        source = f"；建议由{department}提供" if department else ""
        return f"【待补充：{name}{f'（{details}）' if details else ''}{source}】"
    details = ", ".join(filter(None, (unit, gap.year)))
    source = f"; suggested source: {department}" if department else ""
    return f"[To be completed: {name}{f' ({details})' if details else ''}{source}]"


def rich_words(content: Rich, lang: Lang) -> str:
    """What stands in a paragraph or cell, with its gaps marked."""
    return "".join(
        gap_words(one, lang)
        if isinstance(one, Gap)
        else (one.text if isinstance(one, Strong) else one).show(lang)
        for one in content
    )
