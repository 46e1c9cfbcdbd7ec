"""The page of one's own account: roles, password, second factor, sign-out everywhere."""

from __future__ import annotations

from flask import Blueprint, render_template

from lbsap.web.security import second_factor, signed_in

account = Blueprint("account", __name__, url_prefix="/account")


@account.get("/")
def overview() -> str:
    """What the account is, and what its holder may change."""
    return render_template("accounts/overview.html", actor=signed_in(), second_factor=second_factor())
