"""The profile questions."""

from __future__ import annotations

from dataclasses import replace

import pytest
from flask import Flask
from sqlalchemy import Engine
from sqlmodel import select

from lbsap.model.questionnaire import Choice, ProfileQuestion, Questionnaire
from lbsap.model.text import Text
from lbsap.registry import Registry
from lbsap.store.engine import session_scope
from lbsap.store.respondents import RespondentRow
from tests.web.conftest import Client, Sample
from tests.web.expert.entering import PROFILE, agree, enter, make


def respondent(engine: Engine, code: str) -> RespondentRow:
    with session_scope(engine) as session:
        return session.exec(select(RespondentRow).where(RespondentRow.code == code)).one()


def checked(client: Client) -> list[str]:
    assert client.page is not None
    return [str(one) for one in client.page.xpath("//main//input[@checked]/@value")]


def test_no_choice_is_made_beforehand(client: Client, sample: Sample) -> None:
    agree(client, sample.tokens["E01"])
    client.get("/e/profile")
    assert "Field" in client.text()
    assert checked(client) == []


def test_the_answers_are_kept_and_give_the_stratum(client: Client, engine: Engine, sample: Sample) -> None:
    assert enter(client, sample.tokens["E01"]).headers["Location"] == "/e/components"
    row = respondent(engine, "E01")
    assert row.profile == {"field": "planning", "institution": "research", "experience": "new"}
    assert row.stratum == "planning"
    client.get("/e/profile")
    assert checked(client) == ["planning", "research", "new"]


def test_the_question_of_the_stratum_must_be_answered_and_the_rest_stays(
    client: Client, engine: Engine, sample: Sample
) -> None:
    agree(client, sample.tokens["E01"])
    client.get("/e/profile")
    client.post("/e/profile", {"profile-institution": "ngo"}, code=400)
    assert client.page is not None
    assert client.page.xpath("//*[@class='govuk-list govuk-error-summary__list']//a/@href") == [
        "#profile-field"
    ]
    assert checked(client) == ["ngo"]
    assert respondent(engine, "E01").profile == {}


def test_the_other_questions_may_be_left_out(client: Client, engine: Engine, sample: Sample) -> None:
    enter(client, sample.tokens["E01"], {"profile-field": "policy"})
    assert respondent(engine, "E01").profile == {"field": "policy"}


@pytest.mark.parametrize("word", ["unknown", "<script>alert(1)</script>", "x" * 5000, "survey\x00"])
def test_a_choice_that_is_none_is_refused(client: Client, engine: Engine, sample: Sample, word: str) -> None:
    agree(client, sample.tokens["E01"])
    client.get("/e/profile")
    client.post("/e/profile", PROFILE | {"profile-field": word}, code=400)
    assert respondent(engine, "E01").profile == {}


def test_fields_that_are_not_asked_are_left_alone(client: Client, engine: Engine, sample: Sample) -> None:
    extra = {
        "profile-role": "administrator",
        "code": "E99",
        "id": "2",
        "stratum": "other",
        "respondent_id": "2",
    }
    enter(client, sample.tokens["E01"], PROFILE | extra)
    assert respondent(engine, "E01").stratum == "planning"
    assert set(respondent(engine, "E01").profile) == {"field", "institution", "experience"}


def test_the_profile_of_one_is_not_that_of_another(app: Flask, engine: Engine, sample: Sample) -> None:
    enter(Client(app), sample.tokens["E01"])
    other = Client(app)
    agree(other, sample.tokens["E02"])
    other.get("/e/profile")
    assert checked(other) == []
    assert respondent(engine, "E02").profile == {}


def test_a_question_may_take_several_choices(client: Client, engine: Engine, own_registry: Registry) -> None:
    choices = tuple(Choice(one, Text(one, one)) for one in ("north", "south", "east"))
    question = ProfileQuestion("regions", Text("区域", "Regions"), choices, several=True)
    asked = replace(own_registry.get(Questionnaire, "cbi-2021-review"), profile=(question,))
    made = make(engine, own_registry, questionnaire=asked)
    agree(client, made.token)
    client.get("/e/profile")
    client.post("/e/profile", {"profile-regions-choices": ["north", "east"]})
    client.get("/e/profile")
    assert checked(client) == ["north", "east"]


def test_the_questions_read_in_chinese(zh_client: Client, sample: Sample) -> None:
    agree(zh_client, sample.tokens["E01"])
    zh_client.get("/e/profile")
    for words in ("您的专业背景", "专业领域", "国土空间与城乡规划", "保存并继续"):
        assert words in zh_client.text()
    zh_client.post("/e/profile", {}, code=400)
    assert "请选择一项。" in zh_client.text()
