"""``lbsap plugins`` and ``lbsap plugin new``."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from lbsap.cli.base import FINDINGS, Session, as_json, print_json, print_table
from lbsap.cli.words import say


@click.command()
@as_json
@click.pass_obj
def plugins(session: Session, json_: bool) -> None:
    """List the plugins; exit code 1 if any is quarantined."""
    found = session.registry.plugins
    lines = [
        {
            "name": one.name,
            "status": one.status,
            "reason": f"{one.reason.where}: {one.reason.message.plain(session.lang)}" if one.reason else "",
            "warnings": [f"{w.where}: {w.message.plain(session.lang)}" for w in one.warnings],
        }
        for one in found
    ]
    if json_:
        print_json({"plugins": lines})
    else:
        head = ("插件", "状态", "说明") if session.lang == "zh" else ("plugin", "status", "reason")
        print_table(
            head,
            (
                (
                    one["name"],
                    say(str(one["status"]), session.lang),
                    one["reason"] or "; ".join(one["warnings"]),
                )
                for one in lines
            ),
        )
    if any(one.status == "quarantined" for one in found):
        sys.exit(FINDINGS)


@click.group()
def plugin() -> None:
    """Write plugins."""


@plugin.command()
@click.argument("name")
@click.option("--in", "folder", type=click.Path(path_type=Path), default=Path(), help="Folder to put it in.")
@click.pass_obj
def new(session: Session, name: str, folder: Path) -> None:
    """Make a working plugin skeleton called NAME."""
    from lbsap.actions.skeleton import new_plugin

    for path in new_plugin(session.actor, name, folder):
        click.echo(path)
