"""Mail by SMTP: one connection for several messages, each told apart as taken, refused or lost.

Every step of the conversation is bounded in time, for a page waits for it.
"""

from __future__ import annotations

import logging
import re
import smtplib
import ssl
from contextlib import suppress
from dataclasses import dataclass, field
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, make_msgid
from types import TracebackType
from typing import Final, Literal, Self, cast

from lbsap.model.errors import BadInput
from lbsap.model.panel import Person
from lbsap.model.problems import problem
from lbsap.steps.common.words import is_address
from lbsap.steps.editing.messages import Letter
from lbsap.store.columns import now

_log = logging.getLogger(__name__)
SECONDS: Final = 10
"""How long one step of the conversation may take."""
_POLICY: Final = SMTP.clone(cte_type="7bit")
"""Not every server takes eight bits; any takes what is encoded in seven."""
_ADDRESS_LIKE: Final = re.compile(r"[<(]?\S+@\S+[>)]?")
_REASON_LENGTH: Final = 200
Safety = Literal["starttls", "tls", "none"]


@dataclass(frozen=True, slots=True)
class MailServer:
    """The server that takes our mail: where, as whom, under which address, and how the connection is made safe."""

    host: str
    port: int
    sender: str
    tls: Safety = "starttls"
    user: str = ""
    password: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Posted:
    """What became of a mail: ``fault`` is empty where the server took it.

    ``lost``: the connection broke, so that nobody knows whether it went.
    """

    fault: str = ""
    lost: bool = False


class Mailer:
    """A connection to the server, for use in a ``with``."""

    def __init__(self, server: MailServer) -> None:
        self._server = server
        self._open: smtplib.SMTP | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with suppress(smtplib.SMTPException, OSError):
            if self._open is not None:
                self._open.quit()
        self._close()

    def ready(self) -> None:
        """See that the connection stands. Raises ``BadInput`` where none can be made."""
        if self._open is None or self._open.sock is None:  # smtplib closes after some refusals by itself
            self._open = _connect(self._server)

    def post(self, person: Person, letter: Letter, host: str, reply_to: str) -> Posted:
        """Send a letter to a person under the host's name; the connection is ``ready``."""
        try:
            message = make_message(self._server, person, letter, host, reply_to)
        except (ValueError, MessageError):
            return Posted("address")
        try:
            cast(smtplib.SMTP, self._open).send_message(message)
        except smtplib.SMTPRecipientsRefused as error:
            code, said = next(iter(error.recipients.values()))
            return Posted(f"refused: {_reason(code, said)}")
        except (smtplib.SMTPSenderRefused, smtplib.SMTPDataError) as error:
            return Posted(f"refused: {_reason(error.smtp_code, error.smtp_error)}")
        except (smtplib.SMTPNotSupportedError, UnicodeError):
            return Posted("address")
        except (smtplib.SMTPException, OSError) as error:
            self._close()
            return Posted(f"lost: {_reason(0, str(error))}", lost=True)
        return Posted()

    def _close(self) -> None:
        if self._open is not None:
            self._open.close()
            self._open = None


def make_message(
    server: MailServer, person: Person, letter: Letter, host: str, reply_to: str
) -> EmailMessage:
    """The mail as it goes out, in UTF-8. Raises ``ValueError`` or ``MessageError`` for an address no mail can bear."""
    message = EmailMessage(policy=_POLICY)
    message["From"] = Address(display_name=host, addr_spec=server.sender)
    message["To"] = Address(display_name=person.name, addr_spec=person.email)
    if is_address(reply_to):
        message["Reply-To"] = Address(addr_spec=reply_to)
    message["Subject"] = letter.subject
    message["Date"] = format_datetime(now())
    message["Message-ID"] = make_msgid(domain=server.sender.rpartition("@")[2])
    message.set_content(letter.body)
    return message


def _connect(server: MailServer) -> smtplib.SMTP:
    context = ssl.create_default_context()
    try:
        made = (
            smtplib.SMTP_SSL(server.host, server.port, timeout=SECONDS, context=context)
            if server.tls == "tls"
            else smtplib.SMTP(server.host, server.port, timeout=SECONDS)
        )
    except ssl.SSLError as error:
        raise _unfit("mail_tls", error) from None
    except (smtplib.SMTPException, OSError) as error:
        raise _unfit("mail_away", error) from None
    try:
        _introduce(made, server, context)
    except BaseException:
        made.close()
        raise
    return made


def _introduce(made: smtplib.SMTP, server: MailServer, context: ssl.SSLContext) -> None:
    """Make the connection safe and sign in, as far as the settings say so."""
    if server.tls == "starttls":
        try:
            made.starttls(context=context)
        except (smtplib.SMTPException, OSError) as error:
            raise _unfit("mail_tls", error) from None
    if server.user:
        try:
            made.login(server.user, server.password)
        except (smtplib.SMTPException, OSError, UnicodeError) as error:
            raise _unfit("mail_login", error) from None


def _unfit(code: str, error: Exception) -> BadInput:
    code_of, said = getattr(error, "smtp_code", 0), getattr(error, "smtp_error", str(error))
    words = _reason(code_of, said)
    _log.warning("%s: %s", code, words)
    return BadInput([problem(code, "mail", reason=words)])


def _reason(code: int, said: bytes | str) -> str:
    """What the server said, in one line and without addresses: a reason is kept, an address is not."""
    words = said.decode("utf-8", "replace") if isinstance(said, bytes) else said
    line = _ADDRESS_LIKE.sub("…", " ".join(words.split()))
    return f"{code or ''} {line}".strip()[:_REASON_LENGTH]
