"""Settings of the mail server: what is wrong stops the program at its start, by name and with the reason."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from lbsap.model.errors import BadInput
from lbsap.settings import load_settings

SERVER = {"smtp_host": "mail.example.org", "smtp_from": "panel@example.org"}


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    file = tmp_path / "password"
    file.write_text("correct horse\n", encoding="utf-8")
    return file


def test_without_a_host_no_mail_is_sent_and_nothing_else_is_asked_for() -> None:
    settings = load_settings()
    assert (settings.smtp_host, settings.smtp_password) == ("", "")


def test_the_password_is_read_from_its_file_and_shown_nowhere(secret: Path) -> None:
    settings = load_settings(**SERVER, smtp_user="panel", smtp_password_file=secret)
    assert settings.smtp_password == "correct horse"  # noqa: S105 - of the test
    assert "horse" not in repr(settings)


@pytest.mark.parametrize(
    ("given", "named"),
    [
        ({"smtp_host": "mail.example.org"}, "smtp_from"),
        ({"smtp_from": "nobody"}, "smtp_from"),
        (SERVER | {"smtp_from": "a@b.cn\r\nBcc: c@d.cn"}, "smtp_from"),
        (SERVER | {"smtp_user": "panel"}, "smtp_password_file"),
        (SERVER | {"smtp_user": "panel", "smtp_password_file": "none-such"}, "smtp_password_file"),
        (SERVER | {"smtp_port": 0}, "smtp_port"),
        (SERVER | {"smtp_tls": "ssl"}, "smtp_tls.*starttls, tls, none"),
    ],
)
def test_a_setting_that_cannot_work_is_refused_by_name(given: dict[str, Any], named: str) -> None:
    with pytest.raises(BadInput, match=f"(?i){named}"):
        load_settings(**given)


def test_an_empty_password_file_is_refused(secret: Path) -> None:
    secret.write_text("\n", encoding="utf-8")
    with pytest.raises(BadInput, match="nothing in it"):
        load_settings(**SERVER, smtp_user="panel", smtp_password_file=secret)


def test_a_password_goes_unencrypted_to_this_machine_only(secret: Path) -> None:
    given = {
        "smtp_from": "panel@example.org",
        "smtp_user": "panel",
        "smtp_password_file": secret,
        "smtp_tls": "none",
    }
    with pytest.raises(BadInput, match="safe connection"):
        load_settings(**given, smtp_host="mail.example.org")
    assert load_settings(**given, smtp_host="localhost").smtp_tls == "none"
