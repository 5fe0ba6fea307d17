"""An answer's head and body in one write: one packet for a phone, and one call of the system instead of two.

uvicorn writes the head as soon as the application gives it. Here it waits for what comes next.
"""

import asyncio
from typing import Any

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

HEAD = b"HTTP/1.1 "
PROVISIONAL = b"HTTP/1.1 1"  # such as 100 Continue, which the caller waits for


class WholeAnswers(HttpToolsProtocol):
    """uvicorn's protocol over a transport that keeps a head back for a moment."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as uvicorn's own
        """A caller has connected."""
        super().connection_made(Patient(transport))  # type: ignore[arg-type]  # has what uvicorn uses of a transport

    def on_response_complete(self) -> None:
        """An answer without a body ends here."""
        self.transport.flush()  # type: ignore[attr-defined]  # it is a Patient
        super().on_response_complete()


class Patient:
    """A transport that writes an answer's head together with what follows it."""

    __slots__ = ("_head", "_transport", "get_extra_info", "is_closing", "pause_reading", "resume_reading")

    def __init__(self, transport: asyncio.Transport) -> None:
        self._transport = transport
        self._head = b""
        self.is_closing = transport.is_closing
        self.get_extra_info = transport.get_extra_info
        self.pause_reading, self.resume_reading = transport.pause_reading, transport.resume_reading

    def write(self, data: bytes) -> None:
        """Write, or wait for what comes next."""
        if self._head:
            head, self._head = self._head, b""
            self._transport.write(head + data)
        elif data.startswith(HEAD) and not data.startswith(PROVISIONAL):
            self._head = data
        else:
            self._transport.write(data)

    def flush(self) -> None:
        """Write what waits."""
        if self._head:
            head, self._head = self._head, b""
            self._transport.write(head)

    def close(self) -> None:
        """Write what waits, then close."""
        self.flush()
        self._transport.close()

    def __getattr__(self, name: str) -> Any:
        """Whatever else uvicorn may ask of a transport."""
        return getattr(self._transport, name)
