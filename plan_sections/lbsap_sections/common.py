"""Words that several sections share; as needs, the labels of what a city's profile may lack."""

from __future__ import annotations

from typing import Final

from lbsap_sections import wording

COMMON: Final = wording.read(__file__)
