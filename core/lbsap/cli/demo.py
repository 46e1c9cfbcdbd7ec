"""``lbsap demo``."""

from __future__ import annotations

from pathlib import Path

import click

from lbsap.cli.base import Session, as_json, print_json
from lbsap.model.text import Text


@click.command()
@click.option(
    "--out", type=click.Path(path_type=Path), default=Path("lbsap-demo"), show_default=True, metavar="DIR"
)
@as_json
@click.pass_obj
def demo(session: Session, out: Path, json_: bool) -> None:
    """Run the main job on sample data: from experts' answers to draft plans in Word."""
    from lbsap.actions.demo import run_demo

    def tell(words: Text) -> None:
        click.echo(words.plain(session.lang), err=True)

    made = run_demo(session.actor, session.registry, out, tell)
    if json_:
        print_json(made.shape(session.lang))
    else:
        click.echo(made.summary(session.lang))
