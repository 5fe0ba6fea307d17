"""SMPP 3.4: one link to an SMSC, for sending and for receiving. The event loop lives in one thread of its own; all else
is threads (docs/adr/0020).
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import partial
from queue import SimpleQueue
from threading import Thread
from time import monotonic

from aiosmpplib import PhoneNumber, SubmitSm
from aiosmpplib.state import NPI, TON

from sms_bridge.channels.long_messages import WITH_HEADER, Cut, cut
from sms_bridge.channels.ports import Accepted, Receiver
from sms_bridge.channels.sent_parts import SentParts
from sms_bridge.channels.smpp_link import LinkPace, SmppLink
from sms_bridge.channels.smpp_pdu import as_part, as_report, read_delivered
from sms_bridge.channels.smpp_session import Address, Answer, SessionOver
from sms_bridge.errors import MessageNotReadable, Refusal, SmsFailed
from sms_bridge.messages import OutgoingSms

HEARERS = 2  # threads that keep what is delivered
REPORT_WANTED = 1
UNREACHABLE = Refusal("unreachable", retryable=True)
NO_ANSWER = Refusal("no_answer", retryable=True)
NOT_WRITABLE = Refusal("not_writable", retryable=False)
REFUSALS = {
    0x08: Refusal("temporary", retryable=True),
    0x0A: Refusal("our_number_denied", retryable=True),  # the operator mends it, and the reply is still wanted
    0x0B: Refusal("number_denied", retryable=False),
    0x14: Refusal("throttled", retryable=True),
    0x45: Refusal("rejected", retryable=False),
    0x48: Refusal("our_number_denied", retryable=True),
    0x50: Refusal("number_denied", retryable=False),
    0x58: Refusal("throttled", retryable=True),
    0x61: Refusal("rejected", retryable=False),
    0x62: Refusal("rejected", retryable=False),
    0x66: Refusal("rejected", retryable=False),
    0x65: Refusal("rejected", retryable=False),
    0x01: Refusal("rejected", retryable=False),
}

log = logging.getLogger(__name__)


@dataclass
class SmppChannel:
    """Sends and receives while it is `running`; `name` is its name in the bridge."""

    name: str
    address: Address
    receiver: Receiver
    pace: LinkPace = field(default_factory=LinkPace)
    _loop: asyncio.AbstractEventLoop | None = field(default=None, repr=False)
    _link: SmppLink | None = field(default=None, repr=False)
    _sent: SentParts = field(default_factory=SentParts, repr=False)

    @contextmanager
    def running(self) -> Iterator[None]:
        """Keep the link up for as long as the block lasts; at its end the SMSC is told."""
        begun: SimpleQueue[Callable[[], object]] = SimpleQueue()
        with ThreadPoolExecutor(HEARERS, f"{self.name} heard") as hearers:
            live = partial(self._live, hearers, begun)
            thread = Thread(target=lambda: asyncio.run(live()), name=f"{self.name} link", daemon=True)
            thread.start()
            end = begun.get()
            try:
                yield
            finally:
                end()
                thread.join()

    def send(self, sms: OutgoingSms) -> Accepted:
        """Hand the message over part by part; SmsFailed by the table above. At the next try it goes on at the part that
        failed. The receipt is asked for with the last part only, and the message has that part's name.
        """
        give_up_at = monotonic() + self.pace.answer_seconds
        parts = cut(sms.text, sms.id)
        for number in range(self._sent.of(sms.id), len(parts)):
            make = partial(_submit_sm, sms, parts[number], number == len(parts) - 1)
            answer = self._submit(make, give_up_at - monotonic())
            if answer.status:
                raise SmsFailed(refusal_of(answer.status))
            self._sent.took(sms.id, number + 1)
        self._sent.forget(sms.id)
        return Accepted(answer.provider_id)

    def _submit(self, make: "partial[SubmitSm]", seconds: float) -> Answer:
        link, loop = self._link, self._loop
        if link is None or loop is None:
            raise SmsFailed(UNREACHABLE)
        answer = asyncio.run_coroutine_threadsafe(link.submit(make, seconds), loop)
        try:
            return answer.result(max(seconds, 0) + 1)
        except TimeoutError as error:
            answer.cancel()
            raise SmsFailed(NO_ANSWER) from error
        except ValueError as error:
            raise SmsFailed(NOT_WRITABLE) from error
        except (SessionOver, OSError) as error:
            raise SmsFailed(UNREACHABLE) from error

    async def _live(self, hearers: ThreadPoolExecutor, begun: "SimpleQueue[Callable[[], object]]") -> None:
        """In the loop's thread; `begun` gets what ends it."""
        self._loop = loop = asyncio.get_running_loop()

        def hear(pdu: bytes, session: str) -> Awaitable[None]:
            return loop.run_in_executor(hearers, self._hear, pdu, session)

        ended = asyncio.Event()
        self._link = link = SmppLink(self.address, self.pace, hear)
        keeping = asyncio.create_task(link.keep_up())
        begun.put(partial(loop.call_soon_threadsafe, ended.set))
        await ended.wait()
        self._loop = self._link = None
        with suppress(TimeoutError):
            await link.leave()
        keeping.cancel()
        with suppress(asyncio.CancelledError):
            await keeping

    def _hear(self, pdu: bytes, session: str) -> None:
        """Keep what was delivered. What cannot be read is acknowledged: it would come again for ever."""
        try:
            delivered = read_delivered(pdu)
            if not delivered.is_receipt:
                self.receiver.accept_part(as_part(delivered, self.name, session))
            elif report := as_report(delivered, self.name):
                self.receiver.accept_report(report)
        except MessageNotReadable:
            log.warning("the SMSC delivered what is neither a message nor a receipt")


def refusal_of(status: int) -> Refusal:
    """What a status other than 0 means; one that we do not know, a vendor's own, is tried again."""
    return REFUSALS.get(status) or Refusal(f"status_{status:#x}", retryable=True)


def _submit_sm(sms: OutgoingSms, part: Cut, is_last: bool) -> SubmitSm:
    message = SubmitSm(
        short_message=part.text or " ",
        source=_address(sms.our_number),
        destination=_address(sms.to.e164),
        esm_class=WITH_HEADER if part.header else 0,
        registered_delivery=REPORT_WANTED if is_last else 0,
        encoding=None if part.is_gsm else "ucs2",
    )
    message.set_encoded_message(part.header + part.content)
    return message


def _address(number: str) -> PhoneNumber:
    """A number in the international form, a short code or a name."""
    if number.startswith("+"):
        return PhoneNumber(number[1:], TON.INTERNATIONAL, NPI.ISDN)
    if number.isdecimal() or not number:
        return PhoneNumber(number, TON.UNKNOWN, NPI.ISDN if number else NPI.UNKNOWN)
    return PhoneNumber(number, TON.ALPHANUMERIC, NPI.UNKNOWN)
