"""The words of the audit trail: what is recorded in English is shown in the reader's language."""

from __future__ import annotations

from typing import Final

from lbsap.web.language import N_
from lbsap.web.language import gettext as _

WHAT: Final = (
    N_("account added"),
    N_("account kept out"),
    N_("account let in"),
    N_("answers entered"),
    N_("answers exported"),
    N_("answers from elsewhere taken out"),
    N_("answers from elsewhere"),
    N_("answers submitted"),
    N_("catalogue published"),
    N_("comment added"),
    N_("comments answered"),
    N_("comments brought in"),
    N_("comments taken over"),
    N_("consent given"),
    N_("consent withdrawn"),
    N_("consultation changed"),
    N_("consultation drafted"),
    N_("contact corrected"),
    N_("contacts exported"),
    N_("data deleted"),
    N_("deadline extended"),
    N_("draft begun"),
    N_("draft changed"),
    N_("draft deleted"),
    N_("erasures applied"),
    N_("expert invited"),
    N_("invited person corrected"),
    N_("item asked again"),
    N_("item decided"),
    N_("item left settled"),
    N_("items decided"),
    N_("link ended"),
    N_("links handed out"),
    N_("names grouped"),
    N_("names parted"),
    N_("not the person invited"),
    N_("password link made"),
    N_("password set"),
    N_("people invited"),
    N_("public link made"),
    N_("public links ended"),
    N_("reasons tagged"),
    N_("roles changed"),
    N_("round changed"),
    N_("round closed"),
    N_("round drafted"),
    N_("round opened"),
    N_("second factor removed"),
    N_("sessions ended"),
    N_("signed in"),
    N_("signed out"),
    N_("statements changed"),
    N_("tag removed"),
    N_("texts of messages changed"),
)
"""Everything that is recorded; `tests/web/workbench/test_administration.py` holds it against the code."""
_ABOUT: Final = {
    "account": N_("account %(id)s"),
    "comment": N_("comment %(id)s"),
    "consultation": N_("consultation %(id)s"),
    "draft": N_("draft %(id)s"),
    "invitation": N_("invitation %(id)s"),
    "respondent": N_("expert %(id)s"),
    "round": N_("round %(id)s"),
}


def what_words(what: str) -> str:
    """What was done, in the language of the page."""
    return _(what) if what in WHAT else what


def about_words(about: str) -> str:
    """What it was done to, in the language of the page: ``round 3``, or the reference of a catalogue as it is."""
    kind, _space, number = about.partition(" ")
    return _(_ABOUT[kind], id=number) if kind in _ABOUT else about
