"""Notice and consent."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import Engine
from sqlmodel import select

from lbsap.model.codec import to_plain
from lbsap.model.notice import Abroad, Notice
from lbsap.model.text import Text
from lbsap.registry import Registry
from lbsap.store.consents import ConsentRow, agreed_to_be_named
from lbsap.store.consultations import ConsultationRow
from lbsap.store.engine import session_scope
from lbsap.web.access import ACCESS
from lbsap.web.expert.way import BEFORE_CONSENT
from tests.web.conftest import Client, Sample
from tests.web.expert.entering import agree, begin, digest, make, rows

ABROAD = Notice(
    abroad=Abroad(
        recipient=Text("境外机构", "A body abroad"),
        contact="abroad@example.org",
        purpose=Text("汇总意见", "Compiling the results"),
        means=Text("加密传输", "Encrypted transfer"),
        kinds=Text("作答内容", "Answers"),
    )
)
CONFIDENTIAL = Text(
    "其他专家和公开报告中不出现您的姓名和单位；编辑组为跟进作答可以看到您的姓名，并负有保密责任。"
    "不足 5 人的类别不单独公布结果。",
    "Other experts and the public report will not show your name or institution. The editors can see your name to "
    "follow up, and keep it confidential. Results are not shown for groups of fewer than 5.",
)


def kept(engine: Engine) -> list[ConsentRow]:
    with session_scope(engine) as session:
        return list(session.exec(select(ConsentRow)))


def pages_behind_consent(app: Flask) -> list[str]:
    found = []
    for rule in app.url_map.iter_rules():
        if (
            ACCESS[rule.endpoint].expert
            and rule.endpoint not in BEFORE_CONSENT
            and "GET" in (rule.methods or ())
        ):
            found.append(
                app.url_map.bind("localhost").build(rule.endpoint, dict.fromkeys(rule.arguments, "cbi-01"))
            )
    return found


def test_no_answering_page_opens_before_consent(client: Client, app: Flask, sample: Sample) -> None:
    begin(client, sample.tokens["E01"])
    paths = pages_behind_consent(app)
    assert "/e/profile" in paths
    assert "/e/" in paths
    for path in paths:
        assert client.get(path, 303).headers["Location"] == "/e/consent"


def test_nothing_is_saved_before_consent(client: Client, engine: Engine, sample: Sample) -> None:
    client.follow(begin(client, sample.tokens["E01"]))
    before = rows(engine, "respondent", "answer")
    for path in ("/e/profile", "/e/components", "/e/submit"):
        assert client.post(path, {"profile-field": "survey"}).headers["Location"] == "/e/consent"
    assert rows(engine, "respondent", "answer") == before


def test_the_boxes_are_not_ticked(client: Client, engine: Engine, own_registry: Registry) -> None:
    made = make(engine, own_registry, notice=ABROAD)
    client.follow(begin(client, made.token))
    assert client.page is not None
    boxes = client.page.xpath("//input[@type='checkbox']")
    assert [box.get("name") for box in boxes] == ["agreed", "abroad"]
    assert not any(box.get("checked") is not None for box in boxes)


def test_reading_the_notice_changes_nothing(client: Client, engine: Engine, sample: Sample) -> None:
    begin(client, sample.tokens["E01"])
    client.get("/e/consent")
    before = digest(engine)
    client.get("/e/consent?agreed=y")
    assert digest(engine) == before


def test_going_on_without_the_box_is_told(client: Client, engine: Engine, sample: Sample) -> None:
    client.follow(begin(client, sample.tokens["E01"]))
    client.post("/e/consent", {}, code=400)
    assert "Please read the notice and give your consent first." in client.text()
    assert kept(engine) == []


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_consent_is_kept_with_text_version_language_and_time(
    app: Flask, engine: Engine, sample: Sample, lang: str
) -> None:
    client = Client(app, lang)
    assert agree(client, sample.tokens["E01"]).headers["Location"] == "/e/item/cbi2021_01"
    [row] = kept(engine)
    assert (row.version, row.language, row.abroad, row.withdrawn_at) == ("1", lang, None, None)
    assert len(row.digest) == 64
    assert row.given_at.tzinfo is not None


def test_the_transfer_abroad_has_a_box_of_its_own(app: Flask, engine: Engine, own_registry: Registry) -> None:
    made = [make(engine, own_registry, notice=ABROAD) for _ in range(2)]
    client = Client(app)
    client.follow(begin(client, made[0].token))
    for words in ("A body abroad", "abroad@example.org", "Encrypted transfer"):
        assert words in client.text()
    client.post("/e/consent", {"agreed": "y"})
    agree(Client(app), made[1].token, abroad="y")
    assert [row.abroad for row in kept(engine)] == [False, True]


def test_without_a_transfer_abroad_a_box_sent_for_it_is_left_alone(
    client: Client, engine: Engine, sample: Sample
) -> None:
    agree(client, sample.tokens["E01"], abroad="y", version="9", respondent_id="2", digest="x")
    [row] = kept(engine)
    assert (row.abroad, row.version) == (None, "1")


@pytest.mark.parametrize(
    ("anonymity", "zh", "en"),
    [
        ("anonymous", "任何人都无法查到哪份答复出自谁手", "nobody, the editors included, can find out"),
        (
            "confidential",
            CONFIDENTIAL.zh,
            CONFIDENTIAL.en,
        ),
        ("named", "本次咨询为实名", "held under names"),
    ],
)
def test_the_notice_says_truly_how_anonymous_the_answers_are(
    app: Flask, engine: Engine, own_registry: Registry, anonymity: str, zh: str, en: str
) -> None:
    made = make(engine, own_registry, anonymity=anonymity)
    reader = Client(app)
    begin(reader, made.token)
    reader.get("/e/consent")
    assert en in reader.text()
    reader.get("/e/consent?lang=zh")
    assert zh in reader.text()
    assert ("匿名" in reader.text()) == (anonymity == "anonymous")


def test_the_lead_sentence_names_controller_matter_and_data(
    zh_client: Client, engine: Engine, own_registry: Registry
) -> None:
    made = make(engine, own_registry)
    zh_client.follow(begin(zh_client, made.token))
    assert (
        "主办方邀请您就“另一项咨询”提出意见。为联系您并汇总意见，我们将处理您的姓名、单位" in zh_client.text()
    )
    assert "您可以随时查阅、更正、删除，也可以撤回同意。" in zh_client.text()


def test_refusing_keeps_nothing_and_ends_the_visit(client: Client, engine: Engine, sample: Sample) -> None:
    client.follow(begin(client, sample.tokens["E01"]))
    client.post("/e/consent", {"refuse": "1", "agreed": "y"}, code=200)
    assert "You did not agree" in client.text()
    assert kept(engine) == []
    client.get("/e/consent", 401)


def test_the_consent_of_one_opens_nothing_for_another(app: Flask, sample: Sample) -> None:
    agree(Client(app), sample.tokens["E01"])
    other = Client(app)
    begin(other, sample.tokens["E02"])
    assert other.get("/e/", 303).headers["Location"] == "/e/consent"


def test_the_notice_can_be_read_again_and_says_since_when_it_stands(client: Client, sample: Sample) -> None:
    agree(client, sample.tokens["E01"])
    client.get("/e/consent")
    assert "You agreed to this notice on" in client.text()
    assert client.page is not None
    assert not client.page.xpath("//input[@type='checkbox']")


def test_consent_is_asked_again_where_the_notice_has_changed(
    client: Client, engine: Engine, sample: Sample
) -> None:
    agree(client, sample.tokens["E01"])
    with session_scope(engine) as session:
        row = session.get(ConsultationRow, sample.consultation)
        assert row is not None
        row.notice = to_plain(Notice(version="2", purpose=Text("另一目的", "Another purpose")))
    client.follow(client.get("/e/", 303))
    assert "The notice has changed since you agreed to it." in client.text()
    client.post("/e/consent", {"agreed": "y"})
    assert [row.version for row in kept(engine)] == ["1", "2"]


def test_a_notice_is_shown_as_text(client: Client, engine: Engine, own_registry: Registry) -> None:
    made = make(engine, own_registry, notice=Notice(purpose=Text("<b>x</b>{{7*7}}", "<b>x</b>{{7*7}}")))
    client.follow(begin(client, made.token))
    assert "<b>x</b>{{7*7}}" in client.text()


def test_consent_to_be_named_has_a_box_of_its_own_where_the_consultation_is_held_under_names(
    app: Flask, engine: Engine, own_registry: Registry
) -> None:
    made = [make(engine, own_registry, anonymity="named") for _ in range(2)]
    client = Client(app)
    client.follow(begin(client, made[0].token))
    assert "I agree that the public report lists my name and institution." in client.text()
    client.post("/e/consent", {"agreed": "y"})
    agree(Client(app), made[1].token, named="y", abroad="y")
    assert [(row.named, row.abroad) for row in kept(engine)] == [(False, None), (True, None)]
    with session_scope(engine, write=False) as session:
        assert agreed_to_be_named(session, made[0].consultation) == frozenset()
        assert len(agreed_to_be_named(session, made[1].consultation)) == 1


def test_a_separate_consent_is_withdrawn_by_itself_and_answering_goes_on(
    client: Client, engine: Engine, own_registry: Registry
) -> None:
    made = make(engine, own_registry, notice=ABROAD, anonymity="named")
    agree(client, made.token, abroad="y", named="y")
    client.get("/e/data")
    assert client.page is not None
    assert client.page.xpath("//a[@href='/e/data/consent']")
    client.get("/e/data/consent")
    assert len(client.page.xpath("//input[@type='checkbox'][@checked]")) == 2
    client.follow(client.post("/e/data/consent", {"named": "y"}))
    assert "Transfer abroad Not agreed" in client.text()
    assert "Name in the public report Agreed" in client.text()
    first, second = kept(engine)
    assert (first.abroad, first.withdrawn_at is None) == (True, False)
    assert (second.abroad, second.named, second.withdrawn_at) == (False, True, None)
    client.post("/e/data/consent", {"named": "y"})
    assert len(kept(engine)) == 2
    client.get("/e/item/cbi2021_01")


def test_where_no_separate_consent_is_asked_there_is_none_to_change(
    client: Client, engine: Engine, sample: Sample
) -> None:
    agree(client, sample.tokens["E01"])
    for answer in (client.get("/e/data/consent", 303), client.post("/e/data/consent", {"abroad": "y"})):
        assert answer.headers["Location"] == "/e/data"
    assert [row.abroad for row in kept(engine)] == [None]
