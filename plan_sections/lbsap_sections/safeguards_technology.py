"""Science and technology: who supports the work, and with what."""

from __future__ import annotations

from typing import Final

from lbsap_sections import wording
from lbsap_sections.pen import Pen, section

SAFEGUARDS_TECHNOLOGY: Final = section(wording.read(__file__), Pen.lead)
