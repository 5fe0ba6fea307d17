"""A bridge in parts, for tests that move it step by step."""

from concurrent.futures import Executor
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from lookup_api.store.sealing import Sealer
from sms_bridge.channels.recording import RecordingChannel
from sms_bridge.commands import ReadCode
from sms_bridge.inbound import Answerer, Inbox, Understanding
from sms_bridge.limits import Limits
from sms_bridge.outbound import Pace, Sender
from sms_bridge.tables import IncomingRow, OutgoingRow
from sms_bridge.writing.replies import LookUp
from tests.builders import NOW
from tests.sms_bridge.builders import CHANNEL, OUR_NUMBER, an_incoming_sms, no_local_codes


@dataclass
class Clock:
    """A time that stands still until it is moved."""

    now: datetime = NOW

    def __call__(self) -> datetime:
        return self.now

    def move(self, **by: float) -> None:
        """Let time pass: `clock.move(minutes=5)`."""
        self.now += timedelta(**by)


@dataclass
class BridgeInParts:
    """Inbox, answerer and sender on one database, with a channel that records."""

    sessions: sessionmaker[Session]
    sealer: Sealer
    threads: Executor
    clock: Clock
    look_up: LookUp
    channel: RecordingChannel
    read_code: ReadCode = no_local_codes
    limits: Limits = field(default_factory=Limits)
    pace: Pace = field(default_factory=lambda: Pace(window=4))

    @property
    def inbox(self) -> Inbox:
        return Inbox(self.sessions, self.sealer, frozenset({OUR_NUMBER, "8099"}), clock=self.clock)

    @property
    def answerer(self) -> Answerer:
        understanding = Understanding(self.read_code, self.look_up, frozenset({"TTHS", "HS"}))
        return Answerer(self.sessions, self.sessions, self.sealer, understanding, self.limits, self.clock)

    @property
    def sender(self) -> Sender:
        sessions, channels = self.sessions, {CHANNEL: self.channel}
        return Sender(sessions, sessions, self.sealer, channels, self.threads, self.pace, self.clock, lambda: 1.0)

    def hear(self, *texts: str, **stated: Any) -> None:
        """Take these messages in, a second apart from each other."""
        for text in texts:
            self.inbox.accept(an_incoming_sms(text, **stated))
            self.clock.move(seconds=1)

    def work(self) -> None:
        """Answer and send all that can be answered and sent now."""
        while self.answerer.answer_waiting() or self.sender.send_due():
            pass

    @property
    def sent(self) -> list[str]:
        """The texts that left, in order."""
        return [sms.text for sms in sorted(self.channel.sent, key=lambda sms: sms.id)]

    def incoming(self) -> list[IncomingRow]:
        """What the database knows of incoming messages."""
        with self.sessions() as session:
            return list(session.scalars(select(IncomingRow).order_by(IncomingRow.id)))

    def outgoing(self) -> list[OutgoingRow]:
        """What the database knows of outgoing messages."""
        with self.sessions() as session:
            return list(session.scalars(select(OutgoingRow).order_by(OutgoingRow.id)))

    def after_a_crash(self) -> "BridgeInParts":
        """The same bridge started anew on the same database, with an empty record of what it sends."""
        return replace(self, channel=RecordingChannel())
