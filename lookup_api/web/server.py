"""The web server: workers on one socket, which end without dropping a request.

When it is told to stop (SIGTERM, SIGINT), a worker says so at /health/ready at once and goes on answering for a while,
with `Connection: close`; then new connections are turned away, what was begun is finished, and it ends.
"""

import asyncio
import gc
import logging
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.synchronize import Event
from pathlib import Path
from socket import socket
from types import FrameType
from typing import Any, cast

import uvicorn
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol, RequestResponseCycle

from lookup_api.web.life import Life
from lookup_api.web.listening import turn_away
from lookup_api.web.watch import Place
from lookup_api.web.whole_answers import WholeAnswers

STOP_SECONDS = 10  # what a request may still take once nothing new is accepted
HANDSHAKE_SECONDS = 0.2
FIRST_REQUEST_SECONDS = 1.0
KEEP_ALIVE_SECONDS = 75  # longer than the usual proxy's 60: it is the proxy that closes an idle connection
LOOK_SECONDS = 0.02
BACKLOG = 2_048
CLOSE = (b"connection", b"close")

log = logging.getLogger(__name__)

Application = Callable[..., Any]
Factory = Callable[[Place], Application]


@dataclass(frozen=True, slots=True)
class Plan:
    """How to serve. `drain_seconds` is how long new connections are still accepted after the signal to stop."""

    host: str
    port: int
    workers: int = 1
    trusted_proxies: str = "127.0.0.1"
    drain_seconds: float = 1.0


@dataclass(frozen=True)
class Task:
    """What a worker process is given. `shut` is set once the program turns newcomers away; None when the worker is
    alone and does so itself. `folder` is where several bring their metrics together.
    """

    plan: Plan
    factory: Factory
    listener: socket
    shut: Event | None = None
    number: int = 0
    folder: Path | None = None


class Worker(uvicorn.Server):
    """One process that answers."""

    def __init__(self, config: uvicorn.Config, task: Task, life: Life) -> None:
        super().__init__(config)
        self._task = task
        self._life = life

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """The signal to stop; it is not raised again afterwards, for an ordered end is a good one."""
        self._life.is_ending = True
        self.should_exit = True

    async def shutdown(self, sockets: list[socket] | None = None) -> None:
        """Drain, then let uvicorn finish what was begun."""
        self._life.end()
        await self._ask_to_close()
        await self._drain(sockets or [])
        for server in self.servers:
            server.close()
        await _until(lambda: all(map(_cycle_of, self._connections)), FIRST_REQUEST_SECONDS)
        await super().shutdown(sockets)

    @property
    def _connections(self) -> set[HttpToolsProtocol]:
        return cast("set[HttpToolsProtocol]", self.server_state.connections)

    async def _ask_to_close(self) -> None:
        """Let every answer from now on end its connection."""
        self.config.encoded_headers.append(CLOSE)
        await self.on_tick(0)  # makes the headers of answers to come
        for one in self._connections:
            if (cycle := _cycle_of(one)) and not cycle.response_started:
                cycle.keep_alive = False

    async def _drain(self, sockets: list[socket]) -> None:
        """Go on answering until nobody new may come and whoever was about to come has come."""
        drain_seconds = self._task.plan.drain_seconds
        if shut := self._task.shut:
            await _until(shut.is_set, drain_seconds + STOP_SECONDS)
        else:
            await asyncio.sleep(drain_seconds)
            for one in sockets:
                turn_away(one)
        await asyncio.sleep(HANDSHAKE_SECONDS)


def work(task: Task) -> None:
    """Answer until told to stop."""
    plan, place = task.plan, Place(Life(), task.number, task.folder)
    application = task.factory(place)
    gc.freeze()  # what is there by now stays: collecting need not look at it again
    config = uvicorn.Config(
        application,
        loop="uvloop",
        http=WholeAnswers,
        ws="none",
        lifespan="on",
        access_log=False,  # ours blanks secrets
        log_config=None,
        server_header=False,
        forwarded_allow_ips=plan.trusted_proxies,
        backlog=BACKLOG,
        timeout_keep_alive=KEEP_ALIVE_SECONDS,
        timeout_graceful_shutdown=STOP_SECONDS,
    )
    Worker(config, task, place.life).run([task.listener])


def _cycle_of(connection: HttpToolsProtocol) -> RequestResponseCycle | None:
    """Its request and answer, whatever uvicorn's types say; None before the first request has come."""
    return connection.cycle


async def _until(holds: Callable[[], bool], seconds: float) -> None:
    """Neither the connections nor another process's event can wake us: look again and again."""
    for _ in range(int(seconds / LOOK_SECONDS)):
        if holds():
            return
        await asyncio.sleep(LOOK_SECONDS)
