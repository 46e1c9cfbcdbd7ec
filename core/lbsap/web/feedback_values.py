"""What the group said of an item in the round before, as values for ``templates/web/expert/_feedback.html``."""

from __future__ import annotations

from typing import Any, Final

from flask import url_for

from lbsap.actions.experts.desk import Desk
from lbsap.model.consultation import Counts, RuleVerdict
from lbsap.model.questionnaire import Questionnaire
from lbsap.model.report import Remark
from lbsap.web.answer_rows import answer_rows
from lbsap.web.language import N_, lang
from lbsap.web.language import gettext as _

RESULTS: Final[dict[RuleVerdict, str]] = {
    "keep": N_("keep"),
    "rename": N_("keep under another name"),
    "retain": N_("keep, its name still open"),
    "drop": N_("drop"),
    "undecided": N_("no result"),
}
"""What the rule settled, in words."""


def feedback_of(desk: Desk, item_id: str, back: str = "") -> dict[str, Any] | None:
    """The group's answers beside one's own last answer; ``None`` in the first round.

    ``back`` is the page to show after a confirmation (empty: the next open item).
    """
    if desk.round.number < 2:
        return None
    questionnaire = desk.consultation.questionnaire
    found, earlier, kept = desk.feedback.get(item_id), desk.earlier.get(item_id), desk.answers.get(item_id)
    own = earlier.answer.verdict if earlier else None
    result = desk.settled.get(item_id)
    return {
        "before": desk.round_before(item_id),
        "own": answer_rows(earlier.answer, questionnaire, lang()) if earlier else [],
        "group": _group(found.counts, questionnaire, own) if found and found.counts else None,
        "reasons": _reasons(found.reasons, questionnaire) if found else [],
        "reasons_held": bool(found and found.reasons_held),
        "settled": _(RESULTS[result]) if result else "",
        "answered": _answered(desk, item_id),
        "confirm": url_for("expert.confirm", item_id=item_id) if _may_confirm(desk, item_id) else "",
        "revision": kept.revision if kept else 0,
        "back": back,
    }


def _answered(desk: Desk, item_id: str) -> bool:
    kept = desk.answers.get(item_id)
    return kept is not None and kept.answer.verdict is not None


def _may_confirm(desk: Desk, item_id: str) -> bool:
    """Whether there is a last answer to give again, and none of this round yet."""
    earlier = desk.earlier.get(item_id)
    said = earlier is not None and earlier.answer.verdict is not None
    return desk.may_write and said and item_id not in desk.settled and not _answered(desk, item_id)


def _group(counts: Counts, questionnaire: Questionnaire, own: str | None) -> dict[str, Any]:
    """The rows of ``components/distribution.html``, and its caption, which tells the finding."""
    asked = [one for one in questionnaire.items.verdicts if one.id != "outside"]
    return {
        "rows": [
            {"words": one.title.show(lang()), "count": getattr(counts, one.id), "own": one.id == own}
            for one in asked
        ],
        "judged": counts.judged,
        "outside": counts.outside,
        "finding": _finding(counts),
    }


def _finding(counts: Counts) -> str:
    if not counts.judged:
        words = _("nobody judged this item")
    elif not counts.rename:
        words = _("%(count)s of %(judged)s would keep it", count=counts.keep, judged=counts.judged)
    else:
        words = _(
            "%(count)s of %(judged)s would keep it, %(renamed)s of them under another name",
            count=counts.retained,
            judged=counts.judged,
            renamed=counts.rename,
        )
    return str(words)


def _reasons(reasons: tuple[Remark, ...], questionnaire: Questionnaire) -> list[dict[str, Any]]:
    """The reasons by verdict, in the order of the questionnaire."""
    groups = []
    for choice in questionnaire.items.verdicts:
        words = [one.words for one in reasons if one.verdict == choice.id]
        if words:
            groups.append({"verdict": choice.title.show(lang()), "words": words})
    return groups
