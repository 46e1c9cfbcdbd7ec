"""All tables together: importing this module makes ``METADATA`` whole."""

from __future__ import annotations

from typing import Final

from sqlalchemy import MetaData

from lbsap.store import (
    accounts,
    answers,
    audit,
    catalogues,
    cities,
    comments,
    consultations,
    decisions,
    invitations,
    plans,
    respondents,
)
from lbsap.store.columns import Table

MODULES: Final = (
    accounts,
    answers,
    audit,
    catalogues,
    cities,
    comments,
    consultations,
    decisions,
    invitations,
    plans,
    respondents,
)
METADATA: Final[MetaData] = Table.metadata
