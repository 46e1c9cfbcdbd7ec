"""The LBSAP framework: the guidelines' five chapters and, under the planning framework, the sections of a plan."""

from __future__ import annotations

from pathlib import Path

from lbsap.data import read_value
from lbsap.hooks import hookimpl
from lbsap.model.catalogue import Catalogue

LBSAP_API = 1


@hookimpl
def catalogues() -> list[Catalogue]:
    """The outline that experts judge and that gives a plan its titles and order."""
    return [read_value(Catalogue, Path(__file__).with_name("lbsap-framework.yaml"))]
