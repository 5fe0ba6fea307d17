"""Live update: an open page is told that its dossier changed, and nothing else."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import ExitStack, asynccontextmanager
from dataclasses import dataclass, field
from time import monotonic

import httpx
import pytest
from cryptography.fernet import Fernet
from fastapi.testclient import TestClient
from sqlalchemy import Engine
from starlette.types import ASGIApp, Message, Scope

from lookup_api.domain.errors import LookupUnavailable, TooManyRequests
from lookup_api.domain.status import Status
from lookup_api.web import live
from lookup_api.web.app import make_app
from lookup_api.web.desk import Desk
from lookup_api.web.live import Watchers
from tests.builders import CODE, a_code, a_record
from tests.lookup_api.serving import serving
from tests.lookup_api.stored import store

EDITION = "1-within_term"
PATIENCE_SECONDS = 10.0
NETWORK = "10.0.0.0/24"


@dataclass
class Browser:
    """Asks the application for a stream and reads it piece by piece, until it goes away."""

    app: ASGIApp
    heard: asyncio.Queue[Message] = field(default_factory=asyncio.Queue)
    gone: asyncio.Event = field(default_factory=asyncio.Event)

    @asynccontextmanager
    async def asking(self, path: str, query: str = "") -> AsyncIterator[None]:
        scope: Scope = {
            "type": "http",
            "method": "GET",
            "path": path,
            "raw_path": path.encode(),
            "query_string": query.encode(),
            "headers": [(b"accept-encoding", b"gzip")],
            "client": ("10.0.0.1", 1),
            "server": ("motcua.test", 443),
            "scheme": "https",
            "http_version": "1.1",
            "root_path": "",
            "asgi": {"version": "3.0", "spec_version": "2.3"},
        }
        task = asyncio.create_task(self._run(scope))
        try:
            yield
        finally:
            self.gone.set()
            async with asyncio.timeout(PATIENCE_SECONDS):
                await task

    async def next(self) -> Message:
        async with asyncio.timeout(PATIENCE_SECONDS):
            return await self.heard.get()

    async def text(self) -> str:
        return bytes((await self.next()).get("body", b"")).decode()

    async def _run(self, scope: Scope) -> None:
        requested = False

        async def receive() -> Message:
            nonlocal requested
            if not requested:
                requested = True
                return {"type": "http.request", "body": b"", "more_body": False}
            await self.gone.wait()
            return {"type": "http.disconnect"}

        await self.app(scope, receive, self.heard.put)


@pytest.fixture
def browse(desk: Desk) -> Callable[[], Browser]:
    app = make_app(lambda: None)  # type: ignore[arg-type, return-value]  # never started: the desk is there already
    app.state.desk = desk
    return lambda: Browser(app)


async def test_an_open_page_hears_of_a_change_and_nothing_about_it(
    engine: Engine, desk: Desk, browse: Callable[[], Browser]
) -> None:
    store(engine, a_record(status=Status.PROCESSING))
    browser = browse()
    async with browser.asking(f"/ho-so/{CODE}/theo-doi", f"ban={EDITION}"):
        began = await browser.next()
        headers = {name.decode(): value.decode() for name, value in began["headers"]}
        assert began["status"] == 200
        assert headers["content-type"].startswith("text/event-stream")
        assert headers["cache-control"] == "no-store"
        assert headers["x-accel-buffering"] == "no"
        assert "content-encoding" not in headers
        assert (await browser.text()).startswith("retry: ")
        await asyncio.to_thread(desk.watchers.tell, {CODE, a_code(2)})  # as the follower does
        assert await browser.text() == "event: changed\ndata:\n\n"
    assert len(desk.watchers) == 0


async def test_a_page_that_is_older_than_the_dossier_hears_so_at_once(
    engine: Engine, browse: Callable[[], Browser]
) -> None:
    store(engine, a_record(status=Status.PROCESSING))
    browser = browse()
    async with browser.asking(f"/ho-so/{CODE}/theo-doi", "ban=0-within_term"):
        await browser.next()
        assert [await browser.text(), await browser.text()][1] == "event: changed\ndata:\n\n"


async def test_while_nothing_happens_a_heartbeat_keeps_the_line_open(
    engine: Engine, browse: Callable[[], Browser], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(live, "HEARTBEAT_SECONDS", 0.01)
    store(engine)
    browser = browse()
    async with browser.asking(f"/ho-so/{CODE}/theo-doi", f"ban={EDITION}"):
        await browser.next()
        await browser.text()
        assert [await browser.text(), await browser.text()] == [":\n\n", ":\n\n"]


async def test_a_stream_ends_after_its_time_and_the_browser_comes_back(
    engine: Engine, browse: Callable[[], Browser], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(live, "LASTS_SECONDS", 0.01)
    store(engine)
    browser = browse()
    async with browser.asking(f"/ho-so/{CODE}/theo-doi", f"ban={EDITION}"):
        while (await browser.next()).get("more_body", True):
            pass


async def test_a_stream_ends_at_once_when_the_server_stops(
    engine: Engine, desk: Desk, browse: Callable[[], Browser]
) -> None:
    store(engine)
    browser = browse()
    async with browser.asking(f"/ho-so/{CODE}/theo-doi", f"ban={EDITION}"):
        await browser.next()
        await browser.text()
        desk.watchers.close()
        assert (await browser.next())["more_body"] is False
    refused = browse()
    async with refused.asking(f"/ho-so/{CODE}/theo-doi"):
        assert (await refused.next())["status"] == 503


@pytest.mark.parametrize(("asked", "status"), [(CODE, 404), ("xin-chao", 400)])
async def test_of_an_unknown_dossier_nothing_can_be_heard(
    browse: Callable[[], Browser], desk: Desk, asked: str, status: int
) -> None:
    browser = browse()
    async with browser.asking(f"/ho-so/{asked}/theo-doi"):
        assert (await browser.next())["status"] == status
    assert len(desk.watchers) == 0


async def test_one_network_may_have_few_pages_open_and_others_their_own(
    engine: Engine, desk: Desk, browse: Callable[[], Browser]
) -> None:
    store(engine)
    for _ in range(live.MOST_A_NETWORK):
        desk.watchers.join(CODE, NETWORK)
    browser = browse()
    async with browser.asking(f"/ho-so/{CODE}/theo-doi"):
        assert (await browser.next())["status"] == 429
    desk.watchers.join(CODE, "10.0.1.0/24")


async def test_a_process_has_room_for_so_many_and_a_place_that_is_left_is_free_again() -> None:
    watchers = Watchers(most=2)
    first, _ = watchers.join(CODE, "a"), watchers.join(CODE, "b")
    with pytest.raises(LookupUnavailable):
        watchers.join(CODE, "c")
    watchers.leave(first)
    watchers.leave(first)
    watchers.join(CODE, "c")
    assert len(watchers) == 2


async def test_only_who_watches_the_dossier_is_woken() -> None:
    watchers = Watchers()
    mine, other = watchers.join(CODE, "a"), watchers.join(a_code(2), "a")
    watchers.tell([CODE])
    assert await mine.rings_within(PATIENCE_SECONDS)
    assert not await other.rings_within(0)


async def test_one_network_too_many_is_too_many_requests() -> None:
    watchers = Watchers(most_a_network=1)
    watchers.join(CODE, "a")
    with pytest.raises(TooManyRequests):
        watchers.join(CODE, "a")


def test_a_page_whose_event_loop_has_ended_does_no_harm() -> None:
    watchers = Watchers()

    async def join() -> None:
        watchers.join(CODE, "a")

    asyncio.run(join())
    watchers.tell([CODE])


def test_a_program_with_open_pages_stops_without_waiting_for_them(sqlite_url: str, engine: Engine) -> None:
    store(engine)
    settings = {"MOTCUA_DATABASE_URL": sqlite_url, "MOTCUA_DATA_KEY": Fernet.generate_key().decode()}
    with ExitStack() as running:
        address = running.enter_context(serving(**settings))
        path = f"{address}/ho-so/{CODE}/theo-doi"
        with httpx.stream("GET", path, params={"ban": EDITION}, timeout=PATIENCE_SECONDS) as stream:
            pieces = stream.iter_text()
            assert next(pieces).startswith("retry: ")
            running.close()
            assert "retry" not in "".join(pieces)  # ended, not cut off: httpx would raise


def test_the_head_of_a_stream_is_no_stream(
    engine: Engine, desk: Desk, http: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(live, "LASTS_SECONDS", PATIENCE_SECONDS)
    store(engine)
    began = monotonic()
    assert http.head(f"/ho-so/{CODE}/theo-doi?ban={EDITION}").status_code == 200
    assert monotonic() - began < PATIENCE_SECONDS / 2
    assert len(desk.watchers) == 0
