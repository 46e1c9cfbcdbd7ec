from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import Engine

from lbsap.actions.editors.folder import Folder, open_folder
from lbsap.steps.common.moments import write_moment
from lbsap.store.audit import trail
from lbsap.store.columns import now
from lbsap.store.engine import session_scope
from tests.web.conftest import Client, Sample
from tests.web.workbench.conftest import EDITOR
from tests.web.workbench.drafting import begin, complete, errors, send

DAY = timedelta(days=1)


def folder(engine: Engine, here: str) -> Folder:
    return open_folder(EDITOR, engine, int(here.rstrip("/").rpartition("/")[2]))


def opened(editor: Client) -> str:
    here = begin(editor)
    complete(editor, here)
    send(editor, f"{here}round/1/open", {})
    return here


def test_a_round_opens_only_when_nothing_is_wanting(editor: Client, engine: Engine) -> None:
    here = begin(editor)
    editor.get(f"{here}round/1/open")
    assert "Not ready yet" in editor.text()
    editor.post(f"{here}round/1/open", {"seen": "x"}, 400)
    assert folder(engine, here).latest.state == "draft"
    complete(editor, here)
    editor.get(f"{here}round/1/open")
    assert "From now on this cannot be changed" in editor.text()
    send(editor, f"{here}round/1/open", {})
    latest = folder(engine, here).latest
    assert (latest.state, latest.opened_at is not None) == ("open", True)


def test_a_draft_changed_by_somebody_else_is_shown_again_before_it_opens(
    editor: Client, signed_in: Callable[..., Client], engine: Engine
) -> None:
    here = begin(editor)
    complete(editor, here)
    editor.get(f"{here}round/1/open")
    assert editor.page is not None
    seen = editor.page.xpath("string(//main//input[@name='seen']/@value)")
    send(signed_in("administrator"), f"{here}setup/anonymity", {"anonymity": "named"})
    editor.post(f"{here}round/1/open", {"seen": seen}, 400)
    assert "The draft has been changed" in " ".join(errors(editor))
    assert "held under names" in editor.text()
    assert folder(engine, here).latest.state == "draft"


def test_the_page_of_rules_says_bounds_denominator_and_percentile(editor: Client) -> None:
    here = begin(editor)
    editor.get(f"{here}round/1/rule")
    for words in (
        "From 0.5 to 1; usual: 0.75.",
        "Denominator: Experts who judged keep, drop or rename",
        "Percentiles are interpolated",
    ):
        assert words in editor.text()


def test_a_rule_with_its_parameters_is_chosen_for_a_draft(editor: Client, engine: Engine) -> None:
    here = begin(editor)
    assert editor.get(f"{here}round/1/rule")
    assert editor.page is not None
    fields = {one.get("name"): one.get("value") for one in editor.page.xpath("//main//input[@type='text']")}
    send(editor, f"{here}round/1/rule", fields | {"rule": "majority", "majority.threshold": "８０％"})
    latest = folder(engine, here).latest
    assert (latest.rule, latest.parameters["threshold"]) == ("majority", 0.8)
    send(editor, f"{here}round/1/rule", fields | {"rule": "majority", "majority.threshold": "2"}, 400)
    assert "threshold: 2 is not between 0.5 and 1." in errors(editor)
    assert folder(engine, here).latest == latest


def test_dates_are_beijing_time_and_in_order(editor: Client, engine: Engine) -> None:
    here = begin(editor)
    address = f"{here}round/1/dates"
    send(editor, address, {"opens_at": "2035年3月1日9时", "closes_at": "2035-03-31"})
    latest = folder(engine, here).latest
    assert write_moment(latest.opens_at) == "2035-03-01 09:00"
    assert write_moment(latest.closes_at) == "2035-03-31 23:59"
    send(editor, address, {"opens_at": "2035-03-31", "closes_at": "2035-03-01"}, 400)
    assert errors(editor) == ["Closes (Beijing time): The round must close after it opens."]
    assert editor.page is not None
    assert editor.page.xpath("string(//input[@name='opens_at']/@value)") == "2035-03-31"
    assert folder(engine, here).latest == latest


def test_a_deadline_is_extended_and_a_round_closed_early_but_never_reopened(
    editor: Client, engine: Engine
) -> None:
    here = opened(editor)
    later = write_moment(now() + 60 * DAY)
    send(editor, f"{here}round/1/deadline", {"closes_at": later})
    assert write_moment(folder(engine, here).latest.closes_at) == later
    send(editor, f"{here}round/1/deadline", {"closes_at": write_moment(now() + 2 * DAY)}, 400)
    editor.get(f"{here}round/1/close")
    assert "It cannot be opened again" in editor.text()
    editor.post(f"{here}round/1/close")
    assert folder(engine, here).latest.state == "closed"
    for page in ("open", "close", "deadline", "rule", "dates"):
        assert editor.get(f"{here}round/1/{page}", 303).headers["Location"] == here
    editor.post(f"{here}round/1/open", {"seen": "x"}, 400)
    editor.post(f"{here}round/1/close")
    editor.post(f"{here}round/1/deadline", {"closes_at": later, "seen": "x"}, 400)
    assert folder(engine, here).latest.state == "closed"


def test_the_next_round_is_drafted_from_a_closed_one_and_asks_what_is_not_settled(
    editor: Client, engine: Engine, answered: Sample
) -> None:
    here = f"/w/c/{answered.consultation}/"
    editor.get(here)
    editor.post(f"{here}next-round")
    second = folder(engine, here).latest
    assert (second.number, second.state) == (2, "draft")
    editor.get(here)
    assert f"{len(second.settled)} items settled" in editor.text()
    editor.get(f"{here}round/2/items")
    assert f"{28 - len(second.settled)} items are asked." in editor.text()
    editor.post(f"{here}next-round")
    assert folder(engine, here).latest == second


def test_a_settled_item_is_asked_again_with_a_reason(
    editor: Client, engine: Engine, answered: Sample
) -> None:
    here = f"/w/c/{answered.consultation}/"
    editor.get(here)
    editor.post(f"{here}next-round")
    item = next(iter(folder(engine, here).latest.settled))
    address = f"{here}round/2/items/{item}"
    send(editor, address, {"reason": " "}, 400)
    assert errors(editor) == ["Reason: Please fill this in."]
    send(editor, address, {"reason": "New survey data"})
    assert item not in folder(engine, here).latest.settled
    editor.get(f"{here}round/2/items")
    assert "Asked again by editor@example.org: New survey data" in editor.text()
    editor.get(address, 404)
    editor.get(f"{here}round/2/items")
    editor.post(address, {"go": "back"})
    assert item in folder(engine, here).latest.settled
    editor.post(address, {"go": "back"})
    with session_scope(engine, write=False) as session:
        asked, left = trail(session)[-2:]
    assert (asked.what, asked.details["reason"]) == ("item asked again", "New survey data")
    assert left.what == "item left settled"


def test_a_second_round_needs_dates_alone_and_experts_see_the_feedback_in_the_preview(
    editor: Client, engine: Engine, answered: Sample
) -> None:
    here = f"/w/c/{answered.consultation}/"
    editor.get(here)
    editor.post(f"{here}next-round")
    latest = folder(engine, here)
    left = next(one.id for one in latest.consultation.catalogue.items if one.id not in latest.latest.settled)
    editor.get(f"{here}preview/item/{left}")
    assert "Round 1:" in editor.text()
    editor.get(here)
    assert editor.page is not None
    parts = editor.page.xpath("//ul[contains(@class,'lbsap-steps')][1]/li/p[1]")
    assert [one.text_content().strip() for one in parts] == ["Items asked", "Consensus rule", "Dates"]


def test_a_public_link_is_shown_once_works_and_can_be_ended(
    editor: Client, client: Client, engine: Engine
) -> None:
    here = opened(editor)
    editor.get(f"{here}public-link")
    assert "There is no public link at present." in editor.text()
    editor.post(f"{here}public-link", {"go": "make"}, 200)
    assert editor.page is not None
    address = editor.page.xpath("string(//input[@id='link']/@value)")
    path = "/e/p/" + address.rpartition("/")[2]
    client.get(path)
    editor.get(f"{here}public-link")
    assert editor.page.xpath("//input[@id='link']") == []
    assert "Links that work" in editor.text()
    editor.post(f"{here}public-link", {"go": "end"})
    client.get(path, 404)


def test_no_route_deletes_a_consultation_or_a_round(app: Flask) -> None:
    mine = ("consultation", "round", "setup")
    for rule in app.url_map.iter_rules():
        if rule.endpoint.startswith("workbench."):
            assert "DELETE" not in (rule.methods or set())
            name = rule.endpoint.removeprefix("workbench.")
            assert not (name.startswith(mine) and ("delete" in name or "remove" in name)), name


@pytest.mark.parametrize("page", ["rule", "dates", "open", "close", "deadline", "items"])
def test_a_round_that_is_not_there_is_not_found(editor: Client, sample: Sample, page: str) -> None:
    editor.get(f"/w/c/{sample.consultation}/round/9/{page}", 404)
    editor.get(f"/w/c/99/round/1/{page}", 404)
