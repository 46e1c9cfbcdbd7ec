"""Basic principles: one paired phrase each, which the city may replace by its own."""

from __future__ import annotations

from typing import Final

from lbsap_sections import wording
from lbsap_sections.pen import Pen, section

STRATEGY_PRINCIPLES: Final = section(wording.read(__file__), Pen.lead)
