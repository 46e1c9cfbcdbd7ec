"""Words that Chinese texts of this project must not use, and half-width punctuation beside Chinese characters."""

from __future__ import annotations

import re
from typing import Final

REFUSED: Final = re.compile(
    "地方生物多样性计划|城市生物多样性指标|组件|计分变体|临时得分|缺失|记分卡|本土|生态服务|入侵外来物种|娱乐|社区科学|"
    "绿色与蓝色空间|放弃|丢弃|重命名|弃权|不知道|回合|法定人数|拒绝|血统|谱系|冻结|对齐|生态红线|易地保护|利益分享"
)
HALF_WIDTH: Final = re.compile(r"[\u4e00-\u9fff][,;:!?()]|[,;:!?()][\u4e00-\u9fff]")
