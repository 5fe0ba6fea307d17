"""The link to an SMSC, kept up: connections one after another, and messages at a pace that the SMSC bears."""

import asyncio
import logging
import random
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sms_bridge.channels.smpp_session import Address, Answer, Hear, Session, SessionOver

THROTTLED, QUEUE_FULL = 0x58, 0x14
BUSY = (THROTTLED, QUEUE_FULL)
FIRST_PAUSE, LONGEST_PAUSE = 0.25, 4.0
LEAVE_SECONDS = 2.0

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class LinkPace:
    """`window` messages wait for an answer at once, and `per_second` leave; an SMSC that is away is asked again after
    `first_wait` seconds, then after twice as long up to `longest_wait`. A message, with all its parts, has
    `answer_seconds` before it is a refusal, and `connect_seconds` when there is no connection.
    """

    window: int = 10
    per_second: float = 20.0
    answer_seconds: float = 8.0
    connect_seconds: float = 1.0
    enquire_seconds: float = 20.0
    first_wait: float = 0.5
    longest_wait: float = 30.0


class SmppLink:
    """Used by one event loop. `hear` is given what the SMSC delivers and the name of the connection."""

    def __init__(self, address: Address, pace: LinkPace, hear: Callable[[bytes, str], Any]) -> None:
        self._address = address
        self._pace = pace
        self._hear = hear
        self._window = asyncio.Semaphore(pace.window)
        self._bound = asyncio.Event()
        self._session: Session | None = None
        self._next_send = 0.0

    async def keep_up(self) -> None:
        """Connect, and again whenever the connection has ended; until it is cancelled."""
        failures = 0
        while True:
            was_bound = await self._connection()
            failures = 0 if was_bound else failures + 1
            longest = min(self._pace.longest_wait, self._pace.first_wait * 2 ** min(failures, 10))
            await asyncio.sleep(longest * random.uniform(0.5, 1.0))

    async def submit(self, make: Callable[[], Any], seconds: float) -> Answer:
        """Send the SubmitSm that `make` gives, and again while the SMSC is busy and there is time. TimeoutError when it
        does not answer in `seconds`, SessionOver when there is no connection.
        """
        loop = asyncio.get_running_loop()
        give_up_at = loop.time() + seconds
        pause = FIRST_PAUSE
        async with asyncio.timeout_at(give_up_at):
            while True:
                answer = await self._submit_once(make())
                if answer.status not in BUSY or loop.time() + pause > give_up_at:
                    return answer
                self._next_send = max(self._next_send, loop.time() + pause * random.uniform(0.5, 1.0))  # for all
                pause = min(2 * pause, LONGEST_PAUSE)

    async def leave(self) -> None:
        """Say goodbye to the SMSC, if there is time."""
        if self._session is not None and self._bound.is_set():
            async with asyncio.timeout(LEAVE_SECONDS):
                await self._session.stop()

    async def _connection(self) -> bool:
        """One connection from beginning to end; whether the SMSC let us in."""
        name = f"{random.getrandbits(64):016x}"
        hear = self._hearing(name)
        self._session = session = Session(self._address, hear, self._bound.set, self._pace.enquire_seconds)
        try:
            await session.start()
        except SessionOver:
            pass
        except Exception:
            log.exception("the link to the SMSC broke in a way of its own")
        finally:
            was_bound = self._bound.is_set()
            self._bound.clear()
            session.end()
        log.warning("no connection to the SMSC at %s:%d", self._address.host, self._address.port)
        return was_bound

    def _hearing(self, name: str) -> Hear:
        async def hear(pdu: bytes) -> None:
            await self._hear(pdu, name)

        return hear

    async def _submit_once(self, message: Any) -> Answer:
        async with self._window:
            await self._my_turn()
            return await (await self._connected()).submit(message)

    async def _my_turn(self) -> None:
        """Wait so that no more than `per_second` leave."""
        now = asyncio.get_running_loop().time()
        turn = max(now, self._next_send)
        self._next_send = turn + 1 / self._pace.per_second
        await asyncio.sleep(turn - now)

    async def _connected(self) -> Session:
        try:
            async with asyncio.timeout(self._pace.connect_seconds):
                await self._bound.wait()
        except TimeoutError as error:
            raise SessionOver from error
        if self._session is None:
            raise SessionOver
        return self._session
