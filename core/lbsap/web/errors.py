"""Error pages: what happened and what to do, in the page's language, with a number and nothing of the inside."""

from __future__ import annotations

import logging
import secrets
from typing import Final

from flask import Flask, Response, make_response, render_template, request
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from werkzeug.exceptions import HTTPException, SecurityError

from lbsap.model.errors import BadInput, NotAllowed, NotFound
from lbsap.web.language import lang

_log = logging.getLogger(__name__)
SHOWN: Final = (400, 401, 403, 404, 405, 413, 429, 500, 503, 507)
RETRY_SECONDS: Final = 10
DISK_FULL: Final = "53100"


def install(app: Flask) -> None:
    """Answer every error by our page (or a small JSON object, where JSON was asked for)."""
    app.register_error_handler(CSRFError, lambda _error: answer(400, reason="expired"))
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(NotFound, lambda _error: answer(404))
    app.register_error_handler(NotAllowed, _not_allowed)
    app.register_error_handler(BadInput, _bad_input)
    app.register_error_handler(DBAPIError, _database)
    app.register_error_handler(PoolTimeout, _database)
    app.register_error_handler(Exception, _bug)


def answer(code: int, **said: object) -> Response:
    """The page of an error; ``said`` is what its template may tell beside the code."""
    shown = code if code in SHOWN else 400 if code < 500 else 500
    if request.accept_mimetypes.best == "application/json" or request.is_json:
        return make_response({"error": said.get("reason", shown), "number": said.get("number")}, code)
    page = render_template(
        "errors/error.html", code=shown, reason=said.get("reason"), **_without_reason(said)
    )
    return make_response(page, code)


def _without_reason(said: dict[str, object]) -> dict[str, object]:
    return {"number": None, "messages": ()} | {key: value for key, value in said.items() if key != "reason"}


def _http(error: HTTPException) -> ResponseReturnValue:
    if error.response is not None:
        return error.response
    if isinstance(error, SecurityError):  # a host that is none of ours: no address can be built, so no page
        return make_response("400", 400, {"Content-Type": "text/plain"})
    code = error.code or 500
    if code < 400:
        return error
    made = answer(code)
    if code == 405 and (allowed := error.get_headers()):
        made.headers.extend([pair for pair in allowed if pair[0] == "Allow"])
    return made


def _not_allowed(error: NotAllowed) -> Response:
    _log.warning("refused %s: %s", request.endpoint, error)
    return answer(403)


def _bad_input(error: BadInput) -> Response:
    return answer(400, messages=[one.message.show(lang()) for one in error.problems])


def _database(error: DBAPIError | PoolTimeout) -> Response:
    """The database is away, or its disk is full: nothing was saved, and the page says so."""
    if not isinstance(error, PoolTimeout) and not _is_outage(error):
        return _bug(error)
    number = _number()
    _log.error("%s database: %s", number, type(error).__name__, exc_info=error)
    made = answer(507 if _is_full(error) else 503, number=number)
    made.headers["Retry-After"] = str(RETRY_SECONDS)
    return made


def _is_outage(error: DBAPIError) -> bool:
    return error.connection_invalidated or type(error).__name__ in ("OperationalError", "InterfaceError")


def _is_full(error: DBAPIError | PoolTimeout) -> bool:
    """Whether the disk of the database is full: by SQLite's words, or PostgreSQL's code."""
    cause = getattr(error, "orig", None)
    return "disk is full" in str(cause) or getattr(cause, "sqlstate", "") == DISK_FULL


def _bug(error: Exception) -> Response:
    number = _number()
    _log.error("%s %s %s", number, request.method, request.endpoint, exc_info=error)
    return answer(500, number=number)


def _number() -> str:
    """What a person can tell the host, and the host can find in the log."""
    return secrets.token_hex(4).upper()
