"""The way in and out: links, codes, leaving."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import Engine

from lbsap.actions.consultations import close_round
from lbsap.actions.editors.inviting import open_panel
from lbsap.actions.experts.desk import load_desk
from lbsap.actions.experts.public import make_public_link
from lbsap.model.actor import Actor
from lbsap.registry import Registry
from lbsap.store.columns import now
from lbsap.store.engine import session_scope
from lbsap.store.invitations import Contact, find_invitation, invite, revoke
from lbsap.web.desk import VISIT
from lbsap.web.qr import qr_image
from tests.web.conftest import Client, Sample
from tests.web.expert.entering import NAME, agree, begin, digest, enter, make, rows

YEAR_2030 = datetime(2030, 6, 1, 4, 0, tzinfo=UTC)  # noon in Beijing


def without_tokens(page: str, token: str) -> str:
    return re.sub(r'name="csrf_token" value="[^"]+"', "", page).replace(token, "TOKEN")


def public_token(engine: Engine, consultation: int) -> str:
    return make_public_link(Actor.local(), engine, consultation, now() + timedelta(days=30))


def test_opening_a_link_changes_nothing_however_often(client: Client, engine: Engine, sample: Sample) -> None:
    before = digest(engine)
    for _ in range(3):
        answer = client.get(f"/e/i/{sample.tokens['E01']}")
    client.browser.head(f"/e/i/{sample.tokens['E01']}")
    assert digest(engine) == before
    assert "visit" not in answer.headers.get("Set-Cookie", "")


def test_opening_a_public_link_changes_nothing(client: Client, engine: Engine, sample: Sample) -> None:
    token = public_token(engine, sample.consultation)
    before = digest(engine)
    client.get(f"/e/p/{token}")
    client.get(f"/e/p/{token}")
    assert digest(engine) == before


def test_the_page_of_a_link_tells_what_it_leads_to(
    client: Client, engine: Engine, own_registry: Registry
) -> None:
    made = make(engine, own_registry, closes_at=YEAR_2030)
    client.get(f"/e/i/{made.token}")
    assert "Dear 王**," in client.text()
    assert NAME not in client.text()
    for words in (
        "Another consultation",
        "The host",
        "About 45 minutes",
        "1 June 2030, 12:00 (Beijing time)",
    ):
        assert words in client.text()


def test_the_page_of_a_link_reads_in_chinese(
    zh_client: Client, engine: Engine, own_registry: Registry
) -> None:
    made = make(engine, own_registry, closes_at=YEAR_2030)
    zh_client.get(f"/e/i/{made.token}")
    for words in (
        "王**，您好：",
        "另一项咨询",
        "主办方",
        "约 45 分钟",
        "2030年6月1日12:00（北京时间）",
        "开始作答",
    ):
        assert words in zh_client.text(), words


def test_beginning_leads_to_the_notice(client: Client, sample: Sample) -> None:
    assert begin(client, sample.tokens["E01"]).headers["Location"] == "/e/consent"


def test_a_link_begins_again_on_another_device(app: Flask, engine: Engine, sample: Sample) -> None:
    first, second = Client(app), Client(app)
    for one in (first, second):
        one.follow(begin(one, sample.tokens["E01"]))
    first.get("/e/consent")
    assert len(rows(engine, "visit")["visit"]) == 2


def test_coming_back_does_not_ask_again_for_what_is_known(app: Flask, sample: Sample) -> None:
    enter(Client(app), sample.tokens["E01"])
    assert begin(Client(app), sample.tokens["E01"]).headers["Location"] == "/e/item/cbi2021_01"


def test_four_actions_lead_from_the_link_to_a_saved_answer(client: Client, sample: Sample) -> None:
    client.follow(begin(client, sample.tokens["E01"]))  # 1: the button of the link page
    item = client.post("/e/consent", {"agreed": "y"})  # 2 and 3: the box and the button
    client.follow(item)
    kept = client.post(
        item.headers["Location"], {"revision": "0", "go": "keep"}
    )  # 4: keep, and on to the next
    assert kept.headers["Location"] == "/e/profile?saved=cbi2021_01"
    client.follow(kept)
    assert "Saved at" in client.text()


def test_beginning_starts_the_session_anew(client: Client, sample: Sample) -> None:
    client.get(f"/e/i/{sample.tokens['E01']}")
    stale = client.token
    client.follow(begin(client, sample.tokens["E01"]))
    client.token = stale
    client.post("/e/consent", {"agreed": "y"}, code=400)


def test_beginning_by_another_link_ends_the_visit_that_this_browser_had(
    client: Client, engine: Engine, sample: Sample
) -> None:
    begin(client, sample.tokens["E01"])
    with client.browser.session_transaction(base_url=client.base_url) as session:
        earlier = session[VISIT]
    begin(client, sample.tokens["E02"])
    assert load_desk(engine, earlier, now()) is None


def test_a_visit_does_not_begin_without_the_token_of_the_form(
    client: Client, engine: Engine, sample: Sample
) -> None:
    before = digest(engine)
    client.token = "made-up"  # noqa: S105
    client.post(f"/e/i/{sample.tokens['E01']}", code=400)
    assert digest(engine) == before


def test_unknown_revoked_and_expired_links_look_the_same(app: Flask, engine: Engine, sample: Sample) -> None:
    with session_scope(engine) as session:
        old = invite(session, sample.consultation, Contact("Old"), None, now() - timedelta(minutes=1))
        known = find_invitation(session, sample.tokens["E02"], now())
        assert known is not None
        revoke(session, known.id)
    pages = set()
    for token in ("A" * len(old), sample.tokens["E02"], old):
        for method in ("get", "post"):
            client = Client(app)
            getattr(client, method)(f"/e/i/{token}", code=404)
            answer = client.get(f"/e/i/{token}", 404)
            pages.add(without_tokens(answer.get_data(as_text=True), token))
    assert len(pages) == 1
    assert "Sample Institute" not in pages.pop()


@pytest.mark.parametrize(
    "token", ["x", "x" * 3000, "%00", "%F0%9F%98%80", "%ED%A0%80", "..%5C..", "'%20OR%201=1--"]
)
def test_what_is_no_token_at_all_leads_to_the_page_of_unknown_links(client: Client, token: str) -> None:
    for path in (f"/e/i/{token}", f"/e/p/{token}"):
        client.get(path, 404)
        client.post(path, code=404)
    assert "This link cannot be used" in client.text()


def test_the_person_greeted_may_be_somebody_else(client: Client, engine: Engine, sample: Sample) -> None:
    token = sample.tokens["E01"]
    client.get(f"/e/i/{token}")
    client.post("/e/not-me", {"token": token}, code=200)
    assert "meant for somebody else" in client.text()
    assert [one.not_me for one in open_panel(Actor.local(), engine, sample.consultation).visits] == [True]
    client.get(f"/e/i/{token}")


def test_saying_so_for_an_unknown_link_changes_nothing(client: Client, engine: Engine) -> None:
    before = digest(engine)
    client.post("/e/not-me", {"token": "nobody's"}, code=200)
    assert digest(engine) == before


def test_after_leaving_a_copy_of_the_cookie_opens_nothing(app: Flask, sample: Sample) -> None:
    client = Client(app)
    agree(client, sample.tokens["E01"])
    client.get("/e/data")
    cookie = client.browser.get_cookie("lbsap")
    assert cookie is not None
    client.post("/e/leave", code=200)
    client.get("/e/data", 401)
    thief = Client(app)
    thief.browser.set_cookie("lbsap", cookie.value)
    thief.get("/e/data", 401)


def test_a_public_link_gives_each_a_respondent_and_a_code(app: Flask, engine: Engine, sample: Sample) -> None:
    token = public_token(engine, sample.consultation)
    codes = set()
    for _ in range(2):
        client = Client(app)
        client.get(f"/e/p/{token}")
        assert client.post(f"/e/p/{token}").headers["Location"] == "/e/code"
        client.get("/e/code")
        assert client.page is not None
        codes.add(client.page.get_element_by_id("code").get("value"))
    assert len(codes) == 2
    assert len(rows(engine, "respondent")["respondent"]) == 4


def test_the_code_is_shown_until_it_is_noted_and_never_again(
    client: Client, engine: Engine, sample: Sample
) -> None:
    token = public_token(engine, sample.consultation)
    client.get(f"/e/p/{token}")
    client.post(f"/e/p/{token}")
    client.get("/e/code")
    client.get("/e/code")
    assert client.post("/e/code").headers["Location"] == "/e/consent"
    assert client.get("/e/code", 303).headers["Location"] == "/e/consent"


def test_the_code_leads_back_on_another_device_however_it_is_typed(
    app: Flask, engine: Engine, sample: Sample
) -> None:
    first = Client(app)
    first.get(f"/e/p/{public_token(engine, sample.consultation)}")
    first.post(f"/e/p/{public_token(engine, sample.consultation)}")
    first.get("/e/code")
    assert first.page is not None
    code = first.page.get_element_by_id("code").get("value")
    first.post("/e/code")
    second = Client(app)
    second.get("/e/resume")
    assert second.post("/e/resume", {"code": f"  {code.lower()} "}).headers["Location"] == "/e/consent"


def test_a_wrong_code_is_told_and_what_was_typed_stays(client: Client) -> None:
    client.get("/e/resume")
    for typed in ("WRONG-CODE", "", "x" * 500):
        client.post("/e/resume", {"code": typed}, code=400)
        assert client.page is not None
        assert client.page.get_element_by_id("code").get("value") == typed


def test_an_anonymous_link_that_has_begun_asks_for_the_code(
    app: Flask, engine: Engine, own_registry: Registry
) -> None:
    made = make(engine, own_registry, anonymity="anonymous")
    assert begin(Client(app), made.token).headers["Location"] == "/e/code"
    again = Client(app)
    again.get(f"/e/i/{made.token}")
    assert "enter the code you noted then" in again.text()
    assert again.post(f"/e/i/{made.token}").headers["Location"] == "/e/resume"


def test_a_closed_round_says_when_it_closed_and_whom_to_ask(
    client: Client, zh_client: Client, engine: Engine, own_registry: Registry
) -> None:
    made = make(
        engine, own_registry, person=Contact("Ann Lee"), closes_at=datetime(2026, 1, 5, 10, 30, tzinfo=UTC)
    )
    client.get(f"/e/i/{made.token}")
    assert (
        "This round closed on 5 January 2026 at 18:30 (Beijing time). Thank you for taking part. "
        "You can still view and download your answers. To add a comment, please contact The host."
    ) in client.text()
    zh_client.get(f"/e/i/{made.token}")
    assert (
        "本轮咨询已于2026年1月5日18:30（北京时间）截止，感谢您的参与。"
        "您仍可查看和下载自己的答复；如需补充意见，请联系主办方。"
    ) in zh_client.text()


def test_a_closed_round_can_still_be_entered_for_reading(
    client: Client, engine: Engine, sample: Sample
) -> None:
    close_round(Actor.local(), engine, sample.round)
    assert begin(client, sample.tokens["E01"]).headers["Location"] == "/e/"


def test_a_round_that_is_not_open_yet_says_when_it_opens(
    client: Client, engine: Engine, own_registry: Registry
) -> None:
    made = make(engine, own_registry, opens_at=YEAR_2030)
    client.get(f"/e/i/{made.token}")
    assert "This round is not open yet" in client.text()
    assert "1 June 2030, 12:00 (Beijing time)" in client.text()
    before = digest(engine)
    assert client.post(f"/e/i/{made.token}").headers["Location"] == f"/e/i/{made.token}"
    assert digest(engine) == before


def test_a_public_link_to_a_closed_round_begins_nothing(
    client: Client, engine: Engine, sample: Sample
) -> None:
    token = public_token(engine, sample.consultation)
    close_round(Actor.local(), engine, sample.round)
    before = digest(engine)
    client.get(f"/e/p/{token}")
    assert client.post(f"/e/p/{token}").headers["Location"] == f"/e/p/{token}"
    assert digest(engine) == before


def test_switching_the_language_keeps_the_page(client: Client, sample: Sample) -> None:
    path = f"/e/i/{sample.tokens['E01']}"
    client.get(path)
    client.follow(client.post("/lang", {"lang": "zh", "next": path}))
    assert "邀请您提出意见" in client.text()


def test_the_names_of_product_and_consultation_stand_where_they_belong(
    client: Client, sample: Sample
) -> None:
    client.get(f"/e/i/{sample.tokens['E01']}")
    assert client.page is not None
    assert "Consultation on the indicators" in client.page.find("body/header").text_content()
    assert "LBSAP Workbench" in client.page.find("body/footer").text_content()


def test_a_name_is_shown_as_text(client: Client, engine: Engine, own_registry: Registry) -> None:
    made = make(engine, own_registry, person=Contact("<script>alert(1)</script> {{7*7}}"))
    page = client.get(f"/e/i/{made.token}").get_data(as_text=True)
    assert "<script>" not in page.lower().replace("<script src", "")
    assert "49" not in client.text()


def test_the_code_picture_of_a_link_is_an_svg_of_its_own() -> None:
    picture = qr_image("https://example.org/e/i/" + "x" * 43)
    assert picture.startswith("data:image/svg+xml")
    assert "viewBox" in picture


def test_the_page_of_a_link_says_what_is_asked_and_whom_to_ask(
    client: Client, engine: Engine, own_registry: Registry
) -> None:
    made = make(engine, own_registry, contact="Ms Li, help@example.org")
    client.get(f"/e/i/{made.token}")
    assert "Please give your view on each of the 28 indicators" in client.text()
    assert "Ms Li, help@example.org" in client.text()
    client.get("/e/i/unknown", 404)
    assert "28 indicators" not in client.text()


def test_who_has_begun_is_not_told_again_what_to_expect(app: Flask, sample: Sample) -> None:
    path = f"/e/i/{sample.tokens['E01']}"
    client = Client(app)
    client.get(path)
    assert "What to expect" in client.text()
    enter(client, sample.tokens["E01"])
    client.get(path)
    assert "What to expect" not in client.text()
    assert "Go on with my answers" in client.text()
