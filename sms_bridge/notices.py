"""Notices: a number that somebody asked for is asked whether it agrees, and one that has agreed is told of each change
that matters, once. What is written to whom, and that it was, are one transaction: a crash repeats and loses nothing.
"""

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy.orm import Session, sessionmaker

from lookup_api.contract import answer_for
from lookup_api.domain.calendar import WorkCalendar
from lookup_api.domain.disclosure import Tier
from lookup_api.domain.phone import PhoneNumber
from lookup_api.domain.status import Status
from lookup_api.store.dossiers import StoredDossier, find_dossiers_numbered
from lookup_api.store.errors import SealBroken
from lookup_api.store.events import list_events
from lookup_api.store.late_notices import has_late, take_late
from lookup_api.store.notice_follower import has_news, lock_position, move_on
from lookup_api.store.notices import Notice, end_notice, has_uninvited, list_agreed, mark_seen, take_uninvited
from lookup_api.store.sealing import Sealer
from provisioning.clock import utc_now
from sms_bridge.store.outbox import Message, notice_occasion, queue_message
from sms_bridge.writing.notice_text import invitation, news
from sms_bridge.writing.voice import Voice

log = logging.getLogger(__name__)

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


@dataclass(frozen=True, slots=True, repr=False)
class Addressed:
    """A notice, and the number that it is for."""

    notice: Notice
    phone: PhoneNumber


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
        now = self.clock()
        with self.reads() as session:
            if not has_uninvited(session, now):
                return False
        with self.writes.begin() as session:
            for to in self._open(session, take_uninvited(session, now, BATCH)):
                text = invitation(to.notice.code, to.notice.language, self.voice)
                self._queue(session, to, "invitation", text)
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
            for to in self._open(session, late):
                stored = found[to.notice.dossier_id]
                self._queue(session, to, f"late:{stored.standing.version}", self._news(to.notice, stored))
        return bool(late)

    def _tell(self, session: Session, numbers: set[int]) -> None:
        notices = list_agreed(session, numbers)
        found = find_dossiers_numbered(session, {notice.dossier_id for notice in notices})
        for to in self._open(session, notices):
            stored = found[to.notice.dossier_id]
            if stored.status is not None and stored.status != to.notice.seen_status:
                self._tell_one(session, to, stored, stored.status)

    def _tell_one(self, session: Session, to: Addressed, stored: StoredDossier, status: Status) -> None:
        if status in TOLD:
            self._queue(session, to, f"change:{stored.standing.version}", self._news(to.notice, stored))
        if status in LAST:
            end_notice(session, to.notice.id)
        else:
            mark_seen(session, to.notice.id, status)

    def _open(self, session: Session, notices: Iterable[Notice]) -> list[Addressed]:
        """The notices with their numbers; forgotten are those that open with no key of ours, and those that a number
        has twice, under an older key, of dossiers that became one.
        """
        opened: dict[tuple[int, str], Addressed] = {}
        for notice in notices:
            try:
                phone = PhoneNumber(self.sealer.open(notice.phone_sealed))
            except SealBroken:
                log.error("notice %d opens with none of the data keys", notice.id)
                end_notice(session, notice.id)
                continue
            kept = opened.setdefault((notice.dossier_id, phone.e164), Addressed(notice, phone))
            if kept.notice is not notice:
                end_notice(session, notice.id)
        return list(opened.values())

    def _news(self, notice: Notice, stored: StoredDossier) -> str:
        """From what a stranger may know: a text message may be read by others."""
        answer = answer_for(Tier.STRANGER, stored.dossier, self.calendar, self.clock())
        return news(notice.code, answer, notice.language, self.voice)

    def _queue(self, session: Session, to: Addressed, what: str, text: str) -> None:
        occasion = notice_occasion(to.notice.id, what)
        message = Message(occasion, self.post.channel, self.post.our_number, to.phone, text)
        queue_message(session, message, self.sealer, self.clock())
