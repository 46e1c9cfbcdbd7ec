"""A mail server of the test's own: it speaks as much SMTP as our program asks for, and keeps what it took."""

from __future__ import annotations

import base64
import ipaddress
import socketserver
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Any, cast

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID


@dataclass
class Letterbox:
    """How the server behaves, and what it took: the recipient and the mail of each."""

    certificate: Path | None = None
    """The file with certificate and key; without one there is no STARTTLS."""
    tls_at_once: bool = False
    login: tuple[str, str] | None = None
    refused: set[str] = field(default_factory=set)
    hang_up_at: set[str] = field(default_factory=set)
    """Recipients at whose name the server breaks the connection, once."""
    mails: list[tuple[str, EmailMessage]] = field(default_factory=list)
    connections: int = 0
    port: int = 0

    @property
    def to(self) -> list[str]:
        """The recipients, in order."""
        return [recipient for recipient, _ in self.mails]

    def words(self, place: int) -> str:
        """The words of the mail at a place in the list."""
        content: str = self.mails[place][1].get_content()
        return content.replace("\r\n", "\n")

    def context(self) -> ssl.SSLContext:
        """The server's side of TLS."""
        made = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        made.load_cert_chain(cast(Path, self.certificate))
        return made


class _Talk(socketserver.StreamRequestHandler):
    server: _Server
    recipient: str

    def handle(self) -> None:
        box = self.server.box
        box.connections += 1
        self.recipient = ""
        if box.tls_at_once and not self._secure():
            return
        self._say("220 localhost ready")
        while line := self.rfile.readline().decode("utf-8").strip():
            verb, _, rest = line.partition(" ")
            if not self._answer(verb.upper(), rest):
                return

    def _answer(self, verb: str, rest: str) -> bool:
        """Answer a line; false where the conversation is over."""
        match verb:
            case "EHLO":
                self._greet()
            case "STARTTLS":
                self._say("220 go on")
                return self._secure()
            case "AUTH":
                self._check(rest)
            case "RCPT":
                return self._take_name(rest[rest.index("<") + 1 : rest.index(">")])
            case "DATA":
                self._say("354 go on")
                self.server.box.mails.append((self.recipient, self._mail()))
                self._say("250 taken")
            case _:
                self._say("250 ok")
        return verb != "QUIT"

    def _take_name(self, recipient: str) -> bool:
        box, self.recipient = self.server.box, recipient
        if recipient in box.hang_up_at:
            box.hang_up_at.remove(recipient)
            return False
        known = recipient not in box.refused
        self._say("250 ok" if known else f"550 5.1.1 <{recipient}>: user unknown")
        return True

    def _greet(self) -> None:
        box, secure = self.server.box, isinstance(self.request, ssl.SSLSocket)
        offers = ["localhost"]
        offers += ["STARTTLS"] if box.certificate and not secure else []
        offers += ["AUTH PLAIN"] if box.login else []
        for offer in offers[:-1]:
            self._say(f"250-{offer}")
        self._say(f"250 {offers[-1]}")

    def _check(self, rest: str) -> None:
        said = tuple(base64.b64decode(rest.removeprefix("PLAIN ")).decode().split("\0")[1:])
        self._say("235 welcome" if said == self.server.box.login else "535 5.7.8 wrong name or password")

    def _mail(self) -> EmailMessage:
        lines = []
        while (line := self.rfile.readline()) != b".\r\n":
            lines.append(line.removeprefix(b"."))
        return cast(EmailMessage, message_from_bytes(b"".join(lines), policy=cast(Any, default)))

    def _secure(self) -> bool:
        """Go on by TLS; false where the other side does not trust us."""
        try:
            self.request = self.server.box.context().wrap_socket(self.request, server_side=True)
        except (ssl.SSLError, OSError):
            return False
        self.rfile, self.wfile = self.request.makefile("rb"), self.request.makefile("wb", buffering=0)
        return True

    def _say(self, words: str) -> None:
        self.wfile.write(f"{words}\r\n".encode())

    def finish(self) -> None:
        super().finish()
        self.request.close()


class _Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True
    box: Letterbox


@contextmanager
def serve_mail(box: Letterbox) -> Iterator[Letterbox]:
    """Take mail on a free port of this machine, which the box then names."""
    with _Server(("127.0.0.1", 0), _Talk) as server:
        server.box, box.port = box, server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield box
        finally:
            server.shutdown()
            thread.join()


def make_certificate(folder: Path) -> Path:
    """A certificate for ``localhost`` that nobody has signed, with its key in one file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    names = [x509.DNSName("localhost"), x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName(names), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    file = folder / "localhost.pem"
    file.write_bytes(made.public_bytes(serialization.Encoding.PEM) + private)
    return file
