"""The words of the audit trail: what is recorded in English is shown in the reader's language."""

from __future__ import annotations

from typing import Final

from lbsap.web.language import N_
from lbsap.web.language import gettext as _

WHAT: Final = (
    N_("account added"),
    N_("account kept out"),
    N_("account let in"),
    N_("alignment decided"),
    N_("answers entered"),
    N_("answers exported"),
    N_("answers from elsewhere taken out"),
    N_("answers from elsewhere"),
    N_("answers submitted"),
    N_("case picked"),
    N_("catalogue published"),
    N_("cities changed"),
    N_("city added"),
    N_("comment added"),
    N_("comment corrected"),
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
    N_("departments taken over"),
    N_("draft begun"),
    N_("draft changed"),
    N_("draft deleted"),
    N_("draft settings changed"),
    N_("erasures applied"),
    N_("expert invited"),
    N_("fact kept"),
    N_("fact removed"),
    N_("framework added"),
    N_("framework removed"),
    N_("import dropped"),
    N_("import taken over"),
    N_("indicator cleared"),
    N_("indicator reported"),
    N_("invited person corrected"),
    N_("item asked again"),
    N_("item decided"),
    N_("item left settled"),
    N_("items decided"),
    N_("link ended"),
    N_("links handed out"),
    N_("names grouped"),
    N_("names parted"),
    N_("names told apart"),
    N_("not the person invited"),
    N_("password link made"),
    N_("password set"),
    N_("people invited"),
    N_("picture added"),
    N_("picture changed"),
    N_("plan draft kept"),
    N_("plan entries reordered"),
    N_("plan entry added"),
    N_("plan entry changed"),
    N_("plan entry removed"),
    N_("plan questions answered"),
    N_("plan text changed"),
    N_("profile changed"),
    N_("profile read"),
    N_("public link made"),
    N_("public links ended"),
    N_("reasons tagged"),
    N_("reporting changed"),
    N_("reporting year begun"),
    N_("reporting year taken back"),
    N_("review answered"),
    N_("review closed"),
    N_("review comment answered"),
    N_("review comment entered"),
    N_("review link ended"),
    N_("review link renewed"),
    N_("review links made"),
    N_("review opened"),
    N_("roles changed"),
    N_("round changed"),
    N_("round closed"),
    N_("round drafted"),
    N_("round opened"),
    N_("scoring variants enabled"),
    N_("second factor removed"),
    N_("sessions ended"),
    N_("sharing changed"),
    N_("signed in"),
    N_("signed out"),
    N_("standing text changed"),
    N_("statements changed"),
    N_("tag removed"),
    N_("texts of messages changed"),
    N_("workbook taken over"),
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
