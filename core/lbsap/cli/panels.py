"""``lbsap tally`` and ``lbsap consensus``."""

from __future__ import annotations

from pathlib import Path

import click

from lbsap.cli.base import Session, as_json, print_json, print_table, warn
from lbsap.cli.shapes import tally_shape
from lbsap.cli.words import say


@click.command()
@click.option("--questionnaire", required=True, metavar="ID", help="Questionnaire that was answered.")
@click.option("--rule", default="majority", show_default=True, metavar="ID", help="Consensus rule.")
@click.option("--set", "parameters", multiple=True, metavar="NAME=NUMBER", help="A parameter of the rule.")
@click.argument("answers", metavar="ANSWERS.csv", type=click.Path(path_type=Path))
@as_json
@click.pass_obj
def tally(
    session: Session, questionnaire: str, rule: str, parameters: tuple[str, ...], answers: Path, json_: bool
) -> None:
    """Count answers per item and judge them by a consensus rule."""
    from lbsap.actions.panel import tally_answers

    values = _parameters(parameters)
    result = tally_answers(session.actor, session.registry, questionnaire, answers, rule, values)
    for one in result.warnings:
        warn(one)
    shape = tally_shape(result, session.lang)
    if json_:
        print_json(shape)
        return
    zh = session.lang == "zh"
    head = ("条目", "保留", "更名", "删除", "超出专业", "判断人数", "判定") if zh else (
        "item", "keep", "rename", "drop", "outside", "judged", "verdict",
    )  # fmt: skip
    titles = {item.id: item.title.show(session.lang) for item in result.tallies.catalogue.items}
    print_table(
        head,
        (
            (titles[one["item"]], *(one["counts"][v] for v in ("keep", "rename", "drop", "outside")), one["n"],
             say(one["rule"]["verdict"], session.lang))
            for one in shape["items"]
        ),
    )  # fmt: skip


def _parameters(given: tuple[str, ...]) -> dict[str, float]:
    values = {}
    for one in given:
        name, _, number = one.partition("=")
        try:
            values[name.strip()] = float(number)
        except ValueError:
            raise click.BadParameter(f"{one}: NAME=NUMBER", param_hint="--set") from None
    return values


@click.command()
@click.argument("data", metavar="DATA.csv", type=click.Path(path_type=Path))
@click.option("--level", required=True, type=click.Choice(["nominal", "ordinal"]))
@click.option(
    "--categories", default="", metavar="a,b,c", help="All categories, in order, unused ones included."
)
@click.option("--previous", type=click.Path(path_type=Path), metavar="EARLIER.csv", help="The earlier round.")
@as_json
@click.pass_obj
def consensus(
    session: Session, data: Path, level: str, categories: str, previous: Path | None, json_: bool
) -> None:
    """Measure agreement in a table of items (rows) by raters (columns)."""
    from lbsap.actions.panel import measure_consensus
    from lbsap.steps.measures.consensus import to_json

    listed = tuple(one.strip() for one in categories.replace("，", ",").split(",") if one.strip())
    result = measure_consensus(session.actor, session.registry, data, level, listed, previous)  # type: ignore[arg-type]
    shape = to_json(result, session.lang)
    if json_:
        print_json(shape)
        return
    scale = {name: one for name, one in shape.get("validity", {}).items() if name != "items"}
    for name, measure in (shape["overall"] | scale).items():
        click.echo(
            f"{name}: {measure['undefined'] if measure['value'] is None else round(measure['value'], 4)}"
        )
    columns = ("item", "n", "median", "iqr", "disagreement")
    head = ("条目", "人数", "中位数", "四分位距", "分歧") if session.lang == "zh" else columns
    print_table(head, ([one[name] for name in columns] for one in shape["items"]))
