"""People invited to answer, and what was sent or handed out to them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

MessageKind = Literal["invitation", "reminder", "again"]
"""The first message with a link, one that asks again for answers, a link given anew."""
Channel = Literal["smtp", "file", "page"]
"""By mail; in a file for a mail merge; shown on a page (link, QR code) to be handed on."""
Fortune = Literal["sent", "failed", "made"]
"""Taken by the mail server; refused; handed to the editor or, of a mail, not known to have gone."""


@dataclass(frozen=True, slots=True)
class Person:
    """Who is invited. ``stratum`` is the id of a choice; ``language`` is ``zh``, ``en`` or empty for both."""

    name: str
    institution: str = ""
    email: str = ""
    stratum: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class Invited:
    """An invitation as editors see it in a round; ``person`` is ``None`` where the contact was deleted.

    ``code`` is that of the respondent it leads to, empty where it leads to none. ``begun``: somebody has begun by it.
    """

    id: int
    person: Person | None
    expires_at: datetime
    code: str = ""
    begun: bool = False
    submitted: bool = False
    revoked: bool = False


@dataclass(frozen=True, slots=True)
class Message:
    """A message of the log: to whom (an invitation's id), what, how, by whom and when; no address, no token.

    ``fault`` is a word of ours and what the mail server said, parted by a colon.
    """

    id: int
    invitation: int | None
    kind: MessageKind
    channel: Channel
    fortune: Fortune
    sent_by: str
    sent_at: datetime
    fault: str = ""
