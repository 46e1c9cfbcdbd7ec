"""``lbsap serve``."""

from __future__ import annotations

import os
import signal
import socket
import sys
from typing import TYPE_CHECKING, Final, NoReturn
from urllib.parse import urlsplit

import click

from lbsap.cli.base import Session
from lbsap.model.errors import BadInput
from lbsap.model.problems import problem
from lbsap.model.text import Text

if TYPE_CHECKING:
    from flask import Flask

    from lbsap.settings import Settings

THREADS: Final = 8
LOOPBACK: Final = "127.0.0.1"


@click.command()
@click.option(
    "--host", default=LOOPBACK, show_default=True, help="Address to listen on; a proxy stands before it."
)
@click.option(
    "--port",
    type=click.IntRange(1, 65_535),
    help="Port to listen on.  [default: that of LBSAP_BASE_URL, or 8000]",
)
@click.pass_obj
def serve(session: Session, host: str, port: int | None) -> None:
    """Serve the pages until stopped."""
    from lbsap.web.app import create_app

    settings = session.settings
    app = create_app(settings, session.registry)
    if not settings.https:
        host = LOOPBACK
        click.echo(_plain_http().plain(session.lang), err=True)
    click.echo(settings.base_url)
    listen(app, settings, host, port)


def listen(app: Flask, settings: Settings, host: str, port: int | None = None) -> None:
    """Serve an application until the process is told to end. Raises ``BadInput`` for a port that cannot be had."""
    import waitress

    from lbsap.web.incoming import CARRIED_BYTES

    with _opened(host, port or urlsplit(settings.base_url).port or 8000) as opened:
        signal.signal(signal.SIGTERM, _stop)
        waitress.serve(
            app,
            sockets=[opened],
            threads=THREADS,
            ident="",
            max_request_body_size=CARRIED_BYTES,
            clear_untrusted_proxy_headers=not settings.proxies,
            _quiet=True,  # it would set up logging of its own beside ours
        )


def _opened(host: str, port: int) -> socket.socket:
    """The port to listen on. Raises ``BadInput`` where it is taken or reserved, or the address is none of this machine."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family)
    except OSError as error:
        reason = os.strerror(error.errno) if error.errno and error.errno > 0 else error
        raise BadInput([problem("port_closed", f"{host}:{port}", reason=reason)]) from None


def _plain_http() -> Text:
    return Text(
        "注意：目前以普通 HTTP 运行，只供本机访问，Cookie 未加密传输。供他人访问时，"
        "请将 LBSAP_BASE_URL 设为 https:// 开头的地址。",
        "Note: plain HTTP, for this machine only; cookies are not marked Secure. To serve others, set "
        "LBSAP_BASE_URL to an address that begins with https://.",
    )


def _stop(_signal: int, _frame: object) -> NoReturn:
    """End in good order: the server lets running requests finish."""
    sys.exit(0)
