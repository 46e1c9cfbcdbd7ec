"""The pages on a panel: people are added whole or not at all, links are shown once, mails go out once."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from flask import Flask
from openpyxl import load_workbook
from sqlalchemy import Engine
from werkzeug.test import TestResponse

from lbsap.actions.editors.inviting import open_panel
from lbsap.actions.experts import link
from lbsap.model.actor import Actor
from lbsap.registry import Registry
from lbsap.steps.editing.panel_rows import COLUMNS, column_of
from lbsap.store.columns import now
from lbsap.store.engine import session_scope
from lbsap.store.invitations import Contact, invite
from tests.services.mail import Letterbox, serve_mail
from tests.web.conftest import Client, Sample
from tests.web.workbench.conftest import make_answered

BASE = "http://localhost:8000/e/i/"
PEOPLE = "王小明,某大学,wang@example.org,survey,zh\n李四,某局\n"
FORMULA = '=HYPERLINK("http://evil.example")'


@pytest.fixture
def box() -> Iterator[Letterbox]:
    """A mail server that takes everything."""
    with serve_mail(Letterbox()) as made:
        yield made


@pytest.fixture
def app(make_app: Callable[..., Flask], box: Letterbox) -> Flask:
    """The application with a mail server."""
    return make_app(smtp_host="localhost", smtp_port=box.port, smtp_tls="none", smtp_from="panel@example.org")


@pytest.fixture
def base(sample: Sample) -> str:
    """The address of the sample consultation in the workbench."""
    return f"/w/c/{sample.consultation}"


def hidden(client: Client) -> dict[str, str]:
    """The hidden fields of the form in the page's content, as a browser would send them."""
    assert client.page is not None
    fields = client.page.xpath("//main//form[@method='post']//input[@type='hidden'][@name!='csrf_token']")
    return {one.get("name"): one.get("value") for one in fields}


def add(client: Client, base: str, pasted: str = PEOPLE) -> None:
    """Paste a list, look at it, confirm it."""
    client.get(f"{base}/panel/add")
    client.post(f"{base}/panel/add", {"pasted": pasted}, 200)
    client.follow(client.post(f"{base}/panel/add", hidden(client)))


def hand(client: Client, base: str, to: str, by: str, code: int | None = 200) -> TestResponse:
    """Look at what would go out, and let it go."""
    client.get(f"{base}/panel/send?to={to}&by={by}")
    return client.post(f"{base}/panel/send", hidden(client), code)


def links(client: Client) -> list[str]:
    """The links that the page shows."""
    assert client.page is not None
    return [str(one) for one in client.page.xpath("//input[@readonly]/@value")]


def people(engine: Engine, sample: Sample) -> list[str]:
    found = open_panel(Actor.local(), engine, sample.consultation).people
    return [one.person.name for one in found if one.person]


# --- adding ------------------------------------------------------------------------------------------------------


def test_a_list_is_looked_at_before_anything_is_kept(
    editor: Client, base: str, engine: Engine, sample: Sample
) -> None:
    editor.get(f"{base}/panel/add")
    editor.post(f"{base}/panel/add", {"pasted": PEOPLE}, 200)
    assert "Biodiversity survey and assessment" in editor.text()
    assert people(engine, sample) == ["专家E01", "专家E02"]
    editor.follow(editor.post(f"{base}/panel/add", hidden(editor)))
    assert "The people are on the panel" in editor.text()
    assert people(engine, sample) == ["专家E01", "专家E02", "王小明", "李四"]


def test_a_faulty_list_is_shown_with_each_fault_in_its_row_and_can_be_mended_in_place(
    editor: Client, base: str, engine: Engine, sample: Sample
) -> None:
    typed = "王小明,某大学,wang\n李\n赵六,某所,zhao@example.org"
    editor.get(f"{base}/panel/add")
    editor.post(f"{base}/panel/add", {"pasted": typed}, 400)
    assert editor.page is not None
    told = [one.text_content() for one in editor.page.xpath("//*[@data-error-summary]//a")]
    assert told == [
        "Row 1, E-mail: “wang” is not an e-mail address.",
        "Row 2, Name: A name has 2 to 50 characters, letters among them.",
    ]
    assert editor.page.xpath("string(//textarea[@name='pasted'])").strip() == typed
    assert not editor.page.xpath("//input[@name='content']")
    assert len(people(engine, sample)) == 2


def test_a_list_that_was_overtaken_adds_nobody(
    editor: Client, base: str, engine: Engine, sample: Sample
) -> None:
    editor.get(f"{base}/panel/add")
    editor.post(f"{base}/panel/add", {"pasted": PEOPLE}, 200)
    form = hidden(editor)
    with session_scope(engine) as session:
        contact = Contact("王小明", "某大学", "wang@example.org")
        invite(session, sample.consultation, contact, None, now() + timedelta(days=1))
    editor.post(f"{base}/panel/add", form, 400)
    assert "is on the panel already" in editor.text()
    assert "李四" not in people(engine, sample)


def test_a_double_click_adds_people_once(editor: Client, base: str, engine: Engine, sample: Sample) -> None:
    editor.get(f"{base}/panel/add")
    editor.post(f"{base}/panel/add", {"pasted": PEOPLE}, 200)
    form = hidden(editor)
    for _ in range(2):
        editor.follow(editor.post(f"{base}/panel/add", form))
    assert people(engine, sample).count("王小明") == 1


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("名单.csv", "姓名,单位\n王小明,某大学\n".encode("gb18030"), 200),
        ("list.csv", "\ufeff姓名;邮箱\n王小明;w@example.org\n".encode(), 200),
        ("list.csv", "单位\n某大学\n".encode(), 400),
        ("list.csv", "姓名,单位\n王小明,某大学,多一格\n".encode(), 400),
        ("list.xlsx", b"no workbook", 400),
        ("list.exe", b"MZ", 400),
        ("empty.csv", b"", 400),
    ],
)
def test_files_are_read_or_refused_with_a_reason(
    editor: Client, base: str, name: str, content: bytes, code: int
) -> None:
    editor.get(f"{base}/panel/add")
    editor.post(f"{base}/panel/add", {"file": (io.BytesIO(content), name)}, code)
    if code == 200:
        assert "王小明" in editor.text()


def test_nothing_sent_is_told(editor: Client, base: str) -> None:
    editor.get(f"{base}/panel/add")
    editor.post(f"{base}/panel/add", {"pasted": " \n"}, 400)
    assert "Paste a list, or choose a file." in editor.text()
    editor.post(f"{base}/panel/add", {"content": "no base 64", "name": "a.csv", "key": "k" * 43}, 400)


def test_the_empty_list_comes_back_as_a_list(editor: Client, base: str) -> None:
    sheet = load_workbook(io.BytesIO(editor.get(f"{base}/panel/template").data)).worksheets[0]
    heads = [str(cell.value) for cell in sheet[1]]
    assert [column_of(head) for head in heads] == list(COLUMNS)
    content = editor.get(f"{base}/panel/template?as=csv").data
    editor.get(f"{base}/panel/add")
    editor.post(f"{base}/panel/add", {"file": (io.BytesIO(content), "list.csv")}, 200)
    assert "Sample Institute" in editor.text()


# --- links -------------------------------------------------------------------------------------------------------


def test_links_are_shown_once_and_open_the_questionnaire(editor: Client, base: str, app: Flask) -> None:
    add(editor, base)
    hand(editor, base, "waiting", "page")
    shown = links(editor)
    assert len(shown) == 4
    assert all(one.startswith(BASE) for one in shown)
    assert editor.page is not None
    assert len(editor.page.xpath("//img[starts-with(@src, 'data:image/svg+xml')]")) == 4
    guest = Client(app)
    guest.get(shown[2].removeprefix("http://localhost:8000"))
    assert "王" in guest.text()
    for page in ("panel", "panel/log", "panel/1", "panel/sent?after=0"):
        editor.get(f"{base}/{page}")
        assert not any(one.rpartition("/")[2] in editor.text() for one in shown)


def test_links_are_built_from_the_base_address_whatever_the_request_says(
    make_app: Callable[..., Flask], base: str
) -> None:
    app = make_app(base_url="https://consultation.example.org", trusted_hosts="inner.example.org")
    client = Client(app, base_url="https://inner.example.org")
    client.sign_in("viewer")
    client.get(f"{base}/panel/send", 403)
    with app.test_request_context(base_url="https://inner.example.org"):
        from lbsap.web.workbench.panel_send import _address

        assert _address("token") == "https://consultation.example.org/e/i/token"


def test_reloading_the_page_of_links_shows_the_same_ones(editor: Client, base: str) -> None:
    editor.get(f"{base}/panel/send?to=waiting&by=page")
    form = hidden(editor)
    editor.post(f"{base}/panel/send", form, 200)
    first = links(editor)
    editor.post(f"{base}/panel/send", form, 200)
    assert links(editor) == first


def merged(answer: TestResponse, by: str) -> list[list[str]]:
    if by == "csv":
        assert answer.data.startswith(b"\xef\xbb\xbf")
        return list(csv.reader(io.StringIO(answer.data.decode("utf-8-sig"))))
    sheet = load_workbook(io.BytesIO(answer.data)).worksheets[0]
    assert not [cell for row in sheet for cell in row if cell.data_type == "f"]
    return [[str(cell.value or "") for cell in row] for row in sheet]


@pytest.mark.parametrize("by", ["csv", "xlsx"])
def test_the_file_for_mail_merge_holds_all_a_mail_program_needs_and_no_formula(
    editor: Client, base: str, by: str
) -> None:
    add(editor, base, f'王小明,"{FORMULA.replace(chr(34), chr(34) * 2)}",wang@example.org,,zh\n')
    heads, *rows = merged(hand(editor, base, "waiting", by), by)
    assert [head.split()[1] for head in heads[:5]] == ["name", "institution", "email", "language", "link"]
    row = next(row for row in rows if row[0] == "王小明")
    assert row[1] == (f"'{FORMULA}" if by == "csv" else FORMULA)
    assert row[4].startswith(BASE)
    assert row[6] == "邀请您参加“指标修订专家咨询”"
    assert row[4] in row[7]


# --- mail --------------------------------------------------------------------------------------------------------


def test_a_mail_goes_out_once_and_the_page_tells_what_became_of_it(
    editor: Client, base: str, box: Letterbox, app: Flask
) -> None:
    add(editor, base)
    editor.get(f"{base}/panel/send?to=waiting&by=mail")
    assert "3 people have no e-mail address" in editor.text()
    assert "邀请您参加“指标修订专家咨询”" in editor.text()
    assert f"{BASE}(a link of their own)" in editor.text()
    form = hidden(editor)
    for _ in range(2):
        editor.follow(editor.post(f"{base}/panel/send", form))
        assert "王小明" in editor.text()
        assert "Sent" in editor.text()
    assert box.to == ["wang@example.org"]
    token = box.words(0).partition(BASE)[2].split()[0]
    Client(app).get(f"/e/i/{token}")


def test_a_refused_mail_is_told_and_sent_again_after_mending(
    editor: Client, base: str, box: Letterbox
) -> None:
    box.refused.add("wang@example.org")
    add(editor, base)
    editor.follow(hand(editor, base, "waiting", "mail", None))
    assert "Refused by the mail server: 550 5.1.1 … user unknown" in editor.text()
    assert "wang@example.org" not in editor.text()
    assert editor.page is not None
    (href,) = editor.page.xpath("//main//tbody//a/@href")
    editor.get(href)
    person = {"name": "王小明", "institution": "某大学", "stratum": "survey", "language": "zh"}
    editor.post(href, person | {"email": "not an address"}, 400)
    editor.follow(editor.post(href, person | {"email": "ｗａｎｇ２@example.org"}))
    editor.follow(hand(editor, base, "failed", "mail", None))
    assert box.to == ["wang2@example.org"]


def test_where_the_server_is_away_the_page_says_so_and_nothing_is_lost(
    editor: Client, base: str, app: Flask
) -> None:
    add(editor, base)
    with serve_mail(Letterbox()) as gone:
        pass
    server = app.extensions["lbsap_mail"]
    app.extensions["lbsap_mail"] = type(server)("localhost", gone.port, server.sender, "none")
    hand(editor, base, "waiting", "mail", 400)
    assert "The mail server cannot be reached" in editor.text()
    editor.get(f"{base}/panel/log")
    assert "Nothing was sent or handed out yet." in editor.text()


def test_without_a_mail_server_the_page_says_how_else_links_are_handed_out(
    make_app: Callable[..., Flask], base: str
) -> None:
    client = Client(make_app())
    client.sign_in("editor")
    client.get(f"{base}/panel/send")
    assert "No mail server is set." in client.text()
    client.post(f"{base}/panel/send", {"to": "waiting", "by": "mail", "key": "k" * 43}, 400)
    assert "Error: No mail server is set." in client.text()


@pytest.mark.parametrize("query", ["to=waiting", "by=mail", "to=waiting&by=pigeon", "to=reminder&by="])
def test_a_choice_that_is_missing_or_unknown_is_asked_for(editor: Client, base: str, query: str) -> None:
    editor.get(f"{base}/panel/send?{query}", 400)
    assert "Choose one of the options." in editor.text()


@pytest.mark.parametrize("to", ["everybody", "999", "99999999999999999999", "-1", "1x"])
def test_a_group_or_person_that_is_not_there_is_no_page(editor: Client, base: str, to: str) -> None:
    editor.get(f"{base}/panel/send?to={to}&by=page", 404)
    editor.post(f"{base}/panel/send", {"to": to, "by": "page", "key": "k" * 43, "seen": "0"}, 404)


@pytest.mark.parametrize(
    "form",
    [
        {"key": ""},
        {"key": "short"},
        {"key": "k" * 43, "seen": "9" * 40},
        {"key": "k" * 43, "seen": "-1"},
        {"key": "k" * 43, "seen": "x"},
    ],
)
def test_forged_forms_do_no_harm(editor: Client, base: str, form: dict[str, str]) -> None:
    editor.get(f"{base}/panel/send")
    code = 400 if len(form["key"]) < 43 else 200
    editor.post(f"{base}/panel/send", {"to": "waiting", "by": "page"} | form, code)


# --- one person, texts, log, names -------------------------------------------------------------------------------


def test_the_use_of_a_link_and_its_end(editor: Client, base: str, engine: Engine, sample: Sample) -> None:
    token = sample.tokens["E01"]
    agents = ("MicroMessenger Android", "Edg Windows", "Safari iPhone")
    for agent in agents:
        link.begin(engine, token, now(), agent)
    link.not_me(engine, token, now(), agents[0])
    editor.get(f"{base}/panel")
    assert "Unusual use" in editor.text()
    editor.get(f"{base}/panel/1")
    assert "Said to be somebody else" in editor.text()
    assert "WeChat, Android" in editor.text()
    editor.follow(editor.post(f"{base}/panel/1/end"))
    assert "Link ended" in editor.text()
    assert link.open_link(engine, token, now()).state == "unknown"


def test_texts_are_kept_as_typed_and_unknown_placeholders_refused(editor: Client, base: str) -> None:
    editor.get(f"{base}/panel/texts")
    assert editor.page is not None
    fields = {
        one.get("name"): one.get("value") if one.tag == "input" else one.text_content().strip()
        for one in editor.page.xpath("//main//form//input[@type='text'] | //main//form//textarea")
    }
    assert len(fields) == 8
    wrong = fields | {"invitation_body_zh": "{姓名}：{{7*7}} {link}", "reminder_subject_en": "{link}"}
    editor.post(f"{base}/panel/texts", wrong, 400)
    assert "“{姓名}” is not a known placeholder" in editor.text()
    assert "{{7*7}}" in editor.text()
    right = fields | {"invitation_body_zh": "{name}：{{7*7}} <b> {link}", "invitation_subject_zh": ""}
    editor.follow(editor.post(f"{base}/panel/texts", right))
    assert "The texts are saved." in editor.text()
    assert "{name}：{{7*7}} <b> {link}" in editor.text()
    add(editor, base)
    editor.get(f"{base}/panel/send?to=waiting&by=mail")
    assert f"王小明：{{{{7*7}}}} <b> {BASE}" in editor.text()


def test_the_log_tells_who_what_and_how_many_without_names(
    editor: Client, base: str, signed_in: Callable[..., Client]
) -> None:
    add(editor, base)
    hand(editor, base, "waiting", "page")
    viewer = signed_in("viewer")
    viewer.get(f"{base}/panel/log")
    assert "editor@example.org" in viewer.text()
    assert "people invited" in viewer.text()
    assert "王小明" not in viewer.text()


def test_viewers_see_counts_and_no_names(base: str, signed_in: Callable[..., Client]) -> None:
    viewer = signed_in("viewer")
    viewer.get(f"{base}/panel")
    assert "Names are shown to editors only." in viewer.text()
    assert "专家E01" not in viewer.text()
    for path in ("panel/add", "panel/send", "panel/1", "panel/texts", "panel/sent", "panel/template"):
        viewer.get(f"{base}/{path}", 403)


def test_people_of_another_consultation_are_out_of_reach(
    editor: Client, engine: Engine, own_registry: Registry
) -> None:
    other = make_answered(engine, own_registry)
    editor.get(f"/w/c/{other.consultation}/panel/1", 404)
    editor.post(f"/w/c/{other.consultation}/panel/1/end", code=404)
    editor.get(f"/w/c/{other.consultation}/panel/send?to=1&by=page", 404)
