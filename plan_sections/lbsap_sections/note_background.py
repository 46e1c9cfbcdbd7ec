"""Drafting note: why the plan was drawn up, and on whose order."""

from __future__ import annotations

from typing import Final

from lbsap_sections import wording
from lbsap_sections.pen import Pen, section

NOTE_BACKGROUND: Final = section(wording.read(__file__), Pen.lead, document="note")
