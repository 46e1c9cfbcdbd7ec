"""Comments on drafts: layers in their order, links for bodies, comments answered and never lost."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from sqlalchemy import Engine

from lbsap.actions import reviewing
from lbsap.actions.cities.drafts import keep_draft
from lbsap.actions.cities.reviews import ask_bodies, begin_review, end_review, enter_comment, open_book
from lbsap.model.actor import Actor
from lbsap.model.text import Text
from lbsap.registry import Registry
from lbsap.steps.common.stamp import stamp
from lbsap.steps.planning.review_order import link_ends
from lbsap.store.audit import trail
from lbsap.store.columns import now
from lbsap.store.engine import session_scope
from tests.web.conftest import CITY, Client

REVIEW = f"/city/{CITY}/review"
LOCAL = Actor.local()
LATER = (now() + timedelta(days=20)).date().isoformat()
SOONER = (now() + timedelta(days=10)).date().isoformat()
WATER = Text("市水务局", "Water bureau")


@pytest.fixture(autouse=True)
def _kept(engine: Engine, own_registry: Registry) -> None:
    """A draft of the sample city, whose number is 1."""
    keep_draft(LOCAL, engine, own_registry, CITY, "First")


@pytest.fixture
def opened(engine: Engine) -> int:
    """A review by the formulation team."""
    sent = {"draft": "1", "layer": "formulation", "closes_on": LATER}
    return begin_review(LOCAL, engine, CITY, sent, now())


@pytest.fixture
def token(engine: Engine, opened: int) -> str:
    """The token of the link of the water bureau."""
    return ask_bodies(LOCAL, engine, CITY, opened, [WATER])[0].token


def said(engine: Engine, opened: int, words: str = "Say more.") -> int:
    """A comment on the foreword by letter."""
    sent = {"part": "foreword", "body_zh": "市财政局", "words": words}
    return enter_comment(LOCAL, engine, CITY, opened, sent)


def test_without_a_draft_the_page_says_to_make_one_first(neighbour: Client) -> None:
    neighbour.get(f"/city/{CITY + 1}/review")
    assert "Make a draft first" in neighbour.text()
    neighbour.get(f"/city/{CITY + 1}/review/new", 302)


def test_a_city_opens_a_review_and_gives_each_body_a_link_shown_this_once(
    official: Client, engine: Engine
) -> None:
    official.get(f"{REVIEW}/new")
    official.follow(
        official.post(f"{REVIEW}/new", {"draft": "1", "layer": "formulation", "closes_on": LATER})
    )
    assert "Nobody has a link yet" in official.text()
    official.post(f"{REVIEW}/1/bodies", {"bodies": "Institute of ecology\n市水务局\n市水务局\n"}, 200)
    assert official.page is not None
    links = official.page.xpath("//input[@readonly]/@value")
    assert len(links) == 2
    assert all(re.fullmatch(r"http://localhost[:\d]*/r/[\w-]{43}", link) for link in links)
    assert official.page.xpath("//a[contains(@href, '/drafts/1/letter-')]")
    official.get(f"{REVIEW}/1")
    assert "Institute of ecology" in official.text()
    assert links[0] not in official.page.text_content()


def test_the_departments_are_offered_to_the_sectoral_level_with_letters_of_their_own(
    official: Client, engine: Engine, opened: int
) -> None:
    end_review(LOCAL, engine, CITY, opened)
    asked = {"draft": "1", "layer": "expert", "closes_on": LATER}
    end_review(LOCAL, engine, CITY, begin_review(LOCAL, engine, CITY, asked, now()))
    review = begin_review(LOCAL, engine, CITY, {**asked, "layer": "sectoral"}, now())
    official.get(f"{REVIEW}/{review}")
    assert official.page is not None
    offered = official.page.xpath("//input[@name='chosen']/@value")
    assert len(offered) > 2
    official.post(f"{REVIEW}/{review}/bodies", {"chosen": [offered[-1]]}, 200)
    (letter, _) = official.page.xpath("//a[contains(@href, '/letter/')]/@href")
    assert official.get(letter).data.startswith(b"PK")
    official.get(f"{REVIEW}/{review}")
    assert offered[-1] not in official.page.xpath("//input[@name='chosen']/@value")


def test_a_layer_before_its_turn_needs_a_reason_and_the_reason_is_told(official: Client, opened: int) -> None:
    sent = {"draft": "1", "layer": "sectoral", "closes_on": LATER, "reason": ""}
    official.get(f"{REVIEW}/new")
    official.post(f"{REVIEW}/new", sent, 400)
    assert "state the reason" in official.text()
    official.post(f"{REVIEW}/new", {**sent, "reason": "They meet in December only."})
    official.get(REVIEW)
    assert "They meet in December only." in official.text()
    official.post(f"{REVIEW}/new", {**sent, "layer": "formulation"}, 400)
    assert "being asked already" in official.text()


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"closes_on": ""}, "Enter a date"),
        ({"closes_on": "2020-01-01"}, "past"),
        ({"closes_on": "soon"}, "is not a date"),
        ({"layer": "public"}, "Choose one of the options"),
        ({"draft": "x"}, "Choose one of the options"),
    ],
)
def test_what_is_wrong_with_a_review_is_told_at_its_field(
    official: Client, changed: dict[str, str], words: str
) -> None:
    official.get(f"{REVIEW}/new")
    official.post(f"{REVIEW}/new", {"draft": "1", "layer": "formulation", "closes_on": LATER} | changed, 400)
    assert words in official.text()


def test_a_body_is_not_asked_twice_and_may_have_a_new_link(
    official: Client, engine: Engine, opened: int, token: str
) -> None:
    official.get(f"{REVIEW}/{opened}")
    for sent in ({"bodies": ""}, {"bodies": "\n".join(f"Body {i}" for i in range(61))}):
        official.post(f"{REVIEW}/{opened}/bodies", sent, 400)
    assert "At most 60 bodies" in official.text()
    reviewing.say(engine, token, {"words": "Kept."}, now())
    official.post(f"{REVIEW}/{opened}/links/1/new", {}, 200)
    assert official.page is not None
    (link,) = official.page.xpath("//input[@readonly]/@value")
    assert reviewing.open_review_link(engine, token, now()) is None
    fresh = reviewing.open_review_link(engine, link.rpartition("/")[2], now())
    assert fresh is not None
    assert [one.comment.words for one in fresh.comments] == ["Kept."]
    official.post(f"{REVIEW}/{opened}/links/1/end", {})
    assert reviewing.open_review_link(engine, link.rpartition("/")[2], now()) is None
    official.post(f"{REVIEW}/{opened}/links/99/end", {}, 404)
    official.post(f"{REVIEW}/{opened}/links/99/new", {}, 404)


def test_the_same_body_is_refused_a_second_time(official: Client, engine: Engine, opened: int) -> None:
    official.get(f"{REVIEW}/{opened}")
    official.post(f"{REVIEW}/{opened}/bodies", {"bodies": "Institute"}, 200)
    official.post(f"{REVIEW}/{opened}/bodies", {"bodies": "Institute\nOther"}, 400)
    assert "has a link already" in official.text()
    assert len(open_book(LOCAL, engine, CITY).reviews[0].invitations) == 1


def test_after_the_end_no_link_is_made_and_comments_by_letter_are_still_entered(
    official: Client, engine: Engine, opened: int, token: str
) -> None:
    official.get(f"{REVIEW}/{opened}")
    for _ in range(2):
        official.post(f"{REVIEW}/{opened}/close", {})
    official.post(f"{REVIEW}/{opened}/bodies", {"bodies": "Late body"}, 400)
    official.post(f"{REVIEW}/{opened}/links/1/new", {}, 400)
    address = f"{REVIEW}/{opened}/comments/new"
    official.get(address)
    official.post(address, {"part": "foreword", "body_en": "Treasury", "words": "Letter of 3 June: agreed."})
    official.get(f"{REVIEW}/{opened}")
    assert "Letter of 3 June: agreed." in official.text()


def test_a_comment_by_hand_needs_words_and_a_body_and_keeps_what_was_typed(
    official: Client, opened: int
) -> None:
    address = f"{REVIEW}/{opened}/comments/new"
    official.get(address)
    official.post(address, {"part": "foreword", "words": "No body."}, 400)
    assert official.page is not None
    assert "No body." in official.page.xpath("string(//textarea)")
    official.post(address, {"part": "nowhere", "body_en": "x", "words": ""}, 400)
    official.post(address, {"part": "", "body_en": "x", "words": "a" * 4001}, 400)


def test_every_comment_is_answered_with_a_reason_and_flows_into_the_drafting_note(
    official: Client, engine: Engine, own_registry: Registry, opened: int
) -> None:
    made = said(engine, opened, "Name the budget lines.")
    official.get(f"{REVIEW}/comments")
    assert "Name the budget lines." in official.text()
    address = f"{REVIEW}/comments/{made}"
    official.get(address)
    official.post(address, {"fate": "part", "seen": "0"}, 400)
    official.post(address, {"reason_en": "From 2027 on.", "seen": "0"}, 400)
    official.follow(official.post(address, {"fate": "part", "reason_en": "From 2027 on.", "seen": "0"}))
    assert "Accepted in part" in official.text()
    official.get(f"{REVIEW}/comments?show=unanswered")
    assert "Every comment has its answer." in official.text()
    note = official.get(f"/city/{CITY}/drafts/1/note-en.docx").data
    assert "Name the budget lines." in _words_of(note)
    assert "From 2027 on." in _words_of(note)


def test_of_two_people_who_answer_a_comment_the_second_sees_both(
    official: Client, signed_in: Callable[..., Client], engine: Engine, opened: int
) -> None:
    address = f"{REVIEW}/comments/{said(engine, opened)}"
    editor = signed_in("editor")
    for client in (official, editor):
        client.get(address)
    official.post(address, {"fate": "accepted", "reason_en": "Done in chapter 2.", "seen": "0"})
    editor.post(address, {"fate": "rejected", "reason_en": "No room.", "seen": "0"}, 409)
    assert "Done in chapter 2." in editor.text()
    assert "No room." in editor.text()
    editor.post(address, {"fate": "rejected", "reason_en": "No room.", "seen": "1"})
    editor.get(address)
    assert "No room." in editor.text()


def test_reviews_are_hidden_from_the_neighbour_whatever_number_it_tries(
    neighbour: Client, engine: Engine, opened: int, token: str
) -> None:
    made = said(engine, opened)
    pages = ("", "/new", f"/{opened}", f"/{opened}/comments/new", "/comments", f"/comments/{made}")
    for page in pages:
        neighbour.get(f"{REVIEW}{page}", 404)
    for page in (f"/{opened}", f"/{opened}/comments/new", f"/comments/{made}"):
        neighbour.get(f"/city/{CITY + 1}/review{page}", 404)
    neighbour.get(f"/city/{CITY + 1}/review")
    for page in ("bodies", "close", "last-day", "links/1/new", "links/1/end", "comments/new"):
        for city in (CITY, CITY + 1):
            neighbour.post(f"/city/{city}/review/{opened}/{page}", {"bodies": "x", "words": "x"}, 404)
    neighbour.post(
        f"/city/{CITY + 1}/review/comments/{made}", {"fate": "noted", "reason_en": "x", "seen": "0"}, 404
    )
    sent = {"draft": "1", "layer": "formulation", "closes_on": LATER}
    neighbour.get(f"/city/{CITY + 1}/draft")
    neighbour.post(f"/city/{CITY + 1}/drafts", {})
    neighbour.post(f"/city/{CITY + 1}/review/new", sent, 404)
    assert len(open_book(LOCAL, engine, CITY).reviews[0].comments) == 1


def test_the_last_day_of_an_open_review_can_be_moved_and_its_links_with_it(
    official: Client, engine: Engine, opened: int, token: str
) -> None:
    page, sent = f"{REVIEW}/{opened}", {"closes_on": SOONER, "seen": stamp(date.fromisoformat(LATER))}
    official.get(page)
    assert official.page is not None
    assert official.page.xpath("//input[@name='closes_on']/@value") == [LATER]
    assert official.page.xpath("//input[@name='seen']/@value") == [sent["seen"]]
    official.follow(official.post(f"{page}/last-day", sent))
    assert "The last day is changed." in official.text()
    book = open_book(LOCAL, engine, CITY).reviews[0]
    assert book.review.closes_on.isoformat() == SOONER
    assert book.invitations[0].expires_at == link_ends(book.review.closes_on)
    with session_scope(engine, write=False) as session:
        last = trail(session)[-1]
    assert (last.what, last.details) == ("review day changed", {"before": LATER, "after": SOONER})


@pytest.mark.parametrize(
    ("words", "told"), [("", "Enter a date"), ("2020-01-01", "past"), ("soon", "not a date")]
)
def test_a_last_day_that_cannot_be_is_told_by_its_field(
    official: Client, engine: Engine, opened: int, words: str, told: str
) -> None:
    official.get(f"{REVIEW}/{opened}")
    official.post(f"{REVIEW}/{opened}/last-day", {"closes_on": words, "seen": "earlier"}, 400)
    assert told in official.text()
    assert official.page is not None
    assert official.page.xpath("//input[@name='closes_on']/@value | //input[@name='seen']/@value") == [
        "earlier",
        words,
    ]
    assert open_book(LOCAL, engine, CITY).reviews[0].review.closes_on.isoformat() == LATER


def test_a_last_day_that_a_colleague_moved_meanwhile_stands_and_is_shown(
    official: Client, signed_in: Callable[..., Client], engine: Engine, opened: int
) -> None:
    page, seen = f"{REVIEW}/{opened}/last-day", stamp(date.fromisoformat(LATER))
    editor = signed_in("editor")
    editor.get(f"{REVIEW}/{opened}")
    editor.post(page, {"closes_on": SOONER, "seen": seen})
    official.get(f"{REVIEW}/{opened}")
    official.post(page, {"closes_on": LATER, "seen": seen}, 409)
    assert "Someone else has changed and saved this since you opened it" in official.text()
    assert open_book(LOCAL, engine, CITY).reviews[0].review.closes_on.isoformat() == SOONER
    official.post(page, {"closes_on": LATER, "seen": stamp(date.fromisoformat(SOONER))})


def test_the_last_day_of_a_closed_review_stays(official: Client, engine: Engine, opened: int) -> None:
    end_review(LOCAL, engine, CITY, opened)
    official.get(f"{REVIEW}/{opened}")
    assert "Move the last day" not in official.text()
    sent = {"closes_on": SOONER, "seen": stamp(date.fromisoformat(LATER))}
    official.post(f"{REVIEW}/{opened}/last-day", sent, 400)
    assert "This review is closed" in official.text()


def test_the_trail_tells_what_was_done_and_holds_neither_tokens_nor_anybodys_words(
    official: Client, engine: Engine, opened: int, token: str
) -> None:
    said(engine, opened, "Secret thoughts.")
    early = {"draft": "1", "layer": "sectoral", "closes_on": LATER, "reason": "Mr Li is away in May."}
    begin_review(LOCAL, engine, CITY, early, now())
    with session_scope(engine, write=False) as session:
        told = trail(session)
    assert {"review opened", "review links made", "review comment entered"} <= {one.what for one in told}
    assert told[-1].details == {"city": CITY, "layer": "sectoral", "early": True}
    assert token not in repr(told)
    assert "Mr Li" not in repr(told)
    assert "Secret thoughts" not in repr(told)


def test_pages_of_reviews_read_as_chinese(
    signed_in: Callable[..., Client], engine: Engine, opened: int, token: str
) -> None:
    made = said(engine, opened)
    official = signed_in("city", lang="zh")
    for page in ("", "/new", f"/{opened}", f"/{opened}/comments/new", "/comments", f"/comments/{made}"):
        official.get(f"{REVIEW}{page}")
    assert "市财政局" in official.text()


def _words_of(content: bytes) -> str:
    import io
    import zipfile

    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return re.sub("<[^>]+>", "", archive.read("word/document.xml").decode("utf-8"))
