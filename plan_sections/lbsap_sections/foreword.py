"""Foreword: why now, on what basis, for which area and period, and how it stands to higher plans."""

from __future__ import annotations

from typing import Final

from lbsap_sections import wording
from lbsap_sections.pen import Pen, section

FOREWORD: Final = section(wording.read(__file__), Pen.lead)
