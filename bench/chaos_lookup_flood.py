"""Very many look-ups at once, from one process: a stampede on one code, and a flood of codes that do not exist."""

import asyncio
from asyncio import StreamReader, StreamWriter
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from itertools import repeat
from random import Random

from bench.data import an_agency
from tests.builders import a_code

TIMEOUT_SECONDS = 30.0


@dataclass(frozen=True)
class Connection:
    """One connection that is kept open from request to request."""

    reader: StreamReader
    writer: StreamWriter

    async def get(self, code: str) -> tuple[int, bytes]:
        """Status and body of a look-up."""
        self.writer.write(f"GET /v1/dossiers/{code} HTTP/1.1\r\nHost: chaos\r\n\r\n".encode())
        head = await self.reader.readuntil(b"\r\n\r\n")
        length = int(head.lower().partition(b"content-length:")[2].split()[0])
        return int(head.split()[1]), await self.reader.readexactly(length)


def stampede(port: int, serial: int, many: int) -> Counter[tuple[int, bytes]]:
    """Ask for one code over so many connections at the same moment; how often each answer came."""
    return asyncio.run(_stampede(port, a_code(serial), many))


def flood(port: int, many: int, connections: int, chance: Random) -> Counter[int]:
    """Ask for so many random codes that are nobody's; how often each status came."""
    codes = _unknown_codes(many, chance)
    return asyncio.run(_flood(port, codes, connections))


async def _stampede(port: int, code: str, many: int) -> Counter[tuple[int, bytes]]:
    opened = [await _connect(port) for _ in range(many)]
    answers = await asyncio.gather(*[asyncio.wait_for(one.get(code), TIMEOUT_SECONDS) for one in opened])
    for one in opened:
        one.writer.close()
    return Counter(answers)


async def _flood(port: int, codes: Iterator[str], connections: int) -> Counter[int]:
    statuses: Counter[int] = Counter()

    async def ask() -> None:
        connection = await _connect(port)
        with closing(connection.writer):
            for code in codes:
                status, _ = await asyncio.wait_for(connection.get(code), TIMEOUT_SECONDS)
                statuses[status] += 1

    await asyncio.gather(*[ask() for _ in range(connections)])
    return statuses


async def _connect(port: int) -> Connection:
    return Connection(*await asyncio.open_connection("127.0.0.1", port))


def _unknown_codes(many: int, chance: Random) -> Iterator[str]:
    agencies: Sequence[str] = [an_agency(number).code.value for number in range(20, 90)]
    for _ in repeat(None, many):
        day, serial = chance.randint(1, 28), chance.randint(0, 9_999_999)
        yield f"{chance.choice(agencies)}-26{chance.randint(1, 12):02}{day:02}-{serial:07}"
