"""Names proposed for an item, brought together by an editor and parted again."""

from __future__ import annotations

from flask import redirect, request
from flask.typing import ResponseReturnValue

from lbsap.actions.editors.naming import group_names, part_names, tell_names_apart
from lbsap.actions.editors.results import asked_item
from lbsap.model.errors import BadInput
from lbsap.web.forms.results import NamesForm, place
from lbsap.web.workbench import workbench
from lbsap.web.workbench.frame import actor, engine, folder
from lbsap.web.workbench.results import here, item_page, shown_round


@workbench.post("/c/<int:consultation_id>/results/items/<item_id>/names")
def group(consultation_id: int, item_id: str) -> ResponseReturnValue:
    """Confirm that the names ticked mean the same."""
    opened = folder(consultation_id)
    shown, form = shown_round(opened), NamesForm(request.form)
    try:
        group_names(actor(), engine(), opened, item_id, form.cells)
    except BadInput as error:
        place(form, error.problems)
        return item_page(opened, shown, item_id, form=form, has_errors=True), 400
    return redirect(here(opened, shown, "workbench.result", item_id=item_id, _anchor="names"), 303)


@workbench.post("/c/<int:consultation_id>/results/items/<item_id>/names/apart")
def tell_apart(consultation_id: int, item_id: str) -> ResponseReturnValue:
    """Keep that names which look alike do not mean the same."""
    opened = folder(consultation_id)
    shown, form = shown_round(opened), NamesForm(request.form)
    try:
        tell_names_apart(actor(), engine(), opened, item_id, form.cells)
    except BadInput as error:
        place(form, error.problems)
        return item_page(opened, shown, item_id, form=form, has_errors=True), 400
    return redirect(here(opened, shown, "workbench.result", item_id=item_id, _anchor="names"), 303)


@workbench.post("/c/<int:consultation_id>/results/items/<item_id>/names/<int:group_id>/part")
def part(consultation_id: int, item_id: str, group_id: int) -> ResponseReturnValue:
    """Take a group back."""
    opened = folder(consultation_id)
    shown = shown_round(opened)
    asked_item(opened, item_id)
    part_names(actor(), engine(), opened, group_id)
    return redirect(here(opened, shown, "workbench.result", item_id=item_id, _anchor="names"), 303)
