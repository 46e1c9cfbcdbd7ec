"""The pages of whoever was sent a link: no account, one review, the comments of one body; and their safety."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import Engine, update

from lbsap.actions.cities.drafts import keep_draft
from lbsap.actions.cities.reviews import (
    answer_review_comment,
    ask_bodies,
    begin_review,
    end_link,
    end_review,
    open_book,
)
from lbsap.model.actor import Actor
from lbsap.model.text import Text
from lbsap.registry import Registry
from lbsap.store.columns import now
from lbsap.store.engine import session_scope
from lbsap.store.reviews import ReviewInvitationRow
from lbsap.web.review.desk import LINK
from tests.web.conftest import CITY, Client

LOCAL = Actor.local()
LATER = (now() + timedelta(days=20)).date().isoformat()
WATER, SCHOOLS = Text("市水务局", "Water bureau"), Text("市教育局", "Education bureau")
FOREWORD = "/r/draft/section/foreword"


@pytest.fixture
def tokens(engine: Engine, own_registry: Registry) -> tuple[str, str]:
    """The tokens of two bodies that were asked about a draft; the review is number 1."""
    keep_draft(LOCAL, engine, own_registry, CITY, "")
    asked = {"draft": "1", "layer": "formulation", "closes_on": LATER}
    review = begin_review(LOCAL, engine, CITY, asked, now())
    first, second = ask_bodies(LOCAL, engine, CITY, review, [WATER, SCHOOLS])
    return first.token, second.token


@pytest.fixture
def visiting(app: Flask) -> Callable[[str], Client]:
    """The browser of somebody who has opened a link."""

    def begin(token: str) -> Client:
        client = Client(app)
        client.get(f"/r/{token}")
        client.follow(client.post(f"/r/{token}"))
        return client

    return begin


def words_said(engine: Engine) -> list[str]:
    """All comments of the review."""
    return [one.comment.words for one in open_book(LOCAL, engine, CITY).reviews[0].comments]


def test_a_body_reads_comments_changes_its_mind_and_says_it_is_done(
    engine: Engine, tokens: tuple[str, str], visiting: Callable[[str], Client]
) -> None:
    reviewer = visiting(tokens[0])
    assert "Water bureau" in reviewer.text()
    reviewer.get(FOREWORD)
    assert "Biodiversity is the basis of human life" in reviewer.text()
    reviewer.follow(reviewer.post(FOREWORD, {"words": "Name the river.\nTwice."}))
    assert "Name the river. Twice." in reviewer.text() or "Name the river.Twice." in reviewer.text()
    reviewer.get("/r/draft/comment/1")
    reviewer.follow(reviewer.post("/r/draft/comment/1", {"words": "Name both rivers.", "seen": "0"}))
    reviewer.get("/r/draft/whole")
    reviewer.post("/r/draft/whole", {"words": "A good draft."})
    reviewer.get("/r/draft")
    assert "2 comments so far." in reviewer.text()
    reviewer.get("/r/draft/done")
    reviewer.follow(reviewer.post("/r/draft/done"))
    assert "Number: 1-1" in reviewer.text()
    assert words_said(engine) == ["Name both rivers.", "A good draft."]
    assert [one.done for one in open_book(LOCAL, engine, CITY).reviews[0].invitations] == [True, False]


def test_every_section_can_be_opened_on_the_way_from_one_to_the_next(
    tokens: tuple[str, str], visiting: Callable[[str], Client]
) -> None:
    reviewer = visiting(tokens[0])
    address, seen = FOREWORD, 0
    while address:
        reviewer.get(address)
        seen += 1
        assert reviewer.page is not None
        onward = reviewer.page.xpath("//a[@rel='next']/@href")
        address = onward[0] if onward else ""
    assert seen > 20
    assert "On the whole" in reviewer.text()


def test_opening_a_link_changes_nothing_and_leaves_it_good(
    app: Flask, engine: Engine, tokens: tuple[str, str], visiting: Callable[[str], Client]
) -> None:
    scanner = Client(app)
    for _ in range(3):
        scanner.get(f"/r/{tokens[0]}")
    scanner.get("/r/draft", 401)
    visiting(tokens[0])
    visiting(tokens[0])


def test_an_account_that_signs_out_leaves_the_link_of_a_reviewer_on_the_same_browser(
    tokens: tuple[str, str], visiting: Callable[[str], Client]
) -> None:
    reviewer = visiting(tokens[0])
    reviewer.sign_in("viewer")
    reviewer.get("/r/draft")
    reviewer.post("/account/sign-out")
    reviewer.get("/r/draft")


def test_unknown_expired_and_ended_links_give_one_and_the_same_page(
    client: Client, engine: Engine, tokens: tuple[str, str]
) -> None:
    end_link(LOCAL, engine, CITY, 1, 1)
    with session_scope(engine) as session:
        session.exec(update(ReviewInvitationRow).values(expires_at=now() - timedelta(minutes=1)))
    pages = []
    for token in ("no-such-token", *tokens, "x" * 300, "%00", "汉字"):
        client.get(f"/r/{token}", 404)
        pages.append(client.text().replace(token, ""))
        client.post(f"/r/{token}", {}, 404)
        pages.append(client.text().replace(token, ""))
    assert len(set(pages)) == 1


def test_a_link_that_is_ended_or_replaced_closes_the_pages_at_once_and_gives_back_what_was_typed(
    engine: Engine, tokens: tuple[str, str], visiting: Callable[[str], Client]
) -> None:
    reviewer = visiting(tokens[0])
    reviewer.get(FOREWORD)
    end_link(LOCAL, engine, CITY, 1, 1)
    reviewer.post(FOREWORD, {"words": "Long thought about."}, 401)
    assert "Long thought about." in reviewer.text()
    for page in ("/r/draft", "/r/draft/whole", "/r/draft/done", "/r/draft/comment/1", FOREWORD):
        reviewer.get(page, 401)
    assert words_said(engine) == []


def test_bodies_see_and_change_their_own_comments_only(
    engine: Engine, tokens: tuple[str, str], visiting: Callable[[str], Client]
) -> None:
    first, second = visiting(tokens[0]), visiting(tokens[1])
    first.get(FOREWORD)
    first.post(FOREWORD, {"words": "Water comes first."})
    second.get(FOREWORD)
    assert "Water comes first." not in second.text()
    second.get("/r/draft/done")
    assert "Water comes first." not in second.text()
    second.get("/r/draft/comment/1", 404)
    second.post("/r/draft/comment/1", {"words": "Schools come first.", "seen": "0"}, 404)
    second.get("/r/draft/section/nowhere", 404)
    second.get("/r/draft/pictures/00", 404)
    assert words_said(engine) == ["Water comes first."]


def test_a_form_sent_twice_says_one_thing(
    engine: Engine, tokens: tuple[str, str], visiting: Callable[[str], Client]
) -> None:
    reviewer = visiting(tokens[0])
    reviewer.get(FOREWORD)
    for _ in range(2):
        reviewer.post(FOREWORD, {"words": "Once."})
    assert words_said(engine) == ["Once."]


def test_two_people_with_one_link_do_not_undo_each_other(
    engine: Engine, tokens: tuple[str, str], visiting: Callable[[str], Client]
) -> None:
    one, two = visiting(tokens[0]), visiting(tokens[0])
    one.get(FOREWORD)
    one.post(FOREWORD, {"words": "First words."})
    for client in (one, two):
        client.get("/r/draft/comment/1")
    one.post("/r/draft/comment/1", {"words": "Second words.", "seen": "0"})
    two.post("/r/draft/comment/1", {"words": "Other words.", "seen": "0"}, 409)
    assert "Second words." in two.text()
    assert "Other words." in two.text()
    two.post("/r/draft/comment/1", {"words": "Both words.", "seen": "1"})
    assert words_said(engine) == ["Both words."]


@pytest.mark.parametrize("words", ["", "   ", "x" * 4001])
def test_a_comment_without_words_or_too_long_is_refused_and_stays_typed(
    tokens: tuple[str, str], visiting: Callable[[str], Client], words: str
) -> None:
    reviewer = visiting(tokens[0])
    reviewer.get(FOREWORD)
    reviewer.post(FOREWORD, {"words": words}, 400)
    assert reviewer.page is not None
    assert words in reviewer.page.xpath("string(//textarea)")


def test_after_the_end_all_can_be_read_with_the_answers_and_nothing_is_taken(
    engine: Engine, tokens: tuple[str, str], visiting: Callable[[str], Client]
) -> None:
    reviewer = visiting(tokens[0])
    reviewer.get(FOREWORD)
    reviewer.post(FOREWORD, {"words": "Name the river."})
    answer_review_comment(LOCAL, engine, CITY, 1, {"fate": "accepted", "reason_en": "It is named."}, 0)
    reviewer.get(FOREWORD)
    assert "It is named." not in reviewer.text()
    reviewer.get("/r/draft/comment/1")
    assert "can no longer be changed" in reviewer.text()
    reviewer.post("/r/draft/comment/1", {"words": "Two.", "seen": "1"}, 400)
    end_review(LOCAL, engine, CITY, 1)
    reviewer.get(FOREWORD)
    assert "It is named." in reviewer.text()
    assert "Comments are closed" in reviewer.text()
    assert reviewer.page is not None
    assert reviewer.page.xpath("//textarea") == []
    reviewer.post(FOREWORD, {"words": "Too late."}, 400)
    reviewer.post("/r/draft/done", {}, 400)
    visiting(tokens[0]).get("/r/draft")
    assert words_said(engine) == ["Name the river."]


def test_leaving_forgets_the_link_and_keeps_the_comments(
    tokens: tuple[str, str], visiting: Callable[[str], Client]
) -> None:
    reviewer = visiting(tokens[0])
    reviewer.post("/r/draft/leave", {}, 200)
    reviewer.get("/r/draft", 401)


def test_a_forged_or_foreign_session_opens_nothing(client: Client, tokens: tuple[str, str]) -> None:
    for forged in ("forged", "x" * 300, "", 7):
        with client.browser.session_transaction(base_url=client.base_url) as session:
            session[LINK] = forged
        client.get("/r/draft", 401)


def test_beginning_gives_the_browser_a_new_identifier(client: Client, tokens: tuple[str, str]) -> None:
    client.get(f"/r/{tokens[0]}")
    before = client.token
    client.post(f"/r/{tokens[0]}")
    client.post("/r/draft/whole", {"words": "x", "csrf_token": before}, 400)


def test_no_form_is_taken_without_its_token(client: Client, tokens: tuple[str, str], engine: Engine) -> None:
    client.get(f"/r/{tokens[0]}")
    client.post(f"/r/{tokens[0]}")
    for page in (FOREWORD, "/r/draft/whole", "/r/draft/done", "/r/draft/leave", f"/r/{tokens[0]}"):
        client.post(page, {"words": "x", "csrf_token": ""}, 400)
    assert words_said(engine) == []


def test_of_many_guesses_of_a_link_thirty_are_looked_at(client: Client, tokens: tuple[str, str]) -> None:
    client.get("/")
    codes = [client.browser.get(f"/r/guess-{i}").status_code for i in range(60)]
    assert codes.count(404) == 30
    assert codes.count(429) == 30


def test_good_links_are_opened_as_often_as_people_like(client: Client, tokens: tuple[str, str]) -> None:
    for _ in range(40):
        client.get(f"/r/{tokens[0]}")


def test_the_token_is_neither_logged_nor_handed_on_nor_kept(
    engine: Engine,
    tokens: tuple[str, str],
    visiting: Callable[[str], Client],
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)
    reviewer = visiting(tokens[0])
    answer = reviewer.get(f"/r/{tokens[0]}")
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert answer.headers["Cache-Control"] == "no-store"
    for page in ("/r/draft", FOREWORD, "/r/draft/done"):
        assert tokens[0] not in reviewer.get(page).get_data(as_text=True)
    assert not any(tokens[0] in record.getMessage() for record in caplog.records)


def test_pages_of_reviewers_read_as_chinese(app: Flask, tokens: tuple[str, str]) -> None:
    reviewer = Client(app, "zh")
    reviewer.get(f"/r/{tokens[0]}")
    reviewer.follow(reviewer.post(f"/r/{tokens[0]}"))
    for page in (FOREWORD, "/r/draft/whole", "/r/draft/done"):
        reviewer.get(page)
    assert "市水务局" in reviewer.text()


def test_what_a_reviewer_types_stays_text_everywhere(
    tokens: tuple[str, str], visiting: Callable[[str], Client], official: Client
) -> None:
    payload = '<script>alert(1)</script>{{7*7}}"><img src=x onerror=alert(1)>'
    reviewer = visiting(tokens[0])
    reviewer.get(FOREWORD)
    reviewer.follow(reviewer.post(FOREWORD, {"words": payload}))
    assert payload in reviewer.text()
    for page in ("review/1", "review/comments", "review/comments/1"):
        official.get(f"/city/{CITY}/{page}")
        assert payload in official.text()
        assert official.page is not None
        assert not official.page.xpath("//main//script | //main//img")
