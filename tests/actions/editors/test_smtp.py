"""Mail goes by a connection that is safe, or not at all; and the reason is told without addresses."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from lbsap.actions.editors import smtp
from lbsap.actions.editors.smtp import Mailer, MailServer, make_message
from lbsap.model.errors import BadInput
from lbsap.model.panel import Person
from lbsap.steps.editing.messages import Letter
from tests.services.mail import Letterbox, make_certificate, serve_mail

WANG = Person("王小明", "某大学", "wang@example.org")
LETTER = Letter(
    "邀请您参加“指数修订咨询”", "您好！\n\nhttps://example.org/e/i/abc\n\n.单独一点开头的一行\n𠮷"
)


@pytest.fixture
def box_of() -> Iterator[Callable[..., Letterbox]]:
    """Start mail servers of the test's own."""
    with ExitStack() as running:
        yield lambda **how: running.enter_context(serve_mail(Letterbox(**how)))


@pytest.fixture
def trusted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A certificate that this machine trusts for the length of a test."""
    file = make_certificate(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(file))
    return file


def server(box: Letterbox, **more: Any) -> MailServer:
    return MailServer("localhost", box.port, "panel@example.org", **more)


def post(made: MailServer, person: Person = WANG) -> smtp.Posted:
    with Mailer(made) as mailer:
        mailer.ready()
        return mailer.post(person, LETTER, "某中心", "help@example.org")


@pytest.mark.parametrize("tls", ["starttls", "tls"])
def test_mail_goes_by_tls_with_a_password(box_of: Callable[..., Letterbox], trusted: Path, tls: Any) -> None:
    box = box_of(certificate=trusted, tls_at_once=tls == "tls", login=("panel", "correct horse"))
    assert post(server(box, tls=tls, user="panel", password="correct horse")).fault == ""  # noqa: S106
    ((to, mail),) = box.mails
    assert to == "wang@example.org"
    assert mail["Subject"] == LETTER.subject
    assert box.words(0) == LETTER.body + "\n"
    assert mail.get_content_charset() == "utf-8"
    assert mail["Message-ID"].endswith("@example.org>")


def test_a_server_without_starttls_gets_nothing(box_of: Callable[..., Letterbox]) -> None:
    box = box_of()
    with pytest.raises(BadInput, match="no safe connection"):
        post(server(box))
    assert not box.mails


@pytest.mark.parametrize("tls", ["starttls", "tls"])
def test_a_certificate_nobody_vouches_for_is_refused(
    box_of: Callable[..., Letterbox], tmp_path: Path, tls: Any
) -> None:
    box = box_of(certificate=make_certificate(tmp_path), tls_at_once=tls == "tls")
    with pytest.raises(BadInput, match=r"no safe connection.*certificate"):
        post(server(box, tls=tls))
    assert not box.mails


def test_a_wrong_password_is_told_and_shown_nowhere(
    box_of: Callable[..., Letterbox], trusted: Path, caplog: pytest.LogCaptureFixture
) -> None:
    box = box_of(certificate=trusted, login=("panel", "correct horse"))
    made = server(box, user="panel", password="battery staple")  # noqa: S106
    with pytest.raises(BadInput, match=r"535 5\.7\.8"):
        post(made)
    assert "battery" not in caplog.text + repr(made)


def test_a_server_that_does_not_answer_is_given_up_soon(
    box_of: Callable[..., Letterbox], monkeypatch: pytest.MonkeyPatch
) -> None:
    import socket

    monkeypatch.setattr(smtp, "SECONDS", 0.2)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        made = MailServer("127.0.0.1", silent.getsockname()[1], "panel@example.org", tls="none")
        with pytest.raises(BadInput, match="timed out"):
            post(made)


@pytest.mark.parametrize(
    "email", ["用户@example.org", "wang@例子.中国", "a@b.cn\r\nBcc: c@d.cn", "(x)@example.org"]
)
def test_an_address_that_mail_cannot_bear_is_told_and_the_next_goes_out(
    box_of: Callable[..., Letterbox], email: str
) -> None:
    box = box_of()
    with Mailer(server(box, tls="none")) as mailer:
        mailer.ready()
        assert mailer.post(Person("李四", "", email), LETTER, "某中心", "").fault == "address"
        mailer.ready()
        assert mailer.post(WANG, LETTER, "某中心", "").fault == ""
    assert box.to == ["wang@example.org"]


def test_what_the_server_says_is_kept_without_addresses(box_of: Callable[..., Letterbox]) -> None:
    box = box_of(refused={"wang@example.org"})
    assert post(server(box, tls="none")) == smtp.Posted("refused: 550 5.1.1 … user unknown")


@pytest.mark.parametrize("name", ["王小明\r\nBcc: all@example.org", "a\nb"])
def test_no_name_adds_a_header(name: str) -> None:
    made = MailServer("localhost", 25, "panel@example.org")
    with pytest.raises(ValueError, match=r"CR|LF|newline|Header"):
        make_message(made, Person(name, "", "wang@example.org"), LETTER, "某中心", "")


def test_a_contact_that_is_no_address_is_no_reply_to() -> None:
    made = make_message(
        MailServer("localhost", 25, "panel@example.org"), WANG, LETTER, "某中心", "010-12345678"
    )
    assert "Reply-To" not in made
