"""Who has which dossier's page open, and how they are told that it has changed: server-sent events, with no word of
the dossier in them.

Events are heard in the follower's thread, pages are answered on the event loop; only `Watchers` knows both.
"""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Collection
from contextlib import suppress
from dataclasses import dataclass, field
from random import uniform
from threading import Lock

from starlette.responses import StreamingResponse
from starlette.types import Receive, Scope, Send

from lookup_api.domain.errors import LookupUnavailable, TooManyRequests

MOST = 2_000
MOST_A_NETWORK = 6
HEARTBEAT_SECONDS = 20.0
LASTS_SECONDS = 15 * 60.0
COMES_BACK_SECONDS = (5.0, 15.0)  # spread, so that not all come back at once when a server has ended

CHANGED = "event: changed\ndata:\n\n"
HEARTBEAT = ":\n\n"
HEADERS = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}


@dataclass(eq=False)
class OpenPage:
    """One open page, on the event loop that answers it."""

    code: str
    network: str
    loop: asyncio.AbstractEventLoop = field(default_factory=asyncio.get_running_loop)
    bell: asyncio.Event = field(default_factory=asyncio.Event)
    is_over: bool = False

    def ring(self) -> None:
        """Wake who waits, from any thread; a page whose loop has ended hears nothing."""
        with suppress(RuntimeError):
            self.loop.call_soon_threadsafe(self.bell.set)

    async def rings_within(self, seconds: float) -> bool:
        """Whether the bell rings in that time."""
        try:
            async with asyncio.timeout(seconds):
                await self.bell.wait()
        except TimeoutError:
            return False
        self.bell.clear()
        return True


class Watchers:
    """The open pages of one process, by their dossier's code; bounded, and safe to call from any thread."""

    def __init__(self, most: int = MOST, most_a_network: int = MOST_A_NETWORK) -> None:
        self._most = most
        self._most_a_network = most_a_network
        self._pages: dict[str, set[OpenPage]] = {}
        self._networks: Counter[str] = Counter()
        self._lock = Lock()
        self._is_closed = False

    def __len__(self) -> int:
        return self._networks.total()

    def join(self, code: str, network: str) -> OpenPage:
        """A page of the dossier with this printed code was opened; on a running event loop.

        TooManyRequests when the network has too many open, LookupUnavailable when the process has or is ending.
        """
        with self._lock:
            if self._is_closed or len(self) >= self._most:
                raise LookupUnavailable
            if self._networks[network] >= self._most_a_network:
                raise TooManyRequests
            page = OpenPage(code, network)
            self._pages.setdefault(code, set()).add(page)
            self._networks[network] += 1
            return page

    def leave(self, page: OpenPage) -> None:
        """The page was closed; saying so again changes nothing."""
        with self._lock:
            pages = self._pages.get(page.code, set())
            if page not in pages:
                return
            pages.remove(page)
            self._networks[page.network] -= 1
            if not pages:
                del self._pages[page.code]
            if not self._networks[page.network]:
                del self._networks[page.network]

    def tell(self, codes: Collection[str]) -> None:
        """Let the open pages of these codes know that their dossier has changed."""
        with self._lock:
            told = [page for code in codes for page in self._pages.get(code, ())]
        for page in told:
            page.ring()

    def close(self) -> None:
        """End all streams at once and let nobody join: the server is about to stop."""
        with self._lock:
            self._is_closed = True
            pages = [page for some in self._pages.values() for page in some]
        for page in pages:
            page.is_over = True
            page.ring()


class Stream(StreamingResponse):
    """The answer to one open page: a heartbeat now and then, and `changed` when it has; leaves when all is said."""

    def __init__(self, page: OpenPage, watchers: Watchers) -> None:
        super().__init__(_said(page), media_type="text/event-stream", headers=HEADERS)
        self._page = page
        self._watchers = watchers

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer for as long as the page stays, the time lasts and the server runs."""
        try:
            await super().__call__(scope, receive, send)
        finally:
            self._watchers.leave(self._page)


async def _said(page: OpenPage) -> AsyncIterator[str]:
    loop = page.loop
    ends_at = loop.time() + LASTS_SECONDS
    yield f"retry: {uniform(*COMES_BACK_SECONDS) * 1_000:.0f}\n{HEARTBEAT}"
    while (left := ends_at - loop.time()) > 0 and not page.is_over:
        has_changed = await page.rings_within(min(HEARTBEAT_SECONDS, left))
        if not page.is_over:
            yield CHANGED if has_changed else HEARTBEAT
