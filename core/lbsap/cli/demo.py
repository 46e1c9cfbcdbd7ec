"""``lbsap demo``."""

from __future__ import annotations

import secrets
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from lbsap.cli.base import Session, as_json, print_json
from lbsap.data import write_bytes
from lbsap.model.text import Text
from lbsap.settings import FILE

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
@click.option(
    "--port", type=click.IntRange(1, 65_535), default=8000, show_default=True, help="Port to serve on."
)
@as_json
@click.pass_obj
def demo(session: Session, out: Path, serve_: bool, port: int, json_: bool) -> None:
    """Run the main job on sample data: from experts' answers to draft plans in Word."""
    from lbsap.actions.demo import run_demo

    def tell(words: Text) -> None:
        click.echo(words.plain(session.lang), err=True)

    made = run_demo(session.actor, session.registry, out, tell)
    app, settings = _pages(session, made, port)
    doors = [*_experts(session, made, app), *_accounts(session, app)]
    if json_:
        print_json(made.shape(session.lang))
    else:
        click.echo("\n".join([made.summary(session.lang), "", *doors]))
    if serve_:
        from lbsap.cli.serve import LOOPBACK, listen

        stop = Text("{url} 正在运行，按 Ctrl-C 结束。", "Serving {url}; Ctrl-C ends it.")
        click.echo(stop.format(url=settings.base_url).plain(session.lang), err=json_)
        listen(app, settings, LOOPBACK)
    elif not json_:
        click.echo(_how_to_serve(made, settings).plain(session.lang))


def _pages(session: Session, made: Demo, port: int) -> tuple[Flask, Settings]:
    """The application on the demo's database."""
    from lbsap.web.app import create_app

    settings = _settings(session, made.folder, made.database_url, port)
    return create_app(settings, session.registry), settings


def _how_to_serve(made: Demo, settings: Settings) -> Text:
    """Leave a settings file in the folder of the demo, and say how to serve it again as it is."""
    from lbsap.actions.demo import DATABASE

    kept = (
        f'database_url = "sqlite:///{DATABASE}"',
        f'secret_key_file = "{KEY}"',
        f'base_url = "{settings.base_url}"',
    )
    write_bytes(("\n".join(kept) + "\n").encode(), made.folder / FILE)
    return Text(
        "要打开以上网址，请在文件夹 {folder} 中运行 lbsap serve。",
        "To open these addresses, run lbsap serve in the folder {folder}.",
    ).format(folder=made.folder)


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
    base = app.config["LBSAP_BASE_URL"]
    return [f"{link.title.plain(session.lang)}\n  {base}/e/i/{link.token}" for link in made.links]


def _accounts(session: Session, app: Flask) -> list[str]:
    """A line for each account: address, password, told this once, and what it is for."""
    from lbsap.actions.demo_pages import add_sample_accounts
    from lbsap.web.security import set_password

    lines = [f"{app.config['LBSAP_BASE_URL']}/account/sign-in"]
    for account in add_sample_accounts(session.actor, app.extensions["lbsap_engine"]):
        password = secrets.token_urlsafe(12)
        set_password(app, account.email, password)
        lines.append(f"  {account.email}  {password}  {account.use.plain(session.lang)}")
    return lines
