"""``lbsap db``."""

from __future__ import annotations

import click

from lbsap.cli.base import Session, as_json, print_json


@click.group()
def db() -> None:
    """Look after the database."""


@db.command()
@as_json
@click.pass_obj
def upgrade(session: Session, json_: bool) -> None:
    """Bring the database to this program's schema; makes it if it is not there."""
    from lbsap.store import schema

    schema.upgrade(session.settings.database_url)
    revision = schema.current(session.settings.database_url)
    if json_:
        print_json({"revision": revision})
    else:
        click.echo(revision)
