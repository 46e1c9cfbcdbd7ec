"""A consultation with people to be invited, and short ways to hand them links."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import text

from lbsap.actions.editors.inviting import Listing, Panel, add_people, open_panel
from lbsap.actions.editors.mailing import Handed, Order, hand_out, see_sent, send_mails
from lbsap.actions.editors.smtp import MailServer
from lbsap.model.panel import Message
from lbsap.registry import Registry
from lbsap.store.tokens import new_token
from tests.actions.experts.setting import AT, EDITOR, Setting
from tests.services.mail import Letterbox

PEOPLE = (
    "姓名,单位,电子邮箱,专家类别,语言\n"
    "王小明,某大学,wang@example.org,survey,zh\n"
    "Ann Lee,An institute,lee@example.org,policy,en\n"
    "李四,某局,,,\n"
    "买买提·阿卜杜拉,某中心,maimaiti@example.org,,\n"
)
BASE = "https://consultation.example.org/e/i/"


def address(token: str) -> str:
    """The address of a link."""
    return BASE + token


@dataclass
class Handing:
    """A panel in a setting, and what is done with it."""

    setting: Setting
    registry: Registry

    def add(self, people: str = PEOPLE, key: str = "") -> Any:
        """Add people by a list."""
        listing = Listing("people.csv", people.encode())
        return add_people(
            EDITOR,
            self.setting.engine,
            self.registry,
            self.setting.consultation,
            listing,
            key or new_token(),
            AT,
        )

    @property
    def panel(self) -> Panel:
        """The panel as it is now."""
        return open_panel(EDITOR, self.setting.engine, self.setting.consultation)

    def order(self, to: str, key: str = "") -> Order:
        """A form opened now."""
        return Order(to, key or new_token(), self.panel.seen)

    def hand(self, order: Order, at: datetime = AT, channel: Any = "page") -> tuple[Handed, ...]:
        """Hand links out by a page or a file."""
        return hand_out(EDITOR, self.setting.engine, self.setting.consultation, order, channel, address, at)

    def mail(self, box: Letterbox, order: Order, at: datetime = AT, **more: Any) -> None:
        """Send mails by a server."""
        server = MailServer("localhost", box.port, "panel@example.org", **({"tls": "none"} | more))
        send_mails(EDITOR, self.setting.engine, server, self.setting.consultation, order, address, at)

    def sent(self, after: int = 0) -> list[tuple[str, str, str]]:
        """Name, kind and fortune of the messages after a given one."""
        found = see_sent(EDITOR, self.setting.engine, self.setting.consultation, after)
        return [(one.person.name if one.person else "", said.kind, said.fortune) for said, one in found]

    def messages(self) -> list[Message]:
        """All messages."""
        return [said for said, _ in see_sent(EDITOR, self.setting.engine, self.setting.consultation, 0)]

    def invitation(self, name: str) -> int:
        """The id of a person's invitation."""
        return next(one.id for one in self.panel.people if one.person and one.person.name == name)

    def everything(self) -> str:
        """Every cell of the tables that may hold no address and no token: messages and the audit trail."""
        with self.setting.engine.connect() as connection:
            queries = [text("SELECT * FROM message"), text("SELECT * FROM audit_event")]
            return str([row for query in queries for row in connection.execute(query)])


def token_in(words: str) -> str:
    """The token of the link in a message."""
    return words.partition(BASE)[2].split()[0]
