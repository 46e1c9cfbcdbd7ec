"""One's own data: see, correct, take along, withdraw consent, delete."""

from __future__ import annotations

import json

import pytest
from flask import Flask
from sqlalchemy import Engine

from lbsap.registry import Registry
from lbsap.store.invitations import Contact
from tests.web.conftest import Client, Sample
from tests.web.expert.entering import NAME, PERSON, agree, begin, digest, enter, make, rows

READING = ("/e/data", "/e/data/download", "/e/data/contact", "/e/data/withdraw", "/e/data/delete")
FORM = {"name": "王晓明", "institution": "另一所大学", "email": "xm@example.org"}


@pytest.fixture
def own(client: Client, engine: Engine, own_registry: Registry) -> Client:
    """The browser of a person who has agreed and answered the profile questions."""
    enter(client, make(engine, own_registry).token)
    return client


def test_a_person_sees_all_that_is_kept(own: Client) -> None:
    own.get("/e/data")
    for words in (
        NAME,
        PERSON.institution,
        PERSON.email,
        "Spatial and urban planning",
        "Version of the notice",
    ):
        assert words in own.text()


def test_the_pages_of_rights_change_nothing_by_being_read(own: Client, engine: Engine) -> None:
    before = digest(engine)
    for path in READING:
        own.get(path)
    assert digest(engine) == before


def test_the_rights_can_be_used_before_consent(client: Client, sample: Sample) -> None:
    begin(client, sample.tokens["E01"])
    for path in READING:
        client.get(path)


def test_the_pages_of_rights_read_in_chinese(zh_client: Client, sample: Sample) -> None:
    agree(zh_client, sample.tokens["E01"])
    for path, words in zip(
        READING, ("我的信息与同意", "", "更正联系方式", "撤回同意", "删除您的信息"), strict=True
    ):
        zh_client.get(path)
        assert not words or words in zh_client.text()


def test_the_file_holds_the_same_in_plain_json(own: Client) -> None:
    answer = own.get("/e/data/download")
    assert answer.headers["Content-Disposition"] == "attachment; filename=my-data.json"
    kept = json.loads(answer.get_data(as_text=True))
    assert kept["contact"] == {"name": NAME, "institution": PERSON.institution, "email": PERSON.email}
    assert kept["respondent"]["profile"]["field"] == "planning"
    assert kept["consent"]["language"] == "en"


def test_contact_data_can_be_corrected(own: Client) -> None:
    own.get("/e/data/contact")
    assert own.post("/e/data/contact", FORM).headers["Location"] == "/e/data"
    own.get("/e/data")
    assert all(words in own.text() for words in FORM.values())
    assert NAME not in own.text()


@pytest.mark.parametrize(
    ("changed", "place"),
    [({"name": " "}, "name"), ({"email": "no address"}, "email"), ({"name": "字" * 400}, "name")],
)
def test_contact_data_that_cannot_be_kept_are_told_and_stay_typed(
    own: Client, engine: Engine, changed: dict[str, str], place: str
) -> None:
    own.get("/e/data/contact")
    before = digest(engine)
    own.post("/e/data/contact", FORM | changed, code=400)
    assert digest(engine) == before
    assert own.page is not None
    assert own.page.xpath("//*[@role='alert']//a/@href") == [f"#{place}"]
    assert own.page.get_element_by_id("institution").get("value") == FORM["institution"]


@pytest.mark.parametrize(
    "words", ["<img src=x onerror=alert(1)>", "{{7*7}}", "𠮷·阿卜杜拉", 'O\'Brien & "Co"']
)
def test_names_stay_as_typed(own: Client, words: str) -> None:
    own.get("/e/data/contact")
    own.post("/e/data/contact", FORM | {"name": words})
    own.get("/e/data")
    assert words in own.text()


def test_withdrawing_takes_one_button_and_leaves_reading(own: Client) -> None:
    own.get("/e/data/withdraw")
    assert own.post("/e/data/withdraw").headers["Location"] == "/e/data"
    own.get("/e/data")
    assert "Your consent is withdrawn" in own.text()
    own.get("/e/")
    own.get("/e/profile")
    own.post("/e/profile", {"profile-field": "other"}, code=400)


def test_consent_can_be_given_again_after_withdrawal(own: Client) -> None:
    own.get("/e/data/withdraw")
    own.post("/e/data/withdraw")
    own.get("/e/consent")
    own.post("/e/consent", {"agreed": "y"})
    own.get("/e/data")
    assert "Your consent is withdrawn" not in own.text()


def test_withdrawing_where_nothing_stands_changes_nothing(
    client: Client, engine: Engine, sample: Sample
) -> None:
    client.follow(begin(client, sample.tokens["E01"]))
    before = digest(engine)
    client.post("/e/data/withdraw")
    assert digest(engine) == before


def test_deleting_leaves_no_trace_of_the_person(
    client: Client, engine: Engine, own_registry: Registry
) -> None:
    made = make(engine, own_registry)
    enter(client, made.token)
    client.get("/e/data/delete")
    assert "This cannot be undone." in client.text()
    client.post("/e/data/delete", code=200)
    assert "Your data are deleted" in client.text()
    everything = repr(rows(engine))
    for words in (NAME, PERSON.institution, PERSON.email):
        assert words not in everything
    client.get("/e/data", 401)
    client.get(f"/e/i/{made.token}", 404)


def test_nothing_is_deleted_without_the_token_of_the_form(own: Client, engine: Engine) -> None:
    before = digest(engine)
    for path in ("/e/data/delete", "/e/data/withdraw", "/e/data/contact", "/e/leave", "/e/consent"):
        own.token = "made-up"  # noqa: S105
        own.post(path, FORM | {"agreed": "y"}, code=400)
    assert digest(engine) == before


def test_one_expert_never_sees_or_changes_what_is_anothers(
    app: Flask, engine: Engine, sample: Sample
) -> None:
    secret = "only of the second"  # noqa: S105
    second = Client(app)
    enter(second, sample.tokens["E02"])
    second.get("/e/data/contact")
    second.post("/e/data/contact", FORM | {"institution": secret})
    first = Client(app)
    enter(first, sample.tokens["E01"])
    ids = {
        "id": "2",
        "respondent": "E02",
        "respondent_id": "2",
        "visit": "2",
        "code": "E02",
        "token": sample.tokens["E02"],
    }
    for path in READING:
        assert secret not in first.get(path, query_string=ids).get_data(as_text=True)
    first.post("/e/data/contact", FORM | ids)
    first.post("/e/data/withdraw", ids)
    first.post("/e/data/delete", ids, code=200)
    second.get("/e/data")
    assert secret in second.text()
    assert "Your consent is withdrawn" not in second.text()


def test_without_a_visit_no_page_of_rights_opens(client: Client) -> None:
    for path in READING:
        client.get(path, 401)


def test_in_an_anonymous_consultation_no_name_is_linked(
    client: Client, engine: Engine, own_registry: Registry
) -> None:
    made = make(
        engine, own_registry, anonymity="anonymous", person=Contact("Ann Lee", "Institute", "ann@example.org")
    )
    begin(client, made.token)
    client.get("/e/data")
    assert "Ann" not in client.text()
    client.get("/e/data/contact", 404)
