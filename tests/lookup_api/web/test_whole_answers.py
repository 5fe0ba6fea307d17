"""What goes over the wire: an answer's head never travels alone when more is to come."""

import asyncio
from typing import Any

import uvicorn
from starlette.types import Receive, Scope, Send
from uvicorn.server import ServerState

from lookup_api.web.whole_answers import WholeAnswers

HEADERS = [(b"content-type", b"text/plain")]


class Wire(asyncio.Transport):
    """A caller's connection that remembers each write."""

    def __init__(self) -> None:
        super().__init__({"peername": ("127.0.0.1", 5000), "sockname": ("127.0.0.1", 8000)})
        self.written: list[bytes] = []
        self.is_closed = False

    def write(self, data: Any) -> None:
        self.written.append(bytes(data))

    def pause_reading(self) -> None:
        """The second question waits in uvicorn's own queue."""

    resume_reading = pause_reading

    def is_closing(self) -> bool:
        return self.is_closed

    def close(self) -> None:
        self.is_closed = True


async def answering(scope: Scope, receive: Receive, send: Send) -> None:
    """Reads what is sent, and answers by the path: /empty, /drops or anything else."""
    await receive()
    status = 304 if scope["path"] == "/empty" else 200
    length = [(b"content-length", b"5")] if scope["path"] == "/" else []
    await send({"type": "http.response.start", "status": status, "headers": HEADERS + length})
    if scope["path"] == "/drops":
        await send({"type": "http.response.body", "body": b"one", "more_body": True})
        await send({"type": "http.response.body", "body": b"two", "more_body": True})
    body = b"hello" if scope["path"] == "/" else b""
    await send({"type": "http.response.body", "body": body})


async def written_for(request: bytes) -> list[bytes]:
    config = uvicorn.Config(answering, lifespan="off", log_config=None, access_log=False, server_header=False)
    config.load()
    protocol, wire = WholeAnswers(config, ServerState(), {}), Wire()
    protocol.connection_made(wire)
    protocol.data_received(request)
    for _ in range(20):
        await asyncio.sleep(0)
    return wire.written


async def test_an_answer_is_one_write() -> None:
    (whole,) = await written_for(b"GET / HTTP/1.1\r\nhost: x\r\n\r\n")
    assert whole.startswith(b"HTTP/1.1 200")
    assert whole.endswith(b"\r\n\r\nhello")


async def test_an_answer_without_a_body_is_written_too() -> None:
    (empty,) = await written_for(b"GET /empty HTTP/1.1\r\nhost: x\r\n\r\n")
    assert empty.startswith(b"HTTP/1.1 304")
    (head,) = await written_for(b"HEAD / HTTP/1.1\r\nhost: x\r\n\r\n")
    assert head.endswith(b"\r\n\r\n")


async def test_what_comes_drop_by_drop_is_written_drop_by_drop() -> None:
    first, *others = await written_for(b"GET /drops HTTP/1.1\r\nhost: x\r\n\r\n")
    assert first.startswith(b"HTTP/1.1 200")
    assert b"one" in first
    assert b"two" in others[0]


async def test_who_waits_for_a_word_before_sending_gets_it_at_once() -> None:
    (word,) = await written_for(
        b"POST / HTTP/1.1\r\nhost: x\r\nexpect: 100-continue\r\ncontent-length: 3\r\n\r\n"
    )
    assert word.startswith(b"HTTP/1.1 100 Continue")


async def test_two_questions_at_once_are_answered_one_after_the_other() -> None:
    twice = await written_for(b"GET / HTTP/1.1\r\nhost: x\r\n\r\n" * 2)
    assert [whole.count(b"HTTP/1.1 200") for whole in twice] == [1, 1]
