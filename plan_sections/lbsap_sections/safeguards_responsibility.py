"""Responsibility: who answers for what, in words; the annexed division of tasks names each task."""

from __future__ import annotations

from typing import Final

from lbsap_sections import wording
from lbsap_sections.pen import Pen, section

SAFEGUARDS_RESPONSIBILITY: Final = section(wording.read(__file__), Pen.lead)
