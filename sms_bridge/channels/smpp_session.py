"""One connection to an SMSC: aiosmpplib's, with what it leaves out put right (docs/adr/0020).

It ends when the connection does: whoever keeps the link up begins another one.
"""

import asyncio
import logging
import struct
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from logging import CRITICAL, NullHandler
from typing import Any

from aiosmpplib import ESME, SubmitSm
from aiosmpplib.broker import AbstractBroker
from aiosmpplib.correlator import AbstractCorrelator
from aiosmpplib.hook import AbstractHook
from aiosmpplib.protocol import DeliverSmResp, GenericNack, SmppMessage
from aiosmpplib.retrytimer import AbstractRetryTimer
from aiosmpplib.state import PduHeader, SmppCommand, SmppCommandStatus, SmppError
from aiosmpplib.throttle import AbstractThrottleHandler
from sqlalchemy.exc import SQLAlchemyError

HEADER = struct.Struct("!IIII")
LARGEST_PDU = 70_000
IS_RESPONSE = 0x8000_0000
GENERIC_NACK, SUBMIT_SM_RESP, BIND_RESPONSE = 0x8000_0000, 0x8000_0004, 0x8000_0009
DELIVERIES_AT_ONCE = 20  # more are not read from the socket: the SMSC then waits
OK = 0
COMMANDS = frozenset(map(int, SmppCommand))
STATUSES = frozenset(map(int, SmppCommandStatus))

log = logging.getLogger(__name__)

Hear = Callable[[bytes], Awaitable[None]]


class SessionOver(Exception):
    """The connection to the SMSC has ended, or never began."""


@dataclass(frozen=True)
class Address:
    """Where the SMSC is, and who we are to it."""

    host: str
    port: int
    system_id: str
    password: str
    system_type: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """What the SMSC says to a message: its status (0: taken), and its name of the message."""

    status: int
    provider_id: str


class Session(ESME):
    """A connection. `hear` keeps what was delivered before it is acknowledged; when it fails, the SMSC is asked to come
    again. `bound` is called once the SMSC has let us in.
    """

    def __init__(self, address: Address, hear: Hear, bound: Callable[[], None], enquire_seconds: float) -> None:
        self._waiting, self._queue = Waiting(), Queue()
        super().__init__(
            address.host,
            address.port,
            address.system_id,
            address.password,
            address.system_type,
            enquire_link_interval=enquire_seconds,
            socket_timeout=min(10.0, enquire_seconds),
            log_level=CRITICAL,  # its log holds whole messages
            log_handler=NullHandler(),
            hook=self._waiting,
            broker=self._queue,
            correlator=NothingKept(),
            throttle_handler=NeverThrottled(),
            retry_timer=OneSession(),
        )
        self._hear = hear
        self._tell_bound = bound
        self._places = asyncio.Semaphore(DELIVERIES_AT_ONCE)
        self._deliveries: set[asyncio.Task[None]] = set()

    async def submit(self, message: Any) -> Answer:
        """Send one SubmitSm, and wait for the SMSC's answer; SessionOver when the connection ends meanwhile."""
        return await self._waiting.answer_to(message, self._queue)

    async def connect(self) -> None:
        """The same, and tell whoever waits for it."""
        await super().connect()
        self._tell_bound()

    def end(self) -> None:
        """Let go of everything: what waits for an answer fails, what was not kept is not acknowledged."""
        self._waiting.end()
        for delivery in self._deliveries:
            delivery.cancel()
        if self._writer is not None:
            self._writer.close()

    async def _get_pdu(self) -> tuple[bytes, PduHeader]:
        """Vendors have statuses and commands of their own: aiosmpplib drops the connection at the first one. It cannot
        read an SMSC's no without a body either, which SMPP allows.
        """
        while True:
            head = await self._reader.readexactly(HEADER.size)
            length, command, status, sequence = HEADER.unpack(head)
            if not HEADER.size <= length <= LARGEST_PDU:
                raise ValueError("not SMPP")
            pdu = head + await self._reader.readexactly(length - HEADER.size)
            if command in COMMANDS:
                known = SmppCommandStatus(status if status in STATUSES else SmppCommandStatus.ESME_RUNKNOWNERR)
                if command == BIND_RESPONSE and status:
                    log.error("the SMSC does not let us in: %s", known.name)
                    raise SmppError(SmppCommand(command), known)
                return pdu, PduHeader(length, SmppCommand(command), known, sequence)
            if not command & IS_RESPONSE:
                await self._send_data(GenericNack(sequence, SmppCommandStatus.ESME_RINVCMDID))

    async def _handle_request(self, pdu: bytes, header: PduHeader) -> SmppMessage | None:
        """What is delivered is read by us: aiosmpplib joins the parts of two phones when their references are equal,
        and refuses what it cannot decode.
        """
        if header.smpp_command is not SmppCommand.DELIVER_SM:
            return await super()._handle_request(pdu, header)
        await self._places.acquire()
        delivery = asyncio.create_task(self._take(pdu, header.sequence_num))
        self._deliveries.add(delivery)
        delivery.add_done_callback(self._deliveries.discard)
        return None  # the answer is our business

    async def _take(self, pdu: bytes, sequence: int) -> None:
        status = SmppCommandStatus.ESME_ROK
        try:
            await self._hear(pdu)
        except SQLAlchemyError as error:
            log.error("what the SMSC delivered could not be kept: %s", type(error).__name__)
            status = SmppCommandStatus.ESME_RX_T_APPN
        except Exception:
            log.exception("what the SMSC delivered could not be kept")
            status = SmppCommandStatus.ESME_RX_T_APPN
        finally:
            self._places.release()
        if self._writer is None or self._writer.is_closing():
            return  # the SMSC delivers it again by the next connection
        with suppress(OSError):
            await self._send_data(DeliverSmResp(sequence, status))


class Waiting(AbstractHook):
    """Messages that wait for the SMSC's answer, by the key that we give them and then by their sequence number."""

    def __init__(self) -> None:
        self._answers: dict[str, asyncio.Future[Answer]] = {}
        self._keys: dict[int, str] = {}
        self._last = 0
        self._ended = False

    async def answer_to(self, message: Any, broker: "Queue") -> Answer:
        """Queue the message and wait; when nobody waits any more, it is not sent."""
        if self._ended:
            raise SessionOver
        self._last += 1
        message.log_id = key = str(self._last)
        future: asyncio.Future[Answer] = asyncio.get_running_loop().create_future()
        self._answers[key] = future
        try:
            await broker.put(message, lambda: not future.done())
            return await future
        finally:
            future.cancel()
            del self._answers[key]

    def end(self) -> None:
        """There will be no answers any more."""
        self._ended = True
        for future in self._answers.values():
            if not future.done():
                future.set_exception(SessionOver())

    async def sending(self, smpp_message: SmppMessage, pdu: bytes, client_id: str) -> None:
        """Remember under which number a message leaves."""
        if isinstance(smpp_message, SubmitSm):
            self._keys[smpp_message.sequence_num] = smpp_message.log_id

    async def received(self, smpp_message: SmppMessage | None, pdu: bytes, client_id: str) -> None:
        """Take an answer from its bytes: aiosmpplib knows no vendor's statuses."""
        _, command, status, sequence = HEADER.unpack_from(pdu)
        if command in (SUBMIT_SM_RESP, GENERIC_NACK):
            provider_id = pdu[HEADER.size :].partition(b"\0")[0].decode("latin-1")
            self._settle(self._keys.pop(sequence, ""), Answer(status, provider_id))

    async def send_error(self, smpp_message: SmppMessage, error: Exception, client_id: str) -> None:
        """A message that could not be written waits for no answer."""
        future = self._answers.get(smpp_message.log_id)
        if future and not future.done():
            future.set_exception(error)

    def _settle(self, key: str, answer: Answer) -> None:
        future = self._answers.get(key)
        if future and not future.done():
            future.set_result(answer)


class Queue(AbstractBroker):
    """What is to be sent, as long as somebody waits for it."""

    def __init__(self) -> None:
        self._queue: asyncio.Queue[tuple[Any, Callable[[], bool]]] = asyncio.Queue()

    async def put(self, message: Any, is_wanted: Callable[[], bool]) -> None:
        """Send this unless nobody wants it any more when its turn comes."""
        await self._queue.put((message, is_wanted))

    async def enqueue(self, message: SmppMessage) -> None:
        """Send this in any case."""
        await self.put(message, lambda: True)

    async def dequeue(self) -> SmppMessage:
        """What is to be sent next."""
        while True:
            message, is_wanted = await self._queue.get()
            if is_wanted():
                return message


class OneSession(AbstractRetryTimer):
    """Lets aiosmpplib not connect anew by itself: it would give answers of an old connection to the new one."""

    async def wait(self) -> None:
        """End instead."""
        raise SessionOver

    def reset(self) -> None:
        """Nothing to reset."""

    def next_delay(self) -> float:
        """No wait."""
        return 0.0


class NeverThrottled(AbstractThrottleHandler):
    """The link slows down by itself: aiosmpplib would not send for minutes."""

    async def throttled(self) -> None:
        """The link is told by the answer."""

    async def not_throttled(self) -> None:
        """The link is told by the answer."""

    async def allow_request(self) -> bool:
        """Always."""
        return True

    async def throttle_delay(self) -> float:
        """None."""
        return 0.0


class NothingKept(AbstractCorrelator):
    """We find out by ourselves what belongs together, and on disk."""

    def get_cumulated_status(self, ref_num: int) -> int:
        """Of nothing."""
        return OK

    async def expired(self, smpp_message: SmppMessage) -> None:
        """Nothing expires."""

    async def put(self, smpp_message: SmppMessage) -> None:
        """Keep nothing."""

    async def put_delivery(self, smsc_message_id: str, submit_sm: SmppMessage) -> None:
        """Keep nothing."""

    async def put_delivery_segmented(self, deliver_sm: SmppMessage) -> None:
        """Keep nothing."""

    async def get(self, response: SmppMessage) -> None:
        """Nothing is kept."""

    async def get_segmented(self, smpp_seq_num: int, remove: bool = False) -> tuple[None, int]:
        """Nothing is kept."""
        return None, OK

    async def get_delivery(self, receipt: SmppMessage) -> None:
        """Nothing is kept."""
