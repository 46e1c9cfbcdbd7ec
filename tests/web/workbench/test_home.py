from __future__ import annotations

from collections.abc import Callable

from tests.web.conftest import Client, Sample


def test_the_workbench_opens_to_editors_and_viewers_and_to_nobody_else(
    signed_in: Callable[..., Client], client: Client
) -> None:
    for role in ("editor", "administrator", "viewer"):
        signed_in(role).get("/w/")
    signed_in("city").get("/w/", 403)
    assert client.get("/w/", 302).headers["Location"].startswith("/account/sign-in")


def test_the_tab_of_a_page_below_is_marked_too(editor: Client, answered: Sample) -> None:
    for path, tab, mark in (
        ("results", "Results", "page"),
        ("results/reasons", "Results", "true"),
        ("decide/cbi2021_01", "Decisions", "true"),
        ("elsewhere", "Comments", "true"),
    ):
        editor.get(f"/w/c/{answered.consultation}/{path}")
        assert editor.page is not None
        (current,) = editor.page.xpath("//nav[contains(@class, 'lbsap-tabs')]//a[@aria-current]")
        assert (current.text_content(), current.get("aria-current")) == (tab, mark)
