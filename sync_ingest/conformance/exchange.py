"""One request of a sender as it came, what the sandbox said to it, and what was done to it on the way."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

import httpx


class Fault(StrEnum):
    """What the kit does to a request on purpose.

    CUT: the sandbox takes it, and the line is cut before its answer. BUSY: 503 with Retry-After, nothing is taken.
    SLOW: the sandbox's answer is held back. SESSION: the session counts as over. EXISTS: taken, and answered as if
    the dossier had been there before.
    """

    CUT = "cut"
    BUSY = "busy"
    SLOW = "slow"
    SESSION = "session"
    EXISTS = "exists"


@dataclass(frozen=True, slots=True)
class Request:
    """A request as it stands on the wire; `target` is path and query, still percent-encoded."""

    method: str
    target: str
    headers: httpx.Headers = field(repr=False)
    body: bytes = field(repr=False)

    @property
    def path(self) -> str:
        """The path alone."""
        return self.target.partition("?")[0]

    @property
    def query(self) -> str:
        """What follows the question mark; "" for nothing."""
        return self.target.partition("?")[2]


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer as it stands on the wire."""

    status: int
    headers: httpx.Headers = field(repr=False)
    body: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Exchange:
    """`number` counts from 1. `came_at` and `ended_at` (aware UTC) are when the request was there and when its answer
    was out. `reply` is the sandbox's, None where it never got the request or never answered. `heard` is what the sender
    was told: None when the line was cut.
    """

    number: int
    request: Request
    came_at: datetime
    ended_at: datetime
    reply: Reply | None = None
    heard: Reply | None = None
    fault: Fault | None = None


def plain_headers(pairs: Mapping[str, str] | Sequence[tuple[str, str]]) -> httpx.Headers:
    """Headers as letters that any header may hold: what is not Latin-1 is left out, so that nothing fails on it."""
    items = pairs.items() if isinstance(pairs, Mapping) else pairs
    return httpx.Headers([(name, value.encode("latin-1", "ignore").decode("latin-1")) for name, value in items])
