"""``lbsap demo``."""

from __future__ import annotations

import secrets
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from lbsap.cli.base import Session, as_json, print_json
from lbsap.model.text import Text

if TYPE_CHECKING:
    from flask import Flask

    from lbsap.actions.demo import Demo
    from lbsap.settings import Settings

KEY: Final = "lbsap.key"


@click.command()
@click.option(
    "--out", type=click.Path(path_type=Path), default=Path("lbsap-demo"), show_default=True, metavar="DIR"
)
@click.option("--serve", "serve_", is_flag=True, help="Then serve the pages to this machine, until Ctrl-C.")
@click.option("--port", type=int, default=8000, show_default=True, help="Port to serve on.")
@as_json
@click.pass_obj
def demo(session: Session, out: Path, serve_: bool, port: int, json_: bool) -> None:
    """Run the main job on sample data: from experts' answers to draft plans in Word."""
    from lbsap.actions.demo import run_demo

    def tell(words: Text) -> None:
        click.echo(words.plain(session.lang), err=True)

    made = run_demo(session.actor, session.registry, out, tell)
    if json_:
        print_json(made.shape(session.lang))
    else:
        click.echo(made.summary(session.lang))
    if serve_:
        _serve(session, made, port)


def _serve(session: Session, made: Demo, port: int) -> None:
    from lbsap.cli.serve import LOOPBACK, listen
    from lbsap.web.app import create_app

    settings = _settings(session, made.folder, made.database_url, port)
    app = create_app(settings, session.registry)
    told = [*_experts(session, made, app), *_accounts(session, app)]
    stop = Text("按 Ctrl-C 结束。", "Ctrl-C ends it.")
    click.echo("\n".join(["", settings.base_url, *told, stop.plain(session.lang)]))
    listen(app, settings, LOOPBACK)


def _settings(session: Session, folder: Path, database_url: str, port: int) -> Settings:
    """Settings of the demo's own: its database, a fresh key, this machine only."""
    from lbsap.settings import load_settings
    from lbsap.web.keys import make_key

    key = folder / KEY
    key.unlink(missing_ok=True)
    make_key(key)
    return load_settings(
        database_url=database_url, secret_key_file=key, base_url=f"http://localhost:{port}", lang=session.lang
    )


def _experts(session: Session, made: Demo, app: Flask) -> list[str]:
    """A line for the sample expert of each consultation: title and personal link."""
    from lbsap.actions.demo_pages import open_second_round

    engine = app.extensions["lbsap_engine"]
    links = [open_second_round(session.actor, engine, session.registry, first) for first in made.rounds]
    base = app.config["LBSAP_BASE_URL"]
    return [f"{link.title.plain(session.lang)}\n  {base}/e/i/{link.token}" for link in links]


def _accounts(session: Session, app: Flask) -> list[str]:
    """A line for each account: address and password, told this once."""
    from lbsap.actions.demo_pages import add_sample_accounts
    from lbsap.web.security import set_password

    lines = [f"{app.config['LBSAP_BASE_URL']}/account/sign-in"]
    for address in add_sample_accounts(session.actor, app.extensions["lbsap_engine"]):
        password = secrets.token_urlsafe(12)
        set_password(app, address, password)
        lines.append(f"  {address}  {password}")
    return lines
