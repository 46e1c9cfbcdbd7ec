"""``lbsap init`` and ``lbsap user``: a deployment's key and database, and its accounts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from lbsap.cli.base import Session
from lbsap.model.text import Text

if TYPE_CHECKING:
    from flask import Flask

ROLES = ("administrator", "editor", "viewer", "city")


@click.command()
@click.pass_obj
def init(session: Session) -> None:
    """Set up a deployment, once: its secret key and its database."""
    from lbsap.store import schema
    from lbsap.web.keys import make_key

    settings = session.settings
    make_key(settings.secret_key_file)
    schema.upgrade(settings.database_url)
    told = Text(
        "密钥已写入 {key}，请与数据库一并备份。下一步，建立第一个管理员账号：",
        "The key is in {key}; back it up with the database. Next, add the first administrator:",
    )
    click.echo(told.format(key=settings.secret_key_file).plain(session.lang))
    click.echo("  lbsap user add EMAIL --role administrator")


@click.group()
def user() -> None:
    """Look after the accounts of administrators, editors, viewers and cities."""


@user.command()
@click.argument("email")
@click.option(
    "--role", "roles", type=click.Choice(ROLES), multiple=True, required=True, help="May be repeated."
)
@click.option(
    "--city", "cities", type=int, multiple=True, metavar="ID", help="A city to work for; may be repeated."
)
@click.pass_obj
def add(session: Session, email: str, roles: tuple[str, ...], cities: tuple[int, ...]) -> None:
    """Add an account; prints the link by which its holder sets a password."""
    from lbsap.actions.accounts import add_account

    app = _app(session)
    add_account(session.actor, app.extensions["lbsap_engine"], email, roles, cities)
    _tell_link(session, app, email)


@user.command()
@click.argument("email")
@click.pass_obj
def link(session: Session, email: str) -> None:
    """Print a new link by which the holder of an account sets a password."""
    from lbsap.actions.accounts import require_account

    app = _app(session)
    require_account(session.actor, app.extensions["lbsap_engine"], email)
    _tell_link(session, app, email)


def _app(session: Session) -> Flask:
    """The application without plugins: accounts need none."""
    from lbsap.registry import Registry
    from lbsap.web.app import create_app

    return create_app(session.settings, Registry())


def _tell_link(session: Session, app: Flask, email: str) -> None:
    from lbsap.web.security import password_link

    told = Text(
        "请将此链接交给本人（七日内有效，只能使用一次）：",
        "Hand this link to them (good once, for seven days):",
    )
    click.echo(told.plain(session.lang))
    click.echo(password_link(app, email.strip()))
