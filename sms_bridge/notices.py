"""Notices: a number that somebody asked for is asked whether it agrees, and one that has agreed is told of each change
that matters, once. What is written to whom, and that it was, are one transaction: a crash repeats and loses nothing.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy.orm import Session, sessionmaker

from lookup_api.contract import answer_for
from lookup_api.domain.calendar import WorkCalendar
from lookup_api.domain.disclosure import Tier
from lookup_api.domain.phone import PhoneNumber
from lookup_api.domain.status import Status
from lookup_api.store.dossiers import StoredDossier, find_dossiers_numbered
from lookup_api.store.events import list_events
from lookup_api.store.late_notices import has_late, take_late
from lookup_api.store.notice_follower import has_news, lock_position, move_on
from lookup_api.store.notices import Notice, end_notice, has_uninvited, list_agreed, mark_seen, take_uninvited
from lookup_api.store.sealing import Sealer
from provisioning.clock import utc_now
from sms_bridge.store.outbox import Message, notice_occasion, queue_message
from sms_bridge.writing.notice_text import invitation, news
from sms_bridge.writing.voice import Voice

BATCH = 50
EVENTS = 500
TOLD = frozenset(
    {
        Status.RECEIVED,
        Status.REFUSED,
        Status.SUPPLEMENT_REQUESTED,
        Status.PAYMENT_REQUIRED,
        Status.STOPPED,
        Status.FINISHED,
    }
)
"""What a citizen has to know, or to do something about. That the result was handed over, or that they withdrew, they
know themselves.
"""
LAST = frozenset({Status.REFUSED, Status.WITHDRAWN, Status.STOPPED, Status.RETURNED})
"""After that there is nothing more to tell, and the number is forgotten."""


@dataclass(frozen=True)
class Post:
    """From where messages leave: the gateway's name, and our number ("": the gateway's own)."""

    channel: str
    our_number: str = ""


@dataclass(frozen=True)
class Notifier:
    """Puts notices into the outgoing queue. News wait for office hours; of several changes by then the last is told."""

    reads: sessionmaker[Session]
    writes: sessionmaker[Session]
    sealer: Sealer
    post: Post
    voice: Voice = field(default_factory=Voice)
    calendar: WorkCalendar = field(default_factory=WorkCalendar)
    clock: Callable[[], datetime] = utc_now

    def notify(self) -> bool:
        """Ask and tell once; whether there was something to do, so that there may be more."""
        return any([self.invite(), self.tell_changes()])

    def invite(self) -> bool:
        """Ask the numbers that wait for it whether they agree; at any hour, for they have just asked at a kiosk."""
        with self.reads() as session:
            if not has_uninvited(session):
                return False
        now = self.clock()
        with self.writes.begin() as session:
            for notice in take_uninvited(session, now, BATCH):
                text = invitation(notice.code, notice.language, self.voice)
                self._queue(session, notice, "invitation", text)
        return True

    def tell_changes(self) -> bool:
        """Follow the events, and tell who has agreed."""
        if not self.calendar.is_open(self.clock()):
            return False
        with self.reads() as session:
            if not has_news(session):
                return False
        with self.writes.begin() as session:
            events = list_events(session, lock_position(session), EVENTS)
            if events:
                self._tell(session, {event.change.dossier_id for event in events})
                move_on(session, events[-1].number)
        return bool(events)

    def tell_late(self) -> bool:
        """Tell who has agreed that a dossier is late, with an apology."""
        now = self.clock()
        if not self.calendar.is_open(now):
            return False
        with self.reads() as session:
            if not has_late(session, now):
                return False
        with self.writes.begin() as session:
            late = take_late(session, now, BATCH)
            found = find_dossiers_numbered(session, {notice.dossier_id for notice in late})
            for notice in late:
                stored = found[notice.dossier_id]
                self._queue(session, notice, f"late:{stored.standing.version}", self._news(notice, stored))
        return bool(late)

    def _tell(self, session: Session, numbers: set[int]) -> None:
        notices = list_agreed(session, numbers)
        found = find_dossiers_numbered(session, {notice.dossier_id for notice in notices})
        for notice in notices:
            stored = found[notice.dossier_id]
            if stored.status is not None and stored.status != notice.seen_status:
                self._tell_one(session, notice, stored, stored.status)

    def _tell_one(self, session: Session, notice: Notice, stored: StoredDossier, status: Status) -> None:
        if status in TOLD:
            self._queue(session, notice, f"change:{stored.standing.version}", self._news(notice, stored))
        if status in LAST:
            end_notice(session, notice.id)
        else:
            mark_seen(session, notice.id, status)

    def _news(self, notice: Notice, stored: StoredDossier) -> str:
        """From what a stranger may know: a text message may be read by others."""
        answer = answer_for(Tier.STRANGER, stored.dossier, self.calendar, self.clock())
        return news(notice.code, answer, notice.language, self.voice)

    def _queue(self, session: Session, notice: Notice, what: str, text: str) -> None:
        phone = PhoneNumber(self.sealer.open(notice.phone_sealed))
        occasion = notice_occasion(notice.id, what)
        message = Message(occasion, self.post.channel, self.post.our_number, phone, text)
        queue_message(session, message, self.sealer, self.clock())
