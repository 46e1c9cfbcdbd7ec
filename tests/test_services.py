"""The judges that other tests rely on: each is seen to accept the good and to refuse the bad."""

from __future__ import annotations

import socket
import zipfile
from pathlib import Path

import docx
import pytest
from sqlalchemy import create_engine, inspect, text

from tests.services import outside, processes
from tests.services.browser import Chromium
from tests.services.network import NetworkForbidden
from tests.services.office import LibreOffice, OoxmlValidator


@pytest.fixture
def document(tmp_path: Path) -> Path:
    path = tmp_path / "wetlands.docx"
    word = docx.Document()
    word.add_paragraph("湿地保护率")
    word.save(str(path))
    return path


def with_body(document: Path, old: bytes, new: bytes) -> Path:
    """Write a copy of a Word file in which one piece of its body is another."""
    copy = document.with_name("changed.docx")
    with zipfile.ZipFile(document) as source, zipfile.ZipFile(copy, "w") as target:
        for part in source.namelist():
            body = source.read(part)
            target.writestr(part, body.replace(old, new) if part == "word/document.xml" else body)
    return copy


@pytest.mark.parametrize("address", [("192.0.2.1", 80), ("example.org", 443)])
def test_no_test_reaches_another_machine(address: tuple[str, int]) -> None:
    with pytest.raises(NetworkForbidden, match=address[0]):
        socket.create_connection(address, timeout=1)


def test_no_test_sends_a_datagram_to_another_machine() -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sender, pytest.raises(NetworkForbidden):
        sender.sendto(b"?", ("192.0.2.1", 53))


def test_a_server_on_this_machine_can_be_reached() -> None:
    with (
        socket.create_server(("127.0.0.1", 0)) as server,
        socket.create_connection(server.getsockname()) as client,
    ):
        assert client.getpeername() == server.getsockname()


def test_each_test_has_an_empty_postgresql_database_of_its_own(postgres_url: str) -> None:
    engine = create_engine(postgres_url)
    with engine.begin() as connection:
        assert inspect(connection).get_table_names() == []
        connection.execute(text("CREATE TABLE reed_beds (name text)"))
        connection.execute(text("INSERT INTO reed_beds VALUES ('芦苇荡')"))
        assert connection.scalar(text("SELECT name FROM reed_beds")) == "芦苇荡"
    engine.dispose()


def test_and_the_next_one_sees_nothing_of_it(postgres_url: str) -> None:
    engine = create_engine(postgres_url)
    assert inspect(engine).get_table_names() == []
    engine.dispose()


def test_the_validator_accepts_a_good_word_file(document: Path, ooxml_validator: OoxmlValidator) -> None:
    assert ooxml_validator(document) == []


def test_the_validator_names_what_is_wrong_in_a_bad_one(
    document: Path, ooxml_validator: OoxmlValidator
) -> None:
    broken = with_body(document, b"</w:p>", b'<w:pPr><w:jc w:val="center"/></w:pPr></w:p>')
    (error,) = ooxml_validator(broken)
    assert "document.xml" in error
    assert "pPr" in error


def test_libreoffice_shows_the_words_of_a_file(document: Path, libreoffice: LibreOffice) -> None:
    pdf = libreoffice.to_pdf(document)
    pdftotext = outside.need("poppler-utils", outside.find("pdftotext"))
    assert "湿地保护率" in processes.run([pdftotext, pdf, "-"], seconds=30)


def test_libreoffice_that_makes_no_pdf_is_an_error(tmp_path: Path, libreoffice: LibreOffice) -> None:
    broken = tmp_path / "broken.docx"
    with zipfile.ZipFile(broken, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
    with pytest.raises(RuntimeError, match=r"broken\.docx"):
        libreoffice.to_pdf(broken)


def test_the_browser_runs_a_page(tmp_path: Path, chromium: Chromium) -> None:
    page = tmp_path / "page.html"
    page.write_text(
        "<p>0</p><script>document.querySelector('p').textContent = '湿' + '地'</script>", encoding="utf-8"
    )
    assert "<p>湿地</p>" in chromium.text_after_loading(page.as_uri())


def test_a_late_program_is_ended_with_its_children(tmp_path: Path) -> None:
    survived = tmp_path / "survived"
    with pytest.raises(RuntimeError, match="had not ended"):
        processes.run(["sh", "-c", f"(sleep 1; touch {survived}) & wait"], seconds=0.2)
    with pytest.raises(RuntimeError, match="ended with 1"):
        processes.run(["sh", "-c", f"sleep 1.5; test -e {survived}"], seconds=10)


def test_a_missing_program_leaves_a_test_out_but_fails_it_on_ci(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CI", raising=False)
    with pytest.raises(pytest.skip.Exception, match="Teletype"):
        outside.need("Teletype", outside.find("no-such-program", "/nowhere/*"))
    monkeypatch.setenv("CI", "true")
    with pytest.raises(pytest.fail.Exception, match="Teletype"):
        outside.need("Teletype", None)


def test_the_summary_counts_the_tests_that_each_missing_program_cost() -> None:
    reasons = [
        "Skipped: not on this machine: Chromium",
        "Skipped: not on this machine: Chromium",
        "Skipped: Windows",
    ]
    assert outside.left_out(reasons) == {"Chromium": 2}
