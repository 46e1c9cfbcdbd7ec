"""``lbsap city``: the cities of the database, and their files."""

from __future__ import annotations

from pathlib import Path

import click

from lbsap.cli.base import Session, as_json, database, print_json, print_table


@click.group()
def city() -> None:
    """Look after the cities of the database: add one from a file, list them, write one to a file."""


@city.command()
@click.argument("source", metavar="CITY.yaml", type=click.Path(path_type=Path))
@as_json
@click.pass_obj
def add(session: Session, source: Path, json_: bool) -> None:
    """Add a city with everything that CITY.yaml holds; prints its number."""
    from lbsap.actions.cities.filing import add_city_file

    with database(session) as engine:
        made = add_city_file(session.actor, engine, source)
    if json_:
        print_json({"city": made})
    else:
        click.echo(made)


@city.command("list")
@as_json
@click.pass_obj
def list_(session: Session, json_: bool) -> None:
    """List the cities by number and name."""
    from lbsap.actions.cities.workspace import cities_of

    with database(session) as engine:
        found = cities_of(session.actor, engine)
    if json_:
        print_json({"cities": [{"city": one, "name": {"zh": name.zh, "en": name.en}} for one, name in found]})
    else:
        head = ("编号", "名称") if session.lang == "zh" else ("number", "name")
        print_table(head, ((one, name.plain(session.lang)) for one, name in found))


@city.command()
@click.argument("number", type=int)
@click.option("--out", required=True, type=click.Path(path_type=Path), metavar="CITY.yaml")
@as_json
@click.pass_obj
def export(session: Session, number: int, out: Path, json_: bool) -> None:
    """Write a city of the database as CITY.yaml."""
    from lbsap.actions.cities.filing import write_city_file

    with database(session) as engine:
        data = write_city_file(session.actor, engine, number, out)
    if json_:
        print_json({"city": number, "name": {"zh": data.city.zh, "en": data.city.en}, "out": str(out)})
    else:
        click.echo(out)
