"""The Singapore Index on Cities' Biodiversity (CBI) in its editions of 2021 and 2014. Data only."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from lbsap.data import read_value
from lbsap.hooks import hookimpl
from lbsap.model.catalogue import Catalogue

LBSAP_API = 1
_FILES: Final = ("cbi-2021.yaml", "cbi-2014.yaml")


@hookimpl
def catalogues() -> list[Catalogue]:
    """The two editions, each from the YAML file beside this module."""
    return [read_value(Catalogue, Path(__file__).with_name(name)) for name in _FILES]
