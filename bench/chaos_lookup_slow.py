"""A slow way to PostgreSQL: a process that passes everything on, after as long a wait as it is told, or never."""

import asyncio
import contextlib
from asyncio import StreamReader, StreamWriter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.sharedctypes import Synchronized

from tests.servers import free_port
from tests.waiting import wait_until

CHUNK = 64 * 1024
FROZEN = 1e9  # seconds
LOOK_SECONDS = 0.02


@dataclass(frozen=True)
class SlowNetwork:
    """Listens at `port`. Every question waits for `delay` seconds before it goes on; answers do not."""

    port: int
    _delay: "Synchronized[float]"

    def be_slow(self, seconds: float) -> None:
        """From now on each question takes so much longer."""
        self._delay.value = seconds

    def freeze(self) -> None:
        """Nothing goes on until `be_slow`; connections stay."""
        self.be_slow(FROZEN)


@contextmanager
def a_slow_network(target: int) -> Iterator[SlowNetwork]:
    """A way to the local port `target`, at full speed at first; a process of its own, for readers are busy here."""
    context = get_context("spawn")
    network = SlowNetwork(free_port(), context.Value("d", 0.0))
    process = context.Process(target=_serve, args=(network.port, target, network._delay), daemon=True)
    process.start()
    try:
        wait_until("the slow network", lambda: _listens(network.port))
        yield network
    finally:
        process.terminate()
        process.join()


def _serve(port: int, target: int, delay: "Synchronized[float]") -> None:
    async def join(near: StreamReader, to_near: StreamWriter) -> None:
        try:
            far, to_far = await asyncio.open_connection("127.0.0.1", target)
        except OSError:
            to_near.close()
            return
        await asyncio.gather(_pass(near, to_far, delay), _pass(far, to_near, None))

    async def serve() -> None:
        async with await asyncio.start_server(join, "127.0.0.1", port) as server:
            await server.serve_forever()

    asyncio.run(serve())


async def _pass(source: StreamReader, sink: StreamWriter, delay: "Synchronized[float] | None") -> None:
    loop = asyncio.get_running_loop()
    with contextlib.suppress(OSError):
        while chunk := await source.read(CHUNK):
            if delay:
                await _wait(loop.time(), delay)
            sink.write(chunk)
            await sink.drain()
    sink.close()


async def _wait(since: float, delay: "Synchronized[float]") -> None:
    """Until the delay is over; it may be changed meanwhile."""
    loop = asyncio.get_running_loop()
    while True:
        left = since + delay.value - loop.time()
        if left <= 0:
            return
        await asyncio.sleep(min(left, LOOK_SECONDS))


def _listens(port: int) -> bool:
    async def connect() -> None:
        _, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.close()

    with contextlib.suppress(OSError):
        asyncio.run(connect())
        return True
    return False
