"""What experts wrote on items, in full: found by filters, and tagged by editors."""

from __future__ import annotations

from typing import Any, Final, cast

from flask import redirect, render_template, request
from flask.typing import ResponseReturnValue

from lbsap.actions.editors.folder import Folder
from lbsap.actions.editors.results import asked_item
from lbsap.actions.editors.tagging import tag_reasons, untag_reason
from lbsap.actions.editors.written import WordsPage, read_words
from lbsap.model.errors import BadInput
from lbsap.model.questionnaire import Questionnaire
from lbsap.steps.asking.questionnaire import asked_items
from lbsap.steps.common.pages import Page
from lbsap.steps.common.words import whole_number
from lbsap.store.consultations import Round
from lbsap.store.worded import WORD_KINDS, Sought
from lbsap.web.forms.results import TagForm, WordsForm, place
from lbsap.web.language import gettext as _
from lbsap.web.language import lang
from lbsap.web.workbench import workbench
from lbsap.web.workbench.frame import actor, engine, folder
from lbsap.web.workbench.results import here, number_in_address, round_values, shown_round
from lbsap.web.workbench.results_values import Values, verdict_word, worded_values

FILTERS: Final = ("kind", "item", "verdict", "tag", "words")
VERDICTS: Final = ("keep", "rename", "drop", "outside", "none")
_LONGEST: Final = 100


@workbench.get("/c/<int:consultation_id>/results/reasons")
def reasons(consultation_id: int) -> ResponseReturnValue:
    """Words of a round, a page at a time; filters and ``page`` stand in the address."""
    opened = folder(consultation_id)
    return _page(opened, shown_round(opened), TagForm())


@workbench.post("/c/<int:consultation_id>/results/reasons")
def tag(consultation_id: int) -> ResponseReturnValue:
    """Tag the reasons that are ticked or, where its button was pressed (``untag``), take one tag away."""
    opened = folder(consultation_id)
    shown, form = shown_round(opened), TagForm(request.form)
    gone, _space, words = request.form.get("untag", "").partition(" ")
    answer = whole_number(gone)
    if words and answer is not None:
        untag_reason(actor(), engine(), shown, answer, words)
        return redirect(_address(opened, shown, _sought(), number_in_address("page") or 1), 303)
    try:
        tagged = tag_reasons(actor(), engine(), shown, form.answers, form.tag.data or "")
    except BadInput as error:
        place(form, error.problems)
        return _page(opened, shown, form), 400
    return redirect(_address(opened, shown, _sought(), number_in_address("page") or 1, tagged=tagged), 303)


def _page(opened: Folder, shown: Round, form: TagForm) -> str:
    sought = _sought()
    _known_item(opened, sought)
    found = read_words(actor(), engine(), opened, shown, sought, number_in_address("page") or 1)
    questionnaire = opened.consultation.questionnaire
    return render_template(
        "workbench/results_reasons.html",
        **round_values(opened, shown, "workbench.reasons", **_filters(sought)),
        filters=_filter_form(opened, found, sought),
        filtered=any(_filters(sought).values()),
        clear_href=_address(opened, shown, Sought()),
        kind=sought.kind,
        supplements=questionnaire.items.supplements.show(lang()),
        words=worded_values(found.words, found.groups, questionnaire),
        tags_shown=any(one.tags for one in found.words),
        titles=_titles(opened),
        total=found.page.total,
        pages=page_values(found.page, lambda page: _address(opened, shown, sought, page)),
        form=form,
        action=_address(opened, shown, sought, found.page.number),
        tagged=number_in_address("tagged"),
        has_errors=any(field.errors for field in form),
    )


def page_values(page: Page, address: Any) -> Values:
    """The way to the pages beside one; empty where there is one only."""
    if page.count == 1:
        return {}
    return {
        "number": page.number,
        "count": page.count,
        "previous": address(page.number - 1) if page.number > 1 else "",
        "next": address(page.number + 1) if page.number < page.count else "",
    }


def _sought() -> Sought:
    """What the address asks for: of what can be chosen only, so that nothing else gets to the database."""
    given = {name: request.args.get(name, "").strip()[:_LONGEST] for name in FILTERS}
    chosen = {
        "kind": given["kind"] if given["kind"] in WORD_KINDS else "reason",
        "verdict": given["verdict"] if given["verdict"] in VERDICTS else "",
    }
    return Sought(**cast(Any, given | chosen))


def _known_item(opened: Folder, sought: Sought) -> None:
    if sought.item:
        asked_item(opened, sought.item)


def _filters(sought: Sought) -> dict[str, str]:
    found = {name: getattr(sought, name) for name in FILTERS}
    return {name: value for name, value in found.items() if value and (name, value) != ("kind", "reason")}


def _address(opened: Folder, shown: Round, sought: Sought, page: int = 1, **more: int) -> str:
    at = {"page": page} if page > 1 else {}
    return here(opened, shown, "workbench.reasons", **_filters(sought), **at, **more)


def _filter_form(opened: Folder, found: WordsPage, sought: Sought) -> WordsForm:
    form = WordsForm(data={name: getattr(sought, name) for name in FILTERS})
    tags = dict(found.tags) | ({sought.tag: 0} if sought.tag and sought.tag not in found.tags else {})
    return form.offering(
        kind=_kinds(opened.consultation.questionnaire),
        item=[("", _("All items")), *_titles(opened).items()],
        verdict=[
            ("", _("All judgements")),
            *((one, verdict_word("" if one == "none" else one)) for one in VERDICTS),
        ],
        tag=[("", _("All tags")), *((one, f"{one} ({count})") for one, count in tags.items())],
    )


def _kinds(questionnaire: Questionnaire) -> list[tuple[str, str]]:
    """What experts can have written; contents to add only where the questionnaire asks for them."""
    supplements = questionnaire.items.supplements.show(lang())
    return [("reason", _("Reasons")), *([("supplement", supplements)] if supplements else [])]


def _titles(opened: Folder) -> dict[str, str]:
    asked = asked_items(opened.consultation.questionnaire, opened.consultation.catalogue)
    return {one.id: f"{one.number} {one.title.show(lang())}" for one in asked}
