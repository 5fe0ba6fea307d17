"""A small application under our server, in a process of its own: for what must hold of every answer."""

import asyncio
import sys
from collections.abc import AsyncIterator

from fastapi import FastAPI
from fastapi.responses import PlainTextResponse, StreamingResponse

from lookup_api.web.server import Plan
from lookup_api.web.watch import Place
from lookup_api.web.workers import run

BODY = "x" * 20_000


def make_app(place: Place) -> FastAPI:
    """It answers / at once, /slow a second later, and /stream until the server is about to stop."""
    app = FastAPI()

    @app.get("/")
    async def get_at_once() -> PlainTextResponse:
        return PlainTextResponse(BODY, 503 if place.life.is_ending else 200)

    @app.get("/slow")
    async def get_slowly() -> PlainTextResponse:
        await asyncio.sleep(2.0)  # longer than new connections are accepted after the signal
        return PlainTextResponse(BODY)

    @app.get("/stream")
    async def get_stream() -> StreamingResponse:
        over = asyncio.Event()
        place.life.at_end(over.set)

        async def said() -> AsyncIterator[str]:
            yield "begun\n"
            await over.wait()
            yield "over\n"

        return StreamingResponse(said())

    return app


if __name__ == "__main__":
    run(Plan("127.0.0.1", int(sys.argv[1]), int(sys.argv[2]), drain_seconds=0.5), make_app)
