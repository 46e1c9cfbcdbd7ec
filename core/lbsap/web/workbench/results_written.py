"""New items that experts proposed in a round, and their words on its closing questions."""

from __future__ import annotations

from flask import abort, render_template, request

from lbsap.actions.editors.folder import Folder
from lbsap.actions.editors.written import read_proposals, read_remarks
from lbsap.model.catalogue import Catalogue
from lbsap.model.response import Proposal
from lbsap.steps.common.groups import groups_of
from lbsap.store.consultations import Round
from lbsap.web.language import gettext as _
from lbsap.web.language import lang
from lbsap.web.workbench import workbench
from lbsap.web.workbench.frame import actor, engine, folder
from lbsap.web.workbench.results import here, number_in_address, round_values, shown_round
from lbsap.web.workbench.results_reasons import page_values
from lbsap.web.workbench.results_values import Values


@workbench.get("/c/<int:consultation_id>/results/new-items")
def proposed_items(consultation_id: int) -> str:
    """The new items proposed in a round, similar ones together."""
    opened = folder(consultation_id)
    if not opened.consultation.questionnaire.new_items:
        abort(404)
    shown = shown_round(opened)
    groups = read_proposals(actor(), engine(), shown)
    return render_template(
        "workbench/results_new_items.html",
        **round_values(opened, shown, "workbench.proposed_items"),
        groups=[[_proposal(one, opened.consultation.catalogue) for one in group] for group in groups],
        total=sum(len(group) for group in groups),
    )


@workbench.get("/c/<int:consultation_id>/results/remarks")
def closing_remarks(consultation_id: int) -> str:
    """What was said on a closing question (``?question=``, else the first), a page at a time."""
    opened = folder(consultation_id)
    asked = opened.consultation.questionnaire.closing or abort(404)
    shown, question = shown_round(opened), request.args.get("question", asked[0].id)
    found = read_remarks(actor(), engine(), opened, shown, question, number_in_address("page") or 1)
    return render_template(
        "workbench/results_remarks.html",
        **round_values(opened, shown, "workbench.closing_remarks", question=question),
        questions=[
            {
                "words": one.title.show(lang()),
                "count": found.counts.get(one.id, 0),
                "href": _address(opened, shown, one.id),
                "here": one.id == question,
            }
            for one in asked
        ],
        words=[{"lines": words.split("\n"), "lang": language} for words, language in found.words],
        pages=page_values(found.page, lambda page: _address(opened, shown, question, page)),
    )


def _address(opened: Folder, shown: Round, question: str, page: int = 1) -> str:
    at = {"page": page} if page > 1 else {}
    return here(opened, shown, "workbench.closing_remarks", question=question, **at)


def _proposal(one: Proposal, catalogue: Catalogue) -> Values:
    outline = catalogue.kind == "outline"
    places = {group.id: group.label.show(lang()) for group in groups_of(catalogue, catalogue.items)}
    rows: list[Values] = [
        {"key": _("Name in Chinese"), "value": one.name.zh, "lang": "zh"},
        {"key": _("Name in English"), "value": one.name.en, "lang": "en"},
        {
            "key": _("Chapter it belongs to") if outline else _("Component it belongs to"),
            "value": places.get(one.parent, ""),
        },
        {
            "key": _("What it holds") if outline else _("How it is calculated"),
            "lines": one.content.split("\n"),
        },
        {"key": _("Where the data come from"), "lines": one.data_source.split("\n")},
        {"key": _("Reason"), "lines": one.reason.split("\n")},
    ]
    return {
        "title": one.name.plain(lang()),
        "rows": [row for row in rows if row.get("value") or any(row.get("lines", ()))],
    }
