"""The responses of a round: people by stratum and stage, days, items and where people stop."""

from __future__ import annotations

from typing import Any

from flask import render_template, request

from lbsap.actions.editors.following import Following, follow_round
from lbsap.model.questionnaire import Questionnaire
from lbsap.steps.common.printed import figure
from lbsap.steps.common.words import whole_number
from lbsap.steps.editing.following import ItemRow, StageRow
from lbsap.web.language import gettext as _
from lbsap.web.language import lang
from lbsap.web.workbench import workbench
from lbsap.web.workbench.frame import STATES, actor, engine, folder, registry
from lbsap.web.workbench.panel_values import stratum_words


@workbench.get("/c/<int:consultation_id>/progress")
def progress(consultation_id: int) -> str:
    """The newest round, or the one the address names."""
    opened = folder(consultation_id)
    number = whole_number(request.args.get("round", "")) or 0
    seen = follow_round(actor(), engine(), registry(), opened, number)
    asked = opened.consultation.questionnaire
    busiest = max((max(row.opened, row.submitted) for row in seen.days), default=0)
    return render_template(
        "workbench/progress.html",
        round=seen.round.number,
        state=_(STATES[seen.round.state]),
        rounds=[one.number for one in opened.rounds],
        everybody=seen.everybody,
        strata=[_stratum(row, asked) for row in seen.strata],
        uninvited=seen.uninvited,
        anonymous=opened.consultation.anonymity == "anonymous",
        days=[{"day": row.day.plain(lang()), "row": row} for row in seen.days],
        busiest=busiest,
        items=[_item(row) for row in seen.items],
        stops=sorted(
            (_item(row) for row in seen.items if row.stopped), key=lambda row: row["stopped"], reverse=True
        ),
        seen=seen,
        quorum=_quorum(seen),
    )


def _stratum(row: StageRow, asked: Questionnaire) -> dict[str, Any]:
    return {"words": _("; ").join(stratum_words(asked, one) for one in row.strata), "row": row}


def _item(row: ItemRow) -> dict[str, Any]:
    return {
        "number": row.item.number,
        "title": row.item.title.show(lang()),
        "judged": row.judged,
        "outside": row.outside,
        "skipped": row.skipped,
        "counted": row.counted,
        "met": row.met,
        "stopped": row.stopped,
    }


def _quorum(seen: Following) -> str:
    return "" if seen.quorum is None else figure(seen.quorum)
