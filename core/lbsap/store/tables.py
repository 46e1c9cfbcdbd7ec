"""All tables together: importing this module makes ``METADATA`` whole."""

from __future__ import annotations

from typing import Final

from sqlalchemy import MetaData

from lbsap.store import (
    accounts,
    answers,
    audit,
    brought,
    catalogues,
    cities,
    city_files,
    comments,
    consents,
    consultations,
    decisions,
    drafts,
    erasures,
    installation,
    invitations,
    messages,
    names,
    plans,
    proposals,
    public_links,
    remarks,
    respondents,
    reviews,
    submissions,
    tags,
    visits,
)
from lbsap.store.columns import Table

MODULES: Final = (
    accounts,
    answers,
    audit,
    brought,
    catalogues,
    cities,
    city_files,
    comments,
    consents,
    consultations,
    decisions,
    drafts,
    erasures,
    installation,
    invitations,
    messages,
    names,
    plans,
    proposals,
    public_links,
    remarks,
    respondents,
    reviews,
    submissions,
    tags,
    visits,
)
METADATA: Final[MetaData] = Table.metadata
