"""The web application, put together."""

from __future__ import annotations

import logging
import time
from datetime import timedelta

from flask import Flask, Response, g, request
from flask_wtf import CSRFProtect
from sqlalchemy import Engine
from werkzeug.middleware.proxy_fix import ProxyFix

from lbsap import logs
from lbsap import registry as registries
from lbsap.actions.editors.smtp import MailServer
from lbsap.actions.erasing import apply_ledger
from lbsap.data import shipped
from lbsap.registry import Registry
from lbsap.settings import Settings, load_settings
from lbsap.store.engine import make_engine
from lbsap.store.schema import require_current
from lbsap.web import access, addresses, errors, headers, incoming, language, limits, security, static
from lbsap.web.account import account
from lbsap.web.base import base
from lbsap.web.city import city
from lbsap.web.expert import expert
from lbsap.web.keys import read_key
from lbsap.web.review import reviewer
from lbsap.web.workbench import workbench

_log = logging.getLogger(__name__)
SESSION_LASTS = timedelta(days=90)


def create_app(settings: Settings, registry: Registry | None = None, engine: Engine | None = None) -> Flask:
    """The application for a deployment. Raises ``BadInput`` for a missing or sample key and for any schema but ours.

    ``registry`` and ``engine`` are made from the settings where they are not given.
    """
    app = Flask("lbsap.web", template_folder=str(shipped("templates", "web")), static_folder=None)
    app.extensions["lbsap_engine"] = engine or make_engine(settings.database_url)
    require_current(app.extensions["lbsap_engine"])
    app.extensions["lbsap_registry"] = registry or registries.load(settings.plugins_off, settings.definitions)
    app.extensions["lbsap_mail"] = _mail_server(settings)
    _configure(app, settings)
    apply_ledger(app.extensions["lbsap_engine"], settings.erasures)
    headers.install(app, https=settings.https)
    incoming.install(app)
    language.install(app, settings.lang)
    security.end_idle_sessions(app)
    access.guard(app)
    CSRFProtect(app)
    security.install(app, app.extensions["lbsap_engine"], local=settings.local)
    for blueprint in (base, account, expert, workbench, city, reviewer):
        app.register_blueprint(blueprint)
    static.install(app)
    addresses.install(app)
    limits.install(app, settings.limits_store)
    access.require_rules(app)
    errors.install(app)
    _log_requests(app)
    return app


def from_environment() -> Flask:
    """The application by the settings in force: what a server such as gunicorn is told to load."""
    settings = load_settings()
    logs.set_up(settings.log_level, settings.log_json)
    return create_app(settings)


def _mail_server(settings: Settings) -> MailServer | None:
    """The server that takes our mail, if the settings name one."""
    if not settings.smtp_host:
        return None
    return MailServer(
        settings.smtp_host,
        settings.smtp_port,
        settings.smtp_from,
        settings.smtp_tls,
        settings.smtp_user,
        settings.smtp_password,
    )


def _configure(app: Flask, settings: Settings) -> None:
    app.config.update(
        SECRET_KEY=read_key(settings.secret_key_file),
        LBSAP_BASE_URL=settings.base_url,
        LBSAP_ERASURES=settings.erasures,
        TRUSTED_HOSTS=list(settings.hosts),
        # The prefix __Host- makes browsers refuse the cookie over plain HTTP, which only this machine may use.
        SESSION_COOKIE_NAME="__Host-lbsap" if settings.https else "lbsap",
        SESSION_COOKIE_SECURE=settings.https,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        PERMANENT_SESSION_LIFETIME=SESSION_LASTS,
        SESSION_REFRESH_EACH_REQUEST=False,  # a visit ends as long after its beginning, in use or not (store/visits.py)
        WTF_CSRF_TIME_LIMIT=None,  # a form may lie open for a day; the token ends with the session
        WTF_CSRF_SSL_STRICT=False,  # it wants a Referer, which our own header forbids browsers to send
    )
    app.jinja_env.autoescape = True
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    if settings.proxies:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=settings.proxies, x_proto=settings.proxies)  # type: ignore[method-assign]


def _log_requests(app: Flask) -> None:
    """One line for each request: which page, not which address, since addresses hold tokens."""

    @app.before_request
    def start() -> None:
        g.started = time.perf_counter()

    @app.after_request
    def tell(response: Response) -> Response:
        took = 1000 * (time.perf_counter() - g.get("started", time.perf_counter()))
        _log.info("%s %s %s %.0f ms", request.method, request.endpoint or "-", response.status_code, took)
        return response
