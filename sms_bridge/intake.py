"""What channels hand over, kept on disk: messages, parts of messages, delivery reports."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import Session, sessionmaker

from provisioning.clock import utc_now
from sms_bridge.inbound import Inbox
from sms_bridge.messages import IncomingSms
from sms_bridge.parts import IncomingPart
from sms_bridge.reports import DeliveryReport
from sms_bridge.store.parts import has_late, keep_part, take_late
from sms_bridge.store.reports import has_reports, keep_report, settle_reports

PATIENCE = timedelta(minutes=10)
"""How long a long message waits for parts that are missing; then it is answered as far as it is there."""


def nobody() -> None:
    """Wake nobody."""


@dataclass(frozen=True)
class Intake:
    """The bridge's side of every channel. `wake_answerer` and `wake_reports` are told that there is work."""

    inbox: Inbox
    wake_answerer: Callable[[], None] = nobody
    wake_reports: Callable[[], None] = nobody
    clock: Callable[[], datetime] = utc_now

    def accept(self, sms: IncomingSms) -> None:
        """Keep a whole message; on return it is on disk. One that was there already changes nothing."""
        if self.inbox.accept(sms):
            self.wake_answerer()

    def accept_part(self, part: IncomingPart) -> None:
        """Keep a part; with the last one the message itself, in the same transaction."""
        with self.inbox.sessions.begin() as session:
            whole = keep_part(session, part, self.inbox.sealer, self.clock())
            if whole:
                self.inbox.keep(session, whole)
        if whole:
            self.wake_answerer()

    def accept_report(self, report: DeliveryReport) -> None:
        """Keep a report; its message is found a moment later."""
        with self.inbox.sessions.begin() as session:
            keep_report(session, report, self.inbox.sealer, self.clock())
        self.wake_reports()


@dataclass(frozen=True)
class Settler:
    """The work that intake leaves for later."""

    reads: sessionmaker[Session]
    inbox: Inbox
    clock: Callable[[], datetime] = utc_now

    def settle_reports(self) -> bool:
        """Give reports to their messages; whether any found its own, so that there may be more."""
        now = self.clock()
        with self.reads() as session:
            if not has_reports(session, now):
                return False
        with self.inbox.sessions.begin() as session:
            return settle_reports(session, now) > 0

    def join_late(self) -> bool:
        """Hand over messages whose missing parts never came; whether there were any."""
        before = self.clock() - PATIENCE
        with self.reads() as session:
            if not has_late(session, before):
                return False
        with self.inbox.sessions.begin() as session:
            late = take_late(session, before, self.inbox.sealer)
            for sms in late:
                self.inbox.keep(session, sms)
        return bool(late)
