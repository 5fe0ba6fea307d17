"""Recorded traffic as a folder of raw HTTP messages: `0001-request.http`, and beside it what was answered.

A vendor may write such requests by hand. What the kit itself knows of a request stands in its first header lines, whose
names begin with `Kit-`. The folder holds what was sent, personal data and test passwords too: only its owner reads it.
"""

import os
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import httpx

from sync_ingest.conformance.errors import RecordingNotReadable
from sync_ingest.conformance.exchange import Exchange, Fault, Reply, Request

REQUEST, REPLY, HEARD = "-request.http", "-reply.http", "-heard.http"
CAME, ENDED, FAULT = "Kit-Came-At", "Kit-Ended-At", "Kit-Fault"
BREAK, END = b"\r\n", b"\r\n\r\n"


def digest_of(exchanges: Sequence[Exchange]) -> str:
    """SHA-256 of the requests, in hex: what `cat *-request.http | sha256sum` says of the folder."""
    digest = sha256()
    for exchange in exchanges:
        digest.update(_request_bytes(exchange))
    return digest.hexdigest()


def save(exchanges: Sequence[Exchange], folder: Path) -> None:
    """Write the traffic into `folder`, which is made, readable by its owner only."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    for exchange in exchanges:
        beginning = f"{exchange.number:04}"
        _write(folder / (beginning + REQUEST), _request_bytes(exchange))
        for ending, reply in ((REPLY, exchange.reply), (HEARD, exchange.heard)):
            if reply:
                _write(folder / (beginning + ending), _reply_bytes(reply))


def load(folder: Path) -> list[Exchange]:
    """The traffic in `folder`, in the order of its names; RecordingNotReadable when there is none."""
    found = sorted(folder.glob(f"*{REQUEST}"))
    if not found:
        raise RecordingNotReadable
    return [_read(number, path) for number, path in enumerate(found, 1)]


def _read(number: int, path: Path) -> Exchange:
    first, headers, body = _parsed(path.read_bytes())
    words = first.split()
    if len(words) < 2:
        raise RecordingNotReadable
    written = datetime.fromtimestamp(path.stat().st_mtime, UTC)
    came_at = _moment(headers, CAME, written)
    kept = httpx.Headers([(name, text) for name, text in _pairs(headers) if not name.lower().startswith("kit-")])
    exchange = Exchange(number, Request(words[0], words[1], kept, body), came_at, _moment(headers, ENDED, came_at))
    beside = path.with_name(path.name.removesuffix(REQUEST))
    fault = Fault(headers[FAULT]) if headers.get(FAULT) in [*Fault] else None
    return replace(exchange, reply=_reply(beside, REPLY), heard=_reply(beside, HEARD), fault=fault)


def _reply(beside: Path, ending: str) -> Reply | None:
    path = beside.with_name(beside.name + ending)
    if not path.exists():
        return None
    first, headers, body = _parsed(path.read_bytes())
    words = first.split()
    if len(words) < 2 or not words[1].isdecimal():
        raise RecordingNotReadable
    return Reply(int(words[1]), headers, body)


def _parsed(message: bytes) -> tuple[str, httpx.Headers, bytes]:
    """First line, headers and body; lines may end as an editor ends them."""
    end = END if END in message else b"\n\n"
    head, _, body = message.partition(end)
    first, *lines = head.decode("latin-1").splitlines() or [""]
    return first, httpx.Headers([_header(line) for line in lines if ":" in line]), body


def _header(line: str) -> tuple[str, str]:
    name, _, text = line.partition(":")
    return name.strip(), text.strip()


def _moment(headers: httpx.Headers, name: str, otherwise: datetime) -> datetime:
    try:
        return datetime.fromisoformat(headers[name]).astimezone(UTC)
    except (KeyError, ValueError):
        return otherwise


def _request_bytes(exchange: Exchange) -> bytes:
    request = exchange.request
    kit = [(CAME, exchange.came_at.isoformat()), (ENDED, exchange.ended_at.isoformat())]
    if exchange.fault:
        kit.append((FAULT, exchange.fault.value))
    return _message(f"{request.method} {request.target} HTTP/1.1", [*kit, *_pairs(request.headers)], request.body)


def _reply_bytes(reply: Reply) -> bytes:
    return _message(f"HTTP/1.1 {reply.status}", list(_pairs(reply.headers)), reply.body)


def _message(first: str, headers: Sequence[tuple[str, str]], body: bytes) -> bytes:
    lines = [first, *(f"{name}: {text}" for name, text in headers)]
    return BREAK.join(line.encode("latin-1", "ignore") for line in lines) + END + body


def _pairs(headers: httpx.Headers) -> Iterator[tuple[str, str]]:
    return ((name.decode("latin-1"), text.decode("latin-1")) for name, text in headers.raw)


def _write(path: Path, content: bytes) -> None:
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(content)
