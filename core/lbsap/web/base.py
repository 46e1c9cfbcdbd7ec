"""The first page, the switch of languages, and the two addresses a monitor asks."""

from __future__ import annotations

import re
from typing import Final

from flask import Blueprint, abort, current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from lbsap.actions.readiness import is_ready
from lbsap.web import language
from lbsap.web.redirects import safe_next
from lbsap.web.security import signed_in

base = Blueprint("base", __name__)
_ASKED_BY_ADDRESS: Final = re.compile(r"[?&]lang=\w*$")
"""The language an address asks for, as our own links write it: it must not win over the one chosen now."""


@base.get("/")
def home() -> str:
    """Tell each role where to go."""
    return render_template("home.html", actor=signed_in())


@base.post("/lang")
def switch_language() -> ResponseReturnValue:
    """Keep the language chosen, and show the same page in it."""
    try:
        language.choose(request.form.get("lang", ""))
    except ValueError:
        abort(400)
    page = safe_next(request.form.get("next"), url_for("base.home"))
    return redirect(_ASKED_BY_ADDRESS.sub("", page), 303)


@base.get("/healthz")
def healthz() -> ResponseReturnValue:
    """The process answers."""
    return "ok", {"Content-Type": "text/plain"}


@base.get("/readyz")
def readyz() -> ResponseReturnValue:
    """The database can be written, has our schema, and its disk has room; no detail for strangers."""
    ready = is_ready(current_app.extensions["lbsap_engine"])
    return ("ready" if ready else "not ready"), (200 if ready else 503), {"Content-Type": "text/plain"}
