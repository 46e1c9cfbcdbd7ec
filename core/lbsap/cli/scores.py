"""``lbsap score``."""

from __future__ import annotations

from pathlib import Path

import click

from lbsap.cli.base import Session, as_json, print_json, print_table, warn
from lbsap.cli.shapes import scorecard_shape
from lbsap.cli.words import figure, say
from lbsap.model.draft import USUAL


@click.command()
@click.option("--index", "index", required=True, metavar="ID|FILE", help="Index to score under.")
@click.option("--variant", default=USUAL.variant, show_default=True, metavar="ID", help="Scoring variant.")
@click.argument("data", metavar="DATA.(yaml|csv|xlsx)", type=click.Path(path_type=Path))
@as_json
@click.pass_obj
def score(session: Session, index: str, variant: str, data: Path, json_: bool) -> None:
    """Score a city's observations under an index and a scoring variant."""
    from lbsap.actions.scores import score_city

    card, catalogue, warnings = score_city(session.actor, session.registry, index, variant, data)
    for one in warnings:
        warn(one)
    shape = scorecard_shape(card, session.lang)
    if json_:
        print_json(shape)
        return
    zh = session.lang == "zh"
    head = (
        ("序号", "指标", "数值", "得分", "状态") if zh else ("number", "indicator", "value", "score", "state")
    )
    titles = {item.id: item.title.show(session.lang) for item in catalogue.items}
    lines = card.indicators
    print_table(
        head,
        (
            (one.number, titles[one.id], figure(one.value), figure(one.score), say(one.state, session.lang))
            for one in lines
        ),
    )
    total = shape["total"]
    words = "总分 {score}，可评满分 {attainable}，满分 {maximum}（{unit}）{provisional}" if zh else (
        "total {score}, attainable {attainable}, maximum {maximum} ({unit}){provisional}"
    )  # fmt: skip
    mark = ("，暂定得分" if zh else ", provisional") if total["provisional"] else ""
    click.echo(words.format(**{**total, "provisional": mark, "unit": say(total["unit"], session.lang)}))
    for note in card.total.notes:
        click.echo(note.show(session.lang))
