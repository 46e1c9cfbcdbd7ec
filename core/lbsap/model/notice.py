"""What an expert is told before the first answer: who handles the data, what for, how long, and how anonymous."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from lbsap.model.text import Text

Anonymity = Literal["anonymous", "confidential", "named"]
"""Nobody can link answer and person; only the editors can; names are published with consent."""

USUAL_KINDS = Text(
    "姓名、单位、专业领域、电子邮箱和作答内容", "name, institution, field, e-mail address and answers"
)


@dataclass(frozen=True, slots=True)
class Abroad:
    """A transfer of personal data abroad: to whom and how to reach them, what for, by what means, which data."""

    recipient: Text
    contact: str
    purpose: Text
    means: Text
    kinds: Text


@dataclass(frozen=True, slots=True)
class Notice:
    """The parts of the notice of a consultation, in the order an expert reads them.

    ``controller`` handles the data (empty: the host); ``kept_until`` is the last day they are kept; ``place`` says
    where they are stored; ``rights_contact`` is whom to ask; ``abroad`` is ``None`` where nothing leaves the country.
    """

    version: str = "1"
    controller: Text = Text()
    purpose: Text = Text()
    kinds: Text = USUAL_KINDS
    kept_until: date | None = None
    place: Text = Text()
    rights_contact: str = ""
    abroad: Abroad | None = None
