"""What a scorecard says beside its figures."""

from __future__ import annotations

from typing import Final

from lbsap.model.text import Text

PROVISIONAL: Final = Text(
    "暂定得分：有 {n} 项指标的赋分标准尚未与手册原文核对，核对后得分可能变化，暂不宜对外引用。",
    "Provisional score: the bands of {n} indicators have not yet been checked against the handbook. "
    "The score may change; please do not quote it yet.",
)
NOTHING_SCORED: Final = Text(
    "尚无已评分的指标，没有总分。", "No indicator is scored yet, so there is no total."
)
NOT_OFFICIAL: Final = Text(
    "本计分方案不是手册规定的方法，结果不能称为该指数的得分。",
    "This scoring variant is not the handbook's own; its result is not the score of the index.",
)
PERCENT: Final = Text(
    "总分为得分占可评满分的百分比；已评分 {scored} 项，共 {all} 项。",
    "The total is a percentage of what the scored indicators could attain; {scored} of {all} indicators are scored.",
)
COMPONENT_EMPTY: Final = Text(
    "“{component}”没有已评分的指标，不计算总分。",
    "No indicator of “{component}” is scored, so there is no total.",
)
COMPONENT_ZERO: Final = Text(
    "“{component}”得分为 0，几何平均没有意义，不计算总分。",
    "“{component}” scores 0, where a geometric mean says nothing, so there is no total.",
)
