"""All that is kept of one expert, as plain data for a file to take along."""

from __future__ import annotations

from typing import Any

from lbsap.actions.experts.desk import Desk
from lbsap.model.codec import to_plain
from lbsap.store.invitations import Contact


def own_data(desk: Desk, contact: Contact | None) -> dict[str, Any]:
    """Contact, profile, consent, answers of this round and the one before, proposals, remarks, submission."""
    return {
        "consultation": to_plain(desk.consultation.title),
        "round": desk.round.number,
        "contact": to_plain(contact),
        "respondent": to_plain(desk.respondent),
        "language": desk.language,
        "consent": to_plain(desk.consent),
        "consent_withdrawn": desk.withdrawn,
        "groups_judged": to_plain(desk.judged_groups),
        "answers": to_plain(desk.answers),
        "answers_of_the_round_before": to_plain(desk.earlier),
        "proposals": to_plain(desk.proposals),
        "remarks": to_plain(desk.remarks),
        "submission": to_plain(desk.submission),
    }
