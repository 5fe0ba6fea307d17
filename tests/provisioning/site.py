"""A provisioning service at a real loopback socket, in this process, with a clock the test moves."""

import asyncio
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import httpx
import uvicorn
from fastapi import FastAPI
from sqlalchemy.orm import Session, sessionmaker

from tests.provisioning.builders import Clock
from tests.servers import free_port

START_SECONDS = 20
LOOK_SECONDS = 0.01


@dataclass(frozen=True)
class Site:
    """What a test needs of a running service."""

    http: httpx.Client
    sessions: sessionmaker[Session]
    clock: Clock


class PromptServer(uvicorn.Server):
    """Looks more often than uvicorn's whether it is to end; else waiting for that is the longest part of many tests."""

    async def main_loop(self) -> None:
        """See uvicorn."""
        while not await self.on_tick(0):  # noqa: ASYNC110  (what ends it is set in another thread)
            await asyncio.sleep(LOOK_SECONDS)


@contextmanager
def serving(app: FastAPI) -> Iterator[str]:
    """Serve the app for as long as the block lasts; gives its address."""
    port = free_port()
    server = PromptServer(uvicorn.Config(app, host="127.0.0.1", port=port, log_level="warning"))
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        give_up_at = time.monotonic() + START_SECONDS
        while not server.started:
            assert thread.is_alive()
            assert time.monotonic() < give_up_at
            time.sleep(0.01)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join()
