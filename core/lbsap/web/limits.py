"""How often an address may guess: what a stranger could try in series is counted, and stopped for a while."""

from __future__ import annotations

from typing import Any, Final

from flask import Flask, Response, request, session
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from limits.errors import ConfigurationError

from lbsap.model.errors import BadInput
from lbsap.model.problems import problem

GUESSES_OF_AN_ADDRESS: Final = "30 per 15 minutes"
GUESSES_OF_AN_ACCOUNT: Final = "5 per 15 minutes"
GUESSED: Final = frozenset({
    "expert.entry", "expert.begin", "expert.public", "expert.resume",
    "reviewer.entry", "reviewer.begin",
    "security.login", "security.reset_password", "security.mf_recovery", "security.two_factor_token_validation",
})  # fmt: skip
"""Endpoints at which a token, a code or a password could be guessed."""
OF_AN_ACCOUNT: Final = frozenset(
    {"security.login", "security.mf_recovery", "security.two_factor_token_validation"}
)
"""Those at which the tries on one account are counted too, from wherever they come."""


def install(app: Flask, store: str) -> None:
    """Count the wrong guesses at the endpoints above; right ones are free.

    Raises ``BadInput`` for a store that is of no known kind, or whose client is not installed.
    """
    limiter = Limiter(get_remote_address, storage_uri=store, strategy="moving-window", headers_enabled=False)
    limiter.request_filter(lambda: request.endpoint not in GUESSED)
    try:
        limiter.init_app(app)
    except ConfigurationError as error:
        raise BadInput([problem("setting_wrong", "LBSAP_LIMITS_STORE", reason=error)]) from None
    of_an_address = limiter.shared_limit(GUESSES_OF_AN_ADDRESS, "address", deduct_when=_failed)
    of_an_account = limiter.shared_limit(
        GUESSES_OF_AN_ACCOUNT, "account", key_func=_account, methods=["POST"], deduct_when=_failed
    )
    for endpoint in GUESSED & app.view_functions.keys():
        view: Any = of_an_address(app.view_functions[endpoint])
        app.view_functions[endpoint] = of_an_account(view) if endpoint in OF_AN_ACCOUNT else view


def _failed(response: Response) -> bool:
    """A guess that hit leads on (303); one that missed is answered by a page or an error."""
    return response.status_code in (401, 404) or (
        request.method == "POST" and response.status_code in (200, 400)
    )


def _account() -> str:
    """The account aimed at: the one named in the form or, at the second step, the one whose password was right."""
    if request.endpoint == "security.login":
        return request.form.get("email", "").strip().casefold()
    return str(session.get("tf_user_id"))
