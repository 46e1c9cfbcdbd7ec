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
    consents,
    consultations,
    decisions,
    erasures,
    invitations,
    plans,
    proposals,
    public_links,
    remarks,
    respondents,
    submissions,
    visits,
)
from lbsap.store.columns import Table

MODULES: Final = (
    accounts,
    answers,
    audit,
    catalogues,
    cities,
    comments,
    consents,
    consultations,
    decisions,
    erasures,
    invitations,
    plans,
    proposals,
    public_links,
    remarks,
    respondents,
    submissions,
    visits,
)
METADATA: Final[MetaData] = Table.metadata
