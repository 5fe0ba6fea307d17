"""The queue's other end: messages are handed to their gateways, tried again where that helps, and given up in time."""

import logging
import random
from collections.abc import Callable, Mapping
from concurrent.futures import Executor
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy.orm import Session, sessionmaker

from lookup_api.domain.phone import PhoneNumber
from lookup_api.store.errors import SealBroken
from lookup_api.store.sealing import Sealer
from provisioning.clock import utc_now
from sms_bridge.channels.ports import Channel
from sms_bridge.errors import Refusal, SmsFailed
from sms_bridge.messages import OutgoingSms
from sms_bridge.reports import plain_id
from sms_bridge.routes import Routes
from sms_bridge.store.outbox import Handed, Taken, has_due, postpone, settle_failed, settle_sent, take_due
from sms_bridge.store.reports import phone_hash

NO_SUCH_CHANNEL = Refusal("no_such_channel", retryable=True)
SEAL_BROKEN = Refusal("seal_broken", retryable=False)
TOO_OLD = Refusal("too_old", retryable=False)
UNEXPECTED = Refusal("unexpected", retryable=True)

log = logging.getLogger(__name__)

Result = Handed | Refusal


@dataclass(frozen=True, slots=True)
class Pace:
    """How a queue is worked off: `window` messages at once; after a refusal again in `first_wait`, then each time twice
    as long up to `longest_wait`; given up after `lifetime`, or `notice_lifetime` where nobody waits for a reply (not
    longer, for it would go out at night).

    `lease` is how long a message that was taken is out of the queue: longer than any gateway may take to answer. When
    this process dies in between, the message comes back then; had the gateway taken it already, it goes out twice, for
    no gateway can be asked.
    """

    window: int = 8
    lease: timedelta = timedelta(seconds=30)
    first_wait: timedelta = timedelta(seconds=2)
    longest_wait: timedelta = timedelta(minutes=5)
    lifetime: timedelta = timedelta(hours=1)
    notice_lifetime: timedelta = timedelta(hours=3)

    def lifetime_of(self, taken: Taken) -> timedelta:
        """How long this message is tried."""
        return self.notice_lifetime if taken.occasion else self.lifetime

    def wait_after(self, tries: int, chance: float) -> timedelta:
        """How long to wait after so many tries; `chance` (0 to 1) spreads it over the upper half, so that not all come
        back at once.
        """
        doublings: int = min(tries - 1, 20)
        longest = min(self.longest_wait, self.first_wait * (1 << doublings))
        return longest * (0.5 + chance / 2)


@dataclass(frozen=True)
class Sender:
    """Sends what is due, by the gateway that `routes` names or else by its own. `threads` sends the messages of one
    window at the same time.
    """

    reads: sessionmaker[Session]
    writes: sessionmaker[Session]
    sealer: Sealer
    channels: Mapping[str, Channel]
    threads: Executor
    pace: Pace = field(default_factory=Pace)
    clock: Callable[[], datetime] = utc_now
    chance: Callable[[], float] = random.random
    routes: Routes = field(default_factory=Routes)

    def send_due(self) -> bool:
        """Send a window of messages; whether there were any, so that there may be more."""
        taken = self._take()
        results = list(self.threads.map(self._try, taken))
        if taken:
            with self.writes.begin() as session:
                for one, result in zip(taken, results, strict=True):
                    self._settle(session, one, result)
        return bool(taken)

    def _take(self) -> list[Taken]:
        with self.reads() as session:
            if not has_due(session, self.clock()):
                return []
        with self.writes.begin() as session:
            return take_due(session, self.clock(), self.pace.lease, self.pace.window)

    def _try(self, taken: Taken) -> Result:
        """Every failure is a result: one message must not take its neighbours' results along."""
        if self.clock() - taken.queued_at > self.pace.lifetime_of(taken):
            return TOO_OLD
        try:
            return self._hand_over(taken, self._opened(taken))
        except SmsFailed as failure:
            return failure.refusal
        except SealBroken:
            return SEAL_BROKEN
        except Exception:
            log.exception("message %d: the channel failed in a way of its own", taken.id)
            return UNEXPECTED

    def _hand_over(self, taken: Taken, sms: OutgoingSms) -> Result:
        name = self.routes.channel_for(sms.to, taken.channel) if taken.occasion else taken.channel
        if name not in self.channels:
            return NO_SUCH_CHANNEL
        accepted = self.channels[name].send(sms)
        return Handed(taken.id, name, plain_id(accepted.provider_id), phone_hash(sms.to.e164, self.sealer))

    def _opened(self, taken: Taken) -> OutgoingSms:
        to, text = self.sealer.open(taken.to_sealed), self.sealer.open(taken.text_sealed)
        return OutgoingSms(taken.id, PhoneNumber(to), taken.our_number, text)

    def _settle(self, session: Session, taken: Taken, result: Result) -> None:
        now = self.clock()
        if isinstance(result, Handed):
            settle_sent(session, result, now)
            return
        log.warning("reply %d, try %d: %s", taken.id, taken.tries, result.code)
        if result.retryable:
            postpone(session, taken.id, result.code, now + self.pace.wait_after(taken.tries, self.chance()))
        else:
            settle_failed(session, taken.id, result.code, now)
