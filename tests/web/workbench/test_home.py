from __future__ import annotations

from collections.abc import Callable

from tests.web.conftest import Client


def test_the_workbench_opens_to_editors_and_viewers_and_to_nobody_else(
    signed_in: Callable[..., Client], client: Client
) -> None:
    for role in ("editor", "administrator", "viewer"):
        signed_in(role).get("/w/")
    signed_in("city").get("/w/", 403)
    assert client.get("/w/", 302).headers["Location"].startswith("/account/sign-in")
