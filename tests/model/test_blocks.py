"""What stands in a text where something is still to be supplied."""

from __future__ import annotations

import pytest

from lbsap.model.blocks import Gap
from lbsap.model.text import Text, same

NAME, UNIT, OFFICE = Text("湿地保护率", "Wetlands protected"), same("%"), Text("县林业局", "Forestry Bureau")


@pytest.mark.parametrize(
    ("gap", "zh", "en"),
    [
        (
            Gap(NAME, UNIT, "2025", OFFICE),
            "【待补充：湿地保护率（%，2025年）；建议由县林业局提供】",
            "[To be completed: Wetlands protected (%, 2025); suggested source: Forestry Bureau]",
        ),
        (Gap(NAME, UNIT), "【待补充：湿地保护率（%）】", "[To be completed: Wetlands protected (%)]"),
        (
            Gap(NAME, year="2025"),
            "【待补充：湿地保护率（2025年）】",
            "[To be completed: Wetlands protected (2025)]",
        ),
        (
            Gap(NAME, year="2025年"),
            "【待补充：湿地保护率（2025年）】",
            "[To be completed: Wetlands protected (2025)]",
        ),
        (
            Gap(NAME, department=OFFICE),
            "【待补充：湿地保护率；建议由县林业局提供】",
            "[To be completed: Wetlands protected; suggested source: Forestry Bureau]",
        ),
        (Gap(NAME), "【待补充：湿地保护率】", "[To be completed: Wetlands protected]"),
    ],
)
def test_a_gap_says_what_is_known_of_it_and_leaves_out_the_rest(gap: Gap, zh: str, en: str) -> None:
    assert (gap.show("zh"), gap.show("en")) == (zh, en)
