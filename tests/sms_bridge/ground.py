"""The bridge's side of a channel: an intake on a database of its own, and what is in it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session, sessionmaker

from lookup_api.domain.phone import PhoneNumber
from lookup_api.store.sealing import Sealer
from provisioning.clock import utc_now
from provisioning.database import open_engine
from sms_bridge.channels.ports import Channel
from sms_bridge.inbound import Inbox
from sms_bridge.intake import Intake, Settler
from sms_bridge.messages import OutgoingSms
from sms_bridge.outbound import Sender
from sms_bridge.store.outbox import Message, queue_message
from sms_bridge.tables import IncomingRow, OutgoingRow

OUR_NUMBER = "8099"


class InTurn:
    """An executor that does each thing at once."""

    def map(self, work: Callable[[Any], Any], things: Any) -> list[Any]:
        """The results."""
        return [work(thing) for thing in things]


@dataclass(frozen=True)
class Ground:
    """`key` opens what lies in the database of `url`."""

    url: str
    key: str
    engine: Engine

    @classmethod
    def at(cls, url: str, key: str) -> "Ground":
        """On a migrated database."""
        return cls(url, key, open_engine(url, writes=True))

    @property
    def sealer(self) -> Sealer:
        return Sealer.from_text(self.key)

    @property
    def sessions(self) -> sessionmaker[Session]:
        return sessionmaker(self.engine)

    @property
    def intake(self) -> Intake:
        return Intake(self._inbox)

    @property
    def _inbox(self) -> Inbox:
        return Inbox(self.sessions, self.sealer)

    def kept(self, sender: str) -> list[str]:
        """The messages of this phone, in order."""
        with self.sessions() as session:
            rows = session.scalars(select(IncomingRow).order_by(IncomingRow.id)).all()
        opened = [(row.sender_sealed and self.sealer.open(row.sender_sealed), row.text_sealed) for row in rows]
        return [self.sealer.open(text) for found, text in opened if found == sender and text]

    def send(self, channel: str, by: Channel, sms: OutgoingSms) -> int:
        """Queue a message and send it; gives our number of it."""
        message = Message(f"test:{sms.id}", channel, sms.our_number, PhoneNumber(sms.to.e164), sms.text)
        with self.sessions.begin() as session:
            assert queue_message(session, message, self.sealer, utc_now())
            row = session.scalars(select(OutgoingRow).where(OutgoingRow.occasion == message.occasion)).one()
            id_ = row.id
        threads: Any = InTurn()
        Sender(self.sessions, self.sessions, self.sealer, {channel: by}, threads).send_due()
        return id_

    def sent(self, id_: int) -> OutgoingRow:
        """What is known of a message of ours, once all reports have found their messages."""
        settler = Settler(self.sessions, self._inbox)
        while settler.settle_reports():
            pass
        with self.sessions() as session:
            return session.get_one(OutgoingRow, id_)
