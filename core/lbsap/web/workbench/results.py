"""What the panel said: all items of a round in one table, each item by itself, and the files beside them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from flask import Response, abort, current_app, render_template, request, url_for

from lbsap.actions.editors.folder import Folder
from lbsap.actions.editors.results import Results, begun, item_view, round_results
from lbsap.model.cells import Cell, csv_lines
from lbsap.model.text import Text
from lbsap.steps.asking.questionnaire import asked_items
from lbsap.steps.common.groups import group_id, groups_of
from lbsap.steps.common.words import whole_number
from lbsap.steps.drawing.item_charts import Chart, item_charts
from lbsap.steps.drawing.stability_charts import item_changed
from lbsap.steps.editing.contested import ORDERS, Order, in_order, summary
from lbsap.store.consultations import Round
from lbsap.web.downloads import streamed
from lbsap.web.language import N_, lang
from lbsap.web.language import gettext as _
from lbsap.web.workbench import workbench
from lbsap.web.workbench.frame import actor, engine, folder, registry
from lbsap.web.workbench.results_values import (
    Values,
    chart_values,
    counts_line,
    html_other,
    measure_percent,
    name_values,
    other_lang,
    result_values,
    rule_title,
    rule_values,
    worded_values,
)

ORDER_WORDS: Final[dict[Order, str]] = {
    "number": N_("Number"),
    "contested": N_("Contested first"),
    "undecided": N_("Undecided first"),
    "changed": N_("Changed most first"),
}
CSV: Final = "text/csv; charset=utf-8"


@workbench.get("/c/<int:consultation_id>/results")
def results(consultation_id: int) -> str:
    """All items of a round (``?round=``) in one table, in an order (``?sort=``)."""
    opened = folder(consultation_id)
    if not begun(opened):
        return render_template("workbench/results_none.html")
    shown = shown_round(opened)
    found = round_results(actor(), engine(), registry(), opened, shown)
    order = _order()
    return render_template(
        "workbench/results.html",
        **round_values(opened, shown, "workbench.results", sort=order),
        rows=[
            result_values(one, _item_href(opened, shown, one.item.id), found.elsewhere.get(one.item.id))
            for one in in_order(found.items, order)
        ],
        orders=[
            {
                "words": _(words),
                "href": here(opened, shown, "workbench.results", sort=name),
                "here": name == order,
            }
            for name, words in ORDER_WORDS.items()
            if name != "changed" or shown.number > 1
        ],
        summary=summary(found.items, found.respondents).show(lang()),
        rule=rule_title(found.rule, shown.parameters.items()),
        rule_id=f"{shown.rule}@{shown.rule_version}",
        failures=_failures(found),
        agreement=_agreement(found),
        csv=url_for(
            "workbench.tallies_file", consultation_id=consultation_id, number=shown.number, suffix="csv"
        ),
        ways=_ways(opened, shown),
        other=html_other(),
    )


@workbench.get("/c/<int:consultation_id>/results/items/<item_id>")
def result(consultation_id: int, item_id: str) -> str:
    """All that was said on one item, up to a round."""
    opened = folder(consultation_id)
    shown = shown_round(opened)
    return item_page(opened, shown, item_id)


def item_page(opened: Folder, shown: Round, item_id: str, **more: object) -> str:
    """The page of an item; ``more`` is what a form on it has to say."""
    view = item_view(actor(), engine(), registry(), opened, shown, item_id)
    catalogue, questionnaire = opened.consultation.catalogue, opened.consultation.questionnaire
    item = view.result.item
    told = opened.round(view.result.number) or shown
    places = {group.id: group.label.show(lang()) for group in groups_of(catalogue, catalogue.items)}
    charts = [
        chart_values(one, here(opened, shown, "workbench.result_csv", item_id=item_id, name=one.name))
        for one in item_charts(view.result, view.history, questionnaire)
    ]
    values = {
        "item": {
            "id": item.id,
            "number": item.number,
            "title": item.title.show(lang()),
            "other": getattr(item.title, other_lang()),
            "other_lang": other_lang(),
            "place": places[group_id(catalogue, item)],
        },
        "result": result_values(view.result, "", view.elsewhere),
        "rule": rule_values(view.result),
        "counts": counts_line(view.result.tally.counts),
        "charts": charts,
        "names": name_values(
            view.names, lambda group: here(opened, shown, "workbench.part", item_id=item_id, group_id=group)
        ),
        "names_action": here(opened, shown, "workbench.group", item_id=item_id),
        "apart_action": here(opened, shown, "workbench.tell_apart", item_id=item_id),
        "change": item_changed(view.change).show(lang()) if view.change and view.change.paired else "",
        "decide_href": _decide_href(opened, item_id),
        "reasons": worded_values(view.reasons, view.groups, questionnaire),
        "written": view.written,
        "pager": _neighbours(opened, shown, item_id),
        "words_href": {
            kind: here(opened, told, "workbench.reasons", item=item_id, kind=kind) for kind in view.written
        },
        **round_values(opened, shown, "workbench.result", item_id=item_id),
    }
    return render_template("workbench/results_item.html", **(values | more))


@workbench.get("/c/<int:consultation_id>/results/items/<item_id>/<name>.csv")
def result_csv(consultation_id: int, item_id: str, name: str) -> Response:
    """The table beside a chart of an item, as a file."""
    opened = folder(consultation_id)
    shown = shown_round(opened)
    view = item_view(actor(), engine(), registry(), opened, shown, item_id)
    charts = item_charts(view.result, view.history, opened.consultation.questionnaire)
    return chart_csv(opened, shown, charts, name, view.result.item.number)


def chart_csv(opened: Folder, shown: Round, charts: Iterable[Chart], name: str, about: str) -> Response:
    """The table of one of the charts, by its name, as a file; ``about`` is a part of the file's name."""
    found = next((one for one in charts if one.name == name), None) or abort(404)
    rows = [[_cell(one) for one in row] for row in (found.heads, *found.rows)]
    return streamed(_file_name(opened, shown, f"{about}-{name}"), csv_lines(rows), CSV)


def shown_round(opened: Folder) -> Round:
    """The round an address asks for (``?round=``), else the one that decisions rest on, else the open one."""
    if "round" not in request.args:
        return opened.judged or (begun(opened) or abort(404))[-1]
    number = number_in_address("round")
    return next((one for one in begun(opened) if one.number == number), None) or abort(404)


def number_in_address(name: str) -> int | None:
    """A number that an address gives, such as that of a page; ``None`` for none."""
    return whole_number(request.args.get(name, ""))


def round_values(opened: Folder, shown: Round, endpoint: str, **place: Any) -> Values:
    """What the head of a page of results tells and offers: the round, and the same page on the other rounds."""
    return {
        "round": {"number": shown.number, "open": shown.state == "open"},
        "rounds": [
            {
                "words": _("Round %(number)s", number=one.number),
                "href": here(opened, one, endpoint, **place),
                "here": one is shown,
            }
            for one in begun(opened)
        ],
        "results_href": here(opened, shown, "workbench.results"),
    }


def here(opened: Folder, shown: Round, endpoint: str, **more: Any) -> str:
    """The address of a page on a round."""
    return url_for(endpoint, consultation_id=opened.consultation.id, round=shown.number, **more)


def _item_href(opened: Folder, shown: Round, item_id: str) -> str:
    return here(opened, shown, "workbench.result", item_id=item_id)


def _order() -> Order:
    wanted = request.args.get("sort", "number")
    return wanted if wanted in ORDERS else "number"


def _failures(found: Results) -> list[str]:
    """Each plugin that failed, with the items it failed at."""
    failed = [(one.failure, one.item.number) for one in found.items if one.failure]
    causes = dict.fromkeys((failure.plugin, failure.cause) for failure, _number in failed)
    return [
        _(
            "The plugin %(plugin)s failed at %(items)s: %(cause)s",
            plugin=plugin,
            cause=cause,
            items=_(", ").join(
                number for failure, number in failed if (failure.plugin, failure.cause) == (plugin, cause)
            ),
        )
        for plugin, cause in causes
    ]


def _agreement(found: Results) -> Values:
    undefined = found.agreement.undefined
    return {
        "share": measure_percent(found.agreement),
        "items": found.agreed_on,
        "undefined": undefined.show(lang()) if undefined else "",
    }


def _ways(opened: Folder, shown: Round) -> list[Values]:
    """The pages beside the table."""
    asked = opened.consultation.questionnaire
    ways = [
        (_("All reasons"), "workbench.reasons", True),
        (_("New items proposed"), "workbench.proposed_items", bool(asked.new_items)),
    ]
    ways += [(_("Closing remarks"), "workbench.closing_remarks", bool(asked.closing))]
    ways += [(_("Change since the last round"), "workbench.stability", shown.number > 1)]
    return [
        {"words": words, "href": here(opened, shown, endpoint)}
        for words, endpoint, offered in ways
        if offered and endpoint in current_app.view_functions
    ]


def _decide_href(opened: Folder, item_id: str) -> str:
    """The page on which an editor decides on the item; empty while there is nothing to rest a decision on."""
    ready = opened.judged is not None and not opened.published
    may = ready and bool(actor().roles & {"editor", "administrator"})
    address = {"consultation_id": opened.consultation.id, "item_id": item_id}
    return url_for("workbench.decide", **address) if may else ""  # type: ignore[arg-type]


def _neighbours(opened: Folder, shown: Round, item_id: str) -> Values:
    asked = asked_items(opened.consultation.questionnaire, opened.consultation.catalogue)
    place = next(number for number, one in enumerate(asked) if one.id == item_id)
    around = {"previous": place - 1, "next": place + 1}
    return {
        way: {
            "href": _item_href(opened, shown, asked[at].id),
            "title": f"{asked[at].number} {asked[at].title.show(lang())}",
        }
        for way, at in around.items()
        if 0 <= at < len(asked)
    }


def _file_name(opened: Folder, shown: Round, what: str) -> str:
    return f"{opened.consultation.catalogue.id}-{shown.number}-{what}.csv"


def _cell(cell: Text | str | int) -> Cell:
    return cell.show(lang()) if isinstance(cell, Text) else cell
