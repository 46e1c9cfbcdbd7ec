"""Whether opinions settled: a round compared with the one before over the experts who answered in both."""

from __future__ import annotations

from flask import Response, abort, render_template

from lbsap.actions.editors.folder import Folder
from lbsap.actions.editors.stability import between_rounds
from lbsap.model.rounds import RoundChange
from lbsap.steps.common.printed import label
from lbsap.steps.drawing.item_charts import Chart
from lbsap.steps.drawing.stability_charts import came_back, change_charts
from lbsap.store.consultations import Round
from lbsap.web.language import lang
from lbsap.web.workbench import workbench
from lbsap.web.workbench.frame import actor, engine, folder
from lbsap.web.workbench.results import chart_csv, here, round_values, shown_round
from lbsap.web.workbench.results_values import chart_values


@workbench.get("/c/<int:consultation_id>/results/stability")
def stability(consultation_id: int) -> str:
    """Retention and changes since the round before; a first round has nothing to compare."""
    opened = folder(consultation_id)
    shown = shown_round(opened)
    change = _change(opened, shown)
    return render_template(
        "workbench/results_stability.html",
        **round_values(opened, shown, "workbench.stability"),
        told=came_back(change).show(lang()) if change else "",
        charts=[
            chart_values(one, here(opened, shown, "workbench.stability_csv", name=one.name))
            for one in _charts(opened, change)
        ],
    )


@workbench.get("/c/<int:consultation_id>/results/stability/<name>.csv")
def stability_csv(consultation_id: int, name: str) -> Response:
    """The table beside one of its charts, as a file."""
    opened = folder(consultation_id)
    shown = shown_round(opened)
    return chart_csv(opened, shown, _charts(opened, _change(opened, shown) or abort(404)), name, "stability")


def _change(opened: Folder, shown: Round) -> RoundChange | None:
    if shown.number < 2:
        return None
    return between_rounds(actor(), engine(), opened.consultation.id, shown.number)


def _charts(opened: Folder, change: RoundChange | None) -> tuple[Chart, ...]:
    if change is None:
        return ()
    labels = {item.id: label(item) for item in opened.consultation.catalogue.items}
    return change_charts(change, labels, opened.consultation.questionnaire)
