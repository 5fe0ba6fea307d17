"""What came in: kept at once, answered a moment later, each message once whatever happens in between."""

import logging
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy.orm import Session, sessionmaker

from lookup_api.domain.phone import PhoneNumber
from lookup_api.store.errors import SealBroken
from lookup_api.store.sealing import Sealer
from provisioning.clock import utc_now
from sms_bridge.agreement import Agreement
from sms_bridge.commands import ReadCode, understand
from sms_bridge.limits import Limits, allowed
from sms_bridge.messages import IncomingSms, Outcome, Reply
from sms_bridge.phone import HOME, mobile_number
from sms_bridge.store.inbox import (
    NewMessage,
    Waiting,
    list_waiting,
    lock_waiting,
    remember_message,
    settle_message,
    traffic_before,
)
from sms_bridge.store.outbox import Owed, queue_reply
from sms_bridge.writing.replies import LookUp, reply_to, too_many, unavailable
from sms_bridge.writing.voice import Voice

BATCH = 50
PATIENCE = timedelta(minutes=2)
"""How long a message waits for a look-up that is interrupted before its sender is told so."""

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Inbox:
    """Keeps what gateways hand over. `own_numbers` are ours, in the international form or as short codes."""

    sessions: sessionmaker[Session]
    sealer: Sealer
    own_numbers: frozenset[str] = frozenset()
    regions: Collection[str] = (HOME,)
    clock: Callable[[], datetime] = utc_now

    def accept(self, sms: IncomingSms) -> bool:
        """Keep the message; on return it is on disk, and the gateway may forget it. False when it was there already.

        Messages of machines (short codes, names, our own number) are kept as ignored: an answer would begin a loop.
        """
        with self.sessions.begin() as session:
            return self.keep(session, sms)

    def keep(self, session: Session, sms: IncomingSms) -> bool:
        """The same within a transaction that keeps other things too: on disk once it is committed."""
        sender = mobile_number(sms.sender, self.regions)
        new = NewMessage(sms, sender, self._ignored(sms, sender), self.clock())
        return remember_message(session, new, self.sealer)

    def _ignored(self, sms: IncomingSms, sender: PhoneNumber | None) -> Outcome | None:
        if sms.sender.strip() in self.own_numbers or (sender and sender.e164 in self.own_numbers):
            return Outcome.OWN_NUMBER
        return None if sender else Outcome.NOT_A_MOBILE


@dataclass(frozen=True)
class Understanding:
    """How a text becomes a reply: keywords, the reader of codes, the look-up, and how we write."""

    read_code: ReadCode
    look_up: LookUp
    keywords: frozenset[str] = frozenset()
    voice: Voice = field(default_factory=Voice)

    def reply_to(self, text: str) -> Reply:
        """The reply that `text` deserves, before any limit."""
        return reply_to(understand(text, self.keywords, self.read_code), self.look_up, self.voice)


@dataclass(frozen=True)
class Answerer:
    """Answers what waits in the inbox, by putting replies into the outgoing queue."""

    reads: sessionmaker[Session]
    writes: sessionmaker[Session]
    sealer: Sealer
    understanding: Understanding
    limits: Limits = field(default_factory=Limits)
    clock: Callable[[], datetime] = utc_now

    def answer_waiting(self) -> bool:
        """Answer a batch; whether any message was settled, so that there may be more to do."""
        with self.reads() as session:
            waiting = list_waiting(session, BATCH)
        drafts = [(message, self._draft(message)) for message in waiting]
        ready = [(message, draft) for message, draft in drafts if not self._can_wait(message, draft)]
        if ready:
            with self.writes.begin() as session:
                for message, draft in ready:
                    self._settle(session, message, draft)
        return bool(ready)

    def _carry_out(self, session: Session, reply: Reply, message: Waiting) -> Reply:
        """In the transaction that settles the message, so that both happen or neither."""
        phone = PhoneNumber(self.sealer.open(message.sender_sealed))
        agreement = Agreement(session, phone, self.sealer, self.understanding.voice)
        return agreement.carry_out(reply, self.clock())

    def _draft(self, message: Waiting) -> Reply:
        """A text that nobody foresaw must not keep all others waiting."""
        try:
            return self.understanding.reply_to(self.sealer.open(message.text_sealed))
        except SealBroken:
            log.error("message %d opens with none of the data keys", message.id)
            return Reply(Outcome.SEAL_BROKEN)
        except Exception:
            log.exception("message %d could not be answered", message.id)
            return Reply(Outcome.FAULT, unavailable(self.understanding.voice))

    def _can_wait(self, message: Waiting, draft: Reply) -> bool:
        """An interrupted look-up is tried again for a while: the answer is worth more than an excuse."""
        return draft.outcome is Outcome.UNAVAILABLE and self.clock() - message.received_at < PATIENCE

    def _settle(self, session: Session, message: Waiting, draft: Reply) -> None:
        traffic = traffic_before(session, message, self.limits)
        reply = allowed(draft, too_many(self.understanding.voice), traffic, self.limits)
        if reply.wish:
            if not lock_waiting(session, message.id):
                return
            reply = self._carry_out(session, reply, message)
        mine = settle_message(session, message.id, reply.outcome, answered=reply.text is not None)
        if mine and reply.text is not None:
            queue_reply(session, Owed.of(message, reply.text, self.sealer), self.clock())
        log.info("message %d of %.8s: %s", message.id, message.pair, reply.outcome)
